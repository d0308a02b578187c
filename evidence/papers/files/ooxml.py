"""What is inside a ZIP that claims to be a Word or Excel file."""

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import unquote
from xml.parsers import expat

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.archive import safe_entries, unpacked
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.remarks import Remark, some_names
from ntm_project.common.text import clean_line

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": (
        FileType.DOCX
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileType.XLSX,
}
OFFICE_DOCUMENT = "officeDocument"
# The last word of a relation's type; the part before it differs between the two editions of OOXML.
MACRO_RELATIONS = {"vbaproject", "vbaprojectsignature", "xlmacrosheet", "xlintlmacrosheet"}
ACTIVE_RELATIONS = {"control", "activexcontrolbinary", "afchunk", "attachedtoolbars", "dialogsheet"}
# Data fetched anew from a database or an address.
CONNECTIONS = {"connections": "một nguồn dữ liệu", "querytable": "một bảng truy vấn dữ liệu"}
# A path on the author's own disk, or beside the file: it reaches no other machine.
LOCAL_PATH = re.compile(r"/?(?:[A-Za-z]:)?(?!//)[^:]*")
# What Word and Excel note by themselves, and nobody sees.
SILENT_RELATIONS = {"attachedtemplate"}
PICTURE = "image"
DYNAMIC_EXCHANGE = re.compile(r"\bDDE(?:AUTO)?\b", re.I)
WORD_FIELDS = (b"instrText", b"fldSimple")
EXCEL_EXCHANGE = (b"ddeLink",)
Attributes = dict[str, str]


@dataclass
class _Links:
    """What lies outside the file, on the author's own disk: never opened by us, but remarked."""

    files: list[str]
    pictures: list[str]

    @property
    def remarks(self) -> list[Remark]:
        lists = {"office_links": self.files, "office_pictures": self.pictures}
        return [Remark(key, some_names(names)) for key, names in lists.items() if names]


def office_type(file: BinaryIO) -> tuple[FileType, list[Remark]]:
    """DOCX or XLSX by the main part's declared type, and the remarks on its links; refuses
    macros, what reaches for another machine, and broken XML."""
    entries = {entry.filename: entry for entry in safe_entries(file)}
    if CONTENT_TYPES not in entries or ROOT_RELATIONS not in entries:
        raise RefusedFile("other_office" if "mimetype" in entries else "archive")
    if any(name.casefold().endswith("vbaproject.bin") for name in entries):
        raise RefusedFile("office_macro")
    types = _declared_types(file, entries)
    found = _main_type(file, entries, types)
    links = _Links([], [])
    # Names of parts are the same in capitals and small letters (ECMA-376, part 2, 6.2.2.3), and a
    # part is what its declared type makes it, whatever its name ends in.
    for name, entry in entries.items():
        declared = types.of(name)
        if name.casefold().endswith(".rels") or declared.endswith("relationships+xml"):
            _check_relations(file, entry, links)
        elif name.casefold().endswith(".xml") or declared.endswith("xml"):
            _check_part(file, entry, is_text=found == FileType.DOCX)
    return found, links.remarks


@dataclass(frozen=True)
class _Types:
    """The declared type of each part: its own, or that of its ending."""

    parts: Attributes
    endings: Attributes

    def of(self, name: str) -> str:
        part = name.casefold()
        return self.parts.get(part) or self.endings.get(part.rpartition(".")[2], "")


def _declared_types(file: BinaryIO, entries: dict[str, zipfile.ZipInfo]) -> _Types:
    types = _Types({}, {})

    def content_type(tag: str, values: Attributes) -> None:
        if tag == "Override":
            part = values.get("PartName", "").lstrip("/").casefold()
            types.parts[part] = values["ContentType"].strip().casefold()
        if tag == "Default":
            ending = values.get("Extension", "").casefold()
            types.endings[ending] = values["ContentType"].strip().casefold()

    try:
        _read_small(file, entries[CONTENT_TYPES], content_type)
    except KeyError as error:
        raise RefusedFile("office_damaged") from error
    if any("macroenabled" in value or "vba" in value for value in _all_of(types)):
        raise RefusedFile("office_macro")
    return types


def _all_of(types: _Types) -> list[str]:
    return [*types.parts.values(), *types.endings.values()]


def _main_type(file: BinaryIO, entries: dict[str, zipfile.ZipInfo], types: _Types) -> FileType:
    """The type of the part that the root relation calls the document."""
    targets: list[str] = []

    def relation(tag: str, values: Attributes) -> None:
        if tag == "Relationship" and _last_word(values) == OFFICE_DOCUMENT.casefold():
            targets.append(values.get("Target", "").lstrip("/"))

    _read_small(file, entries[ROOT_RELATIONS], relation)
    if len(targets) != 1 or targets[0] not in entries:
        raise RefusedFile("office_damaged")
    main = types.of(targets[0])
    if main not in MAIN_PARTS:
        raise RefusedFile("other_office")
    return MAIN_PARTS[main]


def _last_word(values: Attributes) -> str:
    return values.get("Type", "").rpartition("/")[2].casefold()


def _check_relations(file: BinaryIO, entry: zipfile.ZipInfo, links: _Links) -> None:
    """No part that runs, nothing fetched from another machine except a link that a reader clicks;
    what lies on the author's own disk is gathered."""

    def relation(tag: str, values: Attributes) -> None:
        if tag != "Relationship":
            return
        word, target = _last_word(values), values.get("Target", "")
        if word in MACRO_RELATIONS:
            raise RefusedFile("office_macro")
        if word in ACTIVE_RELATIONS:
            raise RefusedFile("office_active")
        if word in CONNECTIONS:
            raise RefusedFile("office_external", what=CONNECTIONS[word])
        is_outside = values.get("TargetMode", "").casefold() == "external"
        is_outside = is_outside or "://" in target or target.startswith(("//", "\\\\"))
        if is_outside and word != "hyperlink":
            _note_outside(word, target, links)

    _read_small(file, entry, relation)


def _note_outside(word: str, target: str, links: _Links) -> None:
    path = _path(target)
    name = clean_line(path.rpartition("/")[2] or path) or "không tên"
    if LOCAL_PATH.fullmatch(path) and not path.startswith("//"):
        if word not in SILENT_RELATIONS:
            (links.pictures if word == PICTURE else links.files).append(name)
    elif word == PICTURE:
        raise RefusedFile("office_picture", name=name[:60], what=_host(target))
    else:
        raise RefusedFile("office_external", what=f"“{name[:60]}” ({_host(target)})")


def _path(target: str) -> str:
    """The path with forward slashes, its `file:` taken off; one to another machine begins `//`."""
    path = unquote(target).replace("\\", "/").strip()
    is_file = path[:5].casefold() == "file:"
    path = path[5:] if is_file else path
    # `file:///C:/a` is on this disk, `file://may-chu/a` and `file:////may-chu/a` are not.
    return path[2:] if is_file and path.startswith("///") else path


def _host(target: str) -> str:
    """The machine or the kind of address that a link names."""
    path = unquote(target).replace("\\", "/").strip()
    scheme, _, rest = path.partition(":") if "://" in path else ("", "", path)
    host = rest.lstrip("/").partition("/")[0]
    return clean_line(host if rest.startswith("/") and host else scheme or host)[:60]


def _read_small(
    file: BinaryIO, entry: zipfile.ZipInfo, opened: Callable[[str, Attributes], None]
) -> None:
    if entry.file_size > limits.MAX_RELATIONS_BYTES:
        raise RefusedFile("zip_bomb")
    read_xml(file, entry, opened)


def read_xml(
    file: BinaryIO,
    entry: zipfile.ZipInfo,
    opened: Callable[[str, Attributes], None],
    closed: Callable[[str], object] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Report each element of the part, its name without prefix, and the text; holds none."""
    parser = _parser()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, values: opened(tag.rpartition(":")[2], values)
    if closed:
        parser.EndElementHandler = lambda tag: closed(tag.rpartition(":")[2])
    if text:
        parser.CharacterDataHandler = text
    _feed(parser, unpacked(file, entry))


def _check_part(file: BinaryIO, entry: zipfile.ZipInfo, is_text: bool) -> None:
    """Well-formed XML without a DTD; in Word's parts no field that starts another program, in
    Excel's no link that does."""
    parser = _parser()
    fields = None
    if is_text and _mentions(file, entry, WORD_FIELDS):
        fields = _Fields(parser)
    elif not is_text and _mentions(file, entry, EXCEL_EXCHANGE):
        parser.StartElementHandler = _refuse_exchange
    _feed(parser, unpacked(file, entry))
    if fields and DYNAMIC_EXCHANGE.search("".join(fields.text)):
        raise RefusedFile("office_active")


def _refuse_exchange(tag: str, _: Attributes) -> None:
    if tag.rpartition(":")[2] == "ddeLink":
        raise RefusedFile("office_active")


def _mentions(file: BinaryIO, entry: zipfile.ZipInfo, words: tuple[bytes, ...]) -> bool:
    """Whether the part has such elements at all: reading one by one costs ten times as much."""
    tail = b""
    for piece in unpacked(file, entry):
        # UTF-16 would hide the words: such a part is read element by element.
        if b"\x00" in piece or any(word in tail + piece for word in words):
            return True
        tail = piece[-16:]
    return False


class _Fields:
    """Gathers the instructions of a document's fields, whose words Word may split over runs."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.text: list[str] = []
        self._is_inside = False
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._read

    def _open(self, tag: str, values: Attributes) -> None:
        word = tag.rpartition(":")[2]
        self._is_inside = word == "instrText"
        if word == "fldSimple":
            simple = (value for key, value in values.items() if key.endswith("instr"))
            self.text.append(f" {' '.join(simple)} ")
        elif word == "fldChar":
            self.text.append(" ")

    def _close(self, _tag: str) -> None:
        self._is_inside = False

    def _read(self, text: str) -> None:
        if self._is_inside:
            self.text.append(text)


def _parser() -> expat.XMLParserType:
    """A parser that stops at the first word of a document type: no entity is ever declared."""

    def refuse(*_: object) -> None:
        raise RefusedFile("xml_unsafe")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    given = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            given += len(piece)
            # Older expat reads an unfinished tag again from its start with each piece.
            if given - parser.CurrentByteIndex > limits.MAX_XML_TOKEN_BYTES:
                raise RefusedFile("xml_unsafe")
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise RefusedFile("office_damaged") from error
