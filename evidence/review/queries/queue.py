"""The rounds before a reviewer: those that wait, oldest first, and those decided, newest first.

Both are walked by key: a page begins behind the last row of the one before, so that the index is
entered at that place and page 200 costs what page 1 costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db.models import Q
from django.utils import timezone

from evidence.review.enums import DayKind
from evidence.review.models import Holiday, Submission, SubmissionQuerySet
from evidence.review.official_days import official_calendar
from evidence.review.workdays import Calendar, days_left, days_waiting, is_late
from ntm_project.common.dates import format_day
from villages.access import Access

Key = tuple[datetime, int]  # the moment by which the list is ordered, and the row
EVERYTHING = Q()


@dataclass(frozen=True)
class Waiting:
    """An open round with its working days: how long it has waited, how many are left of the term
    on the day that it is looked at."""

    submission: Submission
    sent_on: date
    on: date
    days_waiting: int
    days_left: int

    @property
    def is_late(self) -> bool:
        return is_late(self.submission.due_on, self.on)

    @property
    def key(self) -> str:
        """As the id of its row has it."""
        return str(self.submission.pk)

    @property
    def step_words(self) -> str:
        """`Văn phòng Điều phối · lượt 2`."""
        return f"{self.submission.step} · lượt {self.submission.round}"

    @property
    def sent_words(self) -> str:
        """On which day it was sent, and by whom."""
        return f"{format_day(self.sent_on)}, {self.submission.submitted_by or 'Hệ thống'}"

    @property
    def waited_words(self) -> str:
        return f"{self.days_waiting} ngày làm việc"

    @property
    def due_words(self) -> str:
        return f"hạn {format_day(self.submission.due_on)}"

    @property
    def words(self) -> str:
        """`còn 9 ngày làm việc`, `quá hạn 2 ngày làm việc`."""
        if self.is_late:
            days = f" {-self.days_left} ngày làm việc" if self.days_left else ""
            return f"quá hạn{days}"
        if self.submission.due_on == self.on:
            return "hạn là hôm nay"
        if not self.days_left:
            return f"hạn là ngày {format_day(self.submission.due_on)}"
        return f"còn {self.days_left} ngày làm việc"

    @property
    def tone(self) -> str:
        if self.is_late:
            return "red"
        return "amber" if self.days_left <= 3 else "green"


@dataclass(frozen=True)
class QueuePage:
    """Rows, and the key after which the next page begins; None on the last page."""

    rows: list[Waiting]
    next_after: Key | None


def calendar_of(first: date, last: date) -> Calendar:
    """The official calendar from one day to the other and a year on, with our changes of it."""
    changes = list(Holiday.objects.filter(day__gte=first).values_list("day", "kind"))
    return official_calendar(first.year, max(first, last).year + 1).changed(
        off={day for day, kind in changes if kind == DayKind.OFF},
        worked={day for day, kind in changes if kind == DayKind.WORKED},
    )


def waiting_of(submissions: Sequence[Submission], today: date) -> list[Waiting]:
    """Rounds with their working days, each day that occurs counted once. One query.

    A round that was sent after the day (the sample is looked at as of its own) has waited 0 days.
    """
    if not submissions:
        return []
    sent = [timezone.localdate(s.submitted_at) for s in submissions]
    days = [*sent, *(s.due_on for s in submissions), today]
    calendar = calendar_of(min(days), max(days))
    waited = cache(lambda day: days_waiting(day, today, calendar))
    left = cache(lambda due_on, day: days_left(due_on, day, calendar))
    return [
        Waiting(one, sent_on, on := max(today, sent_on), waited(sent_on), left(one.due_on, on))
        for one, sent_on in zip(submissions, sent, strict=True)
    ]


def days_of(submission: Submission, today: date) -> Waiting:
    """An open round with its working days."""
    return waiting_of([submission], today)[0]


def _walk(
    rows: SubmissionQuerySet, name: str, after: Key | None, *, is_newest_first: bool = False
) -> SubmissionQuerySet:
    """Rows from a key on in the order of a moment; no row before the key is read."""
    sign, past = ("-", "lt") if is_newest_first else ("", "gt")
    if after:
        at, pk = after
        behind = Q(**{f"{name}__{past}": at}) | Q(**{name: at, f"pk__{past}": pk})
        # Implied by `behind`: a bound that lets the database enter the index there.
        rows = rows.filter(behind, **{f"{name}__{past}e": at})
    return rows.order_by(f"{sign}{name}", f"{sign}pk")


def queue_rows(
    access: Access, after: Key | None = None, where: Q = EVERYTHING
) -> SubmissionQuerySet:
    """The rounds that wait for the reviewer, oldest first, from a key on."""
    return _walk(Submission.objects.awaiting(access).filter(where), "submitted_at", after)


def queue_page(
    access: Access, after: Key | None = None, size: int = 50, where: Q = EVERYTHING
) -> QueuePage:
    """A page of the reviewer's queue after the key of the last row seen. Two queries.

    `where` narrows it to some units or sets.
    """
    found = list(queue_rows(access, after, where).for_queue()[: size + 1])
    last = found[size - 1] if len(found) > size else None
    key = (last.submitted_at, last.pk) if last else None
    return QueuePage(waiting_of(found[:size], access.as_of), key)


def handled_rows(access: Access, where: Q = EVERYTHING) -> SubmissionQuerySet:
    """The decided rounds of one's steps."""
    return Submission.objects.sent_to(access).filter(where, decided_at__isnull=False)


def handled_page(
    access: Access, after: Key | None = None, size: int = 50, where: Q = EVERYTHING
) -> tuple[list[Submission], Key | None]:
    """A page of the decided rounds of one's steps, newest decision first, and the next key."""
    walked = _walk(handled_rows(access, where), "decided_at", after, is_newest_first=True)
    found = list(walked.for_queue()[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return found[:size], (last.decided_at, last.pk) if last and last.decided_at else None
