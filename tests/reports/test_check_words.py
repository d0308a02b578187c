"""What the checks read in authored texts, in the wordings of different communes."""

import pytest

from reports.checks.numbers.costs import totals_in
from reports.checks.plans.criteria_named import _name_fault
from reports.checks.plans.days import weekday_faults
from reports.checks.reading.criteria import codes_in, criteria_in, shares_met, states_in
from reports.checks.reading.faults import count_faults
from reports.checks.reading.figures import figures_in, head_of_unit
from reports.checks.reading.names import persons_in, places_in, small_places_in
from reports.checks.reading.times import days_of_no_calendar


@pytest.mark.parametrize(
    "text",
    [
        "Đã có 4/8 thôn đạt, còn 5 thôn.",
        "5 trên tổng số 8 thôn đã làm xong, còn lại 4 thôn",
        "3 trong số 7 ấp có nhà văn hóa, 5 ấp còn lại đang xây.",
        "Xóa 12/20 cầu tạm, còn lại 9 cầu",
        "Toàn xã có 5 thôn, trong đó 3 thôn đã có khu thể thao, 3 thôn chưa có.",
        "Mới có 6/8 tuyến đường hoa (đạt 85%) được chăm sóc.",
        "Toàn xã có 9 tuyến đường ngõ, đã làm 5 tuyến, 6 tuyến chưa làm",
        "Sáu thôn đăng ký: bốn thôn đã xong, còn 3 thôn chưa xong.",
        "Xã đạt 11/14 tiêu chí (tương đương 82%).",
        "8 tuyến: 4 đã xong, 5 chưa xong",
        "Tổng số 20 nhà văn hóa, đạt chuẩn 14, chưa đạt 7",
        "Xã có 8 thôn; 4 thôn đạt, 5 thôn chưa đạt",
        "Đạt 11/19 tiêu chí; còn 9 tiêu chí chưa đạt",
        "Toàn xã có 1.250 hộ chăn nuôi, đã ký cam kết 900 hộ, 400 hộ chưa ký",
        "- 5/3 trường chưa có phòng tin học",
        "Giảm tỷ lệ hộ nghèo từ 2,5% xuống còn 3,5%",
        "Nâng tỷ lệ từ 42% lên trên 24%",
        "Cơ cấu vốn: ngân sách tỉnh 45%, ngân sách xã 40%, nhân dân đóng góp 25%",
        "Vốn đối ứng: ngân sách 60%, nhân dân 30%, xã hội hóa 20%",
        "Kinh phí 500 triệu đồng: ngân sách xã 300 triệu đồng, nhân dân 100 triệu đồng",
        "Tổng vốn năm 2024 là 3,2 tỷ đồng (ngân sách xã 2 tỷ đồng; nhân dân 600 triệu đồng)",
        "Tổng mức đầu tư 2 tỷ đồng; trong đó: NSNN 1,5 tỷ đồng, dân góp 600 triệu đồng",
        "Hiện có 4/6 thôn có tủ sách; vận động xã hội hóa cho 03 thôn còn lại",
        "Tỷ lệ hộ dùng nước sạch đạt 104%.",
        "Đã đắp xong 120% khối lượng đất",
        "Tiến độ đạt 130%",
        "Láng nhựa 2,4 km đường ấp, gồm 1,5 km ấp Vĩnh Bình và 0,6 km ấp Đông Cơ",
        "Dân số 6.500 người, gồm 3.200 nam và 3.100 nữ.",
        "120 học sinh (50 nữ, 60 nam) được tặng xe",
        "15 hộ, bao gồm: 6 hộ nghèo, 8 hộ cận nghèo.",
        "Tủ thuốc cho 6 ấp, mỗi ấp 5 triệu đồng, tổng 35 triệu đồng",
        "Hỗ trợ 4 tổ dân phố, mỗi tổ dân phố 20 triệu đồng, tổng cộng 100 triệu đồng.",
        "Thành lập 4 đoàn kiểm tra: đoàn số 1, đoàn số 2, đoàn số 3.",
        "420 hộ hiến 1.260 m2 đất, bình quân 5 m2/hộ.",
        "100% số thôn (4/5 thôn) có sân thể thao",
        "Vận động hiến 2.500 ha đất mở đường",
        "Điện chiếu sáng: Tân Hòa 120 triệu đồng; Bàu Gõ 85 triệu đồng; tổng cộng 210 triệu đồng.",
        "Kinh phí (triệu đồng): Tân Hòa 210; Bàu Gõ 180; Suối Đá 260; tổng cộng 560.",
        "Lắp 36 camera: ấp Tân Hòa 10, ấp Bàu Gõ 8, ấp Thạnh Lộc 8",
        "Số hộ: thôn 1: 212 hộ, thôn 2: 185 hộ, thôn 3: 240 hộ; toàn xã 638 hộ.",
        "Có 45 hộ nghèo, 60 hộ cận nghèo; tổng số hộ nghèo và cận nghèo là 115 hộ.",
        "Giá trị sản xuất tăng từ 68 lên 74 tỷ đồng, tăng 12%.",
        "Thu nhập bình quân đầu người đạt 54,2 nghìn đồng/người/năm",
        "Dự họp có 12/15 đại biểu, vắng 2 đại biểu.",
        "Tổng vốn 3,2 tỷ đồng, trong đó: tỉnh 1.500 triệu đồng; xã 1 tỷ đồng; dân 500 triệu đồng.",
        "Có 18,4/23 km đường trục được cứng hóa, đạt 85%.",
        "Bê tông hóa 3,6 km đường, trong đó thôn Tiến 1,2 km, thôn Lợi 1,8 km, thôn Hòa 0,9 km.",
        "Thu nhập đạt 49,5 triệu đồng/người/năm, tăng 4 triệu đồng so với năm 2022 (46 triệu đồng)",
        "Hộ nghèo giảm từ 21,5% năm 2022 xuống 17,2% năm 2023, giảm 5,3 điểm phần trăm.",
        "Đầu năm xã có 96 hộ nghèo, cuối năm còn 71 hộ, giảm 26 hộ",
        "Xã có 960 hộ, 3.544 nhân khẩu; trong đó có 336 hộ Khmer, chiếm 53% số hộ.",
        "Có 6 tổ chức kinh tế tập thể, gồm 3 hợp tác xã và 4 tổ hợp tác.",
        "Có 9 bản: A; có 5.264 nhân khẩu, gồm Thái 3.685 người, Mông 1.053 người, Kinh 562 người.",
        "Được giao 4,8 tỷ đồng, đã giải ngân 5,2 tỷ đồng.",
        "Cơ cấu mức sống: hộ khá 52%, hộ trung bình 41%, hộ cận nghèo 5%, hộ nghèo 4%.",
        "Hợp nhất từ 3 xã Đồng Lương và Điêu Lương.",
        "Có 3 sản phẩm OCOP: mắm cá lóc, bánh tét.",
        "Năm 2024 giảm 42 hộ nghèo, vượt chỉ tiêu huyện giao (45 hộ).",
        "Toàn xã có 1.845 hộ; trong đó hộ dân tộc thiểu số 1.020 hộ, hộ Kinh 852 hộ.",
        "Còn 25 hộ nghèo, cận nghèo, trong đó hộ nghèo 12 hộ, hộ cận nghèo 18 hộ.",
        "Cà phê 1.250 ha, sản lượng 3.125 tấn, năng suất bình quân 3,5 tấn/ha.",
        "Xã có 4 ấp, 3.120 hộ, bình quân 870 hộ/ấp.",
        "Thu ngân sách đạt 4,2 tỷ đồng, bằng 70% dự toán năm (7 tỷ đồng).",
        "Trồng 3.600 cây, trong đó Hội Nông dân 1.500 cây, Hội Phụ nữ 1.200 cây, Đoàn 1.900 cây.",
        "Có 4 mô hình tiêu biểu: vườn mẫu, tuyến đường hoa, camera an ninh.",
        "Lắp 120 bóng đèn, đơn giá 2,5 triệu đồng/bóng, thành tiền 360 triệu đồng.",
        "Bê tông hóa tuyến đường dài 2,5 km (250 m).",
        "Có 512 hộ đăng ký sử dụng nước sạch, trong đó 530 hộ đã được đấu nối.",
        "Ban gồm 15 thành viên, trong đó 1 trưởng ban, 2 phó trưởng ban và 13 ủy viên.",
    ],
)
def test_counts_that_do_not_add_up(text) -> None:
    assert list(count_faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "Đã có 4/8 thôn đạt, còn 4 thôn.",
        "Đến 30/12/2023 đạt 11/19 tiêu chí, còn 8 tiêu chí",
        "Quyết định số 12/2023 của UBND tỉnh",
        "Hiện có 3/6 thôn có tủ sách; đặt thêm ở 3 thôn còn lại",
        "3/8 thôn có nhà văn hóa; sửa đường cho 6 thôn chưa cứng hóa",
        "Tỷ lệ hộ dùng nước sạch đạt 100%.",
        "Nguồn vốn: ngân sách 60%, nhân dân 30%, xã hội hóa 10%",
        "Giải ngân nguồn vốn: ngân sách 90%, nhân dân 80%, doanh nghiệp 70%",
        "Tỷ lệ trồng rừng đạt 112% kế hoạch; thu ngân sách tỷ lệ 108%",
        "Tỷ lệ vốn huy động đạt 140%; khối lượng đạt 105% so với năm trước",
        "Ngày 5/8 xóm họp, còn 3 hộ vắng.",
        "Đến 30/9 đã xóa 26/40 nhà tạm (65%), còn 14 nhà.",
        "412/480 hộ (85,8%) ký cam kết; 8/8 thôn có trên 80% số hộ tham gia.",
        "Toàn xã có 5 thôn, trong đó 3 thôn đã có khu thể thao, 2 thôn chưa có.",
        "Có 9 tuyến, đã làm 5 tuyến, năm nay làm 2 tuyến, còn 2 tuyến chưa làm.",
        "Sáu thôn đăng ký, 4 thôn đã xong, còn 2 thôn chưa xong.",
        "8 tuyến: 4 đã xong, 4 chưa xong",
        "4/8 thôn đạt, phấn đấu năm nay còn 2 thôn",
        "Xã có 8 thôn, 4 thôn đạt kiểu mẫu, 3 thôn chưa có nhà văn hóa",
        "Đã đạt 11/19 tiêu chí, còn 2 chỉ tiêu nhỏ",
        "Đạt 4/8 thôn; còn 12 hộ nghèo",
        "Sáng 20/10 thôn tổ chức tọa đàm",
        "Thu từ 900 triệu đồng lên 1,2 tỷ đồng; thứ hạng từ 15 lên 9",
        "Cơ cấu vốn: ngân sách tỉnh 50%, ngân sách xã 35%, nhân dân đóng góp 15%",
        "Huy động 2 tỷ đồng: làm đường 500 triệu đồng, còn lại mua thiết bị",
        "Tổng vốn 2,5 tỷ đồng, trong đó ngân sách xã 1,5 tỷ đồng, nhân dân 1.000 triệu đồng.",
        "Láng nhựa 2,1 km đường ấp, gồm 1,5 km ấp Vĩnh Bình và 0,6 km ấp Đông Cơ; vét 3 km mương",
        "Sửa 2,4 km đường, gồm 3 tuyến dài 800 m",
        "Vận động 3 ấp gồm ấp 1, ấp 2 và ấp 5",
        "Dân số 6.300 người, gồm 3.200 nam và 3.100 nữ.",
        "Mô hình 30 lao động, trong đó có 12 nữ",
        "Hỗ trợ 6 ấp, mỗi ấp 50 triệu đồng, tổng 300 triệu đồng.",
        "Thành lập 3 đoàn kiểm tra: đoàn số 1, đoàn số 2 và đoàn số 3.",
        "420 hộ hiến 1.260 m2 đất, bình quân 3 m2/hộ; 12 hộ vay 900 triệu, bình quân 75 triệu.",
        "80% số thôn (4/5 thôn) có sân thể thao; đạt 100% kế hoạch (12/12 tuyến)",
        "Vận động hiến 2.500 m2 đất mở đường",
        "Điện chiếu sáng: Tân Hòa 120 triệu đồng; Bàu Gõ 85 triệu đồng; tổng cộng 205 triệu đồng.",
        "Kinh phí (triệu đồng): Tân Hòa 210; Bàu Gõ 180; Suối Đá 260; tổng cộng 650.",
        "Lắp 26 camera: ấp Tân Hòa 10, ấp Bàu Gõ 8, ấp Thạnh Lộc 8",
        "Số hộ: thôn 1: 212 hộ, thôn 2: 185 hộ, thôn 3: 240 hộ; toàn xã 637 hộ.",
        "Làm 2 km đường, 3 km mương; toàn xã có 40 km đường liên thôn",
        "Hỗ trợ 2 hộ, 3 nhóm; tổng 5 mô hình; tổng kinh phí cả năm 900 triệu đồng",
        "Giá trị sản xuất tăng từ 70 lên 77 tỷ đồng, tăng 10%; tỷ lệ từ 42% lên 50%, tăng 8%.",
        "Từ 900 triệu đồng lên 1,2 tỷ đồng, tăng 33%; thu nhập 54.200 nghìn đồng/người/năm",
        "Dự họp có 12/15 đại biểu, vắng 3 đại biểu.",
        "Huy động 2 tỷ đồng, gồm: tỉnh 1,2 tỷ đồng (xi măng 0,7 tỷ đồng), xã 800 triệu đồng.",
        "Có 18,4/23 km đường trục được cứng hóa, đạt 80%.",
        "Bê tông hóa 3,6 km đường, trong đó thôn Tiến 1,2 km, thôn Lợi 1,5 km.",
        "Thu nhập 49,5 triệu đồng/người/năm, tăng 3,5 triệu đồng so với năm 2022 (46 triệu đồng)",
        "Hộ nghèo giảm từ 21,5% năm 2022 xuống 17,2% năm 2023, giảm 4,3 điểm phần trăm.",
        "Có 45 hộ thoát nghèo, trong đó 30 hộ Khmer, 20 hộ có vốn vay.",
        "Xây 1 nhà văn hóa 2 tầng gồm 2 phòng và 1 hội trường; 3 tổ gồm 4 người và 1 tổ trưởng.",
        "Có 6 tổ chức kinh tế tập thể, gồm 2 hợp tác xã và 4 tổ hợp tác.",
        "Được giao 4,8 tỷ đồng, đã giải ngân 4,2 tỷ đồng.",
        "Hợp nhất từ 3 xã Đồng Lương, Điêu Lương và Lương Sơn.",
        "Có 3 sản phẩm OCOP: gạo và nếp Tú Lệ, mắm cá lóc, bánh tét.",
        "Năm 2024 giảm 47 hộ nghèo, vượt chỉ tiêu huyện giao (45 hộ).",
        "Tỷ lệ hộ nghèo 4,2%, vượt kế hoạch (4,5%); thu 112%, vượt kế hoạch năm 2024.",
        "Có 1.872 hộ; trong đó hộ dân tộc thiểu số 1.020 hộ, hộ Kinh 852 hộ.",
        "Cà phê 1.250 ha, năng suất 25 tạ/ha, sản lượng 3.125 tấn.",
        "Xã có 4 ấp, 3.120 hộ, bình quân 780 hộ/ấp; 960 hộ, 3.544 nhân khẩu, bình quân 4 khẩu/hộ.",
        "Thu ngân sách đạt 4,2 tỷ đồng, bằng 60% dự toán năm (7 tỷ đồng).",
        "Trồng 3.600 cây, trong đó Hội Nông dân 1.500 cây, Hội Phụ nữ 1.200 cây.",
        "Lắp 120 bóng đèn, đơn giá 2,5 triệu đồng/bóng, thành tiền 300 triệu đồng.",
        "Bê tông hóa tuyến đường dài 2,5 km (2.500 m), vốn 1,2 tỷ đồng (1.200 triệu đồng).",
        "Có 530 hộ đăng ký sử dụng nước sạch, trong đó 512 hộ đã được đấu nối.",
        "Ban gồm 15 thành viên, trong đó 1 trưởng ban, 2 phó trưởng ban và 12 ủy viên.",
        "Cơ cấu cây trồng: lúa 60%, ngô 30%, lạc 25% diện tích luân canh.",
    ],
)
def test_counts_that_do_and_what_is_none(text) -> None:
    assert not list(count_faults(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tiêu chí số 14 (Giao thông)", [(14, "Giao thông")]),
        ("tiêu chí số 3 về thủy lợi, tiêu chí số 5", [(3, "thủy lợi"), (5, "")]),
        ("tiêu chí 17: Môi trường", [(17, "Môi trường")]),
        ("tiêu chí 13.2 đạt", []),
        ("các tiêu chí 2, 6 và 12 còn thấp", [(2, ""), (6, ""), (12, "")]),
        ("tiêu chí 5 không, 3 sạch", []),
        ("tiêu chí 4 và 15% số hộ", [(4, "")]),
        ("đạt 11/19 tiêu chí", []),
    ],
)
def test_criteria_by_number_and_name(text, found) -> None:
    assert list(criteria_in(text)) == found


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Trường học", "bộ ghi “Văn hóa”"),
        ("Môi trường", "bộ ghi Môi trường là số 17"),
        ("Văn hóa", ""),
    ],
)
def test_a_criterion_by_the_name_of_another_or_of_none(name, fault) -> None:
    found = _name_fault(6, name, {6: ["Văn hóa"], 17: ["Môi trường"]}, {})
    assert fault in found
    assert bool(found) == bool(fault)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xã đã đạt 11/19 tiêu chí", [(11, 19)]),
        ("hiện có 7/10 tiêu chí đạt", [(7, 10)]),
        ("phấn đấu đạt 19/19 tiêu chí", []),
    ],
)
def test_how_many_are_said_to_be_met(text, found) -> None:
    assert list(shares_met(text)) == found


def test_totals_of_money() -> None:
    assert list(totals_in("Tổng kinh phí dự kiến: 3,2 tỷ đồng, trong đó dân 1 tỷ.")) == [
        "3,2 tỷ đồng"
    ]
    assert list(totals_in("Dân góp 200 triệu đồng")) == []
    assert list(totals_in("- Nhà văn hóa: tổng mức 850 triệu đồng")) == []
    assert list(totals_in("- Xây nhà văn hóa, tổng mức đầu tư 920 triệu đồng")) == []
    assert list(totals_in("- Năm 2024, tổng kinh phí 3 tỷ đồng")) == ["3 tỷ đồng"]
    assert list(totals_in("- Kinh phí: tổng mức 850 triệu đồng")) == ["850 triệu đồng"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đ/c Hoa và ông Lại Văn Chiến tuần tra", ["Hoa", "Lại Văn Chiến"]),
        ("Công chức VH-XH Nguyễn Văn Khoa mở lớp", ["Nguyễn Văn Khoa"]),
        ("Sửa Trường Tiểu học Nguyễn Văn Trỗi, đường Lê Thị Riêng", []),
    ],
)
def test_persons_by_title_or_full_name(text, found) -> None:
    assert list(dict.fromkeys(persons_in(text))) == found


def test_what_a_text_calls_met_or_not() -> None:
    text = "Tiêu chí số 18 (Hệ thống chính trị) chưa đạt; TC 5 đã đạt; tiêu chí 7 đã đạt 3 chỉ tiêu"
    assert list(states_in(text)) == [(18, False), (5, True)]


def test_villages_of_a_list() -> None:
    text = "Camera tại các xóm Đông Yên, Làng Rào và Phú Hạ, Hội Nông dân giám sát; xóm Tân, Ba Vì"
    assert [name for _, name in places_in(text)] == ["Đông Yên", "Làng Rào", "Phú Hạ", "Tân"]


def test_codes_in_brackets_are_those_of_the_criterion() -> None:
    text = "Mua thiết bị (6.4) trước lễ (30.4) theo mục 6.9"
    assert list(codes_in(text, 6)) == ["6.9", "6.4"]
    assert list(codes_in(text)) == ["6.9"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sửa đường thôn trung tâm, xóm đông hạ", ["trung tâm", "đông hạ"]),
        ("Đường nối các thôn trung tâm với chợ; thôn trung tâm xã; thôn đông dân", []),
    ],
)
def test_villages_without_capitals(text, found) -> None:
    assert [name for _, name in small_places_in(text)] == found


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Họp thứ Hai, ngày 15/11/2025", True),
        ("Họp thứ Bảy ngày 15/11", False),
        ("Chủ nhật (16/11/2025), chủ nhật 15/11/2025", True),
        ("Tiêu chí thứ hai đạt 15/11 chỉ tiêu; thứ 2, ngày 31/2/2025", False),
    ],
)
def test_the_weekday_beside_a_day(text, is_wrong) -> None:
    assert bool(list(weekday_faults(text, 2025))) == is_wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gửi báo cáo trước ngày 31/9/2026", ["31/9/2026"]),
        ("Họp ngày 30/2; đo đạc xong 31/6/2026.", ["30/2", "31/6/2026"]),
        ("Trực ngày 24/24 giờ, 31/40 hộ; Quyết định 16/2023/QĐ-UBND ngày 29/02/2024", []),
    ],
)
def test_days_that_are_in_no_calendar(text, found) -> None:
    assert list(days_of_no_calendar(text, 2026)) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tráng nhựa đường Suối Ông Hùng, chợ Bà Chiểu", []),
        ("Giao ông Hùng, bà Lài 260 triệu đồng", ["Hùng", "Lài"]),
        ("Đồng chí Hùng 2 phụ trách", ["Hùng 2"]),
        ("Nạo vét kinh Bà Đồ 1,5 km; bà Lài 1,5 triệu đồng", ["Lài"]),
        ("Ai làm: ông Pan\nBao giờ xong: tháng 6", ["Pan"]),
    ],
)
def test_a_place_named_after_a_person_names_nobody(text, names) -> None:
    assert list(persons_in(text)) == names


@pytest.mark.parametrize(
    ("unit", "word"), [("triệu đồng/người/năm", "triệu"), ("%", "%"), ("/", "%"), ("", "%")]
)
def test_a_unit_is_named_by_its_first_word_whatever_was_typed(unit: str, word: str) -> None:
    assert head_of_unit(unit) == word
    assert len(figures_in(f"hiện đạt 41{word}", unit)) == 1
