"""Faults of a text that was pasted for a plan: around its sections, and across them."""

from collections.abc import Callable

from evidence.intake.models import IntakeRow
from evidence.models import Intake
from tasks.enums import PlanSection
from tasks.models import PlanWindow, Task
from tests import factories as make
from tests.reports.planting import task, text
from tests.reports.planting_progress import pasted
from tests.world import World
from villages.enums import Role

SIGNED = "TM. ỦY BAN NHÂN DÂN\n{title}\n{name}\n"


def signed(world: World, title: str) -> None:
    """The text ends with the title, and the deputy's name under it."""
    make.make_official(world.commune, Role.VICE_CHAIR, "Lê Thị Phó")
    pasted(world, f"KẾ HOẠCH\n{SIGNED.format(title=title, name='Lê Thị Phó')}")


def exchanged(world: World, number: str) -> None:
    text(world, PlanSection.ACHIEVEMENTS, "Xã có 7.842 nhân khẩu.")
    task(world, f"Lập sổ sức khỏe điện tử cho {number} nhân khẩu", 2)


def more_than_there_are(world: World) -> None:
    for name in ("Đông Đạo", "Tây Đạo"):
        make.make_village(world.commune, name)
    text(world, PlanSection.ACHIEVEMENTS, "Có 8 thôn hoàn thành vườn mẫu, 4 thôn đang làm.")


def left_otherwise(world: World) -> None:
    text(world, PlanSection.OPENING, "Có 4/6 thôn đạt chuẩn nông thôn mới, nhà văn hóa.")
    task(world, "Lập hồ sơ nông thôn mới, nhà văn hóa cho 3 thôn còn lại")


def lower_level(world: World) -> None:
    """A share as the level of an indicator, below the set's."""
    row = world.results()[0].indicator
    row.wording = "Tỷ lệ người dân tham gia bảo hiểm y tế"
    row.save()
    words = "- Tỷ lệ người dân tham gia bảo hiểm y tế, mức cần đạt 31%."
    text(world, PlanSection.WORKS, words)


def called_met(world: World) -> None:
    """A share below the level of the set, and the criterion is met by it."""
    row = world.results()[0].indicator
    row.wording = "Tỷ lệ người dân tham gia bảo hiểm y tế"
    row.save()
    words = f"- 31% dân tham gia bảo hiểm y tế, tiêu chí {row.criterion.number} đã đạt."
    text(world, PlanSection.ACHIEVEMENTS, words)


def later_than_all(world: World) -> None:
    """A pasted plan ends its work on a day, and one of its tasks is due after it."""
    PlanWindow.objects.all().delete()
    pasted(world, "KẾ HOẠCH\nTất cả công việc kết thúc trước ngày 31/10/2024.")
    late, intake = Task.objects.latest("pk"), Intake.objects.latest("pk")
    for number in range(3):
        own = task(world, f"Trồng cây đoạn {number} của làng", 2, deadline_words="tháng 9/2024")
        IntakeRow.objects.create(
            intake=intake, order=number + 2, source=own.text, text=own.text, unit=world.commune,
            task=own,
        )  # fmt: skip
    late.deadline_words = "tháng 12/2024"
    late.save()


OF_PASTED: dict[str, Callable[[World], object]] = {
    "number-elsewhere": lambda w: exchanged(w, "7.482"),
    "unlike-each": lambda w: pasted(
        w, "KẾ HOẠCH\nI. NHIỆM VỤ\n- Lập 9 tổ, mỗi nhóm hai tổ; 4 nhóm."
    ),
    "villages-by-state": more_than_there_are,
    "villages-left": left_otherwise,
    "level-otherwise": lower_level,
    "called-met-below": called_met,
    "outside-stated-time": later_than_all,
    "pasted-paper": lambda w: signed(w, "CHỦ TỊCH"),
}
