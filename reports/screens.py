"""The projector: one assessment per screen, large enough for the last row."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from reports import links, tables
from reports.queries.boards import AssessmentBoard, Board, CriterionRow
from villages.models import Unit


@dataclass(frozen=True)
class Screen:
    """One assessment, and the way to the one before and after it."""

    card: tables.Card
    tiles: SafeString
    rows: tuple[CriterionRow, ...]
    number: int
    count: int
    previous_url: str
    next_url: str
    close_url: str
    overdue: int
    open: int


def screen_of(made: Board, unit: Unit, asked: Any) -> Screen:
    """The screen that `?muc=` names (1 for the first); an impossible number gives the nearest."""
    count = len(made.boards)
    text = asked.get("muc", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    number = min(max(number, 1), count)
    kept = {key: asked.get(key) for key in ("nam", "ngay", "so_voi")}

    def to(n: int) -> str:
        return links.board(unit.pk, **kept, trinh_chieu=1, muc=n) if 1 <= n <= count else ""

    shown: AssessmentBoard = made.boards[number - 1]
    return Screen(
        card=tables.assessment_card(shown),
        tiles=tables.tiles_of(shown.rows, size="lg"),
        rows=shown.remaining,
        number=number,
        count=count,
        previous_url=to(number - 1),
        next_url=to(number + 1),
        close_url=links.board(unit.pk, **kept),
        overdue=shown.overdue,
        open=shown.open,
    )
