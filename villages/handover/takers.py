"""The choices of the hand-over page for one kind of work: as they were sent, and which rows show.

Who takes it is chosen for the whole kind, for the part of a unit, and for single rows.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from ntm_project.common.choosing import Chooser, Singles
from villages.handover.queries import OpenKind
from villages.models import Unit


@dataclass(frozen=True)
class Choice:
    """One list of who can take: its field, what is chosen, and what it is for."""

    name: str
    value: str
    words: str
    count: int = 1


@dataclass(frozen=True)
class KindTakers:
    """One kind of open work as it was sent: its choices and the rows that are shown."""

    one: OpenKind
    sent: QueryDict

    @property
    def slug(self) -> str:
        return self.one.kind.slug

    @property
    def whole(self) -> Choice:
        return self._choice(f"k{self.slug}", "", len(self.one.rows))

    @cached_property
    def units(self) -> list[Choice]:
        """One for each unit, its own level first; none where all is of one unit."""
        counts = Counter(map(self.one.kind.unit, self.one.rows))
        if len(counts) < 2:
            return []
        units = sorted(counts, key=lambda unit: (unit.is_village, unit.name_key, unit.pk))
        return [self._choice(self._unit_name(unit), str(unit), counts[unit]) for unit in units]

    @cached_property
    def singles(self) -> Singles[Any]:
        """The rows with a taker of their own, and a page of the others."""
        chooser = Chooser(self.slug, self.sent)
        return chooser.singles(self.one.rows, name=self._row_name, words=self.one.kind.words)

    @property
    def shown(self) -> list[Choice]:
        words = self.one.kind.words
        return [self._choice(self._row_name(row), words(row)) for row in self.singles.shown]

    @property
    def is_by_unit(self) -> bool:
        return any(unit.value for unit in self.units)

    @property
    def chosen(self) -> Iterator[tuple[tuple[str, int], str]]:
        """Each row with its taker: its own, else that of its unit, else that of the kind."""
        for row in self.one.rows:
            of_unit = self.sent.get(self._unit_name(self.one.kind.unit(row)), "")
            single = self.sent.get(self._row_name(row), "")
            yield (self.slug, row.pk), single or of_unit or self.whole.value

    def _choice(self, name: str, words: str, count: int = 1) -> Choice:
        return Choice(name, self.sent.get(name, ""), words, count)

    def _unit_name(self, unit: Unit) -> str:
        return f"u{self.slug}-{unit.pk}"

    def _row_name(self, row: Any) -> str:
        return f"r{self.slug}-{row.pk}"
