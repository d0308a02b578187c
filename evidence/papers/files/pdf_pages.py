"""A page of a PDF as a JPEG: drawn by a process that is not trusted, packed here.

What comes back from the reader is taken as numbers and pixels, so whatever a hostile file makes of
that process, what is kept and served is a picture that we made.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from evidence.papers.files import reading
from evidence.papers.files.limited import ReaderJob, TooHeavy, read
from evidence.papers.files.refusals import RefusedFile


@dataclass(frozen=True)
class DrawnPage:
    """A page as a JPEG, its size in pixels, and how many pages the file has."""

    content: bytes
    width: int
    height: int
    pages: int


def draw_page(file: BinaryIO, number: int, longest: int) -> DrawnPage:
    """Page `number` of the PDF, its longest side `longest` pixels.

    Raises `RefusedFile` for what can never be drawn, `ReaderBusy` for what may be another time.
    """
    given = {"number": number, "longest": longest}
    try:
        answer = read(ReaderJob("page", given, reading.FACTS_BYTES + 4 * longest * longest), file)
        names = ("pages", "width", "height", "stride")
        pages, width, height, stride = (int(answer.facts[name]) for name in names)
        content = reading.packed(
            answer.pixels, "RGBX", (width, height), stride, longest, note=str(pages)
        )
    except TooHeavy as error:
        raise RefusedFile("page_heavy") from error
    except (ValueError, TypeError, KeyError) as error:
        raise RefusedFile("page_damaged") from error
    return DrawnPage(content, width, height, pages)


def kept_page(content: bytes) -> DrawnPage | None:
    """What was packed before, read again; None where it is not whole."""
    if not content.endswith(b"\xff\xd9"):
        return None
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            pages = int(image.info["comment"])
            return DrawnPage(content, *image.size, pages)
    except (OSError, ValueError, SyntaxError, KeyError):
        return None
