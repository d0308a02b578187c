"""Every kind of document on the screen, as it will print, as a PDF and as a Word file."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from evidence.issued.queries import issued_of
from ntm_project.common.answers import key_in, try_later
from ntm_project.common.text import slug
from ntm_project.common.views import Refused, reads
from reports.documents.html import render_body
from reports.documents.kind import DocumentKind
from reports.documents.plain_text import render_text
from reports.documents.word import render_docx
from reports.pdf import PressStopped, character_fault, missing_in, pdf_available, render_pdf
from reports.pdf_head import with_head
from reports.print_queue import PrintBusy, turn_to_print
from reports.views.authoring import edit_urls, unwritten
from reports.views.drawn import drawn
from reports.views.way import way_of
from villages.chain import head_of
from villages.http import Request

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def printed_row(request: Request, pk: int, kind: DocumentKind[Any, Any]) -> Any:
    """The row that is printed: 404 outside the scope and where it has no such paper."""
    row = get_object_or_404(kind.in_sight(request.access), pk=pk)
    if not kind.exists(row):
        raise Http404
    if reason := kind.deny(request.access, row):
        raise Refused(reason)
    return row


def _part(request: Request, kind: DocumentKind[Any, Any]) -> int | None:
    """The one part that the address names; 404 for what is no number."""
    return key_in(request, kind.part) or None if kind.part else None


@reads
def preview(request: Request, pk: int, kind: DocumentKind[Any, Any]) -> HttpResponse:
    """The document in a frame of paper; beside it what is in doubt, and what the font lacks."""
    row, part = printed_row(request, pk, kind), _part(request, kind)
    one = drawn(kind, row, part)
    document = one.document
    missing, urls = missing_in(document), edit_urls(request, kind, row)
    context = {
        "kind": kind,
        "row": row,
        "part": part,
        "about": kind.about(row),
        "back_url": kind.url(kind.page, row, part),
        "body": render_body(document, missing, urls),
        "unwritten": unwritten(kind, document, urls),
        "missing": " ".join(missing),
        "doubts": kind.doubts(one.rows),
        "plain_text": render_text(document),
        "issued": issued_of(kind.slug, row.pk),
        "is_issued": document.header.number is not None,
        "way": way_of(one, request.access) if one.symbol else None,
    }
    return render(request, "reports/document_preview.html", context)


@reads
def pdf(request: Request, pk: int, kind: DocumentKind[Any, Any]) -> HttpResponse:
    """The document as PDF; where the machine cannot make one, or not now, the reason."""
    row, part = printed_row(request, pk, kind), _part(request, kind)
    if reason := pdf_available():
        context = {"reason": reason, "preview_url": kind.url(kind.preview_name, row, part)}
        return render(request, "reports/pdf_off.html", context, status=503)
    document = drawn(kind, row, part).document
    if reason := character_fault(document):
        context = {"reason": reason, "preview_url": kind.url(kind.preview_name, row, part)}
        return render(request, "reports/pdf_off.html", context, status=422)
    assert request.access.official is not None  # signed in, as every page of the site requires
    try:
        with turn_to_print(request.access.official.pk):
            made = render_pdf(document)
    except PrintBusy as busy:
        return try_later(request, busy.reason, seconds=busy.seconds, status=busy.status)
    except PressStopped as stopped:
        return try_later(request, stopped.reason, seconds=stopped.seconds)
    made = with_head(made, head_of(getattr(row, "audit_unit", None) or row.unit))
    return _file(made, "application/pdf", f"{kind.file_name(row)}.pdf", "inline")


@reads
def word(request: Request, pk: int, kind: DocumentKind[Any, Any]) -> HttpResponse:
    """The document as a Word file, to be edited further; where too many print, the reason."""
    row, part = printed_row(request, pk, kind), _part(request, kind)
    document = drawn(kind, row, part).document
    assert request.access.official is not None  # signed in, as every page of the site requires
    try:
        with turn_to_print(request.access.official.pk):
            made = render_docx(document)
    except PrintBusy as busy:
        return try_later(request, busy.reason, seconds=busy.seconds, status=busy.status)
    return _file(made, WORD, f"{kind.file_name(row)}.docx", "attachment")


def _file(made: bytes, content_type: str, name: str, disposition: str) -> HttpResponse:
    """The file under its name, in letters of every browser and in Vietnamese."""
    stem, _, ending = name.rpartition(".")
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = (
        f"{disposition}; filename=\"{slug(stem)}.{ending}\"; filename*=UTF-8''{quote(name)}"
    )
    return response
