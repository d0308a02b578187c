"""Draws small pieces of HTML in Python, fast and escaped, for tables too wide for template tags."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape as escape_text
from typing import Any

from django.utils.safestring import SafeString

BADGE_TONES = ("grey", "green", "amber", "red", "blue", "gold")

# State → the words a reader hears; the class of the shape is the state with hyphens.
STATE_WORDS = {
    "met": "đạt",
    "partial": "đang làm",
    "not_met": "chưa đạt",
    "contradicting": "báo đạt nhưng trái số liệu",
    "unknown": "chưa rõ",
    "not_applicable": "không áp dụng",
}
TILE_SIZES = {"": "", "sm": " tile-sm", "lg": " tile-lg"}

_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_FORBIDDEN_TAGS = frozenset({"script", "style", "iframe", "object", "embed"})
_URL_ATTRS = frozenset({"href", "src", "action", "formaction"})
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Browsers drop these inside a scheme, so `java<TAB>script:` would run.
_IGNORED_IN_URLS = re.compile(r"[\x00-\x20\x7f]+")


def esc(value: object) -> str:
    """The value as HTML text: safe strings as they are, None as nothing, all else escaped."""
    if type(value) is str:
        return escape_text(value)
    if value is None:
        return ""
    if hasattr(value, "__html__"):
        return value.__html__()
    return escape_text(str(value))


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


@lru_cache(maxsize=512)
def _attribute_name(keyword: str) -> str:
    name = keyword.rstrip("_").replace("_", "-").lower()
    if not _NAME.match(name) or name == "style" or name.startswith("on"):
        raise ValueError(f"Not an attribute this program writes: {keyword!r}")
    return name


def attributes(**attrs: Any) -> SafeString:
    """` name="value"` for each keyword: `class_` is class, `hx_get` hx-get; None and False go.

    True gives the bare name. Raises ValueError on style, on… handlers and unsafe addresses.
    """
    written = []
    for keyword, value in attrs.items():
        if value is None or value is False:
            continue
        name = _attribute_name(keyword)
        if value is True:
            written.append(f" {name}")
            continue
        if name in _URL_ATTRS and not is_safe_url(value):
            raise ValueError(f"Not an address this program links to: {value!r}")
        # A safe string may hold quotes: inside an attribute everything is escaped again.
        written.append(f' {name}="{escape_text(str(value))}"')
    return SafeString("".join(written))


@lru_cache(maxsize=128)
def _check_element(name: str) -> None:
    if not _NAME.match(name) or name in _FORBIDDEN_TAGS:
        raise ValueError(f"Not an element this program writes: {name!r}")


def tag(name: str, content: object = "", **attrs: Any) -> SafeString:
    """One element with escaped content; raises ValueError on script, style and odd names."""
    _check_element(name)
    opening = f"<{name}{attributes(**attrs)}>" if attrs else f"<{name}>"
    return SafeString(opening if name in _VOID else f"{opening}{esc(content)}</{name}>")


def join(parts: Iterable[object], separator: object = "") -> SafeString:
    """The parts one after another, each escaped unless safe; None is left out."""
    return SafeString(esc(separator).join(esc(part) for part in parts if part is not None))


def link(url: object, text: object, **attrs: Any) -> SafeString:
    """A link; the text alone when following the address could run a script."""
    if not is_safe_url(url):
        return SafeString(esc(text))
    return tag("a", text, href=url, **attrs)


def badge(text: object, tone: str = "grey") -> SafeString:
    """A short word on a soft colour; raises ValueError on an unknown tone."""
    if tone not in BADGE_TONES:
        raise ValueError(f"Unknown tone {tone!r}; one of {', '.join(BADGE_TONES)}")
    return SafeString(f'<span class="badge badge-{tone}">{esc(text)}</span>')


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
    shown = esc(number)
    name = f"{escape_text(str(number))}. {words}" if shown else words
    if is_new:
        name += ", mới thay đổi"
    css = f"tile tile-{state.replace('_', '-')}{TILE_SIZES[size]}{' tile-new' if is_new else ''}"
    common = f'class="{css}" aria-label="{name}" title="{name}"'
    if href is not None and is_safe_url(href):
        return SafeString(f'<a {common} href="{escape_text(str(href))}">{shown}</a>')
    return SafeString(f'<span {common} role="img">{shown}</span>')


@lru_cache(maxsize=1)
def tile_legend() -> SafeString:
    """What the shapes of tiles and dots mean."""
    shown = {
        "met": "Đạt",
        "partial": "Đang làm",
        "not-met": "Chưa đạt",
        "contradicting": "Trái số liệu",
        "unknown": "Chưa rõ",
    }
    signs = [
        f'<li><span class="tile tile-{shape}" aria-hidden="true"></span>{words}</li>'
        for shape, words in shown.items()
    ]
    return tag(
        "ul", SafeString("".join(signs)), class_="legend", aria_label="Chú giải ô trạng thái"
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
    told = ", ".join(f"{counts[s]} {words}" for s, words in STATE_WORDS.items() if s in counts)
    name = f"{len(signs)} {escape_text(noun)}: {told}"
    return SafeString(f'<span class="dots" role="img" aria-label="{name}">{"".join(signs)}</span>')
