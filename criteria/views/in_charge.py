"""Naming who is in charge of an indicator."""

from django.http import HttpResponse

from criteria import rules, services
from criteria.forms import InChargeForm
from criteria.nouns import of_set
from criteria.queries.results import version_of_charge
from criteria.views.shared import answer_row, row_for, visible_result
from ntm_project.common.answers import form_page, saved, seen_version, sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.models import NO_VERSION
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request


@reads_and_writes
def put_in_charge(request: Request, pk: int) -> HttpResponse:
    """A small form in the row's place; without a script a page of its own."""
    result = visible_result(request, pk)
    if reason := rules.deny_assign_result(request.access, result):
        raise Refused(reason)
    data = sent(request)
    form = InChargeForm(data, result=result, today=request.access.on)
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        try:
            services.put_in_charge(
                by=request.access,
                result_id=pk,
                official=form.cleaned_data["in_charge"],
                seen_version=seen_version(request),
            )
        except Stale as stale:
            return _answer_conflict(request, form, stale)
        if request.htmx:
            return answer_row(request, visible_result(request, pk))
        done = of_set(f"Đã ghi người phụ trách chỉ tiêu {result.indicator.code}.", result)
        return saved(request, done, result.get_absolute_url())
    context = {
        "form": form,
        "result": result,
        "seen_version": seen_version(request) if form.is_bound else version_of_charge(result),
        "row": row_for(request, result),
        "back_url": result.get_absolute_url(),
        "in_place": bool(request.htmx),
    }
    template = "_in_charge_form.html" if request.htmx else "put_in_charge.html"
    return form_page(request, f"criteria/{template}", context)


def _answer_conflict(request: Request, form: InChargeForm, stale: Stale) -> HttpResponse:
    """Whom somebody else has put in charge meanwhile, and whom one was about to."""
    keep_url = form.result.get_absolute_url()
    now = version_of_charge(stale.current) if stale.current else NO_VERSION
    return conflict(request, stale, form, keep_url=keep_url, version=now)
