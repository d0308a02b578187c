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
    """Each line of the text that has places to fill in, by the words before the first of them."""
    found, above = [], ""
    for line in filter(None, map(str.strip, render_text(document).splitlines())):
        if place := _PLACE.search(line):
            found.append(_shortened(line[: place.start()].strip() or above))
        else:
            above = line
    return tuple(dict.fromkeys(found))


def _shortened(words: str) -> str:
    kept = words[-_SHOWN:]
    return f"{kept if kept == words else '…' + kept.partition(' ')[2]} {BLANK}"
