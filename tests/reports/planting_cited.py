"""Papers that words cite, and meetings that are called after a month, with one fault each."""

from datetime import date

from tasks.enums import PlanSection
from tasks.models import Meeting
from tests.reports.planting import task, text
from tests.world import World


def named_after(world: World, name: str, day: date) -> None:
    Meeting.objects.create(unit=world.commune, held_on=day, name=name, rhythm="other")


OF_CITED = {
    "words-cite": lambda w: text(
        w, PlanSection.OPENING, "Căn cứ Kế hoạch số 88 của UBND tỉnh về nông thôn mới;"
    ),
    "before-its-paper": lambda w: task(
        w, "Rà soát nhà tạm theo Công văn số 612/UBND-NN ngày 05/9/2024"
    ),
    "meeting-other-month": lambda w: named_after(w, "Họp Ban Chỉ đạo tháng 4", date(2024, 6, 12)),
}
