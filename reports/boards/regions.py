"""The years of an upper unit, and the tallies of the villages below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import capfirst

from criteria.enums import SetLevel, State
from criteria.models import Assessment, Criterion, Standing, Tally
from reports import links
from reports.boards.figures import BoardFigure, FigureRow
from villages.models import Unit


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


def tallies_of(unit: Unit, year: int | None) -> list[TalliedSet]:
    """How many villages below stand where on each criterion, set by set."""
    rows = (
        Tally.objects.filter(unit=unit, year=year or 0, criteria_set__level=SetLevel.VILLAGE)
        .select_related("criteria_set", "criterion")
        .order_by("criteria_set__level", "criteria_set__code", "criterion__number")
    )
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


def tally_figure(unit: Unit, year: int | None, slug: str) -> BoardFigure | None:
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
