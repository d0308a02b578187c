"""Draws small pieces of HTML in Python, fast and escaped, for tables too wide for template tags."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape as escape_text
from typing import Any

from django.utils.safestring import SafeString

from ntm_project.common.draw.tiles import STATE_WORDS, dot, dots, is_safe_url, tile, tile_legend

BADGE_TONES = ("grey", "green", "amber", "red", "blue", "gold")

_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_FORBIDDEN_TAGS = frozenset({"script", "style", "iframe", "object", "embed"})
_URL_ATTRS = frozenset({"href", "src", "action", "formaction"})


def esc(value: object) -> str:
    """The value as HTML text: safe strings as they are, None as nothing, all else escaped."""
    if type(value) is str:
        return escape_text(value)
    if value is None:
        return ""
    if hasattr(value, "__html__"):
        return value.__html__()
    return escape_text(str(value))


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


__all__ = [
    "BADGE_TONES",
    "STATE_WORDS",
    "attributes",
    "badge",
    "dot",
    "dots",
    "esc",
    "is_safe_url",
    "join",
    "link",
    "tag",
    "tile",
    "tile_legend",
]
