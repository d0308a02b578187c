"""One act over many rows: one transaction, one event in the trail that names each row.

Where the rows are of several communes it is one for each, so that all read in their own trail, and
can prove by their own chain, what was done to their rows.

The rows are edited by the services of one (`Edit.act`), with their rules and versions; only
what they would have recorded one by one is recorded together. A row's own history shows its part.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from villages.access import Access
from villages.audit import append
from villages.chain import chain_of_unit
from villages.enums import Ability
from villages.models import AuditEvent, Unit, keys_of_path
from villages.models.audit import ACT, part_key


@dataclass
class Act:
    """An act on many rows: its name, and the rows it has reached so far."""

    by: Access
    action: str
    ability: Ability | None = None
    reason: str = ""
    parts: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)  # of the units of the rows

    def add(
        self,
        row: models.Model,
        unit: Unit | None,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
    ) -> None:
        """One row's part of the act; what an earlier part recorded of the row stays."""
        name = {"name": str(row)[:100]}
        was, now = self.parts.get(part_key(row), ({}, {}))
        self.parts[part_key(row)] = (name | dict(old) | was, name | now | dict(new))
        if unit is not None:
            self.paths[part_key(row)] = unit.path


@contextmanager
def acting(by: Access, action: str, ability: Ability, reason: str = "") -> Iterator[Act]:
    """Do something to many rows, recorded as one event; an exception undoes all of it."""
    with transaction.atomic():
        act = Act(by, action, ability, reason)
        yield act
        if act.parts:
            _record(act)


def _record(act: Act) -> None:
    """An event for each commune (or unit above) of the rows; the request holds them together."""
    if missing := act.parts.keys() - act.paths.keys():
        raise RuntimeError(f"an act needs the units of its rows: {sorted(missing)}")
    units = Unit.objects.in_bulk({keys_of_path(path)[-1] for path in act.paths.values()})
    groups: dict[int, list[str]] = {}
    for key in act.parts:
        groups.setdefault(chain_of_unit(units[keys_of_path(act.paths[key])[-1]]), []).append(key)
    for keys in groups.values():
        _record_one(act, keys, _common({act.paths[key] for key in keys}))


def _record_one(act: Act, keys: list[str], unit: Unit) -> None:
    event = AuditEvent(
        action=act.action,
        object_type=ACT,
        object_id=unit.pk,
        object_name=str(unit)[:300],
        changes={key: list(act.parts[key]) for key in keys},
        reason=act.reason,
    )
    append(act.by, event, unit, act.ability)


def _common(paths: set[str]) -> Unit:
    """The unit that all paths have in common: those of one chain have at least a commune."""
    shared = [
        parts[0] for parts in zip(*map(keys_of_path, paths), strict=False) if len(set(parts)) == 1
    ]
    return Unit.objects.get(pk=shared[-1])
