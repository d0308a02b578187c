"""What the program learns of a file from outside; each answer comes from the limited process.

Files that were too heavy once raise `RefusedFile` with the sentence for that job.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

from PIL import Image

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.blocks import ReadBlock, blocks_of
from evidence.papers.files.detect import Checked, kept_name
from evidence.papers.files.file_facts import ReadFacts
from evidence.papers.files.limited import ReaderJob, TooHeavy, read
from evidence.papers.files.names import clean_name, extension_of
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.remarks import remarks_of
from evidence.papers.files.signed import UNREAD, FoundSignature, signatures_of
from evidence.papers.files.word_styles import Look, looks_of

# Bytes of a pixel; these modes Pillow packs where they lie.
PIXEL_BYTES = {"L": 1, "RGBX": 4}
# Facts of a picture or a check: a few numbers and words.
FACTS_BYTES = 16_384
# Names and numbers of at most 500 styles.
STYLES_BYTES = 500_000


@contextmanager
def _heavy_is(key: str) -> Iterator[None]:
    """What is too heavy, or answered in no way that can be understood, is refused as `key`."""
    try:
        yield
    except TooHeavy as error:
        raise RefusedFile(key) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RefusedFile("unreadable") from error


def check(file: BinaryIO, name: str, *, max_bytes: int = limits.MAX_FILE_BYTES) -> Checked:
    """What the file is; raises `RefusedFile` with one sentence where it may not be taken."""
    extension = extension_of(clean_name(name))
    given = {"name": f"a.{extension}" if extension else "", "max_bytes": max_bytes}
    with _heavy_is("too_heavy"):
        order = ReaderJob("check", given, FACTS_BYTES, wait_seconds=limits.CHECK_WAIT_SECONDS)
        found = read(order, file).facts
        file_type, pages = FileType(found["type"]), found["pages"]
        return Checked(
            file_type,
            int(found["size"]),
            kept_name(name, file_type),
            None if pages is None else int(pages),
            tuple(remarks_of(found["remarks"])),
            _facts_of(found["facts"], ()) if "facts" in found else None,
        )


def preview(file: BinaryIO, file_type: FileType, longest: int = limits.PREVIEW_LONGEST) -> bytes:
    """A JPEG of the picture, upright, at most `longest` pixels a side, without EXIF or comments."""
    given = {"file_type": file_type.value, "longest": longest}
    most = FACTS_BYTES + longest * longest * PIXEL_BYTES["RGBX"]
    with _heavy_is("picture_heavy"):
        answer = read(ReaderJob("picture", given, most), file)
        facts = answer.facts
        size, mode = (
            (int(facts["width"]), int(facts["height"])),
            "L" if facts["is_grey"] else "RGBX",
        )
        return packed(answer.pixels, mode, size, size[0] * PIXEL_BYTES[mode], longest)


def leaves(file: BinaryIO) -> tuple[int, bytearray]:
    """How many pages a PDF has, and these alone as a PDF that is still not to be trusted."""
    with _heavy_is("pdf_too_complex"):
        answer = read(ReaderJob("leaves", {}, limits.MAX_LEAVES_BYTES), file)
        return int(answer.facts["pages"]), answer.pixels


def packed(
    pixels: bytearray, mode: str, size: tuple[int, int], stride: int, longest: int, note: str = ""
) -> bytes:
    """Pixels as a JPEG of our own making; ValueError where they do not add up to a picture."""
    width, height = size
    is_sane = 0 < width <= longest and 0 < height <= longest and width * PIXEL_BYTES[mode] <= stride
    if not is_sane or len(pixels) != stride * height:
        raise ValueError(size)
    image = Image.frombuffer(mode, size, pixels, "raw", mode, stride, 1)
    target = io.BytesIO()
    options: dict[str, Any] = {"comment": note.encode()} if note else {}
    # The better tables of `optimize` save a twentieth and hold the whole picture a second time.
    image.save(target, "JPEG", quality=limits.PREVIEW_QUALITY, **options)
    return target.getvalue()


def words(file: BinaryIO, file_type: FileType, *, converts: bool = True) -> list[ReadBlock]:
    """The paragraphs and tables of a docx, or the sheets of an xlsx, as plain strings, bounded;
    what was written for old fonts in Unicode, or as it is."""
    given = {"file_type": file_type.value, "converts": converts}
    with _heavy_is("view_too_big"):
        order = ReaderJob("words", given, limits.MAX_WORDS_BYTES)
        return blocks_of(read(order, file).facts)


def styles(file: BinaryIO) -> list[Look]:
    """How the paragraph styles of a Word file look."""
    with _heavy_is("view_too_big"):
        return looks_of(read(ReaderJob("styles", {}, STYLES_BYTES), file).facts)


def facts(file: BinaryIO, file_type: FileType) -> ReadFacts:
    """What is read in the file for keeping: the day of a photo, signatures, words to find it by."""
    with _heavy_is("view_too_big"):
        order = ReaderJob("facts", {"file_type": file_type.value}, limits.MAX_FACTS_BYTES)
        found = read(order, file).facts
        return _facts_of(found, signatures(file) if found.get("is_signed") else ())


def _facts_of(found: dict[str, Any], signed: Iterable[FoundSignature]) -> ReadFacts:
    """The facts as the reader sent them: a day, or words of bounded length."""
    day = found.get("taken_on", "")
    text = str(found.get("text", "")).encode(errors="ignore").decode()[: limits.MAX_TEXT_CHARS]
    return ReadFacts(date.fromisoformat(day) if day else None, tuple(signed), text)


def text(file: BinaryIO, file_type: FileType) -> str:
    """The text of a Word file or a PDF as lines (`facts.plain_text`)."""
    given = {"file_type": file_type.value}
    with _heavy_is("view_too_big"):
        found = read(ReaderJob("text", given, limits.MAX_PLAN_BYTES), file).facts
        return str(found["text"]).encode(errors="ignore").decode()[: limits.MAX_PLAN_CHARS]


def signatures(file: BinaryIO) -> list[FoundSignature]:
    """The signatures of a PDF; of one that is too heavy to be followed, that it has some."""
    try:
        return signatures_of(read(ReaderJob("signatures", {}, limits.MAX_FACTS_BYTES), file).facts)
    except TooHeavy:
        return [FoundSignature(UNREAD)]
