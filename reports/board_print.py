"""A commune's board on one A4 page, landscape: what a committee holds in its hands."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from reports.boards.page import CommunePage

_SHEET = Path(__file__).parent / "static" / "reports" / "document" / "board.css"
# In millimetres of a page of 190: what stands fixed (head, figures, heads of the matrix, legend,
# foot), a row of the matrix, what a row of the list below takes beside its own head.
HEIGHT, FIXED, UNIT_ROW, LEFT_ROW, LEFT_HEAD = 190, 80, 8.6, 6.6, 16
MOST_UNITS, CHART = 9, 50


@lru_cache(maxsize=1)
def _styles() -> tuple[str, ...]:
    """The shapes of tiles as on the screen, and the sheet."""
    figures = Path(settings.BASE_DIR) / "static" / "css" / "figures.css"
    return figures.read_text(encoding="utf-8"), _SHEET.read_text(encoding="utf-8")


def board_sheet(page: CommunePage, context: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The page and its styles; what does not fit is counted in words."""
    matrix = page.matrix
    rows = [row._replace(note=row.note.partition(" · ")[0]) for row in matrix["rows"]]
    matrix["rows"] = rows[:MOST_UNITS]
    shown = len(matrix["rows"])
    remaining = page.board.boards[0].remaining if page.board.boards else []
    below = HEIGHT - FIXED - shown * UNIT_ROW
    room = int((below - LEFT_HEAD) / LEFT_ROW)
    context = {
        **context,
        "page": page,
        "matrix": matrix,
        "more_units": len(rows) - shown,
        "remaining": remaining[:room],
        "more": max(len(remaining) - room, 0),
        "curve": page.board.curve if below > CHART else None,
    }
    html = render_to_string("reports/board_print.html", context)
    return html, (*_styles(), f".below {{ height: {int(below)}mm; }}")
