"""Units in scope, and one unit with its people and its history."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.text import fold
from ntm_project.common.views import reads
from villages import rules
from villages.http import Request
from villages.models import Lineage, Posting, Unit

MOST = 200  # units found by name


@reads
def units(request: Request) -> HttpResponse:
    """The units of one's own postings with those directly below, or those found by name."""
    access = request.access
    visible = Unit.objects.visible_to(access)
    query = request.GET.get("q", "")[:100]
    found = None
    if query:
        found = visible.filter(search__contains=fold(query)).select_related("parent")
        found = found.in_order()[:MOST]
    own = {p.unit_id: p.unit for p in access.postings}
    tops = [u for u in own.values() if not any(_inside(u, other) for other in own.values())]
    below = visible.filter(parent__in=tops).annotate(below=Count("children")).in_order()
    by_parent: dict[int, list[Unit]] = {}
    for unit in below:
        by_parent.setdefault(unit.parent_id, []).append(unit)
    context = {
        "query": query,
        "found": found,
        "trees": [(top, by_parent.get(top.pk, [])) for top in tops],
    }
    return render(request, "villages/units.html", context)


def _inside(unit: Unit, other: Unit) -> bool:
    return unit.pk != other.pk and unit.path.startswith(other.path)


@reads
def unit(request: Request, pk: int) -> HttpResponse:
    """One unit: its data, what it was before and became, its parts, bodies and postings."""
    access = request.access
    shown = get_object_or_404(
        Unit.objects.visible_to(access).select_related("parent__parent"), pk=pk
    )
    lineages = Lineage.objects.filter(Q(predecessor=shown) | Q(successor=shown))
    lineages = lineages.select_related("predecessor", "successor").order_by("happened_on", "pk")
    postings = list(
        Posting.objects.filter(unit=shown)
        .select_related("official", "body")
        .order_by("official__name_key", "pk")
    )
    context = {
        "unit": shown,
        "crumbs": _crumbs(request, shown),
        "origins": [row for row in lineages if row.successor_id == shown.pk],
        "successions": [row for row in lineages if row.predecessor_id == shown.pk],
        "children": shown.children.in_order(),
        "bodies": shown.bodies.order_by("order", "name", "pk"),
        "open_postings": [p for p in postings if p.is_open_on(access.on)],
        "closed_postings": [p for p in postings if not p.is_open_on(access.on)],
        "add_url": f"{reverse('villages:add_official')}?don_vi={shown.pk}",
        "appoint_reason": rules.deny_edit_postings(access, shown),
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
