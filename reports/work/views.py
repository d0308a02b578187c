"""The first page after signing in: what waits for me."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from ntm_project.common.views import reads
from reports import links
from reports.work import queries
from reports.work.first_steps import first_steps
from reports.work.own import own_indicators
from villages.enums import Role
from villages.http import Request


@reads
def my_work(request: Request) -> HttpResponse:
    """What waits for the person signed in, most urgent first, by the roles held."""
    access = request.access
    page = queries.my_work(access)
    only_looks_on = access.postings and all(p.role == Role.COMMITTEE for p in access.postings)
    is_idle = page.is_empty and not page.stand_ins
    if only_looks_on and is_idle and access.main_posting:
        return redirect(links.board_url(access.main_posting.unit_id))
    units = {p.unit_id: p.unit for p in access.postings}.values()
    context = {
        "today": access.as_of,
        "postings": [p for p in access.postings if p not in access.lent],
        "own": access.official,
        "counts": page.headlines,
        "page": page,
        "sections": page.sections,
        # Where something waits already, the work has begun: nothing is read for the card.
        "steps": [] if page.items else first_steps(access),
        "boards": [(unit.full_name, links.board_url(unit.pk)) for unit in units],
    }
    return render(request, "reports/my_work.html", context)


@reads
def my_indicators(request: Request) -> HttpResponse:
    """All indicators in one's charge, or of one's own village, with value, day and age."""
    context = {"rows": own_indicators(request.access), "today": request.access.as_of}
    return render(request, "reports/my_indicators.html", context)
