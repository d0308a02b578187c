"""The register of issued documents (sổ đăng ký văn bản đi), and how an agency numbers."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evidence.issued.forms import RegisterForm, RegisterSettingsForm
from evidence.issued.queries import register, registers_of, settings_of, types_in
from evidence.issued.rules import deny_set_register
from evidence.issued.services import set_register
from ntm_project.common.answers import saved, seen_version, sent
from ntm_project.common.forms import put_errors
from ntm_project.common.lists import Column, heads, in_order
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request
from villages.models import Unit

PER_PAGE = 50
COLUMNS = (
    Column("so", "Số, ký hiệu", ("series", "year", "number")),
    Column("ngay", "Ngày", ("issued_on", "number")),
    Column("trich-yeu", "Tên loại, trích yếu", ("type_name", "title")),
    Column("nguoi-ky", "Người ký", ("signatory",)),
)


@reads
def register_page(request: Request) -> HttpResponse:
    """What was issued in scope, newest first, with the files as they were issued."""
    form = RegisterForm(request.GET, types=types_in(request.access))
    search = form.search
    rows = register(request.access, search)
    context = {
        "form": form,
        "page": page_of(request, in_order(rows, request, COLUMNS), PER_PAGE),
        "heads": heads(request, COLUMNS),
        "is_filtered": search != type(search)(),
        "registers": registers_of(request.access),
    }
    return render(request, "evidence/issued/register.html", context)


@reads_and_writes
def settings_page(request: Request, pk: int) -> HttpResponse:
    """How an agency numbers what it issues, and whether its papers bear the code."""
    unit = get_object_or_404(Unit.objects.visible_to(request.access), pk=pk)
    if reason := deny_set_register(request.access, unit):
        raise Refused(reason)
    known = settings_of(unit)
    form = RegisterSettingsForm(sent(request), instance=known)
    if form.is_valid():
        try:
            set_register(
                by=request.access,
                unit=unit,
                fields=form.cleaned_data,
                seen_version=seen_version(request),
            )
            return saved(request, "Đã lưu thiết lập sổ.", reverse("evidence:register"))
        except ValidationError as error:
            put_errors(form, error)
        except Stale as stale:
            return conflict(request, stale, form, keep_url=reverse("evidence:register"))
    seen = seen_version(request) if form.is_bound else known.version
    context = {"unit": unit, "form": form, "seen_version": seen}
    status = 422 if form.is_bound else 200
    return render(request, "evidence/issued/settings.html", context, status=status)
