"""How a plan is followed month by month is no piece of its work."""

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan


def _read(text: str) -> list[Proposal]:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry({2: "Giao thông", 17: "Môi trường và an toàn thực phẩm"}, {})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


@pytest.mark.parametrize(
    "text",
    [
        "- Các ngành báo cáo kết quả về UBND xã trước ngày 25 hằng tháng.",
        "- Giao Văn phòng tổng hợp, báo cáo Chủ tịch hằng tuần.",
        "- Ban Chỉ đạo họp mỗi tháng một lần vào tuần cuối.",
        "- Họp Ban Chỉ đạo mỗi tháng, sáng ngày 25.",
        "- Chế độ thông tin, báo cáo: trước ngày 20 hằng tháng gửi báo cáo về huyện.",
    ],
)
def test_what_only_reports_or_meets_in_a_rhythm_is_not_ticked(text: str) -> None:
    assert [one.is_likely for one in _read(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "- Lập báo cáo đánh giá tác động môi trường bãi rác, xong tháng 5.",
        "- Họp dân bàn mức đóng góp làm đường mỗi tháng một lần.",
        "- Các ngành báo cáo kết quả về UBND xã trước ngày 25/5.",
        "- Trạm Y tế kiểm tra bếp ăn hằng tháng.",
    ],
)
def test_a_report_by_a_day_and_work_in_a_rhythm_are(text: str) -> None:
    assert [one.is_likely for one in _read(text)] == [True]


def test_a_topic_before_a_full_stop_is_a_heading_with_a_number_too() -> None:
    found = _read(
        "Thứ nhất, về đường sá. Công an xã cắm mốc, xong trước 20/8.\n"
        "Thứ hai, về nước sạch và nhà tiêu. Hội Phụ nữ dọn kênh, xong 30/9. Đoàn xã trồng hoa."
    )
    assert [one.criterion for one in found] == [2, 17, 17]


def test_a_month_on_a_line_of_its_own_ends_the_line_before_it() -> None:
    found = _read("Phần A - Việc của từng tháng\nTháng 3\n+ Dọn chợ\nTháng 4\n+ Dọn kênh")
    times = {one.text: one.deadline_words for one in found}
    assert (times["Dọn chợ"], times["Dọn kênh"]) == ("Tháng 3", "Tháng 4")


def test_the_line_under_the_kind_of_a_paper_is_its_abstract() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    abstract = "Phân công nhiệm vụ nông thôn mới những tháng cuối năm 2025"
    found = read_plan(f"THÔNG BÁO\n{abstract}\n\nCông an xã dọn kênh, xong 30/9.", register)
    assert [one.text for one in found] == ["Dọn kênh"]
