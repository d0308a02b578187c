"""Faults of the order of steps, of days and of who was there, each planted in a sound plan."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tasks.enums import PlanSection
from tests import factories as make
from tests.reports.planting import a_target, paper, task, text, window
from tests.reports.planting_meetings import concluded_for_one_who_left
from tests.world import World


def paper_of_another_village(world: World) -> None:
    make.make_village(world.commune, "Mai Trung")
    result = world.village_assessment.results.earliest("pk")
    paper(world, result, title="Biên bản kiểm tra thôn Mai Trung")


def title_of_another_tier(world: World) -> None:
    world.plan.refresh_from_db()
    world.plan.title = "Thực hiện xã Mai Đình đạt chuẩn NTM kiểu mẫu năm 2024"
    world.plan.save()


OF_STEPS: dict[str, Callable[[World], object]] = {
    "conclusion-for-gone": concluded_for_one_who_left,
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
    "more-than-all": lambda w: (
        text(w, PlanSection.OPENING, "Toàn xã có 1.964 hộ, 8.112 nhân khẩu."),
        task(w, "Cấp thùng rác cho 2.150 hộ"),
    ),
}
