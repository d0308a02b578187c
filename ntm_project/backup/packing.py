"""Streams of bytes: packed, hashed, cut into pieces."""

import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import IO

PIECE = 1 << 20
GZIP = 31  # zlib's window with the head and tail of gzip


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """What a file holds, by the megabyte."""
    while piece := file.read(PIECE):
        yield piece


def gzip_pieces(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same as gzip."""
    press = zlib.compressobj(wbits=GZIP)
    for piece in pieces:
        if out := press.compress(piece):
            yield out
    yield press.flush()


class MeasuredPieces:
    """Passes pieces on and knows afterwards how many bytes they were, and their SHA-256."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._digest = sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            self._digest.update(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()
