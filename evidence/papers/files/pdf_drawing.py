"""Draws one page of a PDF as raw pixels, and reads the words of its pages.

Runs in the limited process alone (`jobs`): PDFium may spin, swell or crash over a hostile file, and
cannot be used by two threads at once.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2 as pdfium

from evidence.papers.files.refusals import RefusedFile


def draw(file: BinaryIO, number: int, longest: int) -> tuple[dict[str, int], Any]:
    """The page, its longest side `longest` pixels: what it measures, and its rows of RGBX."""
    file.seek(0)
    try:
        document = pdfium.PdfDocument(file.read())
        document.init_forms()  # or what was filled into a form would not be seen
        pages = len(document)
        if not 1 <= number <= pages:
            raise RefusedFile("page_missing", number=number)
        page = document[number - 1]
        scale = longest / max(page.get_size())
        # A hair less, or rounding up could add a pixel.
        bitmap = page.render(scale=scale * (1 - 1e-6), rev_byteorder=True, prefer_bgrx=True)
    except pdfium.PdfiumError as error:
        is_locked = error.err_code == pdfium.raw.FPDF_ERR_PASSWORD
        raise RefusedFile("page_locked" if is_locked else "page_damaged") from error
    except (ValueError, ArithmeticError) as error:
        raise RefusedFile("page_damaged") from error
    size = {"width": bitmap.width, "height": bitmap.height, "stride": bitmap.stride}
    return {"pages": pages, **size}, bitmap.buffer


def page_texts(file: BinaryIO, most: int) -> Iterator[str]:
    """The words of each page, as far as the file holds letters: a scan has none."""
    file.seek(0)
    try:
        document = pdfium.PdfDocument(file.read())
        for number in range(min(len(document), most)):
            page = document[number]
            words = page.get_textpage()
            yield words.get_text_bounded()
            words.close()
            page.close()
    except (pdfium.PdfiumError, ValueError, ArithmeticError):
        return
