"""One heading merged over several columns: `Họ và tên` above `Nguyễn Văn` and `An`."""

from collections.abc import Sequence
from typing import Any

from ntm_project.common.tables.book import Sheet
from ntm_project.common.tables.values import text_of


def join_parts(rows: list[list[Any]], start: int, words: Sequence[str], sheet: Sheet) -> None:
    """Joins the cells below a heading that is merged over columns without a heading of their
    own."""
    for top, left, bottom, right in sheet.merges:
        if right == left or not top < start <= bottom + 1 or left >= len(words) or not words[left]:
            continue
        if any(words[left + 1 : right + 1]):
            continue
        for row in rows[start:]:
            _join(row, left, right)


def _join(row: list[Any], left: int, right: int) -> None:
    parts = [cell for cell in row[left : right + 1] if text_of(cell)]
    if left < len(row) and parts:
        whole = " ".join(map(text_of, parts)) if len(parts) > 1 else parts[0]
        row[left : right + 1] = [whole, *[""] * (len(row[left : right + 1]) - 1)]
