"""Times of old plans' sentences that name an event, a purpose or a step beside the end."""

from datetime import date

import pytest

from evidence.intake.reading import Register, UnitEntry, read_plan
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
        ("Vận động mua BHYT, đến cuối năm 2025 đạt trên 95%.", date(2025, 12, 31)),
    ],
)
def test_the_end_of_the_work_is_found_among_other_times(text: str, day: date) -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    (made,) = read_plan(f"II. NHIỆM VỤ\n- {text}", register)
    assert last_day(made.deadline_words, 2025) == day


def test_the_first_weekday_of_the_month_is_each_month() -> None:
    for words in ("ngày Chủ nhật đầu tháng", "định kỳ thứ 7 cuối tháng"):
        assert parse_deadline(words, year=2025).rhythm == "monthly"
