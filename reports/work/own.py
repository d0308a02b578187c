"""What waits for one person by name: tasks, indicators in charge, criteria directed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from criteria.enums import Claim, State
from criteria.judging import IndicatorRow, row_of
from criteria.models import Standing
from criteria.models.assessments import with_levels
from criteria.nouns import of_set
from criteria.states import STATE_TONES, tile_state, tile_words
from ntm_project.common.dates import format_day
from ntm_project.common.figures import count_of
from ntm_project.common.text import shortened
from reports import links
from reports.lines import Line
from reports.work.first_look import FirstLook, results_in_charge
from reports.work.section import MOST, Urgency, WorkItem, WorkSection, instead_words
from tasks.enums import IN_WORK_STATES, OPEN, TaskState
from tasks.models import Assignment, Supervision, Task
from tasks.models.tasks import SOON
from tasks.rules import ended_year_words, overdue_words
from villages.access import Access
from villages.models import Notice, in_scope

_SHOWN = (
    *("text", "state", "ends_on", "rhythm", "is_half_read", "plan__year"),
    *("unit__noun", "unit__name", "criterion__number"),
)


@dataclass(frozen=True)
class OwnTasks:
    """The open tasks of one person or their bodies: what comes first, what is due soon or without
    a day, and the words for how many these are."""

    items: list[WorkItem]
    soon: WorkSection
    soon_words: str
    count: int
    overdue: int


def own_tasks(access: Access) -> OwnTasks:
    """Tasks of the person, of whom they stand in for or of their bodies: newly given, overdue; due
    soon or without a day."""
    rows: list[Any] = list(
        Task.objects.open_work(access)
        .led_by(access)
        .select_related("unit", "criterion", "plan")
        .annotate(is_new=_is_new(access), whose=_whose(access, Assignment, task="pk"))
        .only(*_SHOWN)
        .order_by(F("ends_on").asc(nulls_last=True), "pk")[:MOST]
    )
    ended = [t for t in rows if t.plan.is_over(access.as_of)]
    running = [t for t in rows if not t.plan.is_over(access.as_of) and not _is_reported(t)]
    me = access.official.pk if access.official else None
    items = [item for t in running if (item := _task_item(t, access))]
    years = Counter((t.plan.year, t.whose or me) for t in ended)
    items += [
        _ended_item(year, left, whose, access)
        for (year, whose), left in sorted(years.items(), reverse=True)
    ]
    soon = [t for t in running if not t.is_new and t.is_due_soon(access.as_of)]
    no_day = [t for t in running if not t.is_new and _has_no_day(t)]
    lines = [_soon_line(t, access) for t in soon + no_day]
    title, soon_words = _soon_words(bool(soon), bool(no_day), access.as_of + SOON)
    own = sum(t.whose not in access.stands_for for t in rows)
    url, words = links.tasks_url(nguoi=me) if own else "", f"Xem cả {own} việc đang mở"
    section = WorkSection("soon", title, lines, len(lines), url, words)
    overdue = sum(t.is_overdue(access.as_of) for t in rows)
    return OwnTasks(items, section, soon_words, len(rows), overdue)


def _has_no_day(task: Task) -> bool:
    """Neither a last day nor a rhythm is known of it."""
    return task.ends_on is None and (not task.rhythm or task.is_half_read)


def _soon_words(is_due: bool, is_unknown: bool, until: date) -> tuple[str, str]:
    """What the tasks are called in a title, and behind their number: a day nobody knows is not
    soon."""
    if is_unknown and not is_due:
        return "Việc của tôi chưa rõ thời hạn", "việc của tôi chưa rõ thời hạn"
    also = " hoặc chưa rõ thời hạn" if is_unknown else ""
    title = f"Việc của tôi đến hạn từ nay đến {format_day(until)}{also}"
    return title, f"việc của tôi sắp đến hạn{also}"


def _is_reported(task: Task) -> bool:
    """Reported done it waits for somebody else."""
    return task.state == TaskState.REPORTED


def _whose(access: Access, rows: type[Model], **of_row: str) -> Subquery | Value:
    """Whose the row is, oneself before whom one stands in for; None where that is nobody else."""
    if not access.lent:
        return Value(None, IntegerField())
    theirs = rows._base_manager.filter(
        official__in=access.acts_for, **{name: OuterRef(outer) for name, outer in of_row.items()}
    )
    is_own = Q(official=access.official)
    first = theirs.order_by(Case(When(is_own, then=0), default=1), "pk").values("official")[:1]
    return Subquery(first)


def _is_new(access: Access) -> Exists:
    """Whether one was notified that the task is given, and has not yet opened that."""
    key = Concat(Value("task-"), Cast(OuterRef("pk"), CharField()), Value("-new"))
    notices = Notice.objects.unread().filter(recipient=access.official)
    return Exists(notices.alias(of_task=key).filter(key=F("of_task")))


def _ended_item(year: int, left: int, whose: int | None, access: Access) -> WorkItem:
    """One line for all the tasks of one person of a plan year that is over."""
    url = links.tasks_url(nguoi=whose, nam_ke_hoach=year, tinh_trang=OPEN)
    name = access.stands_for.get(whose, "tôi") if whose else "tôi"
    line = Line(ended_year_words(year, left, f"của {name} "), url, "", "Năm đã kết thúc", "amber")
    return WorkItem(Urgency.OVERDUE, line, "Xem", (url,))


def _place(task: Any, access: Access) -> str:
    note = instead_words(access, task.whose) + str(task.unit.title_name)
    return f"{note} · tiêu chí {task.criterion.number}" if task.criterion else note


def _task_item(task: Any, access: Access) -> WorkItem | None:
    text, url, key = shortened(task.text), links.task_url(task.pk), (f"task-{task.pk}",)
    if task.is_new:
        due = f" · hạn {format_day(task.ends_on)}" if task.ends_on else ""
        line = Line(text, url, f"{_place(task, access)}{due}", "Mới giao", "gold")
        return WorkItem(Urgency.NEW, line, "Xem", key, day=task.ends_on)
    if task.ends_on and task.is_overdue(access.as_of):
        badge = overdue_words(task.ends_on, access.as_of)
        line = Line(text, url, _place(task, access), badge, "red")
        report = links.address("tasks:report", task.pk)
        return WorkItem(Urgency.OVERDUE, line, "Báo cáo", key, report, task.ends_on)
    return None


def _soon_line(task: Any, access: Access) -> Line:
    text, url, note = shortened(task.text), links.task_url(task.pk), _place(task, access)
    if task.ends_on is None:
        return Line(text, url, note, "Chưa rõ thời hạn", "blue")
    return Line(text, url, note, f"Hạn {format_day(task.ends_on)}", "amber")


@dataclass(frozen=True)
class OwnIndicator:
    """An indicator in one's charge with its value, the day of it and how old that is."""

    row: IndicatorRow
    url: str
    today: date
    instead: str = ""  # before the note: of whom one stands in for

    @property
    def value(self) -> str:
        """The value; without one what was claimed; `chưa có` before the first entry."""
        result = self.row.result
        if result.claim == Claim.NOT_YET:
            return self.row.value_words or "chưa có"
        return self.row.value_words or str(result.get_claim_display()).lower()

    @property
    def age(self) -> int | None:
        as_of = self.row.result.as_of
        return max((self.today - as_of).days, 0) if as_of else None

    @property
    def note(self) -> str:
        """`30/6/2024, đã 46 ngày · mức ≥ 60 lít`."""
        as_of, age = self.row.result.as_of, self.age
        words = "chưa nhập lần nào" if self.row.result.claim == Claim.NOT_YET else "chưa ghi ngày"
        if as_of and age is not None:
            words = f"{format_day(as_of)}, " + (f"đã {age} ngày" if age else "hôm nay")
        is_stated = self.row.level is not None and self.row.level.is_stated
        level = f" · mức {self.row.level_words}" if is_stated else ""
        return self.instead + words + level

    @property
    def _order(self) -> tuple[int, int]:
        is_empty = self.row.result.claim == Claim.NOT_YET
        return 0 if self.row.contradicts else 1 if is_empty else 2, -(self.age or 0)


def own_indicators(access: Access) -> list[OwnIndicator]:
    """Indicators in charge, one's own or of whom one stands in for, or of one's own village, of the
    newest year: those against their figures, then those never entered, then the oldest."""
    rows = with_levels(
        results_in_charge(access)
        .select_related("indicator", "assessment__unit", "assessment__criteria_set")
        .order_by(
            "-assessment__year", "assessment__unit__path",
            "indicator__criterion__number", "indicator__order", "pk",
        )[:MOST]
    )  # fmt: skip
    newest = max((r.assessment.year for r in rows), default=0)
    found = [
        OwnIndicator(
            row_of(r.assessment, r),
            links.address("criteria:edit_result", r.pk),
            access.as_of,
            instead_words(access, r.in_charge_id),
        )
        for r in rows
        if r.assessment.year == newest
    ]
    return sorted(found, key=lambda one: one._order)


def directed_criteria(access: Access, look: FirstLook) -> WorkSection:
    """The criteria that the person directs, or whom they stand in for, and that are not yet met,
    with what remains."""
    rows = _directed(access) if look.directs else []
    newest = max((s.assessment.year for s in rows), default=0)
    lines = [_criterion_line(s, access) for s in rows if s.assessment.year == newest]
    url = links.supervision_url(rows[0].assessment_id) if rows else ""
    title = "Tiêu chí tôi phụ trách còn phải làm"
    return WorkSection("portfolio", title, lines, len(lines), url, "Xem phân công phụ trách")


def _directed(access: Access) -> list[Standing]:
    """The standings not yet met that the person directs, with their open and late tasks."""
    here = {"assessment": OuterRef("assessment"), "criterion": OuterRef("criterion")}

    mine = Supervision.objects.filter(official__in=access.acts_for, **here)
    return list(
        Standing.objects.filter(in_scope(access, "assessment__unit__path"), Exists(mine))
        .exclude(state=State.MET)
        .annotate(
            open_tasks=count_of(Task.objects.open().filter(**here)),
            late_tasks=count_of(Task.objects.overdue_on(access.as_of).filter(**here)),
            is_in_work=Exists(Task.objects.filter(state__in=IN_WORK_STATES, **here)),
            whose=_whose(access, Supervision, assessment="assessment", criterion="criterion"),
        )
        .select_related("criterion", "assessment__unit", "assessment__criteria_set")
        .order_by("-assessment__year", "-late_tasks", "criterion__number", "pk")[:MOST]
    )


def _criterion_line(standing: Any, access: Access) -> Line:
    criterion = standing.criterion
    left = standing.not_met + standing.not_yet
    state = tile_state(standing, is_in_work=standing.is_in_work)
    badge, tone = tile_words(state), STATE_TONES[state]
    if standing.late_tasks and not standing.contradicting:
        badge, tone = f"{standing.late_tasks} việc quá hạn", "red"
    return Line(
        f"Tiêu chí {criterion.number}. {criterion.name}",
        links.criterion_url(standing.assessment_id, criterion.number),
        instead_words(access, standing.whose)
        + of_set(f"{standing.assessment} · còn {left} chỉ tiêu", standing)
        + f", {standing.open_tasks} nhiệm vụ chưa xong",
        badge,
        tone,
    )
