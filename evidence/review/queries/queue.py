"""The rounds before a reviewer: those that wait, oldest first, and those decided, newest first.

Both are walked by key: a page begins behind the last row of the one before, so that the index is
entered at that place and page 200 costs what page 1 costs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db.models import Q
from django.utils import timezone

from evidence.review.enums import DayKind
from evidence.review.models import Holiday, Submission, SubmissionQuerySet
from evidence.review.official_days import official_calendar
from evidence.review.workdays import Calendar, days_left, days_waiting, due_after, is_late
from ntm_project.common.dates import format_day
from villages.access import Access

Key = tuple[datetime, int]  # the moment by which the list is ordered, and the row
Order = tuple[str, str]
EVERYTHING = Q()
OLDEST, NEWEST = ("submitted_at", "pk"), ("-decided_at", "-pk")


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
        """The key in the id of its table row."""
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


def nth_working_day(day: date, count: int) -> date:
    """The `count`-th working day after a day (`settings.NTH_WORKING_DAY`)."""
    return due_after(day, count, calendar_of(day, day))


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


def _walk(rows: SubmissionQuerySet, order: Order, after: Key | None) -> SubmissionQuerySet:
    """Rows from a key on in the order of a moment; no row before the key is read."""
    name = order[0].lstrip("-")
    past = "lt" if order == NEWEST else "gt"
    if after:
        at, pk = after
        behind = Q(**{f"{name}__{past}": at}) | Q(**{name: at, f"pk__{past}": pk})
        # Implied by `behind`: a bound that lets the database enter the index there.
        rows = rows.filter(behind, **{f"{name}__{past}e": at})
    return rows.order_by(*order)


def waiting_rows(access: Access, where: Q = EVERYTHING) -> SubmissionQuerySet:
    """The rounds that wait for the reviewer."""
    return Submission.objects.awaiting(access).filter(where)


def handled_rows(access: Access, where: Q = EVERYTHING) -> SubmissionQuerySet:
    """The decided rounds of one's steps."""
    return Submission.objects.sent_to(access).filter(where, decided_at__isnull=False)


def walks(
    rows_of: Callable[[Access], SubmissionQuerySet], order: Order, access: Access, after: Key | None
) -> list[SubmissionQuerySet]:
    """Somebody's list behind a key, with what a list shows of each row: of each unit by itself.

    Who reviews in two units has two places in the index; read both at once, the database would
    read and sort everything that waits.
    """
    each = [access] if access.is_system else access.of_each_unit()
    return [_walk(rows_of(one), order, after).for_queue() for one in each]


def _page(
    found: Sequence[SubmissionQuerySet], order: Order, size: int
) -> tuple[list[Submission], Key | None]:
    """The first rows of all walks, and the key after which the next page begins, if there is one.
    A query for each walk."""
    name = order[0].lstrip("-")

    def key(row: Submission) -> Key:
        return getattr(row, name), row.pk

    rows = [row for walk in found for row in walk[: size + 1]]
    if len(found) > 1:
        rows.sort(key=key, reverse=order == NEWEST)
    return rows[:size], key(rows[size - 1]) if len(rows) > size else None


def queue_page(
    access: Access, after: Key | None = None, size: int = 50, where: Q = EVERYTHING
) -> QueuePage:
    """A page of the reviewer's queue, oldest first, after the key of the last row seen.

    `where` narrows it to some units or sets. One query more than the units in which one reviews.
    """
    found = walks(lambda one: waiting_rows(one, where), OLDEST, access, after)
    rows, next_after = _page(found, OLDEST, size)
    return QueuePage(waiting_of(rows, access.as_of), next_after)


def handled_page(
    access: Access, after: Key | None, size: int, where: Q = EVERYTHING
) -> tuple[list[Submission], Key | None]:
    """A page of the decided rounds of one's steps, newest decision first, and the next key."""
    return _page(walks(lambda one: handled_rows(one, where), NEWEST, access, after), NEWEST, size)
