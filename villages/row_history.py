"""The audit trail of one row as a page tells it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from ntm_project.common.dates import format_day
from villages.access import Access
from villages.models import AuditEvent

MOST_EVENTS = 50
LONGEST_VALUE = 300
EXTRA_LABELS = {"assignees": "Phân công", "parts": "Nguồn"}


@dataclass(frozen=True)
class Told:
    """One event: who, when, what, and each changed field as (label, old, new)."""

    event: AuditEvent
    changes: list[tuple[str, str, str]]


def _label(model: type[models.Model], name: str) -> str:
    if name in EXTRA_LABELS:
        return EXTRA_LABELS[name]
    found = {field.name: field for field in model._meta.concrete_fields}
    if name not in found:
        return name
    words = str(found[name].verbose_name)
    return words[:1].upper() + words[1:]


def _value(model: type[models.Model], name: str, value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if value in (None, ""):
        return "(trống)"
    text = _field_value(model, name, value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE].rstrip()}…"


def _field_value(model: type[models.Model], name: str, value: Any) -> str:
    field = {field.name: field for field in model._meta.concrete_fields}.get(name)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField) and isinstance(value, str):
        return format_day(date.fromisoformat(value[:10]))
    return str(value)


def history_of(
    obj: models.Model, access: Access | None = None, *, parts: Sequence[models.Model] = ()
) -> list[Told]:
    """The last events about a row and its parts, newest first, with Vietnamese labels and values;
    with `access` those alone that happened in its scope."""
    models_by_label = {type(row)._meta.label_lower: type(row) for row in [obj, *parts]}
    return [
        Told(event, list(_changes(models_by_label[event.object_type], event)))
        for event in _events(obj, access, parts)
    ]


def _events(
    obj: models.Model, access: Access | None, parts: Sequence[models.Model]
) -> Iterable[AuditEvent]:
    events = AuditEvent.objects.about(obj, *parts)
    return (events.visible_to(access) if access else events)[:MOST_EVENTS]


def _changes(model: type[models.Model], event: AuditEvent) -> Iterable[tuple[str, str, str]]:
    for name, (old, new) in event.changes.items():
        before, after = _value(model, name, old), _value(model, name, new)
        if before != after:
            yield _label(model, name), before, after
