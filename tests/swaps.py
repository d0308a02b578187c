"""What htmx does with an answer, done to the text of a page: the target and what is out of band."""

import re
from html.parser import HTMLParser

_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr", "path", "source"}


class _Finder(HTMLParser):
    """Finds where the element with an id begins and ends in the text."""

    def __init__(self, text: str, wanted: str) -> None:
        super().__init__(convert_charrefs=False)
        self.wanted, self.span = wanted, None
        self._open: list[tuple[str, int | None]] = []
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            start = self._at() if dict(attrs).get("id") == self.wanted else None
            self._open.append((tag, start))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, start = self._open.pop()
            if name == tag:
                if start is not None:
                    self.span = (start, self._at() + len(f"</{tag}>"))
                return


def element(text: str, wanted: str) -> str:
    """The text of the element with the id; KeyError when there is none."""
    span = _Finder(text, wanted).span
    if span is None:
        raise KeyError(wanted)
    return text[span[0] : span[1]]


def swapped(page: str, answer: str, target: str) -> str:
    """The page after htmx: the target gives way to the answer, out-of-band pieces to their like."""
    for wanted in re.findall(r'<\w+ hx-swap-oob="true"[^>]*? id="([^"]+)"', answer):
        piece = element(answer, wanted)
        answer = answer.replace(piece, "")
        page = page.replace(element(page, wanted), piece.replace(' hx-swap-oob="true"', "", 1))
    return page.replace(element(page, target), _without_token(answer.strip()))


def settled(page: str) -> str:
    """The content of a page without what differs from one request to the next."""
    return _without_token(page[page.index('<main id="content"') : page.index("</main>")])


def _without_token(text: str) -> str:
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", text)
