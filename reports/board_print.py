"""A commune's board on one A4 page, landscape: what a committee holds in its hands."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from reports.boards.page import CommunePage
from reports.boards.rows import CriterionRow

_SHEET = Path(__file__).parent / "static" / "reports" / "document" / "board.css"
# In millimetres of a page of 190: what stands fixed (head, figures, heads of the matrix, legend,
# foot), a row of the matrix, the head of the list below, a row of it, and a line of its text.
HEIGHT, FIXED, UNIT_ROW, LEFT_HEAD, LEFT_ROW, LINE = 190, 80, 8.6, 16, 6.6, 3.1
MOST_UNITS, CHART = 9, 50
# How many letters of a criterion's name, of its leaders and of an obstacle fit a line.
LETTERS = (24, 20, 41)
MOST_LETTERS = 240  # of an obstacle, as in the papers of a meeting; the rest is on the screen


def _styles() -> tuple[str, ...]:
    """The shapes of tiles as on the screen, and the sheet."""
    figures = Path(settings.BASE_DIR) / "static" / "css" / "figures.css"
    return figures.read_text(encoding="utf-8"), _SHEET.read_text(encoding="utf-8")


def _fitting(remaining: Sequence[CriterionRow], height: float) -> int:
    """How many of the rows, from the first on, the height holds."""
    for n, row in enumerate(remaining):
        texts = (row.criterion.name, row.led_by, row.work.obstacle[:MOST_LETTERS])
        lines = max(ceil(len(text) / most) for text, most in zip(texts, LETTERS, strict=True))
        height -= max(LEFT_ROW, 1.6 + lines * LINE)
        if height < 0:
            return n
    return len(remaining)


def board_sheet(page: CommunePage, context: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The page and its styles; what does not fit is counted in words."""
    matrix = page.matrix
    rows = [row._replace(note=row.note.partition(" · ")[0]) for row in matrix["rows"]]
    matrix["rows"] = rows[:MOST_UNITS]
    shown = len(matrix["rows"])
    remaining = page.board.boards[0].remaining if page.board.boards else []
    below = HEIGHT - FIXED - shown * UNIT_ROW
    room = _fitting(remaining, below - LEFT_HEAD)
    context = {
        **context,
        "page": page,
        "matrix": matrix,
        "more_units": len(rows) - shown,
        "remaining": remaining[:room],
        "most_letters": MOST_LETTERS,
        "more": len(remaining) - room,
        "curve": page.board.curve if below > CHART else None,
    }
    html = render_to_string("reports/board_print.html", context)
    return html, (*_styles(), f".below {{ height: {int(below)}mm; }}")
