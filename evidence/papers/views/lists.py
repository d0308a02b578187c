"""The papers of an indicator, a task, an assessment, and those that a set expects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString

from criteria.cells import result_url
from criteria.enums import Confidence
from criteria.models import Assessment, CriteriaSet, Result
from evidence.papers.models import Evidence, Proof, Requirement
from evidence.papers.queries.completeness import completeness_of
from evidence.papers.queries.dossier import IndexRow, folders_of
from evidence.papers.queries.library import Card, cards_of, with_lists
from evidence.papers.rules import deny_add
from evidence.papers.views.shared import visible_result
from ntm_project.common.html import badge, join, link, tag
from ntm_project.common.tables import Column, render_table
from ntm_project.common.views import reads
from tasks.models import Task
from villages.access import Access
from villages.http import Request


@dataclass(frozen=True)
class Expected:
    """An expected paper, the papers that are it, and where the next one is sent."""

    requirement: Requirement
    cards: list[tuple[Card, str]]
    upload_url: str


def _upload(**asked: int) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('evidence:upload')}?{query}"


def _shelves(request: Request, result: Result) -> dict[str, Any]:
    """The papers in scope of an indicator, by the expected paper that each of them is."""
    proofs = list(Proof.objects.filter(result=result, evidence__withdrawn_at__isnull=True))
    place = {proof.evidence_id: proof for proof in proofs}
    papers = Evidence.objects.visible_to(request.access).filter(pk__in=place)
    cards = cards_of(with_lists(papers, request.access).order_by("dated_on", "pk"), request.access)
    on_shelf: dict[int | None, list[tuple[Card, str]]] = {}
    for card in cards:
        proof = place[card.paper.pk]
        on_shelf.setdefault(proof.requirement_id, []).append((card, proof.place))
    expected = [
        Expected(row, on_shelf.pop(row.pk, []), _upload(ket_qua=result.pk, yeu_cau=row.pk))
        for row in Requirement.objects.filter(indicator=result.indicator_id).order_by("order", "pk")
    ]
    others = [pair for pairs in on_shelf.values() for pair in pairs]
    return {"expected": expected, "others": others, "unseen": len(proofs) - len(cards)}


@reads
def of_result(request: Request, result_pk: int) -> HttpResponse:
    """What an indicator needs, what it has, and the way to send the rest."""
    result = visible_result(request, result_pk)
    unit = result.assessment.unit
    context = {
        "result": result,
        "back_url": result_url(result),
        "upload_url": _upload(ket_qua=result.pk),
        "library_url": f"{reverse('evidence:library')}?gan={result.pk}",
        "reason": deny_add(request.access, unit),
        "unverified": result.assessment.criteria_set.unverified_words,
        **_shelves(request, result),
    }
    return render(request, "evidence/of_result.html", context)


@reads
def of_task(request: Request, task_pk: int) -> HttpResponse:
    """The papers that are the result of a task: a fragment of its page, or a page."""
    tasks = Task.objects.visible_to(request.access).select_related("unit__parent")
    task = get_object_or_404(tasks, pk=task_pk)
    papers = Evidence.objects.visible_to(request.access).filter(
        task_evidence__task=task, withdrawn_at__isnull=True
    )
    context = {
        "task": task,
        "cards": cards_of(with_lists(papers, request.access).order_by("pk"), request.access),
        "upload_url": _upload(nhiem_vu=task.pk),
        "reason": deny_add(request.access, task.unit),
    }
    template = "evidence/_of_task.html" if request.htmx else "evidence/of_task.html"
    return render(request, template, context)


# --- danh mục hồ sơ ---


def index_columns(access: Access) -> tuple[Column[IndexRow], ...]:
    """The decree's columns; a paper of another unit that serves here is named, not linked."""

    def title(row: IndexRow) -> object:
        if not access.sees(row.paper.unit):
            return row.title
        return link(reverse("evidence:paper", args=[row.paper.pk]), row.title)

    return (
        Column("order", "STT", lambda row: row.order, align="center"),
        Column("number", "Số, ký hiệu văn bản", lambda row: row.number),
        Column("day", "Ngày tháng năm", lambda row: row.day, css="nowrap"),
        Column("title", "Tên loại và trích yếu nội dung", title, is_row_header=True),
        Column("author", "Tác giả văn bản", lambda row: row.author),
        Column("sheets", "Tờ số/Trang số", lambda row: row.sheets, align="center"),
        Column("note", "Ghi chú", lambda row: row.note),
    )


def asked_criterion(request: Request) -> int | None:
    """The number of the one criterion that the address asks for."""
    text = request.GET.get("tieu_chi", "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise Http404
    return int(text) if text else None


@reads
def index(request: Request, assessment_pk: int) -> HttpResponse:
    """Danh mục hồ sơ of an assessment, or of one of its criteria, as it prints."""
    assessments = Assessment.objects.visible_to(request.access).select_related(
        "unit", "criteria_set"
    )
    assessment = get_object_or_404(assessments, pk=assessment_pk)
    number = asked_criterion(request)
    folders = folders_of(assessment, number)
    if number is not None and not folders:
        raise Http404
    completeness = completeness_of(assessment, on=request.access.on)
    columns = index_columns(request.access)
    context = {
        "assessment": assessment,
        "back_url": reverse("reports:assessment", args=[assessment.pk]),
        "unverified": assessment.criteria_set.unverified_words,
        "number": number,
        "complete": sum(found.is_complete for found in completeness.values()),
        "set_count": sum(found.is_set for found in completeness.values()),
        "total": len(completeness),
        "folders": [
            (folder.criterion, _index_table(columns, folder.rows), bool(folder.rows))
            for folder in folders
        ],
    }
    return render(request, "evidence/index.html", context)


def _index_table(columns: Sequence[Column[IndexRow]], rows: Sequence[IndexRow]) -> SafeString:
    return render_table(columns, rows, caption="Danh mục văn bản trong hồ sơ")


# --- what a set expects ---


def _requirement_cell(row: Requirement) -> SafeString:
    needs = [badge("Bắt buộc" if row.is_mandatory else "Nếu có", "grey")]
    if row.needs_signature:
        needs.append(badge("Cần chữ ký", "grey"))
    if row.needs_seal:
        needs.append(badge("Cần dấu", "grey"))
    return tag("div", join([tag("span", row.text), tag("div", join(needs, " "))]))


def _source_cell(row: Requirement) -> SafeString:
    tone = "green" if row.confidence == Confidence.VERIFIED else "grey"
    mark = badge(row.get_confidence_display(), tone)
    return tag("div", join([mark, tag("div", row.source, class_="small muted source-words")]))


REQUIREMENTS: tuple[Column[Requirement], ...] = (
    Column("code", "Chỉ tiêu", lambda row: row.indicator.code, css="nowrap"),
    Column("text", "Giấy tờ cần có", _requirement_cell, is_row_header=True),
    Column("kind", "Loại", lambda row: row.get_kind_display()),
    Column("period", "Kỳ số liệu", lambda row: row.period_words),
    Column("source", "Nguồn, độ tin cậy", _source_cell),
)


@reads
def requirements(request: Request, pk: int) -> HttpResponse:
    """The papers that a set expects: a fragment of its page, or a page."""
    criteria_set = get_object_or_404(CriteriaSet, pk=pk)
    rows = (
        Requirement.objects.filter(indicator__criterion__criteria_set=criteria_set)
        .select_related("indicator")
        .order_by("indicator__criterion__number", "indicator__order", "order", "pk")
    )
    found = list(rows)
    context = {
        "criteria_set": criteria_set,
        "unverified": criteria_set.unverified_words,
        "count": len({row.indicator_id for row in found}),
        "table": render_table(
            REQUIREMENTS,
            found,
            caption="Giấy tờ minh chứng theo yêu cầu",
            empty="Bộ này chưa đặt yêu cầu minh chứng cho chỉ tiêu nào.",
        ),
    }
    template = "evidence/_requirements.html" if request.htmx else "evidence/requirements.html"
    return render(request, template, context)
