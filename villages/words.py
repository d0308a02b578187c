"""Stored values and field names in words, for the trail, histories and conflicts alike."""

from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst

from ntm_project.common.blanks import EMPTY
from ntm_project.common.clock import format_clock
from ntm_project.common.dates import format_day, format_moment
from ntm_project.common.numbers import format_decimal

AnyField: TypeAlias = "models.Field[Any, Any]"


def model_named(label: str) -> type[models.Model] | None:
    """The model that an event names; None when the program no longer has it."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def field_named(model: type[models.Model] | None, name: str) -> "AnyField | None":
    """A stored field of a model by its name."""
    fields = model._meta.concrete_fields if model else ()
    return next((f for f in fields if f.name == name), None)


def field_label(model: type[models.Model] | None, name: str) -> str:
    """The label of a field: `Thời hạn`; of a foreign key without one, the name of its model; of
    what only events hold, the words of its app (`event_parts`); else the name itself."""
    field = field_named(model, name)
    return capfirst(_own_words(field) if field is not None else _part_words(name))


def _part_words(name: str) -> str:
    parts = (getattr(config, "event_parts", {}) for config in apps.get_app_configs())
    return next((words[name] for words in parts if name in words), name)


def _own_words(field: "AnyField") -> str:
    """A field's name; one that leads to another row and has none goes by that row's kind."""
    words, parent = str(field.verbose_name), field.related_model
    has_none = words == field.name.replace("_", " ")
    return str(parent._meta.verbose_name) if has_none and isinstance(parent, type) else words


def value_words(field: "AnyField | None", value: Any) -> str:
    """A value as a person reads it, from a row or from an event's JSON; empty is “trống”.

    Choices by label, days as 31/3/2024, numbers with a comma, rows by name, yes and no in words.
    """
    if value is None or value in ("", [], ()):
        return EMPTY
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return str(value.get("name", value)) or EMPTY
    if isinstance(value, list | tuple):
        return ", ".join(value_words(field, item) for item in value)
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    return _typed_words(field, value)


def _typed_words(field: "AnyField | None", value: Any) -> str:
    if isinstance(value, Decimal) or isinstance(field, models.DecimalField):
        return _number_words(value)
    if isinstance(field, models.DateTimeField) or isinstance(value, datetime):
        return _moment_words(value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(field, models.TimeField):
        return format_clock(time.fromisoformat(value) if isinstance(value, str) else value)
    # An event keeps days as ISO text, those of parts without a field too.
    if isinstance(value, str) and len(value) == 10 and (day := _day(value)):
        return format_day(day)
    return str(value)


def _number_words(value: Any) -> str:
    try:
        return format_decimal(Decimal(str(value)))
    except InvalidOperation:
        return str(value)


def _moment_words(value: Any) -> str:
    moment = value if isinstance(value, datetime) else parse_datetime(str(value))
    if moment is None:
        return str(value)
    return format_moment(moment)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
