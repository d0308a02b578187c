"""A progress report in the words of its unit, and of what nobody recorded."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.services import set_result
from reports.documents.kinds.progress_report import (
    nothing_to_report,
    report_document,
    report_doubts,
    report_rows,
)
from reports.documents.plain_text import render_text
from tasks.models import Funding, ProgressReport
from tasks.services import edit_remark, write_report
from tests import factories as make
from tests.shared import MORNING
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(time_machine) -> None:
    time_machine.move_to(MORNING, tick=False)


def test_a_ward_reports_on_its_quarters_and_counts_nothing_that_nobody_judged() -> None:
    ward = World(name="Bến Tre")
    ward.commune.noun = "phường"
    ward.commune.save()
    quarter = ward.village_assessment.unit
    quarter.noun, quarter.name = "tổ dân phố", "5"
    quarter.save()
    assert ward.assessment
    make.make_task(ward.plan, unit=quarter, text="lắp đèn ở tổ dân phố 5.")
    make.make_task(ward.plan, unit=quarter, text="Quét rác")
    report = write_report(by=ward.access("lan"), unit=ward.commune, kind="quarter")
    edited = ProgressReport.objects.filter(pk=report.pk)
    edited.update(ends_on=date(2024, 8, 14))
    words = render_text(report_document(report_rows(edited.get())))
    assert "phường Bến Tre chưa đánh giá tiêu chí nào theo Bộ tiêu chí" in words
    assert "đạt 0/" not in words
    assert "Kết quả ở các tổ dân phố" in words
    assert "TT | Tổ dân phố | Mục tiêu" in words
    assert "| Lắp đèn ở tổ dân phố 5 |" in words
    assert "| Quét rác (tổ dân phố 5) |" in words


def test_a_report_of_nothing_is_a_whole_sentence() -> None:
    bare = World(name="Tân Mới")
    rows = report_rows(write_report(by=bare.access("lan"), unit=bare.commune, kind="month"))
    words = render_text(report_document(rows))
    assert "báo cáo chưa có nội dung" in " ".join(report_doubts(rows))
    assert "báo cáo chưa có nội dung" in nothing_to_report(rows)  # nor is it checked or issued
    assert "đến hết ngày 14/8/2024).\nTrên đây" in words


def test_what_is_judged_for_the_first_time_is_nothing_newly_met() -> None:
    """Nobody knows how it stood before: the report names no change, and that it is the first."""
    world = World(name="Tân Hòa")
    village, assessment = world.village_assessment.unit, world.village_assessment
    for result in (*assessment.results.all(), *world.assessment.results.all()):
        fields = make.entry("met", as_of=date(2024, 8, 5))
        set_result(
            by=make.system(), result_id=result.pk, seen_version=result.version, fields=fields
        )
    rows = report_rows(write_report(by=world.access("lan"), unit=world.commune, kind="month"))
    words = render_text(report_document(rows))
    assert "ới đạt" not in words
    assert "tăng" not in words
    assert "theo Bộ tiêu chí NTM nâng cao, đánh giá lần đầu trong kỳ" in words
    assert f"{village.title_name} (" in words
    assert "tiêu chí; đánh giá lần đầu trong kỳ." in words
    assert "| Đánh giá lần đầu trong kỳ" in words


def test_a_deadline_reads_the_same_in_every_table_of_a_report() -> None:
    """As its task has it, not as the day before the one that its words name."""
    world = World(name="Tân Hòa")
    make.make_task(
        world.plan,
        assessment=world.assessment,
        criterion=world.assessment.criteria_set.criteria.get(number=1),
        text="Quét rác",
        deadline_words="trước ngày 31/8/2024",
    )
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    words = render_text(report_document(report_rows(report)))
    assert words.count("Trước ngày 31/8/2024") == 2
    assert "30/8/2024" not in words


@pytest.mark.parametrize("kind", ["month", "quarter", "half", "year"])
def test_the_committee_sends_its_report_to_its_leaders_and_not_to_itself(kind) -> None:
    bare = World(name="Tân Mới")
    rows = report_rows(write_report(by=bare.access("lan"), unit=bare.commune, kind=kind))
    lines = report_document(rows).recipients.lines
    assert "Chủ tịch, các Phó Chủ tịch UBND xã" in lines
    assert not any(line.endswith(", UBND xã") for line in lines)


def test_a_week_prints_what_is_written_of_money_and_a_deadline_in_its_words() -> None:
    world = World(name="Tân Lập")
    assert world.assessment
    make.make_task(world.plan, deadline_words="trước ngày 01/8/2024", text="Sửa mái")
    report = write_report(by=world.access("lan"), unit=world.commune, kind="week")
    words = render_text(report_document(report_rows(report)))
    assert "Được 2 tỷ đồng." not in words
    assert "| Trước ngày 01/8/2024 |" in words
    edit_remark(
        by=world.access("lan"), report=report, section="money", text="Được 2 tỷ đồng.",
        seen_version=0,
    )  # fmt: skip
    assert "Được 2 tỷ đồng." in render_text(report_document(report_rows(report)))


def test_a_table_of_the_week_leaves_out_no_single_row_and_has_no_empty_column() -> None:
    world = World(name="Tân Sơn")
    assert world.assessment
    report = write_report(by=world.access("lan"), unit=world.commune, kind="week")
    late = {"deadline_words": "trước ngày 01/8/2024", "assessment": world.village_assessment}
    for number in range(5):
        make.make_task(world.plan, text=f"Việc số {number}", **late)
    words = render_text(report_document(report_rows(report)))
    assert "Việc số 4 |" in words
    assert "việc khác" not in words
    assert "Việc quá hạn" in words
    assert "Thay đổi trong tuần" not in words  # nothing moved
    make.make_task(world.plan, text="Việc số 5", **late)
    words = render_text(report_document(report_rows(report)))
    assert "Và 02 việc khác" in words
    assert "Việc số 4 |" not in words


def test_late_work_stands_in_the_text_with_its_deadline_as_in_the_table() -> None:
    world = World(name="Tân Phú")
    assert world.assessment
    make.make_task(world.plan, deadline_words="trước ngày 01/8/2024", text="Sửa mái")
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    words = render_text(report_document(report_rows(report)))
    assert "+ Sửa mái (thời hạn trước ngày 01/8/2024)." in words
    assert "| Trước ngày 01/8/2024 |" in words


@pytest.mark.parametrize("stage", ["planned", "mobilised"])
def test_the_table_of_money_names_what_of_its_sum_the_text_counts(stage: str) -> None:
    """`Đã huy động` stands beside a sum that holds what is only planned."""
    world = World(name="Tân An")
    assert world.assessment
    for name, total, own in (("Đường", 2_000_000, "mobilised"), ("Cầu", 1_000_000, stage)):
        Funding.objects.create(
            unit=world.commune, plan=world.plan, text=name, stage=own, total=total
        )
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    words = render_text(report_document(report_rows(report)))
    assert " | Cộng | 3\n" in words
    assert ("Trong đó đã huy động | 2\n" in words) == (stage == "planned")


def test_forty_recipients_find_room() -> None:
    """The field of a browser cuts without a word what is longer than it may be."""
    world = World(name="Tân Bình")
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    lines = "\n".join(f"Ban Chỉ đạo xây dựng nông thôn mới thôn số {n}" for n in range(1, 41))
    page = world.client("lan").get(reverse("tasks:edit_report", args=[report.pk]))
    assert page.context["form"].fields["recipients"].max_length >= len(lines)
    report.recipients = lines
    report.full_clean()
    words = render_text(report_document(report_rows(report)))
    assert "thôn số 40;" in words
