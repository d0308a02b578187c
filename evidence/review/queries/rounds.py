"""The rounds as the submitting unit reads them; none of these reads drafts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from criteria.judging import IndicatorRow, row_of
from criteria.models import Assessment, Criterion, Recognition, Result
from criteria.models.assessments import with_levels
from evidence.review.models import Submission
from evidence.review.route import Route
from villages.access import Access


def dossiers(access: Access) -> "QuerySet[Assessment]":
    """The assessments in scope, each with its latest round in `last_rounds`. Two queries."""
    newer = Submission.objects.filter(assessment=OuterRef("assessment"), pk__gt=OuterRef("pk"))
    last = Submission.objects.filter(~Exists(newer)).for_page()
    return (
        Assessment.objects.visible_to(access)
        .select_related("unit", "criteria_set")
        .prefetch_related(Prefetch("submissions", last, to_attr="last_rounds"))
        .order_by("-year", "unit__path", "pk")
    )


def rounds_of(assessment: Assessment) -> "QuerySet[Submission]":
    """The rounds of an assessment, newest first: who sees it reads them all."""
    return Submission.objects.filter(assessment=assessment).for_page().order_by("-pk")


def recognitions_of(assessment: Assessment) -> "QuerySet[Recognition]":
    """The recognitions of the assessed unit by the set, newest first."""
    found = Recognition.objects.filter(
        unit=assessment.unit_id, criteria_set=assessment.criteria_set_id
    )
    return found.order_by("-decided_on", "pk")


@dataclass(frozen=True)
class WaitingCriterion:
    """A criterion with how many of its indicators wait for the step, and whether it is chosen."""

    criterion: Criterion
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Outgoing:
    """What of an assessment waits for its next step, and which criteria of it were chosen."""

    assessment: Assessment
    results: list[Result]
    chosen: frozenset[int]  # numbers of criteria

    @property
    def sent(self) -> list[Result]:
        """The results of the chosen criteria."""
        return [r for r in self.results if r.indicator.criterion.number in self.chosen]

    @property
    def rows(self) -> list[IndicatorRow]:
        """What is sent, as the assessment's page shows it."""
        return [row_of(self.assessment, result) for result in self.sent]

    @property
    def is_part(self) -> bool:
        return len(self.sent) < len(self.results)

    @property
    def criteria(self) -> list[WaitingCriterion]:
        counts: dict[Criterion, int] = {}
        for result in self.results:
            criterion = result.indicator.criterion
            counts[criterion] = counts.get(criterion, 0) + 1
        return [WaitingCriterion(c, n, c.number in self.chosen) for c, n in counts.items()]


def results_to_send(assessment: Assessment) -> list[Result]:
    """Every result of the assessment, as its page shows it."""
    return list(Result.objects.filter(assessment=assessment).for_table())


def outgoing(
    assessment: Assessment, route: Route, rows: Iterable[Result], wanted: frozenset[int]
) -> Outgoing:
    """What of the rows waits for the next step; `wanted`: numbers of criteria, none means all."""
    results: list[Result] = []
    if step := route.next_step:
        waiting = route.awaiting(step)
        results = with_levels(row for row in rows if row.pk in waiting)
    for row in results:
        row.assessment = assessment  # read already, with its set
    numbers = frozenset(r.indicator.criterion.number for r in results)
    return Outgoing(assessment, results, (numbers & wanted) or numbers)
