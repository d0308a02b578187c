"""The first page after signing in: what waits for me."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.views import reads
from reports import links, tables
from reports.queries.my_work import my_work as read_my_work
from villages.http import Request


@reads
def my_work(request: Request) -> HttpResponse:
    """What waits for the person signed in, most urgent first, by the roles held."""
    access = request.access
    page = read_my_work(access)
    context = {
        "today": access.on,
        "postings": access.postings,
        "counts": page.counts,
        "sections": [
            (section, tables.work_list(section.shown) if section.shown else "")
            for section in page.sections
        ],
        "boards": [(unit.full_name, links.board(unit.pk)) for unit in page.boards],
    }
    return render(request, "reports/my_work.html", context)
