"""What stands around the rows of a table: beside them, in columns without a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Surroundings:
    """By the numbers of the rows, as the table was found."""

    beside: Mapping[int, str] = field(default_factory=dict)

    def lost(self, number: int) -> str:
        """What of the row goes nowhere, in a sentence; "" for nothing."""
        words = self.beside.get(number)
        return f"Có chữ ở cột không có tên, không nhập ({words})." if words else ""
