"""The dossier of an assessment: its page, and the ways to take it away."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from criteria.models import Assessment
from criteria.views.shared import visible_assessment
from evidence.papers.files.names import content_disposition
from ntm_project.common.answers import try_later
from ntm_project.common.views import Refused, reads
from reports.dossier.archive import dossier_zip as zip_of
from reports.dossier.archive import file_name
from reports.dossier.completeness import dossier_page
from reports.dossier.contents import dossier_of, files_version, units_of_dossier
from reports.dossier.own import NOW, order_own
from reports.dossier.portfolio import SLUG
from reports.dossier.rules import deny_dossier
from reports.dossier.turns import Busy, Download, turn_to_download
from reports.pdf import pdf_available
from reports.prints.answers import not_printed, print_answer
from reports.prints.orders import LONG_LAST, PrintOrder
from reports.prints.services import TooManyPrints
from villages.http import Request, official_of
from villages.unchanged import version_of


def _taken(request: Request, pk: int) -> Assessment:
    """The assessment, for whoever may take its dossier away."""
    assessment = visible_assessment(request, pk)
    if reason := deny_dossier(request.access, units_of_dossier(assessment)):
        raise Refused(reason)
    return assessment


@reads
def dossier(request: Request, pk: int) -> HttpResponse:
    """What is there, what is missing and who owes it; the buttons that take all of it away."""
    assessment = visible_assessment(request, pk)
    page = dossier_page(request.access, dossier_of(assessment))
    return render(request, "reports/dossier.html", {"assessment": assessment, "page": page})


@reads
def dossier_zip(request: Request, pk: int) -> HttpResponseBase:
    """All of it as a ZIP, sent while it is made. Where other prints come before its own papers, one
    waits for those first, or takes it without them (`?ngay=1`)."""
    assessment = _taken(request, pk)
    try:
        own = order_own(request, assessment)
        if own.waiting_page and NOW not in request.GET:
            return redirect(own.waiting_page)
        turn = turn_to_download(official_of(request).pk)
    except TooManyPrints as many:
        return try_later(request, many.reason, seconds=many.seconds, status=429)
    except Busy as busy:
        return try_later(request, busy.reason, seconds=busy.seconds, status=busy.status)
    download = Download(zip_of(request.access, assessment, own), turn)
    response = StreamingHttpResponse(download, content_type="application/zip")
    response["Content-Disposition"] = content_disposition(f"{file_name(assessment)}.zip", False)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@reads
def portfolio(request: Request, pk: int) -> HttpResponseBase:
    """All that can be bound as one PDF, made by the worker of prints."""
    assessment = _taken(request, pk)
    back = reverse("reports:dossier", args=[pk])
    if reason := pdf_available():
        return not_printed(request, reason, back)
    order = PrintOrder(
        slug=SLUG,
        row=pk,
        ending="pdf",
        version=f"{version_of(assessment.unit)} {request.access.on} {files_version(assessment)}",
        title=f"Tập PDF: {file_name(assessment)}",
        url=reverse("reports:dossier_pdf", args=[pk]),
        back=back,
        priority=LONG_LAST,
    )
    return print_answer(request, order, file_name(assessment))
