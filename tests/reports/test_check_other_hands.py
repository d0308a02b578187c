"""Faults in the words of other hands: stages out of order, offices of others, other counts."""

from datetime import date

import pytest

from tasks.enums import PlanSection
from tests import factories as make
from tests.reports.planting import body, lead, task, text
from tests.reports.planting_progress import pasted
from tests.reports.sound import found, sound
from tests.shared import made_once
from tests.world import World
from villages.enums import Role

# PostgreSQL runs every check by its planted fault.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

rows = made_once(sound)


def notes(world: World, slug: str) -> str:
    return " ".join(line.note for line in found(world).get(slug, []))


@pytest.mark.parametrize(
    ("day", "is_early"), [("trong quý II/2024", True), ("trước 31/12/2024", False)]
)
def test_the_dossier_before_a_third_of_the_work(world, day, is_early) -> None:
    for number in range(4):
        task(world, f"Rải nhựa đoạn số {number}", 1, deadline_words="trước 30/9/2024")
    text(world, PlanSection.WORKS, f"- Đề nghị tỉnh thẩm định, công nhận xã {day}.")
    assert ("hẹn xong sau ngày ấy" in notes(world, "dossier-before-survey")) is is_early


@pytest.mark.parametrize(("then", "is_early"), [("tháng 8/2024", True), ("tháng 12/2024", False)])
def test_recognised_before_it_is_met(world, then, is_early) -> None:
    words = f"- Phấn đấu tháng 10/2024 đạt đủ 19 tiêu chí, {then} được công nhận."
    text(world, PlanSection.GOALS, words)
    assert ("công nhận trước" in notes(world, "dossier-before-survey")) is is_early


@pytest.mark.parametrize(("day", "is_early"), [("06/10/2024", True), ("06/11/2024", False)])
def test_accepted_before_it_is_built(world, day, is_early) -> None:
    indicator = world.results()[0].indicator
    at = {"number": indicator.criterion.number, "indicator": indicator}
    task(world, "Thi công 2,4 km đường trục thôn", **at, deadline_words="ngày 31/10/2024")
    task(world, "Mời các thôn nghiệm thu đường", **at, deadline_words=f"ngày {day}")
    assert ("papers-before-work" in found(world)) is is_early


@pytest.mark.parametrize(("day", "is_other"), [("30/10/2024", True), ("30/9/2024", False)])
def test_one_count_of_a_thing_by_two_days(world, day, is_other) -> None:
    task(world, "Hoàn thành 05 nhà tạm còn lại", 1, deadline_words="ngày 30/9/2024")
    task(world, "Bàn giao 05 nhà tạm cho dân", 2, deadline_words=f"ngày {day}")
    assert ("05 nhà tạm" in notes(world, "ordered-twice")) is is_other


@pytest.mark.parametrize(
    ("office", "is_other"),
    [("Trưởng Công an xã", True), ("Trưởng trạm Y tế", False), ("Trưởng TYT", False)],
)
def test_an_office_of_something_else(world, office, is_other) -> None:
    make.make_official(
        world.commune, Role.OFFICIAL, "Huỳnh Ngọc Ánh", title="Trưởng Trạm Y tế xã",
        starts_on=date(2022, 1, 1),
    )  # fmt: skip
    pasted(world, f"1. Ông Huỳnh Ngọc Ánh, {office}: theo dõi cân đo trẻ.")
    assert ("Huỳnh Ngọc Ánh" in notes(world, "text-office")) is is_other


@pytest.mark.parametrize(("name", "is_other"), [("Đông Đạo", True), ("", False)])
def test_the_head_of_another_village(world, name, is_other) -> None:
    make.make_village(world.commune, "Đông Đạo")
    own = world.village.name
    make.make_official(
        world.village, Role.OFFICIAL, "Lò Văn Panh", title="Trưởng thôn",
        starts_on=date(2022, 1, 1),
    )  # fmt: skip
    words = f"- Ông Lò Văn Panh, Trưởng thôn {name or own}, sửa bể nước."
    text(world, PlanSection.WORKS, words)
    assert (f"danh sách ghi ở thôn {own}" in notes(world, "text-office")) is is_other


@pytest.mark.parametrize(("name", "is_other"), [("Lê Ngọc Anh", True), ("Lê Ngọc Ánh", False)])
def test_a_lead_whose_name_is_misspelt(world, name, is_other) -> None:
    make.make_official(
        world.commune, Role.OFFICIAL, "Lê Ngọc Ánh", title="Cán bộ", starts_on=date(2022, 1, 1)
    )
    lead(task(world, "Cân đo trẻ"), role_words=f"Ông {name}, Trưởng trạm")
    assert ("danh sách cán bộ ghi “Lê Ngọc Ánh”" in notes(world, "person-unknown")) is is_other


@pytest.mark.parametrize(("count", "is_other"), [(3, True), (2, False)])
def test_villages_that_are_left(world, count, is_other) -> None:
    text(world, PlanSection.OPENING, "Có 4/6 thôn đạt chuẩn nông thôn mới, nhà văn hóa.")
    task(world, f"Lập hồ sơ nông thôn mới, nhà văn hóa cho {count} thôn còn lại")
    assert ("villages-left" in found(world)) is is_other


@pytest.mark.parametrize(("whole", "is_other"), [("1.880", True), ("18.800", False)])
def test_a_share_of_another_whole(world, whole, is_other) -> None:
    text(world, PlanSection.OPENING, f"Xã có 8 thôn, dân số {whole} người.")
    text(world, PlanSection.WORKS, "Có 16.638/18.800 người tham gia bảo hiểm y tế.")
    assert ("nơi khác ghi 1.880 người" in notes(world, "one-thing-twice")) is is_other


@pytest.mark.parametrize(("left", "is_other"), [("1.680", True), ("1.860", False)])
def test_the_rest_of_what_was_spent(world, left, is_other) -> None:
    spent = "Vốn tỉnh 6.200 triệu đồng, đã giải ngân 4.340 triệu đồng, bằng 70%."
    pasted(world, spent)
    task(world, f"Chỉ đạo giải ngân hết số vốn tỉnh còn lại {left} triệu đồng")
    assert ("số còn lại tính ra" in notes(world, "number-elsewhere")) is is_other


@pytest.mark.parametrize(("more", "is_other"), [(820, True), (720, False), (95, False)])
def test_more_of_a_thing_than_leads_there(world, more, is_other) -> None:
    text(world, PlanSection.OPENING, "Hộ phân loại rác 1.080/2.400 hộ.")
    task(world, f"Ra mắt mô hình phân loại rác, thêm {more} hộ để đạt 1.800 hộ")
    assert ("cộng không khớp" in notes(world, "number-elsewhere")) is is_other


@pytest.mark.parametrize(("day", "is_late"), [("20/12/2024", True), ("20/9/2024", False)])
def test_land_given_after_the_work_is_built(world, day, is_late) -> None:
    indicator = world.results()[0].indicator
    at = {"number": indicator.criterion.number, "indicator": indicator}
    task(world, "Đổ bê tông 3,6 km đường thôn", **at, deadline_words="ngày 30/11/2024")
    task(world, "Vận động 12 hộ hiến đất, bàn giao mặt bằng", **at, deadline_words=f"ngày {day}")
    assert ("papers-before-work" in found(world)) is is_late


@pytest.mark.parametrize(("share", "is_other"), [(71, True), (61, False)])
def test_a_share_of_those_whom_another_section_counts(world, share, is_other) -> None:
    text(world, PlanSection.OPENING, "Xã có 2.400 hộ, 9.600 nhân khẩu.")
    words = f"- Lập sổ cho 5.856 người, bằng {share}% dân số."
    text(world, PlanSection.WORKS, words)
    assert ("61%" in notes(world, "one-thing-twice")) is is_other


@pytest.mark.parametrize(("left", "is_other"), [(148, True), (158, False), (30, False)])
def test_fewer_of_a_thing_than_are_left(world, left, is_other) -> None:
    text(world, PlanSection.OPENING, "Toàn xã còn 198 hộ nghèo.")
    text(world, PlanSection.GOALS, f"- Phấn đấu giảm 40 hộ nghèo, còn {left} hộ.")
    assert ("trừ ra không khớp" in notes(world, "number-elsewhere")) is is_other


@pytest.mark.parametrize(("due", "is_other"), [("20/10", True), ("20/9", False), ("02/10", False)])
def test_work_under_the_heading_of_another_month(world, due, is_other) -> None:
    pasted(world, f"THÁNG 9\n- Bàn giao phòng học, chậm nhất ngày {due}.\nTHÁNG 10\n- Họp.")
    assert ("không thuộc tháng ấy" in notes(world, "pasted-paper")) is is_other


@pytest.mark.parametrize(("count", "is_other"), [(75, True), (0, False)])
def test_the_indicators_of_the_set_are_counted(world, count, is_other) -> None:
    whole = count or world.assessment.results.count()
    text(world, PlanSection.WORKS, f"- Rà soát {whole:02} chỉ tiêu của bộ tiêu chí.")
    assert ("bộ tiêu chí có" in notes(world, "text-criterion")) is is_other


def test_a_body_that_nobody_knows_is_named_with_the_lists(world) -> None:
    body(world.commune, "Hội Nông dân xã")
    made = task(world, "Đặt bể chứa", lead=None)
    lead(made, role_words="Hội Sinh vật cảnh xã")
    assert "trong danh sách" in notes(world, "no-lead")
