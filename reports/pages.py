"""What the pages of one unit share: the unit in scope, the way down to it, the year requested."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from ntm_project.common.answers import year_of
from reports import links
from villages.access import Access
from villages.enums import UnitLevel
from villages.http import Request
from villages.models import Unit

UPPER = (UnitLevel.PROVINCE, UnitLevel.DISTRICT)

Crumbs = list[tuple[str, str]]  # words, address


def unit_in_scope(access: Access, pk: int) -> Unit:
    """The unit with the one above it, or that of one's own posting, which is read already; 404
    outside the scope."""
    if own := access.own_unit(pk):
        return own
    return get_object_or_404(Unit.objects.visible_to(access).select_related("parent"), pk=pk)


def crumbs_above(access: Access, unit: Unit) -> Crumbs:
    """The unit above, where it is in scope: it is not read for whoever could not open it."""
    above = unit.parent if access.sees_above(unit) else None
    return [(above.title_name, links.board_url(above.pk))] if above else []


@dataclass(frozen=True)
class Ended:
    """A unit that has ended, and what it became: name and address, "" where it is not seen."""

    unit: Unit
    heirs: Crumbs


def ended_of(access: Access, unit: Unit) -> Ended | None:
    """The unit and its heirs where it has ended; one that goes on costs no query."""
    if not unit.end_words(access.on):
        return None
    rows = unit.successions.select_related("successor").order_by("pk")
    heirs = [row.successor for row in rows]
    urls = [reverse("villages:unit", args=[u.pk]) if access.sees(u) else "" for u in heirs]
    return Ended(unit, [(heir.full_name, url) for heir, url in zip(heirs, urls, strict=True)])


def back_to_form(request: Request, board_url: str) -> HttpResponse:
    """The board under the filters of this address, where the form shows what is wrong with them."""
    return redirect(f"{board_url}?{request.GET.urlencode()}")


def year_in(request: Request) -> int | None:
    """The year that `?nam=` names; None without one."""
    return year_of(request.GET.get("nam"))
