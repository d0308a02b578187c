"""A table of which each cell stands on a line of its own, as text copied from a PDF or from a page
has it: made rows again by its numbers."""

import re
from collections.abc import Iterator

from ntm_project.common.deadlines import parse_deadline

from .names import begins_with_actor

_FIRST_HEAD = re.compile(r"(?:STT|TT|Số TT)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:(?P<count>\d{1,3})|[IVX]{1,5}|[A-HĐ])[.)]?")
_PART = re.compile(r"\S+(?: \S+)*")  # words with no more than a blank between them
_LONGEST_HEAD, _MOST_COLUMNS, _FEWEST_COLUMNS, _FEWEST_ROWS = 60, 9, 3, 2
_TIME_HEAD = re.compile(r"thời (?:gian|hạn|điểm)|hạn|hoàn thành|tiến độ", re.IGNORECASE)
_FEWEST_CELLS = 2  # of a heading inside the table: its number and its words


def rows_of_cells(lines: list[str]) -> list[str]:
    """The lines, those of such tables as rows whose cells stand between bars."""
    made: list[str] = []
    at = 0
    while at < len(lines):
        head, begin = _head_at(lines, at)
        rows = list(_rows(lines, begin, len(head))) if head else []
        if sum(len(cells) >= _FEWEST_COLUMNS for cells, _ in rows) < _FEWEST_ROWS:
            made.append(lines[at])
            at += 1
            continue
        table = [head, *(_fitted(cells, head) for cells, _ in rows)]
        made += [f"| {' | '.join(cells)} |" for cells in table]
        at = rows[-1][1]
    return made


# "TT;Tiêu chí;Nhiệm vụ": no sentence has a semicolon without a blank behind it.
_SEMICOLONS = re.compile(r"[^;]*(?:;(?! )[^;]*){2,}")
_BAR = re.compile(r" \|(?= )")  # of two beside each other, "II | Giao thông | | |", each


def rows_of_bars(lines: list[str]) -> list[str]:
    """The lines, those whose cells stand apart by bars or semicolons with one before and behind
    them."""
    lines = [
        line.replace(";", " | ") if _SEMICOLONS.fullmatch(line.rstrip(" ;")) else line
        for line in lines
    ]
    spaced = [f"{line.rstrip()} " for line in lines]  # the last cell may be empty
    counts = [0 if line.strip().startswith("|") else len(_BAR.findall(line)) for line in spaced]
    is_row = [
        count >= _FEWEST_COLUMNS - 1 and count in counts[max(0, at - 1) : at] + counts[at + 1 :][:1]
        for at, count in enumerate(counts)
    ]
    return [f"| {line.strip()} |" if row else line for line, row in zip(lines, is_row, strict=True)]


def rows_of_gaps(lines: list[str]) -> list[str]:
    """The lines, those of a table whose columns stand apart by blanks as rows with bars; what is
    broken inside of a cell goes on below it."""
    made: list[str] = []
    row: list[list[tuple[int, str]]] = []  # of each cell its parts, and where they begin
    width = 0
    for line in lines:
        spaced = "" if set(line) & set("|\t") else line
        parts = [(found.start(), found[0]) for found in _PART.finditer(spaced)]
        is_head = len(parts) >= _FEWEST_COLUMNS and bool(_FIRST_HEAD.fullmatch(parts[0][1]))
        width = len(parts) if is_head else width
        is_row = width > 0 and len(parts) == width and (is_head or _is_number(parts[0][1]))
        is_rest = bool(row) and bool(parts) and parts[0][0] > 0 and len(parts) < width
        if is_rest and not is_row:
            for at, words in parts:
                min(row, key=lambda cell: abs(cell[0][0] - at)).append((at, words))
            continue
        made += _barred(row)
        row = [[part] for part in parts] if is_row else []
        if not is_row:
            width = width if not line.strip() else 0
            made.append(line)
    return [*made, *_barred(row)]


def _barred(row: list[list[tuple[int, str]]]) -> list[str]:
    cells = [" ".join(words for _, words in cell) for cell in row]
    return [f"| {' | '.join(cells)} |"] if cells else []


def _is_number(words: str) -> bool:
    return bool(_NUMBER.fullmatch(words))


def _head_at(lines: list[str], at: int) -> tuple[list[str], int]:
    """The heads of the columns, from "STT" to the first number, and their place."""
    head: list[str] = []
    if not _FIRST_HEAD.fullmatch(lines[at].strip()):
        return [], at
    for begin in range(at, len(lines)):
        words = lines[begin].strip()
        if _NUMBER.fullmatch(words):
            return (head, begin) if len(head) >= _FEWEST_COLUMNS else ([], at)
        is_cell = len(words) <= _LONGEST_HEAD and not set(words) & set("|\t")
        if not is_cell or len(head) > _MOST_COLUMNS:
            break
        _put(head, words)
    return [], at


def _put(cells: list[str], words: str) -> None:
    """A further cell, or the rest of the last: a small letter begins it, no name and no time."""
    is_rest = words[:1].islower() and not (begins_with_actor(words) or _is_time(words))
    if len(cells) > 1 and is_rest:
        cells[-1] = f"{cells[-1]} {words}"
    elif words:
        cells.append(words)


def _rows(lines: list[str], at: int, width: int) -> Iterator[tuple[list[str], int]]:
    """The cells of each row, from a number to the one that counts on, and where it ends."""
    count = 0
    while at < len(lines) and (found := _begins(lines[at], count)):
        count = int(found["count"] or 0) or count
        begin, at = at, at + 1
        while at < len(lines) and not _begins(lines[at], count):
            at += 1
        cells: list[str] = []
        for end in range(begin, at):
            if at == len(lines) and len(cells) == width:
                at = end  # the last row: what goes on behind its cells is no more of the table
                break
            _put(cells, lines[end].strip())
        yield cells, at


def _begins(line: str, count: int) -> re.Match[str] | None:
    """The number with which a row begins: of a group, the next, or one of a new count."""
    found = _NUMBER.fullmatch(line.strip())
    is_next = found and (found["count"] is None or int(found["count"]) in {1, count + 1})
    return found if is_next else None


def _fitted(cells: list[str], head: list[str]) -> list[str]:
    """The cells, as many as there are columns: surplus text goes to the column of the work, and
    where cells are missing the time stays in its own column."""
    width = len(head)
    if len(cells) > width:
        more = len(cells) - width + 2
        cells = [cells[0], " ".join(cells[1:more]), *cells[more:]]
    if _FEWEST_CELLS < len(cells) < width:
        time = next((at for at, words in enumerate(head) if _TIME_HEAD.search(words)), 0)
        stands = max((at for at, words in enumerate(cells) if _is_time(words)), default=0)
        before = [""] * (time - stands) if time and stands else []
        cells = [*cells[:stands], *before, *cells[stands:]]
        cells += [""] * (width - len(cells))
    return cells


def _is_time(words: str) -> bool:
    read = parse_deadline(words, year=2000)
    return bool(read.ends_on or read.rhythm)
