"""The files that people and attackers send, each with the verdict that it must get."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from evidence.files import limits
from tests.evidence.files import makers as m

GENERIC = "application/octet-stream"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DTD = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@dataclass(frozen=True)
class Case:
    """A file and its verdict: the type it is taken as, or the reason why it is not."""

    id: str
    name: str
    make: Callable[[], bytes]
    verdict: str
    declared: str = GENERIC


def _exe_in_words() -> bytes:
    return m.word(**{"word/vbaProject.bin": OLE + b"\0" * 600})


def _docx_type(main: str) -> bytes:
    return m.zipped(m.docx_parts(main=main))


def _related(kind: str, target: str, mode: str = "External") -> bytes:
    return m.word(**{"word/_rels/document.xml.rels": m.relations((kind, target, mode))})


def _linked_sheet(kind: str, target: str) -> bytes:
    return m.sheet(**{"xl/_rels/sheet1.xml.rels": m.relations((kind, target, ""))})


def _document(xml: str) -> bytes:
    return m.zipped(m.docx_parts() | {"word/document.xml": xml})


def _field(*words: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{word}</w:instrText></w:r>" for word in words)
    return m.zipped(m.docx_parts(f"<w:p>{runs}</w:p>"))


def _entry(name: str, mode: int = stat.S_IFREG, data: bytes = b"x") -> bytes:
    """A docx with one further entry of this name and kind."""
    target = io.BytesIO(m.word())
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename, info.create_system, info.external_attr = name, 3, mode << 16
        archive.writestr(info, data)
    return target.getvalue()


def _bytes_swapped(data: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    assert old in data
    return data.replace(old, new, count)


def _encrypted_zip() -> bytes:
    """The flag of encryption set in the index, as a reader would meet it."""
    data = bytearray(m.word())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _overlap() -> bytes:
    """Two entries of the index that share one body."""
    data = m.zipped(m.docx_parts() | {"word/a.txt": b"same" * 99, "word/b.txt": b"same" * 99})
    index = data.rindex(b"PK\x01\x02")
    previous = data.rindex(b"PK\x01\x02", 0, index)
    place = data[previous + 42 : previous + 46]
    return data[: index + 42] + place + data[index + 46 :]


def _lying_size() -> bytes:
    """A part that unpacks to far more than the index states."""
    body = b"<a>" + b" " * 3_000_000 + b"</a>"
    data = m.zipped(m.docx_parts() | {"word/styles.xml": body})
    return _bytes_swapped(data, struct.pack("<L", len(body)), struct.pack("<L", 100))


def _bomb(entries: int, each: int) -> bytes:
    return m.zipped(m.docx_parts() | {f"word/media/{n}.bin": b"\0" * each for n in range(entries)})


def _many_entries(count: int) -> bytes:
    return m.zipped(m.docx_parts() | {f"word/{n}": b"" for n in range(count)}, zipfile.ZIP_STORED)


def _action(**action: object) -> bytes:
    return m.changed_pdf(lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(**action)))


def _hidden_script(pdf: pikepdf.Pdf) -> None:
    """A script behind an innocent jump, in a note on the page, all of it packed."""
    script = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    jump = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([pdf.make_indirect(script)]))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=jump)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.exe"] = b"MZ"


def _attach_to_page(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].Annots = Array([note])


def _form(**field: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        fields = Array([pdf.make_indirect(Dictionary(T=String("a"), **field))])
        pdf.Root.AcroForm = Dictionary(Fields=fields)

    return change


def _xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def _link(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://thuvienphapluat.vn"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _cyclic_pdf() -> bytes:
    pages = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    return m.raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, b"<< /Type /Page >>"])


def _deep_pdf() -> bytes:
    """A chain of actions that no document needs."""
    chain = [b"<< /S /GoTo /Next %d 0 R >>" % (n + 1) for n in range(4, 200)]
    root = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>"
    pages = [b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R >>"]
    return m.raw_pdf([root, *pages, *chain, b"null"])


def _second_picture() -> bytes:
    """A phone's photo with a second exposure behind it (MPF)."""
    images = [m.picture(), m.picture((32, 24))]
    return m.saved(images[0], "MPO", save_all=True, append_images=images[1:])


def _moving(kind: str) -> bytes:
    frames = [m.picture(), m.picture((64, 48), "L").convert("RGB").rotate(90)]
    return m.saved(frames[0], kind, save_all=True, append_images=frames[1:])


def _comment_html() -> bytes:
    data = m.jpeg()
    body = HTML
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(body) + 2) + body + data[2:]


def _text_bomb(kind: bytes, head: bytes) -> bytes:
    return m.png_with(m.png_chunk(kind, head + zlib.compress(b"\0" * 40_000_000, 9)))


def _padded_jpeg(size: int) -> bytes:
    data = m.jpeg()
    return data + b"\0" * (size - len(data))


def _old_office(*marks: str) -> bytes:
    return OLE + b"\0" * 600 + b"".join(mark.encode("utf-16-le") for mark in marks) + b"\0" * 600


def _wide(xml: str) -> bytes:
    return _document_bytes(xml.encode("utf-16"))


def _document_bytes(xml: bytes) -> bytes:
    return m.zipped(m.docx_parts() | {"word/document.xml": xml})


GOOD = [
    Case("jpg", "IMG_0001.JPG", m.jpeg, "jpg", "image/jpeg"),
    Case("jpeg", "ảnh.jpeg", m.jpeg, "jpg", "image/jpg"),
    Case("jpg-progressive", "a.jpg", lambda: m.jpeg(progressive=True), "jpg", "image/jpeg"),
    Case("jpg-cmyk", "a.jpg", lambda: m.jpeg(mode="CMYK"), "jpg", "image/jpeg"),
    Case("jpg-gps", "a.jpg", lambda: m.jpeg(exif=m.exif(6, located=True)), "jpg", "image/jpeg"),
    Case("jpg-second-exposure", "a.jpg", _second_picture, "jpg", "image/jpeg"),
    Case("jpg-motion-photo", "a.jpg", lambda: m.jpeg() + b"\0\0\0\x18ftypmp42" * 50, "jpg"),
    Case("jpg-100-megapixels", "a.jpg", lambda: m.sized_jpeg(12_032, 9_024), "jpg"),
    Case("jpg-no-name", "", m.jpeg, "jpg", "image/jpeg"),
    Case("jpg-exactly-limit", "a.jpg", lambda: _padded_jpeg(limits.MAX_FILE_BYTES), "jpg"),
    Case("png", "a.png", m.png, "png", "image/png"),
    Case("png-alpha", "a.png", lambda: m.png(mode="RGBA"), "png", "image/png; charset=utf-8"),
    Case("png-text", "a.png", lambda: m.png_with(m.png_chunk(b"tEXt", b"a\0b")), "png"),
    Case("webp", "a.webp", m.webp, "webp", "image/webp"),
    Case("webp-lossless", "a.webp", lambda: m.webp(lossless=True), "webp", "image/webp"),
    Case("webp-exif", "a.webp", lambda: m.webp(exif=m.exif(6)), "webp", "image/webp"),
    Case("heic", "IMG_0002.HEIC", m.heic, "heic", "image/heic"),
    Case("heif", "a.heif", m.heic, "heic", "image/heif"),
    Case("pdf", "a.pdf", m.pdf, "pdf", "application/pdf"),
    Case("pdf-packed", "a.pdf", lambda: m.pdf(3, object_stream_mode=2), "pdf"),
    Case("pdf-linearized", "a.pdf", lambda: m.pdf(3, linearize=True), "pdf"),
    Case("pdf-link", "a.pdf", lambda: m.changed_pdf(_link), "pdf"),
    Case("pdf-signed", "a.pdf", lambda: m.changed_pdf(_form(FT=Name.Sig)), "pdf"),
    Case("pdf-2000-pages", "a.pdf", lambda: m.pdf(2_000), "pdf"),
    Case("docx", "a.docx", m.real_docx, "docx"),
    Case("docx-bare", "a.docx", m.word, "docx"),
    Case("docx-hyperlink", "a.docx", lambda: _related("hyperlink", "https://a.vn"), "docx"),
    Case(
        "docx-template-on-own-disk",
        "a.docx",
        lambda: _related("attachedTemplate", "file:///C:\\Users\\Lan\\Mau.dotx"),
        "docx",
    ),
    Case("docx-page-field", "a.docx", lambda: _field(" PA", "GE "), "docx"),
    Case("docx-utf16", "a.docx", lambda: _wide('<?xml version="1.0"?><a/>'), "docx"),
    Case("xlsx", "a.xlsx", m.sheet, "xlsx"),
    Case(
        "xlsx-formula",
        "a.xlsx",
        lambda: m.sheet('<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>1</v></c></row>'),
        "xlsx",
    ),
]

PICTURES = [
    Case("jpg-html-behind", "a.jpg", lambda: m.jpeg() + HTML, "two_in_one"),
    Case("jpg-html-comment", "a.jpg", _comment_html, "two_in_one"),
    Case("jpg-zip-behind", "a.jpg", lambda: m.jpeg() + m.zipped({"a": b"x"}), "two_in_one"),
    Case("jpg-docx-behind", "a.jpg", lambda: m.jpeg() + m.word(), "two_in_one"),
    Case("jpg-pdf-behind", "a.jpg", lambda: m.jpeg() + m.pdf(), "two_in_one"),
    Case("png-php", "a.png", lambda: m.png() + b"<?php system($_GET[0]); ?>", "two_in_one"),
    Case("png-svg", "a.png", lambda: m.png() + b"<SVG onload=alert(1)>", "two_in_one"),
    Case("webp-html", "a.webp", lambda: m.webp() + HTML, "two_in_one"),
    Case("heic-html", "a.heic", lambda: m.heic() + b"\0\0\1\0free" + HTML * 5, "two_in_one"),
    Case("jpg-truncated", "a.jpg", lambda: m.jpeg((640, 480))[:-40], "picture_damaged"),
    Case("jpg-half", "a.jpg", lambda: m.jpeg((640, 480), quality=95)[:3000], "picture_damaged"),
    Case("jpg-head-only", "a.jpg", lambda: m.jpeg()[:30], "picture_damaged"),
    Case("jpg-zero-size", "a.jpg", lambda: m.sized_jpeg(0, 0), "picture_damaged"),
    Case("png-truncated", "a.png", lambda: m.png()[:-12], "picture_damaged"),
    Case("webp-truncated", "a.webp", lambda: m.webp()[:-20], "picture_damaged"),
    Case("heic-truncated", "a.heic", lambda: m.heic()[:-20], "picture_damaged"),
    Case("png-50000", "a.png", lambda: m.png_header(50_000, 50_000), "too_many_pixels"),
    Case("png-long", "a.png", lambda: m.png_header(2**31 - 1, 1), "too_many_pixels"),
    Case("jpg-65000", "a.jpg", lambda: m.sized_jpeg(65_000, 65_000), "too_many_pixels"),
    Case(
        "jpg-progressive-100-megapixels",
        "a.jpg",
        lambda: m.sized_jpeg(12_032, 9_024, frame=0xC2),
        "too_many_pixels",
    ),
    Case("png-itxt-bomb", "a.png", lambda: _text_bomb(b"iTXt", b"a\0\1\0\0\0"), "packed_text"),
    Case("png-ztxt-bomb", "a.png", lambda: _text_bomb(b"zTXt", b"a\0\0"), "packed_text"),
    Case("png-iccp-bomb", "a.png", lambda: _text_bomb(b"iCCP", b"a\0\0"), "packed_text"),
    Case("png-animated", "a.png", lambda: _moving("PNG"), "animated"),
    Case("webp-animated", "a.webp", lambda: _moving("WEBP"), "animated"),
    Case("heic-film", "a.heic", lambda: b"\0\0\0\x18ftyphevc" + b"\0" * 99, "animated"),
    Case("gif", "a.gif", lambda: m.saved(m.picture(), "GIF"), "picture_kind"),
    Case("gif-js", "a.gif", lambda: b"GIF89a/*" + b"\0" * 9 + b"*/=1;alert(1)", "picture_kind"),
    Case("gif-as-jpg", "a.jpg", lambda: m.saved(m.picture(), "GIF"), "picture_kind"),
    Case("tiff", "a.tif", lambda: m.saved(m.picture(), "TIFF"), "picture_kind"),
    Case("bmp", "a.bmp", lambda: m.saved(m.picture(), "BMP"), "picture_kind"),
    Case("avif", "a.heic", lambda: m.saved(m.picture(), "AVIF"), "picture_kind"),
    Case("eps", "a.eps", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "picture_kind"),
    Case("fits", "a.jpg", lambda: b"SIMPLE  =                    T", "picture_kind"),
    Case("mp4", "a.mp4", lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "media"),
    Case("png-named-jpg", "a.jpg", m.png, "extension", "image/jpeg"),
    Case("jpg-declared-png", "a.jpg", m.jpeg, "declared", "image/png"),
    Case("jpg-named-exe", "ảnh\u202egpj.exe", m.jpeg, "extension"),
    Case("jpg-declared-html", "a.jpg", m.jpeg, "declared", "text/html"),
    Case("jpg-limit-plus-one", "a.jpg", lambda: _padded_jpeg(limits.MAX_FILE_BYTES + 1), "too_big"),
]

MARKUP = [
    Case("svg-script", "a.svg", lambda: SVG.format("", "<script/>").encode(), "markup"),
    Case("svg-onload", "a.svg", lambda: SVG.format('onload="alert(1)"', "").encode(), "markup"),
    Case("svg-foreign", "a.svg", lambda: SVG.format("", "<foreignObject/>").encode(), "markup"),
    Case("svg-entity", "a.svg", lambda: (DTD + SVG.format("", "&a;")).encode(), "markup"),
    Case("svg-as-png", "a.png", lambda: SVG.format("", "").encode(), "markup", "image/png"),
    Case("svg-wide", "a.png", lambda: SVG.format("", "").encode("utf-16"), "markup"),
    Case("html-as-jpg", "a.jpg", lambda: HTML, "markup", "image/jpeg"),
    Case("html-bom", "a.pdf", lambda: b"\xef\xbb\xbf \n" + HTML, "markup"),
    Case("xml", "a.xml", lambda: b"<?xml version='1.0'?><a/>", "markup"),
    Case("empty", "a.pdf", lambda: b"", "empty"),
    Case("one-byte", "a.pdf", lambda: b"%", "unknown"),
    Case("text", "a.pdf", lambda: "Báo cáo".encode(), "unknown"),
    Case("eicar", "a.pdf", lambda: EICAR, "unknown"),
    Case("exe-as-pdf", "a.pdf", lambda: b"MZ" + b"\0" * 500, "program", "application/pdf"),
    Case("elf-as-jpg", "a.jpg", lambda: b"\x7fELF" + b"\0" * 500, "program"),
    Case("script-as-jpg", "a.jpg", lambda: b"#!/bin/sh\nid\n", "program"),
    Case("rar", "a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + b"\0" * 99, "archive"),
    Case("gzip", "a.pdf", lambda: b"\x1f\x8b\x08" + b"\0" * 99, "archive"),
    Case("doc", "a.doc", lambda: _old_office("WordDocument"), "old_word"),
    Case("xls", "a.xls", lambda: _old_office("Workbook"), "old_excel"),
    Case("doc-as-pdf", "a.pdf", lambda: _old_office("WordDocument"), "old_office"),
    Case("rtf", "a.doc", lambda: b"{\\rtf1\\ansi}", "old_word"),
    Case("docx-locked", "a.docx", lambda: _old_office("EncryptedPackage"), "office_locked"),
]

PDFS = [
    Case("pdf-script", "a.pdf", lambda: _action(S=Name.JavaScript, JS=String("1")), "pdf_script"),
    Case("pdf-script-hidden", "a.pdf", lambda: m.changed_pdf(_hidden_script), "pdf_script"),
    Case(
        "pdf-script-packed",
        "a.pdf",
        lambda: m.changed_pdf(_hidden_script, object_stream_mode=2),
        "pdf_script",
    ),
    Case("pdf-launch", "a.pdf", lambda: _action(S=Name.Launch, F=String("c.exe")), "pdf_script"),
    Case("pdf-submit", "a.pdf", lambda: _action(S=Name.SubmitForm), "pdf_script"),
    Case("pdf-remote", "a.pdf", lambda: _action(S=Name.GoToR, F=String("//h/x")), "pdf_script"),
    Case(
        "pdf-field-script",
        "a.pdf",
        lambda: m.changed_pdf(_form(AA=Dictionary(K=Dictionary(S=Name.JavaScript)))),
        "pdf_script",
    ),
    Case("pdf-xfa", "a.pdf", lambda: m.changed_pdf(_xfa), "pdf_script"),
    Case("pdf-attachment", "a.pdf", lambda: m.changed_pdf(_attach), "pdf_attachment"),
    Case("pdf-page-file", "a.pdf", lambda: m.changed_pdf(_attach_to_page), "pdf_attachment"),
    Case(
        "pdf-password",
        "a.pdf",
        lambda: m.pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
        "pdf_locked",
    ),
    Case(
        "pdf-owner-lock",
        "a.pdf",
        lambda: m.pdf(encryption=pikepdf.Encryption(user="", owner="y")),
        "pdf_locked",
    ),
    Case("pdf-10000-pages", "a.pdf", lambda: m.pdf(10_000), "pdf_too_long"),
    Case("pdf-cyclic", "a.pdf", _cyclic_pdf, "pdf_damaged"),
    Case("pdf-deep", "a.pdf", _deep_pdf, "pdf_too_complex"),
    Case("pdf-no-pages", "a.pdf", lambda: m.pdf(0), "pdf_damaged"),
    Case("pdf-truncated", "a.pdf", lambda: m.pdf(9)[:-300], "pdf_damaged"),
    Case("pdf-only-header", "a.pdf", lambda: b"%PDF-1.7\n%%EOF", "pdf_damaged"),
    Case("pdf-zip", "a.pdf", lambda: m.pdf() + m.zipped({"a": b"x"}) + b"%%EOF", "two_in_one"),
    Case("pdf-behind-html", "a.pdf", lambda: HTML + m.pdf(), "markup"),
    Case("pdf-named-docx", "a.docx", m.pdf, "extension"),
]

ARCHIVES = [
    Case("zip", "a.zip", lambda: m.zipped({"a.pdf": m.pdf()}), "archive", "application/zip"),
    Case("zip-empty", "a.zip", lambda: m.zipped({}), "archive"),
    Case("zip-as-docx", "a.docx", lambda: m.zipped({"a.pdf": m.pdf()}), "archive"),
    Case("zip-nested", "a.docx", lambda: m.zipped({"1.zip": m.zipped({"2": "x"})}), "archive"),
    Case("zip-docx-named-pdf", "a.pdf", m.word, "archive"),
    Case("odt", "a.odt", lambda: m.zipped({"mimetype": "application/x"}), "other_office"),
    Case("pptx", "a.pptx", m.word, "other_office"),
    Case("zip-bomb", "a.docx", lambda: _bomb(3, 70_000_000), "zip_bomb"),
    Case("zip-ratio", "a.docx", lambda: _bomb(1, 20_000_000), "zip_bomb"),
    Case("zip-lying-size", "a.docx", _lying_size, "zip_bomb"),
    Case("zip-2001-entries", "a.docx", lambda: _many_entries(2_001), "zip_bomb"),
    Case("zip-100000-entries", "a.docx", lambda: _many_entries(100_000), "zip_bomb"),
    Case("zip-overlap", "a.docx", _overlap, "zip_unsafe"),
    Case("zip-symlink", "a.docx", lambda: _entry("word/l", stat.S_IFLNK), "zip_unsafe"),
    Case("zip-device", "a.docx", lambda: _entry("word/l", stat.S_IFCHR), "zip_unsafe"),
    Case("zip-parent", "a.docx", lambda: _entry("word/../../x"), "zip_unsafe"),
    Case("zip-absolute", "a.docx", lambda: _entry("/etc/x"), "zip_unsafe"),
    Case("zip-backslash", "a.docx", lambda: _entry("..\\x"), "zip_unsafe"),
    Case("zip-drive", "a.docx", lambda: _entry("C:x"), "zip_unsafe"),
    Case("zip-control-name", "a.docx", lambda: _entry("word/a\nb"), "zip_unsafe"),
    Case("zip-duplicate", "a.docx", lambda: _entry("WORD/document.xml"), "zip_unsafe"),
    Case("zip-encrypted", "a.docx", _encrypted_zip, "office_locked"),
    Case("zip-comment", "a.docx", lambda: m.word()[:-2] + b"\x05\0hello", "zip_unsafe"),
    Case("zip-tail", "a.docx", lambda: m.word() + HTML, "zip_unsafe"),
    Case(
        "zip-other-name-inside",
        "a.docx",
        lambda: _bytes_swapped(m.word(), b"word/document.xml", b"word/documenT.xml", 1),
        "zip_unsafe",
    ),
    Case("zip-cut", "a.docx", lambda: m.word()[:-30], "office_damaged"),
]

OFFICE = [
    Case("docm-inside-docx", "a.docx", _exe_in_words, "office_macro"),
    Case(
        "docm",
        "a.docm",
        lambda: _docx_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "office_macro",
    ),
    Case(
        "xlsm",
        "a.xlsm",
        lambda: m.zipped(m.xlsx_parts(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        "office_macro",
    ),
    Case("docx-named-docm", "a.docm", m.word, "extension"),
    Case("docx-named-xlsx", "a.xlsx", m.word, "extension"),
    Case("docx-no-main", "a.docx", lambda: _docx_type("text/plain"), "other_office"),
    Case(
        "docx-template",
        "a.docx",
        lambda: _related("attachedTemplate", "https://evil.example/t.dotm"),
        "office_external",
    ),
    Case(
        "docx-template-share",
        "a.docx",
        lambda: _related("attachedTemplate", "\\\\host\\t.dotm"),
        "office_external",
    ),
    Case("docx-frame", "a.docx", lambda: _related("frame", "http://h/"), "office_external"),
    Case("docx-image", "a.docx", lambda: _related("image", "http://h/p.png"), "office_external"),
    Case("docx-ole-link", "a.docx", lambda: _related("oleObject", "mhtml:x"), "office_external"),
    Case("docx-html", "a.docx", lambda: _related("aFChunk", "a.html", ""), "office_active"),
    Case("docx-activex", "a.docx", lambda: _related("control", "a.xml", ""), "office_active"),
    Case("docx-dde", "a.docx", lambda: _field(" DD", "EAUTO c:\\\\x.exe "), "office_active"),
    Case(
        "docx-dde-simple",
        "a.docx",
        lambda: m.zipped(m.docx_parts('<w:p><w:fldSimple w:instr="DDE x y"/></w:p>')),
        "office_active",
    ),
    Case("docx-xxe", "a.docx", lambda: _document(DTD + "<x>&a;</x>"), "xml_unsafe"),
    Case("docx-laughs", "a.docx", lambda: _document(LAUGHS + "<x>&b;</x>"), "xml_unsafe"),
    Case("docx-xxe-wide", "a.docx", lambda: _wide(DTD + "<x/>"), "xml_unsafe"),
    Case(
        "docx-xxe-late",
        "a.docx",
        lambda: _document(f"<!--{'x' * 300_000}-->{DTD}<x/>"),
        "xml_unsafe",
    ),
    Case(
        "docx-endless-tag",
        "a.docx",
        lambda: _document_bytes(b"<x a='" + b"y" * 9_000_000 + b"'/>"),
        "xml_unsafe",
    ),
    Case(
        "docx-xxe-in-relations",
        "a.docx",
        lambda: m.zipped(m.docx_parts() | {"_rels/.rels": DTD + m.relations()}),
        "xml_unsafe",
    ),
    Case("docx-broken-xml", "a.docx", lambda: _document("<a><b></a>"), "office_damaged"),
    Case(
        "xlsx-link",
        "a.xlsx",
        lambda: _linked_sheet("externalLink", "externalLinks/externalLink1.xml"),
        "office_external",
    ),
    Case(
        "xlsx-query",
        "a.xlsx",
        lambda: _linked_sheet("connections", "connections.xml"),
        "office_external",
    ),
    Case(
        "xlsx-old-macro-sheet",
        "a.xlsx",
        lambda: _linked_sheet("xlMacrosheet", "macrosheets/sheet1.xml"),
        "office_macro",
    ),
]

CORPUS = [*GOOD, *PICTURES, *MARKUP, *PDFS, *ARCHIVES, *OFFICE]
