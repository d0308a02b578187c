"""The clock of a story: what is written inside stands at its moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, tzinfo
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `timezone.now()` be this moment, for whoever calls it, the defaults of fields too.

    It reads the class `datetime` of its module; nothing else of Django reads the time there.
    """

    class Standing(datetime):
        # A plain `datetime`, which every database knows how to write; the class promises its own.
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    with patch.object(timezone, "datetime", Standing):
        yield


def moment(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """The hour of a day where the commune lies."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
