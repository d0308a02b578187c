"""Section III of the plan: what each target still lacks, and who does what until when."""

import re
from collections.abc import Iterable, Iterator

from criteria.enums import Confidence, SetLevel, State
from criteria.words import of_set
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from ntm_project.common.text import fold
from reports.documents.blocks import Block, Bullet, Heading, Paragraph
from reports.documents.kinds.plan.rows import AssessmentRows, CriterionRows, PlanRows
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Task

CONTENT_SECTION = "III"


def content_blocks(rows: PlanRows) -> Iterator[Block]:
    """One part for each assessment: the arithmetic of the baseline, then its criteria."""
    for assessment in rows.assessments:
        yield Heading(2, _part_title(assessment))
        yield Paragraph(_arithmetic(assessment))
        for row in _to_do(assessment):
            yield Heading(3, f"Tiêu chí số {row.criterion.number} ({row.name})")
            yield from _criterion_blocks(row, of_set("Chỉ tiêu", assessment.assessment))
    if rows.assessments:
        yield Paragraph(
            "(Tình trạng các tiêu chí, nhiệm vụ, người phụ trách và thời hạn có Phụ lục kèm theo.)",
            style="italic",
        )


def _part_title(rows: AssessmentRows) -> str:
    unit, criteria_set = rows.assessment.unit, rows.assessment.criteria_set
    lead = "Đối với việc xây dựng" if criteria_set.level == SetLevel.COMMUNE else "Về xây dựng"
    return f"{lead} {unit.full_name} đạt {criteria_set.short_name}"


def _arithmetic(rows: AssessmentRows) -> str:
    """`Tính đến 30/12/2023 xã Mai Đình đã đạt 11/19 tiêu chí, còn 08 tiêu chí chưa đạt, gồm:`"""
    total, met = len(rows.criteria), rows.count(State.MET)
    lacking, unknown = rows.count(State.NOT_MET), rows.count(State.UNKNOWN)
    if not met and not lacking:
        return "Các tiêu chí chưa đạt và các tiêu chí cần bổ sung cụ thể như sau:"
    day = rows.assessment.baseline_on
    when = f"Tính đến {format_day(day)}, " if day else ""
    text = f"{when}{rows.assessment.unit.full_name} đã đạt {met}/{total} tiêu chí"
    if lacking:
        text += f", còn {format_count(lacking)} tiêu chí chưa đạt"
    if unknown:
        text += f", {format_count(unknown)} tiêu chí chưa rõ"
    return f"{capitalised(text)}; cụ thể như sau:"


def _printed_tasks(tasks: Iterable[Task]) -> list[Task]:
    """Tasks that the body prints under their criterion; works and solutions stand in IV to VI."""
    return [t for t in tasks if not t.section or t.section.startswith(CONTENT_SECTION)]


def _to_do(rows: AssessmentRows) -> list[CriterionRows]:
    """Criteria that were not met at the baseline, or that have tasks in this section."""
    return [
        row
        for row in rows.criteria
        if row.baseline_state == State.NOT_MET or _printed_tasks(row.tasks)
    ]


def _criterion_blocks(row: CriterionRows, noun: str) -> Iterator[Block]:
    tasks = _printed_tasks(row.tasks)
    printed_indicators = set()
    for result in row.results:
        indicator = result.indicator
        its_tasks = [t for t in tasks if t.indicator_id == indicator.pk]
        is_stated = any(
            level.confidence == Confidence.SEED and level.value is not None
            for level in indicator.known_levels.own
        )
        if len(row.results) > 1 and (its_tasks or result.note or is_stated):
            printed_indicators.add(indicator.pk)
            note = f": {result.note}" if result.note else ""
            said = f"{noun} {indicator.code}. {indicator.wording}{note}"
            yield Paragraph(f"{said.rstrip('.')}.")
            for task in its_tasks:
                yield Bullet(task_sentence(task))
    for task in tasks:
        if task.indicator_id not in printed_indicators:
            yield Bullet(task_sentence(task))


def _name(assignment: Assignment) -> str:
    """`đồng chí Nguyễn Thị Lan, cán bộ khuyến nông`; a namesake by what tells them apart; a body or
    a role by its own words."""
    official = assignment.official
    if official is None:
        return assignment.name
    postings = list(official.postings.all())
    title = official.told_apart or (postings[0].title if postings else "")
    return f"đồng chí {official.full_name}" + (f", {title}" if title else "")


def names(task: Task, kind: str) -> list[str]:
    return [_name(a) for a in task.assignments.all() if a.kind == kind]


def _verb(task: Task) -> str:
    """`Giao` to people and bodies below the UBND, else `đề nghị` (docs/domain/vietnamese.md §6)."""
    bodies = [a.body for a in task.assignments.all() if a.kind == AssignmentKind.LEAD and a.body]
    return "Đề nghị" if bodies and not all(b.is_subordinate for b in bodies) else "Giao"


def _is_named_in(assignment: Assignment, text: str) -> bool:
    """Whether the task's own words already name the person or body."""
    words = _bare(text)
    return any(_bare(name) in words for name in (assignment.words, assignment.name) if name)


def _bare(text: str) -> str:
    """Words alone, folded, so that a blank before a comma hides nothing."""
    return " ".join(re.findall(r"\w+", fold(text)))


def task_sentence(task: Task) -> str:
    """The task as one sentence: whom it is given to, what, with whom, until when as written.

    What the task's own words already hold is not repeated.
    """
    text = capitalised(task.text.strip().rstrip(".;,"))
    rows = [a for a in task.assignments.all() if not _is_named_in(a, text)]
    leads = [_name(a) for a in rows if a.kind == AssignmentKind.LEAD]
    supports = [_name(a) for a in rows if a.kind == AssignmentKind.SUPPORT]
    gives = fold(text).startswith(("giao ", "de nghi ", "(", "ubnd xa giao "))
    if leads and not gives:
        text = f"{_verb(task)} {'; '.join(leads)}: {text}"
    if supports:
        text += f"; phối hợp: {'; '.join(supports)}"
    if task.deadline_words and _bare(task.deadline_words) not in _bare(text):
        text += f", {task.deadline_words}"
    return f"{text}."


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
