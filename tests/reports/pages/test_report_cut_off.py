"""What was written of a report for one last day, and the report now counts until another."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.models import Level
from reports.documents.kinds.progress_report import KIND, report_rows
from tasks.enums import ReportSection
from tasks.models import ProgressReport, ReportRemark
from tasks.services import edit_remark, edit_report, write_report
from tests.shared import copied_that_morning, made_once
from tests.world import World, open_world

pytestmark = pytest.mark.django_db

LAST = date(2024, 8, 14)
rows = made_once(lambda: open_world("lan", "assessment"))


world = copied_that_morning


def written(world: World) -> ProgressReport:
    """The report of the month to 14 August, with its criteria written for that day."""
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    save(world, report, 0)
    return report


def save(world: World, report: ProgressReport, seen: int) -> None:
    edit_remark(by=world.access("lan"), report=report, section=ReportSection.CRITERIA,
                text="Đến hết ngày 14/8/2024, xã đạt 12/19.", seen_version=seen)  # fmt: skip


def cut_off(world: World, report: ProgressReport, day: date) -> ProgressReport:
    """The report with another last day."""
    return edit_report(by=world.access("lan"), report_id=report.pk, fields={"ends_on": day},
                       seen_version=report.version)  # fmt: skip


def seen_in(world: World, report: ProgressReport, words: str) -> list[bool]:
    """Whether the page of the report holds the words, and whether a doubt before signing does."""
    page = world.client("lan").get(reverse("reports:progress_report", args=[report.pk]))
    doubts = " ".join(KIND.doubts(report_rows(report)))
    return [words in page.content.decode(), words in doubts]


def test_a_section_written_for_another_last_day_is_named(world) -> None:
    report = written(world)
    assert seen_in(world, report, "soạn khi số liệu tính đến") == [False, False]
    report = cut_off(world, report, date(2024, 8, 9))
    words = "soạn khi số liệu tính đến 14/8/2024; nay tính đến 09/8/2024"
    assert seen_in(world, report, words) == [True, True]
    report = cut_off(world, report, LAST)
    assert seen_in(world, report, "soạn khi số liệu tính đến") == [False, False]


def test_who_read_it_again_saves_it_as_it_stands(world) -> None:
    report = cut_off(world, written(world), date(2024, 8, 9))
    save(world, report, ReportRemark.objects.get().version)
    assert seen_in(world, report, "soạn khi số liệu tính đến") == [False, False]
    assert ReportRemark.objects.get().counted_until == date(2024, 8, 9)


def test_the_day_of_what_was_written_before_days_were_kept_is_not_known(world) -> None:
    report = written(world)
    ReportRemark.objects.update(counted_until=None)
    report = cut_off(world, report, date(2024, 8, 9))
    assert seen_in(world, report, "soạn khi số liệu tính đến") == [False, False]


def test_a_section_written_before_a_result_of_the_period_came_is_named(world, time_machine) -> None:
    """Entered late: the table counts it, the words do not. One of a later day changes nothing."""
    report, words = written(world), "soạn trước khi ghi thêm hoặc sửa kết quả của kỳ này"
    assert seen_in(world, report, words) == [False, False]
    time_machine.shift(3600)
    first, second, *_ = world.results()
    world.claim(first, on=date(2024, 8, 15))
    assert seen_in(world, report, words) == [False, False]
    world.claim(second, on=date(2024, 8, 10))
    assert seen_in(world, report, words) == [True, True]
    time_machine.shift(3600)
    save(world, report, ReportRemark.objects.get().version)
    assert seen_in(world, report, words) == [False, False]


def test_a_value_without_a_level_is_named_beside_the_paper(world) -> None:
    """The column stays blank on paper: nobody knows the level, and none is made up."""
    report, result = written(world), world.results()[0]
    world.claim(result, on=date(2024, 8, 10))
    words = f"chưa có mức yêu cầu của {result.indicator.code}"
    assert seen_in(world, report, words)[1] is False
    Level.objects.filter(indicator=result.indicator).delete()
    assert seen_in(world, report, words) == [False, True]


def test_a_period_before_the_programme_is_refused_at_its_day(world) -> None:
    lan, days = world.client("lan"), {"starts_on": "01/01/1900", "ends_on": "07/01/1900"}
    data = {"unit": world.commune.pk, "kind": "week"} | days
    answer = lan.post(reverse("tasks:write_report"), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"ends_on"}
    assert not ProgressReport.objects.exists()
    report = written(world)
    edit = reverse("tasks:edit_report", args=[report.pk])
    answer = lan.post(edit, days | {"authority": "TM", "seen_version": report.version})
    assert set(answer.context["form"].errors) == {"ends_on"}
    typed = {
        "starts_on": "01/7/2024",
        "ends_on": "31/7/2024",
        "authority": "TM",
        "seen_version": "1",
    }
    answer = lan.post(edit, typed | {"symbol": "05/BC-UBND"})  # the number is the clerk's
    assert set(answer.context["form"].errors) == {"symbol"}
