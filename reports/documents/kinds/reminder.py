"""The letter that reminds an assignee of what is overdue (`docs/domain/documents.md` g)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from evidence.issued.enums import DocumentState
from evidence.issued.queries import preparation_of, settings_of
from evidence.issued.rules import NotBefore
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import in_a_column
from ntm_project.common.numbers import format_count
from ntm_project.common.text import fold, within_a_sentence
from reports.documents.blanks import BLANK
from reports.documents.blocks import (
    Block,
    Document,
    Heading,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Table,
    TableColumn,
    Title,
)
from reports.documents.facts import DAY, Fact, Facts, FactSheet, Limit, read_facts
from reports.documents.kind import DocumentKind
from reports.documents.kinds.plan.rows import number_of_plan
from reports.documents.office import (
    issuer_lines_of,
    signature_of_head,
    signature_of_vice_chair,
)
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Supervision, Task
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Body, Posting, Unit
from villages.titles import printed_name
from villages.viewing import paper_day, sample_day

_COLUMNS = (
    TableColumn(1.3, "center"), TableColumn(6.5), TableColumn(3.4), TableColumn(3, "center"),
    TableColumn(2.4, "center"), TableColumn(2.6, "center"),
)  # fmt: skip
_HEADER = (
    "TT", "Nhiệm vụ", "Tiêu chí", "Thời hạn giao", "Số ngày quá hạn", "Tình trạng"
)  # fmt: skip
_ON_ITS_WAY = (DocumentState.CHECKED, DocumentState.SIGNED)
_AGRICULTURE = "NN"  # the field of this programme, where the commune has set none
# Who is not below the committee is requested, never ordered (docs/domain/vietnamese.md §6).
_OUTSIDE = {Role.VILLAGE_BOARD, Role.COMMITTEE}


def letter_day(task: Task) -> date:
    """To which day the letter counts until one is chosen: the day on which it was checked, so that
    it stays as it was checked until it is issued; today while nobody has checked it."""
    known = preparation_of("reminder", task.pk)
    if known is None or known.checked_at is None or known.state not in _ON_ITS_WAY:
        return paper_day()
    return sample_day() or timezone.localdate(known.checked_at)


def week_start(day: date) -> date:
    """The Monday of its week: a letter is one of its week, with the days chosen in it."""
    return day - timedelta(days=day.weekday())


# Posts of the committee's own, where only the words of a post are known.
_OF_COMMITTEE = re.compile(
    r"cong chuc|can bo|vien chuc|chuyen vien|van thu|van phong|ke toan|phong "
)


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
        title = f", {self.posting.title}" if self.posting else ""
        return f"Đồng chí {self.lead.official.full_name}{title}"

    @property
    def short(self) -> str:
        """The same within a sentence."""
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


def is_to_be_reminded(task: Task) -> bool:
    """Whether it is overdue on the day of the paper, and somebody leads it."""
    return task.is_overdue(paper_day()) and first_lead(task) is not None


def reminder_rows(task: Task) -> ReminderRows:
    """The assignee of the task, with all that they lead in its plan and owe."""
    lead, facts = first_lead(task), read_facts("reminder", task.pk, reminder_facts(task))
    assert lead is not None  # `is_to_be_reminded`
    on = facts.get("counted_on") or facts.sheet["counted_on"].begins
    same = {name: getattr(lead, name) for name in ("official", "body", "role_words")}
    led = Assignment.objects.filter(kind=AssignmentKind.LEAD, task__plan=task.plan, **same)
    late = Task.objects.filter(pk__in=led.values("task")).overdue_on(on)
    held = Posting.objects.filter(official=lead.official).open_on(on) if lead.official else None
    posting = held.select_related("body").order_by("-is_main", "pk").first() if held else None
    return ReminderRows(
        task=task,
        lead=lead,
        posting=posting,
        tasks=list(late.select_related("criterion", "unit").order_by("ends_on", "pk")),
        on=on,
        vice_chair=_vice_chair(task, on),
        plan_number=number_of_plan(task.plan_id),
        field=letter_field_of(task.plan.unit),
        facts=facts,
    )


def reminder_facts(task: Task) -> FactSheet:
    """To which day the letter counts, by when to finish and to answer; days of last week's letter
    are none of this week's."""
    on = letter_day(task)
    day: Mapping[str, Any] = {"type": DAY, "earliest": week_start(on)}
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


def _vice_chair(task: Task, on: date) -> str:
    """The unit's vice-chair who supervises the criterion; "" for none: the chair signs."""
    unit = task.plan.unit
    held = Posting.objects.filter(unit=unit, role=Role.VICE_CHAIR).open_on(on)
    rows = Supervision.objects.filter(
        assessment=task.assessment_id, criterion=task.criterion_id, official__postings__in=held
    )
    names = rows.order_by("pk").values_list("official__full_name", flat=True)
    return next(filter(None, map(printed_name, names)), "")


def reminder_doubts(rows: ReminderRows) -> tuple[str, ...]:
    """What stands beside the letter: that nobody is named whom it addresses, that nobody has chosen
    the day to which it counts, that a day which it sets is over."""
    day = () if rows.facts.get("counted_on") else _day_doubt(rows)
    return (*_whom(rows), *day, *_past_days(rows))


def _past_days(rows: ReminderRows) -> tuple[str, ...]:
    days = {
        "hoàn thành nhiệm vụ": rows.facts.get("done_by"),
        "báo cáo kết quả": rows.facts.get("answer_by"),
    }
    return tuple(
        f"Hạn {what} là trước ngày {format_day(day)}, mà ngày ấy đã đến hoặc đã qua."
        for what, day in days.items()
        if day and day <= paper_day()
    )


def _day_doubt(rows: ReminderRows) -> tuple[str, ...]:
    until = f"Thư tính đến ngày {format_day(rows.on)}"
    chosen = "ô “Tính đến ngày” của trang “Điền các chỗ trống”"
    if rows.on < paper_day():
        return (f"{until} là ngày đã kiểm tra; muốn tính đến ngày khác thì ghi {chosen}.",)
    return (
        f"{until}; từ khi kiểm tra, thư giữ ngày ấy. Muốn tính đến ngày khác thì ghi {chosen}.",
    )


def _whom(rows: ReminderRows) -> tuple[str, ...]:
    if post := rows.lead.role_words:
        return (
            f"Thư gửi cho “{post}” như nhiệm vụ ghi, vì chưa giao cho người hay tổ chức nào; là "
            f"chức vụ thì ghi người giữ ở trang của {rows.unit.full_name}, việc chuyển cho họ.",
        )
    if rows.is_named:
        return ()
    return (f"Sổ chưa có tên của người chủ trì: {rows.lead.name}; thư chỉ nêu chức vụ.",)


def reminder_document(rows: ReminderRows) -> Document:
    """The letter as a list of blocks; number and date stay blank until the clerk issues it."""
    unit = rows.unit
    return Document(
        header=NationalHeader(
            issuer_lines=issuer_lines_of(unit),
            symbol=f"UBND-{rows.field}",
            place=unit.seat,
            year=rows.on.year,
        ),
        title=Title("", ("V/v đôn đốc thực hiện nhiệm vụ xây dựng nông thôn mới quá hạn",)),
        addressees=(rows.addressee,),
        blocks=tuple(_body(rows)),
        signature=signature_of_vice_chair(rows.vice_chair)
        if rows.vice_chair
        else signature_of_head(unit, rows.on),
        recipients=Recipients(("Như trên", f"Chủ tịch, các PCT UBND {unit.noun} (b/c)", "Lưu: VT")),
        issuer_name=rows.issuer,
    )


def _body(rows: ReminderRows) -> Iterator[Block]:
    which = rows.plan_number or f" năm {rows.task.plan.year}"
    plan = f"{rows.task.plan.kind}{which}"
    yield Paragraph(
        f"Thực hiện {plan} của {rows.issuer}, tính đến ngày {format_day(rows.on)}, {rows.short} "
        f"còn {format_count(len(rows.tasks))} nhiệm vụ quá hạn chưa hoàn thành như sau:"
    )
    yield Table(_COLUMNS, (_HEADER,), tuple(_rows(rows)), font_size=12)
    agency = f"{rows.unit.agency_noun} {rows.unit.noun}"
    verb = "yêu cầu" if rows.is_subordinate else "đề nghị"
    yield Paragraph(f"{rows.issuer} {verb} {rows.short}:")
    done, answered = rows.facts.ended("done_by"), rows.facts.ended("answer_by")
    owed = "các nhiệm vụ" if len(rows.tasks) > 1 else "nhiệm vụ"
    yield Heading(2, f"Hoàn thành {owed} nêu trên trước {done}", is_title=False)
    yield Heading(
        2,
        f"Báo cáo nguyên nhân và kết quả thực hiện bằng văn bản về {agency} trước {answered}",
        is_title=False,
    )
    if rows.is_subordinate:
        yield Heading(
            2,
            f"Chịu trách nhiệm trước Chủ tịch {agency} về tiến độ, kết quả thực hiện.",
            is_title=False,
        )
        yield Paragraph(f"{rows.issuer} {verb} {rows.short} nghiêm túc thực hiện")
    else:
        yield Paragraph(f"{rows.issuer} mong nhận được sự quan tâm, phối hợp của {rows.short}")


def _rows(rows: ReminderRows) -> Iterator[Row]:
    for number, task in enumerate(rows.tasks, start=1):
        criterion = task.criterion
        late = (rows.on - task.ends_on).days if task.ends_on else 0
        yield Row(
            (
                str(number),
                task.text,
                f"Số {criterion.number} ({criterion.name})" if criterion else "",
                capfirst(in_a_column(task.deadline_words)),
                str(late),
                task.get_state_display(),
            )
        )


def deny_print_reminder(access: Access, task: Task) -> str:
    """Whoever gives out the tasks of the commune reminds of them; the clerk numbers the letter."""
    unit = task.plan.unit
    if access.can(Ability.ISSUE_DOCUMENT, unit):
        return ""
    return access.deny(Ability.MANAGE_TASK, unit)


def deny_fill_reminder(access: Access, task: Task) -> str:
    """Its days are set by whoever gives out the tasks."""
    return access.deny(Ability.MANAGE_TASK, task.plan.unit)


KIND: DocumentKind[Task, ReminderRows] = DocumentKind(
    slug="reminder",
    title="Công văn đôn đốc",
    preview_path="nhiem-vu/<key:pk>/don-doc/",
    page="tasks:task",
    back="Về nhiệm vụ",
    button="Công văn đôn đốc",
    model=Task,
    related=("plan__unit", "unit__parent"),
    exists=is_to_be_reminded,
    deny=deny_print_reminder,
    issuer=lambda task: task.plan.unit,
    not_before=lambda _task, rows: NotBefore(rows.on),
    is_replaced=False,  # each week's letter is one of its own
    rows=reminder_rows,
    document=reminder_document,
    doubts=reminder_doubts,
    facts=reminder_facts,
    deny_write=deny_fill_reminder,
    about=lambda task: task.text[:120],
    file_name=lambda task: f"Công văn đôn đốc {task.plan.unit.name} {task.pk}",
)
