"""The table of contents of a ZIP, judged before anything is unpacked."""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from evidence.papers.files import limits
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.streams import read_at, size_of

END_RECORD = struct.Struct("<4s4H2LH")
END_MAGIC = b"PK\x05\x06"
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
LOCAL_MAGIC = b"PK\x03\x04"
LONG_LOCATOR_MAGIC = b"PK\x06\x07"
LONG_LOCATOR_BYTES = 20
COMMENT_MAX = 0xFFFF
UNIX = 3
ENCRYPTED = 0x1 | 0x40 | 0x2000
UNSAFE_NAME = re.compile(r"^/|\\|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")


def end_record(file: BinaryIO) -> tuple[int, ...] | None:
    """Offset, entries, index size and index offset of the ZIP that ends where the file ends."""
    size = size_of(file)
    start = max(0, size - END_RECORD.size - COMMENT_MAX)
    tail = read_at(file, start, size - start)
    found = tail.rfind(END_MAGIC)
    while found >= 0:
        if len(tail) - found >= END_RECORD.size:
            parts = END_RECORD.unpack_from(tail, found)
            if found + END_RECORD.size + parts[7] <= len(tail):
                return start + found, parts[4], parts[5], parts[6]
        found = tail.rfind(END_MAGIC, 0, found)
    return None


def holds_zip(file: BinaryIO) -> bool:
    """Whether a program for ZIP files would find entries in this file, wherever they begin."""
    record = end_record(file)
    if record is None:
        return False
    end, entries, index_size, _ = record
    if not entries or index_size > end:
        return False
    return read_at(file, end - index_size, 4) == b"PK\x01\x02"


def safe_entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of the ZIP in the order they lie in the file; refuses every known trick."""
    _check_index(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
            index_start = archive.start_dir
    # A broken index; one of a later version of the format; a name that is not the UTF-8 it says.
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
    end, entries, index_size, index_offset = record
    if entries > limits.MAX_ZIP_ENTRIES or index_size > limits.MAX_ZIP_INDEX_BYTES:
        raise RefusedFile("zip_bomb")
    # Anything before, between or behind belongs to another file pasted together with this one.
    is_whole = index_offset + index_size == end
    # No file below the size limit needs the long form (ZIP64), whose record tells another index.
    is_long = read_at(file, max(0, end - LONG_LOCATOR_BYTES), 4) == LONG_LOCATOR_MAGIC
    if not is_whole or is_long or end + END_RECORD.size != size_of(file):
        raise RefusedFile("zip_unsafe")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for entry in entries:
        # `orig_filename` is what the file says; `filename` is what Python made of it.
        if UNSAFE_NAME.search(entry.orig_filename):
            raise RefusedFile("zip_unsafe")
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
