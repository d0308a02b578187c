"""Each constraint of this floor broken on purpose, matched by its name; and the words of rows."""

from collections.abc import Callable
from datetime import datetime, time
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from criteria.models import Assessment
from tasks.enums import TaskState
from tasks.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Citation,
    Conclusion,
    Funding,
    FundingPart,
    Meeting,
    Plan,
    PlanText,
    PlanWindow,
    PlanWording,
    ProgressReport,
    ReportRemark,
    Supervision,
    Target,
    Task,
    TaskReport,
    Waiver,
)
from tasks.models.tasks import THEN, open_tasks
from tasks.queries.past import tasks_on
from tasks.templatetags.tasks_tags import overdue_words
from tests import factories as make
from villages.models import Official

pytestmark = pytest.mark.django_db


class Ground:
    """The rows that the broken ones hang on."""

    def __init__(self) -> None:
        self.plan: Plan = make.make_plan(make.make_commune())
        self.unit = self.plan.unit
        self.official: Official = make.make_official(self.unit)
        self.assessment: Assessment = make.make_assessment(self.unit)
        self.criterion = self.assessment.criteria_set.criteria.get(number=1)
        self.indicator = self.criterion.indicators.first()
        self.task = make.make_task(self.plan)

    def new_task(self, **fields: object) -> Task:
        return Task(plan=self.plan, unit=self.unit, text="Việc", **fields)

    def funding(self, **fields: object) -> Funding:
        return Funding(unit=self.unit, plan=self.plan, text="Công", stage="planned", **fields)

    def meeting(self, **fields: object) -> Meeting:
        return Meeting(unit=self.unit, held_on=make.TODAY, name="Giao ban", **fields)

    def report(self, **fields: object) -> ProgressReport:
        days = {"starts_on": make.date(2024, 7, 15), "ends_on": make.date(2024, 8, 14)}
        return ProgressReport(unit=self.unit, kind="month", **days | fields)

    def waiver(self, **fields: object) -> Waiver:
        given = {"check_slug": "no-money", "fingerprint": "0" * 64, "text": "a", "reason": "b"}
        return Waiver(unit=self.unit, waived_on=make.TODAY, **given | fields)


BACKWARDS = {"starts_on": make.date(2024, 9, 1), "ends_on": make.date(2024, 8, 31)}


def _saved(row: models.Model) -> models.Model:
    row.save()
    return row


FORM_KEY = UUID(int=1)


def _twice(row: models.Model) -> models.Model:
    """A second row equal to one just saved."""
    row.save()
    row.pk, row._state.adding = None, True
    return row


BROKEN: dict[str, Callable[[Ground], models.Model]] = {
    "tasks_task_deadline_in_order": lambda g: g.new_task(**BACKWARDS),
    "tasks_planwindow_deadline_in_order": lambda g: PlanWindow(
        plan=g.plan, order=1, text="a", **BACKWARDS
    ),
    "tasks_target_deadline_in_order": lambda g: Target(
        plan=g.plan, order=1, text="a", assessment=g.assessment, **BACKWARDS
    ),
    "task_done_has_day": lambda g: g.new_task(state="done", result="Xong"),
    "task_reported_has_result": lambda g: g.new_task(state="reported"),
    "task_criterion_with_assessment": lambda g: g.new_task(criterion=g.criterion),
    "task_indicator_with_criterion": lambda g: g.new_task(
        assessment=g.assessment, indicator=g.indicator
    ),
    "assignment_names_exactly_one": lambda g: Assignment(
        task=g.task, kind="lead", official=g.official, role_words="và một vai trò"
    ),
    "plan_unique_unit_year_kind": lambda g: Plan(
        unit=g.unit, year=2024, title="a", issuer="b", place="c"
    ),
    "plan_text_unique_section": lambda g: _twice(PlanText(plan=g.plan, section="goals")),
    "plan_wording_name_once": lambda g: _twice(PlanWording(section="goals", name="Mẫu", text="a")),
    "meeting_unique_name_per_day": lambda g: _twice(
        Meeting(unit=g.unit, held_on=make.TODAY, name="Giao ban")
    ),
    "meeting_times_in_order": lambda g: g.meeting(start_time=time(9), end_time=time(8)),
    "meeting_chair_is_not_secretary": lambda g: g.meeting(
        chaired_by=g.official, secretary=g.official
    ),
    "meeting_closed_by_with_moment": lambda g: g.meeting(closed_by=g.official),
    "attendance_once_per_member": lambda g: _twice(
        Attendance(meeting=_saved(g.meeting()), official=g.official)
    ),
    "attendance_reason_of_absence": lambda g: Attendance(
        meeting=_saved(g.meeting()), official=g.official, is_present=True, reason="ốm"
    ),
    "agenda_item_once_per_kind": lambda g: _twice(
        AgendaItem(meeting=_saved(g.meeting()), order=1, kind="overdue", title="a")
    ),
    "progress_report_once_per_period": lambda g: _twice(g.report()),
    "progress_report_days_in_order": lambda g: g.report(starts_on=make.date(2024, 9, 1)),
    "report_remark_unique_section": lambda g: _twice(
        ReportRemark(report=_saved(g.report()), section="money", text="a")
    ),
    "conclusion_unique_order": lambda g: _twice(
        Conclusion(
            meeting=Meeting.objects.create(unit=g.unit, held_on=make.TODAY, name="Giao ban"),
            order=1,
            text="a",
        )
    ),
    "conclusion_once_per_form": lambda g: Conclusion(
        meeting=_saved(
            Conclusion(
                meeting=Meeting.objects.create(unit=g.unit, held_on=make.TODAY, name="Giao ban"),
                order=1,
                text="a",
                form_key=FORM_KEY,
            )
        ).meeting,
        order=2,
        text="b",
        form_key=FORM_KEY,
    ),
    "supervision_unique": lambda g: _twice(
        Supervision(assessment=g.assessment, criterion=g.criterion, official=g.official)
    ),
    "funding_total_not_negative": lambda g: g.funding(total=-1),
    "funding_criterion_with_assessment": lambda g: g.funding(criterion=g.criterion),
    "waiver_has_reason": lambda g: g.waiver(reason=""),
    "waiver_has_fingerprint": lambda g: g.waiver(fingerprint="abc"),
    "waiver_unique_finding": lambda g: _twice(g.waiver()),
    "funding_part_not_negative": lambda g: FundingPart(
        funding=g.task.fundings.create(unit=g.unit, plan=g.plan, text="Công", stage="planned"),
        source="commune",
        amount=-1,
    ),
}


def all_constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_app_config("tasks").get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_its_case_and_a_vietnamese_sentence():
    assert set(BROKEN) == set(all_constraints())
    for constraint in all_constraints().values():
        assert not constraint.violation_error_message.startswith("Constraint"), constraint.name


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name):
    row = BROKEN[name](Ground())
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        type(row).objects.bulk_create([row])  # behind `save()`, which reads deadlines anew
    if connection.vendor == "postgresql" or "UNIQUE" not in str(caught.value):
        assert name in str(caught.value)
    else:  # SQLite names the columns of a unique constraint, not the constraint
        assert "UNIQUE constraint failed" in str(caught.value)


@pytest.mark.parametrize("name", BROKEN)
def test_cleaning_gives_the_sentence(name):
    row = BROKEN[name](Ground())
    with pytest.raises(ValidationError) as caught:
        row.validate_constraints()
    assert all_constraints()[name].violation_error_message in caught.value.messages


def test_rows_have_words_in_vietnamese():
    ground = Ground()
    rows = [
        (Citation(number="741/QĐ-UBND", title="Bộ tiêu chí"), "741/QĐ-UBND Bộ tiêu chí"),
        (Meeting(name="Giao ban", held_on=make.TODAY), "Giao ban, 15/8/2024"),
        (Assignment(role_words="người phụ trách"), "người phụ trách"),
    ]
    for row, words in rows:
        assert str(row) == words
    assert str(ground.plan) == "Kế hoạch năm 2024 – Xã Mai Đình"


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "read", "unread"),
    [
        ("trong tháng 8/2024", "từ 01/8/2024 đến hết 31/8/2024", False),
        ("hàng tuần", "hàng tuần", False),
        ("15/8", "trong ngày 15/8/2024", False),
        ("quý III", "từ 01/7/2024 đến hết 30/9/2024", False),
        ("hàng tuần, đến lúc gặt xong", "hàng tuần", True),
        ("hoàn thành 3/4", "", True),
        ("khi có vốn", "", True),
        ("", "", False),
    ],
)
def test_a_deadline_records_how_it_was_read(words, read, unread):
    task = Task(plan=Plan(year=2024), deadline_words=words)
    task.read_deadline()
    assert (task.deadline_read, task.is_deadline_unread) == (read, unread)


def test_the_upgrade_reads_stored_deadlines_anew():
    plan = make.make_plan(make.make_commune())
    share = make.make_task(plan, deadline_words="hoàn thành 3/4")
    half = make.make_task(plan, deadline_words="hàng tuần, đến lúc gặt xong")
    Task.objects.update(ends_on=make.date(2024, 4, 3), is_half_read=False)
    import_module("tasks.migrations.0007_deadline_half_read").read_anew(apps, None)
    share.refresh_from_db()
    half.refresh_from_db()
    assert (share.ends_on, half.is_half_read, half.is_deadline_unread) == (None, True, True)


def test_lateness_counts_calendar_days_of_open_tasks():
    task = make.make_task(make.make_plan(make.make_commune()), deadline_words="trước 01/8/2024")
    assert overdue_words(task, make.date(2024, 7, 31)) == ""
    assert overdue_words(task, make.date(2024, 8, 1)) == "Quá hạn 1 ngày"
    assert overdue_words(task, make.date(2024, 10, 31)) == "Quá hạn 92 ngày"
    assert overdue_words(task, make.date(2024, 11, 1)) == "Quá hạn từ quý III/2024"
    assert list(Task.objects.overdue_on(make.date(2024, 8, 1))) == [task]
    assert [task.is_pressing(make.date(y, 12, 31)) for y in (2024, 2025)] == [True, False]
    task.state = "done"
    assert overdue_words(task, make.date(2024, 8, 1)) == ""


def test_a_task_as_of_a_day_stood_by_the_reports():
    plan = make.make_plan(make.make_commune())
    task, still = make.make_task(plan), make.make_task(plan)
    report = {"task": task, "by": None}
    for day, old, new in ((3, "not_started", "in_progress"), (7, "in_progress", "done")):
        at = timezone.make_aware(datetime(2024, 8, day, 23, 59))
        TaskReport.objects.create(at=at, from_state=old, to_state=new, **report)
    Task.objects.filter(pk=task.pk).update(state="done", done_on=make.TODAY, result="Xong")
    for day, state in ((2, "not_started"), (3, "in_progress"), (6, "in_progress"), (7, "done")):
        as_of = make.date(2024, 8, day)
        then, _ = tasks_on(Task.objects.all(), as_of)
        assert then.get(pk=task.pk).state_then == state
        found = set(then.filter(open_tasks(then=THEN)))
        assert found == ({still} if state == "done" else {task, still})


def test_a_rule_is_the_same_of_a_row_and_in_a_query():
    """Open, overdue, due soon and whose: once in Python, once for the database."""
    unit, day = make.make_commune(), make.TODAY
    union = unit.bodies.create(name="Hội Nông dân")
    member = make.access(make.make_official(unit, body=union))
    plan = make.make_plan(unit)
    for words in ("", "14/8/2024", "15/8/2024", "29/8/2024", "30/8/2024", "hàng tuần"):
        for state in TaskState:
            is_done, has_result = state == TaskState.DONE, state in ("reported", "done")
            task = make.make_task(plan, lead=member.official, deadline_words=words)
            Task.objects.filter(pk=task.pk).update(
                state=state,
                result="Xong" if has_result else "",
                done_on=day if is_done else None,
            )
    of_body, of_nobody = make.make_task(plan), make.make_task(plan)
    of_body.assignments.create(kind="support", body=union)
    of_nobody.assignments.create(kind="lead", role_words="Trưởng thôn")
    tasks = Task.objects.with_assignments()
    for found, is_so in (
        (tasks.open(), lambda task: task.is_open),
        (tasks.overdue_on(day), lambda task: task.is_overdue(day)),
        (tasks.led_by(member), lambda task: task.is_led_by(member)),
    ):
        expected = {task.pk for task in tasks if is_so(task)}
        assert 0 < len(expected) < tasks.count()
        assert {task.pk for task in found} == expected
    assert not tasks.led_by(make.system()).exists()
    assert not any(task.is_led_by(make.system()) for task in tasks)


def test_a_task_is_found_in_the_quarter_in_which_it_ends():
    task = make.make_task(make.make_plan(make.make_commune()), deadline_words="31/12/2024")
    assert list(Task.objects.due_in(2024, 4)) == [task]
    assert list(Task.objects.due_in(2024)) == [task]
    assert not Task.objects.due_in(2024, 3).exists()
