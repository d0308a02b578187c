"""Figures of one thing in several places, and meetings, that agree give no finding."""

from datetime import date
from decimal import Decimal

import pytest

from criteria.enums import Claim
from evidence.issued.models import IssuedDocument
from evidence.papers.models import Evidence
from reports.checks.queries import checked
from reports.record import load_record
from tasks.models import Attendance, Meeting, ReportingDuty
from tasks.services import edit_meeting
from tests import factories as make
from tests.reports.planting import enter, issue, part, task
from tests.reports.planting_meetings import meeting, moved_after_its_invitation
from tests.reports.planting_steps import households_unlike, of_commune_and_village
from tests.reports.sound import found, sound
from tests.world import World
from villages.models import Unit

# PostgreSQL runs every check by its planted fault.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

OF_PARTS = {"villages-above-commune", "outside-its-villages", "households-unlike"}
OF_MEETINGS = {"led-while-absent", "month-left-out"}


def _found(world: World) -> set[str]:
    return set(found(world)) & (OF_PARTS | OF_MEETINGS)


@pytest.fixture
def world() -> World:
    return sound()


@pytest.mark.parametrize(
    ("shares", "slugs"),
    [
        ((("100", "120"), ("100", "120")), set()),  # its only village is the whole commune
        ((("95", "100"), ("76", "80")), set()),
        ((("100", "120"), ("110", "115")), {"villages-above-commune", "outside-its-villages"}),
        ((("95", "100"), ("40", "80")), {"outside-its-villages"}),
    ],
)
def test_a_commune_lies_between_its_villages_and_holds_them_all(world, shares, slugs) -> None:
    of_commune_and_village(world, *shares)
    assert _found(world) == slugs


def test_where_a_village_is_unknown_no_average_is_doubted(world) -> None:
    make.make_village(world.commune, "Mai Trung")
    of_commune_and_village(world, ("95", "100"), ("40", "80"))
    assert _found(world) == set()


def test_a_figure_of_another_thing_or_of_a_later_day_is_no_part(world) -> None:
    of_commune_and_village(world, ("95", "100"), ("40", "80"))
    result, theirs = world.results()[0], world.village_assessment.results.earliest("pk")
    theirs.indicator.wording += " và bể tự hoại"
    theirs.indicator.save()
    assert _found(world) == set()
    of_commune_and_village(world, ("95", "100"), ("40", "80"))
    counted = {"value": Decimal(95), "denominator": Decimal(100), "source": "Thống kê"}
    enter(result, **counted, as_of=date(2024, 6, 1))
    assert _found(world) == set()


def test_a_village_that_became_another_is_not_counted_twice(world) -> None:
    of_commune_and_village(world, ("95", "100"), ("76", "80"))
    heir = make.make_village(world.commune, "Mai Trung")
    made = make.make_assessment(heir, world.village_assessment.criteria_set).results.earliest("pk")
    counted = {"value": Decimal(76), "denominator": Decimal(80), "source": "Thống kê"}
    enter(made, claim=Claim.MET, **counted, as_of=date(2024, 8, 1))
    assert _found(world) == {"villages-above-commune"}
    Unit.objects.filter(pk=world.village.pk).update(valid_to=date(2024, 6, 30))
    assert _found(world) == set()


def test_a_ward_and_its_quarters_are_called_so(world) -> None:
    for unit, noun in ((world.commune, "phường"), (world.village, "tổ dân phố")):
        unit.noun = noun
        unit.save()
    of_commune_and_village(world, ("100", "120"), ("110", "115"))
    (line,) = found(world)["outside-its-villages"]
    assert line.note == "Phường ghi 100/120 (83,33%), các tổ dân phố ghi 110/115 (95,65%)."
    (line,) = found(world)["villages-above-commune"]
    assert line.note == "Phường ghi tử số 100, các tổ dân phố cộng lại 110."


def test_households_of_another_day_or_kind_are_others(world) -> None:
    households_unlike(world)
    assert _found(world) == {"households-unlike"}
    (line,) = found(world)["households-unlike"]
    assert "1.635 hộ" in line.note
    assert "1.653 hộ" in line.note
    first, _, third, _ = world.results()
    third.indicator.wording = "Tỷ lệ hộ có điện"
    third.indicator.save()
    counted = {"value": Decimal(1500), "denominator": Decimal(1653), "source": "Thống kê"}
    enter(third, claim=Claim.MET, **counted, as_of=date(2024, 8, 1))
    (line,) = found(world)["households-unlike"]  # the odd one alone, not each pair
    assert line.note.startswith("Tính trên 1.635 hộ")
    given = {"value": first.value, "denominator": first.denominator, "source": "Thống kê"}
    for change in ({"as_of": date(2024, 8, 2)}, {"as_of": date(2024, 8, 1), "denominator": 300}):
        enter(first, **(given | {"value": 200} | change))
        assert _found(world) == set()


def test_work_ordered_before_its_plan_is_no_fault_once_it_is_done_or_the_plan_a_draft(
    world,
) -> None:
    made = task(world, "Làm cầu dân sinh", 2, deadline_words="trước ngày 15/02/2024")
    assert "due-before-plan" not in found(world)
    issue(world.plan, date(2024, 2, 26))
    assert "due-before-plan" in found(world)
    made.state, made.result, made.done_on = "done", "Xong", date(2024, 2, 10)
    made.save()
    assert "due-before-plan" not in found(world)


def test_a_plan_issued_after_its_year_lists_what_is_over(world) -> None:
    last = make.make_plan(world.commune, 2023)
    make.make_task(last, text="Làm cầu dân sinh", deadline_words="trước ngày 15/10/2023")
    issue(last, date(2024, 2, 26))
    access = make.access(world.official("lan"))
    record = load_record([world.commune], access, year=2023)
    page = checked(record, world.commune, access, may_waive=False)
    assert "due-before-plan" not in {group.check.slug for group in page.groups}


def test_a_month_is_left_out_between_two_monthly_meetings_alone(world) -> None:
    for month, rhythm in ((3, "monthly"), (4, "monthly"), (7, "weekly")):
        Meeting.objects.create(
            unit=world.commune, held_on=date(2024, month, 5), name=f"Họp {month}", rhythm=rhythm
        )
    Meeting.objects.create(
        unit=world.village, held_on=date(2024, 8, 5), name="Họp thôn", rhythm="monthly"
    )
    assert _found(world) == set()
    Meeting.objects.filter(name="Họp 7").update(rhythm="monthly")
    assert found(world)["month-left-out"][0].note.endswith("cuộc họp của tháng 5, 6.")
    Meeting.objects.create(
        unit=world.commune, held_on=date(2024, 5, 5), name="Sơ kết", rhythm="other"
    )
    assert found(world)["month-left-out"][0].note.endswith("cuộc họp của tháng 6.")
    assert "month-left-out" not in found(world, date(2024, 6, 30))  # July's is only called


def test_who_leads_and_came_is_no_fault_nor_an_absent_member(world) -> None:
    held = meeting(world, came="hien")
    lan = world.official("lan")
    Meeting.objects.filter(pk=held.pk).update(chaired_by=world.official("hien"))
    Attendance.objects.create(meeting=held, official=lan, is_present=False, reason="Đi học")
    assert _found(world) == set()


def test_a_moved_meeting_is_named_with_its_new_time_until_it_is_held(world) -> None:
    moved_after_its_invitation(world)
    (line,) = found(world)["invitation-outdated"]
    assert "14 giờ 00, ngày 22/8/2024, tại Nhà văn hóa" in line.note
    assert "invitation-outdated" not in found(world, date(2024, 8, 23))


def test_a_meeting_that_is_moved_back_is_as_its_invitation_has_it(world) -> None:
    moved_after_its_invitation(world)
    held = Meeting.objects.get()
    back = {"held_on": date(2024, 8, 20), "start_time": None, "place": ""}
    edit_meeting(by=make.system(), meeting_id=held.pk, fields=back, seen_version=held.version)
    assert "invitation-outdated" not in found(world)
    held.refresh_from_db()
    there = {"place": "Hội trường Mai Hạ"}
    edit_meeting(by=make.system(), meeting_id=held.pk, fields=there, seen_version=held.version)
    assert "Hội trường Mai Hạ" in found(world)["invitation-outdated"][0].note


def test_work_between_a_plan_and_its_amendment_was_not_due_before_it(world) -> None:
    task(world, "Làm cầu dân sinh", 2, deadline_words="trước ngày 15/3/2024")
    issue(world.plan, date(2024, 2, 26))
    IssuedDocument.objects.create(
        unit=world.commune, kind="plan", row_key=world.plan.pk, series="KH-UBND", year=2024,
        number=90, issued_on=date(2024, 3, 28), type_name="Kế hoạch", title="Kế hoạch sửa đổi",
        paper=Evidence.objects.create(unit=world.commune, title="Kế hoạch", is_issued=True),
        is_amendment=True, replaces=IssuedDocument.objects.get(kind="plan"),
    )  # fmt: skip
    assert "due-before-plan" not in found(world)


@pytest.mark.parametrize(
    "words", ["ngày 31 hàng tháng", "ngày 31 tháng cuối mỗi quý", "hằng tháng, vào ngày 31"]
)
def test_a_day_that_comes_again_and_that_some_months_lack(world, words) -> None:
    duty = {"who": "Các thôn", "report_to": "UBND xã", "text": "Tiến độ làm đường"}
    part(world, ReportingDuty, **duty, rhythm_words=words)
    (line,) = found(world)["no-such-day"]
    assert "ngày cuối tháng" in line.note
