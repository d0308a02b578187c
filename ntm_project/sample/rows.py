"""Rows of the fixture tables: read strictly, and refused with where and what to do."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from ntm_project.common.dates import parse_day
from ntm_project.common.numbers import parse_decimal, parse_money
from ntm_project.common.text import clean_line, fold

T = TypeVar("T")


class FixtureError(Exception):
    """One Vietnamese sentence: file, row, column, value, and what to do."""


@dataclass(frozen=True)
class FixtureRow:
    """One row as Excel numbers it (the column names are row 1)."""

    file: str
    number: int
    cells: Mapping[str, str]

    def error(self, what: str, column: str = "") -> FixtureError:
        at = f", cột “{column}”" if column else ""
        return FixtureError(f"{self.file}, dòng {self.number}{at}: {what}")

    def text(self, column: str) -> str:
        return self.cells[column]

    def required(self, column: str) -> str:
        if not (value := self.cells[column]):
            raise self.error("ô này không được để trống.", column)
        return value

    def items(self, column: str) -> list[str]:
        """The parts of a cell that are divided by semicolons."""
        return [part for part in map(str.strip, self.cells[column].split(";")) if part]

    def lines(self, column: str, divider: str = ";") -> str:
        """The parts of a cell as lines."""
        parts = (part.strip() for part in self.cells[column].split(divider))
        return "\n".join(part for part in parts if part)

    def _read(self, column: str, reader: Callable[[str], T]) -> T | None:
        if not (value := self.cells[column]):
            return None
        try:
            return reader(value)
        except ValueError as error:
            raise self.error(f"không đọc được “{value}”. {error}", column) from None

    def day(self, column: str) -> date | None:
        return self._read(column, parse_day)

    def number_of(self, column: str) -> Decimal | None:
        return self._read(column, parse_decimal)

    def money(self, column: str) -> int | None:
        """Whole đồng of an amount in words."""
        return self._read(column, parse_money)

    def whole(self, column: str) -> int | None:
        number = self.number_of(column)
        if number is not None and number != number.to_integral_value():
            raise self.error(f"“{self.cells[column]}” phải là số nguyên.", column)
        return None if number is None else int(number)

    def needed_whole(self, column: str) -> int:
        self.required(column)
        return self.whole(column) or 0

    def yes(self, column: str) -> bool:
        value = fold(self.required(column))
        if value not in {"co", "khong"}:
            raise self.error(f"“{self.cells[column]}” không hợp lệ; ghi có hoặc không.", column)
        return value == "co"

    def choice(self, column: str, choices: type[TextChoices]) -> str:
        """The stored value of a choice, written as the interface shows it or as it is stored."""
        value = self.cells[column]
        if not value:
            return ""
        for option in choices:
            if fold(value) in {fold(str(option.label)), fold(option.value)}:
                return option.value
        allowed = ", ".join(str(option.label) for option in choices)
        raise self.error(f"“{value}” không hợp lệ; ghi một trong: {allowed}.", column)

    def needed_choice(self, column: str, choices: type[TextChoices]) -> str:
        self.required(column)
        return self.choice(column, choices)

    def key_of(self, column: str, known: Mapping[str, Any], what: str, where: str) -> str:
        """A key that must be known; an empty cell stays empty."""
        value = self.cells[column]
        if value and value not in known:
            raise self.error(
                f"không có {what} “{value}”; ghi mã có trong {where}, hoặc thêm mã này vào đó.",
                column,
            )
        return value

    def needed_key(self, column: str, known: Mapping[str, Any], what: str, where: str) -> str:
        self.required(column)
        return self.key_of(column, known, what, where)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turns what the models and services refuse into an error at this row."""
        try:
            yield
        except ValidationError as error:
            raise self.error(" ".join(error.messages)) from error


@dataclass(frozen=True)
class Draft:
    """What a row describes: its key in the fixtures, references by key, and plain field values."""

    row: FixtureRow
    key: str | tuple[Any, ...]
    fields: dict[str, Any] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The key as one word for messages and for the journal."""
        return self.key if isinstance(self.key, str) else ":".join(map(str, self.key))


def by_key(drafts: Iterable[Draft]) -> dict[Any, Draft]:
    """Key → draft in the order of the file; a key used twice is refused."""
    found: dict[Any, Draft] = {}
    for draft in drafts:
        if (first := found.get(draft.key)) is not None:
            raise draft.row.error(
                f"“{draft.name}” đã có ở {first.row.file}, dòng {first.row.number}; "
                "bỏ một dòng hoặc đổi mã."
            )
        found[draft.key] = draft
    return found


def read_rows(
    folder: Path,
    name: str,
    columns: Sequence[str],
    *,
    optional: Sequence[str] = (),
    may_lack: bool = False,
) -> list[FixtureRow]:
    """The rows of one table that has exactly these columns; empty rows are passed over.

    Columns that are `optional` may follow; where a table lacks one, its cells are empty.
    """
    path, label = folder / name, f"{folder.name}/{name}"
    if not path.exists():
        if may_lack:
            return []
        raise FixtureError(f"Thiếu tệp {label}; hãy chép lại tệp này từ bản gốc.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = [[clean_line(cell) for cell in row] for row in csv.reader(lines, strict=True)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FixtureError(
            f"{label}: không đọc được tệp; hãy lưu lại dạng CSV UTF-8. ({error})"
        ) from error
    head = table[0] if table else []
    further = [name for name in optional if name in head]
    if head != [*columns, *further]:
        raise FixtureError(f"{label}, dòng 1: tên cột phải là: {', '.join(columns)}.")
    rows = []
    for number, cells in enumerate(table[1:], 2):
        if not any(cells):
            continue
        if len(cells) != len(head):
            raise FixtureError(
                f"{label}, dòng {number}: có {len(cells)} ô, phải có {len(head)} ô; "
                "ô có dấu phẩy phải nằm trong dấu nháy kép."
            )
        given = dict(zip(head, cells, strict=True))
        rows.append(FixtureRow(label, number, dict.fromkeys(optional, "") | given))
    return rows
