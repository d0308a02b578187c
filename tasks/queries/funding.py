"""The money of a plan as its page shows it."""

from typing import NamedTuple

from tasks import rules
from tasks.models import Funding, FundingPart, Plan


class FundingSum(NamedTuple):
    """A sum, and what is off between its total and its parts."""

    row: Funding
    gap: str


def sums_of(plan: Plan) -> list[FundingSum]:
    """The sums of a plan by unit and stage, each with its parts."""
    rows = Funding.objects.filter(plan=plan).with_parts().select_related("unit", "criterion")
    return [FundingSum(row, gap_of(row)) for row in rows.order_by("unit__path", "stage", "pk")]


def sum_of(plan: Plan, pk: int) -> Funding | None:
    """A sum of the plan with its parts; None once it is gone."""
    return Funding.objects.filter(plan=plan, pk=pk).with_parts().first()


def parts_of(funding: Funding) -> list[FundingPart]:
    """The parts of a sum by source, in the order in which they were written down."""
    return list(funding.parts.order_by("pk"))


def gap_of(funding: Funding) -> str:
    """ "" when the parts of a sum add up to its total, else what is off."""
    return rules.funding_gap(funding.total, [part.amount for part in funding.parts.all()])
