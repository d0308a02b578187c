"""Opening an assessment, its days, where it began, and taking back one opened by mistake."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from criteria.models import Assessment, Baseline, CriteriaSet, Standing
from criteria.rules import deny_discard_assessment
from criteria.services import discard_assessment, set_result, state_baseline
from criteria.services.standings import standing_drifts, tally_drifts
from criteria.states import tile_state
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence import factories as make_paper
from tests.world import World
from villages.enums import Role
from villages.models import AuditEvent, Unit
from villages.services import appoint

OPEN = "/danh-gia/moi/"


@pytest.fixture
def village_set(db) -> CriteriaSet:
    return make.make_set(level="village", year_to=2025, published_at=timezone.now())


def fields(unit, criteria_set, **more) -> dict:
    data = {"unit": unit.pk, "criteria_set": criteria_set.pk, "year": "2024"}
    return data | {"baseline_on": "30/12/2023", "target_on": "31/12/2024"} | more


def test_the_form_begins_with_one_s_own_unit(world: World, village_set) -> None:
    assert world.standing.get(OPEN).context["form"]["unit"].initial == world.commune.pk
    wanted = {"don_vi": world.village.pk}
    assert world.standing.get(OPEN, wanted).context["form"]["unit"].initial == world.village.pk


def test_the_only_set_that_fits_is_chosen_already(world: World, village_set) -> None:
    wanted = {"don_vi": world.village.pk}
    chosen = world.standing.get(OPEN, wanted).context["form"]["criteria_set"]
    assert chosen.initial == village_set
    make.make_set(level="village", tier="model", published_at=timezone.now())
    chosen = world.standing.get(OPEN, wanted).context["form"]["criteria_set"]
    assert chosen.initial is None


def test_the_sets_of_the_unit_s_level_stand_first_under_their_own_heading(
    world: World, village_set
) -> None:
    of_commune = make.make_set(published_at=timezone.now())

    def offered(unit: Unit) -> list[list[int]]:
        form = world.standing.get(OPEN, {"don_vi": unit.pk}).context["form"]
        groups = list(form.fields["criteria_set"].choices)[1:]
        return [[value.value for value, _ in lines] for _, lines in groups]

    assert offered(world.village) == [[village_set.pk], [of_commune.pk]]
    assert offered(world.commune) == [[of_commune.pk], [village_set.pk]]


def test_units_are_offered_where_one_edits_the_plan(world: World, village_set) -> None:
    lan, mine = world.official("lan"), {world.commune, world.village}
    looks_on = {"official": lan, "unit": world.neighbour, "title": "Dự họp"}
    appoint(by=make.system(), role=Role.COMMITTEE, **looks_on)
    offered = world.client("lan").get(OPEN).context["form"].fields["unit"].queryset
    assert set(offered) == mine


def test_a_village_is_opened_and_its_beginning_stated(world: World, village_set) -> None:
    village = make.make_village(world.commune, "Đông Lỗ")
    page = world.standing.get(OPEN, {"don_vi": village.pk})
    assert f'<option value="{village.pk}" selected>' in page.content.decode()

    sent = world.standing.post(OPEN, fields(village, village_set, is_registered="on"))
    opened = Assessment.objects.get(unit=village)
    assert sent.headers["Location"] == reverse("criteria:baselines", args=[opened.pk])
    assert (opened.baseline_on, opened.is_registered) == (date(2023, 12, 30), True)
    assert opened.results.count() == 4

    first, second = village_set.criteria.order_by("number")
    data = {"seen_version": "0", f"c{first.pk}": "met", f"c{second.pk}": ""}
    answer = world.standing.post(sent.headers["Location"], data, follow=True)
    assert "Đã ghi hiện trạng của 1 tiêu chí." in answer.content.decode()
    stated = Baseline.objects.get(assessment=opened)
    assert (stated.criterion, stated.state, stated.as_of) == (first, "met", date(2023, 12, 30))
    assert Standing.objects.get(assessment=opened, criterion=first).state == "met"

    # Taken back: nothing is stated, and the standing is unknown again, not "not met".
    again = {"seen_version": "1", f"c{first.pk}": "", f"c{second.pk}": ""}
    world.standing.post(sent.headers["Location"], again)
    assert not opened.baselines.exists()
    assert Standing.objects.get(assessment=opened, criterion=first).state == "unknown"
    assert not list(standing_drifts())
    assert not list(tally_drifts())
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert {"lập đánh giá", "ghi hiện trạng", "bỏ hiện trạng"} <= set(actions)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"year": "2031"}, "áp dụng từ năm 2022 đến năm 2025"),
        ({"year": "hai nghìn"}, "bốn chữ số"),
        ({"baseline_on": "31/02/2023"}, "31/02/2023"),
        ({"target_on": "01/01/2020"}, "bằng hoặc sau ngày lấy hiện trạng"),
        ({"unit": ""}, "bắt buộc"),
        ({"note": "x" * 2_001}, "2000"),
    ],
)
def test_a_bad_field_gets_a_sentence_and_keeps_what_was_typed(
    world: World, village_set, typed, sentence
) -> None:
    village = make.make_village(world.commune, "Đông Lỗ")
    answer = world.standing.post(OPEN, fields(village, village_set, note="Ghi nhớ") | typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert all(value in shown for value in typed.values())
    assert not Assessment.objects.filter(unit=village).exists()


def test_a_set_of_another_level_or_a_second_opening_is_refused_at_the_set(
    world: World, village_set
) -> None:
    answer = world.standing.post(OPEN, fields(world.commune, village_set))
    assert "dành cho cấp thôn" in answer.content.decode()
    village = make.make_village(world.commune, "Đông Lỗ")
    for _ in range(2):
        answer = world.standing.post(OPEN, fields(village, village_set))
    assert answer.status_code == 422
    assert "đã có đánh giá theo bộ này trong năm" in answer.content.decode()
    assert Assessment.objects.filter(unit=village).count() == 1


def test_only_published_sets_and_own_units_are_offered(world: World) -> None:
    draft = make.make_set(level="village")
    make.make_commune("Nghi Hoa", world.commune.parent)
    shown = world.standing.get(OPEN).content.decode()
    assert draft.code not in shown
    assert "Nghi Hoa" not in shown
    offered = world.standing.get(OPEN, {"lua_chon": "unit"}).content.decode()
    assert "Nghi Hoa" not in offered
    assert world.commune.title_name in offered


def test_its_days_are_corrected_and_a_stale_page_shows_both(world: World, village_set) -> None:
    opened = make.make_assessment(make.make_village(world.commune, "Đông Lỗ"), village_set)
    url = reverse("criteria:edit_assessment", args=[opened.pk])
    data = {"seen_version": "0", "baseline_on": "", "target_on": "30/11/2024", "note": "Một"}
    assert world.standing.post(url, data).status_code == 303
    opened.refresh_from_db()
    assert (opened.target_on, opened.version) == (date(2024, 11, 30), 1)

    stale = world.standing.post(url, data | {"note": "Hai"})
    assert stale.status_code == 409
    assert "Một" in stale.content.decode()
    assert "Hai" in stale.content.decode()
    opened.refresh_from_db()
    assert opened.note == "Một"
    states = {f"c{c.pk}": "met" for c in village_set.criteria.all()}
    beginning = reverse("criteria:baselines", args=[opened.pk])
    assert world.standing.post(beginning, states | {"seen_version": "0"}).status_code == 409
    assert not opened.baselines.exists()


def test_one_opened_by_mistake_goes_while_nothing_is_recorded(world: World, village_set) -> None:
    village = make.make_village(world.commune, "Đông Lỗ")
    opened = make.make_assessment(village, village_set)
    kept = make.make_assessment(make.make_village(world.commune, "Mai Hạ"), village_set)
    url = reverse("criteria:discard_assessment", args=[opened.pk])
    assert str(opened) in world.standing.get(url).content.decode()
    assert world.standing.post(url, {"seen_version": "7"}).status_code == 409
    world.standing.post(url, {"seen_version": "0"})
    assert list(Assessment.objects.filter(criteria_set=village_set)) == [kept]
    assert not list(tally_drifts())
    event = AuditEvent.objects.get(action="bỏ đánh giá lập nhầm")
    assert "Đông Lỗ" in str(event.changes)
    trail = world.member(Role.ADMINISTRATOR).get(reverse("villages:audit"))
    assert "Bỏ đánh giá lập nhầm" in trail.content.decode()


def test_one_with_a_result_a_task_or_a_paper_stays_and_shows_why(
    world: World, village_set, settings, tmp_path
) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    village = make.make_village(world.commune, "Đông Lỗ")
    judged = make.make_assessment(village, village_set)
    set_result(
        by=make.system(), result_id=judged.results.first().pk, seen_version=0,
        fields=make.entry("met", as_of=date(2024, 1, 1)),
    )  # fmt: skip
    worked = make.make_assessment(village, village_set, year=2025)
    make.make_task(make.make_plan(world.commune, 2025), assessment=worked)
    proven = make.make_assessment(village, make.make_set(level="village"))
    make_paper.paper(village, proven.results.first())
    for assessment, reason in (
        (judged, "đã có kết quả"),
        (worked, "đã có nhiệm vụ"),
        (proven, "đã có minh chứng"),
    ):
        assert reason in deny_discard_assessment(make.system(), assessment)
        page = world.standing.get(reverse("criteria:edit_assessment", args=[assessment.pk]))
        assert reason in page.content.decode()
        refused = world.standing.post(reverse("criteria:discard_assessment", args=[assessment.pk]))
        assert refused.status_code == 403
        assert reason in refused.content.decode()
        with pytest.raises(Refused, match=reason):
            discard_assessment(by=make.system(), assessment_id=assessment.pk, seen_version=0)
    assert Assessment.objects.filter(unit=village).count() == 3


def test_the_ways_to_them_and_their_queries(world: World, village_set) -> None:
    client, village = world.standing, make.make_village(world.commune, "Đông Lỗ")
    board = client.get(reverse("reports:board", args=[village.pk])).content.decode()
    assert f"{OPEN}?don_vi={village.pk}" in board
    opened = make.make_assessment(village, village_set)
    page = client.get(reverse("reports:assessment", args=[opened.pk])).content.decode()
    for name in ("baselines", "edit_assessment"):
        url = reverse(f"criteria:{name}", args=[opened.pk])
        assert url in page
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 16, name


def test_what_was_concluded_is_confirmed_in_one_go(world):
    """Confirmed, a criterion is no longer tentative; its tile stays that of a plan's word."""
    assessment = world.assessment
    first, second = assessment.criteria_set.criteria.order_by("number")
    given = {"by": make.system(), "assessment": assessment, "is_inferred": True}
    state_baseline(criterion=first, state="met", words="11/19", conclusion="19 - 8", **given)
    state_baseline(criterion=second, state="not_met", **given)
    url = reverse("criteria:confirm_baselines", args=[assessment.pk])
    page = world.standing.get(url).content.decode()
    assert "đạt (19 - 8)" in page
    data = {"seen_version": "0", "criteria": [first.pk]}
    assert world.standing.post(url, data | {"basis": ""}).status_code == 422
    assert world.standing.post(url, data | {"criteria": [first.pk + 999]}).status_code == 422
    data["basis"] = "Báo cáo số 12/BC-UBND"
    assert world.standing.post(url, data).status_code == 303
    row = Baseline.objects.get(criterion=first)
    assert (row.is_inferred, row.basis, row.words) == (False, data["basis"], "11/19")
    standing = Standing.objects.get(assessment=assessment, criterion=first)
    assert (standing.is_inferred, tile_state(standing, is_in_work=False)) == (False, "by_plan")
    assert Baseline.objects.get(criterion=second).is_inferred
    event = AuditEvent.objects.get(action="xác nhận hiện trạng các tiêu chí")
    assert event.reason == data["basis"]
    assert not list(standing_drifts())
    # Who saw an older state of the assessment confirms nothing.
    again = {"seen_version": "0", "criteria": [second.pk], "basis": "x"}
    assert world.standing.post(url, again).status_code == 409
