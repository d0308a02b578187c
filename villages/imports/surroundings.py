"""Headings above the rows of a table, and what is beside a row without a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_project.common.tables.headings import MARK_OF_HEADING


@dataclass(frozen=True)
class Surroundings:
    """By the numbers of the rows, as the table was found."""

    beside: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[int, str] = field(default_factory=dict)

    def lost(self, number: int) -> str:
        """What of the row goes nowhere, in a sentence; "" for nothing."""
        words = self.beside.get(number)
        return f"Có chữ ở cột không có tên, không nhập ({words})." if words else ""

    def heading_above(self, number: int) -> tuple[int, str]:
        """The number and the words of the row that heads this one, without its mark."""
        at = max((one for one in self.headings if one < number), default=0)
        return at, MARK_OF_HEADING.sub("", self.headings.get(at, ""))
