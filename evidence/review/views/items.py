"""The review of a round: its items, the paper, the verdict side by side; one item at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence.review import rules
from evidence.review.enums import ReasonCode, SubmissionState, VerdictKind
from evidence.review.forms import VerdictForm, mark_words
from evidence.review.models import DraftVerdict, Submission, SubmittedItem
from evidence.review.services import (
    PaperRow,
    ReviewerRow,
    Said,
    StaleDraft,
    items_for_reviewer,
    own_part,
    save_draft,
)
from evidence.review.views.marks import as_data, drawn, marked_pages
from evidence.review.views.shared import (
    COMPARISON_TONES,
    KIND_TONES,
    STATE_TONES,
    Shown,
    days_of,
    needed_number,
    shown,
    unverified_mark,
    visible_round,
    whole_number,
)
from ntm_project.common.answers import saved
from ntm_project.common.html import badge
from ntm_project.common.views import Refused, reads, writes
from tasks.views.shared import apply_errors
from villages.http import Request

_SIGNS = {
    VerdictKind.MET: ("✓", "green", "đạt"),
    VerdictKind.NOT_MET: ("✗", "red", "chưa đạt"),
    VerdictKind.SUPPLEMENT: ("+", "amber", "bổ sung"),
}


@dataclass(frozen=True)
class Sign:
    """How an item stands for the reviewer, before its words in the list."""

    text: str
    tone: str
    words: str


@dataclass(frozen=True)
class ListLine:
    """One item of the list at the left."""

    code: str
    wording: str
    url: str
    sign: Sign
    note: str
    is_current: bool


def said_of(row: ReviewerRow) -> Said | None:
    """What stands of an item: the verdict once sent, the draft before."""
    return row.row.verdict or row.draft


def sign_of(row: ReviewerRow) -> Sign:
    said = said_of(row)
    if said is None:
        if row.denied:
            return Sign("–", "grey", "chưa xét, dành cho người thẩm tra khác")
        if row.row.before is not None:
            return Sign("đổi", "blue", "đã đổi so với lượt trước, chưa xét")
        return Sign("○", "grey", "chưa xét")
    text, tone, words = _SIGNS[VerdictKind(said.kind)]
    if said.is_kept:
        return Sign("giữ", tone, f"{words}, giữ từ lượt trước")
    return Sign(text, tone, words)


def item_url(submission: Submission, item_id: int, **query: Any) -> str:
    """The review at an item."""
    asked = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{reverse('evidence:review', args=[submission.pk])}?chi_tieu={item_id}{asked}"


def is_open(submission: Submission) -> bool:
    return submission.state == SubmissionState.SENT


def _is_left(row: ReviewerRow) -> bool:
    return said_of(row) is None and not row.denied


def first_of(rows: Sequence[ReviewerRow]) -> ReviewerRow:
    """Where the review begins: the first item that is still to be judged, else the first."""
    return next((row for row in rows if _is_left(row)), rows[0])


def next_of(rows: Sequence[ReviewerRow], current: ReviewerRow) -> ReviewerRow | None:
    """The next item to judge, going round; when none is left, the one that follows."""
    at = rows.index(current)
    after = [*rows[at + 1 :], *rows[:at]]
    following = rows[at + 1] if at + 1 < len(rows) else None
    return next((row for row in after if _is_left(row)), following)


def _chosen(rows: Sequence[ReviewerRow], asked: str | None) -> ReviewerRow:
    if not rows:
        raise Http404
    if not asked:
        return first_of(rows)
    pk = needed_number(asked)
    found = next((row for row in rows if row.row.item_id == pk), None)
    if found is None:
        raise Http404
    return found


def _list(submission: Submission, rows: Sequence[ReviewerRow], current: ReviewerRow) -> list:
    """The items under their criteria, in the order of the set."""
    groups: dict[tuple[int, str], list[ListLine]] = {}
    for row in rows:
        item = row.row
        kept = item.before is not None and not item.is_changed
        line = ListLine(
            item.code,
            item.wording,
            item_url(submission, item.item_id),
            sign_of(row),
            "không đổi" if kept else "",
            row is current,
        )
        groups.setdefault((item.criterion_number, item.criterion_name), []).append(line)
    return list(groups.items())


# --- the paper in the middle ----------------------------------------------------------------------


@dataclass(frozen=True)
class PaperTab:
    """A paper of the item, its own or one of the round before, and whether it is open."""

    label: str
    url: str
    is_current: bool


def _papers(
    submission: Submission, row: ReviewerRow, asked: str | None
) -> tuple[list[PaperTab], Shown | None]:
    item = row.row
    now = {paper.revision_id: paper for paper in item.sent.papers}
    earlier: dict[int, PaperRow] = {}
    if item.before:
        earlier = {p.revision_id: p for p in item.before.papers if p.revision_id not in now}
    every = now | earlier
    wanted = whole_number(asked)
    current = wanted if wanted in every else next(iter(every), None)
    tabs = [
        PaperTab(
            f"{paper.title} · bản {paper.revision_number}"
            + (f" (lượt {item.before.round})" if key in earlier and item.before else ""),
            item_url(submission, item.item_id, tep=key),
            key == current,
        )
        for key, paper in every.items()
    ]
    return tabs, shown(every[current]) if current in every else None


# --- the page -------------------------------------------------------------------------------------


def _changes(row: ReviewerRow) -> list[tuple[str, str, str]]:
    """What the round before said and what this one says, line by line, where they differ."""
    now, then = row.row.sent, row.row.before
    if then is None:
        return []
    pairs = [
        ("Tự đánh giá", then.claim_label, now.claim_label),
        ("Kết quả", then.value_words, now.value_words),
        ("So với mức", then.comparison, now.comparison),
        ("Ghi chú", then.note, now.note),
        ("Minh chứng", _paper_words(then.papers), _paper_words(now.papers)),
    ]
    return [(label, old or "trống", new or "trống") for label, old, new in pairs if old != new]


def _paper_words(papers: Sequence[PaperRow]) -> str:
    return "; ".join(f"{p.title} (bản {p.revision_number})" for p in papers)


def _before_words(row: ReviewerRow) -> str:
    """What the last decided round said of the item."""
    verdict = row.row.before.verdict if row.row.before else None
    if verdict is None or row.row.before is None:
        return ""
    words = f"Lượt {row.row.before.round}: {verdict.kind_label.lower()}"
    parts = [part for part in (verdict.reason_label, verdict.text) if part]
    return f"{words} – {'; '.join(parts)}" if parts else words


def _form_of(row: ReviewerRow, data: Any = None) -> VerdictForm:
    return VerdictForm(data, papers=row.row.sent.papers, said=row.draft)


def _show(
    request: Request,
    submission: Submission,
    rows: Sequence[ReviewerRow],
    current: ReviewerRow,
    form: VerdictForm | None = None,
    status: int = 200,
) -> HttpResponse:
    tabs, paper = _papers(submission, current, request.GET.get("tep"))
    said = said_of(current)
    following = next_of(rows, current)
    opened = is_open(submission)
    if form is None and opened and not current.denied:
        form = _form_of(current)
    marks = form.marks_shown if form else (said.marks if said else [])
    context = _head(request, submission, rows) | {
        "current": current,
        "item": current.row,
        "list": _list(submission, rows, current),
        "comparison_tone": COMPARISON_TONES.get(current.row.sent.comparison, "grey"),
        "changes": _changes(current),
        "before_words": _before_words(current),
        "tabs": tabs,
        "paper": paper,
        "drawn": drawn(marks, paper),
        "marked_pages": marked_pages(marks, paper),
        "marks_data": as_data(marks),
        "said": said,
        "said_badge": badge(said.kind_label, KIND_TONES[VerdictKind(said.kind)]) if said else "",
        "mark_words": [mark_words(mark) for mark in marks],
        "form": form,
        "next": following.row if following else None,
        "judge_url": reverse("evidence:judge", args=[submission.pk, current.row.item_id]),
    }
    name = "_review.html" if request.htmx else "review.html"
    response = render(request, f"evidence/review/{name}", context, status=status)
    if request.htmx and status == 200:
        response["HX-Push-Url"] = item_url(submission, current.row.item_id)
    return response


def _head(request: Request, submission: Submission, rows: Sequence[ReviewerRow]) -> dict[str, Any]:
    """What stands above the columns: how long is left, how much is to be judged, the ways on."""
    left = sum(said_of(row) is None for row in rows)
    opened = is_open(submission)
    return {
        "submission": submission,
        "assessment": submission.assessment,
        "unverified": unverified_mark(submission.assessment),
        "is_open": opened,
        "days": days_of(submission, request.access.on) if opened else None,
        "state_tone": STATE_TONES[SubmissionState(submission.state)],
        "left": left,
        "count": len(rows),
        "decide_url": reverse("evidence:decide", args=[submission.pk]),
        "approve_url": reverse("evidence:approve_unmarked", args=[submission.pk]),
        "reopen_url": reverse("evidence:reopen", args=[submission.pk]),
        "may_reopen": submission.state == SubmissionState.APPROVED
        and not rules.deny_path(request.access, submission, "reopen"),
    }


@reads
def review(request: Request, pk: int) -> HttpResponse:
    """A round before its reviewer at one item; read-only once decided."""
    submission = visible_round(request, pk)
    rows = items_for_reviewer(submission, by=request.access)
    return _show(request, submission, rows, _chosen(rows, request.GET.get("chi_tieu")))


@writes
def judge(request: Request, pk: int, item_pk: int) -> HttpResponse:
    """Notes the verdict on an item and goes on to the next."""
    submission = visible_round(request, pk)
    rows = items_for_reviewer(submission, by=request.access)
    current = _chosen(rows, str(item_pk))
    own = own_part(request.access, submission)
    if reason := rules.deny_review(request.access, submission, own) or current.denied:
        raise Refused(reason)
    form = _form_of(current, request.POST)
    if not form.is_valid():
        return _show(request, submission, rows, current, form, status=422)
    try:
        save_draft(
            by=request.access,
            item=SubmittedItem(pk=item_pk, submission_id=pk),
            seen_version=form.cleaned_data["version"],
            **form.said,
        )
    except ValidationError as error:
        apply_errors(form, error)
        return _show(request, submission, rows, current, form, status=422)
    except StaleDraft as stale:
        return _conflict(request, submission, current, form, stale.current)
    rows = items_for_reviewer(submission, by=request.access)
    current = _chosen(rows, str(item_pk))
    following = next_of(rows, current) or current
    if request.htmx:
        return _show(request, submission, rows, following)
    words = f"Đã lưu nhận xét chỉ tiêu {current.row.code}; đơn vị chưa thấy."
    return saved(request, words, item_url(submission, following.row.item_id))


_COMPARED = {"kind": "Kết luận", "reason_code": "Lý do", "text": "Nhận xét", "marks": "Dấu"}


def _plain(said: dict[str, Any], name: str) -> str:
    """One part of a verdict as words, for two versions side by side."""
    if name == "marks":
        return "; ".join(mark_words(mark) for mark in said[name] or [])
    labels = {"kind": VerdictKind, "reason_code": ReasonCode}
    return str(labels[name](said[name]).label) if name in labels and said[name] else said[name]


def _conflict(
    request: Request,
    submission: Submission,
    row: ReviewerRow,
    form: VerdictForm,
    current: DraftVerdict | None,
) -> HttpResponse:
    """Two reviewers of a step judged one item: both versions; what was typed goes on."""
    mine = form.said
    theirs = {name: getattr(current, name, "") for name in mine}
    hidden = {
        **{name: mine[name] for name in ("kind", "reason_code", "text")},
        "marks": form["marks"].field.prepare_value(mine["marks"]),
        "version": current.version if current else 0,
    }
    context = {
        "who": str(current.by or "Hệ thống") if current else "",
        "at": current.at if current else None,
        "rows": [
            (label, _plain(theirs, name), _plain(mine, name)) for name, label in _COMPARED.items()
        ],
        "hidden": list(hidden.items()),
        "action": request.path,
        "keep_url": item_url(submission, row.row.item_id),
        "code": row.row.code,
    }
    template = "_conflict.html" if request.htmx else "conflict.html"
    response = render(request, f"evidence/review/{template}", context, status=409)
    if request.htmx:
        response["HX-Retarget"], response["HX-Reswap"] = "#content", "innerHTML"
    return response
