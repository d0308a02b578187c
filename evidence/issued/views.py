"""The register of issued documents (sổ đăng ký văn bản đi), and how an agency numbers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from evidence.issued.export import XLSX, left_out, register_file
from evidence.issued.forms import RegisterForm, RegisterSettingsForm
from evidence.issued.models import RegisterSettings
from evidence.issued.queries import (
    RegisterSearch,
    document_of_token,
    document_register,
    received_by,
    registers_of,
    series_of_year,
    settings_of,
    types_in,
)
from evidence.issued.rules import deny_set_register, first_number_note
from evidence.issued.services.register import set_register
from evidence.papers.antivirus import with_scan
from evidence.papers.enums import FileType
from evidence.papers.views.serving import as_it_came
from ntm_project.common.answers import form_page, saved, seen_version, sent, shown_version
from ntm_project.common.lists import SortColumn, heads, in_order, is_sorted
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes
from villages.conflicts import saving
from villages.http import Request
from villages.models import Unit
from villages.unchanged import from_replica

COLUMNS = (
    SortColumn("so", "Số, ký hiệu", ("series", "year", "number")),
    SortColumn("ngay", "Ngày", ("issued_on", "number")),
    SortColumn("trich-yeu", "Tên loại, trích yếu", ("type_name", "title")),
    SortColumn("nguoi-ky", "Người ký", ("signatory",)),
)


@reads
def register_page(request: Request) -> HttpResponse:
    """What was issued in scope, newest first, with the files as they were issued."""
    form = RegisterForm(request.GET, types=types_in(request.access))
    search = form.search
    rows = form.leaves(document_register(request.access, search))
    page = page_of(request, in_order(rows, request.GET, COLUMNS))
    context = {
        "form": form,
        "page": page,
        "left_out": left_out(page.paginator.count),
        "heads": heads(request, COLUMNS),
        "is_filtered": bool(form.errors) or search != RegisterSearch(),
        "registers": registers_of(request.access),
        "excel_url": f"{reverse('evidence:register_excel')}?{request.GET.urlencode()}",
    }
    return render(request, "evidence/issued/register.html", context, status=form.status)


@reads
def register_excel(request: Request) -> HttpResponse:
    """The rows of the register that were searched for, in the order that the page sorts them by;
    else, as in the book that they are printed for, from the first day on."""
    form = RegisterForm(request.GET, types=types_in(request.access))
    access, search = request.access, form.search

    def make() -> bytes:
        rows = form.leaves(document_register(access, search))
        is_chosen = is_sorted(request, COLUMNS)
        rows = in_order(rows, request.GET, COLUMNS) if is_chosen else rows.reverse()
        return register_file(rows, access, search.words_of_it)

    made = from_replica(None, make)
    response = HttpResponse(made, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, "Sổ văn bản đi.xlsx")
    return response


@reads
def received_page(request: Request) -> HttpResponse:
    """What agencies above have sent to the unit in which one works, newest first."""
    page = page_of(request, received_by(request.access))
    return render(request, "evidence/issued/received.html", {"page": page})


@reads
def received_file(request: Request, pk: int, file: int) -> HttpResponseBase:
    """A file of such a paper as it was issued, or its scan; a PDF is shown."""
    document = get_object_or_404(received_by(request.access), pk=pk)
    files = document.paper.revisions.select_related("evidence__unit", "fault", "facts")
    kept = get_object_or_404(with_scan(files), pk=file)
    return as_it_came(request, kept, inline=kept.file_type == FileType.PDF)


@login_not_required
@reads
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a paper with this code was issued: number, day, agency, digests, and nothing else.

    Whoever holds the paper opens it; the code is 128 random bits, so that nobody finds another's.
    """
    document = document_of_token(token)
    status = 200 if document else 404
    response = render(request, "evidence/issued/verify.html", {"document": document}, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _note(request: Request, settings: RegisterSettings) -> str:
    """What the first number that is set leaves as it is."""
    year = settings.first_year
    if year is None:
        return ""
    return first_number_note(settings, series_of_year(settings.unit, year), request.access.on)


@reads_and_writes
def settings_page(request: Request, pk: int) -> HttpResponse:
    """How an agency numbers what it issues, and whether its papers bear the code."""
    unit = get_object_or_404(Unit.objects.visible_to(request.access), pk=pk)
    if reason := deny_set_register(request.access, unit):
        raise Refused(reason)
    known = settings_of(unit)
    form = RegisterSettingsForm(sent(request), instance=known)
    if form.is_valid():
        with saving(form, keep_url=reverse("evidence:register")):
            made = set_register(
                by=request.access,
                unit=unit,
                fields=form.cleaned_data,
                seen_version=seen_version(request),
            )
            words = f"Đã lưu thiết lập sổ. {_note(request, made)}".strip()
            return saved(request, words, reverse("evidence:register"))
    seen = shown_version(request, known)
    context = {"unit": unit, "form": form, "seen_version": seen, "note": _note(request, known)}
    return form_page(request, "evidence/issued/settings.html", context)
