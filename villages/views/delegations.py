"""Letting a colleague stand in while one is away, and ending that."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ntm_project.common.answers import form_page, saved, sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.views import Refused, reads_and_writes, writes
from villages import queries, rules, services
from villages.conflicts import saving
from villages.forms import DelegationForm
from villages.http import Request
from villages.models import Delegation, Official


@reads_and_writes
def delegate(request: Request, pk: int) -> HttpResponse:
    """Who stands in for the official, of which posting and when, below what was set before."""
    access = request.access
    absent = get_object_or_404(Official.objects.visible_to(access), pk=pk)
    if reason := rules.deny_delegate(access, absent):
        raise Refused(reason)
    posting = queries.lendable_postings(absent, access.on).first()
    initial = {"posting": posting, "starts_on": access.on}
    form = DelegationForm(sent(request), absent=absent, on=access.on, initial=initial)
    if lines := choices_answer(request, form):
        return lines
    if form.is_valid():
        with saving(form):
            made = services.delegate(by=access, **form.values())
            return saved(request, f"Đã ghi: {made}.", reverse("villages:delegate", args=[pk]))
    rows = list(queries.delegations_by(absent))
    context = {
        "official": absent,
        "form": form,
        "can_lend": posting is not None,
        "rows": rows,
        "over": {row.pk for row in rows if row.is_over(access.on)},
        "today": access.on,
    }
    return form_page(request, "villages/delegate.html", context)


@writes
def revoke(request: Request, pk: int) -> HttpResponse:
    """End it before its last day."""
    visible = Delegation.objects.visible_to(request.access).select_related("posting")
    official_pk = get_object_or_404(visible, pk=pk).posting.official_id
    row = services.revoke_delegation(by=request.access, delegation_id=pk)
    message = f"Đã chấm dứt: {row}."
    return saved(request, message, reverse("villages:delegate", args=[official_pk]))
