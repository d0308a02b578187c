"""The years of an upper unit, and the tallies of the villages below it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.text import capfirst

from criteria.enums import SetLevel, State
from criteria.models import Assessment, Criterion, Standing, Tally
from reports import links
from reports.boards.figures import BoardFigure, FigureRow
from reports.boards.heirs import given_way, has_heirs
from villages.models import Lineage, Unit


def years_below(unit: Unit) -> list[int]:
    """The years in which any unit below was assessed, newest first."""
    return list(
        Assessment.objects.filter(unit__path__below=unit.path)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )


class TallyCell(NamedTuple):
    """How many villages stand so on a criterion, and where they are listed."""

    label: str
    n: int
    url: str


@dataclass(frozen=True)
class TallyLine:
    """One criterion of a criteria set of villages."""

    criterion: Criterion
    cells: list[TallyCell]

    @property
    def met(self) -> int:
        return self.cells[0].n

    @property
    def total(self) -> int:
        return sum(cell.n for cell in self.cells)


@dataclass(frozen=True)
class TalliedSet:
    """The tallies of one criteria set."""

    name: str
    unverified: str
    rows: Sequence[TallyLine]


def _given_way_below(unit: Unit, year: int, day: date) -> list[int]:
    """The assessments of villages that were merged away in the year, or whose predecessors still
    stand for them: the tallies hold both sides, and of the two one counts."""
    if not has_heirs(year, day):
        return []
    became = Lineage.objects.filter(happened_on__range=(date(year, 1, 1), day))
    below = Q(predecessor__path__below=unit.path) | Q(successor__path__below=unit.path)
    keys = {key for pair in became.filter(below).values_list(*_SIDES) for key in pair}
    rows = Assessment.objects.filter(given_way(day), unit__in=keys, year=year)
    villages = rows.filter(criteria_set__level=SetLevel.VILLAGE, unit__path__below=unit.path)
    return list(villages.values_list("pk", flat=True))


_SIDES = ("predecessor", "successor")


def _take_out(rows: Iterable[Tally], assessments: Sequence[int]) -> None:
    """Count the criteria of the assessments no more, in the rows as they were read."""
    found = Standing.objects.filter(assessment__in=assessments).order_by()
    counts = found.values_list("criterion", "state").annotate(n=Count("pk"))
    gone = {(criterion, state): n for criterion, state, n in counts}
    for row in rows:
        for state in State:
            left = getattr(row, state.value) - gone.get((row.criterion_id, state.value), 0)
            setattr(row, state.value, max(left, 0))


def tallies_of(unit: Unit, year: int | None, day: date) -> list[TalliedSet]:
    """How many villages below stand where on each criterion, set by set; of a village and the one
    that it became in the year one counts."""
    rows = list(
        Tally.objects.filter(unit=unit, year=year or 0, criteria_set__level=SetLevel.VILLAGE)
        .select_related("criteria_set", "criterion")
        .order_by("criteria_set__level", "criteria_set__code", "criterion__number")
    )
    if rows and year and (gone := _given_way_below(unit, year, day)):
        _take_out(rows, gone)
    by_set: dict[int, list[Tally]] = {}
    for row in rows:
        by_set.setdefault(row.criteria_set_id, []).append(row)
    return [
        TalliedSet(
            found[0].criteria_set.name,
            found[0].criteria_set.unverified_words,
            [TallyLine(row.criterion, _cells(unit, row)) for row in found],
        )
        for found in by_set.values()
    ]


def _cells(unit: Unit, row: Tally) -> list[TallyCell]:
    slug = f"thon-{row.criteria_set_id}-{row.criterion.number}"
    return [
        TallyCell(
            str(state.label),
            n := getattr(row, state.value),
            links.figure_url(unit.pk, f"{slug}-{state.value}", nam=row.year) if n else "",
        )
        for state in (State.MET, State.NOT_MET, State.UNKNOWN)
    ]


_SLUG = re.compile(r"thon-(\d{1,9})-(\d{1,3})-(met|not_met|unknown)")


def tally_figure(unit: Unit, year: int | None, slug: str, day: date) -> BoardFigure | None:
    """The villages behind a tally; None for what is no tally of the unit."""
    parts = _SLUG.fullmatch(slug)
    criterion = (
        parts
        and Criterion.objects.filter(
            criteria_set=int(parts[1]), number=int(parts[2]), criteria_set__level=SetLevel.VILLAGE
        ).first()
    )
    if not parts or not criterion:
        return None
    state = State(parts[3])
    found = Standing.objects.filter(
        criterion=criterion, state=state, assessment__year=year or 0,
        assessment__unit__path__below=unit.path,
    ).order_by("assessment__unit__path", "assessment")  # fmt: skip
    found = found.exclude(assessment__in=_given_way_below(unit, year or 0, day) if year else [])
    names = ("assessment", "assessment__unit__noun", "assessment__unit__name")
    rows = [
        FigureRow(
            capfirst(f"{noun} {name}"),
            links.criterion_url(pk, criterion.number),
            commune,
        )
        for pk, noun, name, commune in found.values_list(*names, "assessment__unit__parent__name")
    ]
    return BoardFigure(slug, f"Thôn ở mức “{state.label.lower()}”: {criterion}", rows)
