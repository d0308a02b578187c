"""Text as escaped HTML: the one place where a document's text becomes markup."""

import re
from collections.abc import Callable, Collection
from html import escape

from reports.documents.blocks import Text
from reports.documents.clean import bind, box_missing, clean, clean_lines

# `741/QĐ-UBND`, `16/2023/QĐ-UBND`: the symbol of a cited document stays on one line.
_SYMBOL = re.compile(r"\b\d+(?:/\d{4})?/[A-ZĐ][A-Za-zĐđ]*(?:-[A-ZĐ][A-Za-zĐđ]*)+\b")


class Ink:
    """Writes cleaned, escaped text; characters that the font lacks come out as boxes."""

    def __init__(self, missing: Collection[str] = ()) -> None:
        self._missing = frozenset(missing)

    def line(self, text: str) -> str:
        """A short text (title, name) on one line, without blanks at its ends."""
        return escape(box_missing(clean(text).strip(), self._missing))

    def line_as_is(self, text: str) -> str:
        """A line that the program made: its no-break blanks are meant and stay."""
        return escape(box_missing(text, self._missing))

    def body(self, text: Text) -> str:
        """Running text with its runs; dates, numbers and symbols do not part at a line end."""
        return self._runs(text, self._running)

    def cell(self, text: Text) -> str:
        """The text of a table cell; its line ends stay."""
        return self._runs(text, self._lines)

    def _runs(self, text: Text, write: Callable[[str], str]) -> str:
        if isinstance(text, str):
            return write(text.strip())
        pieces = []
        for part in text:
            if isinstance(part, str):
                pieces.append(write(part))
                continue
            inner = write(part.text)
            inner = f"<i>{inner}</i>" if part.italic else inner
            pieces.append(f"<b>{inner}</b>" if part.bold else inner)
        return "".join(pieces)

    def _running(self, text: str) -> str:
        escaped = escape(bind(box_missing(clean(text), self._missing)))
        return _SYMBOL.sub(r'<span class="doc-nowrap">\g<0></span>', escaped)

    def _lines(self, text: str) -> str:
        cleaned = box_missing(clean_lines(text), self._missing)
        return "<br>".join(escape(clean(line).strip()) for line in cleaned.split("\n"))
