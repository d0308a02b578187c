"""Loads the fixtures: read and checked whole, then written in one transaction."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from ntm_project.common.deadlines import parse_deadline
from ntm_project.sample.accounts import SampleAccount, accounts_of, open_accounts
from ntm_project.sample.book import FixtureBook, read_fixtures
from ntm_project.sample.journal import Journal
from ntm_project.sample.wordings import write_wordings
from ntm_project.sample.write_mappings import write_mappings
from ntm_project.sample.write_places import write_places
from ntm_project.sample.write_plans import write_plans
from ntm_project.sample.write_record import SetRows, write_assessments, write_recognitions
from ntm_project.sample.write_requirements import write_requirements
from ntm_project.sample.write_review import write_review
from ntm_project.sample.write_sets import write_added_levels, write_sets
from villages.access import Access


@dataclass(frozen=True)
class Loaded:
    """What a run added, and what it has to report."""

    added: Counter[str]
    accounts: list[SampleAccount]
    unplaced: list[tuple[str, str, str]]
    unread_deadlines: list[str] = field(default_factory=list)


def load(folder: Path, *, by: Access, with_accounts: bool) -> Loaded:
    """Add what is missing and touch nothing that stands; `FixtureError` leaves nothing behind."""
    book = read_fixtures(folder)
    with transaction.atomic():
        journal = Journal(by)
        rows = SetRows()
        _write_reference(book, journal)
        write_places(book, journal)
        write_assessments(book, journal, rows)
        write_recognitions(book, journal, rows)
        write_plans(book, journal, rows)
        write_review(book, journal)
        if with_accounts:
            open_accounts(book.officials)
    return Loaded(
        added=journal.added,
        accounts=accounts_of(book),
        unplaced=book.unplaced,
        unread_deadlines=_unread(book),
    )


def load_sets(folder: Path, *, by: Access) -> Counter[str]:
    """Add the criteria sets and the papers that they expect, without any commune."""
    book = read_fixtures(folder)
    with transaction.atomic():
        journal = Journal(by)
        _write_reference(book, journal)
    return journal.added


def _write_reference(book: FixtureBook, journal: Journal) -> None:
    write_sets(book.sets, journal)
    write_added_levels(book.added_levels, journal)
    write_mappings(book.mappings, journal)
    write_requirements(book.requirements, journal)
    write_wordings(book.wordings, journal)


def _unread(book: FixtureBook) -> list[str]:
    """Deadline words that were kept as written because they could not be read."""
    unread = []
    for plan in book.plans:
        year = plan.plan.fields["year"]
        drafts = [*plan.windows, *plan.targets, *(draft for draft, _ in plan.tasks)]
        for draft in drafts:
            words = draft.fields["deadline_words"]
            if words and not parse_deadline(words, year=year).is_read:
                unread.append(f"{draft.row.file}, dòng {draft.row.number}: “{words}”")
    return unread
