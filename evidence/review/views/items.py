"""The review of a round: its items, the paper, the verdict side by side; one item at a time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.nouns import of_set
from evidence.papers.queries.paper import facts_by_key
from evidence.review import rules, services
from evidence.review.forms import VerdictForm
from evidence.review.models import DraftVerdict, Submission, SubmittedItem
from evidence.review.queries.queue import days_of
from evidence.review.queries.reviewing import Review, review_of
from evidence.review.views.paper import OpenPaper
from evidence.review.views.shared import visible_round
from ntm_project.common.answers import key_of, saved, seen_version
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads, writes
from villages.access import SYSTEM_NAME
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request
from villages.words import field_label, field_named, value_words


@reads
def review(request: Request, pk: int) -> HttpResponse:
    """A round before its reviewer at one item; read-only once decided."""
    submission = visible_round(request, pk)
    typed = request.GET.get("chi_tieu")
    found = _found(request, submission, key_of(typed) if typed else None)
    return _render(request, submission, found)


@writes
def judge(request: Request, pk: int, item_pk: int) -> HttpResponse:
    """Notes the verdict on an item and goes on to the next."""
    submission = visible_round(request, pk)
    found = _found(request, submission, item_pk)
    if found.current.denied:
        raise Refused(found.current.denied)
    item, draft = found.current.row, found.current.draft
    form = VerdictForm(request.POST, papers=item.sent.papers, draft=draft)
    if not form.is_valid():
        return _render(request, submission, found, form)
    try:
        services.save_draft(
            by=request.access,
            item=SubmittedItem(pk=item_pk, submission_id=pk),
            seen_version=seen_version(request),
            **form.values(),
        )
    except ValidationError as error:
        put_errors(form, error)
        return _render(request, submission, found, form)
    except Stale as stale:
        return _both_drafts(request, stale, form, item_url(submission, item_pk))
    found = _found(request, submission, item_pk)
    following = found.following or item
    if request.htmx:
        return _render(request, submission, _found(request, submission, following.item_id))
    words = of_set(f"Đã lưu nhận xét chỉ tiêu {item.code}; đơn vị chưa thấy.", submission)
    return saved(request, words, item_url(submission, following.item_id))


def _found(request: Request, submission: Submission, item_id: int | None) -> Review:
    found = review_of(submission, request.access, item_id)
    if found is None:
        raise Http404
    return found


def item_url(submission: Submission, item_id: int) -> str:
    """The review at an item."""
    return f"{reverse('evidence:review', args=[submission.pk])}?chi_tieu={item_id}"


def _render(
    request: Request, submission: Submission, found: Review, form: VerdictForm | None = None
) -> HttpResponse:
    row, access = found.current, request.access
    if form is None and submission.is_open and not row.denied:
        form = VerdictForm(papers=row.row.sent.papers, draft=row.draft)
    marks = form.marks_shown if form else (row.present.marks if row.present else [])
    tabs = found.tabs(key_of(request.GET.get("tep")))
    shown = next((tab.paper for tab in tabs if tab.is_current), None)
    context = {
        "submission": submission,
        "assessment": submission.assessment,
        "unverified": submission.assessment.criteria_set.unverified_words,
        "waiting": days_of(submission, access.as_of) if submission.is_open else None,
        "may_reopen": not rules.deny_path(access, submission, "reopen"),
        "review": found,
        "current": row,
        "item": row.row,
        "tabs": tabs,
        "paper": shown and OpenPaper(shown, marks, facts_by_key(shown.revision_id)),
        "mark_words": [rules.mark_words(mark) for mark in marks],
        "form": form,
    }
    name = "_review.html" if request.htmx else "review.html"
    status = 422 if form and form.is_bound else 200
    response = render(request, f"evidence/review/{name}", context, status=status)
    if request.htmx and status == 200:
        response["HX-Push-Url"] = item_url(submission, row.row.item_id)
    return response


def _both_drafts(request: Request, stale: Stale, form: VerdictForm, keep_url: str) -> HttpResponse:
    """Two reviewers of a step judged one item: both versions; what was typed goes on."""
    rows = [
        (
            field_label(DraftVerdict, name),
            _words(name, getattr(stale.current, name, "")),
            _words(name, mine),
        )
        for name, mine in form.values().items()
    ]
    # Drafts leave no event that could show who saved.
    draft = stale.current
    saved_by = (str(draft.by or SYSTEM_NAME), draft.at) if draft else None
    return conflict(request, stale, form, keep_url=keep_url, rows=rows, saved_by=saved_by)


def _words(name: str, value: Any) -> str:
    """One part of a verdict, for two versions side by side."""
    if name == "marks":
        value = [rules.mark_words(mark) for mark in value]
    return value_words(field_named(DraftVerdict, name), value)
