"""The first page after signing in: what waits for me."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.views import reads
from reports import links
from reports.work import queries
from villages.http import Request


@reads
def my_work(request: Request) -> HttpResponse:
    """What waits for the person signed in, most urgent first, by the roles held."""
    access = request.access
    page = queries.my_work(access)
    units = {p.unit_id: p.unit for p in access.postings}.values()
    context = {
        "today": access.as_of,
        "postings": access.postings,
        "counts": page.headlines,
        "sections": page.sections,
        "boards": [(unit.full_name, links.board(unit.pk)) for unit in units],
    }
    return render(request, "reports/my_work.html", context)
