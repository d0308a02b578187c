"""What an uploaded file is, by its content, and whether it may be taken."""

import re
from dataclasses import dataclass
from typing import BinaryIO

import filetype

from evidence.papers.enums import IMAGE_TYPES, MIME_TYPES, FileType
from evidence.papers.files import limits
from evidence.papers.files.images import check_image
from evidence.papers.files.names import clean_name, extension_of
from evidence.papers.files.ooxml import office_type
from evidence.papers.files.pdfs import HEADER, check_pdf
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.streams import chunks, read_at, size_of
from ntm_project.common.text import clean_line

EXTENSIONS = {
    FileType.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    FileType.PNG: ("png",),
    FileType.WEBP: ("webp",),
    FileType.HEIC: ("heic", "heif", "hif"),
    FileType.PDF: ("pdf",),
    FileType.DOCX: ("docx",),
    FileType.XLSX: ("xlsx",),
}
# Second names of the same types, as browsers and phones send them.
OTHER_MIME_TYPES = {
    FileType.JPEG: {"image/jpg", "image/pjpeg"},
    FileType.PNG: {"image/x-png"},
    FileType.HEIC: {"image/heif"},
    FileType.PDF: {"application/x-pdf"},
}
GENERIC_MIME_TYPES = {"", "application/octet-stream", "binary/octet-stream"}
BY_MAGIC = {
    "image/jpeg": FileType.JPEG,
    "image/png": FileType.PNG,
    "image/apng": FileType.PNG,
    "image/webp": FileType.WEBP,
    "image/heic": FileType.HEIC,
    "application/pdf": FileType.PDF,
}
# The brands of a still HEIC that `filetype` does not know: ten bits a colour, several pictures.
HEIC_BRANDS = {b"heix", b"heim", b"heis"}
HEIC_FILM_BRANDS = {b"hevc", b"hevx", b"msf1"}
ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGICS = (b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A locked docx or xlsx is an old-style container that holds this stream.
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
OLD_WORD, OLD_EXCEL = ("doc", "dot", "rtf"), ("xls", "xlt", "xlsb")
ZIP_OFFICE = {"docx", "xlsx", "docm", "xlsm", "dotx", "dotm", "xltx", "xltm", "xlsb", "xlam"}
OTHER_OFFICE = {"odt", "ods", "odp", "pptx", "pptm", "ppsx", "odg", "key", "pages", "numbers"}
MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<", re.S)
WIDE_MARKUP = (b"\xff\xfe<\x00", b"\xfe\xff\x00<")
PROGRAMS = {
    "application/x-msdownload",
    "application/x-executable",
    "application/x-dosexec",
    "application/java",
}
PROGRAM_MAGICS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
ARCHIVES = ("zip", "rar", "7z", "gzip", "tar", "bzip", "lzip", "xz", "compress", "cab")
PICTURE_MAGICS = (b"%!PS", b"\xc5\xd0\xd3\xc6", b"SIMPLE  =")
MB = 1_000_000


@dataclass(frozen=True)
class Checked:
    """A file that may be taken: its type by content, bytes, and the pages of a PDF."""

    file_type: FileType
    size: int
    name: str
    pages: int | None = None


def check_file(
    file: BinaryIO, name: str, declared: str, *, max_bytes: int = limits.MAX_FILE_BYTES
) -> Checked:
    """What the file is; raises `RefusedFile` with one sentence where it may not be taken.

    Reads in pieces and leaves the file at its start. `declared` is the type that the browser named.
    """
    try:
        return _checked(file, name, declared, max_bytes)
    finally:
        file.seek(0)


def _checked(file: BinaryIO, name: str, declared: str, max_bytes: int) -> Checked:
    size = size_of(file)
    if not size:
        raise RefusedFile("empty")
    if size > max_bytes:
        raise RefusedFile("too_big", limit=max_bytes // MB)
    head = read_at(file, 0, 8192)
    extension = extension_of(clean_name(name))
    found = _type_by_content(file, head, extension)
    _check_agreement(found, extension, declared)
    pages = None
    if found in IMAGE_TYPES:
        check_image(file, found)
    elif found == FileType.PDF:
        pages = check_pdf(file)
    return Checked(found, size, clean_name(name, found.value), pages)


def _type_by_content(file: BinaryIO, head: bytes, extension: str) -> FileType:
    if head.startswith(ZIP_MAGIC):
        if extension in OTHER_OFFICE:
            raise RefusedFile("other_office")
        if extension not in ZIP_OFFICE:
            raise RefusedFile("archive")
        return office_type(file)
    if head.startswith(OLE_MAGIC):
        raise RefusedFile(_old_office(file, extension))
    guess = filetype.guess(head)
    mime = guess.mime if guess else ""
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS | HEIC_FILM_BRANDS:
        if head[8:12] in HEIC_FILM_BRANDS:
            raise RefusedFile("animated")
        return FileType.HEIC
    if mime in BY_MAGIC and (mime != "application/pdf" or head.startswith(HEADER)):
        return BY_MAGIC[mime]
    raise RefusedFile(_why_not(head, mime))


def _old_office(file: BinaryIO, extension: str) -> str:
    if any(LOCKED_OFFICE in data for _, data in chunks(file, 0, len(LOCKED_OFFICE))):
        return "office_locked"
    if extension in OLD_WORD:
        return "old_word"
    return "old_excel" if extension in OLD_EXCEL else "old_office"


def _why_not(head: bytes, mime: str) -> str:
    """The reason that helps most for a file of a kind that is not taken."""
    is_markup = MARKUP.match(head) or head.startswith(WIDE_MARKUP)
    is_program = head.startswith(PROGRAM_MAGICS) or mime in PROGRAMS
    is_archive = head.startswith(EMPTY_ZIP_MAGICS) or any(word in mime for word in ARCHIVES)
    is_picture = mime.startswith("image/") or head.startswith(PICTURE_MAGICS)
    reasons = {
        "markup": is_markup,
        "program": is_program,
        "old_word": head.startswith(b"{\\rtf"),
        "archive": is_archive,
        "picture_kind": is_picture,
        "media": mime.startswith(("video/", "audio/")),
    }
    return next((key for key, holds in reasons.items() if holds), "unknown")


def _check_agreement(found: FileType, extension: str, declared: str) -> None:
    """Name and declared type say the same as the content; a missing word contradicts nothing."""
    known = EXTENSIONS[found]
    if extension and extension not in known:
        raise RefusedFile("extension", written=extension, found=found.label, expected=known[0])
    mime = declared.partition(";")[0].strip().lower()
    own = {MIME_TYPES[found]} | OTHER_MIME_TYPES.get(found, set())
    if mime not in own | GENERIC_MIME_TYPES:
        raise RefusedFile("declared", written=clean_line(mime)[:60], found=found.label)
