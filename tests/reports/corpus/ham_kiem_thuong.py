"""A commune of the dry coast in 2026, judged by ten criteria: what is right there."""

from datetime import date
from decimal import Decimal

from tasks.models import Attendance, Meeting
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

CRITERIA = [
    (1, "Quy hoạch", [("1.1", "Có quy hoạch chung xã được phê duyệt và công bố", Y, "", "", "")]),
    (2, "Hạ tầng kinh tế - xã hội", [
        ("2.1", "Tỷ lệ đường trục thôn được cứng hóa", P, "%", "gte", "90"),
        ("2.3", "Tỷ lệ hộ sử dụng điện an toàn", P, "%", "gte", "99"),
    ]),
    (3, "Phát triển kinh tế nông thôn", [
        ("3.1", "Tốc độ tăng thu nhập bình quân đầu người", P, "%", "gte", "9.5"),
        ("3.6", "Hợp tác xã hoạt động hiệu quả", C, "hợp tác xã", "gte", "1"),
        ("3.7", "Sản phẩm OCOP từ 3 sao trở lên", C, "sản phẩm", "gte", "2"),
    ]),
    (4, "Đào tạo nguồn nhân lực nông thôn", [
        ("4.1", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", P, "%", "gte", "35"),
    ]),
    (5, "Văn hóa, giáo dục, y tế", [
        ("5.1", "Tỷ lệ thôn được công nhận thôn văn hóa", P, "%", "gte", "80"),
        ("5.2", "Tỷ lệ dân số tham gia bảo hiểm y tế", P, "%", "gte", "95"),
        ("5.4", "Trạm y tế xã đạt Bộ tiêu chí quốc gia về y tế", Y, "", "", ""),
    ]),
    (6, "Giảm nghèo và an sinh xã hội", [
        ("6.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "3"),
        ("6.2", "Số nhà tạm, nhà dột nát", C, "nhà", "lte", "0"),
    ]),
    (7, "Khoa học công nghệ và chuyển đổi số", [
        ("7.1", "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến", P, "%", "gte", "80"),
        ("7.2", "Số điểm Internet miễn phí ở nhà văn hóa thôn", C, "điểm", "gte", "3"),
    ]),
    (8, "Môi trường và cảnh quan nông thôn", [
        ("8.1", "Tỷ lệ hộ được sử dụng nước sạch theo quy chuẩn", P, "%", "gte", "60"),
        ("8.2", "Tỷ lệ chất thải rắn sinh hoạt được thu gom", P, "%", "gte", "85"),
        ("8.4", "Tỷ lệ hộ phân loại chất thải rắn tại nguồn", P, "%", "gte", "50"),
    ]),
    (9, "Xây dựng hệ thống chính trị và hành chính công", [
        ("9.1", "Mức độ hài lòng của người dân", N, "%", "gte", "85"),
    ]),
    (10, "Tiếp cận pháp luật và an ninh, quốc phòng", [
        ("10.1", "Xã an toàn về an ninh, trật tự", Y, "", "", ""),
    ]),
]  # fmt: skip
STANDS = {
    "1.1": ("met", None), "2.1": ("met", "93.4"), "2.3": ("met", "99.8"), "3.1": ("met", "10.2"),
    "3.6": ("met", "2"), "3.7": ("not_met", "1"), "4.1": ("met", "37.5"), "5.1": ("not_met", "60"),
    "5.2": ("met", "95.6"), "5.4": ("met", None), "6.1": ("met", "2.1"), "6.2": ("met", "0"),
    "7.1": ("met", "86"), "7.2": ("met", "4"), "8.1": ("met", "68"), "8.2": ("met", "88.7"),
    "8.4": ("not_met", "41"), "9.1": ("met", "91"), "10.1": ("met", None),
}  # fmt: skip
VILLAGE = [
    (1, "Giao thông thôn", [("1", "Tỷ lệ đường ngõ được cứng hóa", P, "%", "gte", "85")]),
    (2, "Nhà sinh hoạt cộng đồng", [("2", "Có nhà sinh hoạt cộng đồng đạt chuẩn", Y, "", "", "")]),
    (3, "Vệ sinh, cảnh quan", [("3", "Tỷ lệ hộ có hàng rào xanh", P, "%", "gte", "70")]),
    (4, "An ninh", [("4", "Thôn không có tội phạm nghiêm trọng", Y, "", "", "")]),
]
SPEC = Spec(
    "Lâm Đồng", "", "Hàm Kiệm Thượng", "thôn",
    ["Dân Hiệp", "Phú Sơn 1", "Ku Kê", "Lò Gốm", "Bàu Trắng"],
    2026, date(2026, 9, 21),
    {
        "chair": ("Nguyễn Hữu Tường", "Chủ tịch UBND xã"),
        "vice": ("K' Thị Mai Linh", "Phó Chủ tịch UBND xã"),
        "land": ("Đặng Quốc Vinh", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Thông Thị Kiều", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Bùi Đình Luân", "Trưởng Trạm Y tế xã"),
        "left": ("Mang Văn Tới", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "front": "Ủy ban MTTQ Việt Nam xã", "economy": "Phòng Kinh tế xã",
     "social": "Phòng Văn hóa - Xã hội xã", "coop": "Hợp tác xã Thanh long Dân Hiệp"},
    "QĐ 41/2026/QĐ-UBND", "DHNTB", tier="NTM", second=5,
    criteria=CRITERIA, village_criteria=VILLAGE, stands=STANDS,
    village_stands={"1": ("met", "90"), "2": ("met", None), "3": ("not_met", "55"),
                    "4": ("met", None)},
    work=(
        Work("Hoàn thiện hồ sơ công nhận OCOP nước cốt thanh long", 3, "coop",
             "trước ngày 31/10/2026", "3.7", support="economy"),
        Work("Vận động các gia đình đăng ký, bình xét gia đình văn hóa", 5, "social",
             "trong tháng 11/2026", "5.1", support="front"),
        Work("Cấp 300 sọt rác hai màu, hướng dẫn hộ phân loại rác", 8, "women",
             "đến hết tháng 10/2026", "8.4"),
        Work("Phát quang, nạo vét 3,5 km rãnh thoát nước trục thôn Ku Kê", 2, "economy",
             "trong tháng 10/2026", village="Ku Kê"),
        Work("Mở 02 lớp dạy nghề chăm sóc cây thanh long, mỗi lớp 30 học viên", 4, "farmers",
             "quý II/2026", done=date(2026, 6, 19)),
    ),
    target=("Có thêm ít nhất 1 sản phẩm OCOP được công nhận", 3, "sản phẩm"),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd there and is right."""
    m.text(
        "opening",
        "Hàm Kiệm Thượng có 5 thôn, 1.750 hộ với 6.480 khẩu: thôn Dân Hiệp 420 hộ, "
        "thôn Phú Sơn 1 385 hộ, thôn Ku Kê 310 hộ, thôn Lò Gốm 275 hộ, thôn Bàu Trắng 360 hộ.",
    )
    m.text(
        "achievements",
        "- Đến 15/12/2025 xã đạt 7/10 tiêu chí; còn 3 tiêu chí chưa đạt là số "
        "3, 5 và 8.\n- Thu nhập tăng 10,2% so với năm trước; 3/5 thôn là thôn văn hóa (60%).\n"
        "- Huy động 2.450 triệu đồng: ngân sách tỉnh 1.300 triệu đồng, ngân sách xã 750 triệu "
        "đồng, nhân dân 400 triệu đồng.",
    )
    m.text(
        "resources",
        "- Ưu tiên vốn sự nghiệp cho phân loại rác; mức hỗ trợ 150.000 đồng/sọt "
        "theo nghị quyết của HĐND xã.\n- Công khai thu, chi tại 5 nhà văn hóa thôn.",
    )
    m.text(
        "implementation",
        "- Đồng chí Nguyễn Hữu Tường, Chủ tịch UBND xã phụ trách các tiêu chí "
        "1, 2, 3, 4.\n- Đồng chí K' Thị Mai Linh, Phó Chủ tịch UBND xã phụ trách các tiêu chí "
        "từ 5 đến 10.\n- Trưởng các thôn họp dân mỗi quý một lần.",
    )
    _rows(m)


def _rows(m: Made) -> None:
    m.target(
        "Tỷ lệ hộ phân loại rác tại nguồn đạt từ 55% trở lên",
        8,
        comparator="gte",
        unit_words="%",
        indicator=m.results["8.4"].indicator,
        value=Decimal(55),
    )
    held = Meeting.objects.create(
        unit=m.unit,
        held_on=date(2026, 9, 4),
        name="Giao ban tháng 9",
        rhythm="monthly",
        place="Hội trường UBND xã",
        chaired_by=m.people["chair"],
        secretary=m.people["land"],
    )
    for who in ("chair", "vice", "land"):
        Attendance.objects.create(meeting=held, official=m.people[who], is_present=True)
