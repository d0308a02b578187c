"""What changed of results, and results and scores as of a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from criteria.judging import score_of
from criteria.models import Assessment, Criterion, Result, ResultChange
from criteria.models.assessments import judged_values, measured_values, with_levels
from criteria.queries.results import by_criterion
from criteria.scoring import Score


def changes_of(result: Result) -> list[ResultChange]:
    """Every change of a result, the newest first."""
    return list(result.changes.order_by("-pk"))


def changes_since(assessment: Assessment, moment: datetime) -> list[ResultChange]:
    """Every change of the results that were written after the moment, by indicator as they are
    in the set, oldest first."""
    later = ResultChange.objects.filter(result__assessment=assessment, recorded_at__gt=moment)
    rows = ResultChange.objects.filter(result__in=later.values("result"))
    order = ("result__indicator__criterion__number", "result__indicator__order", "pk")
    return list(rows.select_related("result__indicator").order_by(*order))


def codes_changed(changes: Iterable[ResultChange], moment: datetime) -> list[str]:
    """The indicators whose result states another claim or measure than at the moment."""
    then: dict[str, Any] = {}
    now: dict[str, Any] = {}
    unstated = judged_values(Result())
    for change in changes:
        now[change.result.indicator.code] = judged_values(change)
        if change.recorded_at <= moment:
            then[change.result.indicator.code] = now[change.result.indicator.code]
    return [code for code, stated in now.items() if stated != then.get(code, unstated)]


def results_as_of(assessment: Assessment, day: date, number: int | None = None) -> list[Result]:
    """The results of an assessment as they stood on the day, unsaved, in the order of the set.

    What nobody had claimed by then is empty. `number` keeps one criterion only.
    """
    rows = Result.objects.filter(assessment=assessment)
    if number is not None:
        rows = rows.filter(indicator__criterion__number=number)
    changes = {
        change.result_id: change
        for change in ResultChange.objects.filter(result__in=rows).as_of(day)
    }
    results = with_levels(rows.for_table())
    blank = Result()
    for result in results:
        for name, value in measured_values(changes.get(result.pk) or blank).items():
            setattr(result, name, value)
    return results


def scores_as_of(
    assessment: Assessment, day: date, results: list[Result] | None = None
) -> dict[Criterion, Score]:
    """Criterion → its score as of the day; baselines stated later than the day do not count.

    `results` are those of `results_as_of` for the same day, when they have been read already.
    """
    known = by_criterion(results_as_of(assessment, day) if results is None else results)
    baselines = {
        b.criterion_id: b for b in assessment.baselines.all() if b.as_of is None or b.as_of <= day
    }
    return {
        criterion: score_of(
            assessment, criterion, known.get(criterion.pk, []), baselines.get(criterion.pk)
        )
        for criterion in assessment.criteria_set.criteria.order_by("number")
    }
