"""Small readings of a seekable file, none longer than requested."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from evidence.papers.files.limits import CHUNK_BYTES


def size_of(file: BinaryIO) -> int:
    """The length of the file in bytes."""
    return file.seek(0, io.SEEK_END) or file.tell()


def read_at(file: BinaryIO, offset: int, length: int) -> bytes:
    """Up to `length` bytes from `offset`; fewer at the end of the file."""
    file.seek(offset)
    return file.read(length)


def chunks(file: BinaryIO, start: int, overlap: int) -> Iterator[tuple[int, bytes]]:
    """The file from `start` in pieces with their offsets; each repeats the last bytes of the one
    before, so that what lies across a border is still seen whole once."""
    offset = start
    while data := read_at(file, offset, CHUNK_BYTES):
        yield offset, data
        if len(data) <= overlap:
            return
        offset += len(data) - overlap
