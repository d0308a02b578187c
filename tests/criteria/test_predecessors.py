"""Values of the units that became one: shown side by side, taken over by a chosen rule alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.enums import Claim, IndicatorKind
from criteria.models import Indicator, Result, SetMapping
from criteria.predecessors.queries import lines_of, seen_of
from criteria.predecessors.rules import (
    KEEP,
    LABELS,
    POOL,
    STAND,
    SUM,
    WEIGH,
    EarlierStatement,
    combined,
    ways_offered,
)
from criteria.predecessors.services import combine
from tests import factories as make
from tests.villages.changes.world import Merging
from tests.world import client_of
from villages.enums import Role
from villages.models import Unit

pytestmark = pytest.mark.django_db


def old(name: str, key: int, value: str | None, denominator: str | None = None) -> EarlierStatement:
    row = Result(
        value=Decimal(value) if value else None,
        denominator=Decimal(denominator) if denominator else None,
        as_of=date(2024, 6, key),
    )
    return EarlierStatement(name, key, row)


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
def test_what_is_offered_for_each_kind(
    kind: str, olds: list[EarlierStatement], rules: list[str]
) -> None:
    assert ways_offered(Indicator(kind=kind), olds) == rules


@pytest.mark.parametrize(
    ("unit", "wording", "is_added"),
    [
        ("km", "Đường trục thôn", True),
        ("tấn/năm", "Sản lượng", True),
        ("triệu đồng/người/năm", "Thu nhập", False),
        ("m²/người", "Đất cây xanh", False),
        ("triệu đồng", "Thu nhập bình quân đầu người", False),
    ],
)
def test_what_is_so_much_for_each_is_not_added(unit: str, wording: str, is_added: bool) -> None:
    indicator = Indicator(kind=IndicatorKind.NUMBER, unit_words=unit, wording=wording)
    offered = ways_offered(indicator, [old("A", 1, "51"), old("B", 2, "60")])
    assert (SUM in offered) is is_added
    assert WEIGH in offered


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


def _merged_after_judging() -> Merging:
    """Two communes that claimed every result, then became one."""
    world = Merging()
    assert world.admin.pk
    beside = make.make_assessment(world.neighbour, world.assessment.criteria_set)
    for row in [*world.results(), *beside.results.all()]:
        world.claim(row)
    world.merge()
    return world


def test_the_new_commune_sees_both_and_takes_over_what_it_chooses() -> None:
    world = _merged_after_judging()
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
    unread = standing.post(url, {**typed, f"w{world.commune.pk}": "x"})
    assert (unread.status_code, "đọc được: xã Mai Đình." in unread.content.decode()) == (422, True)
    assert unread.content.decode().count('aria-invalid="true"') == 1
    assert not own.results.exclude(value=None).exists()
    assert standing.post(url, typed).status_code == 303
    taken = own.results.get(indicator=first)
    assert (taken.value, taken.claim) == (Decimal(50), Claim.NOT_YET)
    assert "xã Mai Đình 50 (1.000)" in taken.note
    assert own.results.get(indicator=second).value is None
    stated = {line.indicator.pk: line.own for line in lines_of(own)}
    assert (stated[first], stated[second]) == ("Chưa đánh giá · 50", "")
    for page in ("reports:assessment", "criteria:baselines"):
        assert url in standing.get(reverse(page, args=[own.pk])).content.decode()


def test_what_was_judged_by_the_set_before_is_offered_by_a_published_mapping() -> None:
    world = Merging()
    assert world.admin.pk
    before = world.assessment.criteria_set
    beside = make.make_assessment(world.neighbour, before)
    for row in [*world.results(), *beside.results.all()]:
        world.claim(row)
    world.merge()
    new_set = make.make_set(2, 2)
    own = make.make_assessment(Unit.objects.get(name="Xuân Cẩm"), new_set)
    assert not any(old.result for line in lines_of(own) for old in line.olds)
    olds = list(Indicator.objects.filter(criterion__criteria_set=before).order_by("code"))
    news = list(Indicator.objects.filter(criterion__criteria_set=new_set).order_by("code"))
    mapping = SetMapping.objects.create(old_set=before, new_set=new_set)
    # Crosswise, so that no code helps; what was split states nothing of one of its parts.
    pairs = [("same", 0, 1), ("level", 1, 0), ("split", 2, 2), ("reworded", 3, 3)]
    for kind, old_at, new_at in pairs:
        mapping.rows.create(kind=kind, old=olds[old_at], new=news[new_at])
    Indicator.objects.filter(pk=news[3].pk).update(kind=IndicatorKind.COUNT)
    assert not any(old.result for line in lines_of(own) for old in line.olds)
    SetMapping.objects.filter(pk=mapping.pk).update(closed_at=timezone.now())
    found = {
        line.indicator: [old.result.indicator for old in line.olds if old.result]
        for line in lines_of(own)
    }
    assert found == {
        news[0]: [olds[1]] * 2, news[1]: [olds[0]] * 2, news[2]: [], news[3]: [],
    }  # fmt: skip
    weights = {world.commune.pk: Decimal(1), world.neighbour.pk: Decimal(3)}
    done = combine(
        by=make.system(), assessment=own, chosen={news[1].pk: WEIGH}, weights=weights,
        weight_words="số hộ", seen_version=seen_of(lines_of(own)),
    )  # fmt: skip
    taken = own.results.get(indicator=news[1])
    assert (done, taken.value, taken.claim) == (1, Decimal(50), Claim.NOT_YET)
    assert f"xã Mai Đình ({olds[0].code} của bộ {before.code}) 50" in taken.note


def test_what_was_judged_two_changes_ago_is_found() -> None:
    """Two communes became one that was never judged, and that another the day after."""
    world = _merged_after_judging()
    between = Unit.objects.get(name="Xuân Cẩm")
    make.make_assessment(between, world.assessment.criteria_set)  # opened, nothing stated
    world.merge("Xuân Cẩm → Hợp Thịnh", on=date(2024, 8, 2))
    commune = Unit.objects.get(name="Hợp Thịnh")
    standing = client_of(make.make_official(commune, Role.STANDING_OFFICER))
    page = standing.get(reverse("reports:unit_record", args=[commune.pk]))
    (shown,) = page.context["beside"]
    assert [a.unit.name for a in shown.assessments] == ["Đồng Tâm", "Mai Đình"]
    own = make.make_assessment(commune, world.assessment.criteria_set)
    first, *_ = lines_of(own)
    assert [old.unit for old in first.olds] == ["xã Đồng Tâm", "xã Mai Đình"]
    assert all(old.result and old.result.value for old in first.olds)


def test_a_unit_that_states_something_stands_for_what_it_was() -> None:
    world = Merging()
    assert world.admin.pk
    assert world.neighbour.pk
    world.claim(world.result)
    world.merge()
    between = Unit.objects.get(name="Xuân Cẩm")
    judged = make.make_assessment(between, world.assessment.criteria_set)
    world.claim(judged.results.select_related("indicator").first())
    world.merge("Xuân Cẩm → Hợp Thịnh", on=date(2024, 8, 2))
    own = make.make_assessment(Unit.objects.get(name="Hợp Thịnh"), judged.criteria_set)
    assert [old.unit for old in lines_of(own)[0].olds] == ["xã Xuân Cẩm"]


def test_the_figures_beside_each_other_name_their_unit_of_measure() -> None:
    world = Merging()
    assert world.admin.pk
    assert world.neighbour.pk
    made_by = world.assessment.criteria_set
    world.merge()
    commune = Unit.objects.get(name="Xuân Cẩm")
    Indicator.objects.filter(criterion__criteria_set=made_by).update(unit_words="km")
    own = make.make_assessment(commune, made_by)
    standing = client_of(make.make_official(commune, Role.STANDING_OFFICER))
    page = standing.get(reverse("criteria:predecessors", args=[own.pk]))
    assert "Đơn vị tính: km" in page.content.decode()


def test_a_set_and_the_one_that_it_refines_lead_to_each_other() -> None:
    """Judged by the province's set before, by the national one now, or the other way round."""
    world = Merging()
    assert world.admin.pk
    national, provincial = make.make_set(1, 2), make.make_set(1, 2)
    for row in Indicator.objects.filter(criterion__criteria_set=provincial):
        above = Indicator.objects.get(criterion__criteria_set=national, code=row.code)
        Indicator.objects.filter(pk=row.pk).update(parent=above)
    before = make.make_assessment(world.commune, provincial)
    beside = make.make_assessment(world.neighbour, national)
    for row in [*before.results.all(), *beside.results.all()]:
        world.claim(row)
    world.merge()
    commune = Unit.objects.get(name="Xuân Cẩm")
    for judged_by in (national, provincial):
        own = make.make_assessment(commune, judged_by)
        for line in lines_of(own):
            assert [bool(old.result) for old in line.olds] == [True, True]
            other = provincial if judged_by == national else national
            assert [other.code in old.by for old in line.olds].count(True) == 1
            assert line.choices == [(KEEP, LABELS[KEEP]), (WEIGH, LABELS[WEIGH])]


def test_a_unit_that_only_got_a_name_may_let_its_results_stand() -> None:
    world = Merging()
    assert world.admin.pk
    first, second, third, *_ = world.results()
    world.claim(first)
    world.claim(second)
    world.merge("Mai Đình → Mai Thượng", parent=world.after)
    commune = Unit.objects.get(name="Mai Thượng")
    own = make.make_assessment(commune, world.assessment.criteria_set)
    lines = lines_of(own)
    assert [[way for way, _ in line.choices] for line in lines[:3]] == [
        [KEEP, STAND], [KEEP, STAND], [KEEP],
    ]  # fmt: skip
    standing = client_of(make.make_official(commune, Role.STANDING_OFFICER))
    url = reverse("criteria:predecessors", args=[own.pk])
    page = standing.get(url)
    assert "chỉ đổi tên hoặc chuyển đơn vị cấp trên" in page.content.decode()
    seen = page.context["seen"].versions["seen_version"]
    # What it states itself by now is not replaced by the choice for all.
    world.claim(own.results.get(indicator=second.indicator), claim=Claim.NOT_MET)
    seen = standing.get(url).context["seen"].versions["seen_version"]
    assert standing.post(url, {"seen_version": seen, "all_stand": "1"}).status_code == 303
    taken = own.results.get(indicator=first.indicator)
    first.refresh_from_db()
    assert (taken.claim, taken.value, taken.as_of) == (first.claim, first.value, first.as_of)
    assert "Giữ nguyên kết quả của xã Mai Đình trong đánh giá năm 2024." in taken.note
    assert own.results.get(indicator=second.indicator).claim == Claim.NOT_MET
    assert own.results.get(indicator=third.indicator).claim == Claim.NOT_YET
    assert own.standings.get(criterion=first.indicator.criterion).met == 1


def test_nothing_stands_where_others_have_joined() -> None:
    """A new name first, then another commune: judgements are made anew."""
    world = Merging()
    assert world.admin.pk
    assert world.neighbour.pk
    world.claim(world.result)
    world.merge("Mai Đình → Mai Thượng", parent=world.district)
    world.merge("Mai Thượng + Đồng Tâm → Xuân Cẩm", on=date(2024, 8, 2), parent=world.district)
    own = make.make_assessment(Unit.objects.get(name="Xuân Cẩm"), world.assessment.criteria_set)
    assert not [way for line in lines_of(own) for way, _ in line.choices if way == STAND]
