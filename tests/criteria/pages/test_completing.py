"""A published set is completed and checked; what was judged by it before does not move."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from criteria import services
from criteria.enums import Claim, Confidence, IndicatorKind, State
from criteria.judging import row_of
from criteria.mapping.sameness import stated_levels
from criteria.models import CriteriaSet, Indicator, Level, Result, Standing
from criteria.queries.past import scores_as_of
from criteria.services.standings import standing_drifts
from criteria.states import total
from evidence.models import Requirement
from evidence.papers.queries.completeness import completeness_of
from evidence.papers.services import add_requirement
from ntm_project.common.refusals import Refused
from tasks.services import move_task
from tests import factories as make
from tests.swaps import element
from tests.world import HTMX, client_of
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db

HIGHER = {
    "comparator": "gte",
    "value": Decimal(60),
    "legal_source": "Quyết định số 1/QĐ-UBND",
    "confidence": Confidence.SOURCED,
}


def _steward(world):
    return make.access(make.make_official(world.district.parent, Role.DATA_STEWARD))


def _published(criteria_set):
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(published_at=timezone.now())


def _row(world, result):
    return row_of(world.assessment, Result.objects.for_table().get(pk=result.pk))


def test_a_saved_row_shows_the_level_by_which_it_is_now_judged(world, typed):
    _published(world.assessment.criteria_set)
    world.claim(world.result)  # 50 of a level of 45
    services.add_level(by=_steward(world), indicator=world.result.indicator, fields=HIGHER)
    url = reverse("criteria:edit_result", args=[world.result.pk])
    sent = typed | {"value": "51", "seen_version": "1"}
    answer = world.standing.post(url, sent, headers=HTMX).content.decode()
    row = element(answer, f"result-{world.result.pk}")
    assert "51% thấp hơn mức 60%" in row


def test_a_level_added_binds_what_is_judged_after_it(world):
    first, second, *_ = world.results()
    _published(world.assessment.criteria_set)
    world.claim(first)  # 50 of a level of 45
    before = Standing.objects.get(assessment=world.assessment, criterion__number=1)
    level = services.add_level(by=_steward(world), indicator=first.indicator, fields=HIGHER)
    assert level.edition > 0
    judged = _row(world, first)
    assert (judged.level_words, judged.newer_words, judged.contradicts) == ("≥ 45%", "≥ 60%", False)
    assert not list(standing_drifts())
    after = Standing.objects.get(assessment=world.assessment, criterion__number=1)
    assert (after.state, after.contradicting) == (before.state, before.contradicting)
    assert scores_as_of(world.assessment, date(2024, 8, 10))[first.indicator.criterion].met == 1
    # Judged again, it meets the new level or not; the day before still shows the old.
    world.claim(first, on=date(2024, 8, 12))
    judged = _row(world, first)
    assert (judged.level_words, judged.newer_words, judged.contradicts) == ("≥ 60%", "", True)
    assert Standing.objects.get(pk=after.pk).contradicting == 1
    scores = {day: scores_as_of(world.assessment, date(2024, 8, day)) for day in (10, 12)}
    criterion = first.indicator.criterion
    assert (scores[10][criterion].contradicting, scores[12][criterion].contradicting) == (0, 1)
    # What nobody has judged yet is shown the level that binds now.
    services.add_level(by=_steward(world), indicator=second.indicator, fields=HIGHER)
    assert _row(world, second).level_words == "≥ 60%"
    event = AuditEvent.objects.filter(action="bổ sung mức yêu cầu").first()
    assert event.reason == "Quyết định số 1/QĐ-UBND"


def test_a_province_set_stands_on_the_set_that_it_refines(world):
    result = world.result
    national = make.make_set(criteria=1, indicators=1)
    parent = national.criteria.get().indicators.get()
    Indicator.objects.filter(pk=result.indicator_id).update(parent=parent)
    paper = add_requirement(
        by=_steward(world),
        indicator=parent,
        fields={"text": "Biên bản", "source": "TT 52", "confidence": Confidence.SOURCED},
    )
    Level.objects.filter(indicator=result.indicator).update(value=None)
    row = _row(world, result)
    assert row.level_words == "≥ 45% (theo bộ được cụ thể hóa)"
    assert completeness_of(world.assessment)[result.pk].expected == (paper,)
    page = world.standing.get(reverse("criteria:set", args=[world.assessment.criteria_set_id]))
    assert "Theo bộ được cụ thể hóa" in page.content.decode()
    # Where neither set knows the level, nothing was lent.
    Level.objects.filter(indicator=parent).update(value=None)
    assert _row(world, result).level_words == "chưa rõ mức"
    # Its own level and paper come first as soon as there are any.
    services.add_level(by=_steward(world), indicator=result.indicator, fields=HIGHER)
    own = Requirement.objects.create(
        indicator=result.indicator, order=1, text="Riêng", source="x", confidence=Confidence.KNOWN
    )
    assert _row(world, result).level_words == "≥ 60%"
    assert completeness_of(world.assessment)[result.pk].expected == (own,)


def test_what_amends_the_refined_set_is_followed_by_what_is_judged_after_it(world):
    result = world.result
    national = make.make_set(criteria=1, indicators=1, published_at=timezone.now())
    parent = national.criteria.get().indicators.get()
    Indicator.objects.filter(pk=result.indicator_id).update(parent=parent)
    Level.objects.filter(indicator=result.indicator).update(value=None)
    world.claim(result)  # 50 of a level of 45
    amending = make.make_set(criteria=1, indicators=1, amends=national, year_from=2024)
    Level.objects.filter(indicator__criterion__criteria_set=amending).update(value=60)
    assert _row(world, result).newer_words == ""  # a draft amends nothing
    services.publish(amending)
    amending.save()
    judged = _row(world, result)
    lent = " (theo bộ được cụ thể hóa)"
    assert (judged.level_words, judged.newer_words) == (f"≥ 45%{lent}", f"≥ 60%{lent}")
    assert not judged.contradicts
    assert not list(standing_drifts())
    world.claim(result, on=date(2024, 8, 12))
    judged = _row(world, result)
    assert (judged.level_words, judged.newer_words, judged.contradicts) == (
        f"≥ 60%{lent}",
        "",
        True,
    )
    # An amendment of the amendment that binds only later years does not bind yet.
    later = make.make_set(criteria=1, indicators=1, amends=amending, year_from=2025)
    Level.objects.filter(indicator__criterion__criteria_set=later).update(value=90)
    services.publish(later)
    later.save()
    assert _row(world, result).level_words == f"≥ 60%{lent}"
    assert not list(standing_drifts())


def test_a_growth_is_judged_over_two_years(world):
    result = world.result
    Indicator.objects.filter(pk=result.indicator_id).update(
        kind=IndicatorKind.GROWTH, unit_words="triệu đồng"
    )
    Level.objects.filter(indicator=result.indicator).update(value=Decimal("9.5"))
    url = reverse("criteria:edit_result", args=[result.pk])
    data = {"claim": "met", "as_of": "01/08/2024", "seen_version": "0"}
    for typed, words, is_short in (
        ("63,2/57,1", "63,2 so với 57,1 (tăng 10,68%)", False),
        ("57/60", "57 so với 60 (giảm 5%)", True),
        ("9,4", "9,4%", True),
    ):
        version = str(Result.objects.get(pk=result.pk).version)
        answer = world.standing.post(url, data | {"value": typed, "seen_version": version})
        assert answer.status_code in (302, 303), typed
        row = _row(world, result)
        assert (row.value_words, row.contradicts) == (words, is_short)
    # A number typed alone in the grid is the rate; the amounts may be typed there as well.
    grid = world.standing.get(reverse("criteria:quick_entry", args=[world.assessment.pk]))
    line = next(one for one in grid.context["grid"].lines if one.result == result)
    cell = next(line.cells)
    assert (cell.unit, cell.way) == ("%", "hoặc năm nay/năm trước, triệu đồng")


def test_an_indicator_of_several_conditions_is_claimed_by_them(world):
    whole, part = world.results()[:2]
    Indicator.objects.filter(pk=whole.indicator_id).update(kind=IndicatorKind.PARTS)
    Indicator.objects.filter(pk=part.indicator_id).update(part_of=whole.indicator_id)
    third = make.make_indicator(whole.indicator.criterion, "1.3", order=3)
    Indicator.objects.filter(pk=third.pk).update(part_of=whole.indicator_id)
    other = Result.objects.create(assessment=world.assessment, indicator=third)
    for result, claim, concluded, state in (
        (part, Claim.MET, Claim.NOT_YET, State.UNKNOWN),
        (other, Claim.NOT_MET, Claim.NOT_MET, State.NOT_MET),
        (other, Claim.MET, Claim.MET, State.MET),
    ):
        world.claim(result, claim)
        whole.refresh_from_db()
        standing = Standing.objects.get(assessment=world.assessment, criterion__number=1)
        assert (whole.claim, standing.state, total(standing)) == (concluded, state, 1)
    assert not list(standing_drifts())
    url = reverse("criteria:edit_result", args=[whole.pk])
    assert world.standing.get(url).status_code == 403
    # Saving a condition draws the row of the whole anew, with what is under way of it.
    plan, criterion = make.make_plan(world.commune, year=2023), whole.indicator.criterion
    task = make.make_task(
        plan, assessment=world.assessment, criterion=criterion, indicator=whole.indicator
    )
    move_task(by=make.system(), task_id=task.pk, transition_name="start", seen_version=0)
    page_url = reverse("reports:criterion", args=[world.assessment.pk, 1])
    before = world.standing.get(page_url).content.decode()
    assert """hx-vals='{"dang_lam": "tieu-chi ca-noi-dung"}'""" in before
    saved = world.standing.post(
        reverse("criteria:edit_result", args=[other.pk]),
        {"claim": "not_met", "as_of": "01/08/2024", "seen_version": "2"}
        | {"dang_lam": "tieu-chi ca-noi-dung"},
        headers=HTMX,
    ).content.decode()
    after = world.standing.get(page_url).content.decode()
    anchor = f"result-{whole.pk}"
    assert element(after, anchor) != element(before, anchor)
    drawn = element(saved, anchor).replace(' hx-swap-oob="true"', "")
    assert drawn == element(after, anchor)


def test_checking_marks_who_when_and_against_what(world):
    steward = make.make_official(world.district.parent, Role.DATA_STEWARD, "Nguyễn Văn An")
    client, found = client_of(steward), world.assessment.criteria_set
    criterion = found.criteria.get(number=1)
    first, second = criterion.indicators.order_by("order")
    url = reverse("criteria:mark_checked", args=[found.pk])
    text = {"against": "QĐ 741/QĐ-UBND, bản gốc", "seen_version": "0"}
    assert client.post(f"{url}?chi_tieu={first.pk}", text).status_code in (302, 303)
    first.refresh_from_db()
    assert (first.checked_by, first.confidence) == ("Nguyễn Văn An", Confidence.VERIFIED)
    assert client.post(f"{url}?tieu_chi=1", text).status_code in (302, 303)
    second.refresh_from_db()
    assert second.checked_against == text["against"]
    assert not CriteriaSet.objects.get(pk=found.pk).is_verified
    assert client.post(url, text).status_code in (302, 303)
    found.refresh_from_db()
    assert (found.is_verified, found.unverified_words) == (True, "")
    assert AuditEvent.objects.filter(action="đánh dấu đã đối chiếu văn bản gốc").count() == 3
    # Only whoever keeps the data of all; a commune's officer is shown who does.
    assert world.standing.post(url, text).status_code == 403
    with pytest.raises(Refused):
        services.add_level(by=world.lan, indicator=first, fields=HIGHER)


def test_the_steward_adds_a_level_and_a_paper_in_the_browser(world):
    client = client_of(make.make_official(world.district.parent, Role.DATA_STEWARD))
    indicator = world.result.indicator
    level_url = reverse("criteria:add_level", args=[indicator.pk])
    typed = {"comparator": "gte", "value": "60", "legal_source": "QĐ 1", "confidence": "sourced"}
    assert client.post(level_url, typed | {"value": ""}).status_code == 422
    assert client.post(level_url, typed | {"legal_source": ""}).status_code == 422
    assert client.post(level_url, typed).status_code in (302, 303)
    assert indicator.levels.count() == 2
    paper_url = reverse("evidence:add_requirement", args=[indicator.pk])
    typed = {"text": "Biên bản", "kind": "other", "confidence": "sourced", "source": "QĐ 1"}
    assert client.post(paper_url, typed).status_code in (302, 303)
    assert indicator.requirements.get().text == "Biên bản"
    page = client.get(reverse("criteria:set", args=[world.assessment.criteria_set_id]))
    assert level_url in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"year_from": "2031"}, "year_from"),
        ({"year_from": "2025"}, "year_from"),  # 85 binds from then
        ({"year_from": "2025", "region": "TDMNPB"}, ""),
        ({"year_from": "2024"}, ""),
    ],
)
def test_a_level_that_would_bind_in_no_year_or_beside_another_is_refused(world, typed, field):
    indicator = world.result.indicator
    CriteriaSet.objects.filter(pk=world.assessment.criteria_set_id).update(
        year_from=2021, year_to=2026
    )
    client = client_of(make.make_official(world.district.parent, Role.DATA_STEWARD))
    url = reverse("criteria:add_level", args=[indicator.pk])
    sent = {"comparator": "gte", "value": "85", "legal_source": "QĐ 1", "confidence": "sourced"}
    assert client.post(url, sent | {"year_from": "2025"}).status_code == 303
    page = client.post(url, sent | {"value": "86"} | typed)
    if field:
        assert (page.status_code, [*page.context["form"].errors]) == (422, [field])
    assert indicator.levels.count() == (2 if field else 3)


def test_a_number_is_no_level_of_a_yes_or_no(world):
    indicator = world.result.indicator
    Indicator.objects.filter(pk=indicator.pk).update(kind=IndicatorKind.BOOLEAN)
    client = client_of(make.make_official(world.district.parent, Role.DATA_STEWARD))
    url = reverse("criteria:add_level", args=[indicator.pk])
    typed = {"comparator": "gte", "value": "70", "legal_source": "QĐ 1", "confidence": "sourced"}
    assert client.post(url, typed).status_code == 422
    indicator.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        services.add_level(by=_steward(world), indicator=indicator, fields=HIGHER)
    assert [*refused.value.message_dict] == ["value"]
    assert client.post(url, typed | {"words": "Có hương ước"}).status_code == 303


def test_of_levels_for_the_same_years_the_last_is_the_one_shown(world):
    indicator = world.result.indicator
    _published(world.assessment.criteria_set)
    services.add_level(by=_steward(world), indicator=indicator, fields=HIGHER)
    (level,) = stated_levels(Indicator.objects.get(pk=indicator.pk))
    assert level.value == 60


def test_a_level_added_below_the_floor_is_remarked_on(world):
    indicator, national = world.result.indicator, make.make_set(criteria=1, indicators=1)
    Level.objects.filter(indicator__criterion__criteria_set=national).update(value=70)
    parent = national.criteria.get().indicators.get()
    Indicator.objects.filter(pk=indicator.pk).update(parent=parent)
    CriteriaSet.objects.filter(pk=world.assessment.criteria_set_id).update(refines=national)
    client = client_of(make.make_official(world.district.parent, Role.DATA_STEWARD))
    typed = {"comparator": "gte", "value": "60", "legal_source": "QĐ 1", "confidence": "sourced"}
    url = reverse("criteria:add_level", args=[indicator.pk])
    page = client.post(url, typed, follow=True).content.decode()
    assert "Cần xem lại: mức ≥ 60% nhẹ hơn mức sàn ≥ 70%." in page
    assert (
        "Cần xem lại" not in client.post(url, typed | {"value": "75"}, follow=True).content.decode()
    )
