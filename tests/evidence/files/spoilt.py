"""Spoils files on purpose: the tricks of the corpus, one function each."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.evidence.files import makers as m

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def exe_in_words() -> bytes:
    return m.word(**{"word/vbaProject.bin": OLE + b"\0" * 600})


def docx_type(main: str) -> bytes:
    return m.zipped(m.docx_parts(main=main))


def related(kind: str, target: str, mode: str = "External", ending: str = "rels") -> bytes:
    return m.word(**{f"word/_rels/document.xml.{ending}": m.relations((kind, target, mode))})


# Ways to write that a file lies on another machine, which is contacted as soon as it is opened.
OTHER_MACHINES = [
    "http://may-chu/a.xlsx",
    "\\\\may-chu\\chung\\a.xlsx",
    "file://may-chu/chung/a.xlsx",
    "file:////may-chu/chung/a.xlsx",
    "file:///\\\\may-chu\\chung\\a.xlsx",
    "%5c%5cmay-chu%5ca.xlsx",
    "/\\may-chu/a.xlsx",
]


def exchange(encoding: str = "utf-8") -> bytes:
    """A link of Excel that starts a program."""
    book = f'<externalLink xmlns="{m.SHEETS}"><ddeLink ddeService="cmd"/></externalLink>'
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return m.sheet(**{"xl/externalLinks/externalLink1.xml": (head + book).encode(encoding)})


DDE = '<w:p><w:fldSimple w:instr="DDE x y"/></w:p>'


def capital_dde() -> bytes:
    """A field that starts a program, in a part that only Windows finds."""
    header = m.docx_parts(DDE)["word/document.xml"]
    return m.zipped(m.docx_parts() | {"WORD/header1.XML": header})


def moved_dde(part: str) -> bytes:
    """The same in the main part, where no Word would put it."""
    parts = m.docx_parts(DDE)
    parts[part] = parts.pop("word/document.xml")
    moved = {
        name: text.replace("word/document.xml", part)
        for name, text in parts.items()
        if isinstance(text, str)
    }
    return m.zipped(parts | moved)


def linked_sheet(kind: str, target: str) -> bytes:
    return m.sheet(**{"xl/_rels/sheet1.xml.rels": m.relations((kind, target, ""))})


def document(xml: str) -> bytes:
    return m.zipped(m.docx_parts() | {"word/document.xml": xml})


def field(*words: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{word}</w:instrText></w:r>" for word in words)
    return m.zipped(m.docx_parts(f"<w:p>{runs}</w:p>"))


def entry(name: str, mode: int = stat.S_IFREG, data: bytes = b"x") -> bytes:
    """A docx with one further entry of this name and kind."""
    target = io.BytesIO(m.word())
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename, info.create_system, info.external_attr = name, 3, mode << 16
        archive.writestr(info, data)
    return target.getvalue()


def bytes_swapped(data: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    assert old in data
    return data.replace(old, new, count)


def index_byte(place: int, value: int) -> bytes:
    """A document with one byte changed in the last row of its ZIP's index."""
    data = bytearray(m.word())
    data[data.rindex(b"PK\x01\x02") + place] = value
    return bytes(data)


def name_not_utf8() -> bytes:
    """The last row of the index claims that its name is UTF-8, and it is not."""
    data = bytearray(m.word())
    row = data.rindex(b"PK\x01\x02")
    data[row + 9] |= 0x08
    data[row + 46] = 0xFF
    return bytes(data)


def long_locator() -> bytes:
    """The index ends in the words that send a reader to another index (ZIP64)."""
    data = bytearray(m.word())
    end = data.rindex(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    data[end + 12 : end + 16] = (size + 20).to_bytes(4, "little")
    data[end:end] = b"PK\x06\x07" + bytes(16)
    return bytes(data)


def encrypted_zip() -> bytes:
    """The flag of encryption set in the index, as a reader would meet it."""
    data = bytearray(m.word())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def overlap() -> bytes:
    """Two entries of the index that share one body."""
    data = m.zipped(m.docx_parts() | {"word/a.txt": b"same" * 99, "word/b.txt": b"same" * 99})
    index = data.rindex(b"PK\x01\x02")
    previous = data.rindex(b"PK\x01\x02", 0, index)
    place = data[previous + 42 : previous + 46]
    return data[: index + 42] + place + data[index + 46 :]


def lying_size() -> bytes:
    """A part that unpacks to far more than the index states."""
    body = b"<a>" + b" " * 3_000_000 + b"</a>"
    data = m.zipped(m.docx_parts() | {"word/styles.xml": body})
    return bytes_swapped(data, struct.pack("<L", len(body)), struct.pack("<L", 100))


def bomb(entries: int, each: int) -> bytes:
    return m.zipped(m.docx_parts() | {f"word/media/{n}.bin": b"\0" * each for n in range(entries)})


def many_entries(count: int) -> bytes:
    return m.zipped(m.docx_parts() | {f"word/{n}": b"" for n in range(count)}, zipfile.ZIP_STORED)


def action(**action: object) -> bytes:
    return m.changed_pdf(lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(**action)))


def hidden_script(pdf: pikepdf.Pdf) -> None:
    """A script behind an innocent jump, in a note on the page, all of it packed."""
    script = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    jump = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([pdf.make_indirect(script)]))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=jump)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.exe"] = b"MZ"


def attach_to_page(pdf: pikepdf.Pdf, name: str = "x.bat") -> None:
    file = Dictionary(Type=Name.Filespec, F=String(name), EF=Dictionary(F=pdf.make_stream(b"a")))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file
    )
    pdf.pages[0].Annots = Array([note])


def hidden_program(pdf: pikepdf.Pdf) -> None:
    """A program under the name of a document."""
    pdf.attachments["phu-luc.pdf"] = b"MZ" + b"x" * 99


def form(**field: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        fields = Array([pdf.make_indirect(Dictionary(T=String("a"), **field))])
        pdf.Root.AcroForm = Dictionary(Fields=fields)

    return change


def xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def link(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://thuvienphapluat.vn"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def page_opens(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://evil.example")))


def named_place(view: object) -> Callable[[pikepdf.Pdf], None]:
    """A place with a name, as a table of contents has them; its view may be something else."""

    def change(pdf: pikepdf.Pdf) -> None:
        place = Array([pdf.pages[0].obj, view])
        pdf.Root.Dests = Dictionary(a=Dictionary(D=place), b=place)
        jump = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
        pdf.Root.OpenAction = jump

    return change


def cyclic_pdf() -> bytes:
    pages = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    return m.raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, b"<< /Type /Page >>"])


def deep_pdf() -> bytes:
    """A chain of actions that no document needs."""
    chain = [b"<< /S /GoTo /Next %d 0 R >>" % (n + 1) for n in range(4, 200)]
    root = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>"
    pages = [b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R >>"]
    return m.raw_pdf([root, *pages, *chain, b"null"])


def second_picture() -> bytes:
    """A phone's photo with a second exposure behind it (MPF)."""
    images = [m.picture(), m.picture((32, 24))]
    return m.saved(images[0], "MPO", save_all=True, append_images=images[1:])


def moving(kind: str) -> bytes:
    frames = [m.picture(), m.picture((64, 48), "L").convert("RGB").rotate(90)]
    return m.saved(frames[0], kind, save_all=True, append_images=frames[1:])


def comment_html() -> bytes:
    data = m.jpeg()
    body = HTML
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(body) + 2) + body + data[2:]


def text_bomb(kind: bytes, head: bytes) -> bytes:
    return m.png_with(m.png_chunk(kind, head + zlib.compress(b"\0" * 40_000_000, 9)))


def padded_jpeg(size: int) -> bytes:
    data = m.jpeg()
    return data + b"\0" * (size - len(data))


def old_office(*marks: str) -> bytes:
    return OLE + b"\0" * 600 + b"".join(mark.encode("utf-16-le") for mark in marks) + b"\0" * 600


def wide(xml: str) -> bytes:
    return document_bytes(xml.encode("utf-16"))


def document_bytes(xml: bytes) -> bytes:
    return m.zipped(m.docx_parts() | {"word/document.xml": xml})


def heic_with_page() -> bytes:
    """A page inside a well-formed box behind the picture."""
    return m.heic() + struct.pack(">L", len(HTML) + 8) + b"free" + HTML


def jpeg_of_many_passes() -> bytes:
    """The last pass of a progressive JPEG, again and again: minutes of work in a few KB."""
    data = m.jpeg(progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * 500 + data[-2:]
