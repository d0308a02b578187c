"""“Biết rồi, vì …” beside a finding of the checks."""

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from ntm_project.common.addresses import address
from ntm_project.common.answers import form_page, number_of, saved, seen_version, sent
from ntm_project.common.views import Refused, reads_and_writes, writes
from tasks import rules
from tasks.forms.waivers import WaiverForm
from tasks.models import Waiver
from tasks.queries.waivers import unseal_finding
from tasks.services import take_back_waiver
from tasks.services import waive as waive_finding
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request
from villages.models import Unit


def _checks_url(request: Request, unit_pk: int, slug: str = "") -> str:
    """The list of the year, opened at the findings of this check."""
    year = number_of(request.GET.get("nam"), 4)
    return address("reports:checks", unit_pk, nam=year, mo=slug, anchor=slug)


@reads_and_writes
def waive(request: Request, unit_pk: int) -> HttpResponse:
    """Record why a finding needs no mending; the address carries, sealed, what the list showed."""
    unit = get_object_or_404(Unit.objects.visible_to(request.access), pk=unit_pk)
    if reason := rules.deny_waive(request.access, unit):
        raise Refused(reason)
    found = unseal_finding(unit, request.GET.get("phat_hien", ""))
    if found is None:
        return redirect(_checks_url(request, unit_pk))  # the finding is chosen there
    back_url = _checks_url(request, unit_pk, found.check_slug)
    form = WaiverForm(sent(request))
    if form.is_valid():
        waiver = Waiver(unit=unit, **asdict(found), **form.values())
        with saving(form):
            waive_finding(by=request.access, waiver=waiver)
            words = "Đã ghi lý do; phát hiện này không nêu nữa."
            return saved(request, words, back_url)
    context = {
        "unit": unit,
        "form": form,
        "text": found.text,
        "back_url": back_url,
    }
    return form_page(request, "tasks/waive.html", context)


@writes
def take_back(request: Request, pk: int) -> HttpResponse:
    """The finding is listed again."""
    rows = Waiver.objects.visible_to(request.access).select_related("unit")
    waiver = get_object_or_404(rows, pk=pk)
    url = _checks_url(request, waiver.unit_id, waiver.check_slug)
    try:
        take_back_waiver(by=request.access, waiver=waiver, seen_version=seen_version(request))
    except Stale as stale:
        rows_shown = [("Lý do", stale.current.reason if stale.current else "", "nêu lại")]
        return conflict(request, stale, rows=rows_shown, keep_url=url)
    return saved(request, "Phát hiện này được nêu lại.", url)
