"""A plan in which nothing is wrong, and what the checks find in it."""

from datetime import date
from decimal import Decimal

from criteria.enums import Claim
from reports.checks.queries import checked
from reports.lines import Line
from reports.record import load_record
from tasks.models import Funding, FundingPart, Plan
from tests import factories as make
from tests.reports.planting import enter, paper, task
from tests.world import World, open_world


def sound() -> World:
    """A plan with a signer and money; one criterion met with its paper, one unmet with work."""
    made = open_world("assessment", "village", "plan", "hien")
    Plan.objects.update(signatory_name="Ngô Văn Chủ")
    made.assessment.baseline_on = date(2023, 12, 30)
    made.assessment.save()
    money = Funding.objects.create(
        plan=made.plan, unit=made.commune, text="Nhà văn hóa", stage="planned", total=10**9
    )
    FundingPart.objects.create(funding=money, source="people", amount=10**9)
    first, second, third, fourth = made.results()
    for result, claim, value in (
        (first, Claim.MET, "80"), (second, Claim.MET, "81"),
        (third, Claim.NOT_MET, "20"), (fourth, Claim.MET, "82"),
    ):  # fmt: skip
        enter(result, claim=claim, value=Decimal(value), as_of=date(2024, 8, 1), source="Thống kê")
        paper(made, result)
    task(made, "Cải tạo hồ chứa nước Cầu Rễ", 2)
    return made


def found(world: World, on: date = make.TODAY) -> dict[str, list[Line]]:
    access = make.access(world.official("lan"), on)
    record = load_record([world.commune], access)
    page = checked(record, world.commune, access, may_waive=True)
    return {group.check.slug: group.lines for group in page.groups}
