"""Papers that words cite, and meetings that are called after a month, with one fault each."""

from datetime import date

from tasks.enums import PlanSection
from tasks.models import Meeting
from tests import factories as make
from tests.reports.planting import task, text
from tests.reports.planting_meetings import meeting
from tests.world import World


def named_after(world: World, name: str, day: date) -> None:
    Meeting.objects.create(unit=world.commune, held_on=day, name=name, rhythm="other")


def left_in_the_year_before(world: World) -> None:
    """A village was to meet a set of 2023, and nothing became of it."""
    village = make.make_village(world.commune, "Đông Đạo")
    judged_by = make.make_set(level="village", tier="model")
    make.make_assessment(village, judged_by, 2023)


OF_CITED = {
    "left-from-before": left_in_the_year_before,
    "minutes-unknown": lambda w: meeting(w, "Ghi nhận ý kiến của ông Trần Quốc Bảo"),
    "words-cite": lambda w: text(
        w, PlanSection.OPENING, "Căn cứ Kế hoạch số 88 của UBND tỉnh về nông thôn mới;"
    ),
    "before-its-paper": lambda w: task(
        w, "Rà soát nhà tạm theo Công văn số 612/UBND-NN ngày 05/9/2024"
    ),
    "meeting-other-month": lambda w: named_after(w, "Họp Ban Chỉ đạo tháng 4", date(2024, 6, 12)),
}
