"""Tables of a document as HTML: fixed column widths, repeated header, rows kept whole unless they
are tall."""

from collections.abc import Iterator

from reports.documents.blocks import Cell, Placed, Table, TableColumn, placed, plain
from reports.documents.inline import InlineHtml
from reports.documents.number_room import fitted_widths, widths
from reports.documents.numbering import index_row

LETTERS, TALL = 95, 20  # in a line across a sheet; lines of a row that parts between two sheets


def is_tall(cells: Placed, columns: tuple[TableColumn, ...]) -> bool:
    """Whether a row may part between two sheets: kept whole it would leave much of one white, or
    the heading of an appendix alone there."""
    shares = widths(columns)
    return any(
        _lines(cell, sum(shares[at : at + cell.colspan])) > TALL for at, cell in cells if cell
    )


def _lines(cell: Cell, share: int) -> int:
    """About how many lines the cell takes at that per cent of a sheet's width."""
    letters = max(LETTERS * share // 100, 1)
    return sum(len(line) // letters + 1 for line in plain(cell.text).splitlines())


def table_html(table: Table, inline: InlineHtml, room: float) -> Iterator[str]:
    """The pieces of the table's HTML over `room` millimetres, caption first."""
    if table.caption:
        yield f'<p class="doc-caption">{inline.line(table.caption)}</p>'
    if table.unit:
        yield f'<p class="doc-unit">{inline.line(table.unit_line)}</p>'
    # A narrow screen scrolls the table sideways, also from the keyboard.
    name = inline.line(table.caption) or "Bảng"
    yield f'<div class="doc-scroll" tabindex="0" role="group" aria-label="{name}">'
    yield f'<table class="doc-table doc-size-{table.font_size}"><colgroup>'
    yield from (f'<col width="{width}%">' for width in fitted_widths(table, room))
    yield "</colgroup><thead>"
    width = len(table.columns)
    for _, cells in placed(table.header, width):
        yield _row_html(cells, table, inline, "th")
    if table.has_index_row:
        for _, cells in placed([index_row(table)], width):
            yield _row_html(cells, table, inline, "td", "doc-index")
    yield "</thead><tbody>"
    if not table.rows:
        empty = Cell(table.empty_text, colspan=width, align="center")
        yield _row_html([(0, empty)], table, inline, "td")
    yield from _body_html(table, inline)
    yield "</tbody></table></div>"


def _body_html(table: Table, inline: InlineHtml) -> Iterator[str]:
    spanned = 0  # rows that a cell above still covers: they stay on one page with it
    for row, cells in placed(table.rows, len(table.columns)):
        spanned = max(spanned, *(cell.rowspan for _, cell in cells if cell), 0)
        spanned -= 1
        css_class = "" if row.kind == "normal" else f"doc-{row.kind}"
        if row.kind == "group" or spanned > 0:
            css_class = f"{css_class} doc-keep".strip()
        elif is_tall(cells, table.columns):
            css_class = f"{css_class} doc-tall".strip()
        yield _row_html(cells, table, inline, "td", css_class)


def _row_html(
    cells: Placed, table: Table, inline: InlineHtml, tag: str, css_class: str = ""
) -> str:
    begin = f'<tr class="{css_class}">' if css_class else "<tr>"
    drawn = (_cell_html(cell, table.columns[at], inline, tag) for at, cell in cells if cell)
    return f"{begin}{''.join(drawn)}</tr>"


def _cell_html(cell: Cell, column: TableColumn, inline: InlineHtml, tag: str) -> str:
    align = cell.align or ("left" if cell.colspan > 1 else column.align)
    classes = [] if tag == "th" or align == "left" else [f"doc-{align}"]
    if cell.bold and tag == "td":
        classes.append("doc-bold")
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f"<{tag}{named}{spans}>{inline.cell(cell.text)}</{tag}>"
