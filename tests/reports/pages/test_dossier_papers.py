"""The papers of a dossier, the reminder and the targets of villages keep the form, and say so."""

from copy import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from criteria.enums import IndicatorKind
from criteria.models import Indicator, Level
from evidence.authored.models import AuthoredText
from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Proof
from reports.documents.blocks import as_cell
from reports.documents.kinds import KINDS, kind_of
from reports.documents.kinds.recognition.rows import debts_of
from reports.documents.kinds.reminder.document import reminder_document
from reports.documents.kinds.reminder.rows import reminder_rows
from reports.documents.word import render_docx
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.models import Funding, Task
from tasks.services import write_report
from tests import factories as make
from tests.conftest import require
from tests.reports.decree30 import faults_of
from tests.reports.words import words_in_a_message, words_in_word, words_on_paper
from tests.world import World
from villages.audit import record
from villages.enums import Role
from villages.models import Body
from villages.viewing import LOADED

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
DOSSIER = [kind for kind in KINDS if kind.slug.startswith("recognition_")]


@pytest.fixture(autouse=True)
def _press() -> None:
    require(not pdf_available(), pdf_available())


def checked(kind, row) -> str:
    """The words of the paper, which says the same in its three renderings and keeps the form."""
    document = drawn(kind, row).document
    assert faults_of(document) == {}
    stated = words_on_paper(document)
    assert words_in_word(render_docx(document)) == stated
    assert words_in_a_message(document) == stated
    return " ".join(stated)


@pytest.mark.parametrize("kind", DOSSIER, ids=lambda kind: kind.slug)
def test_each_paper_of_a_commune_s_dossier_keeps_the_form(kind, world) -> None:
    make.make_official(world.commune, Role.CHAIR, "Ngô Văn Chủ")
    world.claim(world.result)
    words = checked(kind, world.assessment)
    assert "mai đình" in words


def test_a_village_s_papers_bear_no_number(world) -> None:
    for kind in DOSSIER:
        if kind.exists(world.village_assessment):
            words = checked(kind, world.village_assessment)
            assert "số:" not in words
            assert "ban phát triển" in words
            assert "lưu: vt" not in words  # who keeps no register has no clerk
            assert "nơi nhận:" not in words or "- lưu: hồ sơ." in words


def test_the_submission_states_only_what_the_record_has(world) -> None:
    kind = kind_of("recognition_submission")
    words = checked(kind, world.assessment)
    assert "thông qua tại cuộc họp" not in words
    assert "hình ảnh minh họa" not in words
    assert "hồ sơ minh chứng" not in words
    assert "biên bản họp đề nghị xét công nhận;" in words
    doubts = " ".join(kind.doubts(kind.rows(world.assessment)))
    assert "họp đề nghị" in doubts
    assert "Hồ sơ kèm theo" in doubts
    photo = Evidence.objects.create(unit=world.commune, title="Đường thôn", kind=PaperKind.PHOTO)
    Proof.objects.create(evidence=photo, result=world.result)
    words = checked(kind, world.assessment)
    assert "hình ảnh minh họa" in words
    assert "an ninh" not in words
    own = {"kind": kind.slug, "row_key": world.assessment.pk, "unit": world.commune}
    AuthoredText.objects.create(**own, block="course", text="Đã họp ngày 02/7/2024.")
    AuthoredText.objects.create(**own, block="enclosures", text="- Văn bản xác nhận của Công an.")
    words = checked(kind, world.assessment)
    assert "đã họp ngày 02/7/2024" in words
    assert "văn bản xác nhận của công an" in words
    assert "hình ảnh minh họa" not in words
    doubts = " ".join(kind.doubts(kind.rows(world.assessment)))
    assert "họp đề nghị" not in doubts
    assert "Hồ sơ kèm theo" not in doubts


@pytest.mark.parametrize("slug", ["opinions", "minutes", "survey", "cover"])
def test_words_of_the_program_are_doubted_until_somebody_writes(slug, world) -> None:
    kind = kind_of(f"recognition_{slug}")
    rows = kind.rows(world.assessment)
    drawn_titles = [block.title for block in kind.blocks if block.key in rows.texts.begun]
    doubts = " ".join(kind.doubts(rows))
    assert drawn_titles
    assert all(title in doubts for title in drawn_titles)


def test_the_title_of_the_opinions_reads_as_one_sentence(world) -> None:
    title = drawn(kind_of("recognition_opinions"), world.assessment).document.title
    words = " ".join(title.abstract)
    assert "về kết quả xây dựng xã Mai Đình đạt chuẩn nông thôn mới" in words
    assert words.endswith(f"năm {world.assessment.year}")


def test_a_criterion_and_its_only_indicator_of_the_same_name_are_one_row() -> None:
    world = World(indicators=1)
    for result in world.results():
        world.claim(result)
    indicator = world.result.indicator
    criterion = indicator.criterion
    indicator.wording = criterion.name
    indicator.save()
    report = kind_of("recognition_report")
    table = drawn(report, world.assessment).document.appendices[0].blocks[0]
    rows = [[cell.text for cell in map(as_cell, row.cells)] for row in table.rows]
    own = [row for row in rows if any(criterion.name in text for text in row)]
    assert [row[:2] for row in own] == [[str(criterion.number), criterion.name]]
    assert own[0][-1] == "Đạt"
    checked(report, world.assessment)


def test_a_list_of_nothing_has_no_sheet_of_its_own(world) -> None:
    index = kind_of("dossier_index")
    assert "hồ sơ chưa có văn bản nào" in checked(index, world.assessment)
    assert drawn(index, world.assessment).document.appendices == ()


def test_criteria_without_a_paper_are_named_not_counted(world) -> None:
    paper = Evidence.objects.create(unit=world.commune, title="Đường thôn", kind=PaperKind.PHOTO)
    Proof.objects.create(evidence=paper, result=world.result)
    own = world.result.indicator.criterion
    other = own.criteria_set.criteria.exclude(pk=own.pk).get()
    words = checked(kind_of("dossier_index"), world.assessment)
    assert f"chưa có văn bản: số {other.number} ({other.name.lower()})" in words


def test_the_year_report_keeps_what_each_of_several_tasks_is_about(world) -> None:
    for result, about in zip(world.results(), ("vùng nguyên liệu", "du lịch"), strict=False):
        make.make_task(
            world.plan,
            text=f"({about}) UBND xã giao cho Đoàn thanh niên hoàn thiện hồ sơ",
            assessment=world.assessment,
            criterion=result.indicator.criterion,
            indicator=result.indicator,
        )
    words = checked(kind_of("year_report"), world.plan)
    assert "(vùng nguyên liệu; du lịch) ubnd xã giao cho" in words


def test_the_report_sums_up_what_the_table_shows(world) -> None:
    for result in world.results():
        world.claim(result)
    words = checked(kind_of("recognition_report"), world.assessment)
    assert "tự đánh giá đạt 2/2 tiêu chí" in words
    assert words.count("≥ 45") >= 4
    assert "tổng số tiêu chí đạt 2/2" in words


def test_what_is_only_claimed_leaves_no_figure_to_fill_in(world) -> None:
    for result in world.results():
        world.claim(result, value=None)
    report = kind_of("recognition_report")
    assert "kết quả thực hiện: ……" in checked(report, world.assessment)
    Indicator.objects.update(kind=IndicatorKind.BOOLEAN)
    Level.objects.update(value=None)
    words = checked(report, world.assessment)
    assert "kết quả thực hiện: ……" not in words
    assert "tự đánh giá: đạt" in words


def test_no_remark_on_a_level_stands_on_a_paper(world) -> None:
    """What nobody knows is left out: the program's doubt stands beside the paper."""
    for result in world.results():
        world.claim(result)
    Level.objects.filter(indicator__in=[r.indicator_id for r in world.results()]).update(value=None)
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    words = checked(kind_of("recognition_report"), world.assessment)
    assert "yêu cầu:" not in words
    assert "kết quả thực hiện:" in words
    assert "chưa rõ mức" not in words + checked(kind_of("progress_report"), report)


def test_what_hinders_this_year_is_no_result_of_the_last(world) -> None:
    Task.objects.filter(pk=world.task.pk).update(obstacle="Nhà thầu giao chậm")
    words = checked(kind_of("year_report"), world.plan)
    assert "giao chậm" not in words
    assert "tồn tại" not in words
    assert "nguyên nhân" not in words


@pytest.mark.parametrize(
    ("name", "is_subordinate", "verb"),
    [
        ("Trạm Y tế xã", True, "yêu cầu"),
        ("Hội Nông dân xã", False, "đề nghị"),
        ("UBND xã Mai Đình", False, "yêu cầu"),  # the committee's own post
        ("", None, "yêu cầu"),
    ],
)
def test_a_reminder_orders_whom_the_committee_may_order(world, name, is_subordinate, verb) -> None:
    kind, task = kind_of("reminder"), world.task
    if is_subordinate is not None:
        body = Body.objects.create(unit=world.commune, name=name, is_subordinate=is_subordinate)
        task.assignments.all().delete()
        task.assignments.create(kind="lead", body=body)
    assert kind.exists(task)
    words = checked(kind, task)
    assert "v/v đôn đốc thực hiện nhiệm vụ" in words
    assert f"mai đình {verb} " in words
    assert ("đề nghị" if verb == "yêu cầu" else "yêu cầu") not in words
    assert "rà soát nhà văn hóa thôn" in words
    assert " 15 " in words  # days from 31 July to 15 August, the day of the paper


def test_a_reminder_names_an_issued_plan_by_number_and_day_alone(world) -> None:
    number = " số 05/KH-UBND ngày 15/8/2024"
    document = reminder_document(replace(reminder_rows(world.task), plan_number=number))
    assert "thực hiện kế hoạch số 05/kh-ubnd ngày 15/8/2024 của" in " ".join(
        words_on_paper(document)
    )


def test_a_reminder_names_no_account_that_nobody_is_named_for(world) -> None:
    kind, task = kind_of("reminder"), world.task
    lead = task.assignments.get(kind="lead").official
    lead.full_name = "Công chức Địa chính (chưa nêu tên)"
    lead.save()
    title = lead.postings.get().title
    words = checked(kind, task)
    assert "chưa nêu tên" not in words
    assert f"kính gửi: đồng chí {title.lower()}" in words
    assert "chưa nêu tên" in " ".join(kind.doubts(kind.rows(task)))
    leader = world.official("tam")
    leader.supervisions.create(assessment=task.assessment, criterion=task.criterion)
    leader.full_name = "Phó Chủ tịch UBND xã (chưa nêu tên)"
    leader.save()
    assert "chưa nêu tên" not in checked(kind, task)


@pytest.mark.parametrize(("where", "signer"), [("commune", "đinh văn tám"), ("district", "")])
def test_a_vice_chair_of_the_letter_s_own_unit_alone_signs_it(world, where, signer) -> None:
    """Whoever supervises the criterion and is a vice-chair elsewhere signs nothing here."""
    leader, task = world.official("tam"), world.task
    leader.postings.update(unit=getattr(world, where))
    leader.postings.create(unit=world.commune, role=Role.OFFICIAL, title="Công chức")
    leader.supervisions.create(assessment=task.assessment, criterion=task.criterion)
    words = checked(kind_of("reminder"), task)
    assert ("kt. chủ tịch" in words) == bool(signer)
    assert words.count("đinh văn tám") == bool(signer)


def test_who_acts_as_chair_signs_the_letter_and_the_dossier_as_such(world) -> None:
    world.official("chair").postings.update(title="Quyền Chủ tịch UBND xã")
    for slug, row in (("reminder", world.task), ("recognition_submission", world.assessment)):
        signature = drawn(kind_of(slug), row).document.signature
        assert signature.authority_lines == ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")
        assert signature.name == "Ngô Văn Chủ"


def test_a_paper_is_of_the_sample_s_day_and_names_who_held_the_office_then(world, settings) -> None:
    kind, task = kind_of("reminder"), world.task
    chair = world.official("chair")
    chair.postings.update(starts_on=date(2024, 8, 12))
    assert "chủ tịch ngô văn chủ" in checked(kind, task)
    settings.SAMPLE_DAY = date(2024, 8, 7)
    assert kind.exists(task)
    assert "ngày 15/8/2024" in checked(kind, task)  # nothing of a sample was loaded
    with transaction.atomic():
        record(world.access("lan"), LOADED, world.commune, unit=world.commune)
    words = checked(kind, task)
    assert "ngày 07/8/2024" in words
    assert "ngô văn chủ" not in words
    world.commune.name = "Sao Mai (minh họa)"
    world.commune.save()
    assert "sao mai, ngày" in checked(kind, Task.objects.get(pk=task.pk))


def test_targets_are_added_weighed_or_counted_by_their_kind(world) -> None:
    criteria_set = world.village_assessment.criteria_set
    indicator = Indicator.objects.filter(criterion__criteria_set=criteria_set).first()
    other = make.make_village(world.commune, "Mai Hạ")
    judged = (world.village_assessment, make.make_assessment(other, criteria_set))
    for assessment, percent, households in zip(judged, (90, 60), (100, 50), strict=True):
        result = assessment.results.get(indicator=indicator)
        assessment.results.filter(pk=result.pk).update(value=1, denominator=households)
        for text, fields in {
            "Hộ dùng nước sạch": {"value": percent, "unit_words": "%", "indicator": indicator},
            "Camera an ninh": {"value": Decimal("3"), "unit_words": "bộ"},
            "Làng văn hóa": {},
            "Gia đình văn hóa": {"value": percent, "unit_words": "%"},
        }.items():
            world.plan.targets.create(
                order=world.plan.targets.count() + 1,
                assessment=assessment,
                text=text,
                criterion=indicator.criterion,
                **fields,
            )
    words = checked(kind_of("village_targets"), world.plan)
    assert "(kèm theo kế hoạch năm 2024 của ủy ban nhân dân xã mai đình)" in words
    assert "hộ dùng nước sạch % 60 90 80" in words  # (90 × 100 + 60 × 50) / 150
    assert "camera an ninh bộ 3 3 6" in words
    assert "làng văn hóa x x 02 thôn" in words
    assert "gia đình văn hóa % 60 90 –" in words  # percentages are never added


def test_a_target_is_named_without_its_village_and_value(world) -> None:
    assessment, other = world.village_assessment, make.make_village(world.commune, "Mai Hạ")
    judged = (assessment, make.make_assessment(other, assessment.criteria_set))
    criterion = assessment.criteria_set.criteria.first()
    for order, one in enumerate(judged, start=1):
        text = f"người dân {one.unit.full_name} tham gia BHYT đạt 100%"
        world.plan.targets.create(
            order=order, assessment=one, criterion=criterion, text=text, value=100, unit_words="%"
        )
    kind = kind_of("village_targets")
    words = checked(kind, world.plan)
    assert "người dân tham gia bhyt % 100 100 –" in words
    assert "dấu – ở" not in words
    assert "Dấu – ở" in " ".join(kind.doubts(kind.rows(world.plan)))


def test_percentages_that_only_the_goal_s_words_name_are_not_added(world) -> None:
    assessment, other = world.village_assessment, make.make_village(world.commune, "Mai Hạ")
    judged = (assessment, make.make_assessment(other, assessment.criteria_set))
    criterion = assessment.criteria_set.criteria.first()
    for order, (one, value) in enumerate(zip(judged, (90, 95), strict=True), start=1):
        text = f"Hộ phân loại rác đạt {value}%"
        world.plan.targets.create(
            order=order, assessment=one, criterion=criterion, text=text, value=value
        )
    assert "hộ phân loại rác % 95 90 –" in checked(kind_of("village_targets"), world.plan)


@pytest.mark.deep
def test_a_debt_that_plans_of_two_years_state_is_owed_once(world) -> None:
    for year, total in ((2023, 900_000_000), (2024, 850_000_000)):
        plan = world.plan if year == 2024 else make.make_plan(world.commune, year)
        for text in ("Đường trục thôn", f"Nhà văn hóa {year}"):
            Funding.objects.create(
                unit=world.commune, plan=plan, text=text, stage="owed", total=total
            )
    owed = [(debt.text, debt.plan.year) for debt in debts_of(world.assessment)]
    assert owed == [
        ("Nhà văn hóa 2023", 2023), ("Đường trục thôn", 2024), ("Nhà văn hóa 2024", 2024)
    ]  # fmt: skip
    kind = kind_of("recognition_debts")
    assert "2.600" in checked(kind, world.assessment)
    rows = kind.rows(world.assessment)
    (doubt,) = (one for one in kind.doubts(rows) if "Khoản nợ" in one)
    assert "Nhà văn hóa 2023" in doubt
    assert len(kind.doubt_links(rows)) == 1
    settled = {"unit": world.commune, "plan": world.plan, "stage": "owed", "total": 0}
    Funding.objects.create(text="Nhà văn hóa 2023", **settled)
    assert [text for text, _ in owed[1:]] == [one.text for one in debts_of(world.assessment)]


def test_a_reminder_of_hundreds_of_tasks_keeps_the_form(world) -> None:
    rows = reminder_rows(world.task)
    tasks = [worded(rows.tasks[0], f"Nhiệm vụ thứ {at}") for at in range(1, 241)]
    document = reminder_document(replace(rows, tasks=tasks))
    assert faults_of(document) == {}


def worded(task: Task, text: str) -> Task:
    other = copy(task)
    other.text = text
    return other
