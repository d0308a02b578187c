"""Boards of the year in which communes became another: of a commune that was dissolved and its heir
one counts, on every day."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from criteria.enums import Claim
from criteria.models import Assessment
from tests import factories as make
from tests.reports.pages.test_board_figures import figures_of, number_in, rows_behind
from tests.world import World, open_world
from villages.enums import LineageKind, Role, UnitLevel
from villages.models import Official, Unit
from villages.services import appoint, succeed

pytestmark = [pytest.mark.both, pytest.mark.django_db]

MERGED = date(2025, 7, 1)


@pytest.fixture
def world(time_machine) -> Iterator[World]:
    """Two communes of Bắc Giang, both judged in 2025, become one of Bắc Ninh."""
    time_machine.move_to("2025-12-30 09:00 +0700", tick=False)
    made = open_world()
    judged_by = make.make_set(criteria=2, indicators=1)
    for commune in (made.commune, made.neighbour):
        assess(made, commune, judged_by, date(2025, 3, 15))
    return made


def assess(world: World, unit: Unit, judged_by, day: date | None) -> Assessment:
    """Judged in 2025; from the day on its first criterion is met, the second is not."""
    made = make.make_assessment(unit, judged_by, 2025)
    if day:
        first, second = made.results.order_by("indicator__code")
        world.claim(first, on=day)
        world.claim(second, Claim.NOT_MET, "20", on=day)
    return made


def merge(world: World) -> Unit:
    """The sample's merger of 1 July 2025."""
    by = make.system()
    province = make.make_unit(UnitLevel.PROVINCE, "Bắc Ninh", valid_from=MERGED)
    heir = make.make_unit(UnitLevel.COMMUNE, "Xuân Cẩm", province, valid_from=MERGED)
    succeed(
        by=by,
        predecessors=[world.commune, world.neighbour],
        successor=heir,
        kind=LineageKind.MERGE,
        happened_on=MERGED,
        act="Nghị quyết số 1658/NQ-UBTVQH15 ngày 16/6/2025",
    )
    return heir


def counts(world: World, heir: Unit, reviewer: Official, query: str) -> list[tuple[int, int]]:
    """(met, of how many criteria) on the boards of the old province, the new one and the country;
    the rows behind each figure add up to it."""
    client, found = world.client(reviewer), []
    urls = [reverse("reports:board", args=[unit.pk]) for unit in (world.province, heir.parent)]
    for url in (*urls, reverse("reports:country")):
        page = client.get(f"{url}?nam=2025{query}")
        met = page.context["page"].figures["dat"]
        found.append((met.n, met.total))
        # Of a province without any assessment no year can be chosen.
        for address, figure in figures_of(page.content.decode()) if page.status_code == 200 else ():
            assert abs(number_in(figure)) == rows_behind(client, address), (address, figure)
    return found


REVIEWED = [
    ("&ngay=30/6/2025", [(2, 4), (0, 0), (2, 4)]),
    ("&ngay=1/7/2025", [(2, 4), (0, 0), (2, 4)]),
    ("", [(2, 4), (0, 0), (2, 4)]),
]
JUDGED = [
    ("&ngay=30/6/2025", [(2, 4), (0, 0), (2, 4)]),
    ("&ngay=1/7/2025", [(2, 4), (0, 0), (2, 4)]),
    ("&ngay=9/8/2025", [(2, 4), (0, 0), (2, 4)]),
    ("&ngay=10/8/2025", [(0, 0), (1, 2), (1, 2)]),
    ("", [(0, 0), (1, 2), (1, 2)]),
]


@pytest.mark.parametrize("assessed", ["not", "empty", "judged"])
def test_of_a_commune_and_its_heir_one_counts(world, assessed) -> None:
    """The dissolved ones stand for their heir until it is judged, then it stands for them."""
    judged_by = world.commune.assessments.get().criteria_set
    heir = merge(world)
    if assessed != "not":
        assess(world, heir, judged_by, date(2025, 8, 10) if assessed == "judged" else None)
    reviewer = make.make_official(world.province, Role.REVIEWER)
    make_appointed(reviewer, heir.parent)
    for query, expected in JUDGED if assessed == "judged" else REVIEWED:
        assert counts(world, heir, reviewer, query) == expected, query


def make_appointed(official: Official, unit: Unit) -> None:
    appoint(by=make.system(), official=official, unit=unit, role=Role.REVIEWER, title="Thẩm tra")


def test_an_heir_is_named_as_not_assessed_until_it_is(world) -> None:
    heir = merge(world)
    reviewer = make.make_official(heir.parent, Role.REVIEWER)
    board = f"{reverse('reports:board', args=[heir.parent_id])}?nam=2025"
    assert "chưa lập đánh giá năm 2025" in world.client(reviewer).get(board).content.decode()
    assess(world, heir, world.commune.assessments.get().criteria_set, None)
    assert "chưa lập đánh giá" not in world.client(reviewer).get(board).content.decode()


@pytest.mark.parametrize(("judged", "expected"), [(None, 2), (date(2025, 8, 10), 1)])
def test_of_villages_and_the_one_that_they_became_one_side_counts(world, judged, expected) -> None:
    """The tallies of villages above the commune, and the rows behind them."""
    judged_by = make.make_set(criteria=2, indicators=1, level="village", tier="model")
    old = [make.make_village(world.commune, name) for name in ("Đông", "Tây")]
    for village in old:
        assess(world, village, judged_by, date(2025, 3, 15))
    heir = make.make_unit(UnitLevel.VILLAGE, "Đông Tây", world.commune, valid_from=MERGED)
    succeed(
        by=make.system(), predecessors=old, successor=heir, kind=LineageKind.MERGE,
        happened_on=MERGED, act="Nghị quyết số 9/NQ-HĐND",
    )  # fmt: skip
    assess(world, heir, judged_by, judged)
    client = world.client(make.make_official(world.province, Role.REVIEWER))
    page = client.get(f"{reverse('reports:board', args=[world.province.pk])}?nam=2025")
    (tallied,) = page.context["tallies"]
    assert [row.total for row in tallied.rows] == [expected, expected]
    assert [row.met for row in tallied.rows] == [expected, 0]
    cells = [(a, n) for a, n in figures_of(page.content.decode()) if "/thon-" in a]
    assert len(cells) == 2
    assert all(number_in(n) == rows_behind(client, address) for address, n in cells)
