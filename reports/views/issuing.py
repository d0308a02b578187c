"""Numbering and issuing a document of any kind: rendered here, kept by the floor below (ADR 15)."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence.issued.forms import IssueForm
from evidence.issued.models import IssuedDocument
from evidence.issued.queries import issued_of, series_of
from evidence.issued.rules import deny_issue
from evidence.issued.services import MadeFile, Order, check_order, issue_document
from evidence.papers.store_errors import StorageDown
from ntm_project.common.answers import saved, sent, try_later
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from reports.documents.blocks import Document
from reports.documents.kind import DocumentKind
from reports.documents.word import render_docx
from reports.pdf import PressStopped, character_fault, pdf_available, render_pdf
from reports.pdf_head import with_head
from reports.print_queue import PrintBusy, turn_to_print
from reports.views.documents import WORD, printed_row
from villages.chain import head_of
from villages.http import Request

Kind = DocumentKind[Any, Any]


@reads_and_writes
def issue(request: Request, pk: int, kind: Kind) -> HttpResponse:
    """A document gets its number and day from the clerk; it is made, kept, and never changes."""
    row = printed_row(request, pk, kind)
    rows, unit = kind.rows(row), kind.issuer(row)
    document = kind.document(rows)
    if reason := deny_issue(request.access, unit, document.header.symbol):
        raise Refused(reason)
    form = _form(request, kind, row, document)
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        if reason := pdf_available() or character_fault(document):
            form.add_error(None, reason)
        else:
            try:
                made = _issue(request, kind, row, document, form.cleaned_data)
                return saved(request, f"Đã phát hành {made}.", reverse("evidence:register"))
            except (ValidationError, StorageDown) as error:
                put_errors(form, _sentences(error))
            except PrintBusy as busy:
                return try_later(request, busy.reason, seconds=busy.seconds, status=busy.status)
            except PressStopped as stopped:
                return try_later(request, stopped.reason, seconds=stopped.seconds)
    context = {
        "kind": kind,
        "about": kind.about(row),
        "symbol": document.header.symbol,
        "preview_url": kind.url(kind.preview_name, row),
        "doubts": kind.doubts(rows),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/issue.html", context, status=status)


def _sentences(error: ValidationError | StorageDown) -> ValidationError:
    return error if isinstance(error, ValidationError) else ValidationError(str(error))


def _form(request: Request, kind: Kind, row: Any, document: Document) -> IssueForm:
    today = request.access.on
    series = series_of(kind.issuer(row), document.header.symbol, today.year)
    initial = {"number": series.following, "issued_on": today}
    earlier = issued_of(kind.slug, row.pk)
    return IssueForm(sent(request), initial=initial, earlier=earlier)


def _issue(
    request: Request, kind: Kind, row: Any, document: Document, typed: dict[str, Any]
) -> IssuedDocument:
    unit, header = kind.issuer(row), document.header
    head = head_of(getattr(row, "audit_unit", None) or row.unit)
    order = Order(
        unit=unit,
        kind=kind.slug,
        row_key=row.pk,
        series=header.symbol,
        number=typed["number"],
        issued_on=typed["issued_on"],
        skips=typed["skips"],
        type_name=document.title.kind.capitalize(),
        title=" ".join(document.title.abstract),
        issuer=" ".join(text for text, _ in header.issuer_lines),
        signatory=document.signature.name,
        head=head,
        replaces=typed.get("replaces"),
    )
    check_order(order, today=request.access.on)
    numbered = replace(header, number=order.number, issued_on=order.issued_on)
    files = _files(request, kind.file_name(row), replace(document, header=numbered), head)
    return issue_document(by=request.access, order=order, files=files)


def _files(request: Request, name: str, document: Document, head: str) -> tuple[MadeFile, MadeFile]:
    assert request.access.official is not None  # signed in, as every page of the site requires
    with turn_to_print(request.access.official.pk):
        pdf, word = with_head(render_pdf(document), head), render_docx(document)
    return (
        MadeFile(f"{name}.pdf", "application/pdf", pdf),
        MadeFile(f"{name}.docx", WORD, word),
    )
