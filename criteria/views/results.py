"""Setting an indicator's result in its row, what was changed before, and two people at once."""

from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render

from criteria import rules, services
from criteria.cells import open_id, result_anchor, result_url
from criteria.comparison import Measure, compare, contradicts
from criteria.enums import Claim
from criteria.forms import ResultForm
from criteria.judging import REVIEWER_SEES, level_of, value_words, weigh
from criteria.models import Result
from criteria.services import StaleResult
from criteria.views.answers import changed_fragments, draw_row, row_for, visible_result
from ntm_project.common.answers import SeeOther
from ntm_project.common.dates import format_day
from ntm_project.common.views import Refused, reads, reads_and_writes
from villages.http import Request


def _form_for(request: Request, result: Result, data: Any = None) -> ResultForm:
    level = level_of(result.assessment, result.indicator)
    return ResultForm(data, result=result, level=level, today=request.access.on)


def _sentence(form: ResultForm, claim: str, measure: Measure) -> dict[str, Any]:
    """What the program says of the value beside the claim, before anything is saved."""
    indicator = form.result.indicator
    told = weigh(indicator, claim, measure, form.level)
    is_against = contradicts(claim, compare(indicator, measure, form.level))
    if claim == Claim.NOT_APPLICABLE and not told:
        told = "Chọn “Không áp dụng” thì phải ghi lý do ở mục “Ghi chú, nguồn”."
    return {
        "sentence": f"{told} {REVIEWER_SEES}" if is_against else told,
        "is_against": is_against,
    }


def _show_form(
    request: Request, form: ResultForm, status: int = 200, page: bool | None = None
) -> HttpResponse:
    result = form.result
    if form.is_bound:
        claim, measure = form.typed_measure
    else:
        claim, measure = result.claim, Measure(result.value, result.denominator, result.grade)
    context = {
        "form": form,
        "result": result,
        "row": row_for(result),
        "anchor": result_anchor(result),
        "save_id": open_id(result),
        "back_url": result_url(result),
        "in_place": bool(request.htmx),
        "opens_notes": _opens_notes(form),
        "unverified": result.assessment.criteria_set.unverified_words,
        **_sentence(form, claim, measure),
    }
    template = "criteria/_result_form.html" if request.htmx else "criteria/edit_result.html"
    return render(request, template, context, status=status)


def _opens_notes(form: ResultForm) -> bool:
    """Whether the folded part must be open: something is wrong or required there."""
    if form.is_bound and (form.errors.keys() & {"note", "source"}):
        return True
    return form.result.claim == Claim.NOT_APPLICABLE


def _edit_page(request: Request, pk: int) -> HttpResponse:
    result = visible_result(request, pk)
    if reason := rules.deny_set_result(request.access, result):
        raise Refused(reason)
    return _show_form(request, _form_for(request, result))


def _save(request: Request, pk: int) -> HttpResponse:
    result = visible_result(request, pk)
    # Refused before read: whoever may not save needs no advice on how to type.
    if reason := rules.deny_set_result(request.access, result):
        raise Refused(reason)
    form = _form_for(request, result, request.POST)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    try:
        saved, standing = services.set_result(
            by=request.access,
            result_id=pk,
            entry=form.entry,
            seen_version=form.cleaned_data["version"],
            known=result,
        )
    except ValidationError as errors:
        form.add_errors(errors)
        return _show_form(request, form, status=422)
    except StaleResult as stale:
        return _show_conflict(request, form, stale)
    except Result.DoesNotExist as gone:  # its assessment was taken back meanwhile
        raise Http404 from gone
    if request.htmx:
        return changed_fragments(request, result, saved, standing)
    messages.success(request, f"Đã lưu kết quả chỉ tiêu {result.indicator.code}.")
    return SeeOther(result_url(result))


edit_result = reads_and_writes(_edit_page, _save)


def _told(form: ResultForm, said: Any) -> list[str]:
    """Claim, value, day, source and note as words, in the order of `_COMPARED`."""
    measure = Measure(said.value, said.denominator, said.grade)
    return [
        Claim(said.claim).label,
        value_words(form.result.indicator, measure) or "chưa có",
        format_day(said.as_of) if said.as_of else "chưa ghi",
        said.source or "chưa ghi",
        said.note or "chưa ghi",
    ]


_COMPARED = ["Tự đánh giá", "Kết quả", "Tính đến ngày", "Nguồn số liệu", "Ghi chú, lý do"]


def _show_conflict(request: Request, form: ResultForm, stale: StaleResult) -> HttpResponse:
    """Both versions side by side, who and when; what was typed goes on with the new version."""
    current = stale.current
    theirs, mine = _told(form, current), _told(form, stale.entry)
    context = {
        "form": form,
        "result": form.result,
        "current": current,
        "who": str(current.changed_by or "Hệ thống"),
        "rows": [
            (label, there, here, there != here)
            for label, there, here in zip(_COMPARED, theirs, mine, strict=True)
        ],
        # The field posts the version that has now been seen; all else goes on as it was typed.
        "typed": [(name, form.data.get(name, "")) for name in form.fields if name != "version"],
        "version": str(current.version),
        "anchor": result_anchor(form.result),
        "save_id": open_id(form.result),
        "back_url": result_url(form.result),
        "in_place": bool(request.htmx),
    }
    template = "_result_conflict.html" if request.htmx else "result_conflict.html"
    return render(request, f"criteria/{template}", context, status=409)


@reads
def weigh_result(request: Request, pk: int) -> HttpResponse:
    """The sentence on what is being typed, computed as it will be after saving."""
    result = visible_result(request, pk)
    if reason := rules.deny_set_result(request.access, result):
        raise Refused(reason)
    form = _form_for(request, result, request.GET)
    context = {**_sentence(form, *form.typed_measure), "value_errors": form.errors.get("value", [])}
    return render(request, "criteria/_weighed.html", context)


@reads
def result_row(request: Request, pk: int) -> HttpResponse:
    """The closed row again; without htmx the assessment's page at the row."""
    result = visible_result(request, pk)
    if request.htmx:
        return HttpResponse(draw_row(request, result))
    return SeeOther(result_url(result))


@reads
def result_history(request: Request, pk: int) -> HttpResponse:
    """Every change of an indicator, newest first: who, when, what, and of which day it speaks."""
    result = visible_result(request, pk)
    changes = list(result.changes.order_by("-pk"))
    rows = [
        {
            "change": change,
            "value": value_words(
                result.indicator, Measure(change.value, change.denominator, change.grade)
            ),
            "differs": _differences(result, change, before),
        }
        for change, before in zip_longest(changes, changes[1:])
    ]
    context = {
        "result": result,
        "rows": rows,
        "back_url": result_url(result),
        "row": row_for(result),
    }
    return render(request, "criteria/result_history.html", context)


def _differences(result: Result, change: Any, before: Any) -> list[str]:
    """What this change made different from the one before: `Tự đánh giá: Chưa đạt → Đạt`."""
    told = []
    for name, label in _HISTORY:
        now, then = _plain(result, change, name), _plain(result, before, name) if before else ""
        if now != then:
            told.append(f"{label}: {then or 'trống'} → {now or 'trống'}")
    return told


_HISTORY = [
    ("claim", "Tự đánh giá"),
    ("value", "Kết quả"),
    ("as_of", "Tính đến ngày"),
    ("source", "Nguồn số liệu"),
    ("note", "Ghi chú, lý do"),
]


def _plain(result: Result, change: Any, name: str) -> str:
    if name == "claim":
        return Claim(change.claim).label
    if name == "value":
        measure = Measure(change.value, change.denominator, change.grade)
        return value_words(result.indicator, measure)
    if name == "as_of":
        return format_day(change.as_of) if change.as_of else ""
    return str(getattr(change, name))
