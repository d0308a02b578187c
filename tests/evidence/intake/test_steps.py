"""Times of old plans' sentences that name an event, a purpose or a step beside the end."""

from datetime import date

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan
from evidence.intake.reading.times import last_day
from ntm_project.common.deadlines import parse_deadline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sửa cầu ấp 4, xong trước mùa mưa (tháng 5).", date(2025, 4, 30)),
        ("Ký hợp đồng bao tiêu, xong trước vụ Mùa (tháng 6/2025).", date(2025, 5, 31)),
        ("Làm hồ sơ OCOP, gửi trước 15/9 để kịp kỳ đánh giá trong tháng 10.", date(2025, 9, 14)),
        ("Nộp hồ sơ OCOP trước 15/9, phân hạng trong quý IV.", date(2025, 9, 14)),
        ("Hồ sơ OCOP mật ong. Hoàn thành hồ sơ trước 15/9.", date(2025, 9, 14)),
        ("Tổ chức giải bóng chuyền chào mừng ngày Quốc khánh 02/9.", date(2025, 9, 2)),
        ("Tổ chức hội diễn chào mừng Quốc khánh 2/9, trước ngày 30/8.", date(2025, 8, 29)),
        (
            "Lắp camera: tháng 6 hoàn thành 2 thôn, đến tháng 11 hoàn thành 2 thôn.",
            date(2025, 11, 30),
        ),
        (
            "Làm đường; giao mặt bằng trong tháng 3, khởi công tháng 4, nghiệm thu trước 30/9.",
            date(2025, 9, 29),
        ),
        ("Trồng dưa, triển khai từ tháng 3, cho thu hoạch vào tháng 6.", date(2025, 6, 30)),
        ("Vận động mua BHYT, đến cuối năm 2025 đạt trên 95%.", date(2025, 12, 31)),
    ],
)
def test_the_end_of_the_work_is_found_among_other_times(text: str, day: date) -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    (made,) = read_plan(f"II. NHIỆM VỤ\n- {text}", register)
    assert last_day(made.deadline_words, 2025) == day


def _read(text: str) -> list[Proposal]:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({2: "Giao thông", 17: "Môi trường"}, {"17.6": 17})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


def test_work_of_each_week_or_month_and_work_by_a_day_are_two() -> None:
    for text in (
        "- Hội Phụ nữ quét dọn đường vào thứ 7 hằng tuần; mỗi hộ đào 01 hố rác xong trong tháng 5.",
        "- Ban Quản lý họp mỗi tháng một lần, tổng hợp hồ sơ xong trong tháng 5.",
    ):
        first, second = _read(text)
        assert last_day(first.deadline_words, 2025) is None
        assert last_day(second.deadline_words, 2025) == date(2025, 5, 31)


def test_the_line_of_times_of_one_work_ends_it_with_the_last() -> None:
    (one,) = _read(
        "- Giải phóng mặt bằng, mở rộng 1,2 km đường.\n"
        "- Thời gian: giải phóng mặt bằng xong trong tháng 3, thi công từ tháng 4 đến tháng 8."
    )
    assert last_day(one.deadline_words, 2025) == date(2025, 8, 31)


def test_the_wording_of_an_indicator_over_its_labels_is_no_work() -> None:
    (one,) = _read(
        "1. Tiêu chí 17 - Môi trường\n1.1. Chỉ tiêu 17.6: Thu gom chất thải rắn.\n"
        "- Khối lượng còn lại: 94 hộ.\n- Giải pháp: Đặt thêm 20 thùng rác công cộng.\n"
        "- Thời gian: quý II/2025."
    )
    assert (one.indicator, one.text) == ("17.6", "Đặt thêm 20 thùng rác công cộng")


def test_a_topic_that_names_no_criterion_is_not_of_the_one_before() -> None:
    found = _read(
        "Về môi trường: Trạm Y tế đào 20 hố rác.\nVề bình đẳng giới: Hội Phụ nữ mở 2 lớp tập huấn."
    )
    assert [one.criterion for one in found] == [17, None]


def test_the_first_weekday_of_the_month_is_each_month() -> None:
    for words in ("ngày Chủ nhật đầu tháng", "định kỳ thứ 7 cuối tháng"):
        assert parse_deadline(words, year=2025).rhythm == "monthly"
    assert parse_deadline("hằng đêm", year=2025).rhythm == "daily"
    assert parse_deadline("tuần tra đêm 2 lần/tuần", year=2025).rhythm == "weekly"


def test_whoever_is_in_charge_at_the_end_leads_all_that_nobody_leads() -> None:
    first, second = _read(
        "- Đường 33: giải phóng mặt bằng xong quý I; đề nghị chủ đầu tư thi công xong trước 31/10. "
        "Ông Lê Văn Sang, Phó Chủ tịch UBND xã phụ trách."
    )
    assert [one.words for one in first.leads] == ["Ông Lê Văn Sang, Phó Chủ tịch UBND xã"]
    assert [one.words for one in second.leads] == ["chủ đầu tư"]


def test_a_criterion_behind_the_last_part_is_of_the_parts_before_it() -> None:
    found = _read("- Công an xã: tập huấn; cắm 5 biển báo xong trước 30/6 (tiêu chí 2).")
    assert [one.criterion for one in found] == [2, 2]


def test_whoever_does_it_leads_and_not_whoever_directs() -> None:
    found = _read(
        "1. Giao ông Lê Tấn Hùng, Phó Chủ tịch UBND xã chỉ đạo chung các tiêu chí 2, 17; ông Phạm "
        "Ngọc Ẩn, công chức Địa chính tham mưu thực hiện:\na) Làm 2 km đường.\nb) Nạo vét mương N3."
    )
    named = [[one.words for one in made.leads] for made in found]
    assert named == [["ông Phạm Ngọc Ẩn, công chức Địa chính"]] * 2


def test_a_criterion_to_be_reached_heads_the_work_under_it() -> None:
    found = _read(
        "1. Hoàn thành tiêu chí giao thông (tiêu chí số 2)\nBan Quản lý xã làm 2 km đường.\n"
        "2. Hoàn thành tiêu chí môi trường (tiêu chí số 17)\nHội Phụ nữ trồng 300 cây xanh."
    )
    assert [one.criterion for one in found] == [2, 17]


def test_a_heading_of_the_year_gives_no_deadline() -> None:
    found = read_plan(
        "I. NHỮNG VIỆC PHẢI LÀM TRONG NĂM\n1. Trồng 300 cây xanh.\n2. Mở 2 lớp tập huấn.",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert [one.deadline_words for one in found] == ["", ""]


def test_steps_named_by_their_verbs_are_of_the_work_before_them() -> None:
    (one,) = _read(
        "- Ban Quản lý dự án lập hồ sơ tuyến Đông Đoài, trình thẩm định tháng 5, đấu thầu tháng 7, "
        "hoàn thành quý IV."
    )
    assert one.deadline_words == "hoàn thành quý IV"


def test_a_school_to_be_certified_is_work_where_people_or_a_time_follow() -> None:
    (one,) = _read(
        "1. TC số 5 (Trường học): Trường MN An Bình đạt chuẩn mức 1. Đ/c Hằng - PCT UBND xã theo "
        "dõi, Hiệu trưởng thực hiện. Quý 3/2025"
    )
    assert one.text == "Trường MN An Bình đạt chuẩn mức 1"
    assert [lead.words for lead in one.leads] == ["Đ/c Hằng - PCT UBND xã", "Hiệu trưởng"]
    assert one.deadline_words == "Quý 3/2025"


def test_how_a_plan_is_carried_out_is_no_lead_of_the_work_above() -> None:
    found = _read(
        "- Hội Phụ nữ trồng 300 cây xanh.\nV/ Tổ chức thực hiện: BCĐ xã họp 1 tháng/lần. Các "
        "ngành căn cứ thực hiện."
    )
    assert [lead.words for lead in found[0].leads] == ["Hội Phụ nữ"]


def test_what_another_body_does_meanwhile_is_other_work() -> None:
    first, second = _read(
        "- HTX An Bình sau khi được Ủy ban nhân dân xã thống nhất thì tổ chức nạo vét kênh N8 "
        "trong tháng 02/2024, trong khi đó Ban Quản lý xã rà soát phương án trước ngày 30/5/2024."
    )
    assert [lead.words for lead in first.leads] == ["HTX An Bình"]
    assert [lead.words for lead in second.leads] == ["Ban Quản lý xã"]
    assert (first.deadline_words, second.deadline_words) == (
        "trong tháng 02/2024",
        "trước ngày 30/5/2024",
    )


def test_what_is_finished_in_number_is_the_work_before() -> None:
    (one,) = _read(
        "- Trạm Y tế vận động hộ làm nhà tiêu hợp vệ sinh. Các thôn phối hợp. Hoàn thành 60 nhà "
        "tiêu trước 15/10/2026 (tiêu chí 2)."
    )
    assert (one.criterion, one.deadline_words) == (2, "trước 15/10/2026")
