"""The register of issued documents (sổ đăng ký văn bản đi)."""

from django.http import HttpResponse
from django.shortcuts import render

from evidence.issued.forms import RegisterForm
from evidence.issued.queries import register
from ntm_project.common.lists import Column, heads, in_order
from ntm_project.common.views import page_of, reads
from villages.http import Request

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
    form = RegisterForm(request.GET)
    query = form.cleaned_data if form.is_valid() else {}
    rows = register(request.access, query.get("q", ""), query.get("nam"))
    context = {
        "form": form,
        "page": page_of(request, in_order(rows, request, COLUMNS), PER_PAGE),
        "heads": heads(request, COLUMNS),
        "is_filtered": any(query.values()),
    }
    return render(request, "evidence/issued/register.html", context)
