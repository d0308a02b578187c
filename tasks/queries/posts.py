"""What waits at a post while nobody holds it."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tasks.models import Task
from villages.enums import UnitLevel
from villages.models import Posting

MISSED = 7  # days that a morning's run may have been left out


def waiting_at(posting: Posting, on: date) -> "QuerySet[Task]":
    """Open tasks given to the title of the posting, in its unit, a village of it or by its plan.

    None where another holds a post of that title there too: nobody could know whose they are.
    """
    same = Posting.objects.open_on(on).filter(unit=posting.unit_id, title=posting.title)
    if same.exclude(official=posting.official_id).exists():
        return Task.objects.none()
    villages = Q(unit__parent=posting.unit_id, unit__level=UnitLevel.VILLAGE)
    rows = Task.objects.open().filter(
        Q(unit=posting.unit_id) | Q(plan__unit=posting.unit_id) | villages,
        assignments__role_words=posting.title,
    )
    return rows.distinct().order_by("pk")


def begun_by(on: date) -> "QuerySet[Posting]":
    """Postings that began on the day, or on one shortly before."""
    since = on - timedelta(days=MISSED)
    rows = Posting.objects.open_on(on).filter(starts_on__range=(since, on))
    return rows.select_related("official", "unit").order_by("pk")
