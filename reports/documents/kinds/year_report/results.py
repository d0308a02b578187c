"""What was reached last year: each criterion with its values beside their levels, and figures."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import capfirst

from criteria.enums import Claim, State
from criteria.judging import IndicatorRow, namesake_of, row_of
from criteria.models import Assessment, Criterion, Figure, Result
from criteria.models.assessments import with_levels
from criteria.states import claim_words
from ntm_project.common.numbers import format_count
from reports.documents.blocks import Cell, Row, Table, TableColumn, in_columns
from reports.documents.kinds.plan.rows import PlanRows
from reports.documents.office import standard_of
from villages.enums import UnitLevel

STATES: dict[str, str] = {state: str(state.label) for state in (State.MET, State.NOT_MET)}


@dataclass
class Reached:
    """One criterion of one unit: what was recorded of it for the year that is reported."""

    assessment: Assessment
    criterion: Criterion | None  # None: what belongs to no criterion
    name: str
    state: str
    results: list[IndicatorRow] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    @property
    def is_measured(self) -> bool:
        """Whether a level or a value is known of it."""
        known = (row.level_on_paper or row.value_words for row in self.results)
        return bool(self.figures) or any(known)

    @property
    def has_content(self) -> bool:
        """Whether anything is known of it: how it stands, a value, a figure."""
        return bool(self.state in STATES or self.results or self.figures)


def reached_of(plan: PlanRows) -> list[Reached]:
    """What each target had reached: by the assessment of the year before, where there is one; else
    by what this year's had recorded by then. The same number of queries for any plan."""
    year = plan.plan.year
    before = _assessments_before(plan)
    taken = [before.get(rows.assessment.pk, rows.assessment) for rows in plan.assessments]
    results = [
        result
        for result in _results([one.pk for one in before.values()])
        + [r for rows in plan.assessments for row in rows.criteria for r in row.results]
        if result.assessment_id in {one.pk for one in taken} and _is_of(result, year)
    ]
    figures = Figure.objects.filter(assessment__in=taken).order_by("criterion", "pk")
    by_place: dict[tuple[int, int], Reached] = {}
    for rows, assessment in zip(plan.assessments, taken, strict=True):
        for row in rows.criteria:
            reached = Reached(assessment, row.criterion, row.name, row.baseline_state)
            by_place[assessment.pk, row.criterion.pk] = reached
        by_place[assessment.pk, 0] = Reached(assessment, None, "Số liệu chung", "")
    for result in results:
        place = by_place.get((result.assessment_id, result.indicator.criterion_id))
        if place:
            place.results.append(row_of(place.assessment, result))
    for figure in figures:
        if (figure.as_of is None or figure.as_of.year < year) and (
            place := by_place.get((figure.assessment_id, figure.criterion_id or 0))
        ):
            place.figures.append(figure)
    return [one for one in by_place.values() if one.criterion or one.figures]


def _assessments_before(plan: PlanRows) -> dict[int, Assessment]:
    """Assessment of the plan → that of the same unit by the same set a year earlier."""
    now = {(a.assessment.unit_id, a.assessment.criteria_set_id): a for a in plan.assessments}
    rows = Assessment.objects.filter(
        year=plan.plan.year - 1,
        unit__in=[unit for unit, _ in now],
        criteria_set__in=[one for _, one in now],
    ).select_related("unit", "criteria_set")
    pairs = [((a.unit_id, a.criteria_set_id), a) for a in rows]
    return {now[key].assessment.pk: a for key, a in pairs if key in now}


def _results(assessments: list[int]) -> list[Result]:
    if not assessments:
        return []
    return with_levels(Result.objects.filter(assessment__in=assessments).for_table())


def _is_of(result: Result, year: int) -> bool:
    """Whether it records anything, of a day before the year that is planned."""
    if result.claim == Claim.NOT_YET and result.value is None and not result.grade:
        return False
    day = result.as_of
    return day.year < year if day else result.assessment.year < year


def reached_lines(reached: list[Reached]) -> str:
    """The results in words: how many criteria each unit met, then a line for each criterion of
    which a value or a figure is recorded."""
    units = dict.fromkeys(one.assessment for one in reached)
    counts = (_count([one for one in reached if one.assessment == unit]) for unit in units)
    return "\n".join(filter(None, (*counts, *map(_line, reached))))


def _count(reached: list[Reached]) -> str:
    """`Xã Mai Đình đạt 11/19 tiêu chí nông thôn mới nâng cao.`; "" where nothing is judged, or a
    figure states it."""
    figures = (figure for one in reached for figure in one.figures)
    if any("số tiêu chí" in figure.text.casefold() for figure in figures):
        return ""
    criteria = [one for one in reached if one.criterion]
    met = sum(one.state == State.MET for one in criteria)
    unjudged = sum(one.state not in STATES for one in criteria)
    if unjudged == len(criteria):
        return ""
    judged = criteria[0].assessment
    total = judged.criteria_set.number_of_criteria(len(criteria))
    words = f"{judged.unit.title_name} đạt {met}/{total} tiêu chí"
    rest = f", {format_count(unjudged)} tiêu chí chưa đánh giá" if unjudged else ""
    return f"{words} {standard_of(judged.criteria_set)}{rest}."


def _line(one: Reached) -> str:
    only = namesake_of(one.criterion.name, one.results) if one.criterion else None
    parts = [_result_words(row, only) for row in one.results if row.value_words]
    parts += [_figure_words(figure) for figure in one.figures]
    if not parts:
        return ""
    if one.criterion is None:
        return f"- {capfirst('; '.join(parts))}."
    unit = one.assessment.unit
    of = "" if unit.level == UnitLevel.COMMUNE else f" ({unit.full_name})"
    return f"- {capfirst(one.name)}{of}: {'; '.join(parts)}."


def _result_words(row: IndicatorRow, only: IndicatorRow | None) -> str:
    level = f" (theo yêu cầu {row.level_on_paper})" if row.level_on_paper else ""
    words = f"{row.value_words}{level}"
    return words if only else f"{row.indicator.wording.rstrip(' .;')}: {words}"


def _figure_words(figure: Figure) -> str:
    value = figure.value_words
    text = figure.text.rstrip(" .;")
    return f"{text}: {value}" if value else text


_COLUMNS: tuple[TableColumn, ...] = (
    TableColumn(1.8, "center"),
    TableColumn(8.4),
    TableColumn(5),
    TableColumn(5),
    TableColumn(3, "center"),
)
_HEADER = ("TT", "Tiêu chí, nội dung", "Yêu cầu", "Kết quả", "Đánh giá")
_BARE_COLUMNS = (_COLUMNS[0], TableColumn(18.4), _COLUMNS[4])


def results_table(reached: list[Reached]) -> Table:
    """Each criterion with its state, below it what was recorded of it; without the columns of
    levels and values where there are none."""
    is_measured = any(one.is_measured for one in reached)
    kept = range(len(_COLUMNS)) if is_measured else (0, 1, 4)
    columns = _COLUMNS if is_measured else _BARE_COLUMNS
    header = tuple(_HEADER[at] for at in kept)
    rows: list[Row] = []
    for unit in dict.fromkeys(one.assessment for one in reached):
        own = [one for one in reached if one.assessment == unit and one.has_content]
        if not own:
            continue
        title = f"{unit.unit.title_name} – {unit.criteria_set.short_name}"
        rows.append(Row((Cell(title, colspan=len(columns)),), kind="group"))
        found = (row for one in own for row in _rows(one))
        rows += [in_columns(row, kept) for row in found]
    return Table(columns, (header,), tuple(rows), font_size=12, empty_text="Chưa ghi kết quả nào.")


def _rows(one: Reached) -> Iterator[Row]:
    """A criterion, kept on the page with the first of what stands below it."""
    number = str(one.criterion.number) if one.criterion else ""
    only = namesake_of(one.criterion.name, one.results) if one.criterion else None
    measured = (capfirst(only.level_on_paper), only.value_words) if only else ("", "")
    claim = claim_words(only.result.claim) if only else ""
    head = (number, one.name, *measured, STATES.get(one.state, claim))
    below = [] if only else [_result_row(row) for row in one.results]
    below += [
        Row(("", figure.text, "", capfirst(figure.value_words), "")) for figure in one.figures
    ]
    cells = tuple(Cell(text, bold=at not in (2, 3)) for at, text in enumerate(head))
    yield Row(cells, kind="group" if below else "normal")
    yield from below


def _result_row(row: IndicatorRow) -> Row:
    indicator, claim = row.indicator, claim_words(row.result.claim)
    level = capfirst(row.level_on_paper)
    return Row((indicator.code, indicator.wording, level, row.value_words, claim))
