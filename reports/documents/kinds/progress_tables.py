"""The tables of a progress report, as of its cut-off (`docs/domain/documents.md` c)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.text import capfirst

from criteria.enums import Claim, State
from criteria.judging import IndicatorRow, namesake_of
from criteria.measures import measured_words
from criteria.models import Indicator, ResultChange
from criteria.queries.past import results_as_of
from criteria.queries.results import READ_ONLY, by_criterion
from criteria.states import claim_words, state_on_paper
from ntm_project.common.deadlines import in_a_column
from ntm_project.common.numbers import format_count, format_decimal
from ntm_project.common.text import fold
from reports.documents.blocks import Cell, Row, Table, TableColumn, as_cell
from reports.lines import in_whole_words
from reports.progress.facts import FIRST, Movement, PeriodFacts
from reports.progress.money import PAYERS, FundedWork
from reports.record import StandingRow
from tasks.enums import FundingSource, FundingStage
from tasks.models import Task
from tasks.queries.past import name_as_then
from tasks.rules import overdue_words

MILLION = 1_000_000
Payers = list[tuple[str, tuple[FundingSource, ...]]]
SHOWN = 4  # rows of a table on the page of a week


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with its result at the end of the period before, and of this one."""

    now: IndicatorRow
    before: str


def indicator_rows(facts: PeriodFacts) -> dict[int, dict[int, list[IndicatorLine]]]:
    """Assessment → criterion → its indicators, for the unit's own assessments."""
    found: dict[int, dict[int, list[IndicatorLine]]] = {}
    for moved in facts.own:
        results = results_as_of(moved.assessment, facts.known_on)
        changes = ResultChange.objects.filter(result__in=[r.pk for r in results])
        before = {c.result_id: c for c in changes.as_of(facts.report.eve)}
        found[moved.assessment.pk] = {
            criterion: [
                IndicatorLine(
                    READ_ONLY.row_of(moved.assessment, result),
                    _words(result.indicator, before[result.pk]) if result.pk in before else "",
                )
                for result in rows
            ]
            for criterion, rows in by_criterion(results).items()
        }
    return found


def contradicting_codes(indicators: dict[int, dict[int, list[IndicatorLine]]]) -> tuple[str, ...]:
    """The codes of the indicators whose claim and figure disagree: a doubt, not for the paper."""
    lines = [line for own in indicators.values() for rows in own.values() for line in rows]
    return tuple(line.now.indicator.code for line in lines if line.now.contradicts)


def _words(indicator: Indicator, change: ResultChange) -> str:
    words = measured_words(indicator, change)
    return words or str(Claim(change.claim).label)


# --- 1: criteria and indicators ---------------------------------------------------------------

_CRITERIA = (
    TableColumn(5, "center"), TableColumn(20), TableColumn(8), TableColumn(12, "center"),
    TableColumn(12, "center"),
    TableColumn(11, "center"), TableColumn(6, "center"), TableColumn(11), TableColumn(8),
    TableColumn(7),
)  # fmt: skip
_CRITERIA_HEADER = (
    "TT", "Tiêu chí/chỉ tiêu", "Yêu cầu", "Kết quả kỳ trước", "Kết quả kỳ này", "Đánh giá",
    "Minh chứng", "Người phụ trách", "Thời hạn", "Ghi chú",
)  # fmt: skip
_MAY_BE_EMPTY = (2, 3, 6, 7, 8, 9)


def criteria_table(
    facts: PeriodFacts, indicators: dict[int, dict[int, list[IndicatorLine]]]
) -> Table:
    """Biểu 1: each criterion of the unit, its indicators below it."""
    lacking = {need.result_id: need.is_lacking for need in facts.papers}
    rows: list[Row] = []
    for moved in facts.own:
        if len(facts.own) > 1:
            title = f"Bộ {moved.assessment.criteria_set.short_name}"
            rows.append(Row((Cell(title, colspan=len(_CRITERIA)),), kind="group"))
        own = indicators.get(moved.assessment.pk, {})
        for before, now in zip(moved.before, moved.now, strict=True):
            lines = own.get(now.criterion_id, [])
            only = lines[0] if namesake_of(now.criterion.name, [one.now for one in lines]) else None
            is_long = facts.report.is_detailed or not _is_settled(before, now, lines, lacking)
            below = [] if only or not is_long else list(_indicator_rows(lines, lacking))
            row = _criterion_row(facts, moved, before, now, lacking, only)
            rows += [replace(row, kind="group") if below else row, *below]
    return _without_empty_columns(rows)


def _without_empty_columns(rows: list[Row]) -> Table:
    """The table without the columns of which no row knows anything: the words have their room."""
    whole = [row.cells for row in rows if len(row.cells) == len(_CRITERIA)]
    kept = [
        at
        for at in range(len(_CRITERIA))
        if at not in _MAY_BE_EMPTY or not whole or any(as_cell(row[at]).text for row in whole)
    ]

    def cut(row: Row) -> Row:
        if len(row.cells) == 1:
            return replace(row, cells=(replace(as_cell(row.cells[0]), colspan=len(kept)),))
        return replace(row, cells=tuple(row.cells[at] for at in kept))

    columns = tuple(_CRITERIA[at] for at in kept)
    header = tuple(_CRITERIA_HEADER[at] for at in kept)
    return Table(columns, (header,), tuple(map(cut, rows)), font_size=11)


def _is_settled(
    before: StandingRow, now: StandingRow, lines: list[IndicatorLine], lacking: dict[int, bool]
) -> bool:
    """Met then and now, with nothing wrong: its indicators stand in the longer reports alone."""
    if not (before.is_met and now.is_met) or now.contradicting:
        return False
    return not any(lacking.get(line.now.result.pk) for line in lines)


def _criterion_row(
    facts: PeriodFacts, moved: Movement, before: StandingRow, now: StandingRow,
    lacking: dict[int, bool], only: IndicatorLine | None,
) -> Row:  # fmt: skip
    """The criterion, with the figures of its only indicator where that bears its name."""
    work = [t for t in facts.tasks if (t.assessment_id, t.criterion_id) == now.key]
    due = next((t.deadline_words for t in work if t.ends_on), "")
    late = sum(bool(t.is_overdue) for t in work)
    note = f"{format_count(late)} việc quá hạn" if late else ""
    change = "mới đạt" if now in moved.gained else "không còn đạt" if now in moved.lost else ""
    note = "; ".join(filter(None, [change, note]))
    cells = (
        str(now.criterion.number), now.criterion.name, *(
            _measured(only) if only
            else ("", before.counts, now.counts)
        ), state_on_paper(State(now.state)), _papers(only.now, lacking) if only else "",
        "; ".join(moved.leaders.get(now.criterion_id, [])), capfirst(in_a_column(due)),
        capfirst(note),
    )  # fmt: skip
    return Row(tuple(Cell(text, bold=True) for text in cells))


def _measured(line: IndicatorLine) -> tuple[str, str, str]:
    """Its level, its result at the end of the period before, and of this one."""
    row = line.now
    reached = row.value_words or claim_words(row.result.claim)
    return capfirst(row.level_on_paper), line.before, reached


def _papers(row: IndicatorRow, lacking: dict[int, bool]) -> str:
    papers = lacking.get(row.result.pk)
    return "" if papers is None else "Thiếu" if papers else "Đủ"


def _indicator_rows(lines: list[IndicatorLine], lacking: dict[int, bool]) -> Iterator[Row]:
    for line in lines:
        row = line.now
        claim = row.result.get_claim_display()
        yield Row(
            (
                row.indicator.code, row.indicator.wording, *_measured(line), claim,
                _papers(row, lacking), "", "", "",
            )
        )  # fmt: skip


# --- 2: villages ------------------------------------------------------------------------------


def village_table(facts: PeriodFacts) -> Table:
    """Biểu 2: each village's assessment."""
    return Table(
        (TableColumn(1, "center"), TableColumn(5), TableColumn(5), TableColumn(2.5, "center"),
         TableColumn(6), TableColumn(2.5, "center"), TableColumn(5)),
        (("TT", capfirst(facts.village_noun), "Mục tiêu năm", "Số tiêu chí đạt",
          "Tiêu chí chưa đạt", "Việc quá hạn", "Ghi chú"),),
        tuple(_village_row(facts, i, moved) for i, moved in enumerate(facts.villages, 1)),
    )  # fmt: skip


def _village_row(facts: PeriodFacts, number: int, moved: Movement) -> Row:
    assessment = moved.assessment
    late = sum(t.assessment_id == assessment.pk for t in facts.overdue)
    return Row(
        (
            str(number),
            assessment.unit.title_name,
            f"Đạt {assessment.criteria_set.short_name} năm {assessment.year}"
            if assessment.is_registered or assessment.target_on
            else assessment.criteria_set.short_name,
            moved.met_words,
            ", ".join(str(row.criterion.number) for row in moved.not_met),
            str(late or ""),
            _note(moved),
        )
    )


def _changes(moved: Movement) -> str:
    return _numbered(("mới đạt", moved.gained), ("không còn đạt", moved.lost))


def _note(moved: Movement) -> str:
    """What changed, and what nobody has judged."""
    if not moved.is_judged and not moved.lost:
        return "Chưa đánh giá"
    begun = FIRST if moved.begins else ""
    unjudged = _numbered(("chưa đánh giá", moved.unjudged))
    return capfirst("; ".join(filter(None, (begun, _changes(moved), unjudged))))


def _numbered(*shown: tuple[str, list[StandingRow]]) -> str:
    return "; ".join(
        f"{word} số {', '.join(str(row.criterion.number) for row in rows)}"
        for word, rows in shown
        if rows
    )


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
    return Table(tuple(columns), (header,), tuple(rows), font_size=11)


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
    rows = tuple(
        Row(
            (
                moved.assessment.unit.title_name,
                moved.met_words,
                capfirst(_changes(moved)),
                str(late.get(moved.assessment.pk, "")),
            )
        )
        for moved in shown[:SHOWN]
    )
    return Table(
        (TableColumn(5), TableColumn(2.5, "center"), TableColumn(6), TableColumn(2.5, "center")),
        ((capfirst(facts.village_noun), "Tiêu chí đạt", "Thay đổi trong tuần", "Việc quá hạn"),),
        (*rows, *_more(len(shown), facts.village_noun)),
        font_size=11,
    )


def week_table(facts: PeriodFacts, tasks: list[Task]) -> Table | None:
    """The most urgent work, as much as one page takes."""
    if not tasks:
        return None
    rows = tuple(
        Row(
            (
                in_whole_words(_named(task), 60),
                in_whole_words("; ".join(task.lead_names), 30),
                capfirst(in_a_column(task.deadline_words)),
                _late(facts, task),
            )
        )
        for task in tasks[:SHOWN]
    )
    return Table(
        (TableColumn(7), TableColumn(3.6), TableColumn(3.2), TableColumn(3.4)),
        (("Việc", "Chủ trì", "Hạn", "Ghi chú"),),
        (*rows, *_more(len(tasks), "việc")),
        font_size=11,
    )


def _more(count: int, noun: str) -> Iterator[Row]:
    """How many are left out, over the four columns of the week's tables."""
    if count > SHOWN:
        left = f"Và {format_count(count - SHOWN)} {noun} khác"
        yield Row((Cell(left, colspan=4, align="left"),))
