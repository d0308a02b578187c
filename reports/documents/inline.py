"""Text as escaped HTML: the one place where a document's text becomes markup."""

import re
from collections.abc import Callable, Collection, Mapping
from html import escape

from reports.documents.blocks import Text, TextRun
from reports.documents.characters import (
    WORD_JOINER,
    box_missing,
    clean,
    clean_lines,
    collapse,
    with_no_break_blanks,
    with_powers,
)

_LONG_WORD = 60  # no Vietnamese word, no e-mail address and few web addresses are longer
_LONG_WORDS = re.compile(rf"[^ \u00a0]{{{_LONG_WORD},}}")
# A quarter and its year, and two letters (`b/c`, `V/v`): Pango would part them behind the stroke.
_STROKE = re.compile(r"(?<=[IVX])/(?=\d{4}\b)|(?<=\b[^\W\d])/(?=[^\W\d]\b)")
_PLACES = re.compile(r".{20}")
_STRETCH = 2_000
# A piece begins with the blank or the place to break, never ends with one (see `InlineHtml._runs`).
_STRETCHES = re.compile(rf".{{1,{_STRETCH}}}(?=[ \u200b]|$)|.{{1,{_STRETCH}}}", re.DOTALL)


class InlineHtml:
    """Writes cleaned, escaped text; characters that the font lacks come out as boxes."""

    def __init__(
        self, missing: Collection[str] = (), edit_urls: Mapping[str, str] | None = None
    ) -> None:
        self._missing = frozenset(missing)
        self._edit_urls = edit_urls or {}

    def edit_link(self, source: str) -> str:
        """On the screen, the way to where a passage is written; nothing on paper."""
        url = self._edit_urls.get(source)
        link = f'<a href="{escape(url)}">Sửa đoạn này</a>' if url else ""
        return link and f'<p class="doc-edit no-print">{link}</p>'

    def line(self, text: str) -> str:
        """A short text (title, name) on one line, without blanks at its ends."""
        return escape(box_missing(with_powers(clean(text).strip()), self._missing))

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
        blank = ""
        for part in text:
            run = TextRun(part) if isinstance(part, str) else part
            inner = clean_lines(blank + run.text)
            # A blank goes to the run after it: WeasyPrint 70 breaks lines too early where a
            # text that ends with a blank meets an element.
            kept = inner.rstrip(" ")
            blank = " " if len(kept) < len(inner) else ""
            pieces.append(_styled(run, write(kept)))
        return "".join(pieces).lstrip()

    def _running(self, text: str) -> str:
        whole = box_missing(with_powers(clean(text)), self._missing)
        return _in_stretches(with_no_break_blanks(whole))

    def _lines(self, text: str) -> str:
        cleaned = box_missing(with_powers(clean_lines(text)), self._missing)
        return "<br>".join(_in_stretches(collapse(line)) for line in cleaned.split("\n"))


def _in_stretches(text: str) -> str:
    """Escaped text; a very long one in pieces, a very long word with places to break it.

    The time of line breaking grows with the square of a piece, and faster within one word.
    """
    if len(text) <= _LONG_WORD:
        return _whole(text)
    text = _LONG_WORDS.sub(lambda match: _PLACES.sub("\\g<0>\u200b", match[0]), text)
    if len(text) <= _STRETCH:
        return _whole(text)
    return "".join(f"<span>{_whole(piece)}</span>" for piece in _STRETCHES.findall(text))


def _whole(text: str) -> str:
    """Escaped text in which no line end parts a quarter from its year, or `b/c`."""
    return escape(_STROKE.sub(f"/{WORD_JOINER}", text))


def _styled(run: TextRun, inner: str) -> str:
    if not inner:
        return ""
    inner = f"<i>{inner}</i>" if run.italic else inner
    return f"<b>{inner}</b>" if run.bold else inner
