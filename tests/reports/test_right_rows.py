"""Rows that look like a fault and are none: no check finds them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from criteria.enums import Claim, IndicatorKind, State
from criteria.models import Indicator, Level
from evidence.papers.models import Evidence
from tasks.enums import PlanSection, TaskState
from tasks.models import Citation, Plan, PlanWindow, ReportingDuty, Task
from tests import factories as make
from tests.reports.planting import (
    aim_for,
    baseline,
    dossier,
    ended_village,
    enter,
    fraction,
    issue,
    paper,
    part,
    recipients,
    renewed_late,
    second_chair,
    survey,
    task,
    text,
)
from tests.reports.sound import found, sound
from tests.shared import made_once
from tests.world import World
from villages.models import Unit

# PostgreSQL runs every check by its planted fault.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

rows = made_once(sound)


def grows(world: World) -> None:
    """A growth of 10 % in amounts of money, as its paper has it."""
    result = world.results()[0]
    Indicator.objects.filter(pk=result.indicator_id).update(
        kind=IndicatorKind.GROWTH, unit_words="triệu đồng/người/năm"
    )
    Level.objects.filter(indicator=result.indicator_id).update(value=Decimal("9.5"))
    enter(result, claim=Claim.MET, value=Decimal(66), denominator=Decimal(60),
          as_of=date(2024, 8, 1), source="Thống kê")  # fmt: skip
    paper(world, result, title="Báo cáo thu nhập 66 triệu đồng, tăng 10%")


def village_of_old(world: World) -> None:
    ended_village(world)
    Unit.objects.filter(name="Mai Trung").update(valid_to=date(2024, 1, 31))
    world.plan.tasks.filter(text="Vệ sinh đường làng").delete()
    task(world, f"Sửa rãnh thôn Mai Trung cũ, nay thuộc thôn {world.village.name}")


def reported(world: World, **words: str) -> None:
    made = task(world, "Sửa kè đá", 1)
    Task.objects.filter(pk=made.pk).update(
        state=TaskState.REPORTED, **{"result": "Đã làm xong"} | words
    )


def cites(world: World, day: date) -> None:
    issue(world.plan, date(2024, 2, 26))
    part(world, Citation, number="212/UBND-NN", dated_on=day, issuer="UBND huyện")


def windows(world: World, **words: str) -> None:
    aim_for(world, date(2024, 10, 31))
    issue(world.plan, date(2024, 2, 26))
    for name, until in words.items():
        part(world, PlanWindow, text=name.replace("_", " "), deadline_words=until)


def contracts(world: World) -> None:
    """One that has run out, and the one that follows it."""
    for year, last in ((2023, date(2024, 7, 15)), (2024, None)):
        title = f"Hợp đồng thu gom rác năm {year}"
        paper(world, world.results()[0], title=title, expires_on=last)


def merged(world: World) -> None:
    Unit.objects.filter(pk=world.commune.pk).update(former="/9/")
    paper(world, world.results()[0], issuer="UBND xã Đông Lỗ")


RIGHT: dict[str, tuple[str, Callable[[World], object]]] = {
    "growth": ("figure-impossible", grows),
    "growth and its paper": ("paper-other-figure", grows),
    "reported as done, its progress of before": (
        "done-not-done",
        lambda w: reported(w, progress="mới đạt 60% khối lượng", result="Đã kè 450 m"),
    ),
    "reported as done, all of it": (
        "done-not-done",
        lambda w: reported(w, progress="Xong 450 m, còn 19 hộ nghèo được thăm"),
    ),
    "renewed before its first work": (
        "body-renewed-late",
        lambda w: (
            renewed_late(w),
            w.plan.tasks.filter(text__startswith="Họp").update(ends_on="2024-10-15"),
        ),
    ),
    "survey by the Front": ("survey-not-by-front", lambda w: survey(w, "Ủy ban MTTQ Việt Nam xã")),
    "survey of a service": (
        "survey-not-by-front",
        lambda w: survey(w, "UBND xã", "về giải quyết thủ tục hành chính"),
    ),
    "dossier of a product before the survey": (
        "dossier-before-survey",
        lambda w: dossier(w, "trước ngày 30/10/2024", "Trình hồ sơ công nhận OCOP, đạt chuẩn"),
    ),
    "dossier after the survey": (
        "dossier-before-survey",
        lambda w: dossier(w, "trước ngày 15/12/2024"),
    ),
    "the chair before has left": (
        "two-chairs",
        lambda w: second_chair(w, ends_on=date(2024, 6, 30)),
    ),
    "a chair to come": ("two-chairs", lambda w: second_chair(w, starts_on=date(2024, 9, 1))),
    "cited on the plan's own day": ("citation-after-year", lambda w: cites(w, date(2024, 2, 26))),
    "plan with number and day": ("plan-not-issued", lambda w: windows(w, Thực_hiện="tháng 3/2024")),
    "a plan whose time is to come": (
        "plan-not-issued",
        lambda w: part(w, PlanWindow, text="Làm", deadline_words="tháng 10/2024"),
    ),
    "window to the target's day": (
        "window-after-target",
        lambda w: windows(w, Thực_hiện="đến hết tháng 10/2024"),
    ),
    "what comes once it is met": (
        "window-after-target",
        lambda w: windows(w, Tổng_kết_khen_thưởng="tháng 12/2024"),
    ),
    "two addressees": ("recipient-twice", lambda w: recipients(w, "Đảng ủy xã", "HĐND xã")),
    "paper of the commune itself": (
        "paper-of-another",
        lambda w: paper(w, w.results()[0], issuer="UBND xã Mai Đình"),
    ),
    "paper of the district": (
        "paper-of-another",
        lambda w: paper(w, w.results()[0], issuer="UBND huyện Hiệp Hòa"),
    ),
    "paper of a commune before the merger": ("paper-of-another", merged),
    "a share that is small where all is well": (
        "fraction-for-percent",
        lambda w: fraction(w, "Tỷ lệ nghèo đa chiều"),
    ),
    "village that has become part of another": ("unit-unknown", village_of_old),
    "so much for each village": (
        "unit-unknown",
        lambda w: task(w, "Hỗ trợ mỗi thôn 50 triệu đồng, từng thôn 2 mô hình"),
    ),
    "an order whose words are parts of empty ones": (
        "empty-words",
        lambda w: task(w, "Công bố quy hoạch chung xã"),
    ),
    "not met any more, and why": (
        "met-before",
        lambda w: (
            baseline(w, state=State.MET),
            enter(w.results()[2], claim=Claim.NOT_MET, value=Decimal(20), note="Bão số 3 cuốn"),
        ),
    ),
    "a law by its name and day": (
        "citation-incomplete",
        lambda w: part(w, Citation, title="Luật Đất đai", dated_on=date(2024, 1, 18)),
    ),
    "one number in two years": (
        "citation-two-days",
        lambda w: (
            cites(w, date(2024, 1, 16)),
            text(w, PlanSection.WORKS, "Thay văn bản 212/UBND-NN ngày 06/01/2023."),
        ),
    ),
    "the base standard is kept": (
        "title-other-tier",
        lambda w: text(w, PlanSection.GOALS, "Giữ vững xã đạt chuẩn NTM; hướng tới kiểu mẫu."),
    ),
    "another standard, of a later year": (
        "title-other-tier",
        lambda w: text(w, PlanSection.GOALS, "Đến năm 2026 xã đạt chuẩn NTM kiểu mẫu."),
    ),
    "its own criterion, and two others": (
        "under-another",
        lambda w: (
            task(w, "Dọn rác theo tiêu chí số 2", 2),
            task(w, "Rà soát hồ sơ tiêu chí số 1 và tiêu chí số 3", 2),
        ),
    ),
    "so many at each, rightly counted": (
        "counts-contradict",
        lambda w: (
            task(w, "Cấp 600 thùng rác cho 4 thôn, mỗi thôn 150 thùng"),
            task(w, "Mở 4 lớp, mỗi lớp 35 người (140 người)"),
        ),
    ),
    "a list that goes on": (
        "blank-left",
        lambda w: text(w, PlanSection.WORKS, "Trồng hoa ở các thôn Mai Hạ … và nơi khác…"),
    ),
    "one work in one quantity, another in another": (
        "prose-other-day",
        lambda w: (
            task(w, "Lắp 120 bóng đèn đường thôn Mai Hạ"),
            task(w, "Sửa nhà văn hóa thôn Mai Hạ số 2"),
            text(
                w,
                PlanSection.WORKS,
                "Lắp 120 bóng đèn đường thôn Mai Hạ; sửa nhà văn hóa thôn Mai Hạ số 3.",
            ),
        ),
    ),
    "the last day of each month": (
        "no-such-day",
        lambda w: part(
            w,
            ReportingDuty,
            who="Thôn",
            report_to="UBND xã",
            text="Tiến độ",
            rhythm_words="ngày cuối cùng hàng tháng, riêng ngày 31/12",
        ),
    ),
    "accepted after it is begun": (
        "begun-before-approval",
        lambda w: (
            task(w, "Khởi công đường trục thôn Mai Hạ", deadline_words="tháng 8/2024"),
            task(w, "Nghiệm thu đường trục thôn Mai Hạ", deadline_words="tháng 10/2024"),
        ),
    ),
    "a village that is judged, one that has its title": (
        "village-unassessed",
        lambda w: (
            make.make_village(w.commune, "Mai Trung"),
            w.village_assessment,
            text(
                w,
                PlanSection.GOALS,
                f"Thôn {w.village.name} đạt chuẩn NTM. Thôn Mai Trung giữ vững danh hiệu kiểu mẫu.",
            ),
        ),
    ),
    "enough are content, few are not, and a service": (
        "content-too-few",
        lambda w: text(
            w,
            PlanSection.ACHIEVEMENTS,
            "Tỷ lệ hài lòng đạt 91%; 4% chưa hài lòng. Hài lòng về dịch vụ công đạt 62%.",
        ),
    ),
    "accepted once it is built": (
        "papers-before-work",
        lambda w: (
            task(w, "Xây cống Cầu Rễ", deadline_words="tháng 9/2024"),
            task(w, "Nghiệm thu cống Cầu Rễ", deadline_words="tháng 10/2024"),
        ),
    ),
    "a sum for another thing": (
        "task-money",
        lambda w: task(w, "Mua ghế nhà văn hóa, kinh phí 20 triệu đồng"),
    ),
    "a paper that another of its name follows": ("paper-expired", contracts),
}


@pytest.mark.parametrize("case", RIGHT)
def test_it_is_no_fault(world, case) -> None:
    slug, plant = RIGHT[case]
    plant(world)
    assert slug not in found(world)


@pytest.mark.parametrize(
    "words",
    [
        {"progress": "mới đạt 60% khối lượng", "result": "Báo hoàn thành"},
        {"result": "Đã đổ bê tông 300 m, còn 150 m chờ vốn đối ứng"},
    ],
)
def test_reported_as_done_in_words_of_work_that_goes_on(world, words) -> None:
    reported(world, **words)
    assert "done-not-done" in found(world)


def test_a_growth_falls_short_of_a_level_in_percent(world) -> None:
    grows(world)
    enter(world.results()[0], claim=Claim.MET, value=Decimal(63), denominator=Decimal(60),
          as_of=date(2024, 8, 1), source="Thống kê")  # fmt: skip
    lines = found(world)["met-below-level"]
    assert [line.note.endswith("≥ 9,5%.") for line in lines] == [True]


def test_an_addition_in_brackets_is_no_part_of_the_name_of_a_commune(world) -> None:
    commune = Unit.objects.get(pk=world.commune.pk)
    commune.name = "Sao Mai (minh họa)"
    commune.save()
    Plan.objects.update(place="Sao Mai", issuer="Ủy ban nhân dân xã Sao Mai")
    assert "head-of-another" not in found(world)
    Plan.objects.update(place="Đông Lỗ (minh họa)")
    assert "head-of-another" in found(world)


def test_a_plan_that_was_recalled_has_no_number(world) -> None:
    windows(world, Thực_hiện="tháng 3/2024")
    assert "plan-not-issued" not in found(world)
    Evidence.objects.filter(is_issued=True).update(withdrawn_at=datetime(2024, 8, 1, tzinfo=UTC))
    assert "plan-not-issued" in found(world)
