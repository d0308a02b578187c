"""The inconsistencies that a careful reader found in the first plan: found by a check, or why not.

`known_inconsistencies.csv`: the fact's id, the check that finds it and words of its finding, or why
a program cannot. That the checks find them in the sample is held where that is loaded
(`test_load_sample`).
"""

import csv
from pathlib import Path

from django.conf import settings

from reports.checks import of_record
from reports.checks.queries import OF_FACTS
from tests.reports.test_sample_facts import known_facts

ROWS = list(
    csv.DictReader(
        Path(__file__)
        .with_name("known_inconsistencies.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
)


def test_each_of_them_has_its_check_or_its_reason() -> None:
    ids = {fact for fact, kind in known_facts().items() if kind == "inconsistency"}
    assert {row["id"] for row in ROWS} == {fact for fact in ids if fact.startswith("S1-")}
    assert all(bool(row["found_by"]) != bool(row["why_not"]) for row in ROWS)
    assert all(bool(row["found_by"]) == bool(row["words"]) for row in ROWS)


def test_the_page_on_the_checks_lists_them_all() -> None:
    page = Path(settings.BASE_DIR, "docs/checks.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| S1-INC-")]
    for row, line in zip(ROWS, lines, strict=True):
        found = f"(`{row['found_by']}`)" if row["found_by"] else row["why_not"]
        assert line.startswith(f"| {row['id']} ")
        assert found in line


def test_the_list_of_what_has_no_place_agrees() -> None:
    """What `fixtures/unplaced.csv` gives as found by the checks is found by them."""
    path = Path(settings.BASE_DIR, "fixtures/unplaced.csv")
    rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    reasons = {fact: reason for fact, _, reason in rows}
    for row in ROWS:
        assert ("mục Rà soát tự tìm ra" in reasons[row["id"]]) == bool(row["found_by"])


def test_each_check_has_a_name_of_its_own() -> None:
    slugs = [check.slug for check in (*of_record.CHECKS, *OF_FACTS)]
    assert len(slugs) == len(set(slugs))
