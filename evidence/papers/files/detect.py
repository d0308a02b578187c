"""What an uploaded file is, by its content, and whether it may be taken."""

import re
from dataclasses import dataclass
from typing import BinaryIO

import filetype

from evidence.papers.enums import IMAGE_TYPES, FileType
from evidence.papers.files import limits
from evidence.papers.files.archive import LOCAL_MAGIC
from evidence.papers.files.file_facts import ReadFacts
from evidence.papers.files.images import check_image
from evidence.papers.files.names import clean_name, extension_of, with_extension
from evidence.papers.files.ooxml import CONTENT_TYPES, office_type
from evidence.papers.files.pdfs import HEADER, PROGRAM_MAGICS, begins_late, check_pdf
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.remarks import Remark
from evidence.papers.files.streams import chunks, read_at, size_of

EXTENSIONS = {
    FileType.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    FileType.PNG: ("png",),
    FileType.WEBP: ("webp",),
    FileType.HEIC: ("heic", "heif", "hif"),
    FileType.PDF: ("pdf",),
    FileType.DOCX: ("docx",),
    FileType.XLSX: ("xlsx",),
}
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
ARCHIVES = ("zip", "rar", "7z", "gzip", "tar", "bzip", "lzip", "xz", "compress", "cab")
PICTURE_MAGICS = (b"%!PS", b"\xc5\xd0\xd3\xc6", b"SIMPLE  =")
MB = 1_000_000
# The first entry of a ZIP begins with its name, 30 bytes in.
OFFICE_HEAD = 60


@dataclass(frozen=True)
class Checked:
    """A file that may be taken: its type by content, bytes, the pages of a PDF, the remarks of it,
    and what was read in a picture on the way; the facts of a document take a reading of their own.
    """

    file_type: FileType
    size: int
    name: str
    pages: int | None = None
    remarks: tuple[Remark, ...] = ()
    facts: ReadFacts | None = None


def check_file(file: BinaryIO, name: str, *, max_bytes: int = limits.MAX_FILE_BYTES) -> Checked:
    """What the file is; raises `RefusedFile` with one sentence where it may not be taken.

    The content decides, never the type that a browser names. Reads in pieces and leaves the file at
    its start.
    """
    try:
        return _checked(file, name, max_bytes)
    finally:
        file.seek(0)


def _checked(file: BinaryIO, name: str, max_bytes: int) -> Checked:
    size = size_of(file)
    if not size:
        raise RefusedFile("empty")
    if size > max_bytes:
        raise RefusedFile("too_big", limit=max_bytes // MB)
    head = read_at(file, 0, 8192)
    extension = extension_of(clean_name(name))
    found, remarks = _type_by_content(file, head, extension)
    _check_agreement(found, extension)
    pages = None
    if found in IMAGE_TYPES:
        check_image(file, found)
    elif found == FileType.PDF:
        pages, remarks = check_pdf(file)
    return Checked(found, size, kept_name(name, found), pages, tuple(remarks))


def kept_name(name: str, found: FileType) -> str:
    """The cleaned name, its ending that of the content: phones rename pictures without asking."""
    cleaned = clean_name(name, found.value)
    is_other = found in IMAGE_TYPES and extension_of(cleaned) not in EXTENSIONS[found]
    return with_extension(cleaned, found.value) if is_other else cleaned


def _type_by_content(file: BinaryIO, head: bytes, extension: str) -> tuple[FileType, list[Remark]]:
    if head.startswith(LOCAL_MAGIC):
        if extension in OTHER_OFFICE:
            raise RefusedFile("other_office")
        # Named otherwise, it is looked into where it begins as Word and Excel begin.
        if extension not in ZIP_OFFICE and CONTENT_TYPES.encode() not in head[:OFFICE_HEAD]:
            raise RefusedFile("archive")
        return office_type(file)
    if head.startswith(OLE_MAGIC):
        raise RefusedFile(_old_office(file, extension))
    guess = filetype.guess(head)
    mime = guess.mime if guess else ""
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS | HEIC_FILM_BRANDS:
        if head[8:12] in HEIC_FILM_BRANDS:
            raise RefusedFile("animated")
        return FileType.HEIC, []
    if mime in BY_MAGIC and (mime != "application/pdf" or head.startswith(HEADER)):
        return BY_MAGIC[mime], []
    reason = _why_not(head, mime)
    if reason == "unknown" and begins_late(head):
        return FileType.PDF, []
    raise RefusedFile(reason)


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


def _check_agreement(found: FileType, extension: str) -> None:
    """The ending shows what the content is; between kinds of picture it does not matter."""
    known = [*EXTENSIONS[found]]
    if found in IMAGE_TYPES:
        known += [ending for kind in IMAGE_TYPES for ending in EXTENSIONS[kind]]
    if extension and extension not in known:
        raise RefusedFile("extension", written=extension, found=found.label, expected=known[0])
