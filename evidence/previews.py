"""Small pictures of files: made at the first request, then kept beside the original.

A picture has a key of its own (`<key of the original>.<longest side>.jpg`), so the original is
never touched; losing one costs nothing but making it again.
"""

import hashlib
import logging
from typing import BinaryIO, cast
from uuid import uuid4

from django.core.files import File

from evidence.enums import IMAGE_TYPES, FileType
from evidence.files import limits
from evidence.files.preview import make_preview
from evidence.models import Revision
from evidence.storage import StorageDown, evidence_store
from evidence.uploads import ReceivedFile, incoming_folder

log = logging.getLogger(__name__)

UNREADABLE = "Kho tệp đang không đọc được tệp này. Hãy thử lại sau ít phút hoặc báo quản trị viên."


def is_picture(revision: Revision) -> bool:
    """Whether a preview can be made of the file."""
    return revision.file_type in IMAGE_TYPES


def open_original(revision: Revision) -> File:
    """The bytes as they came, from the start; `StorageDown` when the store does not give them."""
    try:
        return evidence_store().open(revision.key)
    except Exception as error:  # each store has exceptions of its own
        log.exception("The file of revision %s cannot be read", revision.pk)
        raise StorageDown(revision.key) from error


def preview_of(revision: Revision) -> bytes:
    """A JPEG for looking at; raises `RefusedFile` for a damaged picture, `StorageDown`."""
    return _picture(revision, limits.PREVIEW_LONGEST)


def thumbnail_of(revision: Revision) -> bytes:
    """A JPEG for lists; raises as `preview_of` does."""
    return _picture(revision, limits.THUMBNAIL_LONGEST)


def _picture(revision: Revision, longest: int) -> bytes:
    key = f"{revision.key}.{longest}.jpg"
    if content := _kept(key):
        return content
    with open_original(revision) as file:
        content = make_preview(cast(BinaryIO, file.file), FileType(revision.file_type), longest)
    _keep(key, content)
    return content


def _kept(key: str) -> bytes:
    """What was made before; nothing when it is not there or not whole."""
    try:
        with evidence_store().open(key) as file:
            return file.read()
    except Exception:  # each store has exceptions of its own; the picture is then made anew
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
