"""Puts htmx fragments into an old page, as a browser does, to compare it with a fresh one."""

import re
from html.parser import HTMLParser

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class _Finder(HTMLParser):
    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.start, self.end = wanted, 0, -1, -1

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if self.start < 0 and dict(attrs).get("id") == self.wanted:
            self.start = self._at()
            self.depth = 1
        elif self.start >= 0 and self.end < 0 and tag not in VOID:
            self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        if self.start < 0 or self.end >= 0 or tag in VOID:
            return
        self.depth -= 1
        if not self.depth:
            self.end = self._at() + len(f"</{tag}>")

    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column


def span_of(page: str, element_id: str) -> tuple[int, int]:
    """Where the element with this id begins and ends in the page."""
    finder = _Finder(element_id)
    finder.lines = [0, *(match.end() for match in re.finditer("\n", page))]
    finder.feed(page)
    assert finder.end > 0, f"no element #{element_id}"
    return finder.start, finder.end


def element(page: str, element_id: str) -> str:
    """The element with this id, with its tags."""
    start, end = span_of(page, element_id)
    return page[start:end]


def swapped(page: str, fragment: str, element_id: str) -> str:
    """The page with one of its elements replaced by that of the fragment."""
    start, end = span_of(page, element_id)
    return page[:start] + element(fragment, element_id) + page[end:]


def settled(page: str) -> str:
    """The page without what differs from one answer to the next: tokens and passing messages."""
    start, end = span_of(page, "messages")
    page = page[:start] + page[end:]
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return re.sub(r'"X-CSRFToken": "[^"]+"', "", page)
