"""What the pages of one unit share: the unit in scope, the way down to it, the year requested."""

from typing import Any

from django.shortcuts import get_object_or_404

from ntm_project.common.answers import year_of
from reports import links
from villages.access import Access
from villages.enums import UnitLevel
from villages.http import Request
from villages.models import Unit

UPPER = (UnitLevel.PROVINCE, UnitLevel.DISTRICT)

Crumbs = list[tuple[str, str]]  # words, address


def unit_in_scope(access: Access, pk: int, **columns: Any) -> Unit:
    """The unit with the one above it, and with further columns; 404 outside the scope."""
    rows = Unit.objects.visible_to(access).select_related("parent").annotate(**columns)
    return get_object_or_404(rows, pk=pk)


def crumbs_above(access: Access, unit: Unit) -> Crumbs:
    """The unit above, as a link where it is in scope."""
    above = unit.parent
    if above is None:
        return []
    return [(above.title_name, links.board(above.pk) if access.sees(above) else "")]


def year_in(request: Request) -> int | None:
    """The year that `?nam=` names; None without one."""
    return year_of(request.GET.get("nam"))
