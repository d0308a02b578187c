"""A workbook as Excel 97 to 2003 saved it: records in a stream, the stream in sectors of a file."""

import struct
from collections.abc import Sequence

SECTOR, LEAST = 512, 4096  # a stream below so many bytes lies among the small ones
END, FAT, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Cells = Sequence[Sequence[tuple[str | float, int]]]


def xls(name: str, cells: Cells, formats: Sequence[str], *, is_small: bool = False) -> bytes:
    """One sheet; each cell is its value and the place of its format among `formats`."""
    stream = _workbook(name, cells, formats)
    return _small_file(stream) if is_small else _file(stream.ljust(LEAST, b"\0"))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 0))


def _words(text: str, count: str = "<HB") -> bytes:
    return struct.pack(count, len(text), 1) + text.encode("utf-16-le")


def _workbook(name: str, cells: Cells, formats: Sequence[str]) -> bytes:
    head = _begin(5)
    for at, words in enumerate(formats):
        head += _record(0x041E, struct.pack("<H", 164 + at) + _words(words))
    for at in range(len(formats)):
        head += _record(0x00E0, struct.pack("<HH16x", 0, 164 + at))
    begins = len(head) + len(_record(0x0085, b"\0" * 6 + _words(name, "<BB"))) + 4
    head += _record(0x0085, struct.pack("<IH", begins, 0) + _words(name, "<BB")) + _record(0x000A)
    rows = b"".join(_row(at, row) for at, row in enumerate(cells))
    chart = _begin(0x20) + _record(0x0203, struct.pack("<HHHd", 0, 0, 0, 0.5)) + _record(0x000A)
    return head + _begin(0x10) + rows + chart + _record(0x000A)


def _row(at: int, row: Sequence[tuple[str | float, int]]) -> bytes:
    """Words each in a record; a row of whole numbers in one, as Excel packs it."""
    short = [struct.pack("<HI", style, int(v) << 2 | 2) for v, style in row if isinstance(v, int)]
    if len(short) == len(row):
        return _record(0x00BD, struct.pack("<HH", at, 0) + b"".join(short) + _last(row))
    made = b""
    for column, (value, style) in enumerate(row):
        where = struct.pack("<HHH", at, column, style)
        if isinstance(value, str):
            made += _record(0x0204, where + _words(value))
        else:
            made += _record(0x0203, where + struct.pack("<d", value))
    return made


def _last(row: Sequence[object]) -> bytes:
    return struct.pack("<H", len(row) - 1)


def _sectors(content: bytes) -> list[bytes]:
    full = content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0")
    return [full[at : at + SECTOR] for at in range(0, len(full), SECTOR)]


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", words, len(words), kind, 1, FREE, FREE, child, start, size
    )


def _joined(parts: Sequence[tuple[bytes, int]], small: int) -> bytes:
    """The table of sectors first, then each part in a chain of its own; the first is the root."""
    turns, body = [FAT], b""
    for content, _ in parts:
        found = _sectors(content)
        turns += [*range(len(turns) + 1, len(turns) + len(found)), END]
        body += b"".join(found)
    table = struct.pack("<128I", *turns, *[FREE] * (128 - len(turns)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, LEAST, small,
                        small != END, END, 0)  # fmt: skip
    return head + struct.pack("<109I", 0, *[FREE] * 108) + table + body


def _file(stream: bytes) -> bytes:
    root = _entry("Root Entry", 5, END, 0, 1) + _entry("Workbook", 2, 2, len(stream))
    return _joined([(root, 1), (stream, 2)], END)


def _small_file(stream: bytes) -> bytes:
    """The stream in parts of 64 bytes, which lie in the stream of the root."""
    held = stream.ljust(-(-len(stream) // 64) * 64, b"\0")
    count = len(held) // 64
    turns = struct.pack(f"<{count}I", *range(1, count), END)
    turns += struct.pack("<I", FREE) * (-count % 128)
    after = 2 + len(_sectors(held))
    root = _entry("Root Entry", 5, 2, len(held), 1) + _entry("Workbook", 2, 0, len(stream))
    return _joined([(root, 1), (held, 2), (turns, after)], after)
