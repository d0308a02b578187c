"""A dossier as a ZIP that is sent while it is made: nothing of it is held, in memory or on disk."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO
from zipfile import ZIP64_LIMIT, ZIP_DEFLATED, ZIP_STORED

from zipstream import ZipStream, ZipStreamInfo

from evidence.papers.antivirus import Blocked
from evidence.papers.enums import FileType
from evidence.papers.files.camera import Part, bytes_of, length_of, without_notes
from evidence.papers.models import Revision
from evidence.papers.reading_store import MissingFile, WrongBytes, leaving_file
from reports.dossier.manifest import DossierManifest, LeftOut, ManifestEntry
from reports.dossier.names import PathNames
from reports.dossier.turns import patiently

WAIT_SECONDS = 30.0


class _Stream(ZipStream):
    """Takes files of known length and CRC-32 as well: both stand before the bytes, which are not
    counted once more. Bytes that changed meanwhile are not those that the ZIP announces."""

    def known(self, path: str, pieces: Iterable[bytes], size: int, crc32: int) -> Iterator[bytes]:
        info = ZipStreamInfo(path)
        info.external_attr = 0o600 << 16
        info.file_size, info.compress_size, info.CRC = size, size, crc32
        info.header_offset = self._pos
        yield self._track(info.FileHeader(zip64=size > ZIP64_LIMIT))
        for piece in pieces:
            yield self._track(piece)
        self._filelist.append(info)


class Packing:
    """One ZIP on its way; every method yields the bytes that follow.

    What raises leaves the ZIP without its directory at the end, which no program takes for whole.
    """

    def __init__(self, title: str) -> None:
        self.manifest = DossierManifest(title)
        self.names = PathNames()
        self._zip = _Stream()

    def folder(self, name: str) -> Iterator[bytes]:
        """A folder, also where nothing lies in it."""
        self._zip.mkdir(name)
        yield from self._zip.all_files()

    def content(self, path: str, content: bytes, *, packs: bool = False) -> Iterator[bytes]:
        """A file of our own making."""
        self._zip.add(content, path, compress_type=ZIP_DEFLATED if packs else ZIP_STORED)
        yield from self._zip.all_files()
        self.manifest.entries.append(ManifestEntry(path, hashlib.sha256(content).hexdigest()))

    def file(self, folder: str, stem: str, revision: Revision) -> Iterator[bytes]:
        """A file from the store, whole and right, or a line in the manifest why it is not there."""
        try:
            with ExitStack() as turn:
                file = patiently(lambda: turn.enter_context(leaving_file(revision)), WAIT_SECONDS)
                path = self.names.path(folder, stem, revision.file_type)
                yield from self._stored(path, file, revision)
        except (WrongBytes, MissingFile, Blocked) as fault:
            left = LeftOut(folder, revision.name, fault.reason, revision.sha256)
            self.manifest.left_out.append(left)

    def _stored(self, path: str, file: BinaryIO, revision: Revision) -> Iterator[bytes]:
        kept, parts = revision.sha256, without_notes(file, FileType(revision.file_type))
        if parts:
            sha256 = hashlib.sha256()
            yield from self._counted(path, _digested(bytes_of(file, parts), sha256), parts)
            self.manifest.entries.append(ManifestEntry(path, sha256.hexdigest(), kept))
            return
        whole: list[Part] = [(0, revision.size)]
        pieces = bytes_of(file, whole)
        if revision.crc32 is None:
            yield from self._counted(path, pieces, whole)
        else:
            yield from self._zip.known(path, pieces, revision.size, revision.crc32)
        self.manifest.entries.append(ManifestEntry(path, kept))

    def _counted(self, path: str, pieces: Iterable[bytes], parts: list[Part]) -> Iterator[bytes]:
        self._zip.add(pieces, path, size=length_of(parts))
        yield from self._zip.all_files()

    def end(self, path: str) -> Iterator[bytes]:
        """The manifest, then what makes the ZIP whole."""
        text = "\ufeff" + self.manifest.text()
        self._zip.add(text.encode(), path, compress_type=ZIP_DEFLATED)
        yield from self._zip.finalize()


def _digested(pieces: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece
