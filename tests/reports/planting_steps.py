"""Faults of the order of steps, of days and of who was there, each planted in a sound plan."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from criteria.enums import Claim
from criteria.models import Result
from tasks.enums import PlanSection
from tasks.models import Supervision
from tests import factories as make
from tests.reports.planting import a_target, enter, issue, paper, task, text, window
from tests.reports.planting_meetings import (
    concluded_for_one_who_left,
    led_while_absent,
    meeting,
    month_left_out,
    moved_after_its_invitation,
)
from tests.world import World


def paper_of_another_village(world: World) -> None:
    make.make_village(world.commune, "Mai Trung")
    result = world.village_assessment.results.earliest("pk")
    paper(world, result, title="Biên bản kiểm tra thôn Mai Trung")


def title_of_another_tier(world: World) -> None:
    world.plan.refresh_from_db()
    world.plan.title = "Thực hiện xã Mai Đình đạt chuẩn NTM kiểu mẫu năm 2024"
    world.plan.save()


def due_before_its_plan(world: World) -> None:
    issue(world.plan, date(2024, 2, 26))
    task(world, "Làm cầu dân sinh", 2, deadline_words="trước ngày 15/02/2024")


def of_commune_and_village(world: World, *shares: tuple[str, str]) -> None:
    """A share of the commune and one of its village, in the same words: (amount, of)."""
    rows = world.results()[0], world.village_assessment.results.earliest("pk")
    for row, (amount, whole) in zip(rows, shares, strict=True):
        row.indicator.wording = "Tỷ lệ hộ có nhà tiêu hợp vệ sinh"
        row.indicator.save()
        counted = {"value": Decimal(amount), "denominator": Decimal(whole)}
        enter(row, claim=Claim.MET, **counted, as_of=date(2024, 8, 1), source="Thống kê")


def measures_clean_water(world: World) -> Result:
    """The indicator that the commune has not met is a share of households."""
    result = world.results()[2]
    result.indicator.wording = "Tỷ lệ hộ dùng nước sạch tập trung"
    result.indicator.save()
    enter(result, claim=Claim.NOT_MET, value=Decimal(30), as_of=date(2024, 6, 30), source="Trạm")
    return result


def directed(world: World) -> None:
    """Two people direct one criterion each."""
    for number, name in ((1, "Lê Thị Hạnh"), (2, "Ngô Văn Sáng")):
        Supervision.objects.create(
            assessment=world.assessment, official=make.make_official(world.commune, name=name),
            criterion=world.assessment.criteria_set.criteria.get(number=number),
        )  # fmt: skip


def households_unlike(world: World) -> None:
    for row, whole in zip(world.results(), ("1635", "1653"), strict=False):
        row.indicator.wording = f"Tỷ lệ hộ dùng nước của nguồn {row.pk}"
        row.indicator.save()
        counted = {"value": Decimal(1500), "denominator": Decimal(whole)}
        enter(row, claim=Claim.MET, **counted, as_of=date(2024, 8, 1), source="Thống kê")


OF_STEPS: dict[str, Callable[[World], object]] = {
    "conclusion-for-gone": concluded_for_one_who_left,
    "led-while-absent": led_while_absent,
    "month-left-out": month_left_out,
    "invitation-outdated": moved_after_its_invitation,
    "due-before-plan": due_before_its_plan,
    "villages-above-commune": lambda w: of_commune_and_village(w, ("100", "120"), ("110", "115")),
    "outside-its-villages": lambda w: of_commune_and_village(w, ("95", "100"), ("40", "80")),
    "households-unlike": households_unlike,
    "begun-before-approval": lambda w: (
        task(w, "Phê duyệt thiết kế trạm bơm Cầu Rễ", deadline_words="trước ngày 31/10/2024"),
        task(w, "Khởi công trạm bơm Cầu Rễ", deadline_words="trước ngày 30/9/2024"),
    ),
    "paper-of-district": lambda w: paper(
        w, w.results()[0], issuer="UBND huyện Hiệp Hòa", dated_on=date(2025, 8, 5)
    ),
    "ends-before-begin": lambda w: window(w, "từ tháng 10/2024 đến hết tháng 6/2024"),
    "school-year-over": lambda w: task(w, "Vận động học sinh năm học 2022 - 2023 đến lớp"),
    "prose-other-day": lambda w: (
        task(w, "Sửa mái nhà văn hóa Cầu Rễ", deadline_words="trước ngày 31/10/2024"),
        text(w, PlanSection.WORKS, "- Sửa mái nhà văn hóa Cầu Rễ xong trước ngày 30/9/2024."),
    ),
    "paper-sign": lambda w: paper(
        w, w.results()[0], number="7/2023/NQ-HĐND", issuer="UBND xã", dated_on=date(2024, 5, 6)
    ),
    "paper-other-village": paper_of_another_village,
    "target-other-unit": lambda w: a_target(
        w, indicator=w.results()[0].indicator, value=Decimal(90), unit_words="hộ"
    ),
    "title-other-tier": title_of_another_tier,
    "text-figure": lambda w: (
        measures_clean_water(w),
        text(w, PlanSection.OPENING, "Hiện tỷ lệ hộ dùng nước sạch tập trung đạt 52%."),
    ),
    "numbered-wrongly": lambda w: text(
        w, PlanSection.IMPLEMENTATION, "1. Các thôn họp dân.\n1. Hội Nông dân vận động."
    ),
    "text-leader": lambda w: (
        directed(w),
        text(w, PlanSection.NOTES, "- Đồng chí Lê Thị Hạnh phụ trách tiêu chí số 1, số 2."),
    ),
    "paper-other-indicator": lambda w: paper(
        w, w.results()[0], title=f"Biên bản chỉ tiêu {w.results()[2].indicator.code}"
    ),
    "minutes-contradict": lambda w: meeting(w, summary="Dự họp có 12/15 đại biểu, vắng 2."),
    "more-than-all": lambda w: (
        text(w, PlanSection.OPENING, "Toàn xã có 1.964 hộ, 8.112 nhân khẩu."),
        task(w, "Cấp thùng rác cho 2.150 hộ"),
    ),
}
