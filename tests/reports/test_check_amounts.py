"""Amounts, times and offices in authored words: what is a fault, and what looks like one."""

import pytest

from ntm_project.common.text import fold
from reports.checks.people.addressed import old_office, ordered_above
from reports.checks.plans.stages import are_stages
from reports.checks.reading.amounts import amount_faults
from reports.checks.reading.faults import count_faults
from reports.checks.reading.times import (
    ends_before_it_begins,
    later_than_its_period,
    times_of_no_calendar,
)

WRONG = (
    "Cấp thẻ cho 310 hộ cận nghèo (toàn xã có 265 hộ cận nghèo)",
    "Trồng hàng rào tại 05 (sáu) khu",
    "Giảm 60 hộ nghèo trong số 45 hộ nghèo của xã",
    "Diện tích tự nhiên 1.280 ha, trong đó đất lâm nghiệp 1.410 ha",
    "Kinh phí 200 triệu đồng, trong đó nhân dân đóng góp 250 triệu đồng",
    "Trong 2.140 hộ còn 84 hộ nghèo, chiếm 2,1%",
    "Đưa sản phẩm mật ong đạt OCOP 6 sao",
    "Bê tông hóa 1.800 km đường nội khu",
    "Thu nhập bình quân đạt 62 triệu đồng/người/tháng",
    "Chuyển dịch cơ cấu kinh tế: nông nghiệp 30%, công nghiệp 45%, dịch vụ 35%",
    "Khảo sát phát ra 300 phiếu, thu về 320 phiếu",
    "Vận động 95.5% hộ treo cờ",
    "100% ấp đã có đội văn nghệ, ấp Đông Cơ chưa có đội văn nghệ",
)
RIGHT = (
    "Trồng hàng rào tại 05 (năm) khu; mức 3 (ba) năm",
    "Giảm 5 hộ nghèo trong số 45 hộ nghèo của xã",
    "Cấp thẻ cho 210 hộ cận nghèo (toàn xã có 265 hộ cận nghèo)",
    "Diện tích tự nhiên 1.850 ha, trong đó đất nông nghiệp 1.320 ha",
    "Tổng 2 tỷ đồng, trong đó ngân sách tỉnh 900 triệu đồng",
    "Trong 2.140 hộ còn 45 hộ nghèo, chiếm 2,1%",
    "Nâng hạng OCOP từ 3 sao lên 5 sao",
    "Bê tông hóa 1.800 m đường nội khu; 12,5 km đường xã",
    "Lương bình quân của thợ 9 triệu đồng/người/tháng; thu nhập 62 triệu đồng/người/năm",
    "Cơ cấu kinh tế: nông nghiệp 38%, công nghiệp 34%, dịch vụ 28%",
    "Khảo sát phát ra 300 phiếu, thu về 292 phiếu (97,33%)",
    "Vận động 1.250 hộ, đạt 95,5%; chỉ tiêu 13.5; 1.000% là quá",
    "Phấn đấu 100% hộ có hố rác, hiện còn 20 hộ chưa có hố rác",
)


@pytest.mark.parametrize("words", WRONG)
def test_an_amount_that_nobody_can_mean(words) -> None:
    assert len(list(amount_faults(words))) == 1


@pytest.mark.parametrize("words", RIGHT)
def test_an_amount_that_is_right(words) -> None:
    assert list(amount_faults(words)) == []


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("Báo cáo trong tháng 13/2026.", ["tháng 13"]),
        ("Xong trong quý V/2026", ["quý V"]),
        ("Họp lúc 26 giờ ngày 13/10", ["lúc 26 giờ"]),
        ("Họp lúc 31 giờ", ["lúc 31 giờ"]),
        ("6 tháng cuối năm (từ tháng 1 đến tháng 6)", ["6 tháng cuối năm (từ tháng 1 đến tháng 6"]),
        ("6 tháng đầu năm (từ tháng 1 đến tháng 6), quý IV, tháng 12/2026, lúc 20 giờ", []),
        ("Trồng hoa hàng tháng 17; thu 30.000đ/hộ/tháng 17.", []),
        ("Trong 6 tháng 20 hộ thoát nghèo; quý vị đại biểu; phát thanh 30 giờ mỗi tháng", []),
    ],
)
def test_times_that_no_calendar_has(words, times) -> None:
    assert list(times_of_no_calendar(words)) == times


@pytest.mark.parametrize(
    ("words", "is_wrong"),
    [
        ("từ tháng 10/2026 đến tháng 6/2026", True),
        ("Từ ngày 15/8/2026 đến hết ngày 10/8/2026", True),
        ("từ tháng 11/2026 đến tháng 2/2027", False),
        ("từ ngày 15/8/2026 đến hết tháng 8/2026", False),
        ("từ ngày 15/9 đến ngày 30/8/2026", True),
        ("từ 15/8 đến 10/8/2026", True),
        ("từ ngày 15/8 đến ngày 30/9/2026; từ 15/11 đến 15/01/2027", False),
        ("từ tháng 11 đến tháng 3/2026", False),
    ],
)
def test_a_time_that_ends_before_it_begins(words, is_wrong) -> None:
    assert bool(ends_before_it_begins(words)) is is_wrong


@pytest.mark.parametrize(
    ("one", "other", "are_two"),
    [
        ("Phê duyệt thiết kế đường Đồng Xe", "Khởi công đường Đồng Xe", True),
        ("Khởi công xây dựng nhà văn hóa", "Hoàn thành nhà văn hóa", True),
        ("Lập dự toán cống Cầu Rễ", "Nghiệm thu, bàn giao cống Cầu Rễ", True),
        ("Hoàn thành cống Cầu Rễ", "Làm cống Cầu Rễ", False),
        ("Khởi công cống Cầu Rễ", "Khởi công cống Cầu Rễ", False),
        ("Lập hồ sơ đề nghị công nhận", "Hoàn thành", False),
    ],
)
def test_stages_of_one_work(one, other, are_two) -> None:
    assert are_stages(fold(one), fold(other)) is are_two


@pytest.mark.parametrize(
    ("words", "is_old"),
    [
        ("Xin ý kiến Sở NN&PTNT về vùng chè", True),
        ("Đề nghị UBND tỉnh Hòa Bình hỗ trợ xi măng", True),
        ("Giao công chức Địa chính - Xây dựng đo lại đường", True),
        ("Theo Hướng dẫn số 15/HD-SGTVT ngày 3/5/2024 của Sở Giao thông vận tải", False),
        ("Sở Nông nghiệp và Môi trường tỉnh Bắc Kạn", True),
        ("Kế thừa hồ sơ của UBND tỉnh Hòa Bình cũ", False),
        ("Xin ý kiến Sở Nông nghiệp và Môi trường, Bộ Xây dựng", False),
        ("Đề nghị UBND tỉnh Phú Thọ; công chức thường trực tổng hợp", False),
    ],
)
def test_offices_that_are_no_more(words, is_old) -> None:
    assert bool(old_office(words)) is is_old


@pytest.mark.parametrize(
    "words",
    [
        "Tổng 8.640 triệu đồng, trong đó ngân sách 5.200 triệu đồng, dân góp 1.150 triệu đồng, còn "
        "lại lồng ghép.",
        "Hỗ trợ 20 hộ x 50 triệu đồng/hộ = 1.000 triệu đồng.",
        "Lắp 45 bóng đèn năng lượng mặt trời x 3,2 triệu đồng = 144 triệu đồng.",
        "Xã mới đạt 14/19 tiêu chí, tỷ lệ hộ nghèo còn 9,2%.",
        "Xã còn 6/12 chỉ tiêu thuộc tiêu chí số 17 chưa bảo đảm.",
    ],
)
def test_counts_beside_which_others_stand(words) -> None:
    assert list(count_faults(words)) == []


@pytest.mark.parametrize(
    ("words", "is_above"),
    [
        ("Giao Sở Xây dựng sửa cầu", True),
        ("- Yêu cầu UBND tỉnh bố trí vốn", True),
        ("- Yêu cầu UBND thành phố bố trí vốn", True),
        ("Chỉ đạo Ủy ban Mặt trận Tổ quốc xã giám sát", True),
        ("Giao bộ phận Một cửa niêm yết thủ tục", False),
        ("Giao Hội Nông dân xã; đề nghị Sở Xây dựng hỗ trợ", False),
    ],
)
def test_whom_a_commune_cannot_order(words, is_above) -> None:
    assert bool(ordered_above(words)) is is_above


@pytest.mark.parametrize(
    ("words", "is_wrong"),
    [
        ("Xong trong quý III/2025 (bàn giao trước ngày 15/12/2025)", True),
        ("Xong trong tháng 9 (chậm nhất 05/10)", True),
        ("Xong trong quý III/2025 (bàn giao trước ngày 15/9/2025)", False),
        ("Xong trong tháng 9/2025 (báo cáo số 5 ngày 02/10/2025)", False),
    ],
)
def test_a_day_after_the_period_before_it(words, is_wrong) -> None:
    assert bool(list(later_than_its_period(words, 2025))) is is_wrong
