"""The cards, tables and lists of the boards, drawn by the cell renderer from plain rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from django.utils.safestring import SafeString

from ntm_project.common.dates import format_day
from ntm_project.common.draw.charts import progress_line
from ntm_project.common.html import badge, dots, esc, join, link, tile
from ntm_project.common.tables import Column, render_table
from reports import checks, links
from reports.queries.boards import AssessmentBoard, Board, CriterionRow, Curve
from reports.queries.record import OpenTask
from villages.models import Unit


def linked(url: str, content: object, **attrs: object) -> object:
    """The content as a link, or alone where there is no page to lead to."""
    return link(url, content, **attrs) if url else content


@dataclass(frozen=True)
class Card:
    """One assessment on the board."""

    title: str
    note: str
    url: str
    met: int
    total: int
    tiles: SafeString
    badges: SafeString


def tiles_of(rows: Iterable[CriterionRow], *, size: str = "") -> SafeString:
    """The criteria as a row of tiles."""
    drawn = []
    for row in rows:
        sign = tile(
            row.criterion.number,
            row.state,
            label=row.label,
            href=row.url or None,
            is_new=row.is_new,
            size=size,
        )
        drawn.append(f"<li>{sign}</li>")
    return SafeString(f'<ul class="tiles">{"".join(drawn)}</ul>')


def assessment_card(board: AssessmentBoard, compared_to: date | None = None) -> Card:
    """Title, figures, tiles and the badges that say what needs a person."""
    assessment = board.assessment
    note = assessment.criteria_set.legal_basis
    if assessment.target_on:
        note += f" · phấn đấu {format_day(assessment.target_on)}"
    return Card(
        title=f"{assessment.unit.title_name} · {assessment.criteria_set.short_name}",
        note=note,
        url=links.address("reports:assessment", assessment.pk),
        met=board.met,
        total=board.total,
        tiles=tiles_of(board.rows),
        badges=join(_badges(board, compared_to), " "),
    )


def _badges(board: AssessmentBoard, compared_to: date | None) -> list[object]:
    assessment = board.assessment
    tasks = {"danh_gia": assessment.pk}
    made: list[object] = []
    if compared_to and board.newly_met is not None:
        made.append(_change_badge(board, compared_to))
    made.append(badge(f"{board.indicators_met}/{board.indicators} chỉ tiêu đạt"))
    if board.not_judged:
        made.append(badge(f"{board.not_judged} chỉ tiêu chưa đánh giá"))
    if board.contradicting:
        made.append(badge(f"{board.contradicting} chỉ tiêu trái số liệu", "red"))
    if board.overdue:
        url = links.tasks(**tasks, qua_han=1)
        made.append(linked(url, badge(f"{board.overdue} việc quá hạn", "red")))
    if board.open:
        made.append(linked(links.tasks(**tasks), badge(f"{board.open} việc chưa xong", "amber")))
    if board.not_given:
        made.append(badge(f"{board.not_given} việc chưa giao ai", "amber"))
    if board.inferred:
        made.append(badge(f"{board.inferred} tiêu chí suy ra", "blue"))
    if unverified := assessment.criteria_set.unverified_words:
        made.append(badge(unverified, "amber"))
    return made


def _change_badge(board: AssessmentBoard, compared_to: date) -> SafeString:
    since = f"so với {format_day(compared_to)}"
    if board.no_longer_met:
        words = f"+{board.newly_met}, −{board.no_longer_met} {since}"
        return badge(words, "red")
    if board.newly_met:
        return badge(f"+{board.newly_met} {since}", "green")
    return badge(f"Không đổi {since}")


@dataclass(frozen=True)
class RemainingSection:
    """The criteria of one assessment that still need work."""

    anchor: str
    title: str
    count: int
    table: SafeString


def remaining_section(board: AssessmentBoard) -> RemainingSection:
    rows = board.remaining
    assessment = board.assessment
    title = f"{assessment.unit.title_name} · {assessment.criteria_set.short_name}"
    return RemainingSection(
        anchor=f"con-phai-lam-{assessment.pk}",
        title=title,
        count=len(rows),
        table=_remaining_table(title, rows),
    )


# Kept drawn: a meeting opens one board many times, and equal rows give equal pictures. All that a
# drawing depends on is in its arguments, so nothing kept can be stale.
_KEPT = lru_cache(maxsize=256)


@_KEPT
def _remaining_table(title: str, rows: tuple[CriterionRow, ...]) -> SafeString:
    return render_table(
        REMAINING_COLUMNS,
        rows,
        caption=f"Tiêu chí còn phải làm: {title}",
        row_class=lambda row: "row-attention" if row.overdue or row.contradicting else "",
        empty="Mọi tiêu chí đã đạt.",
    )


def _tile_cell(row: CriterionRow) -> SafeString:
    return tile(row.criterion.number, row.state, label=row.label, href=row.url or None)


# The cells are written as one string each: a call per element was a fifth of the board. Whatever a
# person typed goes through `esc`; addresses are our own.


def _name_cell(row: CriterionRow) -> SafeString:
    name = esc(row.criterion.name)
    told = f'<a href="{esc(row.url)}">{name}</a>' if row.url else name
    if row.contradictions:
        codes = esc(", ".join(row.contradictions))
        words = f"Chỉ tiêu {codes} báo đạt nhưng số liệu chưa đủ mức."
        told += f'<span class="board-wrong">{words}</span>'
    if row.is_inferred:
        told += '<span class="board-note">Hiện trạng suy ra.</span>'
    return SafeString(told)


_NO_LEADER = badge("Chưa có", "amber")
_NO_MATTER = SafeString('<span class="muted">–</span>')
_NO_TASK = SafeString('<span class="muted">không có</span>')
_NOT_GIVEN = badge("chưa giao ai", "amber")


def _leaders_cell(row: CriterionRow) -> object:
    if not row.leaders:
        return _NO_LEADER if row.needs_leader else _NO_MATTER
    names = ", ".join(row.leaders)
    if len(row.leaders) == 1:
        return names
    return join([names, " ", badge(f"{len(row.leaders)} người", "amber")])


def _tasks_cell(row: CriterionRow) -> SafeString:
    if not row.open:
        return _NO_TASK
    url = esc(links.tasks(danh_gia=row.assessment_id, tieu_chi=row.criterion.pk))
    told = f'<a href="{url}">{row.open} chưa xong</a>'
    if row.overdue:
        late = badge(f"{row.overdue} quá hạn", "red")
        told += f' <a href="{url}&amp;qua_han=1">{late}</a>'
    if row.not_given:
        told += f" {_NOT_GIVEN}"
    return SafeString(told)


REMAINING_COLUMNS: list[Column[CriterionRow]] = [
    Column("tile", "", _tile_cell, css="cell-tile"),
    Column("name", "Tiêu chí", _name_cell, is_row_header=True),
    Column("dots", "Chỉ tiêu", lambda row: dots(row.dots)),
    Column("leaders", "Phụ trách", _leaders_cell),
    Column("tasks", "Việc", _tasks_cell),
    Column("day", "Hạn gần nhất", lambda row: format_day(row.next_day) if row.next_day else "–"),
]


@dataclass(frozen=True)
class UrgentItem:
    """One line of "Cần xử lý ngay"."""

    badge: str
    tone: str
    text: str
    url: str
    note: str = ""


def urgent_items(board: Board, shown: int = 6) -> list[UrgentItem]:
    """What cannot wait: claims against figures, obstacles, the tasks longest overdue."""
    return list(islice(_urgent(board), shown))


def _urgent(board: Board) -> Iterator[UrgentItem]:
    for b in board.boards:
        for row in b.rows:
            if row.contradicting:
                text = f"{b.assessment.unit.title_name} · {row.criterion}"
                yield UrgentItem("Trái số liệu", "red", text, row.url)
    for task in board.obstructed:
        yield _urgent_task(task, "Vướng mắc", "amber", task.obstacle)
    today = board.record.today
    for task in board.overdue:
        yield _urgent_task(task, f"Quá hạn {task.days_overdue(today)} ngày", "red")


def _urgent_task(task: OpenTask, words: str, tone: str, note: str = "") -> UrgentItem:
    place = task.unit_words[:1].upper() + task.unit_words[1:]
    text = checks.short(f"{place} · {task.text}", 120)
    return UrgentItem(words, tone, text, links.task(task.pk), note)


def urgent_links(board: Board, unit: Unit) -> list[tuple[str, str]]:
    """(words, address) of the whole lists behind the short one."""
    if not board.overdue:
        return []
    url = links.tasks(don_vi=unit.pk, qua_han=1)
    return [(f"Xem cả {len(board.overdue)} việc quá hạn", url)] if url else []


def work_list(items: Iterable[Any]) -> SafeString:
    """Lines with badge, text and note."""
    lines = []
    for item in items:
        words = linked(item.url, checks.short(item.text, 220))
        note = ""
        if item.note:
            note = f'<br><span class="muted small">{esc(checks.short(item.note, 220))}</span>'
        lines.append(
            f'<li class="work-item"><span class="work-badge">{badge(item.badge, item.tone)}</span>'
            f'<span class="work-text">{esc(words)}{note}</span></li>'
        )
    return SafeString(f'<ul class="list-plain">{"".join(lines)}</ul>')


def finding_list(found: Iterable[checks.AnyFinding]) -> SafeString:
    """Findings, each with its sentence below what it concerns."""
    lines = [
        f"<li>{esc(linked(finding.url, finding.title))}<br>"
        f'<span class="muted small">{esc(finding.sentence)}</span></li>'
        for finding in found
    ]
    return SafeString(f'<ul class="list-plain">{"".join(lines)}</ul>')


@_KEPT
def curve_chart(curve: Curve) -> SafeString:
    """The chart of met criteria."""
    return progress_line(
        curve.actual,
        curve.planned,
        curve.total,
        starts_on=curve.starts_on,
        ends_on=curve.ends_on,
        key="met",
    )
