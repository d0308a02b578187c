"""The rounds as the submitting unit reads them: what was sent, what was decided, what to mend.

Nothing here asks for drafts; whether a reviewer has begun cannot be read from these pages.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from criteria.models import Assessment, Recognition
from evidence.review import rules
from evidence.review.enums import SubmissionState, VerdictKind
from evidence.review.models import Submission
from evidence.review.route import Route
from evidence.review.services import (
    ItemRow,
    items_for_submitter,
    route_of,
)
from evidence.review.views.shared import (
    COMPARISON_TONES,
    KIND_TONES,
    STATE_TONES,
    days_of,
    holder_name,
    local_day,
    unverified_mark,
    visible_assessment,
    visible_round,
    with_names,
)
from ntm_project.common.dates import format_day
from ntm_project.common.html import badge, join, link, tag
from ntm_project.common.tables import Column, render_table
from ntm_project.common.views import page_of, reads
from tasks.views.shared import link_to
from villages.http import Request

# --- every assessment in scope, with the last thing that happened to it ---------------------------


@reads
def dossiers(request: Request) -> HttpResponse:
    """The assessments in scope, each with its latest round."""
    latest = Submission.objects.filter(assessment=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    rows = (
        Assessment.objects.visible_to(request.access)
        .select_related("unit", "criteria_set")
        .annotate(last_round=Subquery(latest))
        .order_by("-year", "unit__path", "pk")
    )
    page = page_of(request, rows)
    rounds = with_names(Submission.objects.all()).in_bulk(
        [row.last_round for row in page.object_list if row.last_round]
    )
    pairs = [(row, rounds.get(row.last_round)) for row in page.object_list]
    context = {
        "page": page,
        "table": render_table(_DOSSIERS, pairs, caption="Hồ sơ đánh giá và lượt thẩm tra gần nhất"),
    }
    return render(request, "evidence/review/dossiers.html", context)


Pair = tuple[Any, Submission | None]


def _last_words(pair: Pair) -> object:
    found = pair[1]
    if found is None:
        return tag("span", "Chưa gửi lần nào", class_="muted")
    state = badge(found.get_state_display(), STATE_TONES[SubmissionState(found.state)])
    where = tag("div", f"{found.step} · {round_words(found)}", class_="small muted")
    return tag("div", join([state, where]))


def _last_day(pair: Pair) -> str:
    found = pair[1]
    if found is None:
        return ""
    if found.state == SubmissionState.RETURNED and found.supplement_by:
        return f"bổ sung trước {format_day(found.supplement_by)}"
    if found.state == SubmissionState.SENT:
        return f"hạn trả lời {format_day(found.due_on)}"
    return ""


_DOSSIERS: tuple[Column[Pair], ...] = (
    Column(
        "assessment",
        "Hồ sơ",
        lambda pair: link(reverse("evidence:rounds", args=[pair[0].pk]), str(pair[0])),
        is_row_header=True,
    ),
    Column("last", "Lượt gần nhất", _last_words),
    Column("day", "Thời hạn", _last_day),
)


def round_words(submission: Submission) -> str:
    """`lượt 2, gửi ngày 12/8/2024`."""
    return f"lượt {submission.round}, gửi ngày {local_day(submission.submitted_at)}"


# --- one assessment -------------------------------------------------------------------------------


@dataclass(frozen=True)
class StageLine:
    """A step of the chain for one assessment, with how much has passed it."""

    number: int
    name: str
    holder: str
    passed: int
    total: int
    is_next: bool


def stage_lines(route: Route) -> list[StageLine]:
    return [
        StageLine(
            number,
            stage.step.name,
            str(stage.step.holder_body or stage.holder or "chưa có đơn vị thẩm tra"),
            len(stage.passed & route.results),
            len(route.results),
            stage.step == route.next_step,
        )
        for number, stage in enumerate(route.stages, start=1)
    ]


@reads
def rounds(request: Request, pk: int) -> HttpResponse:
    """The chain of one assessment, how far it has come, and every round."""
    assessment = visible_assessment(request, pk)
    access = request.access
    route = route_of(assessment, access.on)
    found = with_names(Submission.objects.visible_to(access).filter(assessment=assessment))
    step = route.next_step
    recognitions = Recognition.objects.filter(
        unit=assessment.unit_id, criteria_set=assessment.criteria_set_id
    )
    context = {
        "assessment": assessment,
        "route": route,
        "stages": stage_lines(route),
        "step": step,
        "table": render_table(
            _ROUNDS, found.order_by("-pk"), caption="Các lượt thẩm tra", empty="Chưa gửi lượt nào."
        ),
        "submit_url": reverse("evidence:submit", args=[pk]),
        "deny_submit": rules.deny_submit(access, assessment, route, step) if step else "",
        "recognise_url": reverse("evidence:recognise", args=[pk]),
        "deny_recognise": rules.deny_recognise(
            access, assessment.unit, is_approved=route.is_complete
        ),
        "recognitions": recognitions.order_by("-decided_on", "pk"),
        "unverified": unverified_mark(assessment),
    }
    return render(request, "evidence/review/rounds.html", context)


def _decided(submission: Submission) -> str:
    if submission.decided_at is None:
        return f"hạn trả lời {format_day(submission.due_on)}" if _is_open(submission) else ""
    words = f"{submission.decided_by or 'Hệ thống'}, ngày {local_day(submission.decided_at)}"
    if submission.supplement_by:
        words += f"; bổ sung trước {format_day(submission.supplement_by)}"
    return words


def _is_open(submission: Submission) -> bool:
    return submission.state == SubmissionState.SENT


_ROUNDS: tuple[Column[Submission], ...] = (
    Column(
        "round",
        "Lượt",
        lambda s: link(reverse("evidence:round", args=[s.pk]), f"{s.step}, lượt {s.round}"),
        is_row_header=True,
    ),
    Column("sent", "Gửi", lambda s: f"{local_day(s.submitted_at)}, {s.submitted_by or 'Hệ thống'}"),
    Column(
        "state",
        "Tình trạng",
        lambda s: badge(s.get_state_display(), STATE_TONES[SubmissionState(s.state)]),
    ),
    Column("decided", "Kết luận", _decided),
)


# --- one round ------------------------------------------------------------------------------------


def verdict_cell(row: ItemRow) -> object:
    """The verdict that was sent with its reason and words; what has none says so."""
    verdict = row.verdict
    if verdict is None:
        return tag("span", "chưa có kết luận", class_="muted")
    parts: list[object] = [badge(verdict.kind_label, KIND_TONES[VerdictKind(verdict.kind)])]
    if verdict.is_kept:
        parts.append(tag("span", " giữ từ lượt trước", class_="small muted"))
    if verdict.reason_label:
        parts.append(tag("div", verdict.reason_label, class_="small strong-line"))
    if verdict.text:
        parts.append(tag("div", verdict.text, class_="small prose"))
    parts += [tag("div", words, class_="small muted") for words in _marks(row)]
    return tag("div", join(parts))


def _marks(row: ItemRow) -> list[str]:
    """The marks of a verdict as words: which file, which page, what."""
    names = {paper.revision_id: paper.title for paper in row.sent.papers}
    verdict = row.verdict
    return [
        f"{names.get(mark.get('revision', 0), 'Tệp')}, trang {mark.get('page', 1)}: "
        f"{mark.get('text') or 'xem dấu trên tệp'}"
        for mark in (verdict.marks if verdict else [])
    ]


def indicator_cell(row: ItemRow) -> SafeString:
    parts: list[object] = [
        tag("span", row.code, class_="result-code"),
        " ",
        row.wording,
    ]
    if row.confidence:
        parts.append(tag("div", row.confidence, class_="small muted plain-weight"))
    # One box: on a phone the parts of a cell stand beside each other.
    return tag("div", join(parts))


def reported_cell(row: ItemRow) -> SafeString:
    """What was sent: claim, value, level, comparison, day."""
    sent = row.sent
    parts: list[object] = [tag("div", join([sent.claim_label, *_value(row)], " · "))]
    parts.append(tag("div", f"Mức yêu cầu: {sent.level_words}", class_="small muted"))
    if sent.comparison and sent.comparison != sent.level_words:
        tone = COMPARISON_TONES.get(sent.comparison, "grey")
        parts.append(tag("div", badge(sent.comparison, tone)))
    if sent.as_of:
        parts.append(tag("div", f"đến ngày {format_day(sent.as_of)}", class_="small muted"))
    if sent.note:
        parts.append(tag("div", sent.note, class_="small prose"))
    return tag("div", join(parts))


def _value(row: ItemRow) -> list[object]:
    return [tag("strong", row.sent.value_words)] if row.sent.value_words else []


def _papers_cell(row: ItemRow) -> object:
    if not row.sent.papers:
        return tag("span", "không có", class_="muted")
    lines = []
    for paper in row.sent.papers:
        url = link_to("evidence:file", paper.revision_id)
        words = f"{paper.title} (bản {paper.revision_number})"
        lines.append(tag("li", link(url, words) if url else words))
    return tag("ul", join(lines), class_="plain-list small")


def _mend_cell(row: ItemRow) -> object:
    """The way to mend a line that was not accepted; nothing for the others."""
    if row.verdict is None or row.verdict.kind == VerdictKind.MET:
        return (
            tag("span", "Đã sửa sau khi gửi", class_="small muted") if row.is_edited_since else ""
        )
    hidden = tag("span", f" chỉ tiêu {row.code}", class_="visually-hidden")
    steps = [
        link(reverse("criteria:edit_result", args=[row.result_id]), join(["Sửa kết quả", hidden]))
    ]
    if url := link_to("evidence:of_result", row.result_id):
        steps.append(link(url, join(["Bổ sung minh chứng", hidden])))
    if row.is_edited_since:
        steps.append(tag("span", "đã sửa sau khi gửi", class_="small muted"))
    return tag("div", join(steps), class_="row-actions")


_ITEMS: tuple[Column[ItemRow], ...] = (
    Column("indicator", "Chỉ tiêu", indicator_cell, is_row_header=True, css="wording-cell"),
    Column("sent", "Đã báo cáo", reported_cell),
    Column("papers", "Minh chứng đã nộp", _papers_cell),
    Column("verdict", "Kết luận", verdict_cell),
    Column("mend", "Việc cần làm", _mend_cell),
)


def _negative(rows: list[ItemRow]) -> list[ItemRow]:
    return [row for row in rows if row.verdict and row.verdict.kind != VerdictKind.MET]


@reads
def round_page(request: Request, pk: int) -> HttpResponse:
    """One round: what was sent, how long it waits, what was decided of each line."""
    submission = visible_round(request, pk)
    rows = items_for_submitter(submission)
    negative = _negative(rows)
    rest = [row for row in rows if row not in negative]
    access = request.access
    is_open = _is_open(submission)
    context = {
        "submission": submission,
        "assessment": submission.assessment,
        "holder": holder_name(submission),
        "state_tone": STATE_TONES[SubmissionState(submission.state)],
        "days": days_of(submission, access.on) if is_open else None,
        "negative": render_table(_ITEMS, negative, caption="Chỉ tiêu phải bổ sung")
        if negative
        else "",
        "negative_count": len(negative),
        "table": render_table(_ITEMS, rest, caption="Chỉ tiêu đã gửi"),
        "count": len(rows),
        "is_open": is_open,
        "deny_withdraw": rules.deny_withdraw(access, submission) if is_open else "",
        "may_review": rules.reviewing_posting(access, submission) is not None,
        "unverified": unverified_mark(submission.assessment),
    }
    return render(request, "evidence/review/round.html", context)
