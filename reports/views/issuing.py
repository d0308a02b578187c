"""Numbering and issuing a document of any kind: rendered here, kept by the floor below (ADR 15)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence.issued.forms import IssueForm
from evidence.issued.models import IssuedDocument
from evidence.issued.queries import issued_of, series_of, settings_of
from evidence.issued.services import IssueOrder, MadeFile, check_order, issue_document
from evidence.papers.store_errors import StorageDown
from ntm_project.common.answers import saved, sent, try_later
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from reports.documents.blocks import Document
from reports.documents.tables import table_files
from reports.documents.word import render_docx
from reports.documents.word.reference import looks_for
from reports.documents.word.styles import Look
from reports.drawn import Drawn, Kind, drawn
from reports.pdf import PressStopped, character_fault, pdf_available, render_pdf
from reports.pdf_head import with_head
from reports.print_queue import PrintBusy, turn_to_print
from reports.prints.answers import file_name
from reports.prints.orders import WORD
from reports.views.documents import printed_row
from villages.chain import head_of
from villages.http import Request


@reads_and_writes
def issue(request: Request, pk: int, kind: Kind) -> HttpResponse:
    """A signed document gets its number and day from the clerk; it is made, kept, never changed."""
    row = printed_row(request, pk, kind)
    one = drawn(kind, row)
    if reason := one.deny_issue(request.access):
        raise Refused(reason)
    form = _form(request, one)
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        if reason := pdf_available() or character_fault(one.document):
            form.add_error(None, reason)
        else:
            try:
                made = _issue(request, one, form.cleaned_data)
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
        "symbol": one.symbol,
        "preparation": one.preparation,
        "preview_url": kind.url(kind.preview_name, row),
        "doubts": kind.doubts(one.rows),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/issue.html", context, status=status)


def _sentences(error: ValidationError | StorageDown) -> ValidationError:
    return error if isinstance(error, ValidationError) else ValidationError(str(error))


def _form(request: Request, one: Drawn) -> IssueForm:
    today = request.access.on
    series = series_of(one.unit, one.symbol, today.year)
    initial = {"number": series.following, "issued_on": today}
    earlier = issued_of(one.kind.slug, one.row.pk)
    return IssueForm(sent(request), initial=initial, earlier=earlier)


def _issue(request: Request, one: Drawn, typed: dict[str, Any]) -> IssuedDocument:
    row, document = one.row, one.document
    header, title = document.header, document.title
    assert one.preparation is not None  # it was signed
    head = head_of(getattr(row, "audit_unit", None) or row.unit)
    order = IssueOrder(
        unit=one.unit,
        kind=one.kind.slug,
        row_key=row.pk,
        series=header.symbol,
        number=typed["number"],
        issued_on=typed["issued_on"],
        skips=typed["skips"],
        type_name=title.name,
        title=" ".join(title.abstract),
        issuer=" ".join(text for text, _ in header.issuer_lines),
        signatory=document.signature.name,
        head=head,
        replaces=typed.get("replaces"),
        digest=one.paper.digest,
    )
    check_order(order, one.preparation, today=request.access.on)
    numbered = replace(header, number=order.number, issued_on=order.issued_on)
    code = _code(request, order) if settings_of(one.unit).has_code else ""
    made = replace(document, header=numbered, code=code)
    files = _files(request, file_name(one.kind.file_name(row)), made, head, looks_for(one.unit))
    return issue_document(by=request.access, order=order, files=files)


def _code(request: Request, order: IssueOrder) -> str:
    return request.build_absolute_uri(reverse("evidence:verify", args=[order.token]))


def _files(
    request: Request, name: str, document: Document, head: str, looks: Mapping[str, Look]
) -> tuple[MadeFile, MadeFile]:
    assert request.access.official is not None  # signed in, as every page of the site requires
    with turn_to_print(request.access.official.pk):
        pdf = with_head(render_pdf(document), head, table_files(document))
        word = render_docx(document, looks)
    return (
        MadeFile(f"{name}.pdf", "application/pdf", pdf),
        MadeFile(f"{name}.docx", WORD, word),
    )
