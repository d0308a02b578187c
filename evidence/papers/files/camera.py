"""What a camera noted in a photo (place, device), left out without touching a pixel.

Lists which bytes of a file stay. Only lengths are read, nothing is decoded, so
a hostile file costs no more than its segments; one that does not fit together stays as it is.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from evidence.papers.enums import FileType
from evidence.papers.files.heic_notes import notes_in
from evidence.papers.files.images import (
    EOI,
    ORIENTATION,
    SOS,
    jpeg_segments,
    png_chunks,
    webp_chunks,
    webp_end,
)
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.streams import read_at, size_of

Part = bytes | tuple[int, int]  # bytes of ours, or from where to where of the file

APP1, APP2, APP13 = 0xE1, 0xE2, 0xED
EXIF, MPF = b"Exif\0", b"MPF\0"
NOTES = (EXIF, b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/")
PNG_NOTES = {b"eXIf", b"tEXt", b"zTXt", b"iTXt"}
WEBP_NOTES = {b"EXIF", b"XMP "}
WEBP_NOTE_FLAGS = 0x08 | 0x04
MOST_EXIF = 1 << 16
PIECE_BYTES = 1 << 17


def without_notes(file: BinaryIO, file_type: FileType) -> list[Part]:
    """What stays of the photo when the notes are left out; [] where it holds none, or is of a type
    whose notes cannot be taken out."""
    reader = READERS.get(file_type)
    try:
        parts = list(reader(file)) if reader else []
    except (struct.error, ValueError, IndexError, RefusedFile):
        return []
    size = size_of(file)
    return [] if parts == [(0, size)] else parts


def bytes_of(file: BinaryIO, parts: list[Part]) -> Iterator[bytes]:
    """The parts one after another, in pieces."""
    for part in parts:
        if isinstance(part, bytes):
            yield part
            continue
        start, end = part
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE_BYTES, end - start))):
            start += len(piece)
            yield piece


def length_of(parts: list[Part]) -> int:
    """How many bytes they are together."""
    return sum(len(p) if isinstance(p, bytes) else p[1] - p[0] for p in parts)


def _kept(size: int, dropped: list[tuple[int, int]], put: bytes = b"", at: int = 0) -> list[Part]:
    """The file without what is dropped; `put` is at the offset `at`."""
    parts: list[Part] = []
    start = 0
    if put:
        parts, start = [(0, at), put], at
    for first, after in dropped:
        if first > start:
            parts.append((start, first))
        start = max(start, after)
    if start < size:
        parts.append((start, size))
    return parts


def _jpeg(file: BinaryIO) -> list[Part]:
    """Without Exif, XMP and IPTC; a photo that had Exif also loses what phones append behind it
    (further exposures and films, each with a place of its own). How it was held stays."""
    size, turn, has_exif = size_of(file), 1, False
    dropped: list[tuple[int, int]] = []
    appended: list[tuple[int, int]] = []
    for marker, offset, after, body in jpeg_segments(file):
        if marker == SOS and not has_exif:
            break  # nothing of the rest would be left out
        if marker == APP13 or (marker == APP1 and body.startswith(NOTES)):
            dropped.append((offset, after))
        if marker == APP1 and body.startswith(EXIF):
            has_exif = True
            turn = _turn(read_at(file, offset + 10, min(after - offset, MOST_EXIF)))
        if (marker == APP2 and body.startswith(MPF)) or (marker == EOI and after < size):
            appended.append((offset, after) if marker == APP2 else (after, size))
    dropped = sorted([*dropped, *(appended if has_exif else [])])
    return _kept(size, dropped, _upright_note(turn) if turn > 1 else b"", 2)


def _turn(exif: bytes) -> int:
    """How the camera was held (EXIF 2.32, tag 0x0112), 1 where it is not noted."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2], "")
    if not order:
        return 1
    (start,) = struct.unpack_from(f"{order}L", exif, 4)
    (entries,) = struct.unpack_from(f"{order}H", exif, start)
    for number in range(min(entries, 500)):
        tag, _, _, value = struct.unpack_from(f"{order}HHLH", exif, start + 2 + 12 * number)
        if tag == ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _upright_note(turn: int) -> bytes:
    """An Exif segment that holds how the camera was held, and nothing else."""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHLHHL", 1, ORIENTATION, 3, 1, turn, 0, 0)
    body = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, APP1, len(body) + 2) + body


def _png(file: BinaryIO) -> list[Part]:
    found = png_chunks(file)
    dropped = [(at - 8, at + length + 4) for kind, at, length in found if kind in PNG_NOTES]
    return _kept(size_of(file), dropped)


def _webp(file: BinaryIO) -> list[Part]:
    """Its first bytes name the length of the rest and whether there are notes: both follow."""
    size = size_of(file)
    head = bytearray(read_at(file, 0, 30))
    dropped = [(at - 8, after) for kind, at, after in webp_chunks(file) if kind in WEBP_NOTES]
    if not dropped or head[12:16] != b"VP8X":
        return [(0, size)]
    left = webp_end(file) - 8 - sum(after - first for first, after in dropped)
    head[4:8] = left.to_bytes(4, "little")
    head[20] &= ~WEBP_NOTE_FLAGS & 0xFF
    parts = _kept(size, dropped)
    first = parts[0]
    assert isinstance(first, tuple)
    return [bytes(head), (len(head), first[1]), *parts[1:]]


def _heic(file: BinaryIO) -> list[Part]:
    """Blanked in place: the index of a HEIC names offsets in the file, so nothing may move."""
    parts: list[Part] = []
    start = 0
    notes, end = notes_in(file)
    for offset, blank in notes:
        if offset < start:
            raise ValueError
        parts += [(start, offset), blank] if offset > start else [blank]
        start = offset + len(blank)
    return [*parts, (start, end)] if start < end else parts


READERS = {
    FileType.JPEG: _jpeg,
    FileType.PNG: _png,
    FileType.WEBP: _webp,
    FileType.HEIC: _heic,
}
