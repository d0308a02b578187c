"""How a criterion stood from which day on, from what was recorded of its indicators (ADR 2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import date

from django.db.models import Exists, OuterRef

from criteria.enums import Claim
from criteria.judging import is_contradicting
from criteria.models import (
    Assessment,
    Baseline,
    Criterion,
    Result,
    ResultChange,
    StandingStep,
)
from criteria.models.assessments import measured_values
from criteria.scoring import SCORE_FIELDS, Score, score

EVER = date(1900, 1, 1)  # of what is recorded without a day


_LATER = ResultChange.objects.filter(
    result=OuterRef("result"), effective_on=OuterRef("effective_on"), pk__gt=OuterRef("pk")
)
_LAST_WORDS = ResultChange.objects.filter(~Exists(_LATER)).order_by()


def last_words(results: Collection[int]) -> list[ResultChange]:
    """The last change recorded of each result for each day."""
    return sorted(_LAST_WORDS.filter(result__in=results), key=lambda word: word.pk)


def steps_of(
    assessment: Assessment,
    criterion: Criterion,
    results: Iterable[Result],
    words: Sequence[ResultChange],
    baseline: Baseline | None,
) -> dict[date, Score]:
    """Day → the score from that day on; equals `scores_as_of` of every day.

    The last word that speaks of the day or an earlier one counts; a baseline counts from its day.
    """
    row_of = {result.pk: result for result in results}
    stated_on = (baseline.as_of or EVER) if baseline else None
    days = {word.effective_on for word in words} | ({stated_on} if stated_on else set())
    spoken: dict[int, ResultChange] = {}
    wrong: dict[int, bool] = {}
    steps: dict[date, Score] = {}
    last = None
    for day in sorted(days):
        for word in words:
            before = spoken.get(word.result_id)
            if word.effective_on == day and (before is None or before.pk < word.pk):
                spoken[word.result_id] = word
                wrong[word.result_id] = _is_wrong(assessment, row_of[word.result_id], word)
        known = baseline if baseline and stated_on and stated_on <= day else None
        claims = {pk: spoken[pk].claim if pk in spoken else Claim.NOT_YET for pk in row_of}
        found = score(
            [claims[pk] for pk, row in row_of.items() if row.indicator.part_of_id is None],
            rule=criterion.rule,
            needed=criterion.needed,
            contradicting=sum(wrong.values()),
            baseline=known.state if known else None,
            baseline_is_inferred=bool(known and known.is_inferred),
        )
        if found != last:
            steps[day] = last = found
    return steps


def _is_wrong(assessment: Assessment, row: Result, word: ResultChange) -> bool:
    """Whether the word claims "đạt" against its own figure; levels are those of the row."""
    if word.claim != Claim.MET:
        return False
    then = Result(assessment=assessment, indicator=row.indicator, **measured_values(word))
    return is_contradicting(assessment, then)


def scores_by_day(steps: Iterable[StandingStep]) -> dict[date, Score]:
    """The steps of one criterion as `steps_of` gives them."""
    return {s.on: Score(**{name: getattr(s, name) for name in SCORE_FIELDS}) for s in steps}


def keep_steps(assessment: Assessment, criterion: Criterion, steps: dict[date, Score]) -> None:
    """Store exactly these steps of a criterion; only those that differ are written.

    Call under the lock of its standing, as `recompute` does.
    """
    own = StandingStep.objects.filter(assessment=assessment, criterion=criterion)
    stored = scores_by_day(own)
    if stored == steps:
        return
    gone = [day for day, found in stored.items() if steps.get(day) != found]
    if gone:
        own.filter(on__in=gone).delete()
    StandingStep.objects.bulk_create(
        StandingStep(assessment=assessment, criterion=criterion, on=day, **asdict(found))
        for day, found in steps.items()
        if stored.get(day) != found
    )
