"""What waits at a post while nobody holds it."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from ntm_project.common.text import clean_line
from tasks.models import Task
from villages.enums import UnitLevel
from villages.models import Posting

MISSED = 7  # days that a morning's run may have been left out


def is_same_title(one: str, other: str) -> bool:
    """Whether both name one post, in whichever case: `Công chức VHXH`, `công chức VHXH`."""
    return clean_line(one).casefold() == clean_line(other).casefold()


def waiting_at(posting: Posting, on: date) -> "QuerySet[Task]":
    """Open tasks given to the title of the posting, in its unit, a village of it or by its plan.

    None where another holds a post of that title there too: nobody could know whose they are.
    """
    others = Posting.objects.open_on(on).filter(unit=posting.unit_id)
    titles = others.exclude(official=posting.official_id).values_list("title", flat=True)
    if any(is_same_title(title, posting.title) for title in titles):
        return Task.objects.none()
    villages = Q(unit__parent=posting.unit_id, unit__level=UnitLevel.VILLAGE)
    rows = Task.objects.open().filter(
        Q(unit=posting.unit_id) | Q(plan__unit=posting.unit_id) | villages
    )
    words = rows.order_by().values_list("assignments__role_words", flat=True).distinct()
    named = [one for one in words if one and is_same_title(one, posting.title)]
    return rows.filter(assignments__role_words__in=named).distinct().order_by("pk")


def begun_by(on: date) -> "QuerySet[Posting]":
    """Postings that began on the day, or on one shortly before."""
    since = on - timedelta(days=MISSED)
    rows = Posting.objects.open_on(on).filter(starts_on__range=(since, on))
    return rows.select_related("official", "unit").order_by("pk")
