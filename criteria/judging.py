"""A result judged by the level that binds it, and the score of a criterion from its results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from criteria.comparison import Measure, compare, contradicts, is_judged, lacks_value, level_of
from criteria.enums import Claim, Comparison
from criteria.measures import level_words, measured_words, weigh
from criteria.models import Assessment, Baseline, Criterion, Indicator, Level, Result
from criteria.scoring import Score, score
from criteria.states import CLAIM_TONES, indicator_state
from ntm_project.common.text import spoken

_COMPARED = (Comparison.MEETS, Comparison.SHORT, Comparison.NO_LEVEL)


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator's result with its level and how the value stands against it."""

    assessment: Assessment
    result: Result
    level: Level | None
    measure: Measure
    comparison: Comparison
    newer: Level | None = None  # a level added since this was judged: it binds the next time
    is_in_work: bool = False  # a task of the indicator is under way
    deny_set: str = ""  # why the reader may not set it, where they may set others
    takes_reason: bool = False  # the reader may set it all the same, with a reason

    @cached_property
    def indicator(self) -> Indicator:
        return self.result.indicator

    @property
    def noun(self) -> str:
        """What its set calls an indicator."""
        return self.assessment.criteria_set.noun

    @property
    def naming(self) -> str:
        """The indicator by its code: `chỉ tiêu 3.2`."""
        return f"{self.noun} {self.indicator.code}"

    @property
    def contradicts(self) -> bool:
        return contradicts(self.result.claim, self.comparison)

    @property
    def lacks_value(self) -> bool:
        return lacks_value(self.result.claim, self.comparison)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do: it is met or none of the unit's, and its figure agrees."""
        claim = self.result.claim
        return claim in (Claim.MET, Claim.NOT_APPLICABLE) and not self.contradicts

    @property
    def level_words(self) -> str:
        return level_words(self.level, self.indicator)

    @property
    def level_on_paper(self) -> str:
        """The level as a paper of the commune states it: in the words of the law alone, nothing
        where nobody knows it, no remark whose it is, and `100%` for `= 100%`."""
        stated = self.level.display if self.level and self.level.is_stated else ""
        return stated.removeprefix("= ")

    @property
    def newer_words(self) -> str:
        """The level that the next judging will require; "" where it is the same."""
        return level_words(self.newer, self.indicator) if self.newer else ""

    @property
    def value_words(self) -> str:
        return measured_words(self.indicator, self.measure)

    @property
    def sentence(self) -> str:
        return weigh(self.indicator, self.result.claim, self.measure, self.level)

    @property
    def state(self) -> str:
        return indicator_state(
            self.result.claim, is_contradicting=self.contradicts, is_in_work=self.is_in_work
        )

    @property
    def tone(self) -> str:
        return "red" if self.contradicts else self.claim_tone

    @property
    def claim_tone(self) -> str:
        return CLAIM_TONES[Claim(self.result.claim)]

    @property
    def needs_judgement(self) -> bool:
        """Whether it was taken over from an older set and nobody has judged it anew."""
        return any(line.is_open for line in self.result.origin_lines)

    @property
    def compared_words(self) -> str:
        """How the value stands against the level, where a reader learns from it."""
        return str(self.comparison.label) if self.comparison in _COMPARED else ""


def row_of(assessment: Assessment, result: Result, **shown: Any) -> IndicatorRow:
    """The row of a result; of many, `with_levels` should have read the levels.

    What was judged keeps the level by which it was. `shown` is what only its page knows: whether
    it is in work, and why the reader may not set it.
    """
    now = level = level_of(assessment, result.indicator)
    if is_judged(result):
        level = level_of(assessment, result.indicator, result.edition)
    newer = now if now != level else None
    measure = Measure.of(result)
    comparison = compare(result.indicator, measure, level)
    return IndicatorRow(assessment, result, level, measure, comparison, newer, **shown)


def namesake_of(name: str, rows: Sequence[IndicatorRow]) -> IndicatorRow | None:
    """The indicator of a criterion that has only one, of its own name: one line shows both."""
    is_one = len(rows) == 1 and spoken(rows[0].indicator.wording) == spoken(name)
    return rows[0] if is_one else None


def is_contradicting(assessment: Assessment, result: Result) -> bool:
    """Whether a result claims "đạt" against a value below its level (`with_levels`, of many)."""
    return result.claim == Claim.MET and row_of(assessment, result).contradicts


def score_of(
    assessment: Assessment,
    criterion: Criterion,
    results: Iterable[Result],
    baseline: Baseline | None,
) -> Score:
    """The score of one criterion from its results (present ones, or as of a date).

    A condition counts within the indicator that it is a part of.
    """
    results = list(results)
    return score(
        [r.claim for r in results if r.indicator.part_of_id is None],
        rule=criterion.rule,
        needed=criterion.needed,
        contradicting=sum(is_contradicting(assessment, r) for r in results),
        baseline=baseline.state if baseline else None,
        baseline_is_inferred=bool(baseline and baseline.is_inferred),
    )
