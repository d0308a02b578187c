"""The day as which the sample is looked at: its own, until whoever is signed in chooses today.

Pages alone take it (`Access.as_of`): rights, rules and whatever is written are of the true day.
"""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from villages.access import Access, system_access
from villages.models import AuditEvent

LOADED = "nạp dữ liệu mẫu"  # the event of each row of the sample
_SEES_TODAY = "sees_today"


def sample_day() -> date | None:
    """`SAMPLE_DAY` where a sample was loaded; the database is read only where it is set."""
    day: date | None = settings.SAMPLE_DAY
    if day is None:
        return None
    marks = AuditEvent.objects.filter(object_type="villages.unit", action=LOADED)
    return day if marks.exists() else None


def paper_day() -> date:
    """The day as of which papers count what is late: today, or the sample's own day."""
    return sample_day() or timezone.localdate()


def paper_access() -> Access:
    """The access of the program where it draws a paper: it reads as the pages beside it do."""
    return replace(system_access(timezone.localdate()), viewed_on=sample_day())


def viewed_day(request: HttpRequest) -> date | None:
    """The day as which this session looks at the sample; None for today."""
    return None if request.session.get(_SEES_TODAY) else sample_day()


def choose_today(request: HttpRequest, *, sees_today: bool) -> None:
    """Look as of today, or as of the sample's day again, until the session ends."""
    request.session[_SEES_TODAY] = sees_today
