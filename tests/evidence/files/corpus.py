"""The files that people and attackers send, each with the verdict that it must get."""

import stat
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, String

from evidence.papers.files import limits
from tests.evidence.files import makers as m
from tests.evidence.files import spoilt as s
from tests.evidence.files.spoilt import HTML

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
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


GOOD = [
    Case("jpg", "IMG_0001.JPG", m.jpeg, "jpg"),
    Case("jpeg", "ảnh.jpeg", m.jpeg, "jpg"),
    Case("jpg-progressive", "a.jpg", lambda: m.jpeg(progressive=True), "jpg"),
    Case("jpg-cmyk", "a.jpg", lambda: m.jpeg(mode="CMYK"), "jpg"),
    Case("jpg-gps", "a.jpg", lambda: m.jpeg(exif=m.exif(6, located=True)), "jpg"),
    Case("jpg-second-exposure", "a.jpg", s.second_picture, "jpg"),
    # Five letters among packed bytes mean nothing: one large photo in some thousand holds them.
    Case("jpg-svg-by-chance", "a.jpg", lambda: m.jpeg() + b"\xe1<sVg\n\x9c\x02\xff" * 9, "jpg"),
    Case("jpg-php-by-chance", "a.jpg", lambda: m.jpeg() + b"\xe1<?pHp\x9c\x02\xff" * 9, "jpg"),
    Case("jpg-motion-photo", "a.jpg", lambda: m.jpeg() + b"\0\0\0\x18ftypmp42" * 50, "jpg"),
    Case("jpg-100-megapixels", "a.jpg", lambda: m.sized_jpeg(12_032, 9_024), "jpg"),
    Case("jpg-no-name", "", m.jpeg, "jpg"),
    Case("jpg-exactly-limit", "a.jpg", lambda: s.padded_jpeg(limits.MAX_FILE_BYTES), "jpg"),
    Case("png", "a.png", m.png, "png"),
    Case("png-alpha", "a.png", lambda: m.png(mode="RGBA"), "png"),
    Case("png-text", "a.png", lambda: m.png_with(m.png_chunk(b"tEXt", b"a\0b")), "png"),
    Case("webp", "a.webp", m.webp, "webp"),
    Case("webp-lossless", "a.webp", lambda: m.webp(lossless=True), "webp"),
    Case("webp-exif", "a.webp", lambda: m.webp(exif=m.exif(6)), "webp"),
    Case("heic", "IMG_0002.HEIC", m.heic, "heic"),
    Case("heif", "a.heif", m.heic, "heic"),
    Case("pdf", "a.pdf", m.pdf, "pdf"),
    Case("pdf-packed", "a.pdf", lambda: m.pdf(3, object_stream_mode=2), "pdf"),
    Case("pdf-linearized", "a.pdf", lambda: m.pdf(3, linearize=True), "pdf"),
    Case("pdf-link", "a.pdf", lambda: m.changed_pdf(s.link), "pdf"),
    Case("pdf-places", "a.pdf", lambda: m.changed_pdf(s.named_place(Name.Fit)), "pdf"),
    Case("pdf-signed", "a.pdf", lambda: m.changed_pdf(s.form(FT=Name.Sig)), "pdf"),
    Case("pdf-2000-pages", "a.pdf", lambda: m.pdf(2_000), "pdf"),
    Case("docx", "a.docx", m.real_docx, "docx"),
    Case("docx-bare", "a.docx", m.word, "docx"),
    Case("docx-hyperlink", "a.docx", lambda: s.related("hyperlink", "https://a.vn"), "docx"),
    Case(
        "docx-template-on-own-disk",
        "a.docx",
        lambda: s.related("attachedTemplate", "file:///C:\\Users\\Lan\\Mau.dotx"),
        "docx",
    ),
    Case("docx-page-field", "a.docx", lambda: s.field(" PA", "GE "), "docx"),
    Case("docx-utf16", "a.docx", lambda: s.wide('<?xml version="1.0"?><a/>'), "docx"),
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
    Case("jpg-html-comment", "a.jpg", s.comment_html, "two_in_one"),
    Case("jpg-zip-behind", "a.jpg", lambda: m.jpeg() + m.zipped({"a": b"x"}), "two_in_one"),
    Case("jpg-docx-behind", "a.jpg", lambda: m.jpeg() + m.word(), "two_in_one"),
    Case("jpg-pdf-behind", "a.jpg", lambda: m.jpeg() + m.pdf(), "two_in_one"),
    Case("png-php", "a.png", lambda: m.png() + b"<?php system($_GET[0]); ?>", "two_in_one"),
    Case("png-svg", "a.png", lambda: m.png() + b"<SVG onload=alert(1)>", "two_in_one"),
    Case("png-svg-stroke", "a.png", lambda: m.png() + b"<svg/onload=alert(1)>", "two_in_one"),
    Case("webp-html", "a.webp", lambda: m.webp() + HTML, "two_in_one"),
    Case("heic-html", "a.heic", s.heic_with_page, "two_in_one"),
    Case("jpg-truncated", "a.jpg", lambda: m.jpeg((640, 480))[:-40], "picture_damaged"),
    Case("jpg-half", "a.jpg", lambda: m.jpeg((640, 480), quality=95)[:3000], "picture_damaged"),
    Case("jpg-head-only", "a.jpg", lambda: m.jpeg()[:30], "picture_damaged"),
    Case("jpg-many-passes", "a.jpg", s.jpeg_of_many_passes, "picture_damaged"),
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
    Case("png-itxt-bomb", "a.png", lambda: s.text_bomb(b"iTXt", b"a\0\1\0\0\0"), "packed_text"),
    Case("png-ztxt-bomb", "a.png", lambda: s.text_bomb(b"zTXt", b"a\0\0"), "packed_text"),
    Case("png-iccp-bomb", "a.png", lambda: s.text_bomb(b"iCCP", b"a\0\0"), "packed_text"),
    Case("png-animated", "a.png", lambda: s.moving("PNG"), "animated"),
    Case("webp-animated", "a.webp", lambda: s.moving("WEBP"), "animated"),
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
    Case("jpg-named-pdf", "a.pdf", m.jpeg, "extension"),
    Case("jpg-named-exe", "ảnh\u202egpj.exe", m.jpeg, "extension"),
    Case("jpg-over-limit", "a.jpg", lambda: s.padded_jpeg(limits.MAX_FILE_BYTES + 1), "too_big"),
]

MARKUP = [
    Case("svg-script", "a.svg", lambda: SVG.format("", "<script/>").encode(), "markup"),
    Case("svg-onload", "a.svg", lambda: SVG.format('onload="alert(1)"', "").encode(), "markup"),
    Case("svg-foreign", "a.svg", lambda: SVG.format("", "<foreignObject/>").encode(), "markup"),
    Case("svg-entity", "a.svg", (DTD + SVG.format("", "&a;")).encode, "markup"),
    Case("svg-as-png", "a.png", lambda: SVG.format("", "").encode(), "markup"),
    Case("svg-wide", "a.png", lambda: SVG.format("", "").encode("utf-16"), "markup"),
    Case("html-as-jpg", "a.jpg", lambda: HTML, "markup"),
    Case("html-bom", "a.pdf", lambda: b"\xef\xbb\xbf \n" + HTML, "markup"),
    Case("xml", "a.xml", lambda: b"<?xml version='1.0'?><a/>", "markup"),
    Case("empty", "a.pdf", lambda: b"", "empty"),
    Case("one-byte", "a.pdf", lambda: b"%", "unknown"),
    Case("text", "a.pdf", "Báo cáo".encode, "unknown"),
    Case("eicar", "a.pdf", lambda: EICAR, "unknown"),
    Case("exe-as-pdf", "a.pdf", lambda: b"MZ" + b"\0" * 500, "program"),
    Case("elf-as-jpg", "a.jpg", lambda: b"\x7fELF" + b"\0" * 500, "program"),
    Case("script-as-jpg", "a.jpg", lambda: b"#!/bin/sh\nid\n", "program"),
    Case("rar", "a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + b"\0" * 99, "archive"),
    Case("gzip", "a.pdf", lambda: b"\x1f\x8b\x08" + b"\0" * 99, "archive"),
    Case("doc", "a.doc", lambda: s.old_office("WordDocument"), "old_word"),
    Case("xls", "a.xls", lambda: s.old_office("Workbook"), "old_excel"),
    Case("doc-as-pdf", "a.pdf", lambda: s.old_office("WordDocument"), "old_office"),
    Case("rtf", "a.doc", lambda: b"{\\rtf1\\ansi}", "old_word"),
    Case("docx-locked", "a.docx", lambda: s.old_office("EncryptedPackage"), "office_locked"),
]

PDFS = [
    Case("pdf-script", "a.pdf", lambda: s.action(S=Name.JavaScript, JS=String("1")), "pdf_script"),
    Case("pdf-script-hidden", "a.pdf", lambda: m.changed_pdf(s.hidden_script), "pdf_script"),
    Case(
        "pdf-script-packed",
        "a.pdf",
        lambda: m.changed_pdf(s.hidden_script, object_stream_mode=2),
        "pdf_script",
    ),
    Case("pdf-launch", "a.pdf", lambda: s.action(S=Name.Launch, F=String("c.exe")), "pdf_script"),
    Case("pdf-submit", "a.pdf", lambda: s.action(S=Name.SubmitForm), "pdf_script"),
    Case("pdf-remote", "a.pdf", lambda: s.action(S=Name.GoToR, F=String("//h/x")), "pdf_script"),
    Case(
        "pdf-field-script",
        "a.pdf",
        lambda: m.changed_pdf(s.form(AA=Dictionary(K=Dictionary(S=Name.JavaScript)))),
        "pdf_script",
    ),
    Case(
        "pdf-opens-address", "a.pdf", lambda: s.action(S=Name.URI, URI=String("//h")), "pdf_opens"
    ),
    Case(
        "pdf-opens-address-next",
        "a.pdf",
        lambda: s.action(S=Name.GoTo, Next=Dictionary(S=Name.URI, URI=String("//h"))),
        "pdf_opens",
    ),
    Case("pdf-page-opens-address", "a.pdf", lambda: m.changed_pdf(s.page_opens), "pdf_opens"),
    Case(
        "pdf-script-under-place",
        "a.pdf",
        lambda: s.action(S=Name.GoTo, D=Dictionary(S=Name.JavaScript)),
        "pdf_script",
    ),
    Case(
        "pdf-script-in-name-of-place",
        "a.pdf",
        lambda: m.changed_pdf(s.named_place(Dictionary(S=Name.Launch, F=String("c.exe")))),
        "pdf_script",
    ),
    Case("pdf-xfa", "a.pdf", lambda: m.changed_pdf(s.xfa), "pdf_script"),
    Case("pdf-attachment", "a.pdf", lambda: m.changed_pdf(s.attach), "pdf_attachment"),
    Case("pdf-page-file", "a.pdf", lambda: m.changed_pdf(s.attach_to_page), "pdf_attachment"),
    Case("pdf-program-inside", "a.pdf", lambda: m.changed_pdf(s.hidden_program), "pdf_attachment"),
    Case(
        "pdf-password",
        "a.pdf",
        lambda: m.pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
        "pdf_locked",
    ),
    Case("pdf-10000-pages", "a.pdf", lambda: m.pdf(10_000), "pdf_too_long"),
    Case("pdf-cyclic", "a.pdf", s.cyclic_pdf, "pdf_damaged"),
    Case("pdf-deep", "a.pdf", s.deep_pdf, "pdf_too_complex"),
    Case("pdf-no-pages", "a.pdf", lambda: m.pdf(0), "pdf_empty"),
    Case("pdf-truncated", "a.pdf", lambda: m.pdf(9)[:-300], "pdf_damaged"),
    Case("pdf-only-header", "a.pdf", lambda: b"%PDF-1.7\n%%EOF", "pdf_damaged"),
    Case("pdf-zip", "a.pdf", lambda: m.pdf() + m.zipped({"a": b"x"}) + b"%%EOF", "two_in_one"),
    Case("pdf-behind-html", "a.pdf", lambda: HTML + m.pdf(), "markup"),
    Case("pdf-named-docx", "a.docx", m.pdf, "extension"),
]

ARCHIVES = [
    Case("zip", "a.zip", lambda: m.zipped({"a.pdf": m.pdf()}), "archive"),
    Case("zip-empty", "a.zip", lambda: m.zipped({}), "archive"),
    Case("zip-as-docx", "a.docx", lambda: m.zipped({"a.pdf": m.pdf()}), "archive"),
    Case("zip-nested", "a.docx", lambda: m.zipped({"1.zip": m.zipped({"2": "x"})}), "archive"),
    Case("docx-named-pdf", "a.pdf", m.word, "extension"),
    Case("odt", "a.odt", lambda: m.zipped({"mimetype": "application/x"}), "other_office"),
    Case("pptx", "a.pptx", m.word, "other_office"),
    Case("zip-bomb", "a.docx", lambda: s.bomb(3, 70_000_000), "zip_bomb"),
    Case("zip-ratio", "a.docx", lambda: s.bomb(1, 20_000_000), "zip_bomb"),
    Case("zip-lying-size", "a.docx", s.lying_size, "zip_bomb"),
    Case("zip-2001-entries", "a.docx", lambda: s.many_entries(2_001), "zip_bomb"),
    Case("zip-100000-entries", "a.docx", lambda: s.many_entries(100_000), "zip_bomb"),
    Case("zip-overlap", "a.docx", s.overlap, "zip_unsafe"),
    Case("zip-symlink", "a.docx", lambda: s.entry("word/l", stat.S_IFLNK), "zip_unsafe"),
    Case("zip-device", "a.docx", lambda: s.entry("word/l", stat.S_IFCHR), "zip_unsafe"),
    Case("zip-parent", "a.docx", lambda: s.entry("word/../../x"), "zip_unsafe"),
    Case("zip-absolute", "a.docx", lambda: s.entry("/etc/x"), "zip_unsafe"),
    Case("zip-backslash", "a.docx", lambda: s.entry("..\\x"), "zip_unsafe"),
    Case("zip-drive", "a.docx", lambda: s.entry("C:x"), "zip_unsafe"),
    Case("zip-control-name", "a.docx", lambda: s.entry("word/a\nb"), "zip_unsafe"),
    Case("zip-duplicate", "a.docx", lambda: s.entry("WORD/document.xml"), "zip_unsafe"),
    Case("zip-encrypted", "a.docx", s.encrypted_zip, "office_locked"),
    Case("zip-later-version", "a.docx", lambda: s.index_byte(6, 127), "office_damaged"),
    Case("zip-name-not-utf8", "a.docx", s.name_not_utf8, "office_damaged"),
    Case("zip-long-locator", "a.docx", s.long_locator, "zip_unsafe"),
    Case("zip-comment", "a.docx", lambda: m.word()[:-2] + b"\x05\0hello", "zip_unsafe"),
    Case("zip-tail", "a.docx", lambda: m.word() + HTML, "zip_unsafe"),
    Case(
        "zip-other-name-inside",
        "a.docx",
        lambda: s.bytes_swapped(m.word(), b"word/document.xml", b"word/documenT.xml", 1),
        "zip_unsafe",
    ),
    Case("zip-cut", "a.docx", lambda: m.word()[:-30], "office_damaged"),
]

OFFICE = [
    Case("docm-inside-docx", "a.docx", s.exe_in_words, "office_macro"),
    Case(
        "docm",
        "a.docm",
        lambda: s.docx_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
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
    Case("docx-no-main", "a.docx", lambda: s.docx_type("text/plain"), "other_office"),
    Case(
        "docx-template",
        "a.docx",
        lambda: s.related("attachedTemplate", "https://evil.example/t.dotm"),
        "office_external",
    ),
    Case(
        "docx-template-share",
        "a.docx",
        lambda: s.related("attachedTemplate", "\\\\host\\t.dotm"),
        "office_external",
    ),
    Case("docx-frame", "a.docx", lambda: s.related("frame", "http://h/"), "office_external"),
    Case("docx-image", "a.docx", lambda: s.related("image", "http://h/p.png"), "office_picture"),
    Case("docx-ole-link", "a.docx", lambda: s.related("oleObject", "mhtml:x"), "office_external"),
    Case(
        "docx-image-capital-rels",
        "a.docx",
        lambda: s.related("image", "http://h/p.png", ending="RELS"),
        "office_picture",
    ),
    Case("docx-dde-capital-part", "a.docx", s.capital_dde, "office_active"),
    Case("docx-dde-other-ending", "a.docx", lambda: s.moved_dde("word/a.bin"), "office_active"),
    Case("docx-dde-other-folder", "a.docx", lambda: s.moved_dde("doc/a.xml"), "office_active"),
    Case("docx-html", "a.docx", lambda: s.related("aFChunk", "a.html", ""), "office_active"),
    Case("docx-activex", "a.docx", lambda: s.related("control", "a.xml", ""), "office_active"),
    Case("docx-dde", "a.docx", lambda: s.field(" DD", "EAUTO c:\\\\x.exe "), "office_active"),
    Case(
        "docx-dde-simple",
        "a.docx",
        lambda: m.zipped(m.docx_parts('<w:p><w:fldSimple w:instr="DDE x y"/></w:p>')),
        "office_active",
    ),
    Case("docx-xxe", "a.docx", lambda: s.document(DTD + "<x>&a;</x>"), "xml_unsafe"),
    Case("docx-laughs", "a.docx", lambda: s.document(LAUGHS + "<x>&b;</x>"), "xml_unsafe"),
    Case("docx-xxe-wide", "a.docx", lambda: s.wide(DTD + "<x/>"), "xml_unsafe"),
    Case(
        "docx-xxe-late",
        "a.docx",
        lambda: s.document(f"<!--{'x' * 300_000}-->{DTD}<x/>"),
        "xml_unsafe",
    ),
    Case(
        "docx-endless-tag",
        "a.docx",
        lambda: s.document_bytes(b"<x a='" + b"y" * 9_000_000 + b"'/>"),
        "xml_unsafe",
    ),
    Case(
        "docx-xxe-in-relations",
        "a.docx",
        lambda: m.zipped(m.docx_parts() | {"_rels/.rels": DTD + m.relations()}),
        "xml_unsafe",
    ),
    Case("docx-broken-xml", "a.docx", lambda: s.document("<a><b></a>"), "office_damaged"),
    *(
        Case(
            f"docx-link-{number}",
            "a.docx",
            lambda t=t: s.related("oleObject", t),
            "office_external",
        )
        for number, t in enumerate(s.OTHER_MACHINES)
    ),
    Case("xlsx-exchange", "a.xlsx", s.exchange, "office_active"),
    Case("xlsx-exchange-wide", "a.xlsx", lambda: s.exchange("utf-16"), "office_active"),
    Case(
        "xlsx-query",
        "a.xlsx",
        lambda: s.linked_sheet("connections", "connections.xml"),
        "office_external",
    ),
    Case(
        "xlsx-old-macro-sheet",
        "a.xlsx",
        lambda: s.linked_sheet("xlMacrosheet", "macrosheets/sheet1.xml"),
        "office_macro",
    ),
]

CORPUS = [*GOOD, *PICTURES, *MARKUP, *PDFS, *ARCHIVES, *OFFICE]
