"""A state as a tile or a dot: drawn in Python, since a board holds some two hundred of them.

Whatever stands in them is escaped here, and an address that could run a script is not linked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape as escape_text
from typing import NamedTuple

from django.utils.safestring import SafeString

# State → the words a reader hears; the class of the shape is the state with hyphens.
STATE_WORDS = {
    "met": "đạt",
    "by_plan": "đạt theo kế hoạch, chưa có số liệu",
    "partial": "đang làm",
    "not_met": "chưa đạt",
    "contradicting": "không khớp số liệu",
    "unknown": "chưa rõ",
    "not_applicable": "không áp dụng",
}
NEW, LOST = "mới đạt", "không còn đạt"
# Of a tile that counts communes: how many of them meet, and which way their number moved.
SHARE_WORDS = {
    "met": "mọi xã đạt",
    "partial": "một phần số xã đạt",
    "not_met": "chưa xã nào đạt",
    "unknown": "chưa rõ",
}
MORE, FEWER = "thêm xã đạt", "bớt xã đạt"
TILE_SIZES = {"": "", "md": " tile-md", "sm": " tile-sm", "lg": " tile-lg"}

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


def _words(label: object, state: str, known: Mapping[str, str] = STATE_WORDS) -> str:
    """`Văn hóa: đang làm`, escaped for an attribute."""
    if state not in known:
        raise ValueError(f"Unknown state {state!r}; one of {', '.join(known)}")
    text = str(label)
    return f"{escape_text(text)}: {known[state]}" if text else known[state]


def tile(
    number: object,
    state: str,
    *,
    label: object,
    href: object = None,
    is_new: bool = False,
    is_lost: bool = False,
    size: str = "",
    is_share: bool = False,
) -> SafeString:
    """A criterion's number in the shape of its state; `label` names the criterion. Of a share, the
    percentage of communes that meet it.

    The accessible name gives number, label, state and whether it is newly met or no longer is.
    """
    words = _words(label, state, SHARE_WORDS if is_share else STATE_WORDS)
    shown = "" if number is None else escape_text(str(number))
    name = f"{shown}. {words}" if shown else words
    if is_new or is_lost:
        gained, lost = (MORE, FEWER) if is_share else (NEW, LOST)
        name += f", {gained if is_new else lost}"
    css = f"tile tile-{state.replace('_', '-')}{TILE_SIZES[size]}"
    css += " tile-new" if is_new else " tile-lost" if is_lost else ""
    css += " tile-share" if is_share else ""
    common = f'class="{css}" aria-label="{name}" title="{name}"'
    if href is not None and is_safe_url(href):
        return SafeString(f'<a {common} href="{escape_text(str(href))}">{shown}</a>')
    return SafeString(f'<span {common} role="img">{shown}</span>')


class Tile(NamedTuple):
    """A tile of a board: what `tile` draws it from."""

    number: int | str
    state: str
    label: str
    href: str | None
    is_new: bool = False
    is_lost: bool = False
    is_share: bool = False


def tiles(items: Iterable[Tile], *, size: str = "") -> SafeString:
    """A row of tiles, as a list."""
    drawn = (
        tile(
            t.number,
            t.state,
            label=t.label,
            href=t.href,
            is_new=t.is_new,
            is_lost=t.is_lost,
            size=size,
        )
        for t in items
    )
    return SafeString(f'<ul class="tiles">{"".join(f"<li>{one}</li>" for one in drawn)}</ul>')


def tile_legend(*, is_compared: bool = False, is_share: bool = False) -> SafeString:
    """What the shapes of tiles and dots mean, or of tiles that are shares; where days are compared,
    the marks of change too."""
    new, lost = (MORE, FEWER) if is_share else (NEW, LOST)
    signs = [
        f'<li><span class="tile tile-{state.replace("_", "-")}" aria-hidden="true"></span>'
        f"{words.capitalize()}</li>"
        for state, words in (SHARE_WORDS if is_share else STATE_WORDS).items()
        if state != "not_applicable"  # no criterion is: a dot alone
    ]
    if is_compared:
        signs += [
            f'<li><span class="mark mark-{css}" aria-hidden="true"></span><strong>'
            f"{words.capitalize()}</strong></li>"
            for css, words in (("new", new), ("lost", lost))
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


class End(NamedTuple):
    """A figure in the last columns of a matrix, with its rows behind it; `note` stands below it, a
    figure too where it leads to rows of its own."""

    text: str
    href: str = ""
    css: str = ""
    note: str = ""
    note_href: str = ""


class MatrixRow(NamedTuple):
    """A unit of a matrix: its name, the tiles of each column, what stands at the end.

    `words` stand across all columns where there are no tiles.
    """

    name: str
    href: str
    note: str
    cells: Sequence[Sequence[Tile]]
    ends: Sequence[End]
    words: str = ""


class MatrixHead(NamedTuple):
    """The head of a column; with `href` it sorts, and `mark` shows how it is sorted."""

    text: str
    number: str = ""
    href: str = ""
    aria: str = ""
    mark: str = ""
    css: str = ""


def matrix(
    rows: Iterable[MatrixRow],
    *,
    first: MatrixHead,
    columns: Sequence[MatrixHead],
    ends: Sequence[MatrixHead],
    foot: MatrixRow | None = None,
) -> SafeString:
    """Head, body and foot of a table of tiles: units down, criteria or fields across."""
    heads = _head(first, "matrix-unit")
    heads += "".join(_head(head, "matrix-field") for head in columns)
    heads += "".join(_head(head, "align-end") for head in ends)
    body = "".join(_matrix_row(row, len(columns)) for row in rows)
    last = ""
    if foot:
        cells = "".join(_end(cell) for cell in foot.ends)
        last = f'<tfoot><tr><th scope="row">{escape_text(foot.name)}</th>{cells}</tr></tfoot>'
    return SafeString(f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{last}")


def _head(head: MatrixHead, css: str) -> str:
    number = f"<b>{escape_text(head.number)}</b> " if head.number else ""
    mark = f' <span aria-hidden="true">{escape_text(head.mark)}</span>' if head.mark else ""
    words = f"<span>{number}{escape_text(head.text)}{mark}</span>"
    if head.href and is_safe_url(head.href):
        sorted_css = "sort is-sorted" if head.aria else "sort"
        words = f'<a class="{sorted_css}" href="{escape_text(head.href)}">{words}</a>'
    aria = f' aria-sort="{escape_text(head.aria)}"' if head.aria else ""
    return f'<th scope="col" class="{css}"{aria}>{words}</th>'


def _matrix_row(row: MatrixRow, columns: int) -> str:
    name = escape_text(row.name)
    if row.href and is_safe_url(row.href):
        name = f'<a href="{escape_text(row.href)}">{name}</a>'
    note = f'<span class="board-note">{escape_text(row.note)}</span>' if row.note else ""
    if row.words:
        words = escape_text(row.words)
        cells = f'<td class="matrix-none" colspan="{columns}"><span>{words}</span></td>'
    else:
        cells = "".join(f"<td>{''.join(map(_matrix_tile, cell))}</td>" for cell in row.cells)
    ends = "".join(_end(cell) for cell in row.ends)
    return f'<tr><th scope="row">{name}{note}</th>{cells}{ends}</tr>'


def _matrix_tile(t: Tile) -> str:
    return tile(
        t.number, t.state, label=t.label, href=t.href, is_new=t.is_new, is_lost=t.is_lost,
        size="md", is_share=t.is_share,
    )  # fmt: skip


def _end(cell: End) -> str:
    words, note = _figure(cell.text, cell.href), _figure(cell.note, cell.note_href)
    note = f'<span class="board-note">{note}</span>' if note else ""
    css = f' class="align-end {escape_text(cell.css)}"' if cell.css else ' class="align-end"'
    return f"<td{css}>{words}{note}</td>"


def _figure(text: str, href: str) -> str:
    words = escape_text(text)
    if text and href and is_safe_url(href):
        return f'<a data-figure href="{escape_text(href)}">{words}</a>'
    return words
