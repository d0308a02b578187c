"""The audit trail as people read it: whose words, which field, from what to what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from ntm_project.common.text import fold
from villages.access import Access
from villages.enums import Ability
from villages.models import AuditEvent, Official
from villages.words import EMPTY, field_label, field_named, model_named, value_words

PER_PAGE = 50
# Asked for by itself: coming and going would else bury what was done.
SIGN_INS = "sign_ins"

# Page of an object by its label; names are strings, so that no higher floor is imported.
PAGES = {
    "villages.unit": "villages:unit",
    "villages.official": "villages:official",
    "criteria.criteriaset": "criteria:set",
    "criteria.assessment": "reports:assessment",
    "criteria.result": "criteria:result_history",
    "tasks.task": "tasks:task",
    "tasks.plan": "tasks:plan",
    "tasks.meeting": "tasks:meeting",
}


@dataclass(frozen=True)
class Change:
    """One field of an event."""

    name: str
    old: str
    new: str

    @property
    def is_first(self) -> bool:
        return self.old == EMPTY


@dataclass(frozen=True)
class TrailLine:
    """One event as the page shows it."""

    event: AuditEvent
    changes: list[Change]
    url: str


@dataclass(frozen=True)
class Trail:
    """One page of the trail; `next_before` is the key from which the older ones follow."""

    lines: list[TrailLine]
    next_before: int | None


def trail(
    access: Access,
    *,
    person: str = "",
    kind: str = "",
    object_id: int | None = None,
    day: date | None = None,
    before: int | None = None,
) -> Trail:
    """The events in scope that fit, newest first; in one query however long the trail is."""
    events = _of_kind(access, kind)
    if person:
        named = Official.objects.filter(search__contains=fold(person)).values("pk")
        events = events.filter(Q(actor_id__in=named) | Q(actor_name=person))
    if object_id:
        events = events.filter(object_id=object_id)
    if day:
        events = _on(events, day)
    if before:
        events = events.filter(pk__lt=before)
    rows = list(events.order_by("-pk")[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    is_more = len(rows) > PER_PAGE
    return Trail([line_of(event) for event in shown], shown[-1].pk if is_more else None)


def _of_kind(access: Access, kind: str) -> "QuerySet[AuditEvent]":
    """Of the scope; who signed in, and from where, is told to those who keep accounts alone."""
    events = AuditEvent.objects.visible_to(access)
    if kind == SIGN_INS:
        told = events.of_sign_ins()
        if access.can_anywhere(Ability.EDIT_POSTINGS) or access.official is None:
            return told
        own = {"object_type": "villages.official", "object_id": access.official.pk}
        return told.filter(**own)
    events = events.of_rows()
    return events.filter(object_type=kind) if kind else events


def _on(events: "QuerySet[AuditEvent]", day: date) -> "QuerySet[AuditEvent]":
    start = timezone.make_aware(datetime.combine(day, time.min))
    return events.filter(at__gte=start, at__lt=start + timedelta(days=1))


def history_of(
    row: models.Model, access: Access | None = None, *, parts: Sequence[models.Model] = ()
) -> list[TrailLine]:
    """The last events about a row and its parts, newest first.

    With `access` those alone that happened in its scope.
    """
    events = AuditEvent.objects.of_rows().about(row, *parts)
    return [
        line_of(event) for event in (events.visible_to(access) if access else events)[:PER_PAGE]
    ]


def line_of(event: AuditEvent) -> TrailLine:
    """An event as people read it."""
    return TrailLine(event, list(_changes(event)), _page(event))


def _page(event: AuditEvent) -> str:
    name = PAGES.get(event.object_type)
    return reverse(name, args=[event.object_id]) if name else ""


def _changes(event: AuditEvent) -> Iterator[Change]:
    model = model_named(event.object_type)
    for name, (old, new) in event.changes.items():
        field = field_named(model, name)
        change = Change(field_label(model, name), value_words(field, old), value_words(field, new))
        if change.old != change.new:
            yield change
