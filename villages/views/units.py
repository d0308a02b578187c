"""Units in scope, and one unit with its people and its history."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.views import page_of, reads
from villages import queries, rules
from villages.changes.rules import deny_change_below
from villages.changes.unfilled import unfilled_in
from villages.enums import UnitLevel
from villages.handover.queries import left_in
from villages.http import Request
from villages.models import Unit


@reads
def units(request: Request) -> HttpResponse:
    """The units of one's own postings with those directly below, or those found by name."""
    words = request.GET.get("q", "")[:100]
    context = {
        "query": words,
        "found": queries.units_named(request.access, words) if words else None,
        "trees": queries.own_trees(request.access),
    }
    return render(request, "villages/units.html", context)


@reads
def unit(request: Request, pk: int) -> HttpResponse:
    """One unit: its data, what it was before and became, its parts, bodies and postings."""
    access = request.access
    shown = get_object_or_404(
        Unit.objects.visible_to(access).select_related("parent__parent"), pk=pk
    )
    lineages = list(queries.lineages_of(shown))
    postings = list(queries.postings_in(shown))
    origins = [row for row in lineages if row.successor_id == shown.pk]
    context = {
        "unit": shown,
        "crumbs": _crumbs(request, shown),
        "origins": origins,
        "unfilled": unfilled_in(shown, origins, postings),
        "successions": [row for row in lineages if row.predecessor_id == shown.pk],
        "children": page_of(request, queries.children_of(shown)),
        "bodies": queries.bodies_of(shown),
        "left": left_in(shown, access.on),
        "open_postings": [p for p in postings if p.is_open_on(access.on)],
        "closed_postings": [p for p in postings if not p.is_open_on(access.on)],
        "add_url": f"{reverse('villages:add_official')}?don_vi={shown.pk}",
        "may_change": not deny_change_below(access, shown),
        "may_paste": shown.level == UnitLevel.COMMUNE and not rules.deny_add_body(access, shown),
        "may_import": not rules.deny_administer(access, shown),
        "appoint_reason": rules.deny_edit_postings(access, shown)
        or rules.deny_ended(access, shown),
    }
    return render(request, "villages/unit.html", context)


def _crumbs(request: Request, shown: Unit) -> list[tuple[str, str]]:
    """The units above, as links where they are in scope."""
    above = [shown.parent.parent, shown.parent] if shown.parent else []
    return [
        (u.title_name, reverse("villages:unit", args=[u.pk]) if request.access.sees(u) else "")
        for u in above
        if u
    ]
