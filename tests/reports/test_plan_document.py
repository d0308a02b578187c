"""The plan drawn from the record: sections, arithmetic, placeholders, any number of tasks."""

import io
from datetime import date

import pdfplumber
import pytest

from criteria.enums import State
from criteria.models import Baseline, Standing, StandingStep
from criteria.services import set_result, state_baseline
from reports.documents.blocks import Heading, Table, as_cell, as_row, plain
from reports.documents.html import render_body
from reports.documents.kinds.plan.document import issuer_in_a_sentence, plan_document, signing_lines
from reports.documents.kinds.plan.doubts import plan_doubts
from reports.documents.kinds.plan.rows import plan_rows
from reports.documents.plain_text import render_text
from reports.pdf import pdf_available
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Citation, Conclusion, Meeting, Plan, PlanWindow, Target
from tasks.services import create_task, edit_text, set_supervision
from tests import factories as make
from tests.conftest import require
from tests.reports.printing import render_pdf
from tests.shared import copied, made_once
from villages.enums import Role

pytestmark = pytest.mark.django_db

SECTIONS = {
    "achievements": "Kết quả thực hiện năm 2023",
    "purpose": "Mục đích, yêu cầu",
    "goals": "Mục tiêu",
    "": "Nội dung thực hiện",
    "works": "Nhiệm vụ, thời gian thực hiện",
    "resources": "Giải pháp thực hiện",
    "implementation": "Tổ chức thực hiện",
}


def _plan() -> Plan:
    commune = make.make_commune()
    plan = make.make_plan(commune)
    assessment = make.make_assessment(commune, make.make_set(criteria=3))
    assessment.baseline_on = date(2023, 12, 30)
    assessment.save()
    criteria = list(assessment.criteria_set.criteria.order_by("number"))
    for criterion, state in zip(criteria, [State.MET, State.NOT_MET, State.NOT_MET], strict=True):
        state_baseline(by=make.system(), assessment=assessment, criterion=criterion, state=state)
    Target.objects.create(plan=plan, order=1, assessment=assessment, text="xã đạt chuẩn")
    return plan


rows = made_once(_plan)


plan = copied


def text_of(plan: Plan) -> str:
    return render_text(plan_document(plan_rows(plan)))


def a_task(plan: Plan, **draft: object):
    assessment = plan.targets.get().assessment
    criterion = assessment.criteria_set.criteria.get(number=2)
    draft = {"text": "rà soát các tuyến đường"} | draft
    return {
        "unit": plan.unit,
        "assessment": assessment,
        "criterion": criterion,
        "deadline_words": "thời gian xong trước tháng 8/ 2024",
        **draft,
    }


def write(plan: Plan, section: str, text: str) -> None:
    edit_text(by=make.system(), plan=plan, section=section, text=text, seen_version=0)


def chapters(plan: Plan) -> list[str]:
    blocks = plan_document(plan_rows(plan)).blocks
    return [plain(b.text) for b in blocks if isinstance(b, Heading) and b.level == 1]


def test_the_chapters_stand_in_their_order(plan: Plan) -> None:
    for section in filter(None, SECTIONS):
        write(plan, section, f"Đoạn của {section}.")
    assert chapters(plan) == list(SECTIONS.values())


def test_no_heading_stands_over_nothing(plan: Plan) -> None:
    assert chapters(plan) == ["Mục tiêu", "Nội dung thực hiện"]
    text = text_of(plan)
    assert "1.1." not in text
    assert "Tiêu chí chưa đạt: số 2 (Tiêu chí thử 2); số 3 (Tiêu chí thử 3)." in text
    criteria = plan.targets.get().assessment.criteria_set.criteria
    for criterion in criteria.filter(number__gt=1):
        state_baseline(
            by=make.system(),
            assessment=plan.targets.get().assessment,
            criterion=criterion,
            state=State.MET,
        )
    assert "đã đạt 3/3 tiêu chí.\n" in text_of(plan)


def test_a_target_is_printed_in_its_own_words(plan: Plan) -> None:
    assert "- Xã đạt chuẩn." in text_of(plan)
    write(plan, "goals", "Xã đạt 3/3 tiêu chí.")
    assert "Xã đạt chuẩn" not in text_of(plan)


def test_what_a_meeting_concluded_is_no_part_of_the_plan(plan: Plan) -> None:
    task = create_task(by=make.system(), plan=plan, fields=a_task(plan, text="Việc của kế hoạch"))
    later = create_task(by=make.system(), plan=plan, fields=a_task(plan, text="Việc của cuộc họp"))
    meeting = Meeting.objects.create(unit=plan.unit, name="Giao ban", held_on=make.TODAY)
    Conclusion.objects.create(meeting=meeting, order=1, text=later.text, task=later)
    text = text_of(plan)
    assert task.text in text
    assert later.text not in text


def test_one_order_for_several_indicators_is_printed_once(plan: Plan) -> None:
    criterion = plan.targets.get().assessment.criteria_set.criteria.get(number=2)
    order = "UBND xã giao Đoàn thanh niên hoàn thiện hồ sơ"
    for indicator in criterion.indicators.all():
        draft = {"text": f"({indicator.wording}) {order}", "indicator": indicator}
        create_task(by=make.system(), plan=plan, fields=a_task(plan, **draft))
    assert criterion.indicators.count() > 1
    body, _, appendix = text_of(plan).partition("Phụ lục\n")
    assert body.count(order) == 1
    assert appendix.count(order) == 1
    for indicator in criterion.indicators.all():
        assert body.count(f"Chỉ tiêu {indicator.code}.") == 1


def test_tasks_of_no_criterion_are_printed_too(plan: Plan) -> None:
    assessment = plan.targets.get().assessment
    common = a_task(plan, text="Kiện toàn Ban quản lý", criterion=None)
    create_task(by=make.system(), plan=plan, fields=common)
    loose = common | {"text": "Tập huấn cán bộ thôn", "assessment": None}
    create_task(by=make.system(), plan=plan, fields=loose)
    text = text_of(plan)
    assert assessment.unit.full_name in text
    for words in ("Kiện toàn Ban quản lý", "Tập huấn cán bộ thôn"):
        assert f"- {words}, thời gian xong" in text


def test_a_debt_is_no_resource(plan: Plan) -> None:
    for stage, words in (("planned", "Đường ngõ"), ("owed", "Ống nước đã nghiệm thu")):
        plan.fundings.create(unit=plan.unit, text=words, stage=stage, total=5_000_000)
    document = plan_document(plan_rows(plan))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [[as_cell(cell).text for cell in as_row(row).cells][1] for row in tables[0].rows] == [
        "Đường ngõ"
    ]
    assert "- Còn nợ: Ống nước đã nghiệm thu, 5 triệu đồng." in render_text(document)


def test_doubts_stand_on_the_screen_alone(plan: Plan) -> None:
    assessment = plan.targets.get().assessment
    Standing.objects.filter(assessment=assessment).update(is_inferred=True)
    rows = plan_rows(plan)
    printed = render_text(plan_document(rows))
    doubts = " ".join(plan_doubts(rows))
    for words in ("tạm tính", "chưa đối chiếu", "suy ra"):
        assert words not in printed
    assert "tạm tính" in doubts
    assert "Chưa soạn mục: Mở đầu" in doubts


@pytest.mark.parametrize(
    ("issuer", "printed"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ MAI ĐÌNH", "Ủy ban nhân dân xã Mai Đình"),
        ("BAN CHỈ ĐẠO XÂY DỰNG NTM\nXÃ MAI ĐÌNH", "Ban Chỉ đạo xây dựng NTM xã Mai Đình"),
        ("UBND XÃ MAI ĐÌNH\nBQL CHƯƠNG TRÌNH OCOP", "BQL chương trình OCOP xã Mai Đình"),
    ],
)
def test_an_abbreviation_keeps_its_capitals(plan: Plan, issuer: str, printed: str) -> None:
    plan.issuer = issuer
    assert plan_document(plan_rows(plan)).issuer_name == printed


def test_a_unit_s_name_is_written_as_the_unit_writes_it(plan: Plan) -> None:
    plan.unit.name, plan.issuer = "Sao Mai (thử)", "ỦY BAN NHÂN DÂN\nXÃ SAO MAI (THỬ)"
    assert issuer_in_a_sentence(plan) == "Ủy ban nhân dân xã Sao Mai (thử)"


def test_the_arithmetic_comes_from_the_baselines(plan: Plan) -> None:
    text = text_of(plan)
    assert "Tính đến ngày 30/12/2023" in text
    assert "đã đạt 1/3 tiêu chí, còn 02 tiêu chí chưa đạt" in text


def test_a_task_says_who_what_and_until_when_as_written(plan: Plan) -> None:
    hien = make.make_official(plan.unit, Role.OFFICIAL, "Đặng Thị Hiền", title="Công chức")
    lead = Assignment(kind=AssignmentKind.LEAD, official=hien)
    create_task(by=make.system(), plan=plan, fields=a_task(plan), assignees=[lead])
    text = text_of(plan)
    assert (
        "Giao đồng chí Đặng Thị Hiền, Công chức: Rà soát các tuyến đường, "
        "thời gian xong trước tháng 8/ 2024." in text
    )


def test_other_organisations_are_asked_not_ordered(plan: Plan) -> None:
    union = plan.unit.bodies.create(name="Hội Nông dân xã", is_subordinate=False)
    lead = Assignment(kind=AssignmentKind.LEAD, body=union)
    create_task(by=make.system(), plan=plan, fields=a_task(plan), assignees=[lead])
    assert "Đề nghị Hội Nông dân xã: Rà soát" in text_of(plan)


def test_placeholders_print_what_the_record_says(plan: Plan) -> None:
    Citation.objects.create(
        plan=plan,
        order=1,
        section="mở đầu",
        number="164/KH-UBND",
        dated_on=date(2022, 7, 29),
        issuer="UBND huyện Hiệp Hòa",
    )
    assessment = plan.targets.get().assessment
    tam = make.make_official(plan.unit, Role.VICE_CHAIR, "Đinh Văn Tám")
    for number in (1, 3):
        set_supervision(
            by=make.system(),
            assessment=assessment,
            criterion=assessment.criteria_set.criteria.get(number=number),
            officials=[tam],
        )
    edit_text(
        by=make.system(),
        plan=plan,
        section="opening",
        text="Thực hiện {viện dẫn: mở đầu}. Đến năm {năm}: {mục tiêu}. {ô lạ} "
        "Tiêu chí số: {tiêu chí phụ trách: Đinh Văn Tám}.",
        seen_version=0,
    )
    text = " ".join(text_of(plan).split())
    assert "Thực hiện 164/KH-UBND ngày 29/7/2022 của UBND huyện Hiệp Hòa." in text
    assert "xã Mai Đình đạt NTM nâng cao. {ô lạ} Tiêu chí số: 1, 3." in text


def test_windows_and_recipients_print_as_written(plan: Plan) -> None:
    for order, who in enumerate(("", "Các ngành, các thôn", "Hội Nông dân xã"), start=1):
        text, words = "Các tiêu chí đã đạt", "trước 11/2024"
        PlanWindow.objects.create(plan=plan, order=order, text=text, who=who, deadline_words=words)
    plan.recipients.create(order=1, text="Lưu: VT")
    document = plan_document(plan_rows(plan))
    text = render_text(document)
    for end in (".", "; giao cho các ngành, các thôn.", "; giao cho Hội Nông dân xã."):
        assert f"- Các tiêu chí đã đạt trước 11/2024{end}" in text
    assert document.recipients.lines == ("Lưu: VT",)


def test_a_plan_with_nothing_in_it_still_has_its_form() -> None:
    text = text_of(make.make_plan(make.make_commune()))
    assert "Số:" in text
    assert "Nơi nhận" in text


def test_what_a_user_typed_prints_as_text(plan: Plan) -> None:
    hostile = '<img src="file:///etc/passwd"> & <b>đậm</b>'
    create_task(by=make.system(), plan=plan, fields=a_task(plan, text=hostile))
    body = render_body(plan_document(plan_rows(plan)))
    assert "<img" not in body
    assert "&lt;b&gt;đậm&lt;/b&gt;" in body


def test_the_queries_do_not_grow_with_the_rows(plan: Plan, django_assert_max_num_queries) -> None:
    for _ in range(5):
        lead = make.make_official(plan.unit, Role.OFFICIAL)
        create_task(
            by=make.system(),
            plan=plan,
            fields=a_task(plan),
            assignees=[Assignment(kind=AssignmentKind.LEAD, official=lead)],
        )
    with django_assert_max_num_queries(20) as captured:
        plan_document(plan_rows(Plan.objects.select_related("unit").get(pk=plan.pk)))
    few = len(captured)
    for _ in range(5):
        create_task(by=make.system(), plan=plan, fields=a_task(plan))
    with django_assert_max_num_queries(few):
        plan_document(plan_rows(Plan.objects.select_related("unit").get(pk=plan.pk)))


@pytest.mark.deep
@pytest.mark.pdf
def test_hundreds_of_tasks_print(plan: Plan) -> None:
    require(not pdf_available(), pdf_available())
    from tasks.models import Task

    fields = a_task(plan)
    Task.objects.bulk_create(
        Task(
            plan=plan,
            unit=plan.unit,
            assessment=fields["assessment"],
            criterion=fields["criterion"],
            order=number,
            text=f"Việc thứ {number}: rà soát các tuyến đường trên địa bàn xã",
            deadline_words="trong tháng 8/2024",
        )
        for number in range(600)
    )
    document = plan_document(plan_rows(plan))
    assert "Việc thứ 599" in render_text(document)
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as pages:
        texts = [pages.pages[at].extract_text() for at in (len(pages.pages) // 2, -1)]
    for text in texts:
        assert "Chủ trì; phối hợp Thời hạn" in text  # the header of the table, repeated
    assert "Việc thứ 599" in texts[-1]


def test_what_came_after_the_plan_stands_beside_it_and_not_in_it(plan: Plan) -> None:
    """Notes and standings are those by the first deadline; a lead-in promises what follows."""
    assessment = plan.targets.get().assessment
    create_task(by=make.system(), plan=plan, fields=a_task(plan, deadline_words="trước 15/3/2024"))
    results = list(assessment.results.filter(indicator__criterion__number=2))
    for result, (day, note) in zip(
        results, ((date(2024, 2, 5), "Còn hai tuyến"), (date(2024, 5, 19), "Xảy ra tai nạn")),
        strict=False,
    ):  # fmt: skip
        fields = {"note": note, "as_of": day}
        set_result(
            by=make.system(), result_id=result.pk, seen_version=result.version, fields=fields
        )
    criterion = assessment.criteria_set.criteria.get(number=2)
    text = text_of(plan)
    assert "còn 02 tiêu chí chưa đạt; cụ thể như sau:" in text
    assert "Còn hai tuyến" in text
    assert "Xảy ra tai nạn" not in text
    assert any("ghi sau thời hạn đầu tiên" in doubt for doubt in plan_doubts(plan_rows(plan)))
    state_baseline(by=make.system(), assessment=assessment, criterion=criterion, state=State.MET)
    Standing.objects.filter(assessment=assessment).update(state=State.NOT_MET)
    text = text_of(plan)
    assert "còn 01 tiêu chí chưa đạt. Nhiệm vụ năm 2024 như sau:" in text
    assert "(2/3 tiêu chí đạt)" in text
    Baseline.objects.filter(assessment=assessment).delete()
    StandingStep.objects.filter(assessment=assessment).delete()
    assert "tiêu chí đạt)" not in text_of(plan)
    assert "hưa đánh giá" not in text_of(plan)


def test_numbers_typed_in_a_chapter_become_its_sections(plan: Plan) -> None:
    write(plan, "implementation", "2.1. Đối với Ban Chỉ đạo\n- Chỉ đạo.\n2.2. Đối với xóm\n- Làm.")
    text = text_of(plan)
    assert "\n1. Đối với Ban Chỉ đạo\n- Chỉ đạo.\n2. Đối với xóm\n- Làm." in text


def test_each_lead_gets_the_verb_that_is_due_to_them(plan: Plan) -> None:
    """The UBND gives orders to its own, and proposes to the Party, the Front and its unions."""
    union = plan.unit.bodies.create(name="Hội Nông dân xã", is_subordinate=False)
    leads = [
        Assignment(kind=AssignmentKind.LEAD, role_words="Các ban, ngành xã"),
        Assignment(kind=AssignmentKind.LEAD, role_words="Công an xã"),
        Assignment(kind=AssignmentKind.LEAD, body=union),
        Assignment(kind=AssignmentKind.LEAD, role_words="Mặt trận Tổ quốc và các đoàn thể"),
    ]
    fields = {"unit": plan.unit, "text": "rà soát", "deadline_words": "trước tháng 8/2024"}
    create_task(by=make.system(), plan=plan, fields=fields, assignees=leads)
    assert (
        "Giao các ban, ngành xã; Công an xã; đề nghị Hội Nông dân xã; Mặt trận Tổ quốc và các đoàn "
        "thể: Rà soát, trước tháng 8/2024." in text_of(plan)
    )


def test_a_sentence_of_the_plan_s_own_is_printed_as_it_is(plan: Plan) -> None:
    fields = {"unit": plan.unit, "text": "Rà soát", "deadline_words": "trước tháng 8/2024"}
    fields["paper_words"] = "giao Hội Nông dân rà soát quy hoạch;"
    create_task(by=make.system(), plan=plan, fields=fields, assignees=[])
    assert "- Giao Hội Nông dân rà soát quy hoạch." in text_of(plan)
    assert any("không nêu thời hạn đã ghi" in doubt for doubt in plan_doubts(plan_rows(plan)))


@pytest.mark.parametrize(
    ("authority", "signed"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("TM. UBND\nPHÓ CHỦ TỊCH", ("TM. UBND", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
    ],
)
def test_a_deputy_signs_on_behalf_of_the_head(authority: str, signed: tuple[str, ...]) -> None:
    assert signing_lines(Plan(authority=authority)) == signed
