"""Makes a copy: the database as it is at one moment, then the files that it names.

Files never change, so what was uploaded meanwhile is the next copy's, and nothing that the copied
rows name can be missing unless it is lost. Nothing counts before the manifest's digest is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connections
from django.utils import timezone

from ntm_project.backup import contents
from ntm_project.backup.engines import engine
from ntm_project.backup.faults import NotCertain, alone
from ntm_project.backup.keeping import Kept, deny_lost, entries_of, keep_files
from ntm_project.backup.manifest import (
    DATABASE,
    FILES,
    HEADS,
    NAME_FORMAT,
    Manifest,
    ManifestPart,
    begun_at,
    check_part,
    packed_list,
    part_of,
    program_version,
    read_manifest,
    write_manifest,
)
from ntm_project.backup.packing import gzip_pieces, pieces_of
from ntm_project.backup.seals import PLAIN, Seal
from ntm_project.backup.shelf import Shelf


@dataclass(frozen=True)
class Made:
    """A copy that stands, and what became of its files."""

    manifest: Manifest
    kept: Kept


def make_copy(shelf: Shelf, seal: Seal, *, accepts_lost: bool) -> Made:
    """Put one copy on the shelf. Raises `NotCertain` or `StorageDown` and leaves no part of it."""
    with alone(), shelf.held(), shelf.part() as folder, TemporaryDirectory() as raw:
        _deny_strange(shelf)
        copy = _Copy(shelf, seal, folder, Path(raw))
        try:
            return copy.make(accepts_lost=accepts_lost)
        except BaseException:
            copy.withdraw()
            raise


def _deny_strange(shelf: Shelf) -> None:
    """A place that holds something else is not taken for copies."""
    strange = [name for name in shelf.folders() if name != "files" and not begun_at(name)]
    if strange:
        raise NotCertain(
            f"Nơi để bản sao đang chứa thứ khác ({strange[0]}); hãy dời nó đi hoặc chọn một nơi "
            "trống."
        )


class _Copy:
    """The making of one copy."""

    def __init__(self, shelf: Shelf, seal: Seal, folder: Path, raw: Path) -> None:
        # What is not yet encrypted never lies where copies lie.
        self.shelf, self.seal, self.folder, self.raw = shelf, seal, folder, raw
        self.now = timezone.now().astimezone(UTC)
        self.name = self.now.strftime(NAME_FORMAT)
        if self.name in shelf.folders():
            raise NotCertain("Vừa có một bản sao trong cùng giây này; hãy chạy lại.")
        self.parts: dict[str, ManifestPart] = {}

    def make(self, *, accepts_lost: bool) -> Made:
        listed = self.raw / "listed"
        with engine().snapshot(self.raw) as (alias, kept):
            known = self._known(alias)
            with listed.open("xb") as out:
                out.writelines(packed_list(contents.listed_files(alias)))
            self._put(HEADS, HEADS, contents.head_lines(alias))
            with kept.open("rb") as source:
                self._put(DATABASE, kept.name, pieces_of(source), self.seal)
            kept.unlink()
        with listed.open("rb") as source:
            self._put(FILES, FILES, gzip_pieces(pieces_of(source)))
        files = keep_files(self.shelf, self.seal, self.folder, listed, self.today())
        if not accepts_lost and (reason := deny_lost(files.lost)):
            raise NotCertain(reason)
        count = size = 0
        for entry in entries_of(listed):
            count, size = count + 1, size + entry.size
        manifest = Manifest(
            **known, files=count, file_bytes=size, parts=self.parts, lost=sorted(files.lost)
        )
        for key in manifest.parts:
            check_part(self.shelf, manifest, key)
        write_manifest(self.shelf, self.folder, manifest)
        read_manifest(self.shelf, self.name)
        return Made(manifest, files)

    def today(self) -> date:
        return timezone.localdate(self.now)

    def _known(self, alias: str) -> dict[str, Any]:
        counts = contents.counts(alias)
        return {
            "name": self.name,
            "made_at": self.now.isoformat(timespec="seconds"),
            "program": program_version(),
            "engine": connections[alias].vendor,
            "server": ".".join(map(str, connections[alias].get_database_version())),
            "migrations": contents.migrations(alias),
            "counts": counts,
            "last_event": contents.last_event(alias),
            "chains": counts["villages_audithead"],
            "seal": self.seal.suffix,
        }

    def _put(self, key: str, name: str, pieces: Iterator[bytes], seal: Seal = PLAIN) -> None:
        """One part of the copy, with its size and hash as it lies there. The list of files holds
        nothing but hashes, sizes and random keys: it stays plain, so that copies can be rotated
        where no key is."""
        name += seal.suffix
        path = self.folder / f"part-{name}"
        seal.write(pieces, path)
        self.parts[key] = part_of(path, name)
        self.shelf.put(f"{self.name}/{name}", path)

    def withdraw(self) -> None:
        """Delete the unfinished parts of a copy that failed."""
        for name, _ in list(self.shelf.walk(f"{self.name}/")):
            self.shelf.remove(name)
