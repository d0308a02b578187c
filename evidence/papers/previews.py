"""Small pictures of files: made at the first request, then kept beside the original.

A picture has a key of its own (`<key of the original>.<longest side>.jpg`, of a PDF
`<key>.p<page>.<longest side>.jpg`), so the original is never touched; losing one costs nothing but
making it again. A page that cannot be drawn leaves a note instead, so that a hostile file costs its
time once; the note names the renderer, and a newer one tries again.
"""

import hashlib
import logging
from collections.abc import Callable
from importlib.metadata import version
from typing import BinaryIO, cast
from uuid import uuid4

from django.core.files import File

from evidence.papers.enums import IMAGE_TYPES, PICTURED_TYPES, FileType
from evidence.papers.files import limits
from evidence.papers.files.pdf_pages import DrawnPage, draw_page, kept_page
from evidence.papers.files.preview import make_preview
from evidence.papers.files.refusals import SENTENCES, RefusedFile
from evidence.papers.models import Revision
from evidence.papers.storage import StorageDown, evidence_store
from evidence.papers.uploads import ReceivedFile, incoming_folder

log = logging.getLogger(__name__)

UNREADABLE = "Kho tệp đang không đọc được tệp này. Hãy thử lại sau ít phút hoặc báo quản trị viên."
JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"
RENDERER = version("pypdfium2")


def is_picture(revision: Revision) -> bool:
    """Whether a preview can be made of the file."""
    return revision.file_type in IMAGE_TYPES


def has_thumbnail(revision: Revision) -> bool:
    """Whether lists can show the file small: pictures, and the first page of a PDF."""
    return revision.file_type in PICTURED_TYPES


def open_original(revision: Revision) -> File:
    """The bytes as they came, from the start; `StorageDown` when the store does not give them.

    A file that a sweep set aside comes back: its row is there, so it was never nobody's.
    """
    store = evidence_store()
    try:
        try:
            return store.open(revision.key)
        except FileNotFoundError:
            if not store.take_back(revision.key):
                raise
            log.warning("The file of revision %s came back from quarantine", revision.pk)
            return store.open(revision.key)
    except Exception as error:  # each store has exceptions of its own
        log.exception("The file of revision %s cannot be read", revision.pk)
        raise StorageDown(revision.key) from error


def preview_of(revision: Revision) -> bytes:
    """A JPEG for looking at; raises `RefusedFile` for a damaged picture, `StorageDown`."""
    return _picture(revision, limits.PREVIEW_LONGEST)


def thumbnail_of(revision: Revision) -> bytes:
    """A JPEG for lists; raises as `preview_of` or, for a PDF, `page_of` does."""
    if revision.file_type == FileType.PDF:
        return page_of(revision, 1, limits.THUMBNAIL_LONGEST).content
    return _picture(revision, limits.THUMBNAIL_LONGEST)


def page_of(revision: Revision, number: int, longest: int = limits.PREVIEW_LONGEST) -> DrawnPage:
    """A page of a PDF; raises `RefusedFile` where it cannot be drawn, `DrawerBusy`, `StorageDown`.

    The page carries how many there are, so that nobody has to open the file for that.
    """
    if not 1 <= number <= limits.MAX_PDF_PAGES:
        raise RefusedFile("page_missing", number=number)
    key = f"{revision.key}.p{number}.{longest}.jpg"
    if page := kept_page(_kept(key, kept_page)):
        return page
    with open_original(revision) as file:
        _raise_noted(_note_key(revision, number))
        try:
            page = draw_page(cast(BinaryIO, file.file), number, longest)
        except RefusedFile as refusal:
            # Of pages that are not there any number can be asked for.
            if refusal.key != "page_missing":
                _keep(_note_key(revision, number), refusal.key.encode())
            raise
    _keep(key, page.content)
    return page


def _note_key(revision: Revision, number: int) -> str:
    return f"{revision.key}.p{number}.{RENDERER}.txt"


def _raise_noted(key: str) -> None:
    """Raise what an earlier drawing of the page met, if it met anything."""
    if note := _kept(key, _is_note):
        raise RefusedFile(note.decode())


def _is_note(content: bytes) -> bool:
    return content.decode(errors="replace") in SENTENCES


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(JPEG_START) and content.endswith(JPEG_END)


def _picture(revision: Revision, longest: int) -> bytes:
    key = f"{revision.key}.{longest}.jpg"
    if content := _kept(key, _is_jpeg):
        return content
    with open_original(revision) as file:
        content = make_preview(cast(BinaryIO, file.file), FileType(revision.file_type), longest)
    _keep(key, content)
    return content


def _kept(key: str, is_whole: Callable[[bytes], object]) -> bytes:
    """What was made before; nothing when it is not there. What is not whole makes room."""
    try:
        with evidence_store().open(key) as file:
            content = file.read()
        if is_whole(content):
            return content
        evidence_store().remove(key)
    except Exception:  # each store has exceptions of its own; the picture is then made anew
        log.debug("Nothing kept as %s", key, exc_info=True)
    return b""


def _keep(key: str, content: bytes) -> None:
    folder = incoming_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{uuid4().hex}.part"
        path.write_bytes(content)
    except OSError:
        log.warning("No room to keep the picture %s", key, exc_info=True)
        return
    digest = hashlib.sha256(content).hexdigest()
    received = ReceivedFile(path, "", "image/jpeg", len(content), digest)
    try:
        evidence_store().keep(received, key)
    except StorageDown:
        # Somebody else keeps the same picture at this moment, or the store is full: no harm.
        log.info("The picture %s was not kept", key, exc_info=True)
    finally:
        received.discard()
