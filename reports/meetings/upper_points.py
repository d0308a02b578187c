"""The points of a meeting of a province or district: its communes, what they meet least, what is
late. Drawn from what its board reads, so that each figure leads to the same rows.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F

from evidence.review.enums import SubmissionState
from evidence.review.workdays import is_late, supplement_words
from ntm_project.common.clock import end_of
from ntm_project.common.dates import format_day
from ntm_project.common.text import clean_line
from reports import links
from reports.boards.around import Round, rounds_until
from reports.boards.heirs import counted_once
from reports.boards.upper import (
    JudgedCommune,
    communes_below,
    communes_without,
    sets_of,
    upper_record,
)
from reports.boards.upper_page import WITHOUT, UpperPage
from reports.meetings.points import NO_MEETING_BEFORE, PointLine, stat_of
from tasks.models import Meeting, Task
from tasks.models.tasks import open_tasks
from villages.access import Access

SHOWN = 15  # rows of a list; the figure above it leads to all of them
WEAKEST = 5  # criteria


class UpperPoints:
    """What is read of the communes below for one meeting, once, and only what its points need."""

    def __init__(
        self, access: Access, meeting: Meeting, *, day: date, named: date | None, since: date | None
    ) -> None:
        self.access, self.meeting = access, meeting
        self.day, self.named, self.since = day, named, since
        self.as_of = access.past(named)

    @cached_property
    def page(self) -> UpperPage:
        unit, year = self.meeting.unit, self.meeting.held_on.year
        assessed = list(self._communes.values())
        communes = counted_once(assessed, year, self.day)
        shown = next(iter(sets_of(communes)), None)
        days = {"as_of": self.as_of, "compared_to": self.since}
        record = upper_record(unit, self.access, communes, shown, **days)
        named = {"ngay": self.named, "so_voi": self.since}
        query: dict[str, Any] = {name: format_day(day) for name, day in named.items() if day}
        query |= {"nam": year, "bo": shown.pk if shown else ""}
        without = communes_without(unit, assessed, min(self.day, date(year, 12, 31)), "")
        return UpperPage(unit, record, self.day, query, "", lambda key: "", without)

    @property
    def board_url(self) -> str:
        return links.board_url(self.meeting.unit_id, **self.page.query)

    def standing(self) -> dict[str, Any]:
        """How many communes have met all; the criteria met least, then the communes behind."""
        page = self.page
        all_met, none = "Mọi xã trong bảng đã đạt đủ tiêu chí.", "Chưa xã nào lập đánh giá của năm."
        without = page.figures[WITHOUT]
        return {
            "stats": [
                stat_of(page.figures["du"]), stat_of(page.figures["dat"]),
                stat_of(page.figures["qua-han"], "red"),
                *([stat_of(without)] if without.n else []),
            ],
            "lines": [*self._weakest(), *self._behind()],
            "empty": all_met if page.record.communes else none,
            "url": self.board_url,
        }  # fmt: skip

    def _weakest(self) -> Iterator[PointLine]:
        communes = len(self.page.record.communes)
        figures = [(k, self.page.figures[f"c-{k.number}"]) for k in self.page.record.criteria]
        for criterion, figure in sorted(figures, key=lambda pair: pair[1].n)[:WEAKEST]:
            if figure.n < communes:
                badge = f"{figure.n}/{communes} xã đạt"
                yield PointLine(str(criterion), figure.url, badge=badge, tone="amber")

    def _behind(self) -> Iterator[PointLine]:
        total, met = self.page.record.total, self.page.met
        for commune in sorted(self.page.record.communes, key=lambda c: met[c.assessment_id])[
            :SHOWN
        ]:
            if (n := met[commune.assessment_id]) < total:
                late = self.page.record.late[commune.unit_id]
                note = f"{late} việc quá hạn" if late else ""
                yield PointLine(
                    commune.title, self._board(commune), note=note, badge=f"{n}/{total} tiêu chí"
                )

    def _board(self, commune: JudgedCommune) -> str:
        query = {name: self.page.query.get(name) for name in ("nam", "ngay", "so_voi")}
        return links.board_url(commune.unit_id, **query)

    def changes(self) -> dict[str, Any]:
        """The communes that moved since the meeting before."""
        if self.since is None:
            return {"empty": NO_MEETING_BEFORE}
        marks = (
            ("moi-dat", "Mới đạt", "green"), ("khong-con-dat", "Không còn đạt", "red"),
            ("moi-qua-han", "Mới quá hạn", "red"),
        )  # fmt: skip
        stats, lines = [], []
        for name, label, tone in marks:
            figure = self.page.figures[name]
            stats.append(stat_of(figure, tone, label))
            lines += [
                PointLine(row.text, row.url, badge=f"{label}: {row.amount}", tone=tone)
                for row in sorted(figure.rows, key=lambda row: -row.amount)[:SHOWN]
            ]
        empty = f"Không có thay đổi từ cuộc họp ngày {format_day(self.since)}."
        return {"stats": stats, "lines": lines, "empty": empty, "url": self.board_url}

    def overdue(self) -> dict[str, Any]:
        """Dossiers past the day of their answer, then the communes with most late work."""
        figure = self.page.figures["qua-han"]
        waiting = [r for r in self._rounds(SubmissionState.SENT) if is_late(r.due_on, self.day)]
        rows = sorted(figure.rows, key=lambda row: -row.amount)[:SHOWN]
        dossiers = [
            self._dossier(one, f"hạn trả lời {format_day(one.due_on)}", "Hồ sơ quá hạn", "red")
            for one in sorted(waiting, key=lambda one: one.due_on)[:SHOWN]
        ]
        work = [
            PointLine(row.text, row.url, badge=f"{row.amount} việc quá hạn", tone="red")
            for row in rows
        ]
        return {
            "stats": [stat_of(figure, "red")],
            "lines": [*dossiers, *work],
            "empty": "Không có việc, hồ sơ quá hạn.",
            "url": figure.url,
        }

    def obstacles(self) -> dict[str, Any]:
        """What communes report to stand in their way; what stood there is kept by each commune."""
        if self.as_of and self.as_of < self.access.as_of:
            return {"empty": "Vướng mắc của ngày đã qua xem ở bảng tổng hợp của từng xã."}
        found = (
            Task.objects.filter(open_tasks(), unit__path__below=self.meeting.unit.path)
            .exclude(obstacle="")
            .select_related("unit__parent")
            .order_by(F("ends_on").asc(nulls_last=True), "pk")
        )
        return {
            "lines": [_task(task) for task in found[:SHOWN]],
            "empty": "Chưa xã nào báo vướng mắc.",
            "url": self.board_url,
        }

    def returned(self) -> dict[str, Any]:
        """The dossiers below that wait for what they lack."""
        found = sorted(
            self._rounds(SubmissionState.RETURNED), key=lambda one: one.supplement_by or date.max
        )
        return {
            "lines": [
                self._dossier(
                    one,
                    supplement_words(one.supplement_by, self.day),
                    f"Trả lại {format_day(one.decided_on)}" if one.decided_on else "Trả lại",
                    "amber",
                )
                for one in found[:SHOWN]
            ],
            "empty": "Không có hồ sơ bị trả lại.",
            "url": self.board_url,
        }

    @cached_property
    def _communes(self) -> dict[int, JudgedCommune]:
        """Assessment key → its commune, for every set."""
        found = communes_below(self.meeting.unit, self.meeting.held_on.year, self.as_of)
        return {commune.assessment_id: commune for commune in found}

    @cached_property
    def _last_rounds(self) -> list[Round]:
        return rounds_until(list(self._communes), end_of(self.day) if self.as_of else None)

    def _rounds(self, state: str) -> list[Round]:
        return [one for one in self._last_rounds if one.state == state]

    def _dossier(self, one: Round, note: str, badge: str, tone: str) -> PointLine:
        text = f"{self._communes[one.assessment_id].title} · {one.step}"
        url = links.of_row("evidence:round", one.pk)
        return PointLine(text, url, note=note, badge=badge, tone=tone)


def _task(task: Task) -> PointLine:
    text = clean_line(f"{task.unit.title_name} · {task.text}")
    commune = task.unit.parent.title_name if task.unit.is_village and task.unit.parent else ""
    return PointLine(text, links.task_url(task.pk), commune, clean_line(task.obstacle))
