"""What is read in a file beside what it is: the day of a photo, signatures, words to find it by.

Runs in the limited process (`jobs`).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from evidence.papers.enums import IMAGE_TYPES, FileType
from evidence.papers.files import limits
from evidence.papers.files.blocks import ReadTable, words_in
from evidence.papers.files.document_text import document_text
from evidence.papers.files.pdf_drawing import page_texts
from evidence.papers.files.preview import BROKEN, camera_notes
from evidence.papers.files.signed import FoundSignature
from evidence.papers.files.streams import chunks
from ntm_project.common.text import clean_line

# What was signed of a file stands in it, never packed (ISO 32000-1, 12.8.1).
SIGNED = b"/ByteRange"
# EXIF 2.32: when the picture was taken, when it was made digital; and when the file was written.
IN_CAMERA, TAKEN_TAGS, WRITTEN_TAG = 0x8769, (0x9003, 0x9004), 0x0132
# No phone is older; a camera whose clock was never set writes 1970 or 1980.
EARLIEST_PHOTO = datetime.date(1995, 1, 1)


@dataclass(frozen=True)
class ReadFacts:
    """What was read; the day is what the camera wrote, right or wrong."""

    taken_on: datetime.date | None = None
    signatures: tuple[FoundSignature, ...] = ()
    text: str = ""


def file_facts(file: BinaryIO, file_type: FileType) -> dict[str, Any]:
    """The facts as plain values, to be sent from process to process."""
    if file_type in IMAGE_TYPES:
        day = taken_on(file, file_type)
        return {"taken_on": day.isoformat() if day else ""}
    if file_type == FileType.PDF:
        is_signed = any(SIGNED in data for _, data in chunks(file, 0, len(SIGNED)))
        return {"is_signed": is_signed, "text": _text(page_texts(file, limits.MAX_TEXT_PAGES))}
    blocks = document_text(file, file_type)
    return {"text": _text(words for block in blocks for words in words_in(block))}


def plain_text(file: BinaryIO, file_type: FileType) -> str:
    """The text of a Word file or a PDF as lines: the cells of a row apart by tabs, the pages of a
    PDF by form feeds; "" for a scan."""
    if file_type == FileType.PDF:
        pages = page_texts(file, limits.MAX_TEXT_PAGES)
        return "\f".join(page.replace("\r\n", "\n") for page in pages)[: limits.MAX_PLAN_CHARS]
    lines: list[str] = []
    for block in document_text(file, file_type, is_numbered=True):
        if isinstance(block, ReadTable):
            lines += ["\t".join(" ".join(cell.split()) for cell in row) for row in block.rows]
        else:
            lines += [words.replace("\n", " ") for words in words_in(block)]
    return "\n".join(lines)[: limits.MAX_PLAN_CHARS]


def taken_on(file: BinaryIO, file_type: FileType) -> datetime.date | None:
    """The day that the camera noted; None where it noted none that can be true."""
    try:
        notes = camera_notes(file, file_type)
        inside = notes.get_ifd(IN_CAMERA)
        noted = [*(inside.get(tag) for tag in TAKEN_TAGS), notes.get(WRITTEN_TAG)]
    except BROKEN:
        return None
    return next(filter(None, map(_day, noted)), None)


def _day(noted: Any) -> datetime.date | None:
    """`2024:08:12 07:31:05`, as EXIF writes it."""
    try:
        day = datetime.date.fromisoformat(str(noted)[:10].replace(":", "-"))
    except ValueError:
        return None
    return day if day >= EARLIEST_PHOTO else None


def _text(pieces: Iterator[str]) -> str:
    """One line of clean text, of bounded length."""
    found: list[str] = []
    length = 0
    for piece in pieces:
        line = clean_line(piece)
        if line:
            found.append(line)
            length += len(line) + 1
        if length > limits.MAX_TEXT_CHARS:
            break
    return " ".join(found)[: limits.MAX_TEXT_CHARS]
