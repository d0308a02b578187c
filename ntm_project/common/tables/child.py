"""A program of its own: reads a workbook from stdin and writes its cells to stdout as JSON.

Started by `workbook` with limits of time and memory, without environment or network: whatever a
hostile file does to the reader ends here. Imports nothing of the project.
"""

import datetime
import html
import io
import json
import posixpath
import re
import resource
import struct
import sys
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

MOST_ENTRIES = 2_000
MOST_UNPACKED = 150_000_000
MOST_CELLS = 3_000_000
MOST_SHEETS = 40
CPU_SECONDS = 10
MEMORY_BYTES = 900_000_000

_CELL = re.compile(
    rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_FAULT = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>')
_HIDDEN = re.compile(rb'<row\b([^>]*\bhidden="(?:1|true)"[^>]*)>')
_HIDDEN_COLUMNS = re.compile(
    rb'<col\b(?=[^>]*\bhidden="(?:1|true)")'
    rb'(?=[^>]*\bmin="(\d{1,5})")(?=[^>]*\bmax="(\d{1,5})")'
)
_PLACE = re.compile(rb'\br="([A-Z]*)(\d+)"')
_FORMATS = re.compile(r"<(?:\w+:)?numFmt\b([^>]*)/?>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_STYLE = re.compile(r"<(?:\w+:)?xf\b([^>]*)/?>")
_PERCENT_OF_EXCEL = {"9", "10"}  # 0% and 0.00%, which no file spells out
# In a format: text that is shown as it is.
_LITERAL = re.compile(r"&quot;.*?&quot;|\\.|_.|\[[^\]]*\]")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)/?>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)/?>")
_TABLE_OF_ODS = re.compile(
    rb'<table:table(?![\w-])[^>]*\btable:name="([^"]*)"[^>]*>(.*?)</table:table>', re.S
)
_ITEM_OF_ODS = re.compile(
    rb"<table:(?:(?P<row>table-row)|(?:covered-)?table-cell)(?![\w-])(?P<facts>[^>]*)>"
)
_REPEATED = re.compile(rb'\btable:number-(?:rows|columns)-repeated="(\d{1,8})"')
_CELLS_OF_XLS = {0x0006, 0x0203, 0x027E}  # a formula, a number, a short number
_MANY_OF_XLS, _FORMAT_OF_XLS, _STYLE_OF_XLS, _SHEET_OF_XLS = 0x00BD, 0x041E, 0x00E0, 0x0085
_BEGIN_OF_XLS, _END_OF_XLS, _VERSION_OF_XLS = 0x0809, 0x000A, 0x0600
_LAST_SECTOR = 0xFFFFFFFA
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def read(content: bytes) -> dict[str, Any]:
    """The sheets of the workbook, each with the rows from its first on."""
    import python_calamine

    parts, percent = _parts(content)
    named = _percent_of_ods(content) or _percent_of_xls(content)
    book = python_calamine.load_workbook(io.BytesIO(content))
    kinds = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
    sheets, cells = [], 0
    for facts in book.sheets_metadata[:MOST_SHEETS]:
        if facts.typ != kinds[0]:
            continue
        sheet = book.get_sheet_by_name(facts.name)
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            return {"refused": "cells"}
        rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        sheets.append(
            {
                "name": facts.name,
                "is_hidden": facts.visible != kinds[1],
                "rows": rows,
                "merges": sheet.merged_cell_ranges or [],
                **_remarks(parts.get(facts.name, b""), percent),
                **({"percent": named[facts.name]} if facts.name in named else {}),
            }
        )
    return {"sheets": sheets}


def _plain(value: Any) -> Any:
    """A value as JSON holds it; a day, or a moment, in a list of its own."""
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return ["d", value.date().isoformat()] if is_day else ["t", value.isoformat(" ", "minutes")]
    if isinstance(value, datetime.date):
        return ["d", value.isoformat()]
    return str(value)


def _parts(content: bytes) -> tuple[dict[str, bytes], list[int]]:
    """The XML of each sheet by its name, and the styles of cells that show a number as percent;
    nothing for what is no OOXML."""
    if not content.startswith(b"PK"):
        return {}, []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
            raise MemoryError
        names = {entry.filename for entry in entries}
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return {}, []
        styles = archive.read("xl/styles.xml") if "xl/styles.xml" in names else b""
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        targets = {
            found["Id"]: posixpath.normpath(posixpath.join("/xl", found["Target"])).lstrip("/")
            for one in _RELATION.finditer(rels)
            if {"Id", "Target"} <= (found := _attributes(one[1])).keys()
        }
        sheets = {}
        for one in _SHEET.finditer(book):
            found = _attributes(one[1])
            target = targets.get(found.get("r:id", ""), "")
            if target in names and target.endswith(".xml"):
                sheets[html.unescape(found.get("name", ""))] = archive.read(target)
        return sheets, _percent_styles(styles.decode("utf-8", "replace"))


def _percent_of_ods(content: bytes) -> dict[str, list[tuple[int, int]]]:
    """The cells of each sheet of an OpenDocument that show their number as percent."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    return {
        html.unescape(name.decode("utf-8", "replace")): _percent_cells(table)
        for name, table in _TABLE_OF_ODS.findall(xml)
    }


def _percent_cells(table: bytes) -> list[tuple[int, int]]:
    """Row and column of each, where rows and cells may stand for several alike."""
    found: list[tuple[int, int]] = []
    row, rows, column = 0, 0, 0
    for one in _ITEM_OF_ODS.finditer(table):
        repeated = _REPEATED.search(one["facts"])
        times = int(repeated[1]) if repeated else 1
        if one["row"]:
            row, rows, column = row + rows, times, 0
            continue
        if b'office:value-type="percentage"' in one["facts"]:
            if len(found) + rows * times > MOST_CELLS:
                raise MemoryError
            found += [(row + r, column + c) for r in range(rows) for c in range(times)]
        column += times
    return found


def _percent_of_xls(content: bytes) -> dict[str, list[tuple[int, int]]]:
    """The cells of each sheet of an old workbook (Excel 97 to 2003) that show percent."""
    if content.startswith(b"PK"):
        return {}
    try:
        stream = _stream_of_xls(content)
        sheets, styles = _globals_of_xls(stream)
        if not any(styles):
            return {}
        return {name: _percent_records(stream, at, styles) for name, at in sheets.items()}
    except (struct.error, IndexError, UnicodeDecodeError):  # nothing else is lost by it
        return {}


def _stream_of_xls(content: bytes) -> bytes:
    """The workbook inside the file, whose parts lie scattered in sectors."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    tables, root, least, small = struct.unpack_from("<II4xII", content, 44)[0:4]
    places = list(struct.unpack_from("<109I", content, 76))
    (more,) = struct.unpack_from("<I", content, 68)
    while more < _LAST_SECTOR and len(places) < min(tables, len(content) // size):
        *found, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        places += found
    each = f"<{size // 4}I"
    turns = [
        n for at in places[:tables] for n in struct.unpack_from(each, content, at * size + size)
    ]

    def chain(start: int, turns: Sequence[int], content: bytes, size: int, before: int) -> bytes:
        found: list[bytes] = []
        while start < _LAST_SECTOR and len(found) <= len(turns):
            found.append(content[(start + before) * size : (start + before + 1) * size])
            start = turns[start]
        return b"".join(found)

    entries = chain(root, turns, content, size, 1)
    starts: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries), 128):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(length, 2) - 2].decode("utf-16-le")
        starts[name] = struct.unpack_from("<II", entries, at + 116)
    start, length = starts.get("Workbook", (_LAST_SECTOR, 0))
    if length >= least:
        return chain(start, turns, content, size, 1)[:length]
    held = chain(starts["Root Entry"][0], turns, content, size, 1)
    raw = chain(small, turns, content, size, 1)
    return chain(start, struct.unpack(f"<{len(raw) // 4}I", raw), held, 64, 0)[:length]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of a workbook, without those of charts inside it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN_OF_XLS) - (kind == _END_OF_XLS)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals_of_xls(stream: bytes) -> tuple[dict[str, int], list[bool]]:
    """Where each sheet begins, and which cell styles show 0.31 as 31%."""
    sheets, styles = dict[str, int](), list[int]()
    formats = {int(number) for number in _PERCENT_OF_EXCEL}
    for kind, data in _records(stream, 0):
        if kind == _BEGIN_OF_XLS and data[:2] != struct.pack("<H", _VERSION_OF_XLS):
            return {}, []
        if kind == _FORMAT_OF_XLS:
            number, _, is_wide = struct.unpack_from("<HHB", data)
            words = data[5:].decode("utf-16-le" if is_wide & 1 else "latin-1")
            if "%" in _LITERAL.sub("", html.escape(words)):
                formats.add(number)
        elif kind == _STYLE_OF_XLS:
            styles.append(struct.unpack_from("<2xH", data)[0])
        elif kind == _SHEET_OF_XLS:
            at, length, is_wide = struct.unpack_from("<I2xBB", data)
            name = data[8:].decode("utf-16-le" if is_wide & 1 else "latin-1")
            sheets[name[:length]] = at
    return sheets, [number in formats for number in styles]


def _percent_records(stream: bytes, at: int, styles: Sequence[bool]) -> list[tuple[int, int]]:
    """Row and column of each cell of a sheet whose style shows percent."""
    found: list[tuple[int, int]] = []
    for kind, data in _records(stream, at):
        if kind in _CELLS_OF_XLS:
            row, column, style = struct.unpack_from("<HHH", data)
            found += [(row, column)] if styles[style] else []
        elif kind == _MANY_OF_XLS:
            row, column = struct.unpack_from("<HH", data)
            each = struct.iter_unpack("<H4x", data[4:-2])
            found += [(row, column + n) for n, (style,) in enumerate(each) if styles[style]]
    return found


def _percent_styles(xml: str) -> list[int]:
    """The numbers of the cell styles that show 0.31 as 31%."""
    formats = set(_PERCENT_OF_EXCEL)
    for one in _FORMATS.finditer(xml):
        found = _attributes(one[1])
        if "%" in _LITERAL.sub("", found.get("formatCode", "")):
            formats.add(found.get("numFmtId", ""))
    styles = _STYLES.search(xml)
    every = _STYLE.finditer(styles[0]) if styles else ()
    return [at for at, one in enumerate(every) if _attributes(one[1]).get("numFmtId") in formats]


def _attributes(text: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(text))


def _remarks(xml: bytes, percent: list[int]) -> dict[str, Any]:
    """The facts of a sheet that its values do not show: formulas without a result, faults, hidden
    rows and columns, and the cells formatted as per cent."""
    shown = "|".join(map(str, percent)).encode()
    as_percent = re.finditer(rb'<c\b([^>]*\bs="(?:%s)"[^>]*)>' % shown, xml) if percent else ()
    formulas: list[Any] = []
    if b"<f" in xml:
        formulas = [_place(one[1]) for one in _CELL.finditer(xml) if b't="str"' not in one[1]]
    return {
        "formulas": [place for place in formulas if place][:10_000],
        "faults": [place for one in _FAULT.finditer(xml) if (place := _place(one[1]))][:10_000],
        "percent": [place for one in as_percent if (place := _place(one[1]))],
        "hidden": [place[0] for one in _HIDDEN.finditer(xml) if (place := _place(one[1]))],
        "hidden_columns": [
            [int(a) - 1, int(b) - 1] for a, b in _HIDDEN_COLUMNS.findall(xml)[:1_000]
        ],
    }


def _place(attributes: bytes) -> tuple[int, int] | None:
    """Row and column from 0 on."""
    found = _PLACE.search(attributes)
    if found is None or len(found[1]) > 3 or len(found[2]) > 7:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        answer = read(content)
    except MemoryError:
        answer = {"refused": "cells"}
    except BaseException as fault:  # a panic of the reader is no `Exception`
        words = str(fault).casefold()
        answer = {"refused": "password" if "password" in words or "encrypt" in words else "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
