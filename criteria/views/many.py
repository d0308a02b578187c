"""Acts over the ticked indicators of an assessment."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse

from criteria import rules, services
from criteria.enums import Claim
from criteria.forms import ClaimReasonForm, ManyInChargeForm
from criteria.forms.results import postholders
from criteria.measures import measured_words
from criteria.models import Assessment, Result
from criteria.nouns import of_set
from criteria.queries.results import assessment_results, version_of_charge
from criteria.views.shared import visible_assessment
from ntm_project.common.answers import number_in, sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.views import reads_and_writes
from villages.http import Request
from villages.many import ACT, TICK, Many, Ticked, answer_many, back_url, ticked_keys

CLAIMS = {"chua-dat": Claim.NOT_MET, "khong-ap-dung": Claim.NOT_APPLICABLE}


@reads_and_writes
def many_results(request: Request, pk: int) -> HttpResponse:
    """What will happen to the ticked indicators, or to all of a criterion (`?tieu_chi=`)."""
    assessment = visible_assessment(request, pk)
    number = number_in(request, "tieu_chi", 4)
    if number is not None and TICK not in request.POST:
        results = assessment_results(assessment, number=number)
    else:
        results = assessment_results(assessment, keys=ticked_keys(request))
    act = request.GET.get(ACT, "")
    if act == "phu-trach":
        return _put_in_charge(request, assessment, results)
    if act in CLAIMS:
        return _claim(request, assessment, results, CLAIMS[act])
    raise Http404


def _back(request: Request, assessment: Assessment) -> str:
    return back_url(request, assessment.get_absolute_url())


def _rows(results: list[Result], of_row: Callable[[Result], dict[str, Any]]) -> list[Ticked]:
    return [
        Ticked(result, f"{result.indicator.code} {result.indicator.wording}", **of_row(result))
        for result in results
    ]


def _put_in_charge(request: Request, assessment: Assessment, results: list[Result]) -> HttpResponse:
    people = postholders(assessment.unit, request.access.on)
    form = ManyInChargeForm(sent(request), offered={"in_charge": people})
    if lines := choices_answer(request, form):
        return lines
    rows = _rows(
        results,
        lambda result: {
            "now": result.in_charge_words,
            "deny": rules.deny_assign_result(request.access, result),
            "seen": version_of_charge(result),
        },
    )
    many = Many(
        "Giao",
        of_set("chỉ tiêu", assessment),
        rows,
        _back(request, assessment),
        form,
        now_label="Đang phụ trách",
    )
    return answer_many(
        request,
        many,
        lambda seen: services.put_many_in_charge(
            by=request.access, seen=seen, official=form.cleaned_data["in_charge"]
        ),
    )


def _claim(
    request: Request, assessment: Assessment, results: list[Result], claim: Claim
) -> HttpResponse:
    form = ClaimReasonForm(sent(request))
    rows = _rows(
        results,
        lambda result: {
            "now": " ".join(
                [str(result.get_claim_display()), measured_words(result.indicator, result)]
            ).strip(),
            "deny": rules.deny_set_result(request.access, result),
            "seen": result.version,
        },
    )
    verb = f"Ghi “{claim.label.lower()}” cho"
    note = "Ghi theo ngày hôm nay; số liệu đã nhập giữ nguyên, lý do thay ghi chú cũ."
    many = Many(
        verb, of_set("chỉ tiêu", assessment), rows, _back(request, assessment), form, note=note
    )
    return answer_many(
        request,
        many,
        lambda seen: services.claim_many(
            by=request.access, seen=seen, claim=claim, reason=form.cleaned_data["reason"]
        ),
    )
