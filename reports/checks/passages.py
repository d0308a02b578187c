"""All that is written of a plan, passage after passage, each with its finding."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.text import capfirst

from reports import links
from reports.checks.facts import CheckFacts
from reports.checks.paper import of_part
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import Plan, PlanText, Task

# What looks ahead: a year that is over has no place in it, unless the text speaks of what was.
AHEAD = frozenset(
    {
        PlanSection.GOALS, PlanSection.WORKS, PlanSection.LEADERSHIP, PlanSection.OUTREACH,
        PlanSection.INFRASTRUCTURE, PlanSection.QUALITY, PlanSection.RESOURCES,
        PlanSection.ORGANISATION, PlanSection.IMPLEMENTATION, PlanSection.NOTES,
        PlanSection.CLOSING,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A text, whether it orders what is to be done, and its finding."""

    text: str
    is_ahead: bool
    year: int  # of its plan
    line: Callable[[str], Line]  # of the fault, in words that begin small
    is_task: bool = False


def about(task: Task, fault: str) -> Line:
    """A finding about a task, with its unit and criterion; its form mends it while it is open."""
    place = task.unit.title_name
    if task.criterion:
        place += f", tiêu chí {task.criterion.number}"
    form = links.of_row("tasks:edit", task.pk) if task.is_open else ""
    return Line(short(task.text, 140), links.task_url(task.pk), f"{place}: {fault}", form=form)


def about_text(plan: Plan, text: PlanText, fault: str) -> Line:
    """A finding about one of the plan's authored texts."""
    url, form = links.address("tasks:plan", plan.pk), links.plan_text_url(plan.pk, text.section)
    name = f"{plan.kind} năm {plan.year}, mục {text.get_section_display()}"
    return Line(name, f"{url}#noi-dung", _sentence(fault), form=form)


def plan_texts(facts: CheckFacts) -> Iterator[tuple[Plan, PlanText]]:
    """The authored texts of the plans, but for those that are empty."""
    for plan in facts.plans:
        for text in plan.texts.all():
            if text.text:
                yield plan, text


def passages(facts: CheckFacts) -> Iterator[Passage]:
    """Open tasks, authored texts, targets, windows and duties to report."""
    for task in facts.open_tasks:
        yield Passage(task.text, True, task.plan.year, partial(about, task), is_task=True)
    for plan, text in plan_texts(facts):
        line = partial(about_text, plan, text)
        yield Passage(text.text, text.section in AHEAD, plan.year, line)
    for plan in facts.plans:
        lists = (
            ("thoi-gian", plan.windows), ("muc-tieu", plan.targets),
            ("bao-cao", plan.reporting_duties),
        )  # fmt: skip
        for part, rows in lists:
            for row in rows.all():
                words = f"{row.text}. {getattr(row, 'who', '')}"
                yield Passage(words, True, plan.year, partial(_of_part, plan, part, row))


def _of_part(plan: Plan, part: str, row: object, fault: str) -> Line:
    return of_part(plan, part, row, _sentence(fault))


def _sentence(fault: str) -> str:
    return capfirst(fault)
