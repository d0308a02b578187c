"""The findings about what is written of a plan: its tasks, its texts, the rows of its lists."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.text import capfirst

from reports import links
from reports.checks.facts.rows import Passage
from reports.lines import Line, short
from tasks.models import Funding, Plan, PlanText, Task


def of_plan(plan: Plan, fault: str, text: str = "", *, form: str = "") -> Line:
    """A finding about a plan, or about one of its rows that `text` names and `form` mends."""
    url = plan.get_absolute_url()
    return Line(
        short(text or str(plan), 140), url, fault, form=form or links.plan_form_url(plan.pk)
    )


def of_part(plan: Plan, part: str, row: Any, fault: str) -> Line:
    """A finding about one row of a plan's lists."""
    form = links.plan_part_url(plan.pk, part, row.pk)
    return of_plan(plan, fault, getattr(row, "text", "") or str(row), form=form)


def of_funding(row: Funding, fault: str) -> Line:
    """A finding about a sum."""
    url = links.address("tasks:plan", row.plan_id)
    return Line(short(row.text, 140), url, fault, form=links.funding_url(row.plan_id, row.pk))


def about(task: Task, fault: str) -> Line:
    """A finding about a task, with its unit and criterion; its form mends it while it is open."""
    place = task.unit.title_name
    if task.criterion:
        place += f", tiêu chí {task.criterion.number}"
    form = links.of_row("tasks:edit", task.pk) if task.is_open else ""
    return Line(short(task.text, 140), links.task_url(task.pk), f"{place}: {fault}", form=form)


def counting(line: Line, tasks: Iterable[Task]) -> Line:
    """A finding that counts tasks without naming them, with which they are and their last days: a
    waiver of it ends once another task is counted instead."""
    counted = sorted(f"{task.pk} {task.ends_on}" for task in tasks)
    return replace(line, counted=", ".join(counted))


def about_text(plan: Plan, text: PlanText, fault: str) -> Line:
    """A finding about one of the plan's authored texts."""
    url, form = plan.get_absolute_url(), links.plan_text_url(plan.pk, text.section)
    name = f"{plan.kind} năm {plan.year}, mục {text.get_section_display()}"
    name += "" if text.pk else " (văn bản đã nhập)"
    return Line(name, f"{url}#noi-dung", capfirst(fault), form=form)


def about_passage(passage: Passage, fault: str) -> Line:
    """A finding about a passage; the fault is in words that begin small."""
    if isinstance(passage.row, Task):
        return about(passage.row, fault)
    if isinstance(passage.row, PlanText):
        return about_text(passage.plan, passage.row, fault)
    return of_part(passage.plan, passage.part, passage.row, capfirst(fault))
