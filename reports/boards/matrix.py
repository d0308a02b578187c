"""A commune's board as a matrix: its units down, their fields of work across."""

from collections.abc import Sequence
from datetime import date

from ntm_project.common.blanks import DASH
from ntm_project.common.dates import format_day
from ntm_project.common.draw.tiles import End, MatrixHead, MatrixRow, Tile
from reports import links
from reports.boards.board import Board
from reports.boards.fields import ORDER, field_of
from reports.boards.figures import Figures
from reports.boards.heirs import ended_note
from reports.boards.rows import AssessmentBoard
from villages.nouns import nouns_of

FIRST = MatrixHead("Đơn vị, mức phấn đấu")


def matrix_of(board: Board, figures: Figures, unit_pk: int, without: int) -> dict[str, object]:
    """What `matrix` draws: each assessment under the fields that any of them has, then how many
    villages have none."""
    used = {field_of(r.criterion.name) for one in board.boards for r in one.rows}
    columns = [field for field in ORDER if field in used]
    ends = [MatrixHead("Đạt")] + ([MatrixHead("Thay đổi")] if board.compared_to else [])
    rows = [_row(one, columns, figures, board) for one in board.boards]
    if without:
        words = f"chưa lập đánh giá năm {board.record.year}"
        url = links.address("villages:unit", unit_pk)
        none = [End(DASH)] * len(ends)
        noun = noun_of_shown(board)
        rows.append(MatrixRow(f"{without} {noun} khác", url, "chưa có mức", (), none, words))
    heads = [MatrixHead(field) for field in columns]
    return {"rows": rows, "first": FIRST, "columns": heads, "ends": ends}


def noun_of_shown(board: Board) -> str:
    """What the villages of a board are called: `xóm`; `thôn` where it shows none."""
    units = [one.assessment.unit for one in board.boards if one.assessment.unit.is_village]
    return nouns_of(units) or "thôn"


def _row(one: AssessmentBoard, columns: Sequence[str], figures: Figures, board: Board) -> MatrixRow:
    cells: dict[str, list[Tile]] = {column: [] for column in columns}
    for row in one.rows:
        cells[field_of(row.criterion.name)].append(row.tile)
    met = figures[f"dat-{one.assessment.pk}"]
    ends = [End(f"{met.n}/{met.total}", met.url, "matrix-met", one.totals.origin)]
    if one.begins_on:
        ends = [unknown_before(one.begins_on)]
    if board.compared_to:
        ends.append(_change(one, figures))
    set_, unit = one.assessment.criteria_set, one.assessment.unit
    ended = ended_note(unit.valid_to, board.record.today)
    old = "bộ cũ, đã lấy kết quả sang bộ mới" if one.is_replaced else ""
    note = " · ".join(filter(None, [set_.short_name, set_.unverified_words, old, ended]))
    return MatrixRow(unit.title_name, one.url, note, list(cells.values()), ends)


def _change(one: AssessmentBoard, figures: Figures) -> End:
    """What came and what was lost; a dash before the first result, when neither is known."""
    if one.begins_on:
        return End(DASH)
    key = one.assessment.pk
    gained, lost = figures[f"moi-dat-{key}"], figures[f"khong-con-dat-{key}"]
    return change_end(gained.n, gained.url, lost.n, lost.url)


def unknown_before(begins_on: date) -> End:
    """How much is met on a day before the first result: nobody knows."""
    return End(DASH, note=f"ghi từ {format_day(begins_on)}")


def change_end(gained: int, gained_url: str, lost: int, lost_url: str) -> End:
    """What came and what was lost, each with its rows."""
    if gained and lost:
        return End(f"+{gained}", gained_url, "tone-green", f"−{lost}", lost_url)
    if lost:
        return End(f"−{lost}", lost_url, "tone-red")
    return End(f"+{gained}", gained_url, "tone-green") if gained else End("0")
