"""What pages read of results: one with its form, all of an assessment, what a reader may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from criteria import rules
from criteria.enums import State
from criteria.judging import IndicatorRow, row_of
from criteria.models import Assessment, Baseline, Result
from criteria.models.assessments import with_levels
from criteria.origins import with_origins
from criteria.scoring import SCORE_FIELDS
from criteria.totals import Totals, totals_of
from ntm_project.common.models import found_by_key
from villages.access import Access
from villages.edit import version_of_set
from villages.enums import Ability

FEW_NEXT = 4


def result_for(access: Access, pk: int) -> Result | None:
    """The result with all that its row and form show; None out of scope."""
    result = found_by_key(Result.objects.visible_to(access).with_names(), pk)
    if result is not None:
        with_origins(result.assessment, [result])
    return result


def whole_of(result: Result) -> Result | None:
    """The result of the indicator of which this one is a condition; None where it is no
    condition."""
    if result.indicator.part_of_id is None:
        return None
    rows = Result.objects.filter(assessment=result.assessment_id)
    return rows.with_names().filter(indicator=result.indicator.part_of_id).first()


def next_to_set(access: Access, result: Result) -> Result | None:
    """The indicator after this one in its assessment that the person may set; None at the end."""
    at = result.indicator
    number = at.criterion.number
    after = Q(indicator__criterion__number__gt=number) | Q(
        Q(indicator__order__gt=at.order) | Q(indicator__order=at.order, pk__gt=result.pk),
        indicator__criterion__number=number,
    )
    rows = result.assessment.results.filter(after).with_names().in_order()
    # Nearly always the very next may be set: the rest is read only where none of the first may.
    for row in chain(rows[:FEW_NEXT], rows[FEW_NEXT:]):
        if not rules.deny_set_result(access, row):
            return row
    return None


@dataclass(frozen=True)
class Reader:
    """What the reader of an assessment may do there, read once for all its rows.

    `access` is None where nothing may be done: a page as of an earlier day.
    """

    access: Access | None
    may_set: bool = False
    may_assign: bool = False

    @classmethod
    def of(cls, access: Access, assessment: Assessment) -> "Reader":
        return cls(
            access,
            may_set=access.can(Ability.SET_RESULT, assessment.unit),
            may_assign=access.can(Ability.ASSIGN_RESULT, assessment.unit),
        )

    def acts(self) -> list[tuple[str, str]]:
        """What a page offers to do with ticked indicators (`criteria.views.many`)."""
        assigning = [("phu-trach", "Giao phụ trách")] if self.may_assign else []
        claiming = [("chua-dat", "Ghi chưa đạt"), ("khong-ap-dung", "Ghi không áp dụng")]
        return assigning + (claiming if self.may_set else [])

    def row_of(self, assessment: Assessment, result: Result, **shown: Any) -> IndicatorRow:
        """The row of a result as this reader sees it."""
        # The rule reads the unit through the result: give it the one that is loaded.
        result.assessment = assessment
        deny, takes_reason = "", False
        if self.access and self.may_set:
            deny = rules.deny_set_result(self.access, result)
            takes_reason = bool(deny) and rules.needs_reason(self.access, result)
        return row_of(assessment, result, deny_set=deny, takes_reason=takes_reason, **shown)


READ_ONLY = Reader(None)


def totals_now(assessment: Assessment) -> Totals:
    """How far the assessment is, from its standings."""
    return totals_of(assessment, assessment.standings.values_list(*SCORE_FIELDS, named=True))


def stated_baselines(assessment: Assessment) -> dict[int, str]:
    """Criterion → how it stood when the assessment began, where that was stated."""
    return dict(assessment.baselines.values_list("criterion", "state"))


def version_of_charge(result: Result) -> int:
    """The version of who is in charge, which is no part of the result's own."""
    return version_of_set([result.in_charge_id] if result.in_charge_id else [])


def tentative_baselines(assessment: Assessment) -> "QuerySet[Baseline]":
    """What was concluded of whole criteria and nobody has confirmed, in the order of the set."""
    rows = assessment.baselines.filter(is_inferred=True).exclude(state=State.UNKNOWN)
    return rows.select_related("criterion").order_by("criterion__number")


def assessment_results(
    assessment: Assessment, *, number: int | None = None, keys: Iterable[int] | None = None
) -> list[Result]:
    """The results, of one criterion or of these keys alone, with all that judging them needs."""
    rows = Result.objects.filter(assessment=assessment)
    if number is not None:
        rows = rows.filter(indicator__criterion__number=number)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    results = with_levels(rows.for_table())
    for result in results:
        result.assessment = assessment
    return results


def by_criterion(results: Iterable[Result]) -> dict[int, list[Result]]:
    """The results by the key of their criterion."""
    found: dict[int, list[Result]] = {}
    for result in results:
        found.setdefault(result.indicator.criterion_id, []).append(result)
    return found
