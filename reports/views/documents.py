"""Every kind of document on the screen, as it will print, as a PDF and as a Word file."""

from dataclasses import replace

from django.db.models import Model
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from evidence.issued.enums import DocumentState
from evidence.issued.queries import file_of, issued_of, preparation_of
from evidence.papers.views.serving import as_it_came
from ntm_project.common.answers import key_in
from ntm_project.common.views import reads
from reports.documents.characters import side_by_side
from reports.documents.html import render_body
from reports.documents.kind import Kind
from reports.drawn import drawn
from reports.kept import unit_read
from reports.pdf import pdf_available
from reports.prints.answers import not_printed, print_answer
from reports.prints.orders import LONG_LAST, USUAL, PrintOrder
from reports.views.authoring import edit_urls, unwritten, yielding
from reports.views.filling import blanks_to_fill, fill_url
from reports.views.shared import printed_row
from reports.views.unnamed import unnamed_of
from reports.views.way import way_of
from villages.http import Request
from villages.unchanged import version_of

TAGGED = "gan_the"  # in an address: that the PDF be tagged


def _part(request: Request, kind: Kind) -> int | None:
    """The one part that the address names; 404 for what is no number."""
    return key_in(request, kind.part) or None if kind.part else None


@reads
def preview(request: Request, pk: int, kind: Kind) -> HttpResponse:
    """The document in a frame of paper; beside it what is in doubt, and what the font lacks."""
    row, part = printed_row(request, pk, kind), _part(request, kind)
    one = drawn(kind, row, part)
    document = one.document
    missing, urls = one.wording.missing, edit_urls(request, kind, row)
    context = {
        "kind": kind,
        "row": row,
        "part": part,
        "about": kind.about(row),
        "back_url": kind.page_url(row, part),
        "tagged_url": _tagged_url(kind.url("pdf", row, part)),
        "body": render_body(document, missing, urls),
        "yielding": yielding(one, urls),
        "unwritten": unwritten(kind, document, urls),
        "missing": side_by_side(missing),
        "unnamed": unnamed_of(one, request.access),
        "doubts": one.doubts,
        "doubt_links": one.doubt_links,
        "blanks": blanks_to_fill(request, one),
        "fill_url": fill_url(request, kind, row),
        "plain_text": one.wording.text,
        "issued": issued_of(kind.slug, row.pk),
        "sees_issuer": request.access.sees(one.unit),
        "is_issued": document.header.number is not None,
        "earlier": one.earlier,
        "relate_url": kind.url("relate", row),
        "deny_relate": one.deny_relate(request.access),
        "way": way_of(one, request.access) if one.symbol else None,
    }
    return render(request, "reports/document_preview.html", context)


def _as_issued(
    request: Request, kind: Kind, row: Model, part: int | None, ending: str
) -> HttpResponseBase | None:
    """The file as it was issued, while the paper still reads so; None else. It is given to whoever
    sees the row: a notice of the agency above to those whom it addresses."""
    known = preparation_of(kind.slug, row.pk)
    if part or known is None or known.issued is None:
        return None
    if drawn(kind, row).now.state != DocumentState.ISSUED:
        return None
    file = file_of(known.issued, ending)
    if file is None:
        return None
    if not request.access.sees(known.unit):
        return as_it_came(request, file, inline=ending == "pdf")
    shown = "?xem=1" if ending == "pdf" else ""
    return redirect(reverse("evidence:file", args=[file.pk]) + shown)


@reads
def pdf(request: Request, pk: int, kind: Kind) -> HttpResponseBase:
    """The document as PDF, as it was issued or as it now prints; else why none can be made. On
    request (`?gan_the=1`) it is tagged, for who has it read out: a copy, never what was issued."""
    row, part = printed_row(request, pk, kind), _part(request, kind)
    is_tagged = TAGGED in request.GET
    if not is_tagged and (issued := _as_issued(request, kind, row, part, "pdf")):
        return issued
    if reason := pdf_available():
        return not_printed(request, reason, kind.url("preview", row, part))
    order = _order(request, kind, row, part, "pdf")
    if is_tagged:
        order = replace(order, url=_tagged_url(order.url), facts={"tagged": True})
    return print_answer(request, order, kind.file_name(row))


def _tagged_url(url: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{TAGGED}=1"


@reads
def word(request: Request, pk: int, kind: Kind) -> HttpResponseBase:
    """The document as a Word file, as it was issued, or to be edited further."""
    row, part = printed_row(request, pk, kind), _part(request, kind)
    if issued := _as_issued(request, kind, row, part, "docx"):
        return issued
    return print_answer(request, _order(request, kind, row, part, "docx"), kind.file_name(row))


def _order(request: Request, kind: Kind, row: Model, part: int | None, ending: str) -> PrintOrder:
    return PrintOrder(
        slug=kind.slug,
        row=row.pk,
        part=part,
        ending=ending,
        # Some papers name the day on which they were made.
        version=f"{version_of(unit_read(row))} {request.access.on}",
        title=kind.file_name(row),
        url=kind.url("pdf" if ending == "pdf" else "word", row, part),
        back=kind.url("preview", row, part),
        priority=LONG_LAST if kind.is_long else USUAL,
    )
