"""What a reviewer reads across rounds: the queue, oldest first, and the drafts of his steps."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils import timezone

from evidence.models import DraftVerdict, Holiday, ReviewStep, Submission
from evidence.models.review import reviewable, reviews_as
from evidence.workdays import days_left, days_waiting
from villages.access import Access

Key = tuple[datetime, int]
EVERYTHING = Q()


@dataclass(frozen=True)
class QueueRow:
    """A round that waits, with working days: how long, and how many are left (negative: late)."""

    submission: Submission
    days_waiting: int
    days_left: int


@dataclass(frozen=True)
class QueuePage:
    """Rows, and the key after which the next page begins; None on the last page."""

    rows: list[QueueRow]
    next_after: Key | None


def holidays_from(day: date) -> frozenset[date]:
    """The announced holidays from a day on."""
    return frozenset(Holiday.objects.filter(day__gte=day).values_list("day", flat=True))


def _waiting(after: Key | None, where: Q) -> "QuerySet[Submission]":
    """Open rounds from a key on: each page seeks its place in the index, none skips rows."""
    rows = Submission.objects.awaiting().filter(where)
    if after:
        sent_at, pk = after
        rows = rows.filter(
            Q(submitted_at__gt=sent_at) | Q(submitted_at=sent_at, pk__gt=pk),
            submitted_at__gte=sent_at,
        )
    return rows.order_by("submitted_at", "pk")


def queue_parts(
    access: Access, after: Key | None = None, where: Q = EVERYTHING
) -> "list[QuerySet[Submission]]":
    """One query for each unit and role in which the official reviews, so that each can walk the
    index of that holder without a join; together exactly the rounds sent to his steps."""
    if access.is_system:
        return [_waiting(after, where)]
    held: dict[tuple[int, str], set[int | None]] = defaultdict(set)
    for posting in access.postings:
        for role in reviews_as(posting.role):
            held[posting.unit_id, role].add(posting.body_id)
    return [
        _waiting(after, where).filter(
            Q(holder_body__isnull=True) | Q(holder_body__in=[b for b in bodies if b]),
            holder_id=unit_id,
            step__in=ReviewStep.objects.filter(role=role).values("pk"),
        )
        for (unit_id, role), bodies in held.items()
    ]


def queue(
    access: Access, after: Key | None = None, size: int = 50, where: Q = EVERYTHING
) -> QueuePage:
    """A page of the reviewer's queue, oldest first, after the key of the last row seen.

    `where` narrows it to some units or sets.
    """
    parts = [
        part.values_list("submitted_at", "pk")[: size + 1]
        for part in queue_parts(access, after, where)
    ]
    keys: list[Key] = list(islice(merge(*parts), size + 1))
    found = Submission.objects.select_related(
        "assessment__unit", "assessment__criteria_set", "step", "holder", "submitted_by"
    ).in_bulk([pk for _, pk in keys[:size]])
    shown = [found[pk] for _, pk in keys[:size] if pk in found]
    first = timezone.localdate(shown[0].submitted_at) if shown else access.on
    holidays = holidays_from(min(first, *(s.due_on for s in shown)) if shown else first)
    rows = [
        QueueRow(
            submission,
            days_waiting(timezone.localdate(submission.submitted_at), access.on, holidays),
            days_left(submission.due_on, access.on, holidays),
        )
        for submission in shown
    ]
    return QueuePage(rows, keys[size - 1] if len(keys) > size else None)


def handled(
    access: Access, after: Key | None = None, size: int = 50, where: Q = EVERYTHING
) -> tuple[list[Submission], Key | None]:
    """The decided rounds of one's steps, newest decision first, and the key of the next page."""
    rows = Submission.objects.filter(reviewable(access), where, decided_at__isnull=False)
    if after:
        decided_at, pk = after
        rows = rows.filter(
            Q(decided_at__lt=decided_at) | Q(decided_at=decided_at, pk__lt=pk),
            decided_at__lte=decided_at,
        )
    found = list(
        rows.select_related(
            "assessment__unit", "assessment__criteria_set", "step", "decided_by"
        ).order_by("-decided_at", "-pk")[: size + 1]
    )
    last = found[size - 1] if len(found) > size else None
    return found[:size], (last.decided_at, last.pk) if last and last.decided_at else None


def visible_drafts(access: Access) -> "QuerySet[DraftVerdict]":
    """The drafts of the steps that one reviews, without those of what one has submitted oneself."""
    rounds = Submission.objects.filter(reviewable(access))
    if access.official:
        own = Submission.objects.filter(submitted_by=access.official.pk).values("assessment")
        rounds = rounds.exclude(assessment__in=own)
    return DraftVerdict.objects.filter(item__submission__in=rounds)
