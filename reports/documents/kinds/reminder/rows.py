"""Whom a letter reminds, of what, and the days that it sets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from evidence.issued.queries import preparation_of, settings_of
from ntm_project.common.dates import format_day
from ntm_project.common.text import fold, within_a_sentence
from reports.documents.blanks import BLANK
from reports.documents.facts import DAY, Fact, Facts, FactSheet, Limit, read_facts
from reports.documents.kinds.plan.rows import number_of_plan
from reports.documents.kinds.reminder.others import ON_THEIR_WAY, SLUG, OtherLetters, other_letters
from reports.documents.office import last_day_of
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Supervision, Task
from tasks.models.tasks import TaskQuerySet
from villages.enums import Role
from villages.models import Body, Posting, Unit
from villages.titles import printed_name, with_title
from villages.viewing import paper_day, sample_day

_AGRICULTURE = "NN"  # the field of this programme, where the commune has set none
# Who is not below the committee is requested, never ordered (docs/domain/vietnamese.md §6).
_OUTSIDE = {Role.VILLAGE_BOARD, Role.COMMITTEE}
# Posts of the committee's own, where only the words of a post are known.
_OF_COMMITTEE = re.compile(
    r"cong chuc|can bo|vien chuc|chuyen vien|van thu|van phong|ke toan|phong "
)


def letter_day(task: Task) -> date:
    """The day to which the letter counts until one is chosen: the day on which it was checked, so
    that it stays as it was checked until it is issued; today while nobody has checked it."""
    known = preparation_of(SLUG, task.pk)
    if known is None or known.checked_at is None or known.state not in ON_THEIR_WAY:
        return paper_day()
    return sample_day() or timezone.localdate(known.checked_at)


def week_start(day: date) -> date:
    """The Monday of its week: a letter is one of its week, with the days chosen in it."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class ReminderRows:
    """One assignee with everything of the plan that was overdue on the day."""

    task: Task
    lead: Assignment
    posting: Posting | None
    tasks: list[Task]
    on: date
    vice_chair: str
    plan_number: str
    field: str  # of the letter's symbol, as the commune sets it
    facts: Facts
    others: OtherLetters

    @property
    def unit(self) -> Unit:
        return self.task.plan.unit

    @property
    def issuer(self) -> str:
        return self.unit.agency

    @property
    def is_subordinate(self) -> bool:
        """Whether the committee may order: its own officials, bodies and posts."""
        if self.lead.role_words:
            return bool(_OF_COMMITTEE.match(fold(self.lead.role_words)))
        body = self.lead.body or (self.posting.body if self.posting else None)
        if body is not None:
            return body.is_subordinate or self._is_committee(body)
        return self.posting is None or self.posting.role not in _OUTSIDE

    def _is_committee(self, body: Body) -> bool:
        """Whether it is the committee itself, in which its own officials hold their posts."""
        is_named = fold(body.name).startswith(("ubnd", "uy ban nhan dan"))
        return is_named and body.unit_id == self.unit.pk

    @property
    def addressee(self) -> str:
        """`Đồng chí Đặng Thị Hiền, công chức Địa chính`, or the body or post."""
        if self.lead.official is None:
            return capfirst(self._body_or_post)
        if not self.is_named:
            return f"Đồng chí {self._post}"
        title = self.posting.title if self.posting else ""
        return f"Đồng chí {with_title(self.lead.official.full_name, title)}"

    @property
    def short(self) -> str:
        """The addressee within a sentence."""
        official = self.lead.official
        if official is None:
            named = self._body_or_post
            return within_a_sentence(named) if self.lead.role_words else named
        return f"đồng chí {official.full_name if self.is_named else self._post}"

    @property
    def _body_or_post(self) -> str:
        """A body of another unit by its whole name: no thôn is reminded without being named."""
        body = self.lead.body
        if body is None or body.unit_id == self.unit.pk:
            return self.lead.name
        return body.unit.whole_name(body.name)

    @property
    def is_named(self) -> bool:
        """Whether it is known who leads, or only whose account that is."""
        official = self.lead.official
        return official is None or bool(printed_name(official.full_name))

    @property
    def _post(self) -> str:
        return self.posting.title if self.posting else BLANK


def first_lead(task: Task) -> Assignment | None:
    """Who leads the task: rather somebody with a name, else the post at which it waits."""
    rows = Assignment.objects.filter(task=task, kind=AssignmentKind.LEAD)
    leads = list(rows.select_related("official", "body__unit").order_by("order", "pk"))
    return next((row for row in leads if not row.role_words), next(iter(leads), None))


def led_with(task: Task, lead: Assignment) -> TaskQuerySet:
    """The tasks of its plan that the same person, body or post leads, itself among them."""
    same = {name: getattr(lead, name) for name in ("official", "body", "role_words")}
    led = Assignment.objects.filter(kind=AssignmentKind.LEAD, task__plan=task.plan, **same)
    return Task.objects.filter(pk__in=led.values("task"))


def has_reminder(task: Task) -> bool:
    """Whether somebody leads it, and it is overdue on the day of the paper or a letter of it is on
    its way or issued: whoever has that in hand finds it, though the work is done meanwhile."""
    if not task.is_overdue(paper_day()) and preparation_of(SLUG, task.pk) is None:
        return False
    return first_lead(task) is not None


def reminder_rows(task: Task) -> ReminderRows:
    """The assignee of the task, with all that they lead in its plan and owe."""
    lead, facts = first_lead(task), read_facts(SLUG, task.pk, reminder_facts(task))
    assert lead is not None  # `has_reminder`
    on = facts.get("counted_on") or facts.sheet["counted_on"].begins
    led = led_with(task, lead)
    late = led.overdue_on(on)
    held = Posting.objects.filter(official=lead.official).open_on(on) if lead.official else None
    posting = held.select_related("body").order_by("-is_main", "pk").first() if held else None
    return ReminderRows(
        task=task,
        lead=lead,
        posting=posting,
        tasks=list(late.select_related("criterion", "unit").order_by("ends_on", "pk")),
        on=on,
        vice_chair=_vice_chair(task, on, lead),
        plan_number=number_of_plan(task.plan_id),
        field=letter_field_of(task.plan.unit),
        facts=facts,
        others=other_letters(task, led),
    )


def nothing_overdue(rows: ReminderRows) -> str:
    """Why no letter goes to an assignee who has done all of it meanwhile, or ""."""
    if rows.tasks:
        return ""
    return (
        f"Tính đến ngày {format_day(rows.on)}, {rows.short} không còn nhiệm vụ quá hạn nào của kế "
        "hoạch nên không còn gì để đôn đốc."
    )


def reminder_facts(task: Task) -> FactSheet:
    """The blanks of the letter: the day to which it counts, and the days by which to finish and to
    answer; those of last week's letter do not carry over."""
    on = letter_day(task)
    last_week = "vì ngày trước đó là của thư tuần trước"
    day: Mapping[str, Any] = {"type": DAY, "earliest": week_start(on), "because": last_week}
    late = task.ends_on + timedelta(days=1) if task.ends_on else on
    counted = Fact(
        key="counted_on",
        label="Tính đến ngày",
        type=DAY,
        help="Số ngày quá hạn tính đến ngày này.",
        begins=on,
        earliest=max(late, week_start(on)),
        because="vì trước đó là thư của tuần trước hoặc nhiệm vụ chưa quá hạn",
    )
    done = Fact(key="done_by", label="Hoàn thành trước ngày", **day)
    answer = Fact(key="answer_by", label="Báo cáo trước ngày", **day)
    limits = (Limit((counted.key,), (one.key,)) for one in (done, answer))
    return FactSheet((counted, done, answer), tuple(limits))


def letter_field_of(unit: Unit) -> str:
    """What follows the agency in the symbol of its letters: `UBND-KT`."""
    return settings_of(unit).letter_field or _AGRICULTURE


def _vice_chair(task: Task, on: date, lead: Assignment) -> str:
    """The unit's vice-chair who supervises the criterion; "" for none, and where the letter goes to
    that very person: the chair signs."""
    unit = task.plan.unit
    held = Posting.objects.filter(unit=unit, role=Role.VICE_CHAIR).open_on(last_day_of(unit, on))
    rows = Supervision.objects.filter(
        assessment=task.assessment_id, criterion=task.criterion_id, official__postings__in=held
    )
    others = rows.exclude(official=lead.official) if lead.official else rows
    names = others.order_by("pk").values_list("official__full_name", flat=True)
    return next(filter(None, map(printed_name, names)), "")
