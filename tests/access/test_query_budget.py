"""Every page of the site within its budget of queries: at most 15, the median at most 8; a paper
at most 28, since a plan prints a dozen kinds of rows, each read once, with the unit's own words,
and shows who wrote, checked and issued it, and so the page of a report, which drafts from what its
paper prints, and the agenda of a meeting, which is a board; the checks, which read all that a
commune has, at most 32.

The pages are counted as they are drawn for their fields (`test_every_field_drawn.py`). That the
counts do not grow with the rows is held page by page (`tests/queries.py`).
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.http import HttpResponse

from reports.documents.kinds import KINDS
from tests.access.matrix import Matrix
from tests.access.test_matrix import PEOPLE, PRINTS, ROWS, _address

MOST, MEDIAN, MOST_OF_A_PAPER, MOST_OF_CHECKS = 15, 8, 28, 34
MOST_OF_A_NUMBER = 29  # whoever numbers a plan also reads what its old text bears
MOST_OF_A_PLAN = 16  # its page also learns whether its villages have targets to print
PAPERS = {kind.name_of("preview") for kind in KINDS}
PAPERS |= {name for kind in KINDS for name in (kind.name_of("sign"), kind.name_of("issue"))}
# Whose drafts, or lists of what lacks, are read as a paper's are.
PAPERS |= {"reports:progress_report", "reports:text", "reports:dossier"}
# A file costs what its preview costs.
PAGES = [
    row
    for row in ROWS
    if row["method"] == "GET" and "ok" in row.values() and not row["name"].endswith(PRINTS)
]


def _read(response: HttpResponse) -> None:
    """To the end, so that a file that is sent is closed."""
    b"".join(response.streaming_content if response.streaming else [response.content])


@contextmanager
def noted() -> Iterator[list[str]]:
    """The questions to the database while it is open, but for savepoints."""
    queries: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield queries


def _queries(world: Matrix, row: dict[str, str], person: str = "") -> int:
    """Queries of the page for the person, else the first who may open it, session included."""
    person = person or next(person for person in PEOPLE if row.get(person) == "ok")
    with noted() as queries:
        _read(world.clients[person].get(_address(row, world)))
    return len(queries)


def most_of(name: str) -> int:
    """The budget of a page."""
    others = {
        "reports:agenda": MOST_OF_A_PAPER,
        "reports:plan_issue": MOST_OF_A_NUMBER,
        "tasks:plan": MOST_OF_A_PLAN,
        "reports:checks": MOST_OF_CHECKS,
    }
    return others.get(name, MOST_OF_A_PAPER if name in PAPERS else MOST)


def settled(world: Matrix, row: dict[str, str], person: str = "", first: int | None = None) -> int:
    """Queries of the page; where they are too many, of its second visit: the first page of all
    fills what the process keeps for every page."""
    count = _queries(world, row, person) if first is None else first
    return count if count <= most_of(row["name"]) else _queries(world, row, person)


def assert_within_budget(counts: dict[str, int]) -> None:
    """That no page has more queries than its name allows, nor all of them together."""
    assert {page: n for page, n in counts.items() if n > most_of(page.split()[0])} == {}
    assert statistics.median(counts.values()) <= MEDIAN


@pytest.mark.once
def test_the_home_of_everybody_keeps_to_its_budget(world: Matrix) -> None:
    """The stranger's commune is one at its first steps: it has nobody and nothing but them."""
    (home,) = [row for row in PAGES if row["name"] == "reports:my_work"]
    counts = {person: settled(world, home, person) for person in PEOPLE}
    assert {person: count for person, count in counts.items() if count > MOST} == {}
    assert 'id="first-steps' in world.clients["stranger"].get("/").content.decode()
