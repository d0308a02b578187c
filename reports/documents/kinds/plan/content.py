"""Section III of the plan: what each target still lacks, and who does what until when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from criteria.enums import Confidence, SetLevel, State
from criteria.models import Result
from criteria.nouns import of_set
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from ntm_project.common.text import fold, within_a_sentence
from reports.documents.blocks import Block, Bullet, Heading, Paragraph
from reports.documents.kinds.plan.rows import AssessmentRows, CriterionRows, PlanRows
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Task
from villages.titles import with_title

# Sections of the plan that print what stands in them themselves, whatever follows the numeral.
_OTHER_SECTIONS = re.compile(r"(IV|VI?)\b")
GENERAL_TASKS = "Nhiệm vụ chung"


def content_blocks(rows: PlanRows) -> Iterator[Block]:
    """One part for each assessment of which there is anything to state: the arithmetic of the
    baseline, then its criteria; last what belongs to none."""
    for assessment in rows.stated:
        if blocks := tuple(_assessment_blocks(assessment)):
            yield Heading(2, _part_title(assessment))
            yield from blocks
    loose = loose_orders(task for task in rows.tasks if task.assessment_id is None)
    if loose:
        yield Heading(2, GENERAL_TASKS)
        yield from loose
    if rows.stated or rows.tasks:
        about = "Tình trạng các tiêu chí" if rows.is_judged else "Các tiêu chí"
        follows = f"({about}, nhiệm vụ, người phụ trách và thời hạn có Phụ lục kèm theo.)"
        yield Paragraph(follows, style="italic")


def _part_title(rows: AssessmentRows) -> str:
    unit, criteria_set = rows.assessment.unit, rows.assessment.criteria_set
    lead = "Đối với việc xây dựng" if criteria_set.level == SetLevel.COMMUNE else "Về xây dựng"
    return f"{lead} {unit.full_name} đạt chuẩn {criteria_set.short_name}"


def _assessment_blocks(rows: AssessmentRows) -> Iterator[Block]:
    noun = of_set("Chỉ tiêu", rows.assessment)
    parts = [(row, tuple(_criterion_blocks(row, noun))) for row in rows.criteria]
    general = loose_orders(rows.general_tasks)
    printed = [(row, blocks) for row, blocks in parts if blocks]
    bare = [row for row, blocks in parts if not blocks and row.baseline_state == State.NOT_MET]
    if words := _arithmetic(rows, [*(row for row, _ in printed), *bare], general):
        yield Paragraph(words)
    for row, blocks in printed:
        yield Heading(3, f"Tiêu chí số {row.criterion.number} ({row.name})")
        yield from blocks
    if bare:
        names = "; ".join(f"số {row.criterion.number} ({row.name})" for row in bare)
        yield Paragraph(f"{'Tiêu chí chưa đạt khác' if printed else 'Tiêu chí chưa đạt'}: {names}.")
    if general:
        yield Heading(3, GENERAL_TASKS)
        yield from general


def _arithmetic(rows: AssessmentRows, follow: list[CriterionRows], general: Sequence[Block]) -> str:
    """`Tính đến ngày 30/12/2023, xã Mai Đình đã đạt 11/19 tiêu chí, còn 08 tiêu chí chưa đạt; cụ
    thể như sau:`, where those criteria follow; a sentence of its own leads to criteria that are met
    too. "" where nobody has judged any and nothing follows."""
    is_led_on = bool(follow or general)
    met, lacking = rows.count(State.MET), rows.count(State.NOT_MET)
    if not met and not lacking:
        lead = "Các tiêu chí chưa đạt và các tiêu chí cần bổ sung cụ thể như sau:"
        return lead if is_led_on else ""
    day = rows.assessment.baseline_on
    when = f"Tính đến ngày {format_day(day)}, " if day else ""
    text = f"{when}{rows.assessment.unit.full_name} đã đạt {met}/{rows.total} tiêu chí"
    if lacking:
        text += f", còn {format_count(lacking)} tiêu chí chưa đạt"
    if not is_led_on:
        return f"{capfirst(text)}."
    is_of_these = lacking and all(row.baseline_state == State.NOT_MET for row in follow)
    lead = "; cụ thể như sau:" if is_of_these else f". Nhiệm vụ năm {rows.assessment.year} như sau:"
    return f"{capfirst(text)}{lead}"


def printed_tasks(tasks: Iterable[Task]) -> list[Task]:
    """Tasks that section III prints; works and solutions stand in IV to VI."""
    return [task for task in tasks if not _OTHER_SECTIONS.match(task.section)]


def _criterion_blocks(row: CriterionRows, noun: str) -> Iterator[Block]:
    """Each indicator of which something is stated, then its tasks; one order for several indicators
    stands once, below all of them."""
    tasks = printed_tasks(row.tasks)
    if not tasks and row.baseline_state != State.NOT_MET:
        return
    orders = orders_of(tasks)
    printed: set[int] = set()
    for result in row.results if len(row.results) > 1 else ():
        its_orders = [order for order in orders if result.indicator_id in order.indicators]
        is_stated = any(
            level.confidence == Confidence.SEED and level.value is not None
            for level in result.indicator.known_levels.own
        )
        if its_orders or result.note or is_stated:
            yield Paragraph(_indicator_words(result, noun))
        for order in its_orders:
            if order.indicators[-1] == result.indicator_id:
                printed |= {task.pk for task in order.tasks}
                yield Bullet(order.sentence)
    for order in orders:
        if order.tasks[0].pk not in printed:
            yield Bullet(order.sentence)


def criterion_orders(row: CriterionRows) -> tuple[Block, ...]:
    """The tasks of a criterion alone, one order for several indicators once; as no line before
    it names them, it opens with what each task holds of its own."""
    return tuple(Bullet(order.whole) for order in orders_of(printed_tasks(row.tasks)))


def loose_orders(tasks: Iterable[Task]) -> tuple[Block, ...]:
    """The tasks that belong to no criterion."""
    return tuple(Bullet(task_sentence(task)) for task in printed_tasks(tasks))


def _indicator_words(result: Result, noun: str) -> str:
    wording = result.indicator.wording
    noted = result.note.removeprefix(f"{wording}:").strip()  # a plan's own line may begin with it
    note = f": {noted}" if noted else ""
    sentence = f"{noun} {result.indicator.code}. {wording}{note}"
    return f"{sentence.rstrip('.')}."


@dataclass(frozen=True)
class Order:
    """What was ordered in one sentence: a task, or the same task for several indicators."""

    tasks: tuple[Task, ...]

    @property
    def indicators(self) -> list[int]:
        """The keys of its indicators, in the order of their codes."""
        found = {task.indicator for task in self.tasks if task.indicator}
        return [indicator.pk for indicator in sorted(found, key=lambda one: one.order)]

    @property
    def sentence(self) -> str:
        first = self.tasks[0]
        if len(self.tasks) == 1:
            return task_sentence(first)
        return task_sentence(first, _common_words(first))

    @property
    def words(self) -> str:
        """What is ordered, with the subjects in brackets of all its tasks before it."""
        first = self.tasks[0]
        if len(self.tasks) == 1:
            return first.text
        found = (_BRACKETS.match(task.text.strip()) for task in self.tasks)
        subjects = dict.fromkeys(one[0].strip()[1:-1] for one in found if one)
        common = _common_words(first)
        return f"({'; '.join(subjects)}) {common}" if subjects else common

    @property
    def whole(self) -> str:
        """The sentence with the subjects of all its tasks, which no line before it names."""
        first = self.tasks[0]
        return self.sentence if len(self.tasks) == 1 else task_sentence(first, self.words)


def _common_words(task: Task) -> str:
    """The task without the indicator that it names first, in brackets."""
    return _BRACKETS.sub("", task.text.strip()) or task.text


_BRACKETS = re.compile(r"^\([^()]*\)\s*")


def orders_of(tasks: list[Task]) -> list[Order]:
    """The tasks in their order; those of different indicators of the same words are one."""
    found: dict[object, list[Task]] = {}
    for task in tasks:
        people = tuple((a.kind, a.official_id, a.body_id, a.words) for a in task.assignments.all())
        same = (bare(_common_words(task)), task.deadline_words, people)
        found.setdefault(same if task.indicator_id else task.pk, []).append(task)
    return [Order(tuple(group)) for group in found.values()]


def _name(assignment: Assignment) -> str:
    """`đồng chí Nguyễn Thị Lan, cán bộ khuyến nông`; a namesake by what sets them apart; a body or
    a role by its own words, as they go on in a sentence."""
    official = assignment.official
    if official is None:
        return within_a_sentence(assignment.name)
    postings = list(official.postings.all())
    title = official.distinction or (postings[0].title if postings else "")
    return f"đồng chí {with_title(official.full_name, title)}"


def names(task: Task, kind: str) -> list[str]:
    return [_name(a) for a in task.assignments.all() if a.kind == kind]


# The Party, the Front and its unions, to which no UBND gives orders, as words without a body name
# them.
_UNIONS = re.compile(
    r"(cac )?(dang uy|chi bo|cap uy|mat tran|mttq|ubmttq|hoi|doan the|doan|hpn|hnd|chi hnd|ccb)\b"
)


def _is_given(lead: Assignment) -> bool:
    """Whether the UBND gives them the task, or proposes it (docs/domain/vietnamese.md §6)."""
    if lead.body:
        return lead.body.is_subordinate
    return bool(lead.official_id) or not _UNIONS.match(fold(lead.name))


def _to_leads(leads: list[Assignment]) -> str:
    """`Giao đồng chí Lan; đề nghị Hội Nông dân xã`: to each in the verb that is due to them."""
    parts = (
        ("giao", [_name(lead) for lead in leads if _is_given(lead)]),
        ("đề nghị", [_name(lead) for lead in leads if not _is_given(lead)]),
    )
    return capfirst("; ".join(f"{verb} {'; '.join(names)}" for verb, names in parts if names))


def _is_named_in(assignment: Assignment, text: str) -> bool:
    """Whether the task's own words already name the person or body."""
    words = bare(text)
    return any(bare(name) in words for name in (assignment.words, assignment.name) if name)


def bare(text: str) -> str:
    """Words alone, folded, so that a blank before a comma hides nothing."""
    return " ".join(re.findall(r"\w+", fold(text)))


def task_sentence(task: Task, words: str = "") -> str:
    """The task as one sentence: whom it is given to, what, with whom, until when as written.

    What the task's own words already hold is not repeated; `words` stand in their place. Where the
    plan has a sentence of its own, that stands, whatever the record would make of it.
    """
    if task.paper_words:
        return f"{capfirst(' '.join(task.paper_words.split()).rstrip('.;,'))}."
    text = capfirst((words or task.text).strip().rstrip(".;,"))
    rows = [a for a in task.assignments.all() if not _is_named_in(a, text)]
    leads = [a for a in rows if a.kind == AssignmentKind.LEAD]
    supports = [_name(a) for a in rows if a.kind == AssignmentKind.SUPPORT]
    gives = fold(text).startswith(("giao ", "de nghi ", "(", "ubnd xa giao "))
    if leads and not gives:
        text = f"{_to_leads(leads)}: {text}"
    if supports:
        text += f"; phối hợp: {'; '.join(supports)}"
    if task.deadline_words and bare(task.deadline_words) not in bare(text):
        # Behind whom it is done with, a comma would make the day theirs.
        text += f"{';' if supports else ','} {task.deadline_words}"
    return f"{text}."
