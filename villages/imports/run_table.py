"""The file of a run as a table of its list: which sheet, which columns, which rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from ntm_project.common.tables.book import Book, CannotRead, Sheet
from ntm_project.common.tables.match import Match, MatchSource, match_columns
from ntm_project.common.tables.measure import stated_measure
from ntm_project.common.tables.table import LOOKED_AT, ORDER, FoundTable, find_table, head_key
from ntm_project.common.tables.values import text_of
from ntm_project.common.text import fold
from villages.imports.columns import ByHeading, Column, Holds
from villages.imports.rows import Unread

_BARE = re.compile(r"[0-9][0-9., ]*")  # an amount without its measure
_LOOKED_AT = 200  # rows by which two columns for one field are weighed
# Sheets of our own template that hold no data.
_ASIDE = {"vi du", "huong dan", "danh muc", "danh sach chon"}


@dataclass(frozen=True)
class Reading:
    """A sheet of the file with its table, and the field of each column."""

    table: FoundTable
    matches: tuple[Match, ...]

    def missing(self, columns: Sequence[Column], names: Sequence[str] | None = None) -> list[str]:
        """The headings that a list needs and that no column is, nor part of one; `names` are the
        fields of the columns where they are not those that were found."""
        fields = [match.name for match in self.matches] if names is None else names
        places = {name: at for at, name in enumerate(fields) if name}
        headings = {column.name: column.heading for column in columns}
        return [
            " hoặc ".join(headings[name] for name in (column.name, *column.stated_by))
            for column in columns
            if column.is_needed and not self._has(column, places)
        ]

    def _has(self, column: Column, places: Mapping[str, int]) -> bool:
        if any(name in places for name in column.stated_by):
            return True
        if column.name in places or (within := column.within) is None:
            return column.name in places
        at = places.get(within.column)
        return at is not None and any(within.part(text_of(r.cells[at])) for r in self.table.rows)

    def is_sure(self, columns: Sequence[Column]) -> bool:
        """Whether nobody has to look: every needed column is there, and nothing is a guess."""
        return not self.missing(columns) and all(m.how != MatchSource.GUESSED for m in self.matches)


def sheets_to_choose(book: Book) -> list[Sheet]:
    """The sheets that may hold the list: those that Excel shows and that are not ours for help."""
    shown = [s for s in book.sheets if not s.is_hidden and fold(s.name) not in _ASIDE and s.rows]
    return shown or [sheet for sheet in book.sheets if sheet.rows]


def sheet_named(book: Book, name: str) -> Sheet:
    """The sheet of that name, as a run keeps it."""
    return next((one for one in book.sheets if one.name[:200].strip() == name), book.sheets[0])


def rows_to_choose(sheet: Sheet) -> list[tuple[int, str]]:
    """The rows that may name the columns: their numbers, and how they begin."""
    rows = enumerate(sheet.rows[:LOOKED_AT], start=1)
    words = ((number, " · ".join(filter(None, map(text_of, row)))) for number, row in rows)
    return [(number, line[:80]) for number, line in words if line]


def read_sheet(
    sheet: Sheet,
    columns: Sequence[Column],
    remembered: Mapping[str, str] | None,
    by_heading: ByHeading | None,
    head_row: int = 0,
) -> Reading:
    """The table of the sheet and what its columns are; `CannotRead`."""
    synonyms = {column.name: column.headings for column in columns}
    known = {head_key(word) for words in synonyms.values() for word in words}
    knows = by_heading.knows if by_heading else None
    table = find_table(sheet, known | set(remembered or {}), knows, head_row)
    more = by_heading.columns(table.head) if by_heading else ()
    synonyms |= {column.name: column.headings for column in more}
    by_name = {column.name: column for column in (*columns, *more)}

    def fits(at: int, name: str) -> bool:
        return by_name[name].suits([row.cells[at] for row in table.rows[:_LOOKED_AT]])

    return Reading(table, tuple(match_columns(table.head, synonyms, remembered, fits)))


def best_reading(
    book: Book,
    columns: Sequence[Column],
    remembered: Mapping[str, str],
    by_heading: ByHeading | None = None,
    wanted: str = "",
) -> tuple[Reading, bool, list[str]]:
    """The sheet whose columns fit best, or the wanted one, whether no other fits as well, and the
    names of all that hold such a table; `CannotRead`."""
    found: list[tuple[int, Reading]] = []
    trouble: CannotRead | None = None
    for sheet in sheets_to_choose(book):
        try:
            reading = read_sheet(sheet, columns, remembered, by_heading)
        except CannotRead as error:
            trouble = trouble or error
            continue
        fit = sum(
            m.how in (MatchSource.KNOWN, MatchSource.REMEMBERED) and bool(m.name)
            for m in reading.matches
        )
        found.append((fit if reading.table.rows else 0, reading))
    if not found:
        raise trouble or CannotRead("Tệp không có trang nào có bảng.")
    best = max(fit for fit, _ in found)
    fitting = [reading for fit, reading in found if fit == best]
    full = [one.table for _, one in found if one.table.rows and not one.missing(columns)]
    names = [table.sheet[:200].strip() for table in full]
    if wanted in names:
        return next(one for _, one in found if one.table.sheet[:200].strip() == wanted), True, names
    return fitting[0], len(fitting) == 1 or best == 0, names


def columns_left_out(
    columns: Sequence[Column], names: Sequence[str], table: FoundTable
) -> list[str]:
    """The headings of columns that hold something and go nowhere: neither into a field, nor known
    as what an export adds or as the mere count of rows. One that is known all the same has given
    way to another column."""
    known = {head_key(word) for c in columns if c.is_only_out for word in c.headings} | ORDER
    found = [
        (at, heading)
        for at, (heading, name) in enumerate(zip(table.head, names, strict=False))
        if heading and not name and head_key(heading) not in known
    ]
    return [word for at, word in found if any(text_of(row.cells[at]) for row in table.rows)]


def read_hidden(names: Sequence[str], table: FoundTable) -> list[str]:
    """The headings of columns that Excel hides and that are read all the same."""
    return [table.head[at] for at in sorted(table.hidden_columns) if any(names[at : at + 1])]


def chosen(
    columns: Sequence[Column], names: Sequence[str], table: FoundTable
) -> tuple[list[Column], Iterator[tuple[int, list[Any]]]]:
    """The columns that are imported, and the rows with their cells alone."""
    by_name = {column.name: column for column in columns}
    places = [at for at, name in enumerate(names) if name in by_name and at < len(table.head)]
    given = [by_name[names[at]] for at in places]
    stated = measures(columns, names, table)
    measured = {index: stated[at] for index, at in enumerate(places) if at in stated}

    def rows() -> Iterator[tuple[int, list[Any]]]:
        has_unread = bool(table.unread)
        for row in table.rows:
            cells: list[Any] = [row.cells[at] for at in places]
            if has_unread:
                for index, at in enumerate(places):
                    if why := table.why_unread(row, at):
                        cells[index] = Unread(capfirst(why) + ".")
            for index, measure in measured.items():
                if not isinstance(cell := cells[index], Unread):
                    cells[index] = with_measure(cell, measure)
            yield row.number, cells

    return given, rows()


def measures(columns: Sequence[Column], names: Sequence[str], table: FoundTable) -> dict[int, str]:
    """In what the amounts of each column of money are: as its own heading states, else as the line
    above the table (of money alone); left out where neither does."""
    above = {column.name: table.measure for column in columns if column.holds == Holds.MONEY}
    above |= {column.name: "" for column in columns if column.states_measure}
    found = {
        at: stated_measure(heading) or above[name]
        for at, (heading, name) in enumerate(zip(table.head, names, strict=False))
        if name in above
    }
    figures = {column.name for column in columns if column.states_measure}
    plain = {at: "đồng" for at in found if names[at] not in figures}  # as amounts are read anyway
    return {at: words for at, words in found.items() if words not in ("", plain.get(at))}


def with_measure(cell: Any, measure: str) -> Any:
    """A bare number with the measure of its column."""
    words = text_of(cell)
    return f"{words} {measure}" if _BARE.fullmatch(words) else cell
