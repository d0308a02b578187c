"""The shape of a picture read from its own headers: nothing is decoded, nothing held."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.archive import holds_zip
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.streams import chunks, read_at, size_of

# What a browser or a server would run if it took the picture for a page (polyglots). A plain first
# byte lets the search leap from one to the next, and the look at the second saves most attempts.
# Packed pictures are as random bytes: `<svg ` or `<?php` alone stand by chance in one photo of 10
# MB in 1,700, so that more text must follow.
HIDDEN_MARKUP = re.compile(
    rb"<(?=[!?hHsSiI])"
    rb"(?i:!doctype\s|html[\s>]|script[\s>]|svg[\s>/][\s -~]{8}|iframe\s|\?php\s)"
)
MARKUP_OVERLAP = 16
# Readers of PDF look for its header in the first 1,024 bytes (ISO 32000-1, annex H.3, note 13); the
# whole first piece is searched.
HIDDEN_DOCUMENT = re.compile(rb"%(?i:pdf-1\.)")

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
STANDALONE = {0x01, *range(0xD0, 0xD8)}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# Baseline and extended sequential: the decoder can shrink while it reads.
SEQUENTIAL_FRAMES = {0xC0, 0xC1}
# The next marker inside packed picture data: not a stuffed zero, not a restart.
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

ORIENTATION = 0x0112  # the tag that notes how the camera was held (EXIF 2.32)
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
PACKED_CHUNKS = {b"zTXt", b"iTXt", b"iCCP"}
# Boxes of a HEIC that only hold other boxes, with the bytes before the first of those.
HEIC_HOLDERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}


def check_image(file: BinaryIO, file_type: FileType) -> None:
    """Refuses a picture that is cut off, too large, moving, or carries a second file."""
    width, height, whole = READERS[file_type](file)
    limit = limits.MAX_PIXELS_WHOLE if whole else limits.MAX_PIXELS
    if not width or not height:
        raise RefusedFile("picture_damaged")
    if width * height > limit or max(width, height) > limits.MAX_SIDE:
        raise RefusedFile("too_many_pixels", width=width, height=height)
    # Phones append honest data (a film of the moment, a second exposure): only what another
    # program would take for a page, a document or an archive is refused.
    if holds_zip(file) or HIDDEN_DOCUMENT.search(read_at(file, 0, limits.CHUNK_BYTES)):
        raise RefusedFile("two_in_one")
    if any(HIDDEN_MARKUP.search(data) for _, data in chunks(file, 0, MARKUP_OVERLAP)):
        raise RefusedFile("two_in_one")


def jpeg_segments(file: BinaryIO) -> Iterator[tuple[int, int, int, bytes]]:
    """Marker, offset, end and first bytes of each segment of a JPEG, up to its end mark; refuses
    one that is cut off, which has none."""
    offset = 2
    for _ in range(limits.MAX_SEGMENTS):
        head = read_at(file, offset, 40)
        if len(head) < 2 or head[0] != 0xFF:
            break
        marker = head[1]
        if marker == EOI:
            yield marker, offset, offset + 2, b""
            return
        if marker == 0xFF or marker in STANDALONE:
            offset += 1 if marker == 0xFF else 2
            continue
        if len(head) < 4:
            break
        after = offset + 2 + struct.unpack(">H", head[2:4])[0]
        yield marker, offset, after, head[4:]
        offset = _after_scan(file, after) if marker == SOS else after
    raise RefusedFile("picture_damaged")


def _after_scan(file: BinaryIO, start: int) -> int:
    """The offset of the marker that ends the packed data begun at `start`."""
    for offset, data in chunks(file, start, overlap=1):
        if found := NEXT_MARKER.search(data):
            return offset + found.start()
    raise RefusedFile("picture_damaged")


def _jpeg(file: BinaryIO) -> tuple[int, int, bool]:
    size, scans = (0, 0, False), 0
    for marker, _, _, body in jpeg_segments(file):
        if marker in FRAMES and len(body) >= 5:
            height, width = struct.unpack(">HH", body[1:5])
            size = (width, height, marker not in SEQUENTIAL_FRAMES)
        scans += marker == SOS
        if scans > limits.MAX_SCANS:
            raise RefusedFile("picture_damaged")
    return size


def png_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Kind, offset and length of the content of each chunk of a PNG."""
    offset = len(PNG_MAGIC)
    for _ in range(limits.MAX_SEGMENTS):
        head = read_at(file, offset, 8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">L4s", head)
        yield kind, offset + 8, length
        offset += 12 + length


def _png(file: BinaryIO) -> tuple[int, int, bool]:
    """Up to IEND; packed texts are opened only up to their limit."""
    width, height = 0, 0
    for kind, start, length in png_chunks(file):
        if kind == b"IEND":
            return width, height, True
        if kind == b"IHDR" and len(sides := read_at(file, start, 8)) == 8:
            width, height = struct.unpack(">LL", sides)
        elif kind == b"acTL":
            raise RefusedFile("animated")
        elif kind in PACKED_CHUNKS:
            _check_packed_text(file, start, length)
    raise RefusedFile("picture_damaged")


def _check_packed_text(file: BinaryIO, offset: int, length: int) -> None:
    if length > limits.MAX_PACKED_TEXT_BYTES:
        raise RefusedFile("packed_text")
    data = read_at(file, offset, length)
    # The packed part begins behind names of unknown length: every place that could be its head.
    for start in (found.start() for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data[:1024])):
        inflate = zlib.decompressobj()
        try:
            opened = inflate.decompress(data[start:], limits.MAX_PACKED_TEXT_BYTES)
        except zlib.error:
            continue
        if len(opened) >= limits.MAX_PACKED_TEXT_BYTES:
            raise RefusedFile("packed_text")


def webp_end(file: BinaryIO) -> int:
    """Where a WebP states that it ends."""
    return 8 + int.from_bytes(read_at(file, 4, 4), "little")


def webp_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Kind, offset of the content and end of each chunk of a WebP."""
    offset, end = 12, webp_end(file)
    for _ in range(limits.MAX_SEGMENTS):
        if offset + 8 > end:
            return
        head = read_at(file, offset, 8)
        if len(head) < 8:
            raise RefusedFile("picture_damaged")
        kind, length = struct.unpack("<4sL", head)
        after = offset + 8 + length + length % 2
        yield kind, offset + 8, after
        offset = after


def _webp(file: BinaryIO) -> tuple[int, int, bool]:
    """The sizes of the canvas and of the picture must both be allowed."""
    end = webp_end(file)
    if end > size_of(file):
        raise RefusedFile("picture_damaged")
    sizes, reached = [(0, 0)], 12
    for kind, start, after in webp_chunks(file):
        body = read_at(file, start, 10)
        if len(body) < 10:
            break
        if kind in {b"ANIM", b"ANMF"}:
            raise RefusedFile("animated")
        if kind in WEBP_SIZES:
            sizes.append(WEBP_SIZES[kind](body))
        reached = after
    if reached < end:
        raise RefusedFile("picture_damaged")
    return (*max(sizes, key=lambda size: size[0] * size[1]), True)


def _webp_canvas(body: bytes) -> tuple[int, int]:
    if body[0] & 0x02:
        raise RefusedFile("animated")
    width, height = body[4:7], body[7:10]
    return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1


def _webp_lossy(body: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", body[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _webp_lossless(body: bytes) -> tuple[int, int]:
    bits = int.from_bytes(body[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _heic(file: BinaryIO) -> tuple[int, int, bool]:
    """Reads the sizes of the picture and its tiles from the index; all parts must be there."""
    size, offset, largest, has_data = size_of(file), 0, (0, 0), False
    for _ in range(limits.MAX_SEGMENTS):
        # Some phones append notes of their own, in no box, once the picture is complete.
        if offset >= size or (has_data and largest[0]):
            return (*largest, True)
        kind, start, end = box(read_at(file, offset, 16), offset, size)
        if end > size or end <= offset:
            break
        if kind == b"moov":
            raise RefusedFile("animated")
        if kind == b"meta":
            if end - start > limits.MAX_HEIC_INDEX_BYTES:
                break
            index = read_at(file, offset, end - offset)
            sizes = list(_extents(index, 0, len(index)))
            largest = max([largest, *sizes], key=lambda pair: pair[0] * pair[1])
        has_data = has_data or kind == b"mdat"
        offset = end
    raise RefusedFile("picture_damaged")


def box(head: bytes, offset: int, size: int) -> tuple[bytes, int, int]:
    """Kind, start of content and end of the box at `offset`."""
    if len(head) < 8:
        raise RefusedFile("picture_damaged")
    length, kind = struct.unpack(">L4s", head[:8])
    if length == 1 and len(head) == 16:
        return kind, offset + 16, offset + struct.unpack(">Q", head[8:])[0]
    return kind, offset + 8, offset + length if length else size


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of each box between the places."""
    while start < end:
        kind, content, after = box(data[start : start + 16], start, end)
        if after > end or after <= start:
            raise RefusedFile("picture_damaged")
        yield kind, content, after
        start = after


def _extents(index: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    for kind, content, after in boxes(index, start, end):
        if kind in HEIC_HOLDERS:
            yield from _extents(index, content + HEIC_HOLDERS[kind], after)
        elif kind == b"ispe" and after - content >= 12:
            yield struct.unpack(">LL", index[content + 4 : content + 12])


WEBP_SIZES: dict[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"VP8X": _webp_canvas,
    b"VP8 ": _webp_lossy,
    b"VP8L": _webp_lossless,
}
READERS: dict[FileType, Callable[[BinaryIO], tuple[int, int, bool]]] = {
    FileType.JPEG: _jpeg,
    FileType.PNG: _png,
    FileType.WEBP: _webp,
    FileType.HEIC: _heic,
}
