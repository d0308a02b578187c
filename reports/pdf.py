"""Documents as PDF: a pure function from blocks to bytes, or the reason why it cannot work."""

import ctypes
import gc
import logging
import os
import signal
import subprocess
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from reports import press, presses
from reports.documents.blocks import Document
from reports.documents.characters import missing_characters
from reports.documents.code import code_style
from reports.documents.html import render_body, render_page
from reports.fonts import SIGNS, font_fault, glyphs

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.urls import URLFetcher

log = logging.getLogger(__name__)

_STYLES = Path(__file__).parent / "static" / "reports" / "document"
# An archive format that also lets figures travel along as attachments; costs no time over plain.
VARIANT = press.VARIANT
# A shorter page is laid out here: a process of its own would take longer to start.
LONG_PAGE = 80_000
_LIBRARIES = (
    "libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)  # fmt: skip
# Threads would only share one core's time, and the collector's threshold belongs to the process.
_ONE_AT_A_TIME = threading.Lock()


class PressStopped(Exception):
    """The page took more time or memory than there is; nothing is wrong with its content."""

    reason = (
        "Bản in này quá dài so với sức của máy chủ lúc này nên chưa in được; "
        "hãy thử lại sau ít phút, hoặc xem bản trên màn hình."
    )
    seconds = 60


def render_pdf(document: Document) -> bytes:
    """The document as PDF/A-3; reads nothing but our stylesheets and the installed font."""
    styles = [style for style in (stylesheet(), code_style(document.code)) if style]
    return html_to_pdf(render_page(document, missing_in(document)), *styles)


def html_to_pdf(page: str, *styles: str) -> bytes:
    """An HTML page laid out with stylesheets; no file and no address can be read from them."""
    with _ONE_AT_A_TIME:
        return _laid_out(page, *styles)


def _laid_out(page: str, *styles: str) -> bytes:
    if len(page) > LONG_PAGE:
        return _pressed(page, *styles)
    from weasyprint import HTML

    with _calm_collector():
        html = HTML(string=page, url_fetcher=_fetcher())
        sheets = [_sheet(css) for css in styles]
        pdf: bytes = html.write_pdf(stylesheets=sheets, pdf_variant=VARIANT)
    return pdf


def _pressed(page: str, *styles: str) -> bytes:
    """The same in a process of its own; raises `PressStopped` when it takes too much."""
    with tempfile.NamedTemporaryFile() as made:
        started = presses.start_press(nice=3)
        try:
            started.process.communicate(
                presses.order(page, styles, Path(made.name)), timeout=presses.WALL_SECONDS
            )
        except subprocess.TimeoutExpired as late:
            os.killpg(started.process.pid, signal.SIGKILL)
            started.process.communicate()
            raise PressStopped("time") from late
        else:
            # The parts are joined into another file that takes the name.
            code, content = started.process.returncode, Path(made.name).read_bytes()
            if code or not content.startswith(b"%PDF-"):
                log.error("The press ended with %s: %s", code, started.last_words())
                raise PressStopped(f"code {code}")
        finally:
            started.close()
    return content


@lru_cache(maxsize=1)
def _fetcher() -> "URLFetcher":
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"})


@lru_cache(maxsize=4)
def _sheet(css: str) -> "CSS":
    """A stylesheet as the engine reads it; reading ours anew takes a tenth of a short print."""
    from weasyprint import CSS

    return CSS(string=css, url_fetcher=_fetcher())


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The stylesheet of printed documents."""
    files = ("document.css", "page.css")
    parts = [(_STYLES / name).read_text(encoding="utf-8") for name in files]
    # The engine ignores `<col width>`, which the preview uses since it needs no inline style.
    parts += [f'.doc-table col[width="{n}%"]{{width:{n}%}}' for n in range(1, 101)]
    return "\n".join(parts)


def missing_in(document: Document) -> tuple[str, ...]:
    """The characters of the document that the font cannot draw; the preview shows each as a box."""
    drawable = glyphs()
    return missing_characters((render_body(document),), drawable) if drawable else ()


def character_fault(document: Document) -> str:
    """Empty when each character of the document can be printed, else why it may not be."""
    missing = set(missing_in(document))
    if not missing:
        return ""
    if signs := SIGNS & missing:
        return (
            f"Bản in có dấu {' '.join(sorted(signs))} mà máy chủ chưa có phông chữ để in; "
            "hãy thay bằng chữ (đạt, chưa đạt), hoặc cài gói fonts-dejavu-core."
        )
    return (
        f"Phông chữ văn bản không có ký tự {' '.join(sorted(missing))}; hãy thay trong nội dung "
        "rồi in lại. Bản xem trước đánh dấu mỗi chỗ ấy bằng ô trống □."
    )


def pdf_available() -> str:
    """Empty when PDF works here, else one Vietnamese sentence on what is missing."""
    return _engine_fault() or font_fault()


@lru_cache(maxsize=1)
def _engine_fault() -> str:
    try:
        if find_spec("weasyprint") is None:
            raise ImportError
        try:
            # What the engine opens when it is loaded; to load it here would take tens of megabytes.
            for library in _LIBRARIES:
                ctypes.CDLL(library)
        except OSError:
            import weasyprint  # noqa: F401 - a system that names its libraries otherwise
    except (ImportError, OSError):
        return (
            "Chưa in được PDF vì máy chủ thiếu thư viện Pango; "
            "hãy cài gói libpango-1.0-0 và libpangoft2-1.0-0."
        )
    return ""


@contextmanager
def _calm_collector() -> Iterator[None]:
    """Layout makes many short-lived objects; fewer collections save a sixth of the time."""
    threshold = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        with warnings.catch_warnings():
            # WeasyPrint 70 leaves the file of its colour profile for the collector to close.
            warnings.filterwarnings("ignore", category=ResourceWarning, message="unclosed file")
            yield
    finally:
        gc.set_threshold(*threshold)
