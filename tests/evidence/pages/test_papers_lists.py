"""The papers of an indicator, of a task, of an assessment (danh mục hồ sơ), and of a set."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.models import Criterion
from evidence.models import TaskEvidence
from evidence.papers.queries.dossier import folders_of
from evidence.papers.services import link, withdraw_paper
from reports.documents.kinds.dossier_index import index_document, index_rows
from reports.documents.plain_text import render_text
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.pages.conftest import page_of
from tests.queries import assert_constant_queries
from tests.world import HTMX
from villages.enums import Role

pytestmark = pytest.mark.both


def _of_result(world) -> str:
    return reverse("evidence:of_result", args=[world.result.pk])


# --- an indicator ---


def test_what_an_indicator_needs_has_and_lacks(world):
    needed = ev.requirement(world.result.indicator, order=1, text="Biên bản nghiệm thu")
    lacking = ev.requirement(world.result.indicator, order=2, text="Danh sách hộ")
    paper = ev.paper(world.commune, title="Biên bản số 12")
    link(by=make.system(), evidence=paper, result=world.result, requirement=needed, place="trang 2")
    ev.paper(world.commune, world.result, title="Ảnh thêm")
    response = world.standing.get(_of_result(world))
    shelves = response.context["shelves"]
    (_, first), second = shelves.expected
    assert [(card.paper.title, place) for card, place in first] == [("Biên bản số 12", "trang 2")]
    assert second == (lacking, [])
    assert f"?ket_qua={world.result.pk}&amp;yeu_cau={lacking.pk}" in response.content.decode()
    assert [card.paper.title for card, _ in shelves.others] == ["Ảnh thêm"]
    assert "Còn thiếu" in page_of(response)


def test_without_requirements_nothing_is_called_complete(world):
    page = page_of(world.standing.get(_of_result(world)))
    assert "chưa đặt yêu cầu" in page
    assert "Còn thiếu" not in page


def test_an_indicator_of_others_and_wrong_methods(world):
    assert world.stranger().get(_of_result(world)).status_code == 404
    assert world.standing.post(_of_result(world)).status_code == 405
    response = world.member(Role.COMMITTEE).get(_of_result(world))
    assert "Thường trực NTM" in page_of(response)


def test_queries_of_an_indicator_do_not_grow(world):
    def grow():
        for n in range(10):
            needed = ev.requirement(world.result.indicator)
            paper = ev.paper(world.commune, title=f"Giấy {n}")
            link(by=make.system(), evidence=paper, result=world.result, requirement=needed)

    ev.requirement(world.result.indicator)
    ev.paper(world.commune, world.result)
    assert_constant_queries(world.standing, _of_result(world), grow)


# --- the page of an assessment ---


def test_the_page_of_the_assessment_says_how_complete_each_indicator_is(world):
    needed = ev.requirement(world.result.indicator, order=1, text="Biên bản nghiệm thu")
    ev.requirement(world.result.indicator, order=2, text="Danh sách hộ")
    paper = ev.paper(world.commune)
    link(by=make.system(), evidence=paper, result=world.result, requirement=needed)
    url = reverse("reports:assessment", args=[world.assessment.pk])
    assert "0/1 chỉ tiêu đủ giấy tờ" in page_of(world.standing.get(url))
    page = page_of(world.standing.get(url, {"mo": "1"}))
    assert "Minh chứng 1/2" in page
    assert "thiếu: Danh sách hộ" in page
    assert "chưa đặt yêu cầu" in page
    assert f"{reverse('evidence:upload')}?ket_qua={world.result.pk}" in page
    assert "0/1 chỉ tiêu có yêu cầu giấy tờ đã đủ" in page
    earlier = page_of(world.standing.get(url, {"ngay": "01/08/2024"}))
    assert "thiếu: Danh sách hộ" not in earlier
    reader = page_of(world.member(Role.COMMITTEE).get(url, {"mo": "1"}))
    assert "Minh chứng 1/2" in reader
    assert f"{reverse('evidence:upload')}?ket_qua=" not in reader


def test_queries_of_the_assessment_do_not_grow(world):
    def grow():
        for result in world.assessment.results.select_related("indicator"):
            ev.requirement(result.indicator)
            for _ in range(3):
                ev.paper(world.commune, result)

    url = reverse("reports:assessment", args=[world.assessment.pk])
    ev.requirement(world.result.indicator)
    ev.paper(world.commune, world.result)
    assert_constant_queries(world.standing, url, grow)


def test_the_form_of_a_result_leads_to_sending(world):
    url = reverse("criteria:edit_result", args=[world.result.pk])
    assert f"?ket_qua={world.result.pk}" in page_of(world.standing.get(url, headers=HTMX))


# --- a task ---


def test_the_papers_of_a_task(world):
    task = make.make_task(make.make_plan(world.commune), lead=world.lan.official)
    paper = ev.paper(world.commune, title="Ảnh biển báo")
    TaskEvidence.objects.create(evidence=paper, task=task)
    url = reverse("evidence:of_task", args=[task.pk])
    fragment = page_of(world.standing.get(url, headers=HTMX))
    assert "Ảnh biển báo" in fragment
    assert f"?nhiem_vu={task.pk}" in fragment
    assert "<html" not in fragment
    assert url in page_of(world.standing.get(reverse("tasks:task", args=[task.pk])))
    assert "Thường trực NTM" in page_of(world.member(Role.COMMITTEE).get(url))
    assert world.stranger().get(url).status_code == 404
    assert world.standing.post(url).status_code == 405


# --- danh mục hồ sơ ---


def _index(world) -> str:
    return reverse("evidence:index", args=[world.assessment.pk])


@pytest.fixture
def folder(world):
    """Three papers of one criterion, of which the second proves two of its indicators."""
    first, second = world.assessment.results.order_by("pk")[:2]
    words = {"kind": "minutes", "issuer": "UBND xã"}
    late = ev.paper(
        world.commune, first, title="Nghiệm thu", dated_on=date(2024, 6, 1), sheets=3, **words
    )
    early = ev.paper(
        world.commune,
        first,
        second,
        title="Họp dân",
        number="02/BB",
        dated_on=date(2024, 2, 1),
        sheets=2,
        **words,
    )
    gone = ev.paper(world.commune, first, title="Chụp nhầm")
    withdraw_paper(by=make.system(), evidence_id=gone.pk, reason="Nhầm")
    undated = ev.paper(world.commune, second, title="Sơ đồ", kind="other", dated_on=None)
    return world, [early, late, undated]


def test_a_folder_is_in_the_order_of_days_with_sheets_counted_on(folder):
    world, papers = folder
    found, *others = folders_of(world.assessment)
    assert [row.paper for row in found.rows] == papers
    assert [row.order for row in found.rows] == [1, 2, 3]
    assert [row.sheets for row in found.rows] == ["1–2", "3–5", ""]
    assert found.rows[0].title == "Biên bản: Họp dân"
    assert found.rows[0].day == "01/02/2024"
    assert "1.1, 1.2" in found.rows[0].note
    assert all(not other.rows for other in others)


def test_sheets_after_one_that_is_not_known_are_not_known(world):
    for day, sheets in ((1, 2), (2, None), (3, 1)):
        ev.paper(world.commune, world.result, dated_on=date(2024, 8, day), sheets=sheets)
    (found,) = [f for f in folders_of(world.assessment) if f.rows]
    assert [row.sheets for row in found.rows] == ["1–2", "", ""]


def test_the_list_shows_the_columns_of_the_decree(folder):
    world, _ = folder
    page = page_of(world.standing.get(_index(world)))
    for words in (
        "STT",
        "Số, ký hiệu văn bản",
        "Ngày tháng năm",
        "Tên loại và trích yếu nội dung",
        "Tác giả văn bản",
        "Tờ số/ Trang số",
        "Ghi chú",
        "02/BB",
        "Biên bản: Họp dân",
    ):
        assert words in page
    assert "Chụp nhầm" not in page
    assert reverse("reports:dossier_index_pdf", args=[world.assessment.pk]) in page


def test_one_criterion_or_none(folder):
    world, _ = folder
    client = world.standing
    one = client.get(_index(world), {"tieu_chi": 1})
    assert len(one.context["folders"]) == 1
    for wrong in ("99", "x", "1" * 40):
        assert client.get(_index(world), {"tieu_chi": wrong}).status_code == 404


def test_the_list_on_paper_says_the_same(folder):
    world, _ = folder
    text = render_text(index_document(index_rows(world.assessment)))
    for words in ("DANH MỤC HỒ SƠ", "02/BB", "Biên bản: Họp dân", "3–5"):
        assert words in text
    response = world.standing.get(reverse("reports:dossier_index_pdf", args=[world.assessment.pk]))
    assert response.status_code in (200, 503)
    if response.status_code == 200:
        assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["evidence:index", "reports:dossier_index_pdf"])
def test_the_list_of_others_and_wrong_methods(world, name):
    url = reverse(name, args=[world.assessment.pk])
    assert world.stranger().get(url).status_code == 404
    assert world.standing.post(url).status_code == 405


def test_a_paper_out_of_scope_is_named_and_not_linked(world):
    village = make.make_assessment(world.village, make.make_set(level="village"))
    paper = ev.paper(world.commune, title="Giấy của xã dùng cho thôn")
    link(by=make.system(), evidence=paper, result=village.results.first())
    board = world.member(Role.VILLAGE_BOARD, world.village)
    page = page_of(board.get(reverse("evidence:index", args=[village.pk])))
    assert "Giấy của xã dùng cho thôn" in page
    assert reverse("evidence:paper", args=[paper.pk]) not in page


def test_queries_of_the_list_do_not_grow(world):
    def grow():
        for result in world.assessment.results.all():
            for _ in range(3):
                ev.paper(world.commune, result)

    ev.paper(world.commune, world.result)
    assert_constant_queries(world.standing, _index(world), grow)


# --- a set ---


def test_what_a_set_expects_with_its_source(world):
    criteria_set = world.assessment.criteria_set
    url = reverse("evidence:requirements", args=[criteria_set.pk])
    assert "chưa đặt yêu cầu" in page_of(world.standing.get(url))
    ev.requirement(world.result.indicator, needs_seal=True, source="Kế hoạch của xã, mục III")
    fragment = page_of(world.standing.get(url, headers=HTMX))
    for words in ("Biên bản nghiệm thu", "Cần dấu", "Kế hoạch của xã, mục III"):
        assert words in fragment
    assert "<html" not in fragment
    assert url in page_of(world.standing.get(reverse("criteria:set", args=[criteria_set.pk])))
    assert world.standing.post(url).status_code == 405


def test_queries_of_a_set_do_not_grow(world):
    def grow():
        for criterion in Criterion.objects.all():
            for indicator in criterion.indicators.all():
                ev.requirement(indicator)

    ev.requirement(world.result.indicator)
    url = reverse("evidence:requirements", args=[world.assessment.criteria_set_id])
    assert_constant_queries(world.standing, url, grow)


def test_who_keeps_reference_data_writes_requirements_and_it_is_recorded(world):
    from evidence.models import Requirement
    from villages.models import AuditEvent

    client = world.member(Role.DATA_STEWARD)
    typed = {
        "indicator": world.result.indicator_id,
        "order": 1,
        "text": "Biên bản nghiệm thu",
        "kind": "minutes",
        "is_mandatory": "on",
        "period_words": "",
        "confidence": "seed",
        "source": "Kế hoạch của xã",
    }
    response = client.post(reverse("admin:evidence_requirement_add"), typed)
    assert response.status_code == 302
    assert AuditEvent.objects.about(Requirement.objects.get()).count() == 1


def test_a_task_next_door_is_as_if_there_were_none(world):
    foreign = make.make_task(make.make_plan(world.neighbour))
    for key in (foreign.pk, 10**17):
        url = f"{reverse('evidence:upload')}?nhiem_vu={key}"
        assert world.standing.get(url).status_code == 404
