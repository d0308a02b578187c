"""Documents as PDF: what a press is given of them, or the reason why it cannot work."""

import ctypes
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from reports.documents.blocks import Document
from reports.documents.characters import missing_characters, side_by_side
from reports.documents.code import code_style
from reports.documents.html import render_body, render_page
from reports.fonts import SIGNS, font_fault, glyphs
from reports.press import TAGGED, UNTAGGED

_STYLES = Path(__file__).parent / "static" / "reports" / "document"
_LIBRARIES = (
    "libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)  # fmt: skip


def page_to_print(document: Document, *, is_tagged: bool = False) -> tuple[str, tuple[str, ...]]:
    """The page that a press lays out, and its stylesheets; it reads nothing but the two."""
    styles = [style for style in (stylesheet(), code_style(document.code)) if style]
    page = render_page(document, missing_in(document))
    return page.replace(UNTAGGED, TAGGED, 1) if is_tagged else page, tuple(styles)


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
    return fault_of_missing(missing_in(document))


def fault_of_missing(missing: tuple[str, ...]) -> str:
    """The sentence for characters that no font of the server has, or ""."""
    if not missing:
        return ""
    if signs := SIGNS.intersection(missing):
        return (
            f"Bản in có dấu {' '.join(sorted(signs))} mà máy chủ chưa có phông chữ để in; "
            "hãy thay bằng chữ (đạt, chưa đạt), hoặc cài gói fonts-dejavu-core."
        )
    return (
        f"Phông chữ văn bản không có ký tự {side_by_side(sorted(missing))}; hãy thay trong nội "
        "dung rồi in lại. Bản xem trước đánh dấu mỗi chỗ ấy bằng ô trống □."
    )


def pdf_available() -> str:
    """Empty when PDF works here, else one Vietnamese sentence on what is missing."""
    return _engine_fault() or font_fault()


@lru_cache(maxsize=1)  # libraries are installed before the process starts, not while it runs
def _engine_fault() -> str:
    try:
        if find_spec("weasyprint") is None:
            raise ImportError
        try:
            # What the engine opens when it is loaded; to load it here would take tens of megabytes.
            for library in _LIBRARIES:
                ctypes.CDLL(library)
        except OSError:
            import weasyprint  # noqa: F401, PLC0415 - libraries of other names
    except (ImportError, OSError):
        return (
            "Chưa in được PDF vì máy chủ thiếu thư viện Pango; "
            "hãy cài gói libpango-1.0-0 và libpangoft2-1.0-0."
        )
    return ""
