"""Figures of another size than what is known of their indicator; words in their place."""

import pytest

from criteria.models import Indicator, Result
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of, opened

world = opened()


@pytest.mark.parametrize(
    ("kind", "level", "last", "value", "is_asked"),
    [
        ("percent", "gte 80", None, "0,85", True),
        ("percent", "gte 80", None, "1", True),
        ("percent", "gte 20", None, "0,9", True),
        ("percent", "eq 100", None, "0,98", True),
        ("percent", "gte 80", None, "41,2", False),
        ("percent", "gte 80", None, "5", False),
        ("percent", "gte 80", None, "0", False),
        ("percent", "lte 1.5", None, "85", True),
        ("percent", "lte 5", None, "0,04", False),
        ("percent", "lte 5", "4.2", "0,042", True),
        ("percent", "gte 1", None, "96", False),
        ("percent", "gte 2/3", None, "0,7", True),
        ("percent", "gte 2/3", None, "70", False),
        ("percent", None, "85", "0,85", True),
        ("percent", None, "0.85", "85", True),
        ("percent", None, "85", "91", False),
        ("number", "gte 58", None, "5.850", True),
        ("number", "gte 58", None, "0,58", True),
        ("number", "gte 58", "56.2", "61,5", False),
        ("number", "gte 4", None, "4,7", False),
        ("count", "gte 1", "1", "60", False),
        ("growth", "gte 10", None, "0,12", True),
        ("growth", "gte 10", "8", "-3", False),
    ],
)
def test_a_figure_a_hundred_times_off_is_asked_about(
    world: World, kind: str, level: str | None, last: str | None, value: str, is_asked: bool
) -> None:
    result = world.results()[0]
    Indicator.objects.filter(pk=result.indicator_id).update(kind=kind, unit_words="")
    result.indicator.levels.all().delete()
    if level:
        sign, _, number = level.partition(" ")
        need, _, of = number.partition("/")
        result.indicator.levels.create(
            comparator=sign, value=need, denominator=of or None, confidence="known"
        )
    Result.objects.filter(pk=result.pk).update(value=last)
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, f"Chỉ tiêu;Kết quả\n1.1;{value}\n")
    assert (list(run.outcome["questions"]) == ["2"], "refused" in run.outcome["counts"]) == (
        is_asked, is_asked,
    ), run.outcome  # fmt: skip


@pytest.mark.parametrize(("level", "is_warned"), [(None, True), ("80", False)])
def test_a_fraction_that_nothing_is_known_of_is_to_be_looked_at(
    world: World, level: str | None, is_warned: bool
) -> None:
    result = world.results()[0]
    result.indicator.levels.update(value=level, comparator="lte" if level else "")
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, "Chỉ tiêu;Kết quả\n1.1;0,85\n")
    rows = run.outcome["rows"]["warned"]
    assert ["85%" in row[4] for row in rows] == [True] * is_warned


@pytest.mark.parametrize(
    ("value", "claim", "left"),
    [
        ("Đạt", "", "met"),
        ("chưa đạt", "", "not_met"),
        ("Đạt", "Đạt", "met"),
        ("Đạt", "Chưa đạt", ""),
    ],
)
def test_to_be_met_may_stand_in_the_column_of_results(
    world: World, value: str, claim: str, left: str
) -> None:
    Indicator.objects.filter(pk=world.results()[0].indicator_id).update(kind="boolean")
    client = client_of(world.official("lan"))
    for head, row in ((";Đánh giá", f";{claim}"), *([("", "")] if left and not claim else [])):
        text = f"Chỉ tiêu;Kết quả{head}\n1.1;{value}{row}\n"
        run = upload(client, "ket-qua", world.assessment, text)
        assert ("refused" in run.outcome["counts"]) == (not left), run.outcome
    if left:
        confirm(client, run)
        assert world.results()[0].claim == left
