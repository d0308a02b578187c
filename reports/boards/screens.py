"""The projector: one assessment per screen, large enough for the last row."""

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_project.common.answers import number_of
from reports import links
from reports.boards.board import AssessmentBoard, Board
from villages.models import Unit


@dataclass(frozen=True)
class BoardScreen:
    """One assessment, and the way to the one before and after it."""

    board: AssessmentBoard
    number: int
    count: int
    previous_url: str
    next_url: str
    close_url: str


def screen_of(board: Board, unit: Unit, query: Mapping[str, str]) -> BoardScreen:
    """The screen that `?muc=` names (1 for the first); an impossible number gives the nearest."""
    count = len(board.boards)
    number = number_of(query.get("muc"), 3) or 1
    number = min(max(number, 1), count)
    kept = {key: query.get(key) for key in ("nam", "ngay", "so_voi")}

    def to(n: int) -> str:
        return links.board_url(unit.pk, **kept, trinh_chieu=1, muc=n) if 1 <= n <= count else ""

    return BoardScreen(
        board.boards[number - 1],
        number,
        count,
        previous_url=to(number - 1),
        next_url=to(number + 1),
        close_url=links.board_url(unit.pk, **kept),
    )
