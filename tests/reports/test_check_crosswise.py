"""A number in two places of a plan, and what stands around the sections of a pasted one."""

from datetime import date

import pytest

from reports.checks.reading.prices import priced_in, wrong_heads
from reports.checks.reading.times import ends_before_it_begins
from tasks.enums import PlanSection
from tasks.models import Funding
from tests import factories as make
from tests.reports.planting import issue, lead, task, text
from tests.reports.planting_pasted import exchanged, signed
from tests.reports.planting_progress import pasted
from tests.reports.sound import found, sound
from tests.shared import made_once
from tests.world import World
from villages.enums import Role

pytestmark = pytest.mark.django_db

rows = made_once(sound)


def notes(world: World, slug: str, on: date = make.TODAY) -> str:
    return " ".join(line.note for line in found(world, on).get(slug, ()))


def test_two_digits_that_were_exchanged(world) -> None:
    exchanged(world, "7.842")
    assert not notes(world, "number-elsewhere")
    task(world, "Khám sức khỏe cho 6.100 nhân khẩu")
    assert not notes(world, "number-elsewhere")
    task(world, "Cấp thẻ cho 7.482 nhân khẩu")
    assert "7.842" in notes(world, "number-elsewhere")


@pytest.mark.parametrize(("then", "is_fault"), [("75", False), ("85", True)])
def test_what_a_thing_is_lifted_to(world, then, is_fault) -> None:
    text(world, PlanSection.ACHIEVEMENTS, "Có 92 vườn, trong đó 35 vườn đã chỉnh trang.")
    text(world, PlanSection.GOALS, f"Chỉnh trang thêm 40 vườn, nâng tổng số lên {then} vườn.")
    assert ("35" in notes(world, "number-elsewhere")) is is_fault


@pytest.mark.parametrize(("all_", "is_fault"), [("4", False), ("6", True)])
def test_what_each_village_gets(world, all_, is_fault) -> None:
    make.make_village(world.commune, "Mai Trung")
    task(world, f"Lắp {all_} điểm wifi miễn phí, mỗi thôn 02 điểm")
    assert ("tính ra 4" in notes(world, "number-elsewhere")) is is_fault


@pytest.mark.parametrize(("count", "is_fault"), [("24", False), ("36", True)])
def test_how_much_of_a_thing_is_paid(world, count, is_fault) -> None:
    Funding.objects.all().delete()
    task(world, f"Lắp {count} mắt camera an ninh")
    pasted(world, "KẾ HOẠCH\nIII. KINH PHÍ\n- Camera: 24 mắt x 3 triệu đồng = 72 triệu đồng.\n")
    assert ("tính cho 24 mắt" in notes(world, "number-elsewhere")) is is_fault


def test_no_more_is_renewed_than_there_is(world) -> None:
    text(world, PlanSection.ACHIEVEMENTS, "Đã có 46 bóng điện đường. Nhà tạm: còn 41 nhà.")
    task(world, "Thay 46 bóng điện đường")
    task(world, "Xóa 45 nhà tạm")
    assert notes(world, "number-elsewhere").count("chỉ có 41") == 1


TABLE = (
    "Tổng vốn {total} tỷ đồng:\nTT\tViệc\tSố tiền (triệu đồng)\n1\tĐường 4 km\t900\n\tCộng\t900\n"
)


def test_a_table_of_money_and_the_total_above_it() -> None:
    assert wrong_heads(TABLE.format(total="0,9")) == ()
    assert wrong_heads(TABLE.format(total="0,8")) == (("0,8 tỷ đồng", 900_000_000),)
    assert [(name, unit) for name, _, unit in priced_in(TABLE)] == [("Đường", "km")]


@pytest.mark.parametrize(("title", "is_fault"), [("CHỦ TỊCH", True), ("PHÓ CHỦ TỊCH", False)])
def test_who_signs_a_pasted_plan(world, title, is_fault) -> None:
    signed(world, title)
    assert ("Lê Thị Phó" in notes(world, "pasted-paper")) is is_fault


def test_a_pasted_plan_rests_on_no_later_meeting(world) -> None:
    issue(world.plan, date(2024, 2, 20))
    pasted(world, "Theo ý kiến của hội nghị nhân dân ngày 09/02/2024;\nKế hoạch như sau:\n")
    assert not notes(world, "pasted-paper")
    text(world, PlanSection.OPENING, "Theo ý kiến của hội nghị nhân dân ngày 22/02/2024;")
    assert "22/02/2024" in notes(world, "pasted-paper")


def test_the_head_of_another_village_leads(world) -> None:
    other = make.make_village(world.commune, "Mai Trung")
    head = make.make_official(other, Role.OFFICIAL, "Vũ Đình Tứ", title="Trưởng thôn")
    own = task(world, "Xây nhà văn hóa thôn Mai Trung", lead=None)
    lead(own, official=head)
    assert not notes(world, "board-elsewhere")
    lead(task(world, "Sơn cổng chào", lead=None, unit=world.village), official=head)
    assert "Vũ Đình Tứ là người của" in notes(world, "board-elsewhere")


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("khởi công tháng 9/2024, hoàn thành tháng 8/2024", True),
        ("khởi công 15/8, hoàn thành 15/7", True),
        ("khởi công 15/3, hoàn thành 15/7", False),
        ("Từ 20/4 đến 15/4", True),
        ("tháng 9 - tháng 8/2025", True),
        ("từ tháng 7 đến tháng 9", False),
        ("từ tháng 11 đến tháng 3", False),  # of the next year
        ("từ ngày 25 đến ngày 20 tháng 11", True),
        ("từ ngày 15 đến ngày 20 tháng 11", False),
    ],
)
def test_what_ends_before_it_begins_without_a_year(words, is_fault) -> None:
    assert bool(ends_before_it_begins(words)) is is_fault


def test_few_of_a_late_plan_are_due_before_it(world) -> None:
    issue(world.plan, date(2024, 8, 8))
    world.plan.tasks.all().delete()
    for month in (9, 10, 11, 12) * 3:
        task(world, f"Sửa cống số {month}", deadline_words=f"tháng {month}/2024")
    task(world, "Thành lập hợp tác xã", deadline_words="31/7/2024")
    assert "31/7/2024" in notes(world, "due-before-plan")
    task(world, "Họp dân", deadline_words="30/6/2024")
    assert not notes(world, "due-before-plan")


def test_a_criterion_is_named_in_a_cell(world) -> None:
    criterion = world.assessment.criteria_set.criteria.get(number=1)
    criterion.name = "Giao thông"
    criterion.save()
    table = "1 | Tiêu chí 1. {name} | Sửa cống\n2 | Tiêu chí số 1 - Giao thông | Xây kè\n"
    pasted(world, table.format(name="Giao thông"))
    assert not notes(world, "text-criterion")
    world.plan.intakes.all().delete()
    pasted(world, table.format(name="Quốc phòng và An ninh"))
    assert "tiêu chí số 1" in notes(world, "text-criterion")


def test_a_pasted_plan_goes_to_no_commune_that_was_merged(world) -> None:
    words = "Xã được lập trên cơ sở nhập xã Hòa An và xã Hòa Bắc.\nNơi nhận:\n- UBND xã {name};\n"
    pasted(world, words.format(name="Tân Lập"))
    assert not notes(world, "pasted-paper")
    world.plan.intakes.all().delete()
    pasted(world, words.format(name="Hòa Bắc"))
    assert "sáp nhập" in notes(world, "pasted-paper")
