"""The blanks that a document leaves for its writer, by hand or in Word: their marks and their
places."""

import re
from dataclasses import dataclass

from reports.documents.blocks import Document, LegalBasis, Table, plain
from reports.documents.characters import clean
from reports.documents.html import passage_behind
from reports.documents.plain_text import render_text

BLANK = "……"
LONG_BLANK = "…" * 24
DAY_BLANK = "ngày ……/……/……"
TIME_BLANK = f"{BLANK} giờ {BLANK} phút"

# Characters of no script, which stand in no text that is printed: around the key of a fact.
_OPEN, _CLOSE = "\ue000", "\ue001"
_KEY = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_PLACE = re.compile(rf"…[…/.\s]*…|\.{{4,}}|_{{3,}}|{_OPEN}")
_CELLS = re.compile(r"\s*\|[\s|]*")  # between the cells of a row, whatever is empty between them
_SHOWN = 70  # characters of the words before a blank


@dataclass(frozen=True)
class Blank:
    """A place of the text that is left blank, in words; `key` is that of the fact or the passage
    that fills it, "" where none does."""

    words: str
    key: str = ""


def key_mark(key: str) -> str:
    """The mark of an empty fact or passage, in a document drawn to find its blanks."""
    return f"{_OPEN}{key}{_CLOSE}"


def blanks_in(document: Document) -> tuple[Blank, ...]:
    """Each line of the text that has places to fill in, by the words before the first of them, or
    the line above. A place that a fact fills is known where the document has `key_mark`s."""
    found, above = [], ""
    for line in filter(None, map(str.strip, render_text(document).splitlines())):
        if place := _PLACE.search(line):
            words = _CELLS.sub(" – ", line[: place.start()].strip(" |"))
            key = _KEY.search(line)
            shown = f"{_end_of(words)} {BLANK}" if words else f"Dòng dưới “{_end_of(above)}”"
            found.append(Blank(shown, key[1] if key else _passage_of(document, line)))
        else:
            above = line
    return tuple(dict.fromkeys(found))


def _passage_of(document: Document, line: str) -> str:
    """The passage in which somebody typed the dots of the line; "" where the program made them."""
    for block in document.blocks:
        if (source := passage_behind(block)) and not isinstance(block, Table | LegalBasis):
            words = clean(plain(block.text)).strip().rstrip(" .;/")
            if words and words in line:
                return source
    return ""


def _end_of(words: str) -> str:
    kept = words[-_SHOWN:]
    return kept if kept == words else f"…{kept.partition(' ')[2]}"
