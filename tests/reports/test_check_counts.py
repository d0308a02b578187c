"""What a plan counts, names or dates in several places: what goes together, and what does not."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import PlanSection
from tasks.models import Citation
from tests import factories as make
from tests.reports.planting import (
    a_target,
    known_otherwise,
    part,
    task,
    text,
    three_associations,
    twice,
    window,
)
from tests.reports.sound import found, sound
from tests.shared import made_once
from tests.world import World, client_of, open_world
from villages.enums import Role

# PostgreSQL runs every check by its planted fault.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

rows = made_once(sound)


def notes(world: World, slug: str, on: date = make.TODAY) -> str:
    return " ".join(line.note for line in found(world, on).get(slug, ()))


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Còn 2 tiêu chí chưa đạt: số 1 (Nhà ở), số 2 và số 9.", "kể 3"),
        ("Xã còn 03 tiêu chí chưa đạt là Trường học, Thu nhập, đường giao thông.", ""),
        ("Xã còn 03 tiêu chí chưa đạt là Trường học và Thu nhập.", "kể 2"),
        ("Phấn đấu thêm 2 tiêu chí (số 1 và số 2).", ""),
        ("Tập trung hoàn thành 03 tiêu chí còn lại.", "theo sổ còn 1"),
        ("Tập trung hoàn thành 01 tiêu chí còn lại; thôn còn 3 tiêu chí chưa đạt.", ""),
        ("Xã đạt 17/19 tiêu chí; 12 tiêu chí: giữ vững 5 năm.", ""),
        ("Đạt thêm 2 tiêu chí, nâng tổng số lên 4/19 tiêu chí.", "hiện đạt 1"),
        ("Đạt thêm 2 tiêu chí, nâng tổng số lên 3/19 tiêu chí.", ""),
    ],
)
def test_criteria_that_are_counted_and_listed(world, words, fault) -> None:
    for number, name in ((1, "Trường học"), (2, "Thu nhập")):
        criterion = world.assessment.criteria_set.criteria.get(number=number)
        criterion.name = name
        criterion.save()
    text(world, PlanSection.SHORTCOMINGS, words)
    note = notes(world, "criteria-miscounted")
    assert fault in note
    assert bool(note) == bool(fault)


@pytest.mark.parametrize(
    ("here", "there", "is_found"),
    [
        ("Trồng mới 12 ha cây ăn quả.", "Trồng mới 15 ha cây ăn quả tại đồi Pú.", True),
        ("Trồng mới 12 ha cây ăn quả ven hồ.", "Đã có 15 ha cây ăn quả ven hồ.", False),
        (
            "Làm đường: bê tông hóa 1,2 km đường trục thôn Thắng Lợi.",
            "Làm đường: bê tông hóa 0,8 km đường trục thôn Mai Trung.",
            False,
        ),
        ("Dùng 2.400 m2 đất nhân dân hiến.", "Nhận 2.400 ha đất nhân dân hiến.", True),
        ("Dùng 2.400 m2 đất nhân dân hiến.", "Làm mương 2.400 m dẫn nước.", False),
        ("Vay 450 triệu đồng mua máy.", "Vay 450 tỷ đồng mua máy.", True),
    ],
)
def test_one_thing_in_two_amounts_or_units(world, here, there, is_found) -> None:
    make.make_village(world.commune, "Mai Trung")
    twice(world, here, there)
    assert bool(notes(world, "one-thing-twice")) is is_found


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("- Tỷ lệ người dân tham gia bảo hiểm y tế năm 2023 đạt 96,5%.", True),
        ("- Bảo hiểm y tế đạt 95,6% (mức quy định 90%).", False),
        ("- Bảo hiểm y tế học sinh đạt 99%.", False),
        ("- Tỷ lệ tham gia bảo hiểm y tế năm 2022 là 91%.", False),
        ("- Tỷ lệ tham gia bảo hiểm y tế tăng 2%.", False),
        ("- Cơ cấu hộ: hộ khá 50%, người có thẻ y tế 41%.", False),
        ("- Hộ nữ 41%.", False),
        ("- Còn 7% số người chưa tham gia bảo hiểm y tế.", True),
        ("- Còn 4,4% số người chưa tham gia bảo hiểm y tế.", False),
        ("- Tham gia bảo hiểm y tế 95,6%, trên mức 40% của bộ tiêu chí.", True),
        ("- Tham gia bảo hiểm y tế 95,6%, trên mức 45% của bộ tiêu chí.", False),
    ],
)
def test_a_figure_of_the_year_before_by_a_short_name(world, words, is_found) -> None:
    known_otherwise(world, words)
    assert bool(notes(world, "text-known-figure")) is is_found


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("- Nâng tỷ lệ tham gia bảo hiểm y tế từ 93,6% lên 97%.", True),
        ("- Nâng tỷ lệ tham gia bảo hiểm y tế từ 95,6% năm 2023 lên 97%.", False),
        ("- Đặt mục tiêu từ 93% trở lên.", False),
    ],
)
def test_the_figure_from_which_an_aim_begins(world, words, is_found) -> None:
    known_otherwise(world, words, PlanSection.GOALS)
    assert bool(notes(world, "text-known-figure")) is is_found


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Quyết định số 263/QĐ-TTg ngày 22/02/2021 của Thủ tướng Chính phủ", "22/02/2022"),
        ("Quyết định số 263/QĐ-TTg ngày 12/9/2021 của Thủ tướng Chính phủ", ""),
        ("Quyết định số 263/QĐ-TTg phê duyệt Chương trình giai đoạn 2021-2026", "ghi 2021-2025"),
        ("Quyết định số 263/QĐ-TTg phê duyệt Chương trình giai đoạn 2021-2025", ""),
    ],
)
def test_a_document_cited_in_two_ways(world, words, fault) -> None:
    who = {"dated_on": date(2022, 2, 22), "issuer": "Thủ tướng Chính phủ"}
    part(world, Citation, number="263/QĐ-TTg", title="Chương trình giai đoạn 2021-2025", **who)
    text(world, PlanSection.OPENING, words)
    note = notes(world, "citation-two-days")
    assert fault in note
    assert bool(note) == bool(fault)


def test_a_day_of_a_year_that_is_over(world) -> None:
    text(world, PlanSection.QUALITY, "- Đã xong trước ngày 30/9/2023; theo báo cáo tháng 9/2023.")
    assert not notes(world, "text-old-year")
    text(world, PlanSection.QUALITY, "- Hướng dẫn các hộ, hoàn thành trước ngày 30/9/2023.")
    assert "Nêu năm 2023" in notes(world, "text-old-year")


def test_a_village_named_twice_in_a_list(world) -> None:
    make.make_village(world.commune, "Mai Trung")
    text(world, PlanSection.OPENING, "Xã có 2 thôn: Thắng Lợi, Mai Trung.")
    assert not notes(world, "names-miscounted")
    text(world, PlanSection.OPENING, "Xã có 2 thôn: Thắng Lợi, Thắng Lợi.")
    assert "kể Thắng Lợi hai lần" in notes(world, "names-miscounted").replace("Kể", "kể")


def test_a_person_called_by_the_noun_of_villages(world) -> None:
    text(world, PlanSection.QUALITY, "- Đồng chí Kiên Sóc Kha theo dõi; đến Sóc Trà.")
    assert "Sóc Kha" not in notes(world, "unit-unknown")
    assert "Sóc Trà" in notes(world, "unit-unknown")


def test_a_body_that_works_before_it_is_set_up(world) -> None:
    words = "- Giao Tổ thẩm định cộng đồng xã kiểm tra trong tháng {}.\n- Thành lập Tổ thẩm định "
    text(world, PlanSection.QUALITY, words.format("9/2024") + "cộng đồng xã trong tháng 6/2024.")
    assert not notes(world, "body-not-set-up")
    text(world, PlanSection.QUALITY, words.format("4/2024") + "cộng đồng xã trong tháng 6/2024.")
    assert "30/6/2024 mới lập" in notes(world, "body-not-set-up")


def test_associations_of_the_register(world) -> None:
    three_associations(world, "- Hội Phụ nữ xã, Hội Nông dân xã, Hội CCB xã vận động hội viên.")
    assert not notes(world, "body-unknown")


def test_a_plan_that_begins_after_the_districts(world) -> None:
    for row in (world.plan, world.assessment):
        row.year = 2025
        row.save()
    text(world, PlanSection.IMPLEMENTATION, "- Gửi hồ sơ về Phòng NN&PTNT huyện trước 15/12/2025.")
    window(world, "từ tháng 3/2025 đến hết tháng 12/2025")
    assert not notes(world, "no-districts", date(2025, 9, 15))
    world.plan.windows.all().delete()
    window(world, "từ tháng 9/2025 đến hết tháng 12/2025")
    assert "Phòng NN&PTNT huyện" in notes(world, "no-districts", date(2025, 9, 15))


def test_a_village_reads_its_work_in_the_plan_of_its_commune(world) -> None:
    assert world.village_assessment.unit == world.village
    make.make_task(world.plan, unit=world.village, text="Dọn vệ sinh đường làng")
    head = make.make_official(world.village, Role.VILLAGE_BOARD)
    page = client_of(head).get(reverse("reports:checks", args=[world.village.pk]))
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("từ ngày 20/11/2024 đến hết ngày 10/11/2024", "ends-before-begin"),
        ("từ ngày 01/10/2024 đến ngày 31/9/2024", "no-such-day"),
    ],
)
def test_a_time_that_ends_before_it_begins_is_named_once(world, words, slug) -> None:
    task(world, f"Tổ chức tháng cao điểm vệ sinh {words}", 2, deadline_words="tháng 11/2024")
    end = words.split()[-1]
    named = [(one, line) for one, lines in found(world).items() for line in lines]
    assert [one for one, line in named if end in line.note] == [slug]


def test_a_target_of_the_year_is_not_late(world) -> None:
    world.assessment.target_on = date(2024, 11, 30)
    world.assessment.save()
    a_target(world, deadline_words="năm 2024")
    assert not notes(world, "target-late")
    a_target(world, deadline_words="trước ngày 31/12/2024")
    assert "sau ngày phấn đấu" in notes(world, "target-late")


@pytest.mark.parametrize(("last", "missing"), [("4, 5", "bỏ sót tiêu chí 3"), ("3, 4, 5", "")])
def test_who_directs_what_leaves_a_criterion_out(last, missing) -> None:
    made = open_world("assessment", "plan", "lan", criteria=5)
    for number in range(1, 6):
        criterion = made.assessment.criteria_set.criteria.get(number=number)
        leader = made.official("tam" if number < 3 else "dong")
        made.assessment.supervisions.create(criterion=criterion, official=leader)
    text(
        made,
        PlanSection.IMPLEMENTATION,
        "- Đồng chí Đinh Văn Tám phụ trách các tiêu chí số 1, 2.\n"
        f"- Đồng chí Ngô Văn Đồng phụ trách các tiêu chí số {last}.",
    )
    note = notes(made, "text-leader")
    assert missing in note
    assert bool(note) == bool(missing)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("- Xây 1 nhà văn hóa (thôn Thắng Lợi, thôn Mai Trung).", "kể 2"),
        ("- Xây 2 nhà văn hóa (thôn Thắng Lợi, thôn Mai Trung).", ""),
        ("- Các thôn Thắng Lợi, Mai Trung đạt kiểu mẫu (1/2 thôn).", "ghi 1"),
        ("- Các thôn Thắng Lợi, Mai Trung đạt kiểu mẫu (2/2 thôn).", ""),
        ("- Hai thôn Thắng Lợi, Trung Hà đạt kiểu mẫu (1/3 thôn).", "ghi 1"),
    ],
)
def test_villages_that_are_named_beside_a_count(world, words, fault) -> None:
    for name in ("Mai Trung", "Trung Hà"):
        make.make_village(world.commune, name)
    text(world, PlanSection.QUALITY, words)
    note = notes(world, "names-miscounted")
    assert fault in note
    assert bool(note) == bool(fault)


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("- Xã đã được công nhận đạt chuẩn nông thôn mới nâng cao năm 2023.", True),
        ("- Xã đã được công nhận đạt chuẩn nông thôn mới năm 2020.", False),
        ("- Tiêu chí số 2 đã đạt 100% các chỉ tiêu.", True),
        ("- Tiêu chí số 2 đã đạt 1 chỉ tiêu.", False),
    ],
)
def test_a_state_or_title_that_the_record_has_otherwise(world, words, is_found) -> None:
    text(world, PlanSection.QUALITY, words)
    assert bool(notes(world, "text-state")) is is_found


def test_a_cost_of_a_text_that_the_table_has_otherwise(world) -> None:
    text(world, PlanSection.WORKS, "- Xây dựng nhà văn hóa: kinh phí 900 triệu đồng.")
    assert "bảng kinh phí ghi 1 tỷ đồng" in notes(world, "task-money")
    text(world, PlanSection.WORKS, "- Xây dựng nhà văn hóa: kinh phí 1.000 triệu đồng.")
    assert not notes(world, "task-money")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("- Tháng 02/2024: sơ kết 6 tháng đầu năm.", "report-early"),
        ("- Tháng 6/2024: sơ kết 6 tháng đầu năm; tháng 4: sơ kết quý I.", ""),
        ("- Ông Phạm Thị Vân ký duyệt.", "person-unknown"),
        (
            "- Lấy ý kiến sự hài lòng của người dân trong tháng 12/2024; gửi hồ sơ đề nghị công "
            "nhận trước ngày 20/11/2024.",
            "dossier-before-survey",
        ),
        (
            "- Lấy ý kiến sự hài lòng của người dân trong tháng 10/2024; gửi hồ sơ đề nghị công "
            "nhận trước ngày 20/11/2024.",
            "",
        ),
    ],
)
def test_the_order_and_the_names_of_texts(world, words, slug) -> None:
    before = set(found(world))
    text(world, PlanSection.QUALITY, words)
    assert set(found(world)) - before == ({slug} if slug else set())


def test_what_was_reached_is_compared_with_the_year_before(world) -> None:
    text(world, PlanSection.ACHIEVEMENTS, "- Thu ngân sách năm 2023 tăng 8% so với năm 2022.")
    assert not notes(world, "compared-later")
    text(world, PlanSection.ACHIEVEMENTS, "- Thu ngân sách tăng 8% so với cùng kỳ năm 2024.")
    assert "so với năm sau" in notes(world, "compared-later")


def test_a_name_with_an_apostrophe(world) -> None:
    make.make_official(world.commune, "official", "H'Wen Niê")
    text(world, PlanSection.QUALITY, "- Bà H'Wen Niê theo dõi; bà H'Wiên Niê ghi chép.")
    assert "H'Wiên Niê" in notes(world, "person-unknown")
    assert "“H'Wen" not in notes(world, "person-unknown")


def test_the_prime_minister_issues_no_decree(world) -> None:
    who = {"dated_on": date(2022, 4, 19), "issuer": "Thủ tướng Chính phủ"}
    part(world, Citation, number="27/2022/NĐ-CP", title="Cơ chế quản lý", **who)
    assert notes(world, "citation-sign")


def test_a_text_that_has_another_body_lead(world) -> None:
    three_associations(world, "")
    body = world.commune.bodies.get(name="Hội Nông dân xã")
    made = task(world, "Trồng 500 cây xanh dọc tuyến đường kênh Ba", 2, lead=None)
    made.assignments.create(kind="lead", body=body)
    words = "- Trồng 500 cây xanh dọc tuyến đường kênh Ba, Hội {} xã chủ trì."
    text(world, PlanSection.WORKS, words.format("Nông dân"))
    assert not notes(world, "text-body")
    text(world, PlanSection.WORKS, words.format("Cựu chiến binh"))
    assert "phân công ghi Hội Nông dân xã" in notes(world, "text-body")
