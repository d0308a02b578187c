"""A state as a tile or a dot: drawn in Python, since a board holds some two hundred of them.

Whatever stands in them is escaped here, and an address that could run a script is not linked.
"""

import re
from collections.abc import Iterable
from html import escape as escape_text
from typing import NamedTuple

from django.utils.safestring import SafeString

# State → the words a reader hears; the class of the shape is the state with hyphens.
STATE_WORDS = {
    "met": "đạt",
    "by_plan": "đạt theo kế hoạch, chưa có chỉ tiêu",
    "partial": "đang làm",
    "not_met": "chưa đạt",
    "contradicting": "không khớp số liệu",
    "unknown": "chưa rõ",
    "not_applicable": "không áp dụng",
}
TILE_SIZES = {"": "", "sm": " tile-sm", "lg": " tile-lg"}

_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Browsers drop these inside a scheme, so `java<TAB>script:` would run.
_IGNORED_IN_URLS = re.compile(r"[\x00-\x20\x7f]+")


def is_safe_url(url: object) -> bool:
    """Whether following the address cannot run a script: relative, http(s), mailto or tel."""
    text = str(url)
    if text[:1] == "/":  # our own addresses: what follows the stroke is no scheme
        return True
    bare = _IGNORED_IN_URLS.sub("", text)
    head, colon, _ = bare.partition(":")
    if not colon or any(mark in head for mark in "/?#"):
        return True
    return head.lower() in _SAFE_SCHEMES


def _words(label: object, state: str) -> str:
    """`Văn hóa: đang làm`, escaped for an attribute."""
    if state not in STATE_WORDS:
        raise ValueError(f"Unknown state {state!r}; one of {', '.join(STATE_WORDS)}")
    text = escape_text(str(label))
    return f"{text}: {STATE_WORDS[state]}" if text else STATE_WORDS[state]


def tile(
    number: object,
    state: str,
    *,
    label: object,
    href: object = None,
    is_new: bool = False,
    size: str = "",
) -> SafeString:
    """A criterion's number in the shape of its state; `label` names the criterion.

    The accessible name says number, label, state and whether it has just changed.
    """
    words = _words(label, state)
    shown = "" if number is None else escape_text(str(number))
    name = f"{escape_text(str(number))}. {words}" if shown else words
    if is_new:
        name += ", mới thay đổi"
    css = f"tile tile-{state.replace('_', '-')}{TILE_SIZES[size]}{' tile-new' if is_new else ''}"
    common = f'class="{css}" aria-label="{name}" title="{name}"'
    if href is not None and is_safe_url(href):
        return SafeString(f'<a {common} href="{escape_text(str(href))}">{shown}</a>')
    return SafeString(f'<span {common} role="img">{shown}</span>')


class Tile(NamedTuple):
    """A tile of a board: what `tile` draws it from."""

    number: int
    state: str
    label: str
    href: str
    is_new: bool = False


def tiles(items: Iterable[Tile], *, size: str = "") -> SafeString:
    """A row of tiles, as a list."""
    drawn = (
        tile(t.number, t.state, label=t.label, href=t.href, is_new=t.is_new, size=size)
        for t in items
    )
    return SafeString(f'<ul class="tiles">{"".join(f"<li>{one}</li>" for one in drawn)}</ul>')


def tile_legend() -> SafeString:
    """What the shapes of tiles and dots mean."""
    signs = [
        f'<li><span class="tile tile-{state.replace("_", "-")}" aria-hidden="true"></span>'
        f"{words.capitalize()}</li>"
        for state, words in STATE_WORDS.items()
        if state != "not_applicable"  # no criterion is: a dot alone
    ]
    return SafeString(
        f'<ul class="legend" aria-label="Chú giải ô trạng thái">{"".join(signs)}</ul>'
    )


def dot(state: str, label: object) -> SafeString:
    """An indicator's small sign by the same rule as the tile, with its words as name."""
    name = _words(label, state)
    css = state.replace("_", "-")
    return SafeString(
        f'<span class="dot dot-{css}" role="img" aria-label="{name}" title="{name}"></span>'
    )


_DOT_OPEN = {s: f'<span class="dot dot-{s.replace("_", "-")}" title="' for s in STATE_WORDS}


def dots(items: Iterable[tuple[str, object]], *, noun: str = "chỉ tiêu") -> SafeString:
    """Several (state, label) signs in a row under one name: `3 chỉ tiêu: 2 đạt, 1 chưa rõ`."""
    counts: dict[str, int] = {}
    signs = []
    for state, label in items:
        name = _words(label, state)
        counts[state] = counts.get(state, 0) + 1
        signs.append(f'{_DOT_OPEN[state]}{name}"></span>')
    if not signs:
        return SafeString("")
    counted = ", ".join(f"{counts[s]} {words}" for s, words in STATE_WORDS.items() if s in counts)
    name = f"{len(signs)} {escape_text(noun)}: {counted}"
    return SafeString(f'<span class="dots" role="img" aria-label="{name}">{"".join(signs)}</span>')
