"""A document of any kind on its way: checked, and its signature recorded (ADR 15)."""

from django.contrib import messages
from django.http import HttpResponse

from evidence.issued.forms import RelationForm, SignForm
from evidence.issued.models import relation_words
from evidence.issued.queries import likely_posting, signing_postings
from evidence.issued.rules import CHANGED_SINCE, likely_authority
from evidence.issued.services.preparing import (
    SignedAs,
    check_document,
    relate_document,
    sign_document,
)
from ntm_project.common.answers import SeeOther, form_page, saved, sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.views import Refused, reads_and_writes, writes
from reports.documents.kind import Kind
from reports.documents.way import authority_of, head_of_document, opening_of
from reports.drawn import Drawn, drawn
from reports.views.shared import printed_row
from villages.conflicts import saving
from villages.http import Request


@writes
def record_check(request: Request, pk: int, kind: Kind) -> HttpResponse:
    """Somebody who may records that the text was checked as they saw it."""
    row = printed_row(request, pk, kind)
    paper = drawn(kind, row, is_to_check=True).paper
    preview = kind.url("preview", row)
    if _is_another(request, paper.fresh):
        messages.warning(request, CHANGED_SINCE)
        return SeeOther(preview)
    check_document(by=request.access, paper=paper)
    return saved(request, "Đã ghi nhận kiểm tra văn bản.", preview)


def _is_another(request: Request, digest: str) -> bool:
    """Whether the text has changed since the page was opened from which the form was sent."""
    return request.POST.get("seen", digest) != digest


@writes
def relate(request: Request, pk: int, kind: Kind) -> HttpResponse:
    """Whoever checks a further paper states whether it amends the earlier one or replaces it."""
    row = printed_row(request, pk, kind)
    form = RelationForm(request.POST)
    form.is_valid()  # a box that is ticked or not
    is_amendment = form.cleaned_data["is_amendment"]
    paper = drawn(kind, row).paper
    relate_document(by=request.access, paper=paper, is_amendment=is_amendment)
    message = f"Văn bản mới ghi là {relation_words(is_amendment)} văn bản trước."
    return saved(request, message, kind.url("preview", row))


@reads_and_writes
def sign(request: Request, pk: int, kind: Kind) -> HttpResponse:
    """Who signed a checked document, as what and when; the paper's signature follows from it."""
    row = printed_row(request, pk, kind)
    one = drawn(kind, row)
    if reason := one.deny_sign(request.access):
        raise Refused(reason)
    form = _form(request, one)
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid() and _is_another(request, one.paper.digest):
        form.add_error(None, CHANGED_SINCE)
    if form.is_valid():
        with saving(form):
            sign_document(by=request.access, paper=one.paper, signed=_signed(form, one))
            return saved(request, "Đã ghi nhận chữ ký.", kind.url("preview", row))
    context = {
        "kind": kind,
        "about": kind.about(row),
        "preview_url": kind.url("preview", row),
        "opening": opening_of(one.document),
        "seen": one.paper.digest,
        "form": form,
    }
    return form_page(request, "reports/sign.html", context)


def _form(request: Request, one: Drawn) -> SignForm:
    named = one.document.signature.name
    offices = signing_postings(one.unit)
    known = one.preparation if one.preparation and one.preparation.signed_on else None
    name = known.signatory_name if known else named
    likely = likely_posting(offices, name)
    initial = {
        "signed_on": known.signed_on if known else request.access.on,
        "posting": likely,
        "authority": authority_of(one.document)
        or likely_authority(likely, opening_of(one.document)),
        "office_below": one.document.signature.office_below,
    }
    form = SignForm(sent(request), initial=initial, offices=offices)
    form.fields["posting"].known = [likely] if likely else []
    return form


def _signed(form: SignForm, one: Drawn) -> SignedAs:
    typed = form.cleaned_data
    return SignedAs(
        posting=typed["posting"],
        authority=typed["authority"],
        signed_on=typed["signed_on"],
        opening=opening_of(one.document),
        office_below=typed["office_below"],
        head=head_of_document(one.document),
    )
