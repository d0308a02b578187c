"""Tasks that are given to a post which nobody holds."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tasks.models import Task
from villages.enums import UnitLevel
from villages.models import Posting
from villages.titles import is_same_title

MISSED = 7  # days that a morning's run may have been left out


def holder_of(posting: Posting, on: date) -> Posting | None:
    """Who alone holds the posting's post and goes on after the day.

    None where two do: nobody could know whose the work is.
    """
    going = Posting.objects.open_on(on).not_ended_on(on + timedelta(days=1))
    rows = going.filter(unit=posting.unit_id).select_related("official", "unit").order_by("pk")
    held = [row for row in rows if is_same_title(row.title, posting.title)]
    return held[0] if len({row.official_id for row in held}) == 1 else None


def waiting_at(posting: Posting) -> "QuerySet[Task]":
    """Open tasks given to the title of the posting, in its unit, a village of it or by its plan."""
    villages = Q(unit__parent=posting.unit_id, unit__level=UnitLevel.VILLAGE)
    rows = Task.objects.open().filter(
        Q(unit=posting.unit_id) | Q(plan__unit=posting.unit_id) | villages
    )
    words = rows.order_by().values_list("assignments__role_words", flat=True).distinct()
    named = [one for one in words if one and is_same_title(one, posting.title)]
    return rows.filter(assignments__role_words__in=named).distinct().order_by("pk")


def turned_by(on: date) -> "QuerySet[Posting]":
    """Postings that began on the day or shortly before, and those that ended by then."""
    days = (on - timedelta(days=MISSED), on)
    rows = Posting.objects.filter(Q(starts_on__range=days) | Q(ends_on__range=days))
    return rows.select_related("official", "unit").order_by("pk")
