"""`Mã dòng`: by which a row of an exported file is known again, and how it stood then.

A file that lay for days must not take back what others have recorded since. So its code states of
the row which one it is, how it stood, and which of its cells were empty. Of a row that stands
otherwise by now nothing is written: a cell that was left empty states nothing, what the row states
already is no change, anything else is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError

from villages.imports.columns import Column
from villages.imports.faults import NoRow
from villages.imports.resource import ListResource

_CODE = re.compile(r"([0-9a-f]{10})-([0-9a-f]{6})-([0-9a-f]{1,8})")
NEW_FILE = "Xuất lại tệp rồi sửa trên tệp mới."
CODE = Column(
    "row_code", "Mã dòng", width=23,
    note="Chương trình đặt khi xuất, để nhận ra dòng và biết dòng đã đổi chưa. Dòng mới để trống.",
    example=("", ""),
)  # fmt: skip


class Moved(ValidationError):
    """A row of an older file that would take back what was recorded since."""

    remedy = NEW_FILE


@dataclass(frozen=True)
class RowCode:
    """What the code of a row states: which row, how it stood, the columns that were empty."""

    which: str
    stood: str
    empty: int

    def __str__(self) -> str:
        return f"{self.which}-{self.stood}-{self.empty:x}"

    @classmethod
    def read(cls, words: str) -> "RowCode | None":
        """The code in a cell; None for none, and for one of another shape."""
        found = _CODE.fullmatch(words.strip())
        return cls(found[1], found[2], int(found[3], 16)) if found else None


class CodedResource(ListResource):
    """A list whose rows carry a code; its `columns` hold `CODE`, its `find` asks `coded` first."""

    def identity(self, row: Any) -> Sequence[Any]:
        """By what the row is known as long as it is there."""
        return type(row).__name__, row.pk

    def facts(self, row: Any) -> Sequence[Any]:
        """What differs once somebody has changed of the row what its list writes."""
        state = self.state(row)
        written = (c for c in self.sent() if not c.is_only_out and c is not CODE)
        return tuple(column.shown(state.get(column.name)) for column in written)

    def stored(self) -> Iterable[Any]:
        """The rows that a code can mean: those of the list."""
        return self.rows({})

    @cached_property
    def by_code(self) -> dict[str, Any]:
        return {self.which(row): row for row in self.stored()}

    def which(self, row: Any) -> str:
        return _short(self.identity(row), 10)

    def key(self, cells: Mapping[str, str]) -> Any:
        return cells.get(CODE.name) or None

    def coded(self, cells: Mapping[str, str]) -> Any:
        """The row that the code means; None where the cell is empty."""
        if not (words := cells.get(CODE.name, "")):
            return None
        code = RowCode.read(words)
        if code and code.which in self.by_code:
            return self.by_code[code.which]
        raise NoRow(
            CODE.name,
            "Dòng này đã bị xóa từ khi xuất tệp, hoặc là của danh sách khác.",
            f"{NEW_FILE} Là dòng mới thì xóa mã.",
        )

    def sure(self, cells: Mapping[str, str], row: Any) -> Any:
        """The row that the cells name, which no code may deny."""
        if self.coded(cells) not in (None, row):
            raise NoRow(CODE.name, "Mã dòng này là của dòng khác trong sổ.", NEW_FILE)
        return row

    def out_state(self, row: Any) -> dict[str, Any]:
        state = self.state(row)
        empty = sum(1 << at for at, c in enumerate(self.columns) if self._is_empty(c, state))
        code = RowCode(self.which(row), _short(self.facts(row), 6), empty)
        return state | {CODE.name: str(code)}

    def _is_empty(self, column: Column, state: Mapping[str, Any]) -> bool:
        return self.is_blank(column.shown(state.get(column.name)))

    def passed(
        self, cells: Mapping[str, str], row: Any, state: Mapping[str, Any]
    ) -> frozenset[str] | None:
        code = RowCode.read(cells.get(CODE.name, ""))
        if row is None or code is None or code.stood == _short(self.facts(row), 6):
            return None
        return frozenset(
            column.name
            for at, column in enumerate(self.columns)
            if code.empty >> at & 1
            and cells.get(column.name, "") in {"", *self.blanks}
            and not self._is_empty(column, state)
        )

    def refuse_older(self, changed: Sequence[Column], state: Mapping[str, Any]) -> None:
        raise Moved({column.name: [self._since(column, state)] for column in changed})

    def _since(self, column: Column, state: Mapping[str, Any]) -> str:
        words = column.shown(state.get(column.name))[:200]
        now = f"nay ghi “{words}”" if words else "nay để trống"
        return f"Dòng này đã có người sửa từ khi xuất tệp, {now}."


def _short(facts: Iterable[Any], letters: int) -> str:
    return sha256("|".join(map(str, facts)).encode()).hexdigest()[:letters]
