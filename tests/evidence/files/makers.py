"""Makes real files of every kind, whole or spoilt on purpose."""

import io
import struct
import zipfile
import zlib
from typing import Any

import docx
import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def picture(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """A picture whose upper left quarter is dark, so that a turn can be seen."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="black")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def jpeg(size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    return saved(picture(size, mode), "JPEG", **options)


def png(size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    return saved(picture(size, mode), "PNG", **options)


def webp(**options: Any) -> bytes:
    return saved(picture(), "WEBP", **options)


def heic(size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    target = io.BytesIO()
    pillow_heif.from_pillow(picture(size)).save(target, quality=60, **options)
    return target.getvalue()


def exif(orientation: int = 1, located: bool = False) -> Image.Exif:
    """Camera notes: how it was held, and where."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "HangSanXuat"
    if located:
        notes[0x8825] = {1: "N", 2: (21.0, 15.0, 3.0), 3: "E", 4: (105.0, 50.0, 1.0)}
    return notes


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def png_with(*chunks: bytes) -> bytes:
    """A PNG with these chunks behind its header."""
    data = png()
    return data[:33] + b"".join(chunks) + data[33:]


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be of this size."""
    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def sized_jpeg(width: int, height: int, frame: int = 0xC0) -> bytes:
    """A small JPEG whose header claims this size, as a decoder would trust it."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 1] = frame
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def pdf(pages: int = 1, **save: Any) -> bytes:
    return changed_pdf(lambda _: None, pages, **save)


def changed_pdf(change: Any, pages: int = 1, **save: Any) -> bytes:
    """A PDF after `change(pdf)` did its worst."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        change(document)
        document.save(target, **save)
    return target.getvalue()


def raw_pdf(objects: list[bytes]) -> bytes:
    """A PDF written object by object; the first is the root."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """A list of relations: kind, target, and "External" or nothing."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{f' TargetMode={chr(34)}{mode}{chr(34)}' if mode else ''}/>"
        for number, (kind, target, mode) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def content_types(part: str, main: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    )


def docx_parts(body: str = "", main: str = DOCX_MAIN) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": content_types("word/document.xml", main),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": (
            f'<w:document xmlns:w="{WORDS}"><w:body>{body}<w:p><w:r><w:t>Biên bản</w:t></w:r></w:p>'
            "</w:body></w:document>"
        ),
    }


def xlsx_parts(rows: str = "", main: str = XLSX_MAIN) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": content_types("xl/workbook.xml", main),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Thu nhập" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml", "")),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{SHEETS}"><sheetData>{rows}</sheetData></worksheet>'
        ),
    }


def word(**extra: str | bytes) -> bytes:
    """A docx of our own making, with further parts."""
    return zipped(docx_parts() | extra)


def sheet(rows: str = "", **extra: str | bytes) -> bytes:
    return zipped(xlsx_parts(rows) | extra)


def real_docx() -> bytes:
    """A docx as python-docx writes it: headings, paragraphs, a table between them."""
    document = docx.Document()
    document.add_heading("BIÊN BẢN", 1)
    document.add_paragraph("Nghiệm thu nhà văn hóa thôn Mai Hạ")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Nội dung"
    table.cell(0, 1).text = "Kết quả"
    table.cell(1, 0).text = "Diện tích"
    table.cell(1, 1).text = "120 m²"
    document.add_paragraph("Kết thúc.")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def dated_exif(taken: str = "2024:08:12 07:31:05", **own: str) -> Image.Exif:
    """Camera notes of when the picture was taken; `written` is when the file was."""
    notes = exif()
    if taken:
        notes.get_ifd(0x8769)[0x9003] = taken
    if written := own.get("written"):
        notes[0x0132] = written
    return notes


def text_pdf(*lines: str) -> bytes:
    """A PDF whose one page has these lines, in plain letters."""

    def write(document: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page = document.pages[0]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        text = " T* ".join(f"({line}) Tj" for line in lines)
        page.Contents = document.make_stream(f"BT /F1 12 Tf 14 TL 50 700 Td {text} ET".encode())

    return changed_pdf(write)
