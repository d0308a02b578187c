"""The page of results of the search box."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.text import fold
from ntm_project.common.views import reads
from reports.search import queries
from reports.search.forms import SearchForm
from villages.http import Request


@reads
def search(request: Request) -> HttpResponse:
    """What the scope of the person signed in holds of `?q=`, kind by kind."""
    form = SearchForm(request.GET)
    is_valid = form.is_valid()
    query = form.cleaned_data.get("q", "")
    context = {
        "form": form,
        "search_value": query,
        "is_short": len(fold(query).replace(" ", "")) < 2,
        "groups": queries.search(request.access, query) if query else [],
    }
    return render(request, "reports/search.html", context, status=200 if is_valid else 422)
