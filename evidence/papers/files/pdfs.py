"""What a PDF would do when it is opened, found by walking it from its root."""

import logging
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf

from evidence.papers.files import limits
from evidence.papers.files.archive import holds_zip
from evidence.papers.files.images import HIDDEN_MARKUP
from evidence.papers.files.names import clean_name, extension_of
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.remarks import Remark, some_names
from evidence.papers.files.streams import read_at, size_of

# Actions that run code, start programs, send data or reach for another file.
ACTIVE_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
}
SCRIPT_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
# What holds an attached file itself; its name stands beside it.
FILE_KEY = "/EF"
# Attached, these would run where somebody opens them; documents and data are only remarked.
PROGRAM_ENDINGS = {
    *("exe", "com", "bat", "cmd", "scr", "pif", "msi", "msp", "cpl", "dll", "reg", "lnk", "url"),
    *("jar", "js", "jse", "vbs", "vbe", "wsf", "wsh", "hta", "ps1", "sh", "command", "apk"),
    *("docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "html", "htm", "svg", "swf", "iso", "img"),
}
PROGRAM_MAGICS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
# Up-links, reading structure, drawing resources, measures and places hold no action, but most of
# the objects.
SKIPPED_KEYS = {
    *("/Parent", "/P", "/StructTreeRoot", "/Resources", "/Contents", "/Metadata", "/AP"),
    *("/Rect", "/Border", "/C", "/QuadPoints", "/MediaBox", "/CropBox"),
}
# What holds a place in the file, and is skipped where it does hold one.
PLACE_KEYS = {"/D", "/Dest"}
# What a reader does by itself, when the file or a page is opened: it may only move within the file.
AUTOMATIC_KEYS = {"/OpenAction", "/AA"}
HARMLESS_ACTIONS = {"/GoTo", "/Named", "/GoTo3DView", "/Hide", "/SetOCGState", "/Trans"}
HEADER = b"%PDF-"
# Readers look for the header in the first 1,024 bytes (ISO 32000-1, annex H.3, note 13).
HEADER_ROOM = 1_024
END_MARK = b"%%EOF"
# Readers look for the end mark in the last 1,024 bytes; scanners fill up with more zeros.
END_ROOM = 4_096

# What qpdf writes about each fault of a hostile file would fill the log of the server.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)


def begins_late(head: bytes) -> bool:
    """Whether a PDF begins behind a few harmless bytes: a mark of Unicode, an empty line."""
    before, found, _ = head[:HEADER_ROOM].partition(HEADER)
    return bool(found) and not HIDDEN_MARKUP.search(before)


def check_pdf(file: BinaryIO) -> tuple[int, list[Remark]]:
    """The number of pages, and the remarks; refuses what needs a password, is cut off or
    endless, or acts by itself."""
    size = size_of(file)
    if END_MARK not in read_at(file, max(0, size - END_ROOM), END_ROOM):
        raise RefusedFile("pdf_damaged")
    if holds_zip(file):
        raise RefusedFile("two_in_one")
    is_late = read_at(file, 0, len(HEADER)) != HEADER
    file.seek(0)
    try:
        # A stream, not a mapping: mapped pages would count as memory of this process.
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.stream) as pdf:
            pages = _count_pages(pdf)
            attached = _check_objects(pdf)
            remarks = {
                "pdf_begins_late": is_late,
                "pdf_owner_lock": pdf.is_encrypted,
                "pdf_attachment": attached,
            }
            names = some_names(attached)
            return pages, [Remark(key, names) for key, holds in remarks.items() if holds]
    except pikepdf.PasswordError as error:
        raise RefusedFile("pdf_locked") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError) as error:
        raise RefusedFile("pdf_damaged") from error


def _count_pages(pdf: pikepdf.Pdf) -> int:
    """Counts the leaves of the page tree itself: the count that the file states may lie."""
    seen: set[tuple[int, int]] = set()
    pages, waiting = 0, [pdf.Root.get("/Pages")]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            raise RefusedFile("pdf_damaged")
        if node.objgen[0]:
            if node.objgen in seen:
                raise RefusedFile("pdf_damaged")
            seen.add(node.objgen)
        kids = node.get("/Kids")
        if kids is None:
            pages += 1
        elif len(kids) > limits.MAX_PDF_PAGES:
            raise RefusedFile("pdf_too_long", limit=limits.MAX_PDF_PAGES)
        else:
            waiting.extend(kids)
        if max(pages, len(seen) // 2) > limits.MAX_PDF_PAGES:
            raise RefusedFile("pdf_too_long", limit=limits.MAX_PDF_PAGES)
    if not pages:
        raise RefusedFile("pdf_empty")
    return pages


def _check_objects(pdf: pikepdf.Pdf) -> list[str]:
    """Every dictionary that a reader reaches unprompted, each once; the names of the files
    that are attached."""
    attached: list[str] = []
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(pdf.Root, 0)]
    looked_at = 0
    while waiting:
        node, depth = waiting.pop()
        if node.objgen[0]:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        looked_at += 1
        if looked_at > limits.MAX_PDF_OBJECTS or depth > limits.MAX_PDF_DEPTH:
            raise RefusedFile("pdf_too_complex")
        if isinstance(node, pikepdf.Dictionary) and FILE_KEY in node:
            attached.append(_check_attached(node))
        waiting.extend((child, depth + 1) for child in _children(node))
    return attached


def _check_attached(node: Any) -> str:
    """The name of an attached file; refuses a program, whatever it is called."""
    names = [str(node[key]) for key in ("/UF", "/F", "/DOS", "/Unix") if key in node]
    name = clean_name(names[0]) if names else "không tên"
    streams = [part for part in node[FILE_KEY].values() if isinstance(part, pikepdf.Stream)]
    is_program = any(extension_of(clean_name(given)) in PROGRAM_ENDINGS for given in names)
    if is_program or any(_first_bytes(part).startswith(PROGRAM_MAGICS) for part in streams):
        raise RefusedFile("pdf_attachment", what=name)
    return name


def _first_bytes(stream: Any) -> bytes:
    """How an attached file begins, packed the usual way or not at all."""
    data = stream.read_raw_bytes()[: limits.CHUNK_BYTES]
    try:
        return zlib.decompressobj().decompress(data, 64)
    except zlib.error:
        return data[:64]


def _children(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        yield from (item for item in node if _holds_more(item))
        return
    for key, value in node.items():
        if key in SCRIPT_KEYS:
            raise RefusedFile("pdf_script")
        if key == FILE_KEY:
            continue
        if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in ACTIVE_ACTIONS:
            raise RefusedFile("pdf_script")
        if key in AUTOMATIC_KEYS:
            _check_automatic(value)
        is_skipped = key in SKIPPED_KEYS or (key in PLACE_KEYS and _is_place(value))
        if not is_skipped and _holds_more(value):
            yield value


def _check_automatic(value: Any) -> None:
    """An action that nobody starts, those that follow it, and those of each occasion."""
    waiting = [value]
    for _ in range(limits.MAX_PDF_ACTIONS):
        if not waiting:
            return
        action = waiting.pop()
        if isinstance(action, pikepdf.Array):
            # A place is an array too; an action in it would lie in one of its items.
            waiting.extend(item for item in action if _holds_more(item) and not _is_page(item))
        elif isinstance(action, pikepdf.Dictionary):
            kind = action.get("/S")
            if isinstance(kind, pikepdf.Name) and str(kind) not in HARMLESS_ACTIONS:
                raise RefusedFile("pdf_opens" if str(kind) == "/URI" else "pdf_script")
            parts = [action.get("/Next"), action.get("/D")] if kind else list(action.values())
            waiting.extend(part for part in parts if _holds_more(part) and not _is_page(part))
    raise RefusedFile("pdf_too_complex")


def _is_page(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") == pikepdf.Name.Page


def _is_place(value: Any) -> bool:
    """Whether it names a page and a view of it, and nothing else."""
    if not isinstance(value, pikepdf.Array):
        return not _holds_more(value)
    first, *rest = value or [None]
    return (_is_page(first) or not _holds_more(first)) and not any(map(_holds_more, rest))


def _holds_more(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)
