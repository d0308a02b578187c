"""Writes units, their history, bodies, people and postings that are not there yet."""

from itertools import groupby
from typing import TypeVar

from django.db import models

from ntm_project.sample.book import FixtureBook
from ntm_project.sample.journal import Journal
from ntm_project.sample.rows import Draft
from villages.models import Body, Lineage, Official, Posting, Unit
from villages.services import appoint, create_body, create_official, create_unit, succeed

M = TypeVar("M", bound=models.Model)


def write_places(book: FixtureBook, journal: Journal) -> None:
    """Units first, from the root down; then who became whom, bodies, people, postings."""
    for key, draft in book.units.items():
        if not journal.has(Unit, key):
            _write_unit(draft, journal)
    _write_lineage(book.lineage, journal)
    for key, draft in book.bodies.items():
        if not journal.has(Body, key):
            _write_body(draft, journal)
    homes = {draft.refs["official"]: draft.refs["unit"] for draft in reversed(book.postings)}
    for key, draft in book.officials.items():
        if not journal.has(Official, key):
            _write_official(draft, homes.get(key), journal)
    for draft in book.postings:
        if not journal.has(Posting, draft.name):
            _write_posting(draft, journal)


def needed(journal: Journal, model: type[M], key: str, draft: Draft) -> M:
    """The row of a key, or an error when people have removed it."""
    row = journal.get(model, key)
    if row is None:
        raise draft.row.error(f"“{key}” đã bị xóa khỏi chương trình; hãy bỏ dòng này.")
    return row


def _write_unit(draft: Draft, journal: Journal) -> None:
    above = draft.refs["parent"]
    parent = needed(journal, Unit, above, draft) if above else None
    same = {name: draft.fields[name] for name in ("level", "noun", "name", "valid_from")}
    unit = Unit.objects.filter(parent=parent, **same).first()
    is_new = unit is None
    if unit is None:
        with draft.row.guard():
            unit = create_unit(by=journal.by, parent=parent, **draft.fields)
    journal.add(unit, draft.name, unit, is_new=is_new)


def _write_lineage(drafts: list[Draft], journal: Journal) -> None:
    """Old units that became one new unit on one day by one act are written as one event."""

    def event(draft: Draft) -> tuple:
        return draft.refs["successor"], *draft.fields.values()

    fresh = [d for d in drafts if not journal.has(Lineage, " → ".join(d.refs.values()))]
    for _, group in groupby(fresh, key=event):
        rows = list(group)
        successor = needed(journal, Unit, rows[0].refs["successor"], rows[0])
        old = [needed(journal, Unit, d.refs["predecessor"], d) for d in rows]
        with rows[0].row.guard():
            made = succeed(by=journal.by, predecessors=old, successor=successor, **rows[0].fields)
        for draft, row in zip(rows, made, strict=True):
            journal.add(row, " → ".join(draft.refs.values()), successor)


def _write_body(draft: Draft, journal: Journal) -> None:
    unit = needed(journal, Unit, draft.refs["unit"], draft)
    body = Body.objects.filter(unit=unit, name=draft.fields["name"]).first()
    is_new = body is None
    if body is None:
        with draft.row.guard():
            body = create_body(by=journal.by, unit=unit, **draft.fields)
    journal.add(body, draft.name, unit, is_new=is_new)


def _write_official(draft: Draft, home: str | None, journal: Journal) -> None:
    """An account without a password: nobody signs in with it until one is set."""
    if home is None:
        raise draft.row.error(
            f"cán bộ “{draft.name}” chưa có chức vụ nào; thêm một dòng vào postings.csv."
        )
    unit = needed(journal, Unit, home, draft)
    official = Official.objects.filter(username=draft.fields["username"]).first()
    is_new = official is None
    if official is None:
        with draft.row.guard():
            official = create_official(by=journal.by, unit=unit, **draft.fields)
    journal.add(official, draft.name, unit, is_new=is_new)


def _write_posting(draft: Draft, journal: Journal) -> None:
    unit = needed(journal, Unit, draft.refs["unit"], draft)
    official = needed(journal, Official, draft.refs["official"], draft)
    body = draft.refs["body"]
    posting = official.postings.filter(unit=unit, role=draft.fields["role"]).first()
    is_new = posting is None
    if posting is None:
        with draft.row.guard():
            posting = appoint(
                by=journal.by,
                official=official,
                unit=unit,
                body=needed(journal, Body, body, draft) if body else None,
                **draft.fields,
            )
    journal.add(posting, draft.name, unit, is_new=is_new)
