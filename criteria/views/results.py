"""Setting an indicator's result in its row, and what was changed before."""

from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria import rules, services
from criteria.comparison import Measure, compare, contradicts, level_of
from criteria.enums import Claim
from criteria.forms import ResultForm
from criteria.measures import REVIEWER_SEES, measured_words, stated_words, weigh
from criteria.models import Result, ResultChange, Standing
from criteria.nouns import of_set
from criteria.queries.past import changes_of
from criteria.queries.results import next_to_set
from criteria.saved import Saved, keep_saved
from criteria.views.shared import answer_row, answer_saved, row_for, visible_result
from ntm_project.common.answers import SeeOther, form_page, saved, seen_version, sent
from ntm_project.common.blanks import EMPTY
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads, reads_and_writes
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request
from villages.trail import FieldChange


def _settable(request: Request, pk: int) -> Result:
    # Refused before read: whoever may not save needs no advice on how to type.
    result = visible_result(request, pk)
    if reason := rules.deny_set_for_another(request.access, result):
        raise Refused(reason)
    return result


def _form_for(request: Request, result: Result, data: Any = None) -> ResultForm:
    level = level_of(result.assessment, result.indicator)
    form = ResultForm(data, result=result, level=level, today=request.access.as_of)
    form.offer_reason(is_needed=rules.needs_reason(request.access, result))
    return form


@reads_and_writes
def edit_result(request: Request, pk: int) -> HttpResponse:
    """The form of an indicator in its row's place; without a script a page of its own."""
    result = _settable(request, pk)
    form = _form_for(request, result, sent(request))
    if form.is_valid():
        try:
            now, standing = services.set_result(
                by=request.access,
                result_id=pk,
                fields=form.values(),
                seen_version=seen_version(request),
                reason=form.cleaned_data.get("reason", ""),
                indicator=result.indicator,
            )
        except ValidationError as error:
            put_errors(form, error)
        except Stale as stale:
            return _answer_conflict(request, form, stale)
        else:
            # The row as it was read with all that it shows, with what is saved now.
            for name, value in (form.values() | {"version": now.version}).items():
                setattr(result, name, value)
            result.is_inferred, result.edition = now.is_inferred, now.edition
            last = Saved.now(result)
            return keep_saved(request, _answer_done(request, result, standing, last), last)
    return _answer_form(request, form)


def _answer_done(request: Request, result: Result, standing: Standing, last: Saved) -> HttpResponse:
    """The saved row; after “Lưu và sang …” also the form of the next indicator."""
    following = next_to_set(request.access, result) if "next" in request.POST else None
    if not request.htmx:
        done = of_set(f"Đã lưu kết quả chỉ tiêu {result.indicator.code}.", result)
        url = reverse("criteria:edit_result", args=[following.pk]) if following else ""
        return saved(request, done, url or result.get_absolute_url())
    if following is None:
        return answer_saved(request, result, standing, last)
    if following.indicator.criterion_id != result.indicator.criterion_id:
        # Its row is on another page: go to the form's own.
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("criteria:edit_result", args=[following.pk])
        return response
    context = _form_context(request, _form_for(request, following))
    return answer_saved(request, result, standing, last, next_form=context)


def _answer_form(request: Request, form: ResultForm) -> HttpResponse:
    context = _form_context(request, form)
    template = "criteria/_result_form.html" if request.htmx else "criteria/edit_result.html"
    return form_page(request, template, context)


def _form_context(request: Request, form: ResultForm) -> dict[str, Any]:
    result = form.result
    claim, measure = form.typed_measure if form.is_bound else (result.claim, Measure.of(result))
    notes = {"note", "source"}
    return {
        "form": form,
        "result": result,
        "row": row_for(request, result),
        "back_url": result.get_absolute_url(),
        "following": next_to_set(request.access, result),
        "in_place": bool(request.htmx),
        # The folded part is open when something is wrong or required there.
        "opens_notes": bool(form.is_bound and form.errors.keys() & notes)
        or result.claim == Claim.NOT_APPLICABLE,
        **_sentence(form, claim, measure),
    }


def _sentence(form: ResultForm, claim: str, measure: Measure) -> dict[str, Any]:
    """What the program finds of the value beside the claim, before anything is saved."""
    indicator = form.result.indicator
    sentence = weigh(indicator, claim, measure, form.level)
    is_against = contradicts(claim, compare(indicator, measure, form.level))
    if claim == Claim.NOT_APPLICABLE and not sentence:
        sentence = "Chọn “Không áp dụng” thì phải ghi lý do ở mục “Ghi chú, nguồn”."
    return {
        "sentence": f"{sentence} {REVIEWER_SEES}" if is_against else sentence,
        "is_against": is_against,
    }


def _answer_conflict(request: Request, form: ResultForm, stale: Stale) -> HttpResponse:
    """The row's place shows both versions side by side; what was typed is sent again with the new
    version."""
    indicator = form.result.indicator
    mine = stated_words(indicator, Result(**stale.mine))
    present = stated_words(indicator, stale.current or form.result)
    rows = [(label, words, mine[label]) for label, words in present.items()]
    response = conflict(request, stale, form, rows=rows, keep_url=form.result.get_absolute_url())
    if request.htmx:
        response["HX-Retarget"], response["HX-Reswap"] = f"#{form.result.anchor}", "outerHTML"
    return response


@reads
def weigh_result(request: Request, pk: int) -> HttpResponse:
    """The sentence on what is being typed, computed as it will be after saving."""
    form = _form_for(request, _settable(request, pk), request.GET)
    context = {
        **_sentence(form, *form.typed_measure),
        "value_errors": form.errors.get("value", []),
        "read_back": form.read_back,
    }
    return render(request, "criteria/_weighed.html", context)


@reads
def result_row(request: Request, pk: int) -> HttpResponse:
    """The closed row again; without htmx the page of its criterion at the row."""
    result = visible_result(request, pk)
    return answer_row(request, result) if request.htmx else SeeOther(result.get_absolute_url())


@reads
def result_history(request: Request, pk: int) -> HttpResponse:
    """Every change of an indicator, newest first: who, when, what, and of which day it speaks."""
    result = visible_result(request, pk)
    changes = changes_of(result)
    rows = [
        {
            "change": change,
            "value": measured_words(result.indicator, change),
            "differs": _differences(result, change, before),
        }
        for change, before in zip_longest(changes, changes[1:])
    ]
    context = {
        "result": result,
        "rows": rows,
        "back_url": result.get_absolute_url(),
        "row": row_for(request, result),
    }
    return render(request, "criteria/result_history.html", context)


def _differences(
    result: Result, change: ResultChange, before: ResultChange | None
) -> list[FieldChange]:
    """What this change made different from the one before."""
    now = stated_words(result.indicator, change)
    then = stated_words(result.indicator, before or ResultChange(claim=""))
    if before is None:
        # A first change states what is so; what it leaves out is no difference.
        then = dict.fromkeys(now, EMPTY) | {k: v for k, v in then.items() if v == now[k]}
    pairs = ((label, then[label], now[label]) for label in now)
    return [FieldChange(label, old, new) for label, old, new in pairs if old != new]
