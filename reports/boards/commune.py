"""The figures of a commune's board, each with its rows."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.text import capfirst

from criteria.enums import State
from criteria.nouns import of_set
from criteria.states import STATE_TONES, tile_words
from evidence.papers.queries.completeness import PaperNeed
from evidence.review.enums import SubmissionState
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_money
from ntm_project.common.text import shortened, slug
from reports import links
from reports.boards.around import Around, SourceSum
from reports.boards.board import Board
from reports.boards.figures import FigureRow, Figures
from reports.boards.rows import AssessmentBoard, CriterionRow
from reports.record import OpenTask
from tasks.enums import FundingSource, TaskState
from tasks.rules import NO_LEADER

COMING = timedelta(days=30)
NOBODY_DIRECTS = "Chưa có ai"
NO_SOURCE = "Chưa rõ nguồn"
ByMonth = dict[tuple[str, str], list[OpenTask]]  # (month, state) → tasks


def commune_figures(board: Board, around: Around, unit_pk: int, by_month: ByMonth) -> Figures:
    """Every figure of the board by its slug."""
    record = board.record
    query = {
        "nam": record.year,
        "so_voi": format_day(board.compared_to) if board.compared_to else "",
        **board.query,
    }
    figures = Figures(lambda name: links.figure_url(unit_pk, name, **query))
    for one in board.boards:
        _of_assessment(figures, one)
    if board.boards:
        _of_first(figures, board.boards[0])
    _of_work(figures, board, unit_pk, by_month)
    _of_change(figures, board)
    _of_papers(figures, board, around)
    _of_money(figures, around.sums, board.compared_to)
    return figures


def _row(row: CriterionRow, **shown: Any) -> FigureRow:
    text = f"{row.assessment.unit.title_name} · {row.criterion}"
    ref = f"criterion:{row.assessment.pk}:{row.criterion.number}"
    return FigureRow(text, row.url, ref=ref, **shown)


def _of_assessment(figures: Figures, one: AssessmentBoard) -> None:
    key = one.assessment.pk
    name = one.title
    figures.add(
        f"dat-{key}", f"Tiêu chí đạt: {name}", [r for r in one.rows if r.is_met],
        draw=lambda r: _row(r, note=", ".join(r.leaders)), total=one.totals.criteria,
        name=f"tiêu chí {one.assessment.unit.noun} đạt",
        gained=figures.add(
            f"moi-dat-{key}", f"Tiêu chí mới đạt: {name}", one.newly_met, draw=_row
        ),
        lost=figures.add(
            f"khong-con-dat-{key}", f"Tiêu chí không còn đạt: {name}", one.no_longer_met,
            draw=_row,
        ),
    )  # fmt: skip


def _of_first(figures: Figures, first: AssessmentBoard) -> None:
    """Indicators of the unit's own assessment, and its criteria by who directs them."""
    noun = first.assessment.criteria_set.noun
    figures.add(
        "chi-tieu", f"{noun.capitalize()} đạt: {first.title}",
        [r for r in first.rows if r.scored.met], draw=_row, weigh=lambda r: r.scored.met,
        total=first.totals.indicators, name=f"{noun} {first.assessment.unit.noun} đạt",
        gained=figures.add(
            "chi-tieu-moi", f"{noun.capitalize()} đạt thêm, bớt",
            [r for r in first.rows if r.moved], draw=_row, weigh=lambda r: r.moved,
        ),
    )  # fmt: skip
    _unjudged(figures, first)
    led: dict[str, list[CriterionRow]] = {}
    for row in first.rows:
        for name in row.leaders or [NOBODY_DIRECTS]:
            led.setdefault(name, []).append(row)
    for name in sorted(led, key=lambda name: (name == NOBODY_DIRECTS, name)):
        figures.add(
            f"phu-trach-{slug(name)}", f"Tiêu chí đạt do {name} phụ trách"
            if name != NOBODY_DIRECTS else f"Tiêu chí đạt {NO_LEADER.lower()}", led[name],
            draw=lambda r: _row(r, badge=tile_words(r.state), tone=STATE_TONES[r.state]),
            weigh=lambda r: int(r.is_met), total=len(led[name]), name=name,
        )  # fmt: skip


def _unjudged(figures: Figures, first: AssessmentBoard) -> None:
    noun = first.assessment.criteria_set.noun
    for key, what, weigh, total in (
        ("chua-danh-gia", "tiêu chí", lambda r: int(r.scored.state == State.UNKNOWN),
         first.totals.criteria),
        ("chi-tieu-chua-danh-gia", noun, lambda r: r.scored.not_yet, first.totals.indicators),
    ):  # fmt: skip
        figures.add(
            key, f"{what.capitalize()} chưa đánh giá: {first.title}", filter(weigh, first.rows),
            draw=_row, weigh=weigh, total=total,
            name=f"{what} {first.assessment.unit.noun} chưa đánh giá",
        )  # fmt: skip


def _task(task: OpenTask, badge: str = "", tone: str = "grey") -> FigureRow:
    noun = f"{capfirst(task.noun)} {task.unit_name}"
    until = f"hạn {format_day(task.ends_on)}" if task.ends_on else ""
    text = shortened(f"{noun} · {task.text}", 160)
    return FigureRow(
        text, links.task_url(task.pk), until, badge=badge, tone=tone, ref=f"task:{task.pk}"
    )


def _of_work(figures: Figures, board: Board, unit_pk: int, by_month: ByMonth) -> None:
    record, today = board.record, board.record.today
    late = record.overdue
    since = board.compared_to
    newly = [t for t in late if since and t.is_newly_overdue(since)]
    figures.add(
        "qua-han", "Nhiệm vụ quá hạn", late, name="việc quá hạn",
        draw=lambda t: _task(t, t.overdue_words(today), "red"),
        url=links.tasks_url(don_vi=unit_pk, qua_han=1, **board.query),
        gained=figures.add("moi-qua-han", "Nhiệm vụ mới quá hạn", newly, draw=_task),
    )  # fmt: skip
    own = [t for t in record.tasks if t.is_below]
    soon = [t for t in own if t.ends_on and today <= t.ends_on <= today + COMING]
    figures.add("sap-den-han", "Nhiệm vụ đến hạn trong 30 ngày", soon, draw=_task)
    stuck = [t for t in own if t.obstacle]
    figures.add(
        "vuong-mac", "Nhiệm vụ có vướng mắc", stuck,
        draw=lambda t: _task(t)._replace(note=t.obstacle),
    )  # fmt: skip
    for (month, state), tasks in by_month.items():
        label = f"{STATES[state]}, {month_words(month)}"
        figures.add(f"thang-{month}-{state}", label, tasks, draw=_task)


STATES = {
    "xong": "Hoàn thành",
    "dang-lam": "Đang thực hiện, chờ xác nhận",
    "chua-lam": "Chưa thực hiện, còn hạn",
    "qua-han": "Quá hạn",
}


def _state(task: OpenTask) -> str:
    if task.state == TaskState.DONE:
        return "xong"
    if task.state == TaskState.CANCELLED:
        return ""
    if task.is_overdue:
        return "qua-han"
    return "chua-lam" if task.state == TaskState.NOT_STARTED else "dang-lam"


def month_words(month: str) -> str:
    """`T3/2024` for 2024-03; the words for tasks without a last day."""
    year, _, number = month.partition("-")
    return f"T{int(number)}/{year}" if number else "không có ngày"


def months_of(board: Board) -> ByMonth:
    """The tasks of the year's plans, none cancelled, by the month of their last day and state."""
    found: ByMonth = {}
    own = [t for t in board.record.tasks if t.is_below and t.plan_year == board.record.year]
    for task in (*own, *board.record.closed):
        if state := _state(task):
            month = f"{task.ends_on:%Y-%m}" if task.ends_on else "khong"
            found.setdefault((month, state), []).append(task)
    return dict(sorted(found.items()))


def _of_change(figures: Figures, board: Board) -> None:
    """What has moved since the day compared with."""
    met = [r for b in board.boards for r in b.newly_met]
    lost = [r for b in board.boards for r in b.no_longer_met]
    figures.add("moi-dat", "Tiêu chí mới đạt", met, draw=_row)
    figures.add("khong-con-dat", "Tiêu chí không còn đạt", lost, draw=_row)
    since, today = board.compared_to, board.record.today
    done = [
        t
        for t in board.record.closed
        if since and t.done_on and t.state == TaskState.DONE and since < t.done_on <= today
    ]
    figures.add("da-xong", "Nhiệm vụ đã xong", done, draw=_task)


def _of_papers(figures: Figures, board: Board, around: Around) -> None:
    units = {b.assessment.pk: b.assessment.unit.title_name for b in board.boards}
    judged = next((b.assessment for b in board.boards), None)

    def draw(need: PaperNeed) -> FigureRow:
        text = f"{units[need.assessment_id]} · {of_set('Chỉ tiêu', judged)} {need.code}"
        return FigureRow(text, links.address("evidence:of_result", need.result_id))

    figures.add(
        "minh-chung",
        of_set("Chỉ tiêu đủ minh chứng", judged),
        [need for need in around.papers if not need.is_lacking],
        draw=draw,
        total=len(around.papers),
        name=of_set("chỉ tiêu đủ minh chứng", judged),
    )
    for name, label, state in (
        ("ho-so", "Hồ sơ đang thẩm tra", SubmissionState.SENT),
        ("tra-lai", "Hồ sơ bị trả lại", SubmissionState.RETURNED),
    ):
        rows = [
            FigureRow(f"{units[r.assessment_id]} · {r.step}", links.address("evidence:round", r.pk),
                f"gửi {format_day(r.submitted_at.date())}")
            for r in around.rounds if r.state == state
        ]  # fmt: skip
        figures.add(name, label, rows)


def _of_money(figures: Figures, sums: list[SourceSum], since: date | None) -> None:
    by_source: dict[str, list[FigureRow]] = {}
    for source, row in _money_rows(sums):
        by_source.setdefault(source, []).append(row)
    for source, rows in by_source.items():
        label = FundingSource(source).label if source else NO_SOURCE
        figures.add(
            f"von-{source or 'chua-ro'}", f"Vốn đã huy động: {label}", rows, name=label,
            words=format_money,
        )  # fmt: skip
    new = [s for s in sums if since and s.as_of and s.as_of > since]
    figures.add(
        "von", "Vốn đã huy động", [row for _, row in _money_rows(sums)], words=format_money,
        none_words="chưa ghi",
        gained=figures.add(
            "von-moi", "Vốn huy động thêm", [row for _, row in _money_rows(new)],
            words=format_money,
        ),
    )  # fmt: skip


def _money_rows(sums: Iterable[SourceSum]) -> Iterator[tuple[str, FigureRow]]:
    """(source, row) of each part, and of the rest of a total, whose source no part names."""
    left: dict[int, tuple[int, SourceSum]] = {}
    for part in sums:
        if part.source is not None and part.amount is not None:
            yield part.source, _money_row(part, part.amount)
        rest = left.get(part.pk, (part.total or 0, part))[0] - (part.amount or 0)
        left[part.pk] = (rest, part)
    for rest, part in left.values():
        if rest > 0:
            yield "", _money_row(part, rest)


def _money_row(part: SourceSum, amount: int) -> FigureRow:
    url = links.address("tasks:plan", part.plan_id)
    return FigureRow(shortened(part.text, 160), f"{url}#kinh-phi", format_money(amount), amount)
