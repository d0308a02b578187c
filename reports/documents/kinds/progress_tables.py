"""The tables of a progress report of money and work, and those of a week, as of its cut-off
(`docs/domain/documents.md` c)."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.text import capfirst

from ntm_project.common.deadlines import in_a_column
from ntm_project.common.numbers import format_count, format_decimal
from ntm_project.common.text import fold, shortened
from reports.documents.blocks import Cell, Row, Table, TableColumn, in_columns
from reports.documents.kinds.progress_criteria import changes_words
from reports.progress.facts import PeriodFacts
from reports.progress.money import PAYERS, FundedWork
from tasks.enums import FundingSource, FundingStage
from tasks.models import Task
from tasks.queries.past import name_as_then
from tasks.rules import overdue_words

MILLION = 1_000_000
Payers = list[tuple[str, tuple[FundingSource, ...]]]
SHOWN = 4  # rows of a table on the page of a week


# --- 3: money ---------------------------------------------------------------------------------


def money_table(facts: PeriodFacts) -> Table:
    """Biểu 3: each work with its money by source; a source that nobody used has no column."""
    works = facts.works
    payers = [(name, sources) for name, sources in PAYERS if any(w.of(sources) for w in works)]
    columns = [
        TableColumn(1.2, "center"),
        TableColumn(8),
        *[TableColumn(2.4, "right")] * (len(payers) + 3),
    ]
    header = ("TT", "Công trình", "Tổng số", *(name for name, _ in payers), "Giải ngân", "Còn nợ")
    amounts = [_amounts(work, payers) for work in works]
    rows = [
        Row((str(number), _title(work), *map(_millions, own)))
        for number, (work, own) in enumerate(zip(works, amounts, strict=True), 1)
    ]
    if len(works) > 1:
        totals = [sum(column) for column in zip(*amounts, strict=True)]
        rows.append(Row(("", "Cộng", *map(_millions, totals)), kind="total"))
        rows += _mobilised(works, payers)
    return Table(tuple(columns), (header,), tuple(rows), font_size=11, unit="triệu đồng")


def _mobilised(works: list[FundedWork], payers: Payers) -> Iterator[Row]:
    """What of the sum is there already, as the text of the report counts it; no row where nothing
    is only planned, or all."""
    got = [_amounts(work, payers)[:-2] for work in works if not work.is_planned]
    if got and any(work.is_planned and work.total for work in works):
        sums = [sum(column) for column in zip(*got, strict=True)]
        words = "Trong đó đã huy động"
        yield Row(("", words, *map(_millions, sums), "", ""), kind="total")


def _title(work: FundedWork) -> str:
    return f"{work.text} (dự kiến)" if work.is_planned and work.total else work.text


def _amounts(work: FundedWork, payers: Payers) -> list[int]:
    """The total, each payer's part, what is paid and what is owed."""
    stages = (FundingStage.PAID, FundingStage.OWED)
    parts = [work.of(sources) for _, sources in payers]
    return [work.total, *parts, *(work.totals.get(stage, 0) for stage in stages)]


def _millions(dong: int) -> str:
    return format_decimal(Decimal(dong) / MILLION) if dong else ""


# --- 4: the work of the next period -----------------------------------------------------------


def next_tasks(facts: PeriodFacts) -> list[Task]:
    """The work of the next period with whoever was to do it at the cut-off, most urgent first."""
    coming = {task.pk: task for task in facts.coming}
    rows = Task.objects.filter(pk__in=coming).select_related("unit", "criterion")
    found = {task.pk: task for task in rows.with_assignments()}
    for pk, then in coming.items():
        found[pk].deadline_words, found[pk].ends_on = then.deadline_words, then.ends_on
        if then.assignees_then is not None:
            name_as_then(found[pk], then.assignees_then)
    return [found[pk] for pk in coming]


def task_table(facts: PeriodFacts, tasks: list[Task]) -> Table:
    """Biểu 4: what is late, and what is due by the end of the next period."""
    return Table(
        (TableColumn(1.3, "center"), *map(TableColumn, (10, 5, 5, 3.4, 3.6))),
        (("TT", "Nội dung", "Chủ trì", "Phối hợp", "Hạn", "Ghi chú"),),
        tuple(
            Row(
                (
                    str(number),
                    _work(task),
                    "; ".join(task.lead_names),
                    "; ".join(task.support_names),
                    capfirst(in_a_column(task.deadline_words)),
                    _late(facts, task),
                )
            )
            for number, task in enumerate(tasks, 1)
        ),
    )


def _named(task: Task) -> str:
    """The work as a cell holds it: a capital, no full stop."""
    return capfirst(task.text.strip().rstrip(" .;"))


def _work(task: Task) -> str:
    """The same with the village, where its words do not name it."""
    words, unit = _named(task), task.unit.full_name
    return f"{words} ({unit})" if task.unit.is_village and fold(unit) not in fold(words) else words


def _late(facts: PeriodFacts, task: Task) -> str:
    if task.ends_on is None or task.ends_on >= facts.until:
        return f"Tiêu chí {task.criterion.number}" if task.criterion else ""
    return overdue_words(task.ends_on, facts.until)


# --- The week ---------------------------------------------------------------------------------


def unit_table(facts: PeriodFacts) -> Table | None:
    """The units that moved in the week or have late work, as many as one page takes."""
    late: dict[int | None, int] = {}
    for task in facts.overdue:
        late[task.assessment_id] = late.get(task.assessment_id, 0) + 1
    shown = [
        moved
        for moved in facts.villages
        if moved.gained or moved.lost or late.get(moved.assessment.pk)
    ]
    if not shown:
        return None
    rows = [
        Row(
            (
                moved.assessment.unit.title_name,
                moved.met_words,
                capfirst(changes_words(moved)),
                str(late.get(moved.assessment.pk, "")),
            )
        )
        for moved in shown
    ]
    columns = (
        TableColumn(5),
        TableColumn(2.5, "center"),
        TableColumn(6),
        TableColumn(2.5, "center"),
    )
    header = Row(
        (capfirst(facts.village_noun), "Tiêu chí đạt", "Thay đổi trong tuần", "Việc quá hạn")
    )
    kept = [at for at in range(len(columns)) if any(row.cells[at] for row in rows)]
    return Table(
        tuple(columns[at] for at in kept),
        (in_columns(header, kept),),
        tuple(in_columns(row, kept) for row in _of_a_page(rows, facts.village_noun)),
        font_size=11,
    )


def week_table(facts: PeriodFacts, tasks: list[Task]) -> Table | None:
    """The most urgent work, as much as one page takes."""
    if not tasks:
        return None
    rows = [
        Row(
            (
                shortened(_named(task), 60),
                shortened("; ".join(task.lead_names), 30),
                capfirst(in_a_column(task.deadline_words)),
                _late(facts, task),
            )
        )
        for task in tasks
    ]
    return Table(
        (TableColumn(7), TableColumn(3.6), TableColumn(3.2), TableColumn(3.4)),
        (("Việc", "Chủ trì", "Hạn", "Ghi chú"),),
        tuple(_of_a_page(rows, "việc")),
        font_size=11,
    )


def _of_a_page(rows: list[Row], noun: str) -> Iterator[Row]:
    """The first rows, and how many are left out; the last one takes no more room than its count."""
    many = len(rows) > SHOWN + 1
    yield from rows[:SHOWN] if many else rows
    if many:
        left = f"Và {format_count(len(rows) - SHOWN)} {noun} khác"
        yield Row((Cell(left, colspan=len(rows[0].cells), align="left"),))
