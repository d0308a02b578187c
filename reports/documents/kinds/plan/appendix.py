"""The plan's appendix, in landscape: criteria with standing, tasks, people and deadlines."""

from collections.abc import Iterator, Sequence

from django.utils.text import capfirst

from criteria.enums import State
from ntm_project.common.deadlines import in_a_column
from reports.documents.blocks import Appendix, Cell, Row, Table, TableColumn, in_columns
from reports.documents.kinds.plan.content import GENERAL_TASKS, names, orders_of
from reports.documents.kinds.plan.rows import AssessmentRows, CriterionRows, PlanRows
from tasks.enums import AssignmentKind
from tasks.models import Task

_STATE = "Tình trạng"
_COLUMNS = {
    "TT": TableColumn(1, "center"),
    "Tiêu chí": TableColumn(4),
    _STATE: TableColumn(2.7, "center"),
    "Nhiệm vụ": TableColumn(8.5),
    "Chủ trì; phối hợp": TableColumn(5),
    "Thời hạn": TableColumn(3),
    "Lãnh đạo phụ trách": TableColumn(3),
}


def criteria_appendices(rows: PlanRows) -> tuple[Appendix, ...]:
    """One table over all assessments of the plan of which there is anything to state, each a group;
    none where nothing is to stand in it. Where nobody has judged any criterion it has no column of
    how they stand."""
    kept = [at for at, name in enumerate(_COLUMNS) if name != _STATE or rows.is_judged]
    names = [list(_COLUMNS)[at] for at in kept]
    loose = [task for task in rows.tasks if task.assessment_id is None]
    whole = [row for one in rows.stated for row in _assessment_rows(one, kept)]
    whole += _general_rows(loose, kept)
    table = Table(
        columns=tuple(_COLUMNS[name] for name in names),
        header=(tuple(names),),
        rows=tuple(whole),
        font_size=11,
    )
    about = "Tình trạng tiêu chí" if rows.is_judged else "Tiêu chí"
    title = f"{about}, nhiệm vụ, người phụ trách và thời hạn"
    return (Appendix(title, blocks=(table,), landscape=True),) if whole else ()


def _assessment_rows(rows: AssessmentRows, kept: Sequence[int]) -> Iterator[Row]:
    unit, criteria_set = rows.assessment.unit, rows.assessment.criteria_set
    known = f" ({rows.count(State.MET)}/{rows.total} tiêu chí đạt)" if rows.is_judged else ""
    title = f"{unit.title_name} – {criteria_set.short_name}{known}"
    yield in_columns(Row((title,), kind="group"), kept)
    for row in rows.criteria:
        if row.tasks or rows.is_judged:  # else there is nothing to state of it
            yield from (in_columns(one, kept) for one in _criterion_rows(row))
    yield from _general_rows(rows.general_tasks, kept)


def _criterion_rows(row: CriterionRows) -> Iterator[Row]:
    """Each row names its criterion, which a page break would take from it. How it stands is left
    blank where nobody has judged it: that is in doubt on the screen."""
    known = State(row.baseline_state)
    state = "" if known == State.UNKNOWN else known.label
    leaders = "; ".join(row.leaders)
    ordered = [_task_cells(order.tasks[0], order.words) for order in orders_of(row.tasks)]
    for cells in ordered or [("", "", "")]:
        yield Row((str(row.criterion.number), row.criterion.name, state, *cells, leaders))


def _general_rows(tasks: list[Task], kept: Sequence[int]) -> Iterator[Row]:
    """The tasks of no criterion, counted below a heading of their own; the words of each stand over
    the columns of criterion and standing too."""
    if tasks:
        yield in_columns(Row((GENERAL_TASKS,), kind="group"), kept)
    beside = len(_COLUMNS) - list(_COLUMNS).index("Nhiệm vụ") - 1
    for number, task in enumerate(tasks, start=1):
        words, who, until = _task_cells(task, task.text)
        spread = Cell(words, colspan=len(kept) - 1 - beside)
        yield Row((str(number), spread, who, until, ""))


def _task_cells(task: Task, words: str) -> tuple[str, str, str]:
    leads, supports = names(task, AssignmentKind.LEAD), names(task, AssignmentKind.SUPPORT)
    who = "; ".join(leads)
    if supports:
        who = f"{who}\nPhối hợp: {'; '.join(supports)}".strip()
    until = in_a_column(task.deadline_words)
    return capfirst(words), capfirst(who), capfirst(until)
