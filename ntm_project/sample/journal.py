"""What was loaded before, as the audit trail records it: so that nothing is loaded twice.

A row keeps its mark when people rename or correct it, and a row that people removed does not come
back: loading again neither overwrites nor repeats.
"""

from collections import Counter
from typing import Any, TypeVar

from django.db import models

from villages.access import Access
from villages.audit import record
from villages.models import AuditEvent, Unit
from villages.viewing import LOADED

M = TypeVar("M", bound=models.Model)


class Journal:
    """Fixture keys and the rows that they became; counts what this run adds."""

    def __init__(self, by: Access) -> None:
        self.by = by
        self.added: Counter[str] = Counter()
        self._rows: dict[tuple[str, str], Any] = {}
        self._known = {
            (kind, key): pk
            for kind, key, pk in AuditEvent.objects.filter(action=LOADED)
            .order_by("pk")
            .values_list("object_type", "reason", "object_id")
        }

    def has(self, model: type[models.Model], key: str) -> bool:
        """Whether this run or an earlier one has loaded the key."""
        return (model._meta.label_lower, key) in self._known

    def get(self, model: type[M], key: str) -> M | None:
        """The row of a loaded key; None when people have removed it since."""
        mark = (model._meta.label_lower, key)
        if mark not in self._rows:
            row = model._default_manager.filter(pk=self._known[mark]).first()
            if row is None:
                return None
            self._rows[mark] = row
        return self._rows[mark]

    def add(self, row: models.Model, key: str, unit: Unit | None, *, is_new: bool = True) -> None:
        """Mark a key as loaded; a row that stood there before is marked but not counted."""
        mark = (row._meta.label_lower, key)
        self._known[mark] = row.pk
        self._rows[mark] = row
        record(self.by, LOADED, row, unit=unit, reason=key)
        if is_new:
            self.count(row)

    def count(self, row: models.Model | type[models.Model], number: int = 1) -> None:
        if number:
            self.added[str(row._meta.verbose_name)] += number
