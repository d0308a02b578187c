"""What a paper proves: finding the indicator, linking, taking off."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from criteria.models import Result
from criteria.nouns import of_set
from evidence.papers import rules, services
from evidence.papers.forms.filters import ResultSearchForm
from evidence.papers.forms.papers import LinkForm
from evidence.papers.models import Evidence, Proof
from evidence.papers.queries.library import linkable_assessments, linkable_results
from evidence.papers.queries.paper import linked_by, proof_of
from evidence.papers.views.paper import paper_context
from evidence.papers.views.shared import (
    changeable_paper,
    result_in_scope,
    visible_paper,
)
from ntm_project.common.answers import SeeOther, key_of, saved, seen_version, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import page_of, reads_and_writes, writes
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request
from villages.words import field_named, value_words

RESULTS_PER_PAGE = 30


@reads_and_writes
def link(request: Request, pk: int) -> HttpResponse:
    """Record that a paper proves the indicator of `?ket_qua=`; without one, look for it."""
    paper = changeable_paper(request, pk)
    key = key_of(request.GET.get("ket_qua"))
    if not key:
        return SeeOther(request.path) if request.method == "POST" else _search(request, paper)
    result = result_in_scope(request, key)
    form = LinkForm(sent(request), **_initial(request, paper, result), result=result)
    if form.is_valid():
        try:
            services.link(
                by=request.access,
                evidence=paper,
                result=result,
                seen_version=seen_version(request),
                **form.values(),
            )
            message = of_set(f"Đã gắn với chỉ tiêu {result.indicator.code}.", result)
            return saved(request, message, paper.get_absolute_url())
        except Stale as stale:
            saved_by = linked_by(paper, result)
            return conflict(
                request, stale, form, keep_url=paper.get_absolute_url(), saved_by=saved_by
            )
        except ValidationError as error:
            put_errors(form, error)
    context = {
        "paper": paper,
        "back_url": paper.get_absolute_url(),
        "form": form,
        "version": shown_version(request, form.instance if form.instance.pk else None),
        "result": result,
        "reason": rules.deny_link(request.access, paper, result),
    }
    return render(request, "evidence/link.html", context, status=422 if form.errors else 200)


def _initial(request: Request, paper: Evidence, result: Result) -> dict[str, Any]:
    """The proof as it is, and the expected paper that the address names."""
    expected = request.GET.get("yeu_cau")
    initial = {"requirement": expected} if expected else {}
    return {"instance": proof_of(paper, result.pk), "initial": initial}


def _search(request: Request, paper: Evidence) -> HttpResponse:
    form = ResultSearchForm(request.GET, assessments=linkable_assessments(request.access, paper))
    if answer := choices_answer(request, form):
        return answer
    typed = form.cleaned_data if form.is_valid() else {}
    found = linkable_results(
        request.access,
        paper,
        words=typed.get("q", ""),
        assessment=typed["danh_gia"].pk if typed.get("danh_gia") else 0,
    )
    page = page_of(request, form.leaves(found), RESULTS_PER_PAGE)
    context = {"paper": paper, "form": form, "page": page}
    return render(request, "evidence/link_search.html", context, status=form.status)


@writes
def unlink(request: Request, pk: int, result_pk: int) -> HttpResponse:
    """The paper proves the indicator no longer; the body of the page, or the page."""
    paper = visible_paper(request, pk)
    result = result_in_scope(request, result_pk)
    try:
        services.unlink(
            by=request.access, evidence=paper, result=result, seen_version=seen_version(request)
        )
    except Stale as stale:
        place = value_words(field_named(Proof, "place"), stale.current.place)
        rows = [(of_set(f"Minh chứng cho chỉ tiêu {result.indicator.code}", result), place, "gỡ")]
        saved_by = linked_by(paper, result)
        return conflict(
            request, stale, rows=rows, keep_url=paper.get_absolute_url(), saved_by=saved_by
        )
    if request.htmx:
        return render(request, "evidence/_paper_body.html", paper_context(request, paper))
    return saved(
        request,
        of_set(f"Đã gỡ khỏi chỉ tiêu {result.indicator.code}.", result),
        paper.get_absolute_url(),
    )
