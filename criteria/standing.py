"""The one function that computes progress, and the writing of standings and tallies.

Every screen and paper shows what is computed here; `reconcile` proves it against the rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from django.db import transaction

from criteria.enums import Claim, State
from criteria.judging import Counted, is_contradicting
from criteria.models import Assessment, Baseline, Criterion, Result, Standing, Tally
from criteria.scoring import Score, score
from criteria.tallies import counted_for, retally
from ntm_project.common.sql import instance, locking, rows
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
    standing = _locked_standing(assessment, criterion)
    stored = {name: getattr(standing, name) for name in SCORE_FIELDS}
    computed = asdict(_score_now(assessment, criterion))
    if stored != computed:
        for name, value in computed.items():
            setattr(standing, name, value)
        standing.save(update_fields=SCORE_FIELDS)
    if stored["source"] == "" or stored["state"] != standing.state:
        retally(assessment, [criterion])
    return standing


def open_standings(assessment: Assessment, results: Iterable[Result]) -> None:
    """The first standings of a new assessment, from its results, and the tallies above it."""
    by_criterion: dict[int, list[Result]] = {}
    for result in results:
        by_criterion.setdefault(result.indicator.criterion_id, []).append(result)
    criteria = list(assessment.criteria_set.criteria.order_by("number"))
    Standing.objects.bulk_create(
        Standing(
            assessment=assessment,
            criterion=criterion,
            **asdict(score_of(assessment, criterion, by_criterion.get(criterion.pk, ()), None)),
        )
        for criterion in criteria
    )
    retally(assessment, criteria)


_KEYS = ("id", "assessment_id", "criterion_id", *SCORE_FIELDS)
_STANDING = f"""SELECT {", ".join(f"s.{name}" for name in _KEYS)} FROM criteria_standing s
    WHERE s.assessment_id = %s AND s.criterion_id = %s"""


def _locked_standing(assessment: Assessment, criterion: Criterion) -> Standing:
    """The standing, locked; a new one where there is none yet."""
    found = rows(_STANDING + locking("s"), [assessment.pk, criterion.pk])
    if not found:
        return Standing.objects.select_for_update().get_or_create(
            assessment=assessment, criterion=criterion
        )[0]
    standing = instance(Standing, _KEYS, found[0])
    standing.assessment, standing.criterion = assessment, criterion
    return standing


_CLAIMS = """SELECT r.claim FROM criteria_result r
    JOIN criteria_indicator i ON i.id = r.indicator_id
    WHERE r.assessment_id = %s AND i.criterion_id = %s"""
_BASELINE = """SELECT b.state, b.is_inferred FROM criteria_baseline b
    WHERE b.assessment_id = %s AND b.criterion_id = %s"""


def _score_now(assessment: Assessment, criterion: Criterion) -> Score:
    """The score from the rows as they are; values and levels are read only of what is claimed met,
    for nothing else can contradict its value."""
    keys = [assessment.pk, criterion.pk]
    claims = [claim for (claim,) in rows(_CLAIMS, keys)]
    contradicting = 0
    if Claim.MET in claims:
        claimed = (
            Result.objects.filter(
                assessment=assessment, indicator__criterion=criterion, claim=Claim.MET
            )
            .select_related("indicator")
            .prefetch_related("indicator__levels")
        )
        contradicting = sum(is_contradicting(assessment, r) for r in claimed)
    stated = rows(_BASELINE, keys)
    state, is_inferred = stated[0] if stated else (None, False)
    return score(
        claims,
        rule=criterion.rule,
        needed=criterion.needed,
        contradicting=contradicting,
        baseline=state,
        baseline_is_inferred=bool(is_inferred),
    )


@dataclass(frozen=True)
class Totals:
    """How far an assessment is: criteria and indicators met, of how many."""

    criteria_met: int
    criteria: int
    indicators_met: int
    indicators: int
    contradicting: int


def totals_of(assessment: Assessment, standings: Iterable[Counted]) -> Totals:
    """The totals of an assessment from the standings of its criteria.

    Counted against as many criteria as the decision has, when not all of them are known yet;
    indicators that do not apply do not count.
    """
    rows = list(standings)
    return Totals(
        criteria_met=sum(row.state == State.MET for row in rows),
        criteria=max(len(rows), assessment.criteria_set.criteria_known or 0),
        indicators_met=sum(row.met for row in rows),
        indicators=sum(row.met + row.not_met + row.not_yet for row in rows),
        contradicting=sum(row.contradicting for row in rows),
    )


class CountedStanding(NamedTuple):
    """What totals need of a standing."""

    state: str
    met: int
    not_met: int
    not_yet: int
    contradicting: int


_COUNTED = """SELECT s.state, s.met, s.not_met, s.not_yet, s.contradicting
    FROM criteria_standing s WHERE s.assessment_id = %s"""


def counted_standings(assessment: Assessment) -> list[CountedStanding]:
    """The standings of an assessment, as totals count them."""
    return [CountedStanding(*row) for row in rows(_COUNTED, [assessment.pk])]


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
        computed = counted_for(tally)
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
            Tally.objects.filter(pk=tally.pk).update(**counted_for(tally))
        missing = list(missing_tallies())
        for assessment, criterion, _ in missing:
            retally(assessment, [criterion])
    return len(standings) + len(tallies) + len(missing)
