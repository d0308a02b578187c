"""What stands on a paper where its writer fills in by hand, or in Word, and where it stands."""

import re

from reports.documents.blocks import Document
from reports.documents.plain_text import render_text

BLANK = "……"
LONG_BLANK = "…" * 24
DAY_BLANK = "ngày ……/……/……"

_PLACE = re.compile(r"…[…/.\s]*…|\.{4,}|_{3,}")
_SHOWN = 70  # characters of the words before a blank


def blanks_in(document: Document) -> tuple[str, ...]:
    """Each line of the text that has places to fill in, by the words before the first of them, or
    the line above."""
    found, above = [], ""
    for line in filter(None, map(str.strip, render_text(document).splitlines())):
        if place := _PLACE.search(line):
            words = line[: place.start()].strip()
            found.append(f"{_end_of(words)} {BLANK}" if words else f"Dòng dưới “{_end_of(above)}”")
        else:
            above = line
    return tuple(dict.fromkeys(found))


def _end_of(words: str) -> str:
    kept = words[-_SHOWN:]
    return kept if kept == words else f"…{kept.partition(' ')[2]}"
