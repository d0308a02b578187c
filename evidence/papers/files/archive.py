"""The table of contents of a ZIP, judged before anything is unpacked."""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from evidence.papers.files import limits
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.streams import read_at, size_of

END_RECORD = struct.Struct("<4s4H2LH")
END_MAGIC = b"PK\x05\x06"
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
LOCAL_MAGIC = b"PK\x03\x04"
# The long form (ZIP64): a record with wider figures, and behind it the place where it lies.
LONG_LOCATOR = struct.Struct("<4sLQL")
LONG_LOCATOR_MAGIC = b"PK\x06\x07"
LONG_RECORD = struct.Struct("<4sQ2H2L4Q")
LONG_RECORD_MAGIC = b"PK\x06\x06"
ELSEWHERE = 0xFFFF_FFFF  # in the short form, where the long form gives it
COMMENT_MAX = 0xFFFF
UNIX = 3
ENCRYPTED = 0x1 | 0x40 | 0x2000
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")


@dataclass(frozen=True)
class EndRecord:
    """What the ZIP records of its index: where the records behind it begin, rows, bytes, place."""

    start: int
    entries: int
    index_size: int
    index_offset: int


def end_record(file: BinaryIO) -> EndRecord | None:
    """The end of the ZIP that ends where the file ends, in its short or its long form."""
    size = size_of(file)
    start = max(0, size - END_RECORD.size - COMMENT_MAX)
    tail = read_at(file, start, size - start)
    found = tail.rfind(END_MAGIC)
    while found >= 0:
        if len(tail) - found >= END_RECORD.size:
            parts = END_RECORD.unpack_from(tail, found)
            if found + END_RECORD.size + parts[7] <= len(tail):
                short = EndRecord(start + found, *parts[4:7])
                return _long_record(file, short) or short
        found = tail.rfind(END_MAGIC, 0, found)
    return None


def _long_record(file: BinaryIO, short: EndRecord) -> EndRecord | None:
    """The long form of the end, which lies just before its short form; None where there is none.

    Some readers go where the locator points, some read the short form: all must find one index.
    """
    end = short.start
    locator = read_at(file, max(0, end - LONG_LOCATOR.size), LONG_LOCATOR.size)
    if len(locator) < LONG_LOCATOR.size or not locator.startswith(LONG_LOCATOR_MAGIC):
        return None
    start = end - LONG_LOCATOR.size - LONG_RECORD.size
    record = read_at(file, max(0, start), LONG_RECORD.size)
    if start < 0 or not record.startswith(LONG_RECORD_MAGIC):
        raise RefusedFile("zip_unsafe")
    length, *_, entries, index_size, index_offset = LONG_RECORD.unpack(record)[1:]
    is_here = LONG_LOCATOR.unpack(locator)[2] == start and length == LONG_RECORD.size - 12
    pairs = [
        (short.entries, entries, 0xFFFF),
        (short.index_size, index_size, ELSEWHERE),
        (short.index_offset, index_offset, ELSEWHERE),
    ]
    if not is_here or any(given not in {known, elsewhere} for given, known, elsewhere in pairs):
        raise RefusedFile("zip_unsafe")
    return EndRecord(start, entries, index_size, index_offset)


def holds_zip(file: BinaryIO) -> bool:
    """Whether a program for ZIP files would find entries in this file, wherever they begin."""
    try:
        record = end_record(file)
    except RefusedFile:
        return True
    if record is None or not record.entries or record.index_size > record.start:
        return False
    return read_at(file, record.start - record.index_size, 4) == b"PK\x01\x02"


def safe_entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of the ZIP in the order they lie in the file; refuses every known trick."""
    _check_index(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
            index_start = archive.start_dir
    # A broken index; one of a later version of the format; a name that is not the UTF-8 it claims.
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise RefusedFile("office_damaged") from error
    if len(entries) > limits.MAX_ZIP_ENTRIES:
        raise RefusedFile("zip_bomb")
    _check_names(entries)
    for entry in entries:
        _check_entry(entry)
    _check_sizes(entries)
    _check_places(file, entries, index_start)
    return entries


def unpacked(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry's content in pieces; refuses where its real length is not the declared one."""
    header = LOCAL_HEADER.unpack(read_at(file, entry.header_offset, LOCAL_HEADER.size))
    offset = entry.header_offset + LOCAL_HEADER.size + header[9] + header[10]
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    is_packed = entry.compress_type == zipfile.ZIP_DEFLATED
    left, length = entry.compress_size, 0
    while left > 0:
        data = read_at(file, offset, min(left, limits.CHUNK_BYTES))
        if not data:
            raise RefusedFile("office_damaged")
        offset, left = offset + len(data), left - len(data)
        for piece in _inflated(inflate, data) if is_packed else (data,):
            length += len(piece)
            if length > entry.file_size:
                raise RefusedFile("zip_bomb")
            yield piece
    rest = b"" if inflate.eof or not is_packed else inflate.flush()
    length += len(rest)
    yield rest
    if length != entry.file_size or (is_packed and not inflate.eof):
        raise RefusedFile("office_damaged")


def _inflated(inflate: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    try:
        while data and not inflate.eof:
            yield inflate.decompress(data, limits.CHUNK_BYTES)
            data = inflate.unconsumed_tail
    except zlib.error as error:
        raise RefusedFile("office_damaged") from error


def _check_index(file: BinaryIO) -> None:
    """The index fills the room up to its end record, and is small enough to be read."""
    record = end_record(file)
    if record is None:
        raise RefusedFile("office_damaged")
    if record.entries > limits.MAX_ZIP_ENTRIES or record.index_size > limits.MAX_ZIP_INDEX_BYTES:
        raise RefusedFile("zip_bomb")
    # Anything before, between or behind belongs to another file pasted together with this one.
    is_whole = record.index_offset + record.index_size == record.start
    size = size_of(file)
    is_short = size == record.start + END_RECORD.size
    is_long = size == record.start + LONG_RECORD.size + LONG_LOCATOR.size + END_RECORD.size
    if not is_whole or not (is_short or is_long):
        raise RefusedFile("zip_unsafe")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for entry in entries:
        # `orig_filename` is what the file holds; `filename` is what Python made of it. Old programs
        # for Windows write its own sign between folders.
        name = entry.orig_filename.replace("\\", "/")
        if UNSAFE_NAME.search(name):
            raise RefusedFile("zip_unsafe")
        entry.filename = name
        # Windows and macOS would write these names over each other.
        seen.add(unicodedata.normalize("NFC", entry.filename).casefold())
    if len(seen) != len(entries):
        raise RefusedFile("zip_unsafe")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & ENCRYPTED:
        raise RefusedFile("office_locked")
    mode = entry.external_attr >> 16
    is_special = entry.create_system == UNIX and stat.S_IFMT(mode) not in {
        0,
        stat.S_IFREG,
        stat.S_IFDIR,
    }
    if is_special or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedFile("zip_unsafe")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > limits.MAX_UNPACKED_BYTES:
        raise RefusedFile("zip_bomb")
    if total > limits.RATIO_FREE_BYTES and total > limits.MAX_RATIO * max(packed, 1):
        raise RefusedFile("zip_bomb")


def _check_places(file: BinaryIO, entries: list[zipfile.ZipInfo], index_start: int) -> None:
    """Entries lie behind each other, the first at the start, each named as in the index."""
    if not entries or entries[0].header_offset != 0:
        raise RefusedFile("zip_unsafe")
    ends = [entry.header_offset for entry in entries[1:]] + [index_start]
    for entry, end in zip(entries, ends, strict=True):
        header = read_at(file, entry.header_offset, LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL_MAGIC):
            raise RefusedFile("office_damaged")
        name_length, extra_length = LOCAL_HEADER.unpack(header)[9:11]
        content = entry.header_offset + LOCAL_HEADER.size + name_length + extra_length
        if content + entry.compress_size > end:
            raise RefusedFile("zip_unsafe")
        encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
        name = read_at(file, entry.header_offset + LOCAL_HEADER.size, name_length)
        if name != entry.orig_filename.encode(encoding, errors="replace"):
            raise RefusedFile("zip_unsafe")
