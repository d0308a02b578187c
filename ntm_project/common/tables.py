"""Tables as data: one list of columns feeds the page, its htmx row, and the spreadsheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escape_text
from html import unescape
from typing import Any, Generic, TypeVar

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from ntm_project.common.html import attributes, esc

Row = TypeVar("Row")

ALIGNMENTS = {"": "", "end": "align-end", "center": "align-center"}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: how a row is drawn in it, and what a spreadsheet writes.

    `align` is "", "end" (numbers) or "center". Without `text` the spreadsheet gets the cell's
    words without its tags. A column without a label keeps its cells unlabelled on a phone.
    """

    key: str
    label: str
    cell: Callable[[Row], object]
    align: str = ""
    css: str = ""
    text: Callable[[Row], object] | None = None
    is_row_header: bool = False

    def plain(self, row: Row) -> object:
        """The cell's value for a spreadsheet, without HTML."""
        if self.text is not None:
            return self.text(row)
        drawn = self.cell(row)
        if hasattr(drawn, "__html__"):
            return unescape(strip_tags(str(drawn)))
        return drawn

    @property
    def class_names(self) -> str:
        return " ".join(name for name in (ALIGNMENTS[self.align], self.css) if name)


def render_table(
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    *,
    caption: str,
    row_id: Callable[[Row], str] | None = None,
    row_class: Callable[[Row], str] | None = None,
    row_attrs: Callable[[Row], Mapping[str, Any]] | None = None,
    empty: str = "Chưa có dòng nào.",
    body_id: str = "",
    show_caption: bool = False,
) -> SafeString:
    """The whole table in a box that scrolls by itself; on a phone each row becomes a card.

    `caption` names the table for a screen reader and is shown when asked. `empty` stands in the
    only row when there are none.
    """
    draw = _row_drawer(columns, row_id, row_class, row_attrs)
    name = escape_text(caption)
    head = "".join(_head_cell(column) for column in columns)
    body = "".join(draw(row) for row in rows)
    if not body:
        body = (
            f'<tr class="row-empty"><td class="table-empty" colspan="{len(columns)}">'
            f"{esc(empty)}</td></tr>"
        )
    hidden = "" if show_caption else ' class="visually-hidden"'
    anchor = f' id="{escape_text(body_id)}"' if body_id else ""
    return mark_safe(
        f'<div class="table-box" role="region" aria-label="{name}" tabindex="0">'
        f'<table class="table-plain table-cards"><caption{hidden}>{name}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody{anchor}>{body}</tbody></table></div>"
    )


def render_row(
    columns: Sequence[Column[Row]],
    row: Row,
    *,
    row_id: Callable[[Row], str] | None = None,
    row_class: Callable[[Row], str] | None = None,
    row_attrs: Callable[[Row], Mapping[str, Any]] | None = None,
) -> SafeString:
    """One row exactly as `render_table` draws it, for an htmx swap."""
    return mark_safe(_row_drawer(columns, row_id, row_class, row_attrs)(row))


def plain_rows(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterable[list[object]]:
    """The heading and then each row as plain values, for a spreadsheet."""
    yield [column.label for column in columns]
    for row in rows:
        yield [column.plain(row) for column in columns]


def _head_cell(column: Column[Any]) -> str:
    return _heading(column.label, column.class_names)


@lru_cache(maxsize=1024)
def _heading(words: str, class_names: str) -> str:
    label = escape_text(words)
    css = f' class="{escape_text(class_names)}"' if class_names else ""
    # A heading without a word would be an empty header; a plain cell tells no lie.
    return f'<th scope="col"{css}>{label}</th>' if label else f"<td{css}></td>"


def _row_drawer(
    columns: Sequence[Column[Row]],
    row_id: Callable[[Row], str] | None,
    row_class: Callable[[Row], str] | None,
    row_attrs: Callable[[Row], Mapping[str, Any]] | None,
) -> Callable[[Row], str]:
    """A function from row to `<tr>`, with all that does not depend on the row made once."""
    frames = [(column.cell, *_cell_frame(column)) for column in columns]

    def draw(row: Row) -> str:
        attrs: dict[str, Any] = {}
        if row_id is not None:
            attrs["id"] = row_id(row)
        if row_class is not None and (css := row_class(row)):
            attrs["class_"] = css
        if row_attrs is not None:
            attrs.update(row_attrs(row))
        opening = f"<tr{attributes(**attrs)}>" if attrs else "<tr>"
        cells = "".join([f"{before}{esc(cell(row))}{after}" for cell, before, after in frames])
        return f"{opening}{cells}</tr>"

    return draw


def _cell_frame(column: Column[Any]) -> tuple[str, str]:
    return _frame(column.label, column.class_names, column.is_row_header)


@lru_cache(maxsize=1024)
def _frame(words: str, class_names: str, is_row_header: bool) -> tuple[str, str]:
    css = f' class="{escape_text(class_names)}"' if class_names else ""
    if is_row_header:
        return f'<th scope="row"{css}>', "</th>"
    label = f' data-label="{escape_text(words)}"' if words else ""
    return f"<td{css}{label}>", "</td>"
