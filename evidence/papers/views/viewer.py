"""Draws the words of a Word or Excel file, escaped, without its looks."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from evidence.papers.files.document_text import Block, Paragraph, Row, Sheet, Table
from ntm_project.common.html import join, tag

CUT = "Tệp còn dài hơn phần hiện ở đây; hãy tải tệp về để xem hết."


def draw_blocks(blocks: Iterable[Block]) -> SafeString:
    """All blocks in their order."""
    return join(_block(block) for block in blocks)


def _block(block: Block) -> SafeString:
    if isinstance(block, Paragraph):
        return tag("p", block.text, class_="words-line")
    if isinstance(block, Table):
        return _table(block.rows, "Bảng trong văn bản")
    if isinstance(block, Sheet):
        name = f"Trang tính {block.name}"
        return join([tag("h3", name), _table(block.rows, name)])
    return tag("p", CUT, class_="muted")


def _table(rows: Iterable[Row], name: str) -> SafeString:
    body = join(tag("tr", join(tag("td", cell) for cell in row)) for row in rows)
    table = tag("table", tag("tbody", body), class_="words-table")
    return tag("div", table, class_="table-box", role="region", aria_label=name, tabindex="0")
