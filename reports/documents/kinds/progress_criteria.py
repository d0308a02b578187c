"""The tables of a progress report of how the units stand: their criteria, and the villages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.text import capfirst

from criteria.enums import Claim, State
from criteria.judging import IndicatorRow, namesake_of
from criteria.measures import measured_words
from criteria.models import Indicator, ResultChange
from criteria.queries.past import results_as_of
from criteria.queries.results import READ_ONLY, by_criterion
from criteria.states import claim_words, state_on_paper
from ntm_project.common.deadlines import in_a_column
from ntm_project.common.numbers import format_count
from reports.documents.blocks import Cell, Row, Table, TableColumn, as_cell, in_columns
from reports.progress.facts import FIRST, Movement, PeriodFacts
from reports.record import StandingRow


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
    return tuple(row.indicator.code for row in _rows_of(indicators) if row.contradicts)


def unstated_codes(indicators: dict[int, dict[int, list[IndicatorLine]]]) -> tuple[str, ...]:
    """The codes of the indicators that have a value and no level that is known."""
    return tuple(
        row.indicator.code
        for row in _rows_of(indicators)
        if row.value_words and not row.level_on_paper
    )


def _rows_of(indicators: dict[int, dict[int, list[IndicatorLine]]]) -> Iterator[IndicatorRow]:
    for own in indicators.values():
        yield from (line.now for lines in own.values() for line in lines)


def _words(indicator: Indicator, change: ResultChange) -> str:
    words = measured_words(indicator, change)
    return words or str(Claim(change.claim).label)


_CRITERIA = (
    TableColumn(5, "center"), TableColumn(32), TableColumn(8, "center"), TableColumn(9, "center"),
    TableColumn(9, "center"),
    TableColumn(9, "center"), TableColumn(6, "center"), TableColumn(10), TableColumn(8),
    TableColumn(6),
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
    columns = tuple(_CRITERIA[at] for at in kept)
    header = tuple(_CRITERIA_HEADER[at] for at in kept)
    return Table(columns, (header,), tuple(in_columns(row, kept) for row in rows), font_size=11)


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


def changes_words(moved: Movement) -> str:
    """`mới đạt số 2, 6; không còn đạt số 4`."""
    return _numbered(("mới đạt", moved.gained), ("không còn đạt", moved.lost))


def _note(moved: Movement) -> str:
    """What changed, and what nobody has judged."""
    if not moved.is_judged and not moved.lost:
        return "Chưa đánh giá"
    begun = FIRST if moved.begins else ""
    unjudged = _numbered(("chưa đánh giá", moved.unjudged))
    return capfirst("; ".join(filter(None, (begun, changes_words(moved), unjudged))))


def _numbered(*shown: tuple[str, list[StandingRow]]) -> str:
    return "; ".join(
        f"{word} số {', '.join(str(row.criterion.number) for row in rows)}"
        for word, rows in shown
        if rows
    )
