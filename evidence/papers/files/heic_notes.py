"""Where a HEIC keeps what its camera noted: Exif and XMP are items beside the picture.

They are blanked where they lie, so that nothing else in the file moves; how the picture is held is
a property of its own. Only the index is read (ISO/IEC 14496-12, `iinf` and `iloc`).
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from evidence.papers.files import limits
from evidence.papers.files.images import box, boxes
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.streams import read_at, size_of

MOST_NOTE_BYTES = 1 << 20
# An Exif that holds nothing: where its directory begins, and that it holds no entry.
_EMPTY = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"


def notes_in(file: BinaryIO) -> tuple[list[tuple[int, bytes]], int]:
    """Offset of each stretch of notes and what to write over it, and where the picture ends: some
    phones append more behind it, in no box. `ValueError` where the index does not fit together."""
    size = size_of(file)
    found: list[tuple[int, bytes]] = []
    offset, has_data = 0, False
    for _ in range(limits.MAX_SEGMENTS):
        if offset >= size:
            break
        try:
            kind, start, end = box(read_at(file, offset, 16), offset, size)
        except RefusedFile:
            kind, start, end = b"", offset, size + 1
        if end > size or end < offset + 8:
            if has_data and found:
                break
            raise ValueError
        if kind == b"meta" and end - start <= limits.MAX_HEIC_INDEX_BYTES:
            found += _blanks(read_at(file, start, end - start), start, size)
        has_data = has_data or kind == b"mdat"
        offset = end
    return sorted(found), offset


def _blanks(meta: bytes, base: int, size: int) -> Iterator[tuple[int, bytes]]:
    """`meta` is the content of the box, which begins with four bytes of its own."""
    inner = {kind: (start, end) for kind, start, end in boxes(meta, 4, len(meta))}
    if b"iinf" not in inner or b"iloc" not in inner:
        return
    notes = dict(_noted(meta[slice(*inner[b"iinf"])]))
    within = base + inner[b"idat"][0] if b"idat" in inner else 0
    for item, is_within, start, length in _places(meta[slice(*inner[b"iloc"])]):
        if item not in notes:
            continue
        at = start + (within if is_within else 0)
        if not 0 < length <= MOST_NOTE_BYTES or at + length > size or (is_within and not within):
            raise ValueError
        yield at, (_EMPTY if notes[item] else b"").ljust(length, b"\0")[:length]


def _noted(iinf: bytes) -> Iterator[tuple[int, bool]]:
    """The items that are notes, and whether each is an Exif."""
    start = 6 if iinf[0] == 0 else 8
    for kind, at, _ in boxes(iinf, start, len(iinf)):
        if kind != b"infe" or iinf[at] < 2:
            continue
        wide = iinf[at] > 2
        item, _, what = struct.unpack_from(">LH4s" if wide else ">HH4s", iinf, at + 4)
        if what == b"Exif":
            yield item, True
        elif what == b"mime":  # XMP, or whatever else is put in words
            yield item, False


def _places(iloc: bytes) -> Iterator[tuple[int, bool, int, int]]:
    """For each extent: its item, whether it lies within the index, its offset and its length in
    bytes."""
    version, sizes = iloc[0], struct.unpack_from(">H", iloc, 4)[0]
    widths = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    offset_size, length_size, base_size, index_size = widths
    take = _Taker(iloc, 6)
    for _ in range(take.number(2 if version < 2 else 4)):
        item = take.number(2 if version < 2 else 4)
        method = take.number(2) & 15 if version else 0
        take.number(2)  # which file: this one
        base = take.number(base_size)
        for _ in range(take.number(2)):
            if version and index_size:
                take.number(index_size)
            start = base + take.number(offset_size)
            yield item, method == 1, start, take.number(length_size)


class _Taker:
    """Reads numbers of given widths one after another."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def number(self, width: int) -> int:
        piece = self._data[self._at : self._at + width]
        if len(piece) != width:
            raise ValueError
        self._at += width
        return int.from_bytes(piece, "big")
