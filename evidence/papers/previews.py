"""Small pictures of files: made at the first request, then kept beside the original.

A picture has a key of its own (`<key of the original>.<longest side>.jpg`, of a PDF
`<key>.p<page>.<longest side>.jpg`), so the original is never touched; losing one costs nothing but
making it again. Where the original is gone, none is shown. What is too heavy leaves a note in the
database instead (`notes`), so that a hostile file costs its time once.
"""

import logging
from collections.abc import Callable
from typing import BinaryIO, cast

from evidence.papers.antivirus import refuse_blocked
from evidence.papers.enums import IMAGE_TYPES, PICTURED_TYPES, FileType
from evidence.papers.files import limits, reading
from evidence.papers.files.blocks import ReadBlock
from evidence.papers.files.pdf_pages import DrawnPage, draw_page, kept_page
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.models import Revision
from evidence.papers.notes import known, noted
from evidence.papers.reading_store import open_original, turn
from evidence.papers.storage import evidence_store
from evidence.papers.store_errors import StorageDown
from evidence.papers.uploads import ReceivedFile

log = logging.getLogger(__name__)

JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"
PICTURE = "picture"


def is_picture(revision: Revision) -> bool:
    """Whether a preview can be made of the file."""
    return revision.file_type in IMAGE_TYPES


def has_thumbnail(revision: Revision) -> bool:
    """Whether lists can show the file small: pictures, and the first page of a PDF."""
    return revision.file_type in PICTURED_TYPES


def preview_of(revision: Revision) -> bytes:
    """A JPEG for looking at; raises as `page_image` does."""
    return _picture(revision, limits.PREVIEW_LONGEST)


def thumbnail_of(revision: Revision) -> bytes:
    """A JPEG for lists; raises as `page_image` does."""
    if revision.file_type == FileType.PDF:
        return page_image(revision, 1, limits.THUMBNAIL_LONGEST).content
    return _picture(revision, limits.THUMBNAIL_LONGEST)


def page_image(revision: Revision, number: int, longest: int = limits.PREVIEW_LONGEST) -> DrawnPage:
    """A page of a PDF; raises `RefusedFile` where it cannot be drawn, `ReaderBusy`, `StorageDown`.

    The page carries how many there are, so that nobody has to open the file for that.
    """
    if not 1 <= number <= limits.MAX_PDF_PAGES:
        raise RefusedFile("page_missing", number=number)
    refuse_blocked(revision)
    key = f"{revision.key}.p{number}.{longest}.jpg"
    if (page := kept_page(_kept(key, kept_page))) and not _is_gone(revision):
        return page
    # Small or large, it is the same page that is too heavy.
    with noted(revision.sha256, f"page {number}", "page_heavy"), open_original(revision) as file:
        page = draw_page(cast(BinaryIO, file.file), number, longest)
    _keep(key, page.content)
    return page


def words_of(revision: Revision, *, converts: bool = True) -> list[ReadBlock]:
    """The words of a Word or Excel file; raises as `page_image` does."""
    with noted(revision.sha256, "words", "view_too_big"), open_original(revision) as file:
        file_type = FileType(revision.file_type)
        return reading.words(cast(BinaryIO, file.file), file_type, converts=converts)


def picture_trouble(revision: Revision) -> str:
    """The sentence on a picture that is known to be too heavy to be shown small; else ""."""
    reason = known(revision.sha256, PICTURE) if is_picture(revision) else ""
    return RefusedFile(reason).reason if reason else ""


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(JPEG_START) and content.endswith(JPEG_END)


def _picture(revision: Revision, longest: int) -> bytes:
    refuse_blocked(revision)
    key = f"{revision.key}.{longest}.jpg"
    if (content := _kept(key, _is_jpeg)) and not _is_gone(revision):
        return content
    with noted(revision.sha256, PICTURE, "picture_heavy"), open_original(revision) as file:
        file_type = FileType(revision.file_type)
        content = reading.preview(cast(BinaryIO, file.file), file_type, longest)
    _keep(key, content)
    return content


def _is_gone(revision: Revision) -> bool:
    """Whether the store has the original no more: a small picture of it that was kept would look
    as if it had."""
    try:
        with turn():
            return not evidence_store().exists(revision.key)
    except Exception:  # each store has exceptions of its own; the picture needs no original then
        log.debug("Nobody knows whether the store has %s", revision.key, exc_info=True)
    return False


def _kept(key: str, is_whole: Callable[[bytes], object]) -> bytes:
    """What was made before; nothing when it is not there. What is not whole makes room."""
    try:
        with turn(), evidence_store().open(key) as file:
            content = file.read()
        if is_whole(content):
            return content
        evidence_store().remove(key)
    except Exception:  # each store has exceptions of its own; the picture is then made anew
        log.debug("Nothing kept as %s", key, exc_info=True)
    return b""


def _keep(key: str, content: bytes) -> None:
    try:
        received = ReceivedFile.of(content, "", "image/jpeg")
    except OSError:
        log.warning("No room to keep the picture %s", key, exc_info=True)
        return
    try:
        evidence_store().keep(received, key)
    except StorageDown:
        # Somebody else keeps the same picture at this moment, or the store is full: no harm.
        log.info("The picture %s was not kept", key, exc_info=True)
    finally:
        received.discard()
