"""The report of a period: its draft from facts, what was written over it, its tables and paper."""

import io
import re
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest
import time_machine
from django.urls import reverse

from criteria.services import set_result
from evidence.issued.models import Preparation
from evidence.models import Requirement
from reports.documents.blocks import Cell, Heading, Row, as_cell, as_row
from reports.documents.kinds.progress_report import KIND, report_document, report_rows
from reports.documents.number_room import LANDSCAPE_WIDTH, fitted_widths
from reports.documents.plain_text import render_text
from reports.pdf import pdf_available
from reports.progress.draft import drafts_of
from reports.progress.facts import facts_of
from tasks.enums import ReportSection
from tasks.models import Assignment, ProgressReport, ReportRemark, Task
from tasks.services import add_funding, assign, hold_meeting, report_task, write_report
from tests import factories as make
from tests.conftest import require
from tests.evidence import factories as make_paper
from tests.queries import queries_of
from tests.reports.decree30 import faults_of
from tests.reports.printing import render_pdf
from tests.shared import copied_that_morning, made_once, one_line
from tests.world import World, open_world
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.both


@time_machine.travel("2024-08-14 09:00 +0700", tick=False)
def _build() -> World:
    world = open_world("task", "lan", "village_assessment")
    first, second, third, fourth = world.results()
    world.claim(third, on=date(2024, 7, 1))
    world.claim(fourth, on=date(2024, 7, 1))
    world.claim(first, on=date(2024, 8, 1))
    world.claim(second, on=date(2024, 8, 2))
    world.claim(fourth, "not_met", "30", on=date(2024, 8, 9))
    world.claim(third, "not_met", "30", on=date(2024, 8, 15))  # after the cut-off
    report_task(
        by=world.access("hien"),
        task_id=world.task.pk,
        fields={"progress": "Đã rà soát 3 thôn", "obstacle": "Thiếu kinh phí sửa mái"},
        seen_version=world.task.version,
    )
    return world


rows = made_once(_build)


world = copied_that_morning


def written(world: World, kind: str = "month") -> ProgressReport:
    return write_report(by=world.access("lan"), unit=world.commune, kind=kind)


def page_of(world: World, report: ProgressReport, who: str = "lan", query: str = "") -> str:
    url = reverse("reports:progress_report", args=[report.pk]) + query
    return world.client(who).get(url).content.decode()


def saved(world: World, report: ProgressReport, text: str, seen: int = 0, who: str = "lan"):
    url = reverse("tasks:edit_remark", args=[report.pk, "criteria"])
    return world.client(who).post(url, {"text": text, "seen_version": seen})


@pytest.mark.parametrize("kind", ["week", "month"])
def test_the_table_of_work_names_whoever_had_it_at_the_cut_off(world, kind) -> None:
    def shown() -> str:
        return render_text(report_document(report_rows(report)))

    report, union = written(world, kind), world.commune.bodies.create(name="Hội Nông dân")
    lead, words = str(world.official("hien")), shown()
    assert words.count(lead) > 0
    new = [Assignment(kind="lead", body=union)]
    version = Task.objects.get(pk=world.task.pk).version
    assign(by=make.system(), task_id=world.task.pk, assignees=new, seen_version=version)
    assert shown() == words


def test_the_first_draft_says_what_the_period_brought(world) -> None:
    hold_meeting(by=make.system(), unit=world.commune, held_on=date(2024, 8, 5), name="Giao ban")
    page = one_line(page_of(world, written(world)))
    for words in (
        "15/7/2024 đến hết 14/8/2024",
        "Đã họp giao ban 01 lần (ngày 05/8/2024)",
        "đạt 1/2 tiêu chí",
        "Mới đạt: tiêu chí số 1 (",
        "Không còn đạt: tiêu chí số 2 (",
        "chưa đánh giá tiêu chí nào",  # of the village, whose criteria are unknown, not unmet
        "Còn 01 nhiệm vụ quá hạn, mới quá hạn trong kỳ, gồm:",
        "Thiếu kinh phí sửa mái",
    ):
        assert words in page
    assert page.count("Lời thảo từ số liệu") >= 5


def test_the_draft_names_the_longest_overdue_first_however_many_are_newly_late(world) -> None:
    days = (f"xong trước {day}/2024" for day in ("2/8", "3/8", "4/8", "5/8", "31/3"))
    *_, old = (make.make_task(world.plan, deadline_words=words) for words in days)
    words = drafts_of(facts_of(written(world)))[ReportSection.SHORTCOMINGS]
    assert words.index(old.text) < words.index("nhiệm vụ khác (Biểu 4)")


def test_what_is_written_stands_and_the_draft_is_offered_beside_it(world) -> None:
    report = written(world)
    answer = saved(world, report, "Tiến độ bảo đảm.")
    assert answer["Location"].endswith("#criteria")
    page = page_of(world, report)
    assert "Tiến độ bảo đảm." in page
    assert "Thảo lại từ số liệu" in page
    assert "Tiến độ bảo đảm." in render_text(report_document(report_rows(report)))
    fresh = world.client("lan").get(
        reverse("reports:progress_report", args=[report.pk]) + "?soan=criteria&thao=1"
    )
    assert "Mới đạt" in fresh.context["form"].initial["text"]
    assert ReportRemark.objects.get().text == "Tiến độ bảo đảm."  # nothing was saved
    event = AuditEvent.objects.get(action="sửa nội dung báo cáo")
    assert event.changes["text"][1] == "Tiến độ bảo đảm."


def test_two_people_at_one_section_overwrite_nobody(world) -> None:
    report = written(world)
    saved(world, report, "Của thường trực.")
    late = saved(world, report, "Của Phó Chủ tịch.", who="tam")
    assert late.status_code == 409
    assert "Của thường trực." in late.content.decode()
    assert ReportRemark.objects.get().text == "Của thường trực."


def test_who_may_write_and_who_reads(world) -> None:
    report = written(world)
    reading = page_of(world, report, "hien", "?soan=criteria")
    assert "Lưu mục này" not in reading
    assert "Soạn<" not in reading
    assert saved(world, report, "X", who="hien").status_code == 403
    assert saved(world, report, "X", who="thon").status_code == 404
    assert saved(world, report, "X", who="stranger").status_code == 404


def test_days_are_those_of_the_rule_unless_they_are_given(world) -> None:
    lan, url = world.client("lan"), reverse("tasks:write_report")
    data = {"unit": world.commune.pk, "kind": "month"}
    half = lan.post(url, data | {"starts_on": "01/8/2024"})
    assert "Ghi cả hai ngày" in half.content.decode()
    lan.post(url, data)
    assert lan.post(url, data).status_code == 422  # once for a period
    lan.post(url, data | {"starts_on": "01/7/2024", "ends_on": "31/7/2024"})
    days = ProgressReport.objects.order_by("ends_on").values_list("starts_on", "ends_on")
    assert [str(day) for row in days for day in row] == [
        "2024-07-01", "2024-07-31", "2024-07-15", "2024-08-14",
    ]  # fmt: skip
    report = ProgressReport.objects.earliest("ends_on")
    edit = reverse("tasks:edit_report", args=[report.pk])
    sent = {"starts_on": "15/6/2024", "ends_on": "14/6/2024", "authority": "TM", "seen_version": 0}
    assert "sau ngày đầu kỳ" in lan.post(edit, sent).content.decode()
    assert "quá dài" in lan.post(edit, sent | {"ends_on": "14/7/2030"}).content.decode()
    assert lan.post(edit, sent | {"ends_on": "14/7/2024"}).status_code == 303
    ahead = lan.post(url, data | {"starts_on": "15/6/2030", "ends_on": "14/7/2030"})
    assert "chưa bắt đầu" in ahead.content.decode()


def test_a_period_that_is_not_over_names_the_day_until_which_its_figures_count(world) -> None:
    """On 15/8 of a quarter to 14/9: no paper speaks of a day to come as if it had passed."""
    days = {"starts_on": date(2024, 6, 15), "ends_on": date(2024, 9, 14)}
    report = write_report(by=world.access("lan"), unit=world.commune, kind="quarter", **days)
    Task.objects.filter(pk=world.task.pk).update(ends_on=date(2024, 8, 20))  # late by 14/9
    rows = report_rows(report)
    text = render_text(report_document(rows))
    assert "số liệu từ ngày 15/6/2024 đến hết ngày 15/8/2024" in text
    assert "Đến hết ngày 15/8/2024, xã" in text
    assert "14/9/2024" not in text
    assert "quá hạn" not in text.lower().replace("việc quá hạn", "")  # but in a table's head
    assert "nay chưa hết kỳ" in " ".join(KIND.doubts(rows))
    page = page_of(world, report)
    assert "đến hết 15/8/2024" in page
    assert "Kỳ này đến hết 14/9/2024" in page
    assert not any("hết kỳ" in doubt for doubt in KIND.doubts(report_rows(written(world))))


def test_the_tables_are_those_of_the_cut_off(world) -> None:
    funding = {"unit": world.commune, "text": "Nhà văn hóa", "stage": "mobilised"}
    add_funding(by=make.system(), plan=world.plan, fields=funding | {"total": 650_000_000})
    text = render_text(report_document(report_rows(written(world, "quarter"))))
    assert "Kính gửi: Ủy ban nhân dân huyện" in text
    monthly = report_document(report_rows(written(world)))
    text = render_text(monthly)
    assert "Số: " in text
    (criteria, villages, money, tasks) = (a.blocks[0] for a in monthly.appendices)
    cells = [[str(getattr(c, "text", c)) for c in row.cells] for row in criteria.rows]
    heads = {row[0]: row for row in cells}
    assert heads["1"][3:6] == ["", "2/2", "Đạt"]  # nobody had judged any before: not none of two
    assert heads["1"][-1] == "Mới đạt; 01 việc quá hạn"
    assert "Minh chứng" not in as_row(criteria.header[0]).cells  # of which nothing is expected
    assert {len(row) for row in cells} == {len(criteria.columns)}
    assert heads["2"][3:6] == ["2/2", "1/2", "Chưa đạt"]
    assert [row[4] for row in cells if row[0].startswith("2.")] == ["50%", "30%"]
    stays = {str(as_cell(row.cells[0]).text): row.kind for row in map(as_row, criteria.rows)}
    assert (stays["1"], stays["2"]) == ("group", "group")  # never alone at the foot of a page
    row = [str(as_cell(cell).text) for cell in as_row(villages.rows[0]).cells]
    assert [row[1], *row[3:]] == [world.village.title_name, "", "", "", "Chưa đánh giá"]
    assert money.rows[0].cells[2] == "650"
    assert tasks.rows[0].cells[2] == "Đặng Thị Hiền"


@pytest.mark.pdf
def test_a_half_year_and_a_year_of_which_little_is_known_keep_the_form(world) -> None:
    require(not pdf_available(), pdf_available())
    make.make_official(world.commune, Role.CHAIR, "Ngô Văn Chủ")
    for kind in ("half", "year"):
        report = written(world, kind)
        document = report_document(report_rows(report))
        assert faults_of(document) == {}
        assert document.addressees
        assert document.recipients.lines[0] == "Như trên"
        assert document.signature.name == "Ngô Văn Chủ"


def test_what_nobody_has_judged_is_counted_apart(world) -> None:
    fourth = world.results()[3]
    entry = make.entry("not_yet", as_of=date(2024, 8, 10))
    set_result(by=make.system(), result_id=fourth.pk, fields=entry, seen_version=fourth.version)
    text = render_text(report_document(report_rows(written(world))))
    assert "3/4 chỉ tiêu đạt, 01 chỉ tiêu chưa đánh giá." in text


def test_what_does_not_apply_is_counted_nowhere(world) -> None:
    fourth = world.results()[3]
    entry = make.entry("not_applicable", as_of=date(2024, 8, 10), note="Xã không có.")
    set_result(by=make.system(), result_id=fourth.pk, fields=entry, seen_version=fourth.version)
    document = report_document(report_rows(written(world)))
    criteria = document.appendices[0].blocks[0]
    cells = [[str(getattr(c, "text", c)) for c in row.cells] for row in criteria.rows]
    assert next(row for row in cells if row[0] == "2")[3:6] == ["2/2", "1/1", "Đạt"]
    assert "3/3 chỉ tiêu đạt" in render_text(document)


def test_a_claim_against_its_figure_is_doubted_beside_the_paper(world) -> None:
    first = world.results()[0]
    world.claim(first, "met", "30", on=date(2024, 8, 10))
    rows = report_rows(written(world))
    assert first.indicator.code in rows.contradicting
    assert any(first.indicator.code in doubt for doubt in KIND.doubts(rows))
    assert "không khớp" not in render_text(report_document(rows))


@pytest.mark.pdf
def test_the_week_is_one_page_without_a_number(world) -> None:
    require(not pdf_available(), pdf_available())
    for number in range(12):
        make.make_task(
            world.plan, lead=world.official("hien"), deadline_words="trước ngày 01/8/2024",
            text=f"Việc số {number} " + "rất dài, nhiều chữ " * 12, assessment=world.assessment,
        )  # fmt: skip
        village = make.make_village(world.commune, f"Thôn {number}")
        of_village = make.make_assessment(village, world.village_assessment.criteria_set)
        make.make_task(world.plan, deadline_words="trước ngày 01/8/2024", assessment=of_village)
    report = written(world, "week")
    document = report_document(report_rows(report))
    assert document.header.symbol == ""
    text = render_text(document)
    assert "Số:" not in text
    assert "Thôn Thôn 1 |" in text
    assert not re.search(r"\b0/\d", text)  # nobody has judged these villages
    assert set(re.findall(r"(\w+)…", text)) <= {"rất", "dài", "nhiều", "chữ"}  # whole words
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as pages:
        assert len(pages.pages) == 1


def test_a_heading_of_the_week_stands_over_something(world) -> None:
    rows = report_rows(written(world, "week"))
    headings = [one.text for one in report_document(rows).blocks if isinstance(one, Heading)]
    assert "Nhiệm vụ tuần tới" in headings
    without = replace(rows, tasks=[], texts=rows.texts | {ReportSection.NEXT: ""})
    blocks = report_document(without).blocks
    assert [one.text for one in blocks if isinstance(one, Heading)] == headings[:-1]
    assert not isinstance(blocks[-1], Heading)


def test_a_year_before_the_record_began_has_no_heading_and_no_table_of_nothing(world) -> None:
    rows = report_rows(written(world, "year"))
    assert not rows.facts.own
    document = report_document(rows)
    assert all(one.blocks[0].rows for one in document.appendices)
    blocks = report_document(replace(rows, texts={}, tables={})).blocks
    assert not any(isinstance(one, Heading) for one in blocks)
    assert not blocks[0].text.endswith(":")  # nothing follows


def test_the_message_is_short_and_leads_to_the_page(world) -> None:
    report = written(world)
    answer = world.client("lan").get(reverse("reports:progress_report", args=[report.pk]))
    message = answer.context["message"]
    assert message.splitlines()[-1].endswith(f"/bao-cao/{report.pk}/")
    assert "Mới đạt: tiêu chí số 1" in message
    assert len(message) < 800
    assert 'data-copy="zalo"' in answer.content.decode()


def test_queries_stay_constant(world) -> None:
    report = written(world)
    client = world.client("lan")
    urls = [
        reverse("reports:progress_report", args=[report.pk]),
        KIND.url("preview", report),
    ]
    assert all(client.get(url).status_code == 200 for url in urls)  # warm up
    before = [queries_of(client, url) for url in urls]
    for number in range(6):
        make.make_task(
            world.plan, lead=world.official("hien"), deadline_words="trước ngày 01/8/2024",
            text=f"Việc {number}", assessment=world.assessment,
        )  # fmt: skip
        village = make.make_village(world.commune, f"Thôn {number}")
        make.make_assessment(village, world.village_assessment.criteria_set)
    assert [queries_of(client, url) for url in urls] == before
    assert before[0] <= 24, before
    assert before[1] <= 26, before


def test_a_report_opened_by_mistake_is_taken_out_until_it_is_checked(world) -> None:
    first, second = written(world), written(world, "week")
    saved(world, first, "Đã soạn")
    client, form = world.client("lan"), {"seen_version": 0}
    urls = [reverse("tasks:remove_report", args=[row.pk]) for row in (first, second)]
    assert first.period in client.get(urls[0]).content.decode()
    assert world.client("hien").post(urls[0], form).status_code == 403
    assert client.post(urls[0], form)["Location"] == reverse("tasks:reports")
    assert list(ProgressReport.objects.all()) == [second]
    assert "Đã soạn" in str(AuditEvent.objects.latest("pk").changes)
    Preparation.objects.create(unit=world.commune, kind=KIND.slug, row_key=second.pk, title="BC")
    refused = client.post(urls[1], form)
    assert refused.status_code == 403
    assert "đã được kiểm tra" in refused.content.decode()
    assert ProgressReport.objects.filter(pk=second.pk).exists()


def test_reports_and_plans_sort_by_what_they_show(world) -> None:
    both = [written(world, "week"), written(world)]
    make.make_plan(world.commune, year=2023)
    client = world.client("lan")
    for name, key in (("reports", "-ky"), ("plans", "-qua-han")):
        assert "giảm dần" in client.get(reverse(f"tasks:{name}"), {"xep": key}).content.decode()
    rising = client.get(reverse("tasks:reports"), {"xep": "den-ngay"}).context["page"]
    assert list(rising) == sorted(both, key=lambda row: row.ends_on)


def test_reports_and_meetings_are_searched_by_name_and_day(world) -> None:
    report = written(world)
    hold_meeting(by=make.system(), unit=world.commune, held_on=date(2024, 8, 5), name="Giao ban")
    client = world.client("lan")

    def found(query: str) -> str:
        return client.get("/tim/", {"q": query}).content.decode()

    url = reverse("reports:progress_report", args=[report.pk])
    assert url in found(f"báo cáo {report.period}")
    by_day = found("5/8/2024")
    assert url in by_day
    assert "Giao ban, 05/8/2024" in by_day
    assert url not in found("nha van hoa")
    assert url not in world.client("stranger").get("/tim/", {"q": "5/8/2024"}).content.decode()


def test_a_day_and_the_longest_unit_fit_their_columns_in_bold(world) -> None:
    """Word breaks a word that is wider than its cell in the middle."""
    table = report_document(report_rows(written(world))).appendices[0].blocks[0]
    longest = {"Thời hạn": "30/10/2024", "Kết quả kỳ này": "đồng/người/năm"}
    row = Row(tuple(Cell(longest.get(head, "1"), bold=True) for head in table.header[0]))
    filled = fitted_widths(replace(table, rows=(row,)), LANDSCAPE_WIDTH)
    for head, words in longest.items():
        points = filled[table.header[0].index(head)] * LANDSCAPE_WIDTH / 100 * 72 / 25.4
        letters = sum(0.28 if letter == "/" else 0.5 for letter in words)
        assert points >= letters * table.font_size + 2 * 3


def test_the_draft_counts_papers_among_the_indicators_that_require_some(world) -> None:
    first, second = world.results()[:2]
    for result in (first, second):
        make_paper.requirement(result.indicator, text="Biên bản nghiệm thu")
    Requirement.objects.update(added_at=None)
    words = drafts_of(facts_of(written(world)))[ReportSection.SHORTCOMINGS]
    assert "- Cả 02 chỉ tiêu của xã đã đặt yêu cầu giấy tờ đều còn thiếu giấy tờ" in words
