"""Saying who is in charge of an indicator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from criteria import rules, services
from criteria.cells import result_anchor, result_url
from criteria.forms import InChargeForm
from criteria.models import Result
from criteria.views.answers import draw_row, row_for, visible_result
from ntm_project.common.answers import SeeOther
from ntm_project.common.views import Refused, reads_and_writes
from villages.http import Request


def _show(request: Request, result: Result, form: InChargeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "result": result,
        "row": row_for(result),
        "anchor": result_anchor(result),
        "back_url": result_url(result),
        "in_place": bool(request.htmx),
    }
    template = "_in_charge_form.html" if request.htmx else "put_in_charge.html"
    return render(request, f"criteria/{template}", context, status=status)


def _page(request: Request, pk: int) -> HttpResponse:
    result = visible_result(request, pk)
    if reason := rules.deny_assign_result(request.access, result):
        raise Refused(reason)
    return _show(request, result, InChargeForm(result=result, today=request.access.on), 200)


def _save(request: Request, pk: int) -> HttpResponse:
    result = visible_result(request, pk)
    if reason := rules.deny_assign_result(request.access, result):
        raise Refused(reason)
    form = InChargeForm(request.POST, result=result, today=request.access.on)
    if not form.is_valid():
        return _show(request, result, form, 422)
    official = form.cleaned_data["official"]
    services.put_in_charge(by=request.access, result_id=pk, official=official)
    if request.htmx:
        return HttpResponse(draw_row(request, visible_result(request, pk)))
    messages.success(request, f"Đã ghi người phụ trách chỉ tiêu {result.indicator.code}.")
    return SeeOther(result_url(result))


put_in_charge = reads_and_writes(_page, _save)
