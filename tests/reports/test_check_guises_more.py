"""Guises more of faults that the checks know: sums in words, hours, seasons, sources and papers."""

from datetime import date
from decimal import Decimal

import pytest

from criteria.enums import Claim
from reports.checks.people.assigned import is_known_as
from reports.checks.reading.conclusions import orders_nobody
from reports.checks.reading.faults import count_faults
from reports.checks.reading.names import Names
from reports.checks.reading.times import times_of_no_calendar
from tasks.enums import PlanSection
from tasks.models import Funding, Recipient, ReportingDuty, Task
from tests import factories as make
from tests.reports.planting import enter, paper, part, task, text
from tests.reports.planting_meetings import closed
from tests.reports.sound import found, sound
from tests.shared import made_once
from tests.world import World

# PostgreSQL runs every check by its planted fault.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

rows = made_once(sound)


def notes(world: World, slug: str) -> str:
    return " ".join(line.note for line in found(world).get(slug, []))


@pytest.mark.parametrize(
    ("words", "is_fault"),
    [
        ("Góp 1.200 ngày công, mỗi ngày công 200.000 đồng, trị giá 360 triệu đồng", True),
        ("Góp 1.200 ngày công, mỗi ngày công 200.000 đồng, trị giá 240 triệu đồng", False),
        ("Mỗi hộ góp 500.000 đồng, 1.480 hộ được 704 triệu đồng", True),
        ("Mỗi hộ góp 500.000 đồng, 1.480 hộ được 740 triệu đồng", False),
        ("Đã giải ngân 1,8 tỷ đồng, đạt 90% kế hoạch vốn 2,4 tỷ đồng", True),
        ("Đã giải ngân 1,8 tỷ đồng, đạt 75% kế hoạch vốn 2,4 tỷ đồng", False),
        ("Kinh phí 450.000.000 đồng (Bốn trăm triệu đồng)", True),
        ("Kinh phí 450.000.000 đồng (bằng chữ: Bốn trăm năm mươi triệu đồng chẵn)", False),
        ("Hỗ trợ 300.000 đồng (một năm)", False),
        ("14 tuyến, trong đó 6 tuyến xong, 5 tuyến đang làm, 4 tuyến chưa làm", True),
        ("15 tuyến, trong đó 6 tuyến xong, 5 tuyến đang làm, 4 tuyến chưa làm", False),
    ],
)
def test_so_many_at_such_a_sum(words, is_fault) -> None:
    assert bool(list(count_faults(words))) is is_fault


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("Ra quân từ 9 giờ đến 7 giờ sáng", ["từ 9 giờ đến 7 giờ sáng"]),
        ("Ra quân từ 7 giờ đến 9 giờ sáng", []),
        ("Tuần tra từ 22 giờ đến 4 giờ sáng", []),
        ("Phát thanh thứ tám hàng tuần", ["thứ tám hàng tuần"]),
        ("Đợt thứ tám của tuần lễ", []),
    ],
)
def test_hours_and_weekdays_that_there_are_not(words, times) -> None:
    assert list(times_of_no_calendar(words)) == times


@pytest.mark.parametrize(
    ("second", "is_other"), [("530 triệu đồng", True), ("350 triệu đồng", False)]
)
def test_one_thing_at_two_costs_in_words(world, second, is_other) -> None:
    text(world, PlanSection.WORKS, "- Xây nhà văn hóa làng Nguộn, kinh phí 350 triệu đồng.")
    text(world, PlanSection.QUALITY, f"- Xây nhà văn hóa làng Nguộn, kinh phí {second}.")
    assert ("nơi khác ghi 350 triệu đồng" in notes(world, "task-money")) is is_other


@pytest.mark.parametrize(
    ("source", "is_none"),
    [("?", True), ("Theo báo cáo", True), ("Báo cáo số 12/BC-UBND", False), ("Trạm Y tế", False)],
)
def test_a_source_that_names_nobody(world, source, is_none) -> None:
    enter(world.results()[0], source=source, as_of=date(2024, 8, 1), value=Decimal(80))
    assert ("chưa ghi nguồn" in notes(world, "value-without-origin")) is is_none


@pytest.mark.parametrize(("share", "is_other"), [(88, True), (100, False)])
def test_all_of_a_commune_and_less_in_a_village(world, share, is_other) -> None:
    of_all, of_village = world.results()[0], world.village_assessment.results.earliest("pk")
    make.make_village(world.commune, "Mai Trung")
    for row, value in ((of_all, 100), (of_village, share)):
        row.indicator.wording = "Tỷ lệ hộ có điện an toàn"
        row.indicator.save()
        enter(row, claim=Claim.MET, value=Decimal(value), as_of=date(2024, 8, 1), source="Điện lực")
    place = world.village_assessment.unit.full_name
    assert (f"{place} ghi 88%" in notes(world, "outside-its-villages")) is is_other


@pytest.mark.parametrize(
    ("deadline", "is_late"), [("tháng 10/2024", True), ("tháng 02/2024", False)]
)
def test_what_has_its_season(world, deadline, is_late) -> None:
    task(world, "Phát động Tết trồng cây", deadline_words=deadline)
    assert ("after-its-feast" in found(world)) is is_late


@pytest.mark.parametrize(
    ("title", "is_other"), [("Báo cáo tiêm chủng mở rộng", True), ("Báo cáo giao thông", False)]
)
def test_a_paper_on_another_matter(world, title, is_other) -> None:
    first, third = world.results()[0], world.results()[2]
    for row, name in ((first, "Giao thông"), (third, "Y tế")):
        criterion = row.indicator.criterion
        criterion.name = name
        criterion.save()
    paper(world, first, title=title)
    assert ("Tên không nói đến" in notes(world, "paper-other-indicator")) is is_other


def test_a_closed_meeting_that_nobody_chaired(world) -> None:
    closed(world)
    assert "người chủ trì, thư ký" in notes(world, "meeting-closed-without")


@pytest.mark.parametrize(
    ("words", "is_order"),
    [
        ("Dồn điền đổi thửa cánh đồng Trại", True),
        ("Rà soát lại tiêu chí nhà ở", True),
        ("Tiếp tục đẩy mạnh tuyên truyền", False),
        ("Ghi nhận kết quả của các thôn", False),
        ("Giao Hội Nông dân sửa mương", False),
    ],
)
def test_an_order_for_nobody(words, is_order) -> None:
    assert orders_nobody(words, date(2024, 6, 5)) is is_order


@pytest.mark.parametrize(("name", "is_known"), [("Lê Hữu Tình", False), ("Lệ", True)])
def test_a_given_name_begins_no_full_name(name, is_known) -> None:
    assert is_known_as(Names(["Hồ Thị Lệ", "Lệ"]), name) is is_known


@pytest.mark.parametrize(
    ("rhythm", "day", "is_other"),
    [("trước ngày 20 hàng tháng", 25, True), ("trước ngày 20 hàng tháng", 20, False)],
)
def test_a_duty_by_another_day_of_the_month(world, rhythm, day, is_other) -> None:
    part(
        world, ReportingDuty, text="Số vườn mẫu", who="Hội Nông dân xã", report_to="UBND xã",
        rhythm_words=rhythm,
    )  # fmt: skip
    words = f"- Hội Nông dân xã báo cáo số vườn mẫu về UBND xã trước ngày {day} hàng tháng."
    text(world, PlanSection.ORGANISATION, words)
    assert ("duty-twice" in found(world)) is is_other


@pytest.mark.parametrize(("words", "is_other"), [("Trưởng các xóm", True), ("Trưởng thôn", False)])
def test_heads_of_villages_by_another_noun(world, words, is_other) -> None:
    part(world, Recipient, text=words)
    assert ("village-noun" in found(world)) is is_other


def test_a_result_of_another_village(world) -> None:
    make.make_village(world.commune, "Đông Đạo")
    made = task(world, "Bê tông ngõ thôn Đông Đạo")
    Task.objects.filter(pk=made.pk).update(
        state="done", done_on=date(2024, 8, 1), result=f"Xong ở thôn {world.village.name}"
    )
    assert f"kết quả nêu thôn {world.village.name}" in notes(world, "work-elsewhere")


def test_one_sum_twice(world) -> None:
    for _ in range(2):
        Funding.objects.create(
            plan=world.plan, unit=world.commune, text="Rãnh Cầu Rễ", stage="planned", total=10**8
        )
    assert "ghi hai lần" in notes(world, "two-sums")


@pytest.mark.parametrize(("count", "is_more"), [(30, True), (7, False)])
def test_more_in_a_village_than_in_its_commune(world, count, is_more) -> None:
    rows = ((world.results()[0], 22), (world.village_assessment.results.earliest("pk"), count))
    for row, value in rows:
        row.indicator.wording, row.indicator.kind = "Số vườn mẫu", "count"
        row.indicator.save()
        enter(row, value=Decimal(value), as_of=date(2024, 8, 1), source="Hội Nông dân")
    assert ("riêng" in notes(world, "villages-above-commune")) is is_more


@pytest.mark.parametrize(("share", "is_other"), [("3/4", True), ("4/4", False)])
def test_schools_by_count_and_by_share(world, share, is_other) -> None:
    result = world.results()[0]
    result.indicator.wording = "Tỷ lệ trường học đạt chuẩn quốc gia"
    result.indicator.save()
    enter(result, value=Decimal(100), as_of=date(2024, 8, 1), source="Phòng Giáo dục")
    text(world, PlanSection.OPENING, f"Hiện có {share} trường học đạt chuẩn quốc gia.")
    assert ("text-figure" in found(world)) is is_other


@pytest.mark.parametrize(
    ("words", "is_other"),
    [
        ("- Giữ vững 19/19 tiêu chí đã đạt.", True),
        ("- Duy trì 19/19 tiêu chí xã đạt chuẩn nông thôn mới.", False),
        ("- Các thôn giữ vững 12/12 tiêu chí.", False),
    ],
)
def test_what_is_kept_counts_by_the_own_set(world, words, is_other) -> None:
    text(world, PlanSection.QUALITY, words)
    assert ("text-other-set" in found(world)) is is_other
