"""The audit trail as people read it: whose words, which field, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Field, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from ntm_project.common.dates import format_day
from ntm_project.common.text import fold
from villages.access import Access
from villages.models import AuditEvent, Official

PER_PAGE = 50
EMPTY = "trống"

# Page of an object by its label; names are strings, so that no higher floor is imported.
PAGES = {
    "villages.unit": "villages:unit",
    "villages.official": "villages:official",
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
class Line:
    """One event as the page shows it."""

    event: AuditEvent
    changes: list[Change]
    url: str


@dataclass(frozen=True)
class Trail:
    """One page of the trail; `next_before` is the key from which the older ones follow."""

    lines: list[Line]
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
    events: QuerySet[AuditEvent] = AuditEvent.objects.visible_to(access)
    if person:
        named = Official.objects.filter(search__contains=fold(person)).values("pk")
        events = events.filter(Q(actor_id__in=named) | Q(actor_name=person))
    if kind:
        events = events.filter(object_type=kind)
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


def _on(events: "QuerySet[AuditEvent]", day: date) -> "QuerySet[AuditEvent]":
    start = timezone.make_aware(datetime.combine(day, time.min))
    return events.filter(at__gte=start, at__lt=start + timedelta(days=1))


def line_of(event: AuditEvent) -> Line:
    return Line(event, list(_changes(event)), _page(event))


def _page(event: AuditEvent) -> str:
    name = PAGES.get(event.object_type)
    return reverse(name, args=[event.object_id]) if name else ""


def _changes(event: AuditEvent) -> Iterator[Change]:
    fields = _fields(event.object_type)
    for name, (old, new) in event.changes.items():
        field = fields.get(name)
        words = str(field.verbose_name) if field else OTHER_NAMES.get(name, name)
        told = Change(words, _told(old, field), _told(new, field))
        if told.old != told.new:
            yield told


# Keys of events that are no fields of the row they tell of.
OTHER_NAMES = {"assignees": "giao cho", "parts": "nguồn", "from": "từ", "on": "ngày"}


def _fields(label: str) -> dict[str, Any]:
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    return {f.name: f for f in model._meta.concrete_fields}


def _told(value: Any, field: "Field[Any, Any] | None") -> str:
    """A stored value in words: choices by label, days as dd/mm/yyyy, rows by name."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(_told(item, field) for item in value) or EMPTY
    if isinstance(value, dict):
        value = value.get("name", value)
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    if isinstance(value, str) and len(value) == 10 and (day := _day(value)):
        value = format_day(day)
    return str(choices.get(value, value) if isinstance(value, str | int) else value)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
