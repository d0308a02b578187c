"""What the units that became one were judged to be, read for the new one's pages."""

from dataclasses import dataclass

from criteria.enums import Claim
from criteria.models import Assessment, Baseline, Indicator, Result, Standing
from criteria.predecessors.rules import LABELS, Old, ways_offered
from criteria.states import tile_state, tile_words
from villages.edit import seen_row, version_of_set
from villages.models import Unit


@dataclass(frozen=True)
class Stood:
    """How one criterion of an earlier unit stood, in the words of every tile."""

    words: str
    met: int
    applicable: int

    @classmethod
    def of(cls, standing: Standing) -> "Stood":
        words = tile_words(tile_state(standing, is_in_work=False))
        return cls(words, standing.met, standing.applicable)


@dataclass(frozen=True)
class Beside:
    """The last assessments of the earlier units by one set in one year, criterion by criterion."""

    assessments: list[Assessment]
    rows: list[tuple[str, list[tuple[Unit, Stood | None]]]]  # a criterion, and how it stood in each


def predecessors_of(unit: Unit) -> list[Unit]:
    """The units that this one was the day before, in their order."""
    rows = Unit.objects.filter(successions__successor=unit)
    return list(rows.select_related("parent").in_order())


def has_own_baseline(unit: Unit) -> bool:
    """Whether the unit has been judged as it is now: its predecessors stand in the background."""
    own = Baseline.objects.filter(assessment__unit=unit).exists()
    judged = Result.objects.filter(assessment__unit=unit).exclude(claim=Claim.NOT_YET)
    return own or judged.exists()


def beside_until_judged(unit: Unit) -> list[Beside]:
    """What stands on the board of a unit that was others until it has a baseline of its own."""
    return beside(unit) if unit.former and not has_own_baseline(unit) else []


def beside(unit: Unit) -> list[Beside]:
    """For each set, the last year in which an earlier unit was judged by it; three queries."""
    rows = Assessment.objects.filter(unit__successions__successor=unit).select_related(
        "unit", "criteria_set"
    )
    by_set: dict[int, list[Assessment]] = {}
    for row in rows.order_by("criteria_set__code", "-year", "unit__order", "unit__name_key", "pk"):
        known = by_set.setdefault(row.criteria_set_id, [])
        if not known or known[0].year == row.year:
            known.append(row)
    shown = [row for rows in by_set.values() for row in rows]
    standings = Standing.objects.filter(assessment__in=shown)
    by_criterion: dict[tuple[int, int], dict[int, Stood]] = {}
    names: dict[tuple[int, int], str] = {}
    for one in standings.select_related("criterion").order_by("criterion__number", "pk"):
        key = (one.criterion.criteria_set_id, one.criterion_id)
        names[key] = f"{one.criterion.number}. {one.criterion.name}"
        by_criterion.setdefault(key, {})[one.assessment_id] = Stood.of(one)
    return [
        Beside(
            found,
            [
                (names[key], [(a.unit, states.get(a.pk)) for a in found])
                for key, states in by_criterion.items()
                if key[0] == set_id
            ],
        )
        for set_id, found in by_set.items()
    ]


@dataclass(frozen=True)
class PredecessorLine:
    """An indicator of the new unit with what each earlier one states of it."""

    result: Result
    indicator: Indicator
    olds: list[Old]

    @property
    def choices(self) -> list[tuple[str, str]]:
        kinds = ways_offered(self.indicator.kind, self.olds)
        return [(rule, LABELS[rule]) for rule in kinds]


def lines_of(assessment: Assessment) -> list[PredecessorLine]:
    """Each indicator that the earlier units have by the same set, in the last year they share."""
    units = predecessors_of(assessment.unit)
    found = Result.objects.filter(
        assessment__unit__in=units,
        assessment__criteria_set=assessment.criteria_set_id,
        assessment__year__lte=assessment.year,
    ).select_related("assessment")
    latest: dict[tuple[int, int], Result] = {}
    for row in found.order_by("assessment__year", "pk"):
        latest[row.assessment.unit_id, row.indicator_id] = row
    own = assessment.results.select_related("indicator__criterion").in_order()
    return [
        PredecessorLine(
            row,
            row.indicator,
            [Old(str(u), u.pk, latest.get((u.pk, row.indicator_id))) for u in units],
        )
        for row in own
        if units
    ]


def rows_of(lines: list[PredecessorLine]) -> list[Result]:
    """All that the page shows, of the new unit and of the old ones."""
    rows = [line.result for line in lines]
    return rows + [old.result for line in lines for old in line.olds if old.result]


def seen_of(lines: list[PredecessorLine]) -> int:
    """The version of all that the page shows."""
    return version_of_set(map(seen_row, rows_of(lines)))
