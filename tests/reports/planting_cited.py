"""Papers that words cite, drafts, feasts, and meetings of a wrong day, with one fault each."""

from datetime import date
from decimal import Decimal

from criteria.enums import Claim
from tasks.enums import PlanSection
from tasks.models import Meeting
from tests import factories as make
from tests.reports.planting import enter, paper, task, text, window
from tests.reports.planting_meetings import meeting
from tests.world import World


def named_after(world: World, name: str, day: date) -> None:
    Meeting.objects.create(unit=world.commune, held_on=day, name=name, rhythm="other")


def left_in_the_year_before(world: World) -> None:
    """A village was to meet a set of 2023, and nothing became of it."""
    village = make.make_village(world.commune, "Đông Đạo")
    judged_by = make.make_set(level="village", tier="model")
    make.make_assessment(village, judged_by, 2023)


def village_unlike_its_record(world: World) -> None:
    result = world.village_assessment.results.earliest("pk")
    result.indicator.wording = "Tỷ lệ hàng rào xanh"
    result.indicator.save()
    enter(result, claim=Claim.MET, value=Decimal(88), as_of=date(2024, 8, 1), source="Thôn")
    words = f"- Thôn {world.village_assessment.unit.name} hiện đạt 66% hàng rào xanh."
    text(world, PlanSection.QUALITY, words)


OF_CITED = {
    "left-from-before": left_in_the_year_before,
    "minutes-unknown": lambda w: meeting(w, "Ghi nhận ý kiến của ông Trần Quốc Bảo"),
    "words-cite": lambda w: text(
        w, PlanSection.OPENING, "Căn cứ Kế hoạch số 88 của UBND tỉnh về nông thôn mới;"
    ),
    "before-its-paper": lambda w: task(
        w, "Rà soát nhà tạm theo Công văn số 612/UBND-NN ngày 05/9/2024"
    ),
    "row-twice": lambda w: [window(w, "tháng 9/2024"), window(w, "tháng 9/2024")],
    "village-figure": village_unlike_its_record,
    "conclusion-for-nobody": lambda w: meeting(w, "Rà soát lại tiêu chí nhà ở"),
    "no-reason": lambda w: enter(
        w.results()[0], claim=Claim.NOT_APPLICABLE, value=None, note="Không áp dụng"
    ),
    "meeting-to-come": lambda w: (
        meeting(w, "Thống nhất với báo cáo"),
        Meeting.objects.update(held_on=date(2024, 12, 20)),
    ),
    "conclusion-other-day": lambda w: (
        task(w, "Sửa mái nhà văn hóa làng Nguộn", deadline_words="tháng 11/2024"),
        meeting(w, "Sửa mái nhà văn hóa làng Nguộn", deadline_words="trước ngày 30/9/2024"),
    ),
    "paper-draft": lambda w: paper(w, w.results()[0], title="Dự thảo báo cáo tiêu chí 1"),
    "two-in-one-office": lambda w: [
        text(w, section, f"- {body} là cơ quan thường trực của Ban Chỉ đạo.")
        for section, body in (
            (PlanSection.ORGANISATION, "Văn phòng UBND xã"),
            (PlanSection.CLOSING, "Khuyến nông xã"),
        )
    ],
    "after-its-feast": lambda w: task(
        w, "Treo cờ chào mừng Quốc khánh 2/9", deadline_words="tháng 11/2024"
    ),
    "meeting-other-month": lambda w: named_after(w, "Họp Ban Chỉ đạo tháng 4", date(2024, 6, 12)),
}
