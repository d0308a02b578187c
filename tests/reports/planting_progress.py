"""What a progress report states, and the report that nobody wrote."""

from datetime import date
from decimal import Decimal

from criteria.enums import Claim
from evidence.intake.models import Intake, IntakeRow
from tasks.models import ProgressReport, ReportingDuty, ReportRemark
from tests.reports.planting import enter, issue, part, task
from tests.world import World

WORK = "Lắp biển chỉ dẫn ở ngã ba"


def report(world: World, text: str = "", month: int = 7) -> None:
    """The monthly report, with a remark."""
    row = ProgressReport.objects.create(
        unit=world.commune, kind="month", starts_on=date(2024, month, 1),
        ends_on=date(2024, month, 31 if month == 7 else 30),
    )  # fmt: skip
    if text:
        ReportRemark.objects.create(report=row, section="criteria", text=text)


def reported_otherwise(world: World) -> None:
    result = world.results()[0]
    result.indicator.wording = "Tỷ lệ người dân tham gia bảo hiểm y tế"
    result.indicator.save()
    source = {"as_of": date(2024, 6, 30), "source": "Bảo hiểm xã hội"}
    enter(result, claim=Claim.MET, value=Decimal("95.6"), **source)
    report(world, "Tỷ lệ người dân tham gia bảo hiểm y tế đạt 97,8%.")


def not_reported(world: World) -> None:
    issue(world.plan, date(2024, 2, 26))
    part(world, ReportingDuty, who="Công chức thường trực", text="Tổng hợp tiến độ",
         rhythm_words="ngày 20 hằng tháng", report_to="UBND xã")  # fmt: skip


def pasted(world: World, text: str, doubts: dict[str, str] | None = None) -> None:
    """A text of the plan as it was pasted; its one sentence about a sign became a task."""
    own = task(world, WORK, 2)
    intake = Intake.objects.create(plan=world.plan, text=text, source="Văn bản dán vào")
    IntakeRow.objects.create(
        intake=intake, order=1, source=f"- {WORK}", text=WORK, unit=world.commune, task=own,
        doubts=doubts or {},
    )  # fmt: skip


OF_PROGRESS = {"remark-figure": reported_otherwise, "duty-silent": not_reported}
