"""What the units that became one were judged to be, read for the new one's pages."""

from collections.abc import Container
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, When

from criteria.comparison import is_judged
from criteria.enums import Claim
from criteria.mapping.sameness import is_same_measure
from criteria.models import (
    Assessment,
    Baseline,
    Indicator,
    MappedIndicator,
    Result,
    SetMapping,
    Standing,
)
from criteria.models.mappings import ALONE
from criteria.predecessors.lineage import Ancestry
from criteria.predecessors.rules import LABELS, EarlierStatement, ways_offered
from criteria.states import tile_state, tile_words
from villages.edit import seen_row, version_of_set
from villages.models import Unit

_STATED = ~Q(claim=Claim.NOT_YET) | Q(value__isnull=False) | ~Q(grade="")


@dataclass(frozen=True)
class StoodBefore:
    """How one criterion of an earlier unit stood, in the words of every tile."""

    words: str
    counts: str

    @classmethod
    def of(cls, standing: Standing) -> "StoodBefore":
        words = tile_words(tile_state(standing, is_in_work=False))
        return cls(words, standing.counts)


@dataclass(frozen=True)
class Beside:
    """The last assessments of the earlier units by one set in one year, criterion by criterion."""

    assessments: list[Assessment]
    # A criterion, and how it stood in each.
    rows: list[tuple[str, list[tuple[Unit, StoodBefore | None]]]]


def has_own_baseline(unit: Unit) -> bool:
    """Whether the unit has a baseline or a judged result of its own."""
    own = Baseline.objects.filter(assessment__unit=unit).exists()
    judged = Result.objects.filter(assessment__unit=unit).exclude(claim=Claim.NOT_YET)
    return own or judged.exists()


def beside_until_judged(unit: Unit) -> list[Beside]:
    """The earlier units' assessments that the board of a successor unit shows until it has a
    baseline of its own."""
    return beside(unit) if unit.former and not has_own_baseline(unit) else []


def beside(unit: Unit) -> list[Beside]:
    """For each set, the last assessment by it of an earlier unit; an earlier unit that has stated
    nothing is replaced by the units before it. Two queries, and one for each change of units."""
    ancestry = Ancestry.of(unit)
    rows = Assessment.objects.filter(unit__in=list(ancestry.units)).select_related(
        "unit", "criteria_set"
    )
    own = {"assessment": OuterRef("pk")}
    is_stated = Exists(Result.objects.filter(_STATED, **own)) | Exists(
        Baseline.objects.filter(**own)
    )
    in_order = ("criteria_set__code", "-year", "unit__order", "unit__name_key", "pk")
    every = list(rows.annotate(is_stated=is_stated).order_by(*in_order))
    nearest = ancestry.nearest({row.unit_id for row in every if row.is_stated})
    by_set: dict[int, list[Assessment]] = {}
    for row in (row for row in every if row.unit in nearest):
        known = by_set.setdefault(row.criteria_set_id, [])
        if not known or known[0].year == row.year:
            known.append(row)
    shown = [row for rows in by_set.values() for row in rows]
    standings = Standing.objects.filter(assessment__in=shown)
    by_criterion: dict[tuple[int, int], dict[int, StoodBefore]] = {}
    names: dict[tuple[int, int], str] = {}
    for one in standings.select_related("criterion").order_by("criterion__number", "pk"):
        key = (one.criterion.criteria_set_id, one.criterion_id)
        names[key] = one.criterion.numbered
        by_criterion.setdefault(key, {})[one.assessment_id] = StoodBefore.of(one)
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
    olds: list[EarlierStatement]

    @property
    def own(self) -> str:
        """What the new unit states by now, which a value that is taken over would replace."""
        row = self.result
        return EarlierStatement("", row.assessment_id, row).words if is_judged(row) else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        kinds = ways_offered(self.indicator, self.olds)
        return [(rule, LABELS[rule]) for rule in kinds]


def lines_of(assessment: Assessment) -> list[PredecessorLine]:
    """Each indicator with what the earlier units last stated of it: by the same set, else by one
    that a published mapping leads from, or that refines it or is refined by it."""
    ancestry, leads = Ancestry.of(assessment.unit), _leading_to(assessment)
    of_set = Q(assessment__criteria_set=assessment.criteria_set_id)
    found = Result.objects.filter(
        of_set | Q(indicator__in=list(leads)),
        assessment__unit__in=list(ancestry.units),
        assessment__year__lte=assessment.year,
    ).select_related("assessment__criteria_set", "indicator")
    latest: dict[tuple[int, int], Result] = {}
    # What was judged by the same set comes last, and so before the rest.
    for row in found.order_by(Case(When(of_set, then=1), default=0), "assessment__year", "pk"):
        latest[row.assessment.unit_id, leads.get(row.indicator_id, row.indicator_id)] = row
    units = ancestry.nearest({unit for (unit, _), row in latest.items() if is_judged(row)})
    own, same_land = assessment.results.select_related("indicator__criterion"), ancestry.same_land
    return [
        PredecessorLine(
            row,
            row.indicator,
            [_old(u, latest.get((u.pk, row.indicator_id)), row, same_land) for u in units],
        )
        for row in own.in_order()
        if units
    ]


def _leading_to(assessment: Assessment) -> dict[int, int]:
    """Indicator of another set → the one of this set that it alone became, or that it refines or is
    refined by, measured alike; of mappings, by the last published one from each set."""
    mappings = SetMapping.objects.filter(
        new_set=assessment.criteria_set_id, closed_at__isnull=False
    ).order_by("closed_at", "pk")
    last = dict(mappings.values_list("old_set", "pk"))
    rows = MappedIndicator.objects.filter(mapping__in=last.values(), kind__in=ALONE)
    pairs = [(row.old, row.new) for row in rows.select_related("old", "new")]
    of_set = Indicator.objects.filter(criterion__criteria_set=assessment.criteria_set_id)
    refining = of_set.filter(parent__isnull=False).select_related("parent")
    refined = Indicator.objects.filter(parent__in=of_set).select_related("parent")
    linked = [
        *((row.parent, row) for row in refining.order_by("pk")),
        *((row, row.parent) for row in refined.order_by("pk")),
    ]
    # What a mapping states counts before what a link does.
    return {
        old.pk: new.pk
        for old, new in [*linked, *pairs]
        if old and new and is_same_measure(old, new)
    }


def _old(
    unit: Unit, found: Result | None, own: Result, same_land: Container[int]
) -> EarlierStatement:
    by = ""
    if found is not None and found.indicator_id != own.indicator_id:
        by = f"{found.indicator.code} của bộ {found.assessment.criteria_set.code}"
    return EarlierStatement(str(unit), unit.pk, found, by, unit.pk in same_land)


def results_of(lines: list[PredecessorLine]) -> list[Result]:
    """All that the page shows, of the new unit and of the old ones."""
    rows = [line.result for line in lines]
    return rows + [old.result for line in lines for old in line.olds if old.result]


def seen_of(lines: list[PredecessorLine]) -> int:
    """The version of all that the page shows."""
    return version_of_set(map(seen_row, results_of(lines)))
