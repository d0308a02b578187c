"""Faults that a batch planted blindly on another commune's plan had missed, or stated twice."""

from datetime import date

import pytest

from tasks.enums import PlanSection, TaskState
from tasks.models import Citation, Plan, Target, Task
from tests import factories as make
from tests.reports.planting import a_target, aim_for, body, lead, part, task, text, window
from tests.reports.sound import found, sound
from tests.shared import made_once

pytestmark = pytest.mark.django_db

rows = made_once(sound)


@pytest.mark.parametrize(
    ("words", "until", "is_found"),
    [
        ("Đạt tiêu chí Nhà ở", "30/9/2024", True),
        ("Phấn đấu đạt tiêu chí quốc gia về y tế", "30/9/2024", True),
        ("Đạt tiêu chí Nhà ở", "25/10/2024", False),  # a few days of work may follow
        ("Trồng 3 km hoa để đạt tiêu chí", "30/9/2024", False),
    ],
)
def test_work_after_the_day_of_its_criterion_s_target(world, words, until, is_found) -> None:
    criterion = world.results()[2].indicator.criterion
    a_target(world, criterion=criterion, deadline_words=f"trước ngày {until}")
    Target.objects.update(text=words)
    task(world, "Vận động ba hộ sửa mái", 2, deadline_words="trong tháng 10/2024")
    assert ("after-its-target" in found(world)) is is_found


def test_a_deadline_in_another_year_is_stated_once(world) -> None:
    aim_for(world, date(2024, 11, 30))
    window(world, "từ tháng 3/2024 đến tháng 11/2024")
    task(world, "Thay cụm loa", 1, deadline_words="trước ngày 31/3/2025")
    late = {slug for slug, lines in found(world).items() if any("cụm loa" in x.text for x in lines)}
    assert late & {"outside-year", "outside-window", "after-target"} == {"outside-year"}


def test_one_count_is_stated_once(world) -> None:
    text(world, PlanSection.ACHIEVEMENTS, "Xã đạt 17/19 tiêu chí, còn 4 tiêu chí chưa đạt.")
    notes = [line.note for line in found(world)["text-counts"]]
    assert notes == ["“17/19 tiêu chí, còn 4 tiêu chí chưa”: các số không khớp nhau."]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("Xóa nhà tạm: đã hỗ trợ 12/10 hộ", True),
        ("Xóa nhà tạm: đã hỗ trợ 8/10 hộ", False),
        ("Sáng 20/10 hộ dân họp bàn", False),
    ],
)
def test_more_done_than_there_are(world, words, is_found) -> None:
    task(world, words)
    assert ("counts-contradict" in found(world)) is is_found


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("Dọn nghĩa trang thôn Mai Trung", True),
        ("Dọn nghĩa trang thôn Thắng Lợi", False),
        ("Dọn nghĩa trang thôn Mai Trung, thôn Thắng Lợi", False),
        ("Dọn nghĩa trang nhân dân", False),
    ],
)
def test_the_work_of_one_village_led_by_another_s_board(world, words, is_found) -> None:
    make.make_village(world.commune, "Mai Trung")
    made = task(world, words, lead=None)
    lead(made, body=body(world.village, "Ban phát triển thôn Thắng Lợi"))
    assert ("board-elsewhere" in found(world)) is is_found


@pytest.mark.parametrize(
    ("here", "there", "is_found"),
    [
        ("Xã có 6 thôn với 1.250 hộ, 5.410 khẩu.", "Vận động 1.520 hộ trong toàn xã.", True),
        ("Xã có 6 thôn với 1.250 hộ, 5.410 khẩu.", "Vận động 520 hộ trong toàn xã.", False),
        ("Toàn xã có 1.250 hộ.", "Xã hiện có 1.205 hộ, sống ở 6 thôn.", True),
        ("Toàn xã có 1.250 hộ.", "Toàn xã có 85 hộ nghèo.", False),
        ("Toàn xã có 1.250 hộ.", "Xã có 7 thôn, 5.410 nhân khẩu.", False),
    ],
)
def test_the_households_of_the_commune_are_one_number(world, here, there, is_found) -> None:
    text(world, PlanSection.OPENING, here)
    text(world, PlanSection.RESOURCES, there)
    lines = found(world).get("one-thing-twice", [])
    assert any("hộ" in line.note for line in lines) is is_found


@pytest.mark.parametrize(
    ("number", "day", "on", "words"),
    [
        ("318/QĐ-TTg", date(2022, 3, 8), 2026, "Văn bản của bộ tiêu chí giai đoạn 2021-2025"),
        ("1600/QĐ-TTg", date(2016, 8, 16), 2024, "Văn bản của chương trình giai đoạn 2016-2020"),
        ("110/2004/NĐ-CP", date(2004, 4, 8), 2024, "Hết hiệu lực từ sau ngày 04/3/2020"),
        ("318/QĐ-TTg", date(2022, 3, 8), 2025, ""),
    ],
)
def test_a_period_that_is_over_is_not_called_a_law_out_of_force(
    world, number, day, on, words
) -> None:
    world.plan.year = world.assessment.year = on
    world.plan.save()
    world.assessment.save()
    part(world, Citation, number=number, dated_on=day, issuer="Chính phủ", title="Văn bản")
    lines = found(world, date(on, 8, 15)).get("citation-other-period", [])
    assert [line.note[: len(words)] for line in lines] == ([words] if words else [])
    assert Task.objects.exists()


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("Hội Phụ nữ chủ trì vận động sửa mái", True),
        ("Hội Phụ nữ xã chủ trì vận động sửa mái", True),
        ("Hội PN chủ trì vận động sửa mái", True),
        ("Chi hội Phụ nữ chủ trì vận động sửa mái", False),
        ("Hội Nông dân chủ trì vận động sửa mái", False),
    ],
)
def test_a_body_leads_in_words_by_each_of_its_names(world, words, is_found) -> None:
    women = body(world.commune, "Hội Liên hiệp Phụ nữ xã")
    women.short_names = "Hội Phụ nữ xã\nHội PN"
    women.save()
    made = task(world, words, lead=None)
    lead(made, body=body(world.commune, "Hội Nông dân xã"))
    assert ("text-body" in found(world)) is is_found


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("Sửa nhà cho bà Đinh Thị Lý", False),
        ("Làm đường qua vườn ông Sơn", False),
        ("Giao cho ông Sơn đôn đốc các thôn", True),
        ("Đồng chí Sơn đôn đốc các thôn", True),
    ],
)
def test_whose_house_is_mended_need_not_be_an_official(world, words, is_found) -> None:
    task(world, words)
    assert ("person-unknown" in found(world)) is is_found


def test_a_plan_of_the_people_s_committee_is_signed_for_no_other(world) -> None:
    Plan.objects.update(authority="TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH")
    (line,) = found(world)["signer-office"]
    assert line.note == (
        "Quyền hạn ký ghi “TM. HỘI ĐỒNG NHÂN DÂN”, cơ quan ban hành là Ủy ban nhân dân."
    )


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("Mới xong phần móng", True), ("Đã xong phần móng và mái", False)],
)
def test_half_a_work_is_not_confirmed_as_done(world, words, is_found) -> None:
    made = task(world, "Lát sân nhà văn hóa")
    done = {"state": TaskState.DONE, "done_on": make.TODAY, "result": words}
    Task.objects.filter(pk=made.pk).update(**done)
    assert ("done-not-done" in found(world)) is is_found
