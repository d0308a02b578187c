"""How views find an assessment and a result, and what of its row only the page around it knows."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria.enums import Claim
from criteria.judging import IndicatorRow
from criteria.models import Assessment, Result, Standing
from criteria.origins import to_judge
from criteria.queries.results import Reader, result_for, totals_now, whole_of
from criteria.saved import Saved, just_saved
from criteria.states import CriterionHead
from villages.http import Request


def visible_assessment(request: Request, pk: int) -> Assessment:
    """An assessment in scope with its unit and set; 404 out of scope."""
    return get_object_or_404(Assessment.objects.visible_to(request.access).for_page(), pk=pk)


def visible_result(request: Request, pk: int) -> Result:
    """The result with all that its row and form show; 404 out of scope."""
    result = result_for(request.access, pk)
    if result is None:
        raise Http404("no such result in scope")
    return result


@dataclass(frozen=True)
class HasOpenWork:
    """Whether tasks of the indicator, of its criterion and of the indicator of which it is a
    condition are under way, as the page around the row shows: this floor knows no tasks, so each
    request from a row carries it (`dang_lam`)."""

    of_indicator: bool
    of_criterion: bool
    of_whole: bool

    @classmethod
    def shown(cls, request: Request) -> "HasOpenWork":
        query = request.POST if request.method == "POST" else request.GET
        open_work = query.get("dang_lam", "").split()
        is_own = "chi-tieu" in open_work
        return cls(is_own, is_own or "tieu-chi" in open_work, "ca-noi-dung" in open_work)


def row_for(request: Request, result: Result) -> IndicatorRow:
    """The row of the result as this reader sees it on the page around it."""
    reader = Reader.of(request.access, result.assessment)
    work = HasOpenWork.shown(request)
    return reader.row_of(result.assessment, result, is_in_work=work.of_indicator)


def answer_row(request: Request, result: Result) -> HttpResponse:
    """The row exactly as the page of its criterion shows it to this reader."""
    reader = Reader.of(request.access, result.assessment)
    context = {"row": row_for(request, result), "reader": reader, "saved": just_saved(request)}
    return render(request, "criteria/_result.html", context)


def answer_saved(
    request: Request,
    result: Result,
    standing: Standing,
    last: Saved,
    next_form: dict[str, Any] | None = None,
) -> HttpResponse:
    """The row, and out of band what follows from it: the row of which it is a condition, the
    criterion's head, the assessment's totals, and the next form."""
    assessment, criterion = result.assessment, result.indicator.criterion
    noun, work = assessment.criteria_set.noun, HasOpenWork.shown(request)
    reader, whole = Reader.of(request.access, assessment), whole_of(result)
    context = {
        "saved": last,
        "row": row_for(request, result),
        "whole": whole and reader.row_of(assessment, whole, is_in_work=work.of_whole),
        "reader": reader,
        "head": CriterionHead(
            criterion,
            standing,
            noun,
            work.of_criterion,
            to_judge=to_judge([assessment]).get((assessment.pk, criterion.pk), 0),
        ),
        "assessment": assessment,
        "totals": totals_now(assessment),
        "next_form": next_form,
    }
    response = render(request, "criteria/_saved_result.html", context)
    # What else stands on the page for the row, of floors above, may draw itself anew.
    event = "drops" if result.claim == Claim.NOT_APPLICABLE else "applies"
    response["HX-Trigger-After-Settle"] = f"{event}-{result.pk}"
    return response
