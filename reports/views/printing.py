"""A document as the browser gets it: on the screen in a frame of paper, or as a PDF."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from ntm_project.common.text import slug
from reports.documents.blocks import Document
from reports.documents.html import render_body
from reports.pdf import missing_in, pdf_available, render_pdf


def on_screen(document: Document) -> dict[str, str | SafeString]:
    """What a preview shows: the body as it will print, and the characters that the font lacks."""
    missing = missing_in(document)
    body = mark_safe(render_body(document, missing))  # the renderer escapes all text
    return {"body": body, "missing": " ".join(missing)}


def as_pdf(
    request: HttpRequest, document: Document, name: str, *, instead: tuple[str, str]
) -> HttpResponse:
    """The document as PDF; where the machine cannot make one, 503 with the reason and the way
    (words, address) to what can be seen instead."""
    if reason := pdf_available():
        words, url = instead
        context = {"reason": reason, "words": words, "url": url}
        return render(request, "reports/pdf_off.html", context, status=503)
    response = HttpResponse(render_pdf(document), content_type="application/pdf")
    response["Content-Disposition"] = (
        f"inline; filename=\"{slug(name)}.pdf\"; filename*=UTF-8''{quote(name)}.pdf"
    )
    return response
