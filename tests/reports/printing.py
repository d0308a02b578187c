"""Papers as PDF for tests: what the worker has made, a short one in this very process."""

import gc
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from reports import press
from reports.documents.blocks import Document
from reports.pdf import page_to_print
from reports.prints.press_room import PressRoom

# A shorter page is laid out here: a press would take longer to start.
LONG_PAGE = 80_000


class _Room(PressRoom):
    """A room that works for no job."""

    def look(self) -> None:
        pass


def render_pdf(document: Document) -> bytes:
    """The document as PDF/A-3."""
    page, styles = page_to_print(document)
    return html_to_pdf(page, *styles)


def html_to_pdf(page: str, *styles: str) -> bytes:
    """An HTML page laid out with stylesheets."""
    return pressed(page, *styles) if len(page) > LONG_PAGE else laid_out(page, *styles)


def laid_out(page: str, *styles: str) -> bytes:
    """The same as a whole in this very process."""
    threshold = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)  # fewer collections save a sixth of the time
    try:
        with warnings.catch_warnings():
            # WeasyPrint 70 leaves the file of its colour profile for the collector to close.
            warnings.filterwarnings("ignore", category=ResourceWarning, message="unclosed file")
            how = {"pdf_variant": press.variant_of(page)}
            made: bytes = press.lay_out(page, list(styles)).write_pdf(**how)
    finally:
        gc.set_threshold(*threshold)
    return made


def pressed(page: str, *styles: str) -> bytes:
    """The same by the worker's press."""
    with TemporaryDirectory() as folder:
        into = Path(folder, "pdf")
        _Room().lay_out(page, styles, into)
        return into.read_bytes()
