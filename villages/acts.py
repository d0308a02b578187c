"""One act over many rows: one transaction, one event in the trail that names each row.

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
from villages.enums import Ability
from villages.models import AuditEvent, Unit
from villages.models.audit import ACT, part_key


@dataclass
class Act:
    """What is done to many rows: under which name, and so far to which."""

    by: Access
    action: str
    ability: Ability | None = None
    reason: str = ""
    parts: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)

    def add(
        self,
        row: models.Model,
        unit: Unit | None,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
    ) -> None:
        """One row's part of the act; what an earlier part said of the row stays."""
        name = {"name": str(row)[:100]}
        was, now = self.parts.get(part_key(row), ({}, {}))
        self.parts[part_key(row)] = (name | dict(old) | was, name | now | dict(new))
        if unit is not None:
            self.units.add(unit.path)


@contextmanager
def acting(by: Access, action: str, ability: Ability, reason: str = "") -> Iterator[Act]:
    """All or nothing: whatever a row inside raises takes the whole act back."""
    with transaction.atomic():
        act = Act(by, action, ability, reason)
        yield act
        if act.parts:
            _record(act)


def _record(act: Act) -> AuditEvent:
    """One event under the unit that all rows have in common."""
    unit = _common(act.units)
    if unit is None:
        raise RuntimeError("an act needs a unit that its rows have in common")
    event = AuditEvent(
        action=act.action,
        object_type=ACT,
        object_id=unit.pk,
        object_name=str(unit)[:300],
        changes={key: list(parts) for key, parts in act.parts.items()},
        reason=act.reason,
    )
    return append(act.by, event, unit, act.ability)


def _common(paths: set[str]) -> Unit | None:
    split = [path.strip("/").split("/") for path in paths]
    shared = [parts[0] for parts in zip(*split, strict=False) if len(set(parts)) == 1]
    return Unit.objects.filter(pk=int(shared[-1])).first() if shared else None
