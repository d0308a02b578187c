"""Values of the units that became one: shown side by side, taken over by a chosen rule alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.enums import Claim, IndicatorKind
from criteria.models import Result
from criteria.predecessors.rules import KEEP, POOL, SUM, WEIGH, Old, combined, ways_offered
from tests import factories as make
from tests.villages.changes.world import Merging
from tests.world import client_of
from villages.enums import Role
from villages.models import Unit

pytestmark = pytest.mark.django_db


def old(name: str, key: int, value: str | None, denominator: str | None = None) -> Old:
    row = Result(
        value=Decimal(value) if value else None,
        denominator=Decimal(denominator) if denominator else None,
        as_of=date(2024, 6, key),
    )
    return Old(name, key, row)


@pytest.mark.parametrize(
    ("kind", "olds", "rules"),
    [
        (IndicatorKind.COUNT, [old("A", 1, "3"), old("B", 2, "5")], [KEEP, SUM]),
        (IndicatorKind.COUNT, [old("A", 1, "3"), old("B", 2, None)], [KEEP]),
        (IndicatorKind.NUMBER, [old("A", 1, "3"), old("B", 2, "5")], [KEEP, SUM, WEIGH]),
        (IndicatorKind.PERCENT, [old("A", 1, "50"), old("B", 2, "70")], [KEEP, WEIGH]),
        (
            IndicatorKind.PERCENT,
            [old("A", 1, "50", "100"), old("B", 2, "270", "300")],
            [KEEP, POOL, WEIGH],
        ),
        (IndicatorKind.BOOLEAN, [old("A", 1, "1"), old("B", 2, "1")], [KEEP]),
        (IndicatorKind.GRADE, [old("A", 1, None), old("B", 2, None)], [KEEP]),
    ],
)
def test_what_is_offered_for_each_kind(kind: str, olds: list[Old], rules: list[str]) -> None:
    assert ways_offered(kind, olds) == rules


def test_each_rule_shows_how_the_value_came_about() -> None:
    olds = [old("xã A", 1, "50", "100"), old("xã B", 2, "270", "300")]
    pooled = combined(POOL, olds, {}, "")
    assert (pooled["value"], pooled["denominator"], pooled["as_of"]) == (320, 400, date(2024, 6, 1))
    assert "xã A 50/100; xã B 270/300" in pooled["note"]
    assert "claim" not in pooled
    weighed = combined(WEIGH, olds, {1: Decimal(1000), 2: Decimal(3000)}, "số hộ")
    assert weighed["value"] == Decimal("80.0000")
    assert "Bình quân theo số hộ: xã A 50 (1.000); xã B 90 (3.000)" in weighed["note"]
    with pytest.raises(ValueError, match="trọng số"):
        combined(WEIGH, olds, {1: Decimal(1000)}, "số hộ")
    assert combined(SUM, [old("A", 1, "3"), old("B", 2, "5")], {}, "")["value"] == 8


def test_the_new_commune_sees_both_and_takes_over_what_it_chooses() -> None:
    world = Merging()
    assert world.admin.pk
    beside = make.make_assessment(world.neighbour, world.assessment.criteria_set)
    for row in [*world.results(), *beside.results.all()]:
        world.claim(row)
    world.merge()
    commune = Unit.objects.get(name="Xuân Cẩm")
    standing = client_of(make.make_official(commune, Role.STANDING_OFFICER))
    page = standing.get(reverse("reports:unit_record", args=[commune.pk]))
    assert page.status_code == 200
    (shown,) = page.context["beside"]
    assert [a.unit.name for a in shown.assessments] == ["Đồng Tâm", "Mai Đình"]
    assert not page.context["has_own"]

    own = make.make_assessment(commune, world.assessment.criteria_set)
    url = reverse("criteria:predecessors", args=[own.pk])
    page = standing.get(url)
    first, second, *_ = own.results.order_by("indicator__code").values_list("indicator", flat=True)
    typed = {
        "seen_version": page.context["seen"].versions["seen_version"],
        f"c{first}": WEIGH,
        f"w{world.commune.pk}": "1.000",
        f"w{world.neighbour.pk}": "3.000",
    }
    assert standing.post(url, {**typed, "seen_version": "1"}).status_code == 409
    assert standing.post(url, {**typed, f"w{world.commune.pk}": "x"}).status_code == 422
    assert not own.results.exclude(value=None).exists()
    assert standing.post(url, typed).status_code == 303
    taken = own.results.get(indicator=first)
    assert (taken.value, taken.claim) == (Decimal(50), Claim.NOT_YET)
    assert "xã Mai Đình 50 (1.000)" in taken.note
    assert own.results.get(indicator=second).value is None
