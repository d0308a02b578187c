"""The table of a sheet: its head under the titles, its rows without what only looks like one."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from ntm_project.common.tables.book import (
    MOST_COLUMNS,
    MOST_ROWS,
    CannotRead,
    Sheet,
    column_name,
)
from ntm_project.common.tables.headings import heading_words, is_heading
from ntm_project.common.tables.measure import measure_above
from ntm_project.common.tables.merged_heads import join_parts
from ntm_project.common.tables.shares import SharesOfSum
from ntm_project.common.tables.values import text_of
from ntm_project.common.text import clean_line, spoken

BETWEEN = " – "  # between the two parts of a head in two rows
_MEASURE_CELLS = 2  # “Đơn vị tính:” and “triệu đồng”
_DEEPEST = 3  # rows of a head
LOOKED_AT = 40  # rows in which a head is looked for
ORDER = {"stt", "tt", "so tt", "so thu tu", "thu tu", "st t"}
_SUM = re.compile(
    r"(?:tong|cong)(?: (?:so|cong|don|chung|toan (?:xa|tinh|huyen)|cac muc|muc [ivx\d.]+|trang|"
    r"chi tieu|tieu chi|(?:(?:da|chua|khong) )?dat(?: chuan)?))*"
    r"(?: [(\d].*|(?: (?:[a-h]|[ivx]{1,4}))+)?"
)
# With its tones: "Cống" is a sewer, and "Cổng" a gate.
_SUM_WORDS = {"tổng", "cộng", "tong", "cong"}
_MOST_BESIDE = 60  # letters of a cell
MOST_NAMED = 5  # rows that are no data, named by their numbers
_FOOT = re.compile(
    r"(?:nguoi (?:lap|ki|duyet|tong hop)|thu truong|ke toan|(?:pho )?chu tich|noi nhan|ghi chu|"
    r"(?:t/?m|k/?t)[. ]|(?:so tien )?(?:viet )?bang chu\b|(?:t/?l|t/?u/?q)\.|xac nhan|"
    r"(?:[\w ]+ )?ngay .{0,12}thang .{0,12}nam|(?:ki|da ki|ho va ten)\b).*"
)
# Words that nothing but a signature has, wherever it stands.
_SIGNED = re.compile(
    r"(?:t/?[ml]|t/?u/?q|k/?t)\..*|nguoi lap(?: (?:bieu|bang|bao cao|danh sach))?|"
    r"(?:da )?ki(?: (?:ten|ghi ro|dong dau)\b.*)?"
)
_FIGURE = re.compile(r"[\d .,/%]*\d[\d .,/%]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-i])\)?(?:\s*=.*)?")


@dataclass(frozen=True)
class TableRow:
    """One row: its number as Excel shows it, and its cells by the columns of the head."""

    number: int
    cells: tuple[Any, ...]


@dataclass
class FoundTable:
    """A table as it was found on its sheet.

    `head` names each column (an empty name is a column without one), `first` is the column of the
    first, `top` the row in which the head begins; `measure` is what a line above the head states
    that amounts are in; `skipped` counts the rows that are no data by what they are, `headings` are
    those that head others, by their numbers; `beside` is, by the number of a row, what it holds in
    columns without a name, which goes nowhere; `hidden` counts the rows that Excel hides,
    `hidden_columns` holds the places of such columns.
    """

    sheet: str
    head_row: int
    head: tuple[str, ...]
    first: int = 0
    measure: str = ""
    rows: list[TableRow] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    skipped_at: dict[str, list[int]] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    hidden: int = 0
    hidden_columns: frozenset[int] = frozenset()
    unread: dict[tuple[int, int], str] = field(default_factory=dict)
    top: int = 0

    def letter(self, at: int) -> str:
        """The column of a cell as Excel names it."""
        return column_name(self.first + at)

    def leave_out(self, number: int, kind: str, cells: Sequence[Any] = ()) -> None:
        """Count a row that is no data, and keep its number; of one that heads others its words."""
        if kind == "section":
            self.headings[number] = heading_words(cells)
        self.skipped[kind] += 1
        named = self.skipped_at.setdefault(kind, [])
        if len(named) < MOST_NAMED:
            named.append(number)

    def why_unread(self, row: TableRow, at: int) -> str:
        """Why the cell has no value to read; "" where it has one or is empty."""
        return self.unread.get((row.number - 1, self.first + at), "")


def head_key(words: str) -> str:
    """What two headings have in common that name the same: no case, marks, signs or brackets."""
    bare = re.sub(r"\([^)]*\)|[*:]", " ", words)
    return spoken(bare).replace("/", " ").strip(" .&") or spoken(words)


def _keys(heading: str) -> tuple[str, str]:
    return head_key(heading), head_key(heading.rpartition(BETWEEN)[2])


def find_table(
    sheet: Sheet,
    known: Collection[str],
    knows: Callable[[str], bool] | None = None,
    head_row: int = 0,
) -> FoundTable:
    """The table of a sheet; `known` are the headings that a column may have (`head_key`), `knows`
    is whether one is a heading all the same; `head_row` is where somebody has seen the head begin.

    `CannotRead` where no row looks like a head, or there is more than can be taken at once.
    """
    if not any(any(_is_filled(cell) for cell in row) for row in sheet.rows):
        raise CannotRead(f"Trang “{sheet.name}” trống.")
    filled = _fill_merges(sheet)
    at, deep = _head_of(filled, sheet, known, knows or (lambda heading: False), head_row)
    words = _head_words(filled, at, deep)
    join_parts(filled, at + deep, words, sheet)
    first = next((c for c, word in enumerate(words) if word), None)
    if first is None:
        raise CannotRead(f"Không thấy dòng tên cột ở trang “{sheet.name}”.")
    last = max(c for c, word in enumerate(words) if word)
    if last - first >= MOST_COLUMNS:
        raise CannotRead(f"Bảng có hơn {MOST_COLUMNS} cột; hãy chép riêng các cột cần nhập.")
    head = tuple(words[first : last + 1])
    table = FoundTable(sheet.name, at + deep, head, first, measure_above(sheet.rows[:at]))
    table.top, table.unread = at + 1, dict(sheet.unread)
    table.hidden_columns = frozenset(
        place for place in range(len(head)) if _is_within(first + place, sheet.hidden_columns)
    )
    for row in _data(filled, at + deep, table):
        if len(table.rows) == MOST_ROWS:
            raise CannotRead(f"Bảng có hơn {MOST_ROWS} dòng; hãy chia thành nhiều tệp.")
        table.rows.append(row)
        if lost := _beside(filled[row.number - 1], table):
            table.beside[row.number] = lost
        table.hidden += row.number - 1 in sheet.hidden_rows
    return table


def _is_within(column: int, ranges: Collection[tuple[int, int]]) -> bool:
    return any(first <= column <= last for first, last in ranges)


def _is_filled(cell: Any) -> bool:
    return not (cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()))


def _fill_merges(sheet: Sheet) -> list[list[Any]]:
    """The rows; a value that was merged over rows stands in each of them, in its first column."""
    rows = [list(row) for row in sheet.rows]
    for top, left, bottom, _ in sheet.merges:
        if bottom == top or top >= len(rows) or left >= len(rows[top]):
            continue
        for at in range(top + 1, min(bottom + 1, len(rows), top + 2_000)):
            if left < len(rows[at]) and not _is_filled(rows[at][left]):
                rows[at][left] = rows[top][left]
    return rows


def _head_of(
    rows: list[list[Any]],
    sheet: Sheet,
    known: Collection[str],
    knows: Callable[[str], bool],
    head_row: int,
) -> tuple[int, int]:
    """Where the head begins and over how many rows it goes: the best known names, then the most."""
    best, found = (0, 0, 0, 0), (0, 0)
    for at in range(min(LOOKED_AT, len(rows))):
        is_no_head = _is_above(rows, at) or _is_below_words(rows, at)
        if at != head_row - 1 if head_row else is_no_head:
            continue
        for deep in range(1, _DEEPEST + 1):
            if at + deep > len(rows):
                break
            if deep > 1 and not _goes_on(rows, sheet, at, deep):
                break
            if _is_cut(sheet, at, deep):
                continue
            heads = [word for word in _head_words(rows, at, deep) if word]
            words = [head_key(word) for word in heads]
            # Of a head in two rows, the lower may be the name alone.
            hits = len({key for word in heads for key in _keys(word) if key in known})
            hits += sum(1 for word in set(heads) if knows(word))
            texts = [w for w in words if not re.fullmatch(r"[\d .,/]*", w) and len(w) <= 60]
            # An order column, or a known name, is what sets a head apart from a row of data.
            is_head = hits + any(word in ORDER for word in words)
            score = (hits, min(is_head, 1), len(texts) if len(texts) > 1 else 0, -at * 4 - deep)
            if score > best:
                best, found = score, (at, deep)
        if best[0] == 0 and best[1] == 0 and best[2] > 1 and at > found[0] + 15:
            break
    if best == (0, 0, 0, 0):
        raise CannotRead(
            f"Không thấy dòng tên cột ở trang “{sheet.name}”. Bảng cần một dòng ghi tên các cột, "
            "như tệp mẫu."
        )
    return found


def _is_below_words(rows: list[list[Any]], at: int) -> bool:
    """Whether the row has figures, under one that has a word over each of its cells: so it is data,
    though a known heading may stand in it (“Đạt”)."""
    filled = {column for column, cell in enumerate(rows[at]) if _is_filled(cell)}
    if not any(_is_figure(rows[at][column]) for column in filled):
        return False
    for above in rows[:at]:
        over = {column for column, cell in enumerate(above) if _is_filled(cell)}
        if filled <= over and not any(_is_figure(above[column]) for column in over):
            return True
    return False


def _is_figure(cell: Any) -> bool:
    """Whether a cell holds a number or a day; a year may name a column."""
    words = text_of(cell)
    return bool(_FIGURE.fullmatch(words)) and not _YEAR.fullmatch(words)


def _is_above(rows: list[list[Any]], at: int) -> bool:
    """Whether the row is a title or the line of the measure, which stand above a head: a title is
    alone in its row, and begins no further in than the row below."""
    filled, below = (
        [column for column, cell in enumerate(row) if _is_filled(cell)]
        for row in (rows[at], rows[at + 1] if at + 1 < len(rows) else [])
    )
    if len(filled) <= _MEASURE_CELLS and measure_above([rows[at]]):
        return True
    return len(filled) == 1 and len(below) > 1 and filled[0] <= below[0]


def _is_cut(sheet: Sheet, at: int, deep: int) -> bool:
    """Whether a name of the head reaches below it, merged: there it goes on."""
    last = at + deep - 1
    return deep < _DEEPEST and any(at <= top <= last < bottom for top, _, bottom, _ in sheet.merges)


def _goes_on(rows: list[list[Any]], sheet: Sheet, at: int, deep: int) -> bool:
    """Whether the next row is still head: something above reaches into it, or names its parts."""
    top, below = at + deep - 2, at + deep - 1
    if any(first <= top and last >= below for first, _, last, _ in sheet.merges if first >= at):
        return True
    if any(first == top and left < right for first, left, _, right in sheet.merges):
        return any(_is_filled(cell) for cell in rows[below])
    above, under = rows[top], rows[below]
    blanks = [c for c, cell in enumerate(under) if c >= len(above) or not _is_filled(above[c])]
    texts = [cell for cell in under if _is_filled(cell)]
    return (
        bool(texts)
        and all(isinstance(cell, str) for cell in texts)
        and any(_is_filled(under[c]) for c in blanks)
        and len(texts) < sum(map(_is_filled, above)) + len(blanks)
        and not any(_NUMBERING.fullmatch(spoken(str(cell))) for cell in texts)
    )


def _head_words(rows: list[list[Any]], at: int, deep: int) -> list[str]:
    """The words over each column: those of its lowest filled row, after those above it."""
    width = max(len(row) for row in rows[at : at + deep])
    lines: list[list[str]] = []
    for number in range(at, at + deep):
        row = rows[number] + [""] * (width - len(rows[number]))
        lines.append([clean_line(text_of(cell)) for cell in row])
    for above, under in pairwise(lines):
        carried = ""
        for column, word in enumerate(above):  # a name over several columns
            carried = word or (carried if under[column] else "")
            above[column] = word or carried
    words = []
    for column in range(width):
        parts = list(dict.fromkeys(line[column] for line in lines if line[column]))
        words.append(BETWEEN.join(parts))
    return words


def _data(rows: list[list[Any]], start: int, table: FoundTable) -> Iterator[TableRow]:
    """The rows of data below the head."""
    first, width = table.first, len(table.head)
    heads = {head_key(word) for word in table.head if word}
    order = next((c for c, word in enumerate(table.head) if head_key(word) in ORDER), None)
    is_apart = False  # whether the row before is blank
    shares = SharesOfSum(table.measure, table.head, has_order=order is not None)
    end = _other_table(rows, start, first, order, heads)
    for number, row in enumerate(rows[end:], end + 1):
        if any(map(_is_filled, row)):
            table.leave_out(number, "other")
    for at in range(start, end):
        cells = rows[at][first : first + width]
        cells += [""] * (width - len(cells))
        texts = {c: cell for c, cell in enumerate(cells) if c != order and _is_filled(cell)}
        texts |= {c: "?" for c in range(width) if (at, first + c) in table.unread}
        below = rows[at + 1][first : first + width] if at + 1 < end else []
        heads_others = is_heading(texts, cells, order, below)
        if not texts and not heads_others:
            table.skipped["blank"] += 1
            is_apart = True
            continue
        if texts and _is_foot(texts, cells, order, is_apart) and _is_over(rows, at, first, width):
            for number, row in enumerate(rows[at:end], at + 1):
                if any(map(_is_filled, row)):
                    table.leave_out(number, "foot")
            return
        is_apart = False
        kind = _kind(texts, cells, order, heads, is_first=at == start) if texts else ""
        kind = kind or ("section" if heads_others else "")
        mark = text_of(cells[order]) if order is not None else ""
        if shares.takes(texts.values(), mark, is_data=not kind):
            kind = "part"
        if kind:
            table.leave_out(at + 1, kind, cells)
            continue
        yield TableRow(at + 1, tuple(cells))


def _beside(row: list[Any], table: FoundTable) -> str:
    """The cells of the row in columns without a name, beside the table or within it: `F: có 2
    con`."""
    first, width = table.first, len(table.head)
    outside = [c for c in range(first, len(row)) if c - first >= width or not table.head[c - first]]
    found = [(c, clean_line(text_of(row[c]))) for c in outside if _is_filled(row[c])]
    return "; ".join(f"{column_name(c)}: {words[:_MOST_BESIDE]}" for c, words in found[:MOST_NAMED])


def _kind(
    texts: dict[int, Any], cells: list[Any], order: int | None, heads: set[str], *, is_first: bool
) -> str:
    """What a row is that is no data; "" for data."""
    number = text_of(cells[order]) if order is not None else ""
    if _is_sum(number) or _is_sum(text_of(next(iter(texts.values())))):
        return "sum"
    others = (cell for cell in texts.values() if head_key(text_of(cell)) not in heads)
    if len(texts) - len(list(islice(others, 2))) >= max(2, len(texts) - 1):
        return "head"
    if not is_first or len(texts) < 2:
        return ""
    words = (spoken(text_of(cell)) for cell in texts.values())
    return "numbering" if all(map(_NUMBERING.fullmatch, words)) else ""


def _other_table(
    rows: list[list[Any]], start: int, first: int, order: int | None, heads: set[str]
) -> int:
    """Where the table ends because another begins below it: at the title above a head that counts
    its own rows (STT) and names none of the same columns."""
    if order is None:
        return len(rows)
    parts = {head_key(part) for head in heads for part in head.split(BETWEEN)} | heads
    for at in range(start, len(rows)):
        cells = [cell for cell in rows[at] if _is_filled(cell)]
        mark = rows[at][first + order] if first + order < len(rows[at]) else None
        if not isinstance(mark, str) or len(cells) < 3 or head_key(mark) not in ORDER:
            continue
        same = sum(head_key(text_of(cell)) in parts for cell in cells) - 1
        if all(isinstance(cell, str) for cell in cells) and not same:
            above = (sum(map(_is_filled, row)) > 1 for row in reversed(rows[start:at]))
            return at - next((n for n, is_row in enumerate(above) if is_row), at - start)
    return len(rows)


def _is_sum(words: str) -> bool:
    """ "Tổng cộng", "Cộng mục I"."""
    first = re.match(r"[^\W\d]+", clean_line(words).casefold())
    is_first = first is not None and first[0] in _SUM_WORDS
    return is_first and bool(_SUM.fullmatch(spoken(words)))


def _is_foot(texts: dict[int, Any], cells: list[Any], order: int | None, is_apart: bool) -> bool:
    """Whether the row is the place, the office or the note below a table: apart from the rows
    above, or, where these are numbered, without a number; a signature is so anywhere."""
    number = spoken(text_of(cells[order])) if order is not None and len(texts) < 4 else ""
    if len(texts) > 3 or (number and not _FOOT.fullmatch(number)):
        return False
    words = [spoken(text_of(cell)) for cell in texts.values()]
    if order is None and not is_apart:
        return all(map(_SIGNED.fullmatch, words))
    return all(map(_FOOT.fullmatch, words))


def _is_over(rows: list[list[Any]], at: int, first: int, width: int) -> bool:
    """Whether nothing below is as wide as data."""
    return all(
        sum(map(_is_filled, row[first : first + width])) <= max(3, width // 3)
        for row in rows[at : at + 60]
    )
