"""What the limited process does with a file: each job gives a few facts and, for pictures, pixels.

Nothing here is called by the web process: it goes through `limited`.
"""

import codecs
import io
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

import pikepdf
from PIL import Image

from evidence.papers.enums import IMAGE_TYPES, FileType
from evidence.papers.files.blocks import plain_blocks
from evidence.papers.files.detect import check_file
from evidence.papers.files.document_text import document_styles, document_text
from evidence.papers.files.file_facts import file_facts, plain_text
from evidence.papers.files.leaves import leaves_of
from evidence.papers.files.pdf_drawing import draw
from evidence.papers.files.preview import shrunk_picture
from evidence.papers.files.remarks import plain_remarks
from evidence.papers.files.signatures import signatures_in
from evidence.papers.files.signed import plain_signatures

Answer = tuple[Any, Any]

ALPHABETS = (
    *("ascii", "latin_1", "utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32"),
    *("cp437", "cp1252", "cp1258", "hex", "idna"),
)


# Loaded by libraries only when they meet what needs them.
LATE_MODULES = (
    "cryptography.hazmat.backends.openssl.backend",
    "pyhanko.pdf_utils.filters",
    "pyhanko.pdf_utils.crypt",
)


def check(file: BinaryIO, name: str, max_bytes: int) -> Answer:
    """What the file is, the pages of a PDF, the remarks on it, and the facts of a picture."""
    found = check_file(file, name, max_bytes=max_bytes)
    answer = {"type": found.file_type.value, "size": found.size, "pages": found.pages}
    answer |= {"remarks": plain_remarks([*found.remarks])}
    if found.file_type in IMAGE_TYPES:  # a look at its head, where another reader costs as much
        answer |= {"facts": file_facts(file, found.file_type)}
    return answer, b""


def picture(file: BinaryIO, file_type: str, longest: int) -> Answer:
    """A picture upright and small, as pixels."""
    image = shrunk_picture(file, FileType(file_type), longest)
    # Four bytes a pixel, as the web process packs them without a copy.
    rows = image.tobytes("raw", "RGBX" if image.mode == "RGB" else image.mode)
    return {"is_grey": image.mode == "L", "width": image.width, "height": image.height}, rows


def page(file: BinaryIO, number: int, longest: int) -> Answer:
    """A page of a PDF, as pixels."""
    return draw(file, number, longest)


def leaves(file: BinaryIO) -> Answer:
    """The pages of a PDF alone, as a PDF."""
    return leaves_of(file)


def words(file: BinaryIO, file_type: str, converts: bool) -> Answer:
    """The words of a Word or Excel file."""
    return plain_blocks(document_text(file, FileType(file_type), converts=converts)), b""


def styles(file: BinaryIO) -> Answer:
    """How the styles of a Word file look."""
    return document_styles(file), b""


def facts(file: BinaryIO, file_type: str) -> Answer:
    """The day of a photo, the signatures of a PDF, the words to find a document by."""
    return file_facts(file, FileType(file_type)), b""


def text(file: BinaryIO, file_type: str) -> Answer:
    """The text of a Word file or a PDF, line by line."""
    return {"text": plain_text(file, FileType(file_type))}, b""


def signatures(file: BinaryIO) -> Answer:
    """Who signed a PDF, and whether it was changed since."""
    return plain_signatures(signatures_in(file)), b""


def warm_up() -> None:
    """Load, once and for every reader, what libraries would open files for when they meet a file:
    decoders of pictures, alphabets, the source of random numbers for locked PDFs."""
    for name in LATE_MODULES:
        import_module(name)
    Image.init()
    for name in ALPHABETS:
        codecs.lookup(name)
    locked = io.BytesIO()
    with pikepdf.new() as pdf, suppress(pikepdf.PasswordError):
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
        pikepdf.open(locked)


JOBS: dict[str, Callable[..., Answer]] = {
    "check": check,
    "picture": picture,
    "page": page,
    "leaves": leaves,
    "words": words,
    "styles": styles,
    "facts": facts,
    "text": text,
    "signatures": signatures,
}
# Fonts of the system are read where a file brings none; nothing else opens a further file.
OPENS_FILES = {"page"}
# libde265 decodes in a thread even when there is only one.
STARTS_THREADS = {"heic"}
