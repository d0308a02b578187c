"""How far an assessment is: what its criteria and indicators add up to."""

from collections.abc import Iterable
from dataclasses import dataclass

from criteria.enums import State
from criteria.models import Assessment
from criteria.states import CountedStanding, applicable, is_by_plan


@dataclass(frozen=True)
class Totals:
    """How far an assessment is: criteria and indicators met, of how many."""

    criteria_met: int
    criteria: int
    by_plan: int
    tentative: int  # those that nobody has confirmed
    indicators_met: int
    indicators: int  # that apply
    not_judged: int
    contradicting: int

    @property
    def criteria_words(self) -> str:
        """`11/19`: criteria met, of how many."""
        return f"{self.criteria_met}/{self.criteria}"

    @property
    def indicator_counts(self) -> str:
        """`60/73`: indicators met, of how many; "" where nobody has judged any."""
        is_judged = self.not_judged < self.indicators
        return f"{self.indicators_met}/{self.indicators}" if is_judged else ""

    @property
    def origin(self) -> str:
        return origin_words(self.criteria_met, self.by_plan)


def totals_of(assessment: Assessment, standings: Iterable[CountedStanding]) -> Totals:
    """The totals of an assessment from the standings of its criteria.

    Counted against as many criteria as the decision has, when not all of them are known yet;
    indicators that do not apply do not count.
    """
    rows = list(standings)
    return Totals(
        criteria_met=sum(row.state == State.MET for row in rows),
        criteria=assessment.criteria_set.number_of_criteria(len(rows)),
        by_plan=sum(is_by_plan(row) for row in rows),
        tentative=sum(row.is_inferred for row in rows),
        indicators_met=sum(row.met for row in rows),
        indicators=sum(applicable(row) for row in rows),
        not_judged=sum(row.not_yet for row in rows),
        contradicting=sum(row.contradicting for row in rows),
    )


def origin_words(met: int, by_plan: int) -> str:
    """What a total of met criteria rests on; "" when on indicators alone."""
    return f"{by_plan} theo kế hoạch, {met - by_plan} theo chỉ tiêu" if by_plan else ""
