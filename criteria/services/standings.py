"""The one function that computes progress, and the writing of standings and tallies.

Every screen and paper shows what is computed here; `reconcile` proves it against the rows.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Model, Q
from django.utils import timezone

from criteria.enums import Claim, State
from criteria.judging import score_of
from criteria.models import (
    Assessment,
    Baseline,
    Criterion,
    Result,
    ResultChange,
    Standing,
    StandingStep,
    Tally,
)
from criteria.models.assessments import with_levels
from criteria.queries.results import by_criterion
from criteria.scoring import SCORE_FIELDS, Score
from criteria.services.steps import keep_steps, last_words, scores_by_day, steps_of
from ntm_project.common.dates import format_day
from villages.access import system_access
from villages.audit import record
from villages.models import Unit, keys_of_path


def recompute(assessment: Assessment, criterion: Criterion) -> Standing:
    """Recompute one standing from its rows; call inside the transaction that changed them.

    The standing's row is locked before the rows are read, so that of two writers to one criterion
    the later always counts the earlier's row (READ COMMITTED on PostgreSQL).
    """
    standing = _locked_standing(assessment, criterion)
    stored = {name: getattr(standing, name) for name in SCORE_FIELDS}
    results, words, baseline = _rows_of(assessment, criterion)
    computed = asdict(score_of(assessment, criterion, results, baseline))
    if stored != computed:
        for name, value in computed.items():
            setattr(standing, name, value)
        standing.save(update_fields=SCORE_FIELDS)
    keep_steps(assessment, criterion, steps_of(assessment, criterion, results, words, baseline))
    if stored["source"] == "" or stored["state"] != standing.state:
        retally(assessment, [criterion])
    return standing


def recompute_of(changed: Iterable[Result]) -> None:
    """Recompute the standings of the criteria of changed results, each once.

    In the order of their keys, so that of two writers the second waits for the first.
    """
    pairs = {
        (row.assessment_id, row.indicator.criterion_id): (row.assessment, row.indicator.criterion)
        for row in changed
    }
    for key in sorted(pairs):
        recompute(*pairs[key])


def open_standings(assessment: Assessment, results: Iterable[Result]) -> None:
    """The first standings of a new assessment, from its results, and the tallies above it."""
    rows = by_criterion(results)
    criteria = list(assessment.criteria_set.criteria.order_by("number"))
    Standing.objects.bulk_create(
        Standing(
            assessment=assessment,
            criterion=criterion,
            **asdict(score_of(assessment, criterion, rows.get(criterion.pk, ()), None)),
        )
        for criterion in criteria
    )
    retally(assessment, criteria)


def _locked_standing(assessment: Assessment, criterion: Criterion) -> Standing:
    """The standing, locked; a new one where there is none yet."""
    rows = Standing.objects.select_for_update(of=("self",), no_key=True)
    standing, _ = rows.get_or_create(assessment=assessment, criterion=criterion)
    # Known already, so that nobody reads them again.
    standing.assessment, standing.criterion = assessment, criterion
    return standing


def _rows_of(
    assessment: Assessment, criterion: Criterion
) -> tuple[list[Result], list[ResultChange], Baseline | None]:
    """The rows from which the score is computed: results, their changes, the baseline."""
    rows = Result.objects.filter(assessment=assessment, indicator__criterion=criterion)
    # Put in order here: an order of the database costs as much as a third of so wide a query.
    results = sorted(rows.select_related("indicator"), key=lambda result: result.pk)
    words = last_words([result.pk for result in results])
    ever = {word.result_id for word in words if word.claim == Claim.MET}
    claimed = [r for r in results if r.claim == Claim.MET or r.pk in ever]
    with_levels(claimed)
    stated = Baseline.objects.filter(assessment=assessment, criterion=criterion)
    return results, words, next(iter(stated), None)


# --- Tallies --------------------------------------------------------------------------------------

# A tally has one column for each state, of the same name.
_NONE = dict.fromkeys(State.values, 0)


def retally(assessment: Assessment, criteria: Collection[Criterion]) -> None:
    """Recount the tallies above an assessment for criteria of its set.

    Rows are locked from the root down and by criterion, so that two writers meet at the first.
    """
    path = "/"
    for unit_id in assessment.unit.ancestor_ids:
        path += f"{unit_id}/"
        tallies = _locked(assessment, unit_id, criteria)
        counts = counted(path, criteria, assessment.year)
        for tally in tallies:
            for name, value in counts[tally.criterion_id].items():
                setattr(tally, name, value)
        Tally.objects.bulk_update(tallies, list(_NONE))


def _locked(assessment: Assessment, unit_id: int, criteria: Collection[Criterion]) -> list[Tally]:
    """The unit's tallies of the criteria, locked; made where there is none yet."""
    of_unit = {"unit_id": unit_id, "year": assessment.year}
    wanted = Tally.objects.filter(**of_unit, criterion__in=criteria)
    found = list(wanted.select_for_update().order_by("criterion_id"))
    if len(found) == len(criteria):
        return found
    known = {tally.criterion_id for tally in found}
    Tally.objects.bulk_create(
        [
            Tally(**of_unit, criterion=criterion, criteria_set_id=assessment.criteria_set_id)
            for criterion in sorted(criteria, key=lambda criterion: criterion.pk)
            if criterion.pk not in known
        ],
        ignore_conflicts=True,
    )
    return list(wanted.select_for_update().order_by("criterion_id"))


def counted(path: str, criteria: Collection[Criterion], year: int) -> dict[int, dict[str, int]]:
    """Criterion key → how many assessments below the unit of that path are met, not met,
    unknown."""
    # First the assessments: of a criterion there are standings of every unit and year.
    below = Assessment.objects.filter(
        criteria_set__in={criterion.criteria_set_id for criterion in criteria},
        year=year,
        unit__path__below=path,
    ).exclude(unit__path=path)
    rows = (
        Standing.objects.filter(
            assessment__in=below.order_by().values("pk"), criterion__in=criteria
        )
        .values("criterion_id")
        .annotate(**{name: Count("pk", filter=Q(state=name)) for name in _NONE})
        .values_list("criterion_id", *_NONE)
    )
    found = {criterion_id: dict(zip(_NONE, n, strict=True)) for criterion_id, *n in rows}
    return {criterion.pk: found.get(criterion.pk, _NONE) for criterion in criteria}


def counted_for(tally: Tally) -> dict[str, int]:
    """What a tally has to hold, counted from the standings."""
    return counted(tally.unit.path, [tally.criterion], tally.year)[tally.criterion_id]


# --- Reconciling ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Drift:
    """A computed row that does not hold what its rows give."""

    what: str
    model: type[Model]
    stored: dict[str, Any]
    computed: dict[str, Any]


def standing_drifts() -> Iterator[tuple[Assessment, Criterion, Drift]]:
    """Every standing that differs from a plain recomputation, one assessment at a time."""
    assessments = Assessment.objects.select_related("unit", "criteria_set").order_by("pk")
    for assessment in assessments.iterator(chunk_size=100):
        results = with_levels(Result.objects.filter(assessment=assessment).for_table())
        baselines = {b.criterion_id: b for b in assessment.baselines.all()}
        stored = {s.criterion_id: s for s in assessment.standings.all()}
        results_of = by_criterion(results)
        for criterion in assessment.criteria_set.criteria.order_by("number"):
            rows = results_of.get(criterion.pk, [])
            computed = asdict(score_of(assessment, criterion, rows, baselines.get(criterion.pk)))
            standing = stored.get(criterion.pk)
            have = {n: getattr(standing, n) for n in SCORE_FIELDS} if standing else {}
            if have != computed:
                what = f"{assessment}: {criterion}"
                yield assessment, criterion, Drift(what, Standing, have, computed)


def step_drifts() -> Iterator[tuple[Assessment, Criterion, Drift]]:
    """Every criterion whose steps differ from a plain recomputation of its days."""
    assessments = Assessment.objects.select_related("unit").order_by("pk")
    for assessment in assessments.iterator(chunk_size=100):
        stored: dict[int, list[StandingStep]] = {}
        for step in assessment.steps.order_by("on"):
            stored.setdefault(step.criterion_id, []).append(step)
        results = with_levels(Result.objects.filter(assessment=assessment).for_table())
        words = last_words([result.pk for result in results])
        baselines = {b.criterion_id: b for b in assessment.baselines.all()}
        for criterion in assessment.criteria_set.criteria.order_by("number"):
            own = {r.pk: r for r in results if r.indicator.criterion_id == criterion.pk}
            own_words = [word for word in words if word.result_id in own]
            baseline = baselines.get(criterion.pk)
            computed = steps_of(assessment, criterion, own.values(), own_words, baseline)
            have = scores_by_day(stored.get(criterion.pk, []))
            if have != computed:
                what = f"{assessment}: {criterion}"
                both = {"steps": _steps_in_words(have)}, {"steps": _steps_in_words(computed)}
                yield assessment, criterion, Drift(what, StandingStep, *both)


def _steps_in_words(steps: dict[date, Score]) -> str:
    return "; ".join(f"{format_day(day)} {State(s.state).label}" for day, s in steps.items())


def tally_drifts() -> Iterator[tuple[Tally, Drift]]:
    """Every tally that differs from a plain count of the standings below its unit."""
    for tally in Tally.objects.select_related("unit", "criterion").order_by("pk").iterator():
        computed = counted_for(tally)
        have = {name: getattr(tally, name) for name in computed}
        if have != computed:
            yield tally, Drift(str(tally), Tally, have, computed)


def missing_tallies() -> Iterator[tuple[Assessment, Criterion, Drift]]:
    """Every tally that the standings below a unit call for and that is not there.

    Each comes with one assessment and criterion whose retelling writes it.
    """
    known = set(Tally.objects.values_list("unit_id", "criterion_id", "year"))
    rows = Standing.objects.values_list(
        "assessment_id", "assessment__unit__path", "assessment__year", "criterion_id"
    )
    for assessment_id, path, year, criterion_id in rows.order_by("pk").iterator():
        for unit_id in keys_of_path(path)[:-1]:
            if (unit_id, criterion_id, year) in known:
                continue
            known.add((unit_id, criterion_id, year))
            assessment = Assessment.objects.select_related("unit").get(pk=assessment_id)
            criterion = Criterion.objects.get(pk=criterion_id)
            unit = Unit.objects.get(pk=unit_id)
            yield assessment, criterion, Drift(f"{unit}: {criterion} năm {year}", Tally, {}, {})


def _record_repair(unit: Unit) -> None:
    """A page that is kept while no event comes (`villages.unchanged`) is drawn anew."""
    record(system_access(timezone.localdate()), "tính lại tổng hợp", unit, unit=unit)


def _recompute_recorded(assessment: Assessment, criterion: Criterion) -> None:
    recompute(assessment, criterion)
    _record_repair(assessment.unit)


def repair() -> int:
    """Recompute everything that drifted; returns how many rows were mended."""
    with transaction.atomic():
        standings = [(a, c) for a, c, _ in standing_drifts()]
        for assessment, criterion in standings:
            _recompute_recorded(assessment, criterion)
        steps = [(a, c) for a, c, _ in step_drifts()]
        for assessment, criterion in steps:
            _recompute_recorded(assessment, criterion)
        tallies = [tally for tally, _ in tally_drifts()]
        for tally in tallies:
            Tally.objects.filter(pk=tally.pk).update(**counted_for(tally))
            _record_repair(tally.unit)
        missing = list(missing_tallies())
        for assessment, criterion, _ in missing:
            retally(assessment, [criterion])
    return len(standings) + len(steps) + len(tallies) + len(missing)
