"""An assessment as of a date: its results as they were then, and the standings they gave."""

from datetime import date

from criteria.models import Assessment, Criterion, Result, ResultChange
from criteria.models.assessments import MEASURED_FIELDS
from criteria.scoring import Score
from criteria.standing import score_of


def results_as_of(assessment: Assessment, day: date) -> list[Result]:
    """The results of an assessment as they stood on the day, unsaved, in the order of the set.

    What nobody had said by then is empty. Two queries.
    """
    changes = {
        change.result_id: change
        for change in ResultChange.objects.filter(result__assessment=assessment).as_of(day)
    }
    results = list(Result.objects.filter(assessment=assessment).for_table())
    blank = Result()
    for result in results:
        then = changes.get(result.pk)
        for field in MEASURED_FIELDS:
            setattr(result, field, getattr(then or blank, field))
    return results


def scores_as_of(
    assessment: Assessment, day: date, results: list[Result] | None = None
) -> dict[Criterion, Score]:
    """Criterion → its score as of the day; baselines stated later than the day do not count.

    `results` are those of `results_as_of` for the same day, when they have been read already.
    """
    by_criterion: dict[int, list[Result]] = {}
    for result in results_as_of(assessment, day) if results is None else results:
        by_criterion.setdefault(result.indicator.criterion_id, []).append(result)
    baselines = {
        b.criterion_id: b for b in assessment.baselines.all() if b.as_of is None or b.as_of <= day
    }
    return {
        criterion: score_of(
            assessment, criterion, by_criterion.get(criterion.pk, []), baselines.get(criterion.pk)
        )
        for criterion in assessment.criteria_set.criteria.order_by("number")
    }
