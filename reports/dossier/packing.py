"""A dossier as a ZIP that is sent while it is made: nothing of it is held, in memory or on disk."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED

from zipstream import ZipStream

from evidence.papers.antivirus import Blocked
from evidence.papers.enums import FileType
from evidence.papers.files.camera import Part, bytes_of, length_of, without_notes
from evidence.papers.models import Revision
from evidence.papers.reading_store import MissingFile, WrongBytes, whole_file
from reports.dossier.manifest import DossierManifest, LeftOut, ManifestEntry
from reports.dossier.names import PathNames
from reports.dossier.turns import patiently

WAIT_SECONDS = 30.0


class Packing:
    """One ZIP on its way; every method yields the bytes that follow.

    What raises leaves the ZIP without its directory at the end, which no program takes for whole.
    """

    def __init__(self, title: str) -> None:
        self.manifest = DossierManifest(title)
        self.names = PathNames()
        self._zip = ZipStream()

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
                file = patiently(lambda: turn.enter_context(whole_file(revision)), WAIT_SECONDS)
                path = self.names.path(folder, stem, revision.file_type)
                yield from self._stored(path, file, revision)
        except (WrongBytes, MissingFile, Blocked) as fault:
            left = LeftOut(folder, revision.name, fault.reason, revision.sha256)
            self.manifest.left_out.append(left)

    def _stored(self, path: str, file: BinaryIO, revision: Revision) -> Iterator[bytes]:
        parts = without_notes(file, FileType(revision.file_type))
        sha256, kept = hashlib.sha256(), revision.sha256
        whole: list[Part] = [(0, revision.size)]
        pieces: Iterable[bytes] = bytes_of(file, parts or whole)
        if parts:
            pieces = _digested(pieces, sha256)
        self._zip.add(pieces, path, size=length_of(parts or whole))
        yield from self._zip.all_files()
        if parts:
            self.manifest.entries.append(ManifestEntry(path, sha256.hexdigest(), kept))
        else:
            self.manifest.entries.append(ManifestEntry(path, kept))

    def end(self, path: str) -> Iterator[bytes]:
        """The manifest, then what makes the ZIP whole."""
        text = "\ufeff" + self.manifest.text()
        self._zip.add(text.encode(), path, compress_type=ZIP_DEFLATED)
        yield from self._zip.finalize()


def _digested(pieces: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece
