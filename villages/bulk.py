"""Thousands of rows at once: saved in batches, each row with its own event, as one edit leaves it.

For rows that a list has checked already (`villages.imports`): no model cleaning here; the database
holds its constraints.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db import models

from ntm_project.common.models import KeyField, VersionedModel
from villages.access import Access
from villages.audit import append_many, event_of
from villages.edit import recorded_fields, row_of_trail, unit_of, values_set
from villages.enums import Ability
from villages.models import AuditEvent, Unit

BATCH = 1_000
Parts = Mapping[str, Any]
Row = TypeVar("Row", bound=VersionedModel)


@dataclass
class RowChange(Generic[Row]):
    """A row with its new values set, what they were, and parts that changed with it."""

    row: Row
    before: Mapping[str, Any]
    parts: Mapping[str, tuple[object, object]] = field(default_factory=dict)


def create_rows(
    *,
    by: Access,
    rows: Iterable[models.Model],
    action: str,
    ability: Ability,
    parts: Callable[[Any], Parts] = lambda row: {},
) -> None:
    """Save new rows of one model, each with the event that `create_row` would have left."""
    for batch in batches(rows):
        type(batch[0])._base_manager.bulk_create(batch)
        news = ((row, values_set(row) | dict(parts(row))) for row in batch)
        append_many(by, (_event(action, row, {}, new) for row, new in news), ability)


def change_rows(
    *,
    by: Access,
    changes: Iterable[RowChange[Row]],
    action: str,
    ability: Ability,
    reason: str = "",
) -> None:
    """Save rows that have changed, each a version further, with the event of its edit."""
    for batch in batches(changes):
        model = type(batch[0].row)
        keys = [f for f in model._meta.concrete_fields if isinstance(f, KeyField)]
        names = {name for change in batch for name in change.before}
        rows = [change.row for change in batch]
        for row in rows:
            row.version += 1
            for key in keys:
                key.pre_save(row, add=False)
        names |= {"version", *(key.name for key in keys)}
        model._base_manager.bulk_update(rows, sorted(names), batch_size=200)
        append_many(by, (_changed(action, change, reason) for change in batch), ability)


def _changed(action: str, change: RowChange[Row], reason: str) -> tuple[AuditEvent, Unit | None]:
    model: type[models.Model] = type(change.row)
    old = {f.name: change.before[f.name] for f in recorded_fields(model)
           if f.name in change.before and f.editable}  # fmt: skip
    new = {name: getattr(change.row, name) for name in old}
    for name, (was, now) in change.parts.items():
        old[name], new[name] = was, now
    event, unit = _event(action, change.row, old, new)
    event.reason = reason
    return event, unit


def _event(
    action: str, row: models.Model, old: Parts, new: Parts
) -> tuple[AuditEvent, Unit | None]:
    return event_of(action, row_of_trail(row), old, new), unit_of(row)


def batches(rows: Iterable[Any]) -> Iterable[Sequence[Any]]:
    """The rows in their order, so many at a time as one write takes."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
