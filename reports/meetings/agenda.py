"""The agenda of a meeting, drawn from the record as of its day; each figure leads to its rows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from criteria.enums import NOBODY
from criteria.nouns import indicator_title
from evidence.models import Verdict
from evidence.review.enums import SubmissionState
from evidence.review.workdays import supplement_words
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import in_a_column
from ntm_project.common.numbers import format_decimal
from ntm_project.common.text import clean_line, slug, uncapitalised
from reports import links
from reports.boards.around import Around, around
from reports.boards.board import Board, commune_board
from reports.boards.commune import commune_figures
from reports.boards.figures import BoardFigure, Figures
from reports.boards.page import CommunePage
from reports.meetings.points import (
    GENERAL,
    NO_MEETING_BEFORE,
    Point,
    PointLine,
    Stat,
    stat_of,
)
from reports.meetings.upper_points import UpperPoints
from reports.pages import UPPER
from reports.record import Branch, OpenTask, load_record
from tasks.enums import STATE_TONES, AgendaKind, AssignmentKind, TaskState
from tasks.models import AgendaItem, Assignment, Conclusion, Meeting
from tasks.queries.meetings import in_notice, previous_of
from tasks.queries.past import leads_among
from tasks.rules import WITHDRAWN_SINCE, lateness_of, meeting_day
from villages.access import Access
from villages.models import Unit

UNLED = NOBODY.capitalize()


@dataclass
class MeetingRecord:
    """What is read of the record for one meeting, once, and only what its points need."""

    access: Access
    meeting: Meeting
    is_kept: bool = False  # what is kept leads to the rows of its day, whenever it is read

    @property
    def unit(self) -> Unit:
        return self.meeting.unit

    @cached_property
    def day(self) -> date:
        return meeting_day(self.meeting, self.access.as_of)

    @cached_property
    def named(self) -> date | None:
        """The day that the addresses name; None for today."""
        return self.day if self.is_kept or self.day < self.access.as_of else None

    @property
    def as_of(self) -> date | None:
        """The day as of which the record is read."""
        return self.access.past(self.named)

    @cached_property
    def previous(self) -> Meeting | None:
        return previous_of(self.meeting)

    @property
    def since(self) -> date | None:
        return self.previous.held_on if self.previous else None

    @cached_property
    def board(self) -> Board:
        year = self.meeting.held_on.year
        record = load_record(
            [self.unit], self.access, year=year, as_of=self.as_of, with_closed=True
        )
        named = format_day(self.named) if self.named else ""
        return commune_board(record, as_of=self.as_of, compared_to=self.since, named=named)

    @cached_property
    def around(self) -> Around:
        return around(self.board.record, Branch([self.unit], self.access), self.as_of)

    @cached_property
    def figures(self) -> Figures:
        return commune_figures(self.board, self.around, self.unit.pk, {})

    @property
    def all_figures(self) -> Figures:
        """All figures of the unit's own board."""
        return self.upper.page.figures if self.unit.level in UPPER else self.figures

    @cached_property
    def leads(self) -> dict[int, str]:
        """Who leads each open task below, by its key; of an earlier day, who led it then."""
        shown = [task for task in self.board.record.tasks if task.is_overdue or task.obstacle]
        known = {task.pk: task.assignees_then for task in shown}
        found = {pk: leads_among(words) for pk, words in known.items() if words is not None}
        now = [pk for pk, words in known.items() if words is None]
        rows = Assignment.objects.filter(task__in=now, kind=AssignmentKind.LEAD)
        for row in rows.select_related("official", "body").order_by("order", "pk"):
            found.setdefault(row.task_id, []).append(row.name)
        return {pk: ", ".join(names) for pk, names in found.items() if names}

    @cached_property
    def upper(self) -> UpperPoints:
        return UpperPoints(
            self.access, self.meeting, day=self.day, named=self.named, since=self.since
        )

    @property
    def board_url(self) -> str:
        days = {"ngay": self.named, "so_voi": self.since}
        query = {name: format_day(day) for name, day in days.items() if day}
        return links.board_url(self.unit.pk, nam=self.meeting.held_on.year, **query)


def points_of(record: MeetingRecord) -> list[Point]:
    """The points of a meeting's agenda in their order."""
    items = list(record.meeting.agenda.order_by("order", "pk"))
    return [point_of(record, item) for item in items]


def point_of(record: MeetingRecord, item: AgendaItem) -> Point:
    """One point with what the record shows of it; of an upper unit what its communes bring."""
    by_kind = _DRAWN | (_DRAWN_OF_UPPER if record.unit.level in UPPER else {})
    draw = by_kind.get(AgendaKind(item.kind))
    drawn = draw(record) if draw else {}
    return Point(kind=item.kind, title=item.title, text=item.text, **drawn)


def _standing(record: MeetingRecord) -> dict[str, Any]:
    page = CommunePage(record.unit, record.board, record.figures, {}, 0)
    first = next(iter(record.board.boards), None)
    noun = first.assessment.criteria_set.noun if first else ""
    unjudged = f"{noun} chưa đánh giá"
    return {
        "stats": [_head_stat(page, figure) for figure in page.heads],
        "lines": [
            PointLine(f"Tiêu chí {row.criterion.number}. {row.criterion.name}", row.url,
                      row.led_by,
                      badge=f"{row.counts} {noun}" if row.counts else unjudged,
                      ref=f"criterion:{row.scored.assessment_id}:{row.criterion.number}")
            for row in (first.remaining if first else [])
        ],
        "empty": "Mọi tiêu chí đã đạt." if first else "Chưa lập đánh giá của năm.",
        "url": record.board_url,
    }  # fmt: skip


def _head_stat(page: CommunePage, figure: BoardFigure) -> Stat:
    """A figure on top of the board; of what is met also how much nobody has judged."""
    unjudged = page.unjudged(figure)
    note = f"{unjudged.n} chưa đánh giá" if unjudged and unjudged.n else ""
    return stat_of(figure, "red" if figure.slug == "qua-han" else "", note=note)


_CHANGES = (  # figure, label, tone, whether it counts tasks
    ("moi-dat", "Mới đạt", "green", False),
    ("khong-con-dat", "Không còn đạt", "red", False),
    ("moi-qua-han", "Mới quá hạn", "red", True),
    ("da-xong", "Việc đã xong", "green", True),
)


def _changes(record: MeetingRecord) -> dict[str, Any]:
    if record.since is None:
        return {"empty": NO_MEETING_BEFORE}
    stats: list[Stat] = []
    lines = [
        PointLine(words, record.board_url, badge="Đổi bộ tiêu chí", tone="blue")
        for words in record.board.changed_sets
    ]
    for name, label, tone, is_of_tasks in _CHANGES:
        figure = record.figures[name]
        stats.append(stat_of(figure, tone, label))
        if is_of_tasks:
            moved = [_task(record, task, _until(task)) for task in figure.items]
            lines += [replace(line, who="", badge=label, tone=tone) for line in moved]
            continue
        lines += [
            PointLine(row.text, row.url, badge=label, tone=tone, ref=row.ref) for row in figure.rows
        ]
    empty = f"Không có thay đổi từ cuộc họp ngày {format_day(record.since)}."
    return {"stats": stats, "lines": lines, "empty": empty, "url": record.board_url}


def _task(record: MeetingRecord, task: OpenTask, note: str) -> PointLine:
    who = record.leads.get(task.pk, UNLED)
    badge = task.overdue_words(record.day) if task.is_overdue else ""
    text = clean_line(f"{task.place} · {task.text}")
    tone, ref = "red" if badge else "grey", f"task:{task.pk}"
    return PointLine(text, links.task_url(task.pk), who, note, badge, tone, ref=ref)


def _overdue(record: MeetingRecord) -> dict[str, Any]:
    """The overdue work, by who leads it: whoever is latest with most comes first."""
    figure = record.figures["qua-han"]
    late = record.board.record.overdue
    by_lead: dict[str, list[OpenTask]] = {}
    for task in late:
        by_lead.setdefault(record.leads.get(task.pk, UNLED), []).append(task)
    order = sorted(by_lead, key=lambda name: (-len(by_lead[name]), name))
    stats, lines = [stat_of(figure, "red")], []
    for name in order:
        anchor = f"qua-han-{slug(name)}"
        url = links.address("reports:agenda", record.meeting.pk, anchor=anchor)
        stats.append(Stat(name, format_decimal(len(by_lead[name])), url))
        of_lead = [_task(record, task, _until(task)) for task in by_lead[name]]
        lines += [replace(of_lead[0], anchor=anchor), *of_lead[1:]]
    empty = "Không có việc quá hạn."
    return {"stats": stats, "lines": lines, "empty": empty, "url": figure.url}


def _until(task: OpenTask) -> str:
    """The deadline as the task words it, not the last day that it leaves."""
    words = uncapitalised(in_a_column(task.deadline_words))
    return f"thời hạn {words}" if words else ""


def _obstacles(record: MeetingRecord) -> dict[str, Any]:
    figure = record.figures["vuong-mac"]
    stuck = [task for task in record.board.record.tasks if task.is_below and task.obstacle]
    return {
        "stats": [stat_of(figure, "amber")],
        "lines": [_task(record, task, clean_line(task.obstacle)) for task in stuck],
        "empty": "Chưa có vướng mắc nào được báo cáo.",
        "url": figure.url,
    }


def _returned(record: MeetingRecord) -> dict[str, Any]:
    figure = record.figures["tra-lai"]
    rounds = [r.pk for r in record.around.rounds if r.state == SubmissionState.RETURNED]
    rows = Verdict.objects.filter(
        item__submission__in=rounds, item__submission__state=SubmissionState.RETURNED
    ).negative()
    found = rows.select_related(
        "item__submission__assessment__unit",
        "item__submission__assessment__criteria_set",
        "item__result__indicator",
    ).order_by("item__submission", "item__result__indicator__order", "pk")
    return {
        "stats": [stat_of(figure, "red")],
        "lines": [_verdict(row, record.day) for row in found],
        "empty": "Không có hồ sơ bị trả lại.",
        "url": figure.url,
    }


def _verdict(row: Verdict, today: date) -> PointLine:
    sent, indicator = row.item.submission, row.item.result.indicator
    url = links.address("evidence:round", sent.pk, anchor="phai-bo-sung")
    named = indicator_title(indicator, sent.assessment)
    text = clean_line(f"{sent.assessment.unit.title_name} · {named}")
    until = supplement_words(sent.supplement_by, today)
    words, ref = clean_line(row.text), f"verdict:{row.pk}"
    return PointLine(text, url, until, words, row.get_reason_code_display(), "amber", ref=ref)


def _concluded(record: MeetingRecord) -> dict[str, Any]:
    """What was concluded last time, and what became of it."""
    if record.previous is None:
        return {"empty": "Chưa có cuộc họp trước thuộc kỳ này."}
    rows = record.previous.conclusions.select_related("task__unit", "task__plan")
    numbers = in_notice(record.previous, list(rows.order_by("order", "pk")))
    lines = [_became(number, row, record.day) for number, row in numbers]
    url = record.previous.get_absolute_url()
    given = [line for line in lines if line.tone != "grey"]
    done = sum(line.tone == "green" for line in given)
    return {
        "stats": [Stat("Việc giao từ kết luận đã xong", f"{done}/{len(given)}", url)]
        if given
        else [],
        "lines": lines,
        "empty": "Cuộc họp trước không ghi kết luận nào.",
        "url": url,
    }


def _became(number: int, row: Conclusion | str, today: date) -> PointLine:
    """A conclusion by its number in the notice; of one withdrawn since, its words."""
    if isinstance(row, str):
        return PointLine(clean_line(f"{number}. {row}"), badge=WITHDRAWN_SINCE)
    task, text = row.task, clean_line(f"{number}. {row.text}")
    if task is None:
        return PointLine(text, badge=GENERAL)
    badge, tone = task.get_state_display(), STATE_TONES[TaskState(task.state)]
    if late := lateness_of(task, today):
        badge, tone = late, "red"
    elif tone == "grey":
        tone = "blue"
    ref = f"task:{task.pk}"
    return PointLine(
        text, links.task_url(task.pk), row.led_by, row.deadline_words, badge, tone, ref=ref
    )


_DRAWN: dict[AgendaKind, Callable[[MeetingRecord], dict[str, Any]]] = {
    AgendaKind.STANDING: _standing,
    AgendaKind.CHANGES: _changes,
    AgendaKind.CONCLUDED: _concluded,
    AgendaKind.OVERDUE: _overdue,
    AgendaKind.OBSTACLES: _obstacles,
    AgendaKind.RETURNED: _returned,
}

_DRAWN_OF_UPPER: dict[AgendaKind, Callable[[MeetingRecord], dict[str, Any]]] = {
    AgendaKind.STANDING: lambda record: record.upper.standing(),
    AgendaKind.CHANGES: lambda record: record.upper.changes(),
    AgendaKind.OVERDUE: lambda record: record.upper.overdue(),
    AgendaKind.OBSTACLES: lambda record: record.upper.obstacles(),
    AgendaKind.RETURNED: lambda record: record.upper.returned(),
}
