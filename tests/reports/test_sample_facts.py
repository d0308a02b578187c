"""Every fact of the two plans has exactly one place in the fixtures, and every row its origin."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from ntm_project.sample.book import read_fixtures

FIXTURES = Path(settings.BASE_DIR, "fixtures")
HERE = Path(__file__).parent
FACTS = "mã dữ kiện"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def facts_of(row: dict[str, str]) -> list[str]:
    return [fact.strip() for fact in row.get(FACTS, "").split(";") if fact.strip()]


def known_facts() -> dict[str, str]:
    return {row["fact_id"]: row["fact_type"] for row in rows_of(HERE / "fact_ids.csv")}


def test_every_fact_is_in_exactly_one_place() -> None:
    places = Counter(
        fact for path in FIXTURES.rglob("*.csv") for row in rows_of(path) for fact in facts_of(row)
    )

    assert len(known_facts()) == 450
    assert set(places) == set(known_facts())
    assert [fact for fact, number in places.items() if number > 1] == []


def test_only_facts_without_a_home_are_left_out() -> None:
    kinds = known_facts()
    left_out = Counter(kinds[fact] for fact, _, _ in read_fixtures(FIXTURES).unplaced)

    assert left_out == {"inconsistency": 33, "place": 6, "supervision": 1}


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/*.csv")), ids=lambda p: p.stem)
def test_every_row_says_where_it_comes_from(path: Path) -> None:
    for number, row in enumerate(rows_of(path), 2):
        if FACTS in row and not facts_of(row):
            sources = [row.get(name, "") for name in ("ghi chú", "nguồn", "căn cứ")]
            assert any(sources), f"{path.name} row {number}"


def test_the_authored_texts_stand_in_the_words_of_the_plan() -> None:
    texts = FIXTURES / "mai-dinh" / "texts"
    whole = " ".join(path.read_text(encoding="utf-8") for path in sorted(texts.iterdir()))

    for words in ("Môi ngftoots", "gia đìn,", "kiễu mẫu", "thôn NTM t và", "thôn NMT kiểu mẫu"):
        assert words in whole


def test_no_text_keeps_a_line_break_of_the_extraction() -> None:
    for path in sorted(FIXTURES.glob("*/texts/*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.strip() == line
            assert line, f"{path.name} has an empty line"
