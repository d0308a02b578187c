"""Writes review chains that are not there yet."""

from evidence.models import ReviewChain, ReviewStep
from ntm_project.sample.book import FixtureBook
from ntm_project.sample.journal import Journal
from ntm_project.sample.review import ChainDraft
from ntm_project.sample.rows import Draft
from ntm_project.sample.write_places import needed
from villages.audit import record
from villages.models import Body, Unit


def write_review(book: FixtureBook, journal: Journal) -> None:
    """A chain that stands is left as people have it, with its steps."""
    for made in book.chains:
        if not journal.has(ReviewChain, made.chain.name):
            _write_chain(made, journal)


def _write_chain(made: ChainDraft, journal: Journal) -> None:
    draft = made.chain
    unit = needed(journal, Unit, draft.refs["unit"], draft)
    same = {name: draft.fields[name] for name in ("level", "name", "valid_from")}
    chain = ReviewChain.objects.filter(unit=unit, **same).first()
    if chain is not None:
        journal.add(chain, draft.name, unit, is_new=False)
        return
    with draft.row.guard():
        chain = ReviewChain(unit=unit, **draft.fields)
        chain.full_clean()
        chain.save()
    for step in made.steps:
        _write_step(chain, step, journal)
    journal.add(chain, draft.name, unit)
    record(
        journal.by,
        "khai báo quy trình thẩm tra",
        chain,
        unit=unit,
        new={"steps": [step.fields["name"] for step in made.steps]},
    )


def _write_step(chain: ReviewChain, draft: Draft, journal: Journal) -> None:
    unit, body = draft.refs["holder_unit"], draft.refs["holder_body"]
    with draft.row.guard():
        step = ReviewStep(
            chain=chain,
            holder_unit=needed(journal, Unit, unit, draft) if unit else None,
            holder_body=needed(journal, Body, body, draft) if body else None,
            **draft.fields,
        )
        step.full_clean()
        step.save()
    journal.count(step)
