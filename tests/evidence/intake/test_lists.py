"""Several works in one paragraph or cell of an old plan, and what is for all of them."""

from datetime import date

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan
from evidence.intake.reading.times import last_day

THREE = ["Làm 200 m đường ngõ", "Trồng 300 m hoa", "Lắp 5 camera"]


def _read(text: str) -> list[Proposal]:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", "Đông")]
    return read_plan(f"II. NHIỆM VỤ\n{text}", Register(units))


@pytest.mark.parametrize(
    "text",
    [
        "- Các việc: a) làm 200 m đường ngõ; b) trồng 300 m hoa; c) lắp 5 camera.",
        "1. Hạ tầng: 1) làm 200 m đường ngõ; 2) trồng 300 m hoa; 3) lắp 5 camera.",
        "1. Công an xã (1) làm 200 m đường ngõ; (2) trồng 300 m hoa; (3) lắp 5 camera.",
        "1. Về hạ tầng: - làm 200 m đường ngõ; - trồng 300 m hoa; - lắp 5 camera.",
        "II. Công an xã: 1/ làm 200 m đường ngõ; 2/ trồng 300 m hoa; 3/ lắp 5 camera.",
        "- Hội Phụ nữ thực hiện: a. làm 200 m đường ngõ; b. trồng 300 m hoa; c. lắp 5 camera.",
        "- Làm 200 m đường ngõ; - trồng 300 m hoa; - lắp 5 camera.",
        "a) Làm 200 m đường ngõ, b) trồng 300 m hoa, c) lắp 5 camera.",
        "- Công an xã: (i) làm 200 m đường ngõ; (ii) trồng 300 m hoa; (iii) lắp 5 camera.",
        "i) Làm 200 m đường ngõ; ii) trồng 300 m hoa; iii) lắp 5 camera.",
        "2. Thôn Đông: a) làm 200 m đường ngõ; b) trồng 300 m hoa; c) lắp 5 camera.",
        "TT\tNội dung\tThời gian\n"
        "1\ta) Làm 200 m đường ngõ; b) trồng 300 m hoa; c) lắp 5 camera\t30/6",
    ],
)
def test_each_work_of_a_list_in_one_paragraph_is_one(text: str) -> None:
    assert [one.text for one in _read(text)] == THREE


@pytest.mark.parametrize(
    "text",
    [
        "- Thực hiện theo điểm a) khoản 1 và điểm b) khoản 2 Nghị định, xong trước 30/6.",
        "- Làm đường: a) tuyến Đông 200 m; b) tuyến Đoài 300 m, xong trước 30/6.",
        "- Lắp camera (gồm a) lắp ở chợ; b) lắp ở trường), xong trước 30/6.",
    ],
)
def test_parts_of_one_work_are_one(text: str) -> None:
    assert len(_read(text)) == 1


def test_what_stands_before_a_list_is_for_all_of_it() -> None:
    found = _read("- Trong quý II, Hội Nông dân: a) vận động 20 hộ; b) mở 02 lớp tập huấn.")
    assert [[lead.words for lead in one.leads] for one in found] == [["Hội Nông dân"]] * 2
    assert {one.deadline_words for one in found} == {"Trong quý II"}


def test_what_closes_a_list_for_all_is_for_each_without_its_own() -> None:
    found = _read(
        "- Công an xã: (1) lắp 5 camera trước 30/4; (2) tuần tra ban đêm; (3) lập sổ trực; "
        "tất cả xong trước 30/6."
    )
    assert [one.deadline_words for one in found] == [
        "trước 30/4",
        "xong trước 30/6",
        "xong trước 30/6",
    ]


def test_what_closes_a_list_for_one_of_it_is_for_that_one() -> None:
    found = _read(
        "Về nước sạch (tiêu chí 17), Hội Phụ nữ làm các việc: (1) đào 12 hố rác; (2) dọn bến nước; "
        "riêng việc (1) xong trước 31/3."
    )
    assert [(one.criterion, one.deadline_words) for one in found] == [
        (17, "xong trước 31/3"),
        (17, ""),
    ]
    assert [[lead.words for lead in one.leads] for one in found] == [["Hội Phụ nữ"]] * 2


def test_a_time_behind_the_last_work_leaves_the_others_marked() -> None:
    found = _read("- Việc: a) làm đường ngõ; b) trồng hoa hằng tuần; c) sửa cầu, xong trước 30/6.")
    assert [one.deadline_words for one in found] == ["", "hằng tuần", "xong trước 30/6"]
    assert ["deadline_words" in one.doubts for one in found] == [True, False, False]


def test_a_sentence_behind_a_list_is_given_to_all_with_a_doubt() -> None:
    found = _read("- Việc: a) làm đường ngõ; b) trồng hoa. Công an xã chủ trì.")
    assert [[lead.words for lead in one.leads] for one in found] == [["Công an xã"]] * 2
    assert all(one.doubts["leads"] for one in found)


def test_the_parts_of_a_work_carry_its_name() -> None:
    found = _read("- Xây nhà văn hóa gồm: a) san nền; b) xây tường rào; hoàn thành trước 30/9.")
    assert [one.text for one in found] == [
        "Xây nhà văn hóa: san nền",
        "Xây nhà văn hóa: xây tường rào",
    ]


@pytest.mark.parametrize(
    ("work", "line"),
    [
        (
            "Đấu nối nước sạch; kiểm tra ATTP",
            "đấu nối nước xong trước 20/11, kiểm tra trong tháng 9",
        ),
        ("Diễn tập; kiện toàn Đội xung kích", "Diễn tập xong trước 20/11; kiện toàn trong tháng 3"),
    ],
)
def test_a_time_for_each_part_of_a_work_is_never_that_of_the_last(work: str, line: str) -> None:
    found = _read(f"1. Về phòng ngừa\n- {work}.\nThời gian hoàn thành: {line}.")
    assert "trước 20/11" in found[0].deadline_words


def test_a_time_for_each_of_the_works_before_it() -> None:
    found = _read(
        "1. Hạ tầng\n- Lắp 5 camera.\n- Trồng 300 m hoa.\n- Dọn kênh.\n"
        "Thời gian: lắp camera xong trước 20/11, trồng hoa trong tháng 9."
    )
    assert [one.deadline_words for one in found] == ["xong trước 20/11", "trong tháng 9", ""]


def test_work_that_follows_once_other_work_is_approved_is_one_of_its_own() -> None:
    found = _read(
        "- Lập dự toán sửa hội trường, trình UBND xã trong quý I; sau khi được duyệt thì tổ chức "
        "sửa chữa xong trước ngày 19/8."
    )
    assert [one.deadline_words for one in found] == ["trong quý I", "xong trước ngày 19/8"]


@pytest.mark.parametrize(
    "text",
    [
        "Nội dung công việc, đơn vị chủ trì và thời gian hoàn thành theo Phụ lục kèm theo.",
        "Yêu cầu các phòng, ban, đơn vị, các thôn triển khai thực hiện./.",
    ],
)
def test_a_pointer_to_the_appendix_and_a_closing_order_are_no_work(text: str) -> None:
    assert [one.text for one in _read(f"- {THREE[0]}.\n{text}")] == THREE[:1]


def test_the_time_a_comma_parts_from_the_last_work_is_for_both_and_doubted() -> None:
    first, last = _read(
        "- Công an xã củng cố tổ an ninh; lắp thêm 12 camera ở ngã ba, thời gian xong quý II/2025."
    )
    assert first.deadline_words == last.deadline_words == "thời gian xong quý II/2025"
    assert first.doubts["deadline_words"]
    assert not last.doubts.get("deadline_words")


def test_work_with_who_and_when_behind_labels_of_its_line_is_no_heading() -> None:
    (one,) = read_plan(
        "II. NHIỆM VỤ\n2.1. Phối hợp Công ty may An Bình tuyển dụng 150 lao động. Phân công: Đoàn "
        "Thanh niên. Hoàn thành: hết tháng 7.",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert [name.words for name in one.leads] == ["Đoàn Thanh niên"]
    assert one.deadline_words == "Hoàn thành: hết tháng 7"


def test_works_in_round_brackets_behind_a_criterion_have_each_its_own_time() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({2: "Môi trường"}, {"2": 2})
    found = read_plan(
        "2. Tiêu chí Môi trường: (1) trồng hàng rào xanh 1,5 km - Hội Phụ nữ, xong tháng 6; "
        "(2) làm 40 hố rác - Hội Nông dân, xong tháng 8.",
        register,
    )
    assert [one.deadline_words for one in found] == ["xong tháng 6", "xong tháng 8"]
    assert [one.leads[0].words for one in found] == ["Hội Phụ nữ", "Hội Nông dân"]


def test_a_time_behind_its_label_is_read_whole() -> None:
    (one,) = read_plan(
        "II. NHIỆM VỤ\n- Tập huấn an toàn thực phẩm.\nThời gian: 02 đợt (tháng 4 và tháng 10).",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert last_day(one.deadline_words, 2025) == date(2025, 10, 31)


def test_points_marked_with_a_stroke_are_points() -> None:
    found = read_plan(
        "II/ NỘI DUNG THỰC HIỆN\na/ Sửa kênh 850 m, chủ đầu tư Trạm Y tế; hạn 20/6.\n"
        "b/ Lắp hệ thống nước. Đơn vị thực hiện: Ban Quản lý chợ. Hạn: 20/7.",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert [one.leads[0].words for one in found] == ["Trạm Y tế", "Ban Quản lý chợ"]


def test_a_criterion_named_by_a_bullet_with_work_is_of_that_bullet_alone() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({17: "Môi trường"}, {"17.1": 17})
    found = read_plan(
        "II. NHIỆM VỤ\n- Tiêu chí môi trường: các bản ra quân làm nhà vệ sinh trong tháng 6.\n"
        "- Trường Tiểu học gửi hồ sơ trường chuẩn chậm nhất 25/7.",
        register,
    )
    assert [one.criterion for one in found] == [17, None]


def test_numbered_work_beside_a_part_is_work_where_somebody_does_it_by_a_day() -> None:
    found = read_plan(
        "1. Về kết quả: Đến nay xã đạt 12/19 tiêu chí.\n"
        "2. Về nhiệm vụ thời gian tới:\n- Trạm Y tế lập danh sách trước ngày 12/6.\n"
        "3. Văn phòng UBND tổng hợp báo cáo, trình Chủ tịch trước 15/7.",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert [one.leads[0].words for one in found] == ["Trạm Y tế", "Văn phòng UBND"]
