"""A column of a list: by which headings it is known, what it holds, how it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ntm_project.common.dates import format_day, parse_day
from ntm_project.common.numbers import format_decimal
from ntm_project.common.tables.book import Percent
from ntm_project.common.tables.values import day_text_of, mark_of, text_of
from ntm_project.common.tables.write import SheetColumn
from ntm_project.common.text import fold

_NOTHING = {"chuaco", "chuacosolieu", "--", "---", "...", "//"} | set("-–—−_/…")
_LONGEST_NOTHING = 30  # characters
_NO_FIGURE = {"khong", "khong co", "ko", "k", "x", "v", "co"}
MARK_WORDS = "Đánh dấu x, hoặc để trống."
FIGURE_WORDS = "Là số không thì ghi 0; không có, hoặc chưa có số liệu thì để trống."
_DAY_WORDS = "Ngày/tháng/năm, ví dụ 05/3/2024."


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MARK = "mark"
    MONEY = "money"


_NOTES = {Holds.MARK: MARK_WORDS, Holds.DAY: _DAY_WORDS}


@dataclass(frozen=True)
class Within:
    """Where a cell may be whose column a file has not: in the cells of another column, of which
    `part` takes it; "" where it is not there."""

    column: str
    part: Callable[[str], str]


@dataclass(frozen=True)
class Column:
    """One column; `name` is that of the form's field where there is one.

    `also` are further headings by which it is known, `note` hangs at its heading in the template,
    `is_only_out` ones are never imported, `is_only_in` ones stand in no file that goes out: what
    is only compared with what is known, or goes into another column.
    """

    name: str
    heading: str
    holds: Holds = Holds.TEXT
    also: Sequence[str] = ()
    note: str = ""
    example: Sequence[Any] = ()
    choices: Sequence[str] = ()
    is_needed: bool = False
    is_only_out: bool = False
    is_only_in: bool = False
    dash_is_none: bool = False  # of words: a dash is how offices leave the cell empty
    takes_words: bool = False  # of figures: a level may stand there in words too
    may_be_day: bool = False  # of words: a bare count of days is one of Excel's
    states_measure: bool = False  # of figures of many kinds: its own heading may state a sum's
    like: Callable[[str], bool] | None = None  # of words: whether some may stand in a cell
    within: Within | None = None
    stated_by: Sequence[str] = ()  # names of columns of a file that state it, too
    width: float = 16
    looks: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading, *self.also)

    def in_words(self, words: Callable[[str], str]) -> "Column":
        """The column, its heading and note in other words."""
        return replace(self, heading=words(self.heading), note=words(self.note))

    @property
    def sheet_column(self) -> SheetColumn:
        """The column as a file shows it."""
        note = self.note or _NOTES.get(self.holds, "")
        if self.is_needed:
            note = f"Bắt buộc. {note}".strip()
        return SheetColumn(
            self.heading, self.width, self.looks, note, self.choices, is_needed=self.is_needed
        )

    def states_nothing(self, cell: Any) -> bool:
        """Whether the cell is only a mark for “nothing”: a dash, or “chưa có”."""
        if not isinstance(cell, str) or len(cell) > _LONGEST_NOTHING:
            return False
        has_dashes = self.dash_is_none or self.holds in (Holds.NUMBER, Holds.MONEY, Holds.DAY)
        return has_dashes and fold(cell).replace(" ", "") in _NOTHING

    def suits(self, cells: Sequence[Any]) -> bool:
        """Whether cells look like those of the column: most of them, all where it has a choice."""
        words = [text_of(cell) for cell in cells if not self.states_nothing(cell)]
        like = [self._is_like(one) for one in words if one]
        return all(like) and bool(like) if self.choices else sum(like) * 2 > len(like)

    def _is_like(self, words: str) -> bool:
        if self.holds == Holds.MARK:
            return mark_of(words) is not None
        if self.holds != Holds.TEXT and not self.takes_words:
            return has_figure(words)
        return self.like(words) if self.like else True

    def typed(self, cell: Any) -> str:
        """The cell as somebody would have typed it into the form's field."""
        if self.states_nothing(cell):
            return ""
        if self.holds == Holds.DAY or self.may_be_day:
            return day_text_of(cell)
        if self.holds == Holds.MARK:
            return "x" if mark_of(cell) else ""
        # 100% typed into Excel is a number that shows so.
        return (
            f"{text_of(cell)}%" if self.takes_words and isinstance(cell, Percent) else text_of(cell)
        )

    def why_no_figure(self, cell: Any) -> str:
        """Why words are neither a figure nor none: “không” may mean 0, or that nobody counted."""
        if self.takes_words or not isinstance(cell, str):
            return ""
        return no_figure(cell) if self.holds in (Holds.NUMBER, Holds.MONEY) else ""

    def why_no_mark(self, cell: Any) -> str:
        """Why a cell that should hold a mark or nothing holds neither; "" where it does."""
        if self.holds != Holds.MARK or mark_of(cell) is not None:
            return ""
        return f"“{text_of(cell)[:60]}” không phải dấu."

    def shown(self, value: Any) -> str:
        """A value of the column as the page of the trial shows it."""
        is_money = self.holds == Holds.MONEY and isinstance(value, int)
        return f"{format_decimal(value)} đồng" if is_money else shown(value)


@dataclass(frozen=True)
class ByHeading:
    """Columns that a list has where a file does, known by what their headings name."""

    knows: Callable[[str], bool]
    columns: Callable[[Sequence[str]], Sequence[Column]]


def has_figure(words: str) -> bool:
    """Whether the words hold a figure."""
    return any(letter.isdecimal() for letter in words)


def no_figure(words: str) -> str:
    """Why words in the place of a figure are none that may be guessed; "" for other words."""
    if len(words) > _LONGEST_NOTHING or fold(words) not in _NO_FIGURE:
        return ""
    return f"“{text_of(words)}” không phải số: là 0 hay chưa có thì khác nhau."


def is_same_day(words: str, day: date | None) -> bool:
    """Whether the cell gives this day, or both give none."""
    if day is None or not words:
        return day is None and not words
    try:
        return parse_day(words) == day
    except ValueError:
        return False


def older_words(day: date | None, known: date | None) -> str:
    """The warning that the day of the row lies before that of the figure it would replace, or
    ""."""
    if day is None or known is None or day >= known:
        return ""
    return f"Số liệu ngày {format_day(day)} cũ hơn số liệu sổ đang ghi, ngày {format_day(known)}."


def shown(value: Any) -> str:
    """A value as the page of the trial shows it; "" for none."""
    if value is None or isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, tuple | list):
        return "; ".join(map(shown, value))
    return str(value)
