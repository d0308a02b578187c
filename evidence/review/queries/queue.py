"""What a reviewer reads across rounds: the queue, oldest first, and the drafts of his steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from criteria.models import Assessment, CriteriaSet
from evidence.review.enums import SubmissionState
from evidence.review.models import DraftVerdict, ReviewStep, Submission, reviewable, reviews_as
from evidence.review.workdays import days_left, days_waiting
from ntm_project.common.sql import any_path, marks, rows
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Unit

AnyModel = TypeVar("AnyModel", bound=Model)
Key = tuple[datetime, int]
Choice = tuple[int, str]
EVERYTHING = Q()
LOW_LEVELS = (UnitLevel.COMMUNE, UnitLevel.VILLAGE)


class QueueRow(NamedTuple):
    """A round that waits, as a list tells it: no model instance, for fifty of them stand on a page.

    Working days: how long it has waited, and how many are left (negative: late).
    """

    pk: int
    submitted_at: datetime
    due_on: date
    round: int
    step_id: int
    step_name: str
    assessment_id: int
    year: int
    unit_id: int
    unit_noun: str
    unit_name: str
    set_id: int
    set_name: str
    sender: str | None
    days_waiting: int
    days_left: int

    @property
    def submission(self) -> Submission:
        """The round itself with its step, assessment, unit and set by name; asks no query."""
        submission = _known(
            Submission,
            id=self.pk,
            assessment_id=self.assessment_id,
            step_id=self.step_id,
            round=self.round,
            submitted_at=self.submitted_at,
            due_on=self.due_on,
        )
        submission.step = _known(ReviewStep, id=self.step_id, name=self.step_name)
        submission.assessment = _known(
            Assessment,
            id=self.assessment_id,
            unit_id=self.unit_id,
            criteria_set_id=self.set_id,
            year=self.year,
        )
        submission.assessment.unit = _known(
            Unit, id=self.unit_id, noun=self.unit_noun, name=self.unit_name
        )
        submission.assessment.criteria_set = _known(
            CriteriaSet, id=self.set_id, short_name=self.set_name
        )
        return submission

    @property
    def title(self) -> str:
        """The assessment by its name, as the model says it."""
        noun = self.unit_noun[:1].upper() + self.unit_noun[1:]
        return f"{noun} {self.unit_name} – {self.set_name} năm {self.year}"


def _known(model: type[AnyModel], **values: Any) -> AnyModel:
    """A row of which only these columns have been read; the others are read when asked for."""
    names = [f.attname for f in model._meta.concrete_fields if f.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


@dataclass(frozen=True)
class QueuePage:
    """Rows, and the key after which the next page begins; None on the last page."""

    rows: list[QueueRow]
    next_after: Key | None


def holidays_from(day: date) -> frozenset[date]:
    """The announced holidays from a day on."""
    since = connection.ops.adapt_datefield_value(day)
    return frozenset(
        d for (d,) in rows("SELECT day FROM evidence_holiday WHERE day >= %s", [since])
    )


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


def _held(access: Access) -> dict[tuple[int, str], list[int]]:
    """The units and roles in which the official reviews, with the bodies for which he does."""
    held: dict[tuple[int, str], list[int]] = {}
    for posting in access.postings:
        for role in reviews_as(posting.role):
            bodies = held.setdefault((posting.unit_id, role), [])
            if posting.body_id:
                bodies.append(posting.body_id)
    return held


def queue_parts(
    access: Access, after: Key | None = None, where: Q = EVERYTHING
) -> "list[QuerySet[Submission]]":
    """One query for each unit and role in which the official reviews, so that each can walk the
    index of that holder without a join; together exactly the rounds sent to his steps."""
    if access.is_system:
        return [_waiting(after, where)]
    return [
        _waiting(after, where).filter(
            Q(holder_body__isnull=True) | Q(holder_body__in=bodies),
            holder_id=unit_id,
            step__in=ReviewStep.objects.filter(role=role).values("pk"),
        )
        for (unit_id, role), bodies in _held(access).items()
    ]


_KEYS = "SELECT submitted_at, id FROM evidence_submission WHERE state = %s"
_AFTER = " AND submitted_at >= %s AND (submitted_at > %s OR (submitted_at = %s AND id > %s))"
_ORDER = " ORDER BY submitted_at, id LIMIT %s"


def _keys_of_parts(access: Access, after: Key | None, most: int) -> list[list[Key]]:
    """The keys that `queue_parts` gives without a filter; the ORM would cost more than the SQL."""
    then: list[Any] = []
    if after:
        at = connection.ops.adapt_datetimefield_value(after[0])
        then = [at, at, at, after[1]]
    tail = (_AFTER if after else "") + _ORDER
    if access.is_system:
        return [_keys(_KEYS + tail, [SubmissionState.SENT.value, *then, most])]
    found = []
    for (unit_id, role), bodies in _held(access).items():
        body = f" OR holder_body_id IN ({marks(bodies)})" if bodies else ""
        sql = (
            f"{_KEYS} AND holder_id = %s AND (holder_body_id IS NULL{body})"
            f" AND step_id IN (SELECT id FROM evidence_reviewstep WHERE role = %s){tail}"
        )
        told = [SubmissionState.SENT.value, unit_id, *bodies, role, *then, most]
        found.append(_keys(sql, told))
    return found


def _keys(sql: str, params: Sequence[Any]) -> list[Key]:
    return [(_aware(at), pk) for at, pk in rows(sql, params)]


def _aware(at: datetime) -> datetime:
    """A moment as the ORM gives it; SQLite keeps UTC without saying so."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


_ROWS = """
    SELECT s.id, s.due_on, s.round, s.step_id, t.name, s.assessment_id, a.year, a.unit_id, u.noun,
        u.name, a.criteria_set_id, c.short_name, o.full_name
    FROM evidence_submission s
    JOIN evidence_reviewstep t ON t.id = s.step_id
    JOIN criteria_assessment a ON a.id = s.assessment_id
    JOIN villages_unit u ON u.id = a.unit_id
    JOIN criteria_criteriaset c ON c.id = a.criteria_set_id
    LEFT JOIN villages_official o ON o.id = s.submitted_by_id
"""


def queue(
    access: Access, after: Key | None = None, size: int = 50, where: Q = EVERYTHING
) -> QueuePage:
    """A page of the reviewer's queue, oldest first, after the key of the last row seen.

    `where` narrows it to some units or sets.
    """
    if where:
        parts: Iterable[Iterable[Key]] = [
            part.values_list("submitted_at", "pk")[: size + 1]
            for part in queue_parts(access, after, where)
        ]
    else:
        parts = _keys_of_parts(access, after, size + 1)
    keys = list(islice(merge(*parts), size + 1))
    next_after = keys[size - 1] if len(keys) > size else None
    return QueuePage(_rows_of(keys[:size], access.on), next_after)


def _rows_of(keys: Sequence[Key], today: date) -> list[QueueRow]:
    """The rows of these keys in their order, their days counted once for each day that occurs."""
    if not keys:
        return []
    sql = f"{_ROWS} WHERE s.id IN ({marks(keys)})"
    found = {row[0]: row for row in rows(sql, [pk for _, pk in keys])}
    first = timezone.localdate(keys[0][0])
    holidays = holidays_from(min(first, *(row[1] for row in found.values())))

    @cache
    def waiting(sent_on: date) -> int:
        return days_waiting(sent_on, today, holidays)

    @cache
    def left(due_on: date) -> int:
        return days_left(due_on, today, holidays)

    zone = timezone.get_current_timezone()
    return [
        QueueRow._make(
            (pk, at, *found[pk][1:], waiting(at.astimezone(zone).date()), left(found[pk][1]))
        )
        for at, pk in keys
        if pk in found
    ]


def filter_choices(access: Access) -> tuple[list[Choice], list[Choice]]:
    """Units and sets to which a list may be narrowed, as the form of the filter offers them."""
    paths = [""] if access.is_system else [posting.unit.path for posting in access.postings]
    in_sight, told = any_path("path", paths)
    if any(posting.unit.level not in LOW_LEVELS for posting in access.postings):
        # A province has thousands of villages; its communes stand for them.
        in_sight, told = f"{in_sight} AND level <> %s", [*told, UnitLevel.VILLAGE.value]
    units = rows(f"SELECT id, noun, name FROM villages_unit WHERE {in_sight} ORDER BY path", told)
    sets = rows("SELECT id, name, code FROM criteria_criteriaset ORDER BY code")
    return (
        [(pk, f"{noun[:1].upper()}{noun[1:]} {name}") for pk, noun, name in units],
        [(pk, f"{name} ({code})") for pk, name, code in sets],
    )


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
