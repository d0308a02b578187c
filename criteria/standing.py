"""The one function that computes progress, and the writing of standings and tallies.

Every screen and paper shows what is computed here; `reconcile` proves it against the rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, prefetch_related_objects

from criteria.comparison import Measure, compare, contradicts, level_for
from criteria.enums import Claim, State
from criteria.models import Assessment, Baseline, Criterion, Result, Standing, Tally
from criteria.scoring import Score, score
from villages.models import Unit

SCORE_FIELDS = [
    "state",
    "source",
    "is_inferred",
    "met",
    "not_met",
    "not_yet",
    "not_applicable",
    "contradicting",
]


def is_contradicting(assessment: Assessment, result: Any) -> bool:
    """Whether a result (or one of its changes) claims "đạt" against a value below its level.

    `result.indicator.levels` should be prefetched.
    """
    if result.claim != Claim.MET:
        return False
    unit = assessment.unit
    level = level_for(
        result.indicator.levels.all(),
        region=unit.region,
        commune_group=unit.commune_group,
        year=assessment.year,
    )
    measure = Measure(result.value, result.denominator, result.grade)
    return contradicts(result.claim, compare(result.indicator, measure, level))


def score_of(
    assessment: Assessment, criterion: Criterion, results: Iterable[Any], baseline: Baseline | None
) -> Score:
    """The score of one criterion from its results (present ones, or as of a date)."""
    results = list(results)
    return score(
        [r.claim for r in results],
        rule=criterion.rule,
        needed=criterion.needed,
        contradicting=sum(is_contradicting(assessment, r) for r in results),
        baseline=baseline.state if baseline else None,
        baseline_is_inferred=bool(baseline and baseline.is_inferred),
    )


def recompute(assessment: Assessment, criterion: Criterion) -> Standing:
    """Recompute one standing from its rows; call inside the transaction that changed them.

    The standing's row is locked before the rows are read, so that of two writers to one criterion
    the later always counts the earlier's row (READ COMMITTED on PostgreSQL).
    """
    standing, _ = Standing.objects.select_for_update().get_or_create(
        assessment=assessment, criterion=criterion
    )
    before = standing.state
    results = list(
        Result.objects.filter(assessment=assessment, indicator__criterion=criterion).only(
            "claim", "value", "denominator", "grade", "indicator"
        )
    )
    # Only a claim of "đạt" can contradict its value, so only those need their levels.
    prefetch_related_objects([r for r in results if r.claim == Claim.MET], "indicator__levels")
    baseline = Baseline.objects.filter(assessment=assessment, criterion=criterion).first()
    is_new = standing.source == ""
    for name, value in asdict(score_of(assessment, criterion, results, baseline)).items():
        setattr(standing, name, value)
    standing.save(update_fields=SCORE_FIELDS)
    if is_new or standing.state != before:
        retally(assessment, criterion)
    return standing


def retally(assessment: Assessment, criterion: Criterion) -> None:
    """Recount the tallies above an assessment for one criterion, from the root down."""
    path = "/"
    for unit_id in assessment.unit.ancestor_ids:
        path += f"{unit_id}/"
        tally, _ = Tally.objects.select_for_update().get_or_create(
            unit_id=unit_id,
            criteria_set_id=assessment.criteria_set_id,
            criterion=criterion,
            year=assessment.year,
        )
        for name, value in counted(path, criterion, assessment.year).items():
            setattr(tally, name, value)
        tally.save(update_fields=["met", "not_met", "unknown"])


def counted(path: str, criterion: Criterion, year: int) -> dict[str, int]:
    """How many assessments below the unit of that path stand where, counted from the standings."""
    return (
        Standing.objects.filter(
            assessment__year=year, criterion=criterion, assessment__unit__path__startswith=path
        )
        .exclude(assessment__unit__path=path)
        .aggregate(
            met=Count("pk", filter=Q(state=State.MET)),
            not_met=Count("pk", filter=Q(state=State.NOT_MET)),
            unknown=Count("pk", filter=Q(state=State.UNKNOWN)),
        )
    )


@dataclass(frozen=True)
class Drift:
    """A computed row that does not say what its rows say."""

    what: str
    stored: dict[str, Any]
    computed: dict[str, Any]


def standing_drifts() -> Iterator[tuple[Assessment, Criterion, Drift]]:
    """Every standing that differs from a plain recomputation, one assessment at a time."""
    assessments = Assessment.objects.select_related("unit", "criteria_set").order_by("pk")
    for assessment in assessments.iterator(chunk_size=100):
        results = Result.objects.filter(assessment=assessment).for_table()
        baselines = {b.criterion_id: b for b in assessment.baselines.all()}
        stored = {s.criterion_id: s for s in assessment.standings.all()}
        by_criterion: dict[int, list[Result]] = {}
        for result in results:
            by_criterion.setdefault(result.indicator.criterion_id, []).append(result)
        for criterion in assessment.criteria_set.criteria.order_by("number"):
            rows = by_criterion.get(criterion.pk, [])
            computed = asdict(score_of(assessment, criterion, rows, baselines.get(criterion.pk)))
            standing = stored.get(criterion.pk)
            have = {n: getattr(standing, n) for n in SCORE_FIELDS} if standing else {}
            if have != computed:
                yield assessment, criterion, Drift(f"{assessment}: {criterion}", have, computed)


def tally_drifts() -> Iterator[tuple[Tally, Drift]]:
    """Every tally that differs from a plain count of the standings below its unit."""
    for tally in Tally.objects.select_related("unit", "criterion").order_by("pk").iterator():
        computed = counted(tally.unit.path, tally.criterion, tally.year)
        have = {name: getattr(tally, name) for name in computed}
        if have != computed:
            yield tally, Drift(str(tally), have, computed)


def missing_tallies() -> Iterator[tuple[Assessment, Criterion, Drift]]:
    """Every tally that the standings below a unit call for and that is not there.

    Each comes with one assessment and criterion whose retelling writes it.
    """
    known = set(Tally.objects.values_list("unit_id", "criterion_id", "year"))
    rows = Standing.objects.values_list(
        "assessment_id", "assessment__unit__path", "assessment__year", "criterion_id"
    )
    for assessment_id, path, year, criterion_id in rows.order_by("pk").iterator():
        for unit_id in [int(part) for part in path.strip("/").split("/")[:-1]]:
            if (unit_id, criterion_id, year) in known:
                continue
            known.add((unit_id, criterion_id, year))
            assessment = Assessment.objects.select_related("unit").get(pk=assessment_id)
            criterion = Criterion.objects.get(pk=criterion_id)
            unit = Unit.objects.get(pk=unit_id)
            yield assessment, criterion, Drift(f"{unit}: {criterion} năm {year}", {}, {})


def repair() -> int:
    """Recompute everything that drifted; returns how many rows were mended."""
    with transaction.atomic():
        standings = [(a, c) for a, c, _ in standing_drifts()]
        for assessment, criterion in standings:
            recompute(assessment, criterion)
        tallies = [tally for tally, _ in tally_drifts()]
        for tally in tallies:
            Tally.objects.filter(pk=tally.pk).update(
                **counted(tally.unit.path, tally.criterion, tally.year)
            )
        missing = list(missing_tallies())
        for assessment, criterion, _ in missing:
            retally(assessment, criterion)
    return len(standings) + len(tallies) + len(missing)
