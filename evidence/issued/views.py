"""The register of issued documents (sổ đăng ký văn bản đi)."""

from django.http import HttpResponse
from django.shortcuts import render

from evidence.issued.forms import RegisterForm
from evidence.issued.queries import register
from ntm_project.common.views import page_of, reads
from villages.http import Request

PER_PAGE = 50


@reads
def register_page(request: Request) -> HttpResponse:
    """What was issued in scope, newest first, with the files as they were issued."""
    form = RegisterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = register(request.access, asked.get("q", ""), asked.get("nam"))
    context = {
        "form": form,
        "page": page_of(request, rows, PER_PAGE),
        "is_filtered": any(asked.values()),
    }
    return render(request, "evidence/issued/register.html", context)
