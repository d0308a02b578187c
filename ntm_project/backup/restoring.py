"""Puts a copy back: everything is looked at before anything is touched, files come before rows.

Nothing that is there is removed: a file that the copied database does not name stays (the sweep
refuses such a store until somebody has settled it), and a database with rows in it is replaced only
after it has been copied itself.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from evidence.papers.models import StoreMark
from evidence.papers.services.store_marks import mark_both
from evidence.papers.storage import evidence_store
from evidence.papers.store_errors import down_on
from evidence.papers.uploads import ReceivedFile, incoming_folder
from ntm_project.backup import contents
from ntm_project.backup.engines import Engine, engine, server_version
from ntm_project.backup.faults import NotCertain, alone
from ntm_project.backup.keeping import has_size
from ntm_project.backup.making import make_copy
from ntm_project.backup.manifest import (
    DATABASE,
    HEADS,
    Listed,
    Manifest,
    check_part,
    copies,
    copies_ahead,
    object_name,
    read_file_list,
    read_manifest,
)
from ntm_project.backup.packing import MeasuredPieces, pieces_of
from ntm_project.backup.seals import PLAIN, Seal
from ntm_project.backup.shelf import Shelf
from villages.access import system_access
from villages.accounts.sessions import SessionStore
from villages.audit import record


@dataclass(frozen=True)
class Source:
    """A copy that somebody wants back: where it lies, what it is, how it is opened."""

    shelf: Shelf
    manifest: Manifest
    seal: Seal

    def fetch_content(self, entry: Listed, target: Path | None) -> None:
        """Read a file of evidence to its end, to a new path where one is given; `NotCertain` where
        it is not what its row states."""
        name = object_name(entry.sha256, self.seal.suffix)
        with self.shelf.fetch(name) as path, self.seal.open(path) as opened:
            content = MeasuredPieces(pieces_of(opened))
            if target is None:
                for _ in content:
                    pass
            else:
                with target.open("xb") as out:
                    out.writelines(content)
        if (content.size, content.sha256) != (entry.size, entry.sha256):
            raise NotCertain(f"Tệp {name} của bản sao đã bị sửa hoặc hỏng.")


def named_copy(shelf: Shelf, name: str, identity: str) -> Source:
    """The copy of this name, the newest where none is given."""
    names = copies(shelf)
    if not names:
        raise NotCertain("Nơi này không có bản sao nào nguyên vẹn.")
    if name and name not in names:
        raise NotCertain(f"Không có bản sao {name}; có: {', '.join(names)}.")
    if not name and copies_ahead(shelf):
        raise NotCertain(
            f"Bản sao {names[-1]} mang giờ sau giờ máy này (tên ghi giờ UTC), nên không rõ bản nào "
            f"mới nhất. Xem đồng hồ (timedatectl), rồi nêu rõ bản cần: --copy TÊN; có: "
            f"{', '.join(names)}."
        )
    manifest = read_manifest(shelf, name or names[-1])
    return Source(shelf, manifest, Seal(manifest.seal, (), identity))


def check_version(manifest: Manifest) -> int:
    """How many migrations the copy still lacks; `NotCertain` where this program cannot take it."""
    if manifest.engine != connection.vendor:
        raise NotCertain(
            f"Bản sao là của {manifest.engine}, DATABASE_URL đang là {connection.vendor}; "
            "hãy đặt đúng loại cơ sở dữ liệu."
        )
    if manifest.engine == "postgresql":
        check_server(manifest, server_version())
    if newer := contents.newer_migrations(manifest.migrations):
        raise NotCertain(
            f"Bản sao do phiên bản mới hơn của chương trình làm ({newer[0]}); hãy cài phiên bản ấy "
            "rồi khôi phục."
        )
    return len(contents.known_migrations() - set(manifest.migrations))


def check_server(manifest: Manifest, here: int) -> None:
    """`NotCertain` where the server of PostgreSQL is of an older major version than the copy's."""
    made = int(manifest.server.split(".")[0])
    if made > here:
        raise NotCertain(
            f"Bản sao do PostgreSQL {made} làm, máy chủ PostgreSQL ở đây là bản {here}; hãy dùng "
            f"PostgreSQL {made} trở lên (Debian mới hơn)."
        )


def check_whole(source: Source) -> None:
    """Read every byte of the copy; `NotCertain` at the first that is not as it was written."""
    for key in source.manifest.parts:
        check_part(source.shelf, source.manifest, key)
    held = source.shelf.walk("files/")
    name, size = next(held, ("", 0))
    count, last = 0, ""
    for entry in read_file_list(source.shelf, source.manifest):
        count += 1
        wanted = object_name(entry.sha256, source.seal.suffix)
        if wanted == last or entry.key in source.manifest.lost:
            continue
        while name and name < wanted:
            name, size = next(held, ("", 0))
        if name != wanted:
            raise NotCertain(f"Bản sao thiếu tệp {wanted}.")
        if not has_size(size, entry, source.seal):
            raise NotCertain(f"Tệp {wanted} của bản sao sai dung lượng.")
        source.fetch_content(entry, None)
        last = wanted
    if count != source.manifest.files:
        raise NotCertain("Bảng kê tệp của bản sao không đủ số dòng.")


def end_broken_restore() -> bool:
    """Put back the record that a restore had set aside when the machine stopped; whether it had."""
    with alone():
        return engine().end_broken_restore()


def check_source(source: Source) -> int:
    """Everything that can be known before anything is touched; how many migrations are lacking."""
    lacking = check_version(source.manifest)
    with alone(), source.shelf.held():
        check_whole(source)
    return lacking


def check_target(place: str | None) -> None:
    """`NotCertain` where the database has rows, and nobody named a place for a copy of them."""
    if not place and contents.has_rows(connection.alias):
        raise NotCertain(
            "Cơ sở dữ liệu đang có dữ liệu nên không khôi phục đè lên. Nếu đúng là muốn thay, "
            "chạy lại với --replace NƠI: sổ đang có được sao ra nơi ấy trước."
        )


def keep_aside(shelf: Shelf, seal: Seal) -> str:
    """Copy a database that has rows, before it is replaced: the name of that copy, "" for an empty
    one."""
    if not contents.has_rows(connection.alias):
        return ""
    return make_copy(shelf, seal, accepts_lost=True).manifest.name


def put_back(source: Source) -> int:
    """Files, then the database, then what follows from it; how many files were not there."""
    with alone(), source.shelf.held(), TemporaryDirectory() as folder:
        ready = _ready(source, engine(), Path(folder))
        new = sum(map(partial(_place, source), read_file_list(source.shelf, source.manifest)))
        with engine().load(ready) as alias:
            _compare(source, alias)
    call_command("migrate", verbosity=0, interactive=False)
    SessionStore.get_model_class().objects.all().delete()  # what was ended since stays ended
    mark_both()
    _record(source.manifest)
    return new


def _ready(source: Source, database: Engine, folder: Path) -> Path:
    part = source.manifest.parts[DATABASE]
    path = folder / database.file_name
    with (
        source.shelf.fetch(f"{source.manifest.name}/{part.name}") as kept,
        source.seal.open(kept) as opened,
    ):
        PLAIN.write(pieces_of(opened), path)
    return database.opened(path, folder)


def _place(source: Source, entry: Listed) -> bool:
    """Whether the store lacked this file and has it now."""
    store = evidence_store()
    if entry.key in source.manifest.lost or _is_there(entry):
        return False
    incoming_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = incoming_folder() / f"{uuid4().hex}.part"
    received = ReceivedFile(path, "", "", entry.size, entry.sha256)
    try:
        source.fetch_content(entry, path)
        if store.exists(entry.key):
            # Its bytes are not those that were sent, and here are those that were.
            store.set_aside(entry.key)
        store.keep(received, entry.key)
    finally:
        received.discard()
    return True


def _is_there(entry: Listed) -> bool:
    store = evidence_store()
    if not store.exists(entry.key) and not store.take_back(entry.key):
        return False
    with down_on(Exception), store.open(entry.key) as file:
        content = MeasuredPieces(pieces_of(file))
        for _ in content:
            pass
    return (content.size, content.sha256) == (entry.size, entry.sha256)


def _compare(source: Source, alias: str) -> None:
    """`NotCertain` where the database is not the one that was copied."""
    manifest = source.manifest
    with source.shelf.fetch(f"{manifest.name}/{manifest.parts[HEADS].name}") as path:
        heads = path.read_bytes()
    if (
        contents.counts(alias).items() - manifest.counts.items()
        or contents.last_event(alias) != manifest.last_event
        or contents.migrations(alias) != list(manifest.migrations)
        or b"".join(contents.head_lines(alias)) != heads
    ):
        raise NotCertain("Cơ sở dữ liệu nạp lại không khớp bản kê của bản sao, nên không dùng.")


def _record(manifest: Manifest) -> None:
    """The trail shows from where on it goes on from a copy."""
    with transaction.atomic():
        mark = StoreMark.objects.get()
        by = system_access(timezone.localdate())
        record(by, "khôi phục từ bản sao", mark, unit=None, new={"copy": manifest.name})
