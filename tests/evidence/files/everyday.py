"""Further files of the kinds that people report: what ordinary programs make of them."""

import io
import struct
import zipfile
from collections.abc import Callable

import pikepdf

from tests.evidence.files import makers as m
from tests.evidence.files import spoilt as s

Files = dict[str, tuple[str, Callable[[], bytes], str]]


def locked(**allow: bool) -> bytes:
    """A PDF that opens without a password and forbids something."""
    rights = pikepdf.Permissions(**allow)
    return m.pdf(encryption=pikepdf.Encryption(user="", owner="y", allow=rights))


def attached(*names: str) -> bytes:
    def attach(pdf: pikepdf.Pdf) -> None:
        for name in names:
            pdf.attachments[name] = b"<a/>"

    return m.changed_pdf(attach)


class _Stream(io.RawIOBase):
    """Somewhere to write that cannot go back, as a web server's answer."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self.data += bytes(data)
        return len(data)


def streamed(parts: dict[str, str | bytes], *, long: bool = False) -> bytes:
    """A ZIP whose sizes stand behind each entry, in the short or the long form."""
    target = _Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            with archive.open(name, "w", force_zip64=long) as entry:
                entry.write(body.encode() if isinstance(body, str) else body)
    return target.data


def long_end(data: bytes, *, unsaid: bool = False) -> bytes:
    """The same ZIP with the long form of its end as well, as some programs always write it."""
    end = data.rindex(b"PK\x05\x06")
    entries, size, offset = struct.unpack("<HLL", data[end + 10 : end + 20])
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, offset
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    short = data[end:]
    if unsaid:
        short = short[:8] + b"\xff" * 12 + short[20:]
    return data[:end] + record + locator + short


def backslashed(parts: dict[str, str | bytes]) -> bytes:
    data = m.zipped(parts)
    for name in parts:
        data = data.replace(name.encode(), name.replace("/", "\\").encode())
    return data


def linked(target: str, kind: str = "oleObject") -> bytes:
    return s.related(kind, target)


PDFS: Files = {
    "two line ends": ("a.pdf", lambda: b"\r\n\r\n" + m.pdf(), "pdf_begins_late"),
    "words of a script": ("a.pdf", lambda: b"Warning: late\n" + m.pdf(), "pdf_begins_late"),
    "zeros": ("a.pdf", lambda: b"\0" * 500 + m.pdf(), "pdf_begins_late"),
    "no printing": ("a.pdf", lambda: locked(print_highres=False), "pdf_owner_lock"),
    "no copying": ("a.pdf", lambda: locked(extract=False), "pdf_owner_lock"),
    "two attached": ("a.pdf", lambda: attached("a.xml", "Phụ lục.docx"), "pdf_attachment"),
    "attached to a page": (
        "a.pdf",
        lambda: m.changed_pdf(lambda pdf: s.attach_to_page(pdf, "b.xlsx")),
        "pdf_attachment",
    ),
}
PICTURES: Files = {
    f"{kind} named {ending}": (f"IMG_1.{ending}", make, "")
    for kind, make in {"jpg": m.jpeg, "png": m.png, "webp": m.webp, "heic": m.heic}.items()
    for ending in ("JPG", "png", "WEBP", "heif", "jfif")
}
OFFICE: Files = {
    "drive": ("a.docx", lambda: linked("file:///D:\\NTM\\bieu.xlsx"), "office_links"),
    "bare path": ("a.docx", lambda: linked("D:\\NTM\\bieu.xlsx"), "office_links"),
    "beside": ("a.docx", lambda: linked("bieu.xlsx"), "office_links"),
    "folder beside": ("a.docx", lambda: linked("../Thang%206/bieu.xlsx"), "office_links"),
    "of a Mac": ("a.docx", lambda: linked("file:///Users/lan/bieu.xlsx"), "office_links"),
    "mail merge": (
        "a.docx",
        lambda: linked("file:///C:\\ds.xlsx", "mailMergeSource"),
        "office_links",
    ),
    "picture": ("a.docx", lambda: linked("file:///C:\\anh.png", "image"), "office_pictures"),
    "template": ("a.docx", lambda: linked("C:\\Mau.dotx", "attachedTemplate"), ""),
}
ARCHIVES: Files = {
    "streamed docx": ("a.docx", lambda: streamed(m.docx_parts()), ""),
    "streamed long": ("a.xlsx", lambda: streamed(m.xlsx_parts(), long=True), ""),
    "long end": ("a.xlsx", lambda: long_end(m.sheet()), ""),
    "long end alone": ("a.docx", lambda: long_end(m.word(), unsaid=True), ""),
    "backslashes": ("a.docx", lambda: backslashed(m.docx_parts()), ""),
}
NAMES: Files = {
    "a year": ("Báo cáo 12.2024", m.pdf, ""),
    "a number": ("Biểu 3.1", m.sheet, ""),
}
EVERYDAY: Files = {
    f"{group} {name}": file
    for group, files in {
        "pdf": PDFS,
        "picture": PICTURES,
        "office": OFFICE,
        "archive": ARCHIVES,
        "name": NAMES,
    }.items()
    for name, file in files.items()
}
