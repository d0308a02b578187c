"""What the page of a hand-over has sent of one kind of work, and what of the kind it shows.

Who takes it is chosen for the whole kind, for the part of a unit, and for single rows, of which
a page stands to be chosen from: what is drawn does not grow with the work that is open.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from ntm_project.common.choosing import PER_PAGE, Chooser
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
class Sheet:
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
        units = sorted(counts, key=lambda unit: (unit.level == "village", unit.name_key, unit.pk))
        return [self._choice(self._unit_name(unit), str(unit), counts[unit]) for unit in units]

    @cached_property
    def singles(self) -> list[Choice]:
        """The rows with a taker of their own, whichever page they were chosen on."""
        return [self._row_choice(row) for row in self.one.rows if self._single(row)]

    @property
    def chooser(self) -> Chooser:
        return Chooser(self.slug, self.sent)

    @cached_property
    def page(self) -> "Page[Choice]":
        """The rows without a taker of their own that have the words searched for."""
        rows = [self._row_choice(row) for row in self.one.rows if not self._single(row)]
        return self.chooser.page(rows, lambda row: row.words)

    @property
    def shown(self) -> list[list[Choice]]:
        """What was chosen first, then what can be."""
        return [self.singles, list(self.page)]

    @property
    def is_by_unit(self) -> bool:
        return any(unit.value for unit in self.units)

    @property
    def is_long(self) -> bool:
        """Whether not all rows stand on one page."""
        return len(self.one.rows) > PER_PAGE

    @property
    def is_open(self) -> bool:
        return bool(self.singles) or self.chooser.is_in_use

    @property
    def chosen(self) -> Iterator[tuple[tuple[str, int], str]]:
        """Each row with its taker: its own, else that of its unit, else that of the kind."""
        for row in self.one.rows:
            of_unit = self.sent.get(self._unit_name(self.one.kind.unit(row)), "")
            yield (self.slug, row.pk), self._single(row) or of_unit or self.whole.value

    def _choice(self, name: str, words: str, count: int = 1) -> Choice:
        return Choice(name, self.sent.get(name, ""), words, count)

    def _unit_name(self, unit: Unit) -> str:
        return f"u{self.slug}-{unit.pk}"

    def _single(self, row: Any) -> str:
        return self.sent.get(f"r{self.slug}-{row.pk}", "")

    def _row_choice(self, row: Any) -> Choice:
        return self._choice(f"r{self.slug}-{row.pk}", self.one.kind.words(row))
