"""Four plans of other provinces: with tables, targets of villages, charges, and the set of 2026."""

from datetime import date

from criteria.enums import IndicatorKind
from tasks.models import Meeting, ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import STANDS, Spec, Work

P, N, C, Y = (
    IndicatorKind.PERCENT,
    IndicatorKind.NUMBER,
    IndicatorKind.COUNT,
    IndicatorKind.BOOLEAN,
)
# The ten criteria of 2026 as a province may refine them.
OF_2026 = [
    (1, "Quy hoạch", [("1.1", "Quy hoạch chung được công bố, cắm mốc", Y, "", "", "")]),
    (2, "Hạ tầng kinh tế - xã hội", [
        ("2.1", "Tỷ lệ đường thôn được cứng hóa", P, "%", "gte", "95"),
        ("2.4", "Tỷ lệ hộ sử dụng điện an toàn", P, "%", "gte", "99"),
    ]),
    (3, "Phát triển kinh tế nông thôn", [
        ("3.1", "Tốc độ tăng thu nhập bình quân đầu người", P, "%/năm", "gte", "9.5"),
        ("3.6", "Hợp tác xã hoạt động hiệu quả", C, "hợp tác xã", "gte", "1"),
    ]),
    (4, "Đào tạo nguồn nhân lực nông thôn", [
        ("4.1", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", P, "%", "gte", "35"),
    ]),
    (5, "Văn hóa, giáo dục, y tế", [
        ("5.1", "Tỷ lệ thôn đạt chuẩn văn hóa", P, "%", "gte", "90"),
        ("5.4", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "96"),
    ]),
    (6, "Giảm nghèo và an sinh xã hội", [("6.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "2")]),
    (7, "Khoa học công nghệ và chuyển đổi số", [
        ("7.1", "Tỷ lệ dân số có sổ sức khỏe điện tử", P, "%", "gte", "80"),
    ]),
    (8, "Môi trường và cảnh quan nông thôn", [
        ("8.1", "Tỷ lệ hộ dùng nước sạch theo quy chuẩn", P, "%", "gte", "90"),
        ("8.2", "Tỷ lệ hộ phân loại rác tại nguồn", P, "%", "gte", "60"),
    ]),
    (9, "Xây dựng hệ thống chính trị và hành chính công", [
        ("9.1", "Tỷ lệ hồ sơ giải quyết trực tuyến", P, "%", "gte", "80"),
    ]),
    (10, "Tiếp cận pháp luật và an ninh, quốc phòng", [
        ("10.1", "Không có vụ việc phức tạp về an ninh, trật tự", Y, "", "", ""),
    ]),
]  # fmt: skip
STANDS_2026 = {
    "1.1": ("met", None), "2.1": ("met", "98"), "2.4": ("met", "100"), "3.1": ("met", "10"),
    "3.6": ("met", "2"), "4.1": ("met", "38.2"), "5.1": ("met", "100"), "5.4": ("not_met", "94.1"),
    "6.1": ("met", "1.2"), "7.1": ("not_met", "66"), "8.1": ("met", "97"),
    "8.2": ("not_met", "47"), "9.1": ("met", "88"), "10.1": ("met", None),
}  # fmt: skip

THANH_BINH = Spec(
    "Tây Ninh", "", "Thạnh Bình Đông", "ấp",
    ["Tân Hòa", "Bàu Gõ", "Suối Ông Hùng", "Thạnh Lộc"],
    2026, date(2026, 9, 21),
    {
        "chair": ("Đặng Hoàng Khải", "Chủ tịch UBND xã"),
        "vice": ("Tống Thị Bích Liễu", "Phó Chủ tịch UBND xã"),
        "land": ("Nguyễn Phước Tài", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Trương Mỹ Duyên", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Lưu Quốc Bửu", "Trưởng Trạm Y tế xã"),
        "left": ("Kiều Văn Sơn", "Nguyên chuyên viên Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "front": "Ủy ban MTTQ Việt Nam xã", "economy": "Phòng Kinh tế xã",
     "coop": "Hợp tác xã Mãng cầu Bàu Gõ"},
    "QĐ 42/2026/QĐ-UBND", "DNB",
    stands=STANDS | {"6.2": ("not_met", "75"), "10.1": ("met", "81"), "18.1": ("met", "90")},
    work=(
        Work("Lập hồ sơ OCOP mãng cầu Bàu Gõ", 13, "coop", "trước ngày 30/10/2026", "13.2"),
        Work("Lập sổ khám chữa bệnh điện tử lưu động tại các ấp", 14, "health",
             "trong tháng 10/2026", "14.3"),
        Work("Cấp thùng rác hai ngăn cho hộ gia đình", 17, "women", "tháng 11/2026", "17.2"),
        Work("Giúp ấp Thạnh Lộc đạt chuẩn văn hóa", 6, "culture", "tháng 11/2026", "6.2"),
        Work("Tráng nhựa 1,8 km đường Suối Ông Hùng", 2, "economy", "tháng 10/2026"),
    ),
)  # fmt: skip
MAI_HA = Spec(
    "Quảng Bình", "Lệ Thủy", "Mai Thủy Hạ", "thôn", ["Lộc An", "Châu Xá", "Xuân Lai"],
    2024, date(2024, 10, 10),
    {
        "chair": ("Hoàng Văn Thưởng", "Chủ tịch UBND xã"),
        "vice": ("Dương Đình Tuyến", "Phó Chủ tịch UBND xã"),
        "land": ("Phan Xuân Bổng", "Công chức Địa chính - Nông nghiệp"),
        "culture": ("Trần Thị Lài", "Công chức Văn hóa - Xã hội"),
        "health": ("Võ Thị Hường", "Trạm trưởng Trạm Y tế"),
        "police": ("Võ Minh Trực", "Trưởng Công an xã"),
        "left": ("Lê Đăng Khoa", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội LHPN xã", "farmers": "Hội Nông dân xã", "youth": "Đoàn xã",
     "veterans": "Hội CCB xã", "front": "UBMTTQ xã"},
    "QĐ 25/2022/QĐ-UBND", "BTB",
    stands=STANDS | {"10.1": ("met", "54.2"), "18.1": ("met", "68")},
    work=(
        Work("Hoàn thiện hồ sơ OCOP bánh lọc Xuân Lai", 13, "farmers", "trong tháng 11/2024",
             "13.2"),
        Work("Tạo lập sổ sức khỏe điện tử cho người dân", 14, "health", "tháng 11/2024", "14.3"),
        Work("Đào hố ủ rác tại vườn hộ", 17, "women", "trước 15/11/2024", "17.2", support="youth"),
        Work("Phát quang hành lang đường liên thôn", 2, "veterans", "tháng 10/2024"),
    ),
)  # fmt: skip
NAM_KHAO = Spec(
    "Lai Châu", "", "Nậm Khao Hạ", "bản", ["Nậm Xe", "Pa Tết", "Huổi Cuổng", "Nậm Phìn"],
    2025, date(2025, 10, 20),
    {
        "chair": ("Lý Phừ Xá", "Chủ tịch UBND xã"),
        "vice": ("Pờ Thị Hoan", "Phó Chủ tịch UBND xã"),
        "land": ("Đao Văn Khánh", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Lò Thị Dịu", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Tống Văn Pâng", "Trạm trưởng Trạm Y tế"),
        "left": ("Khoàng Văn Vệ", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "economy": "Phòng Kinh tế xã", "social": "Phòng Văn hóa - Xã hội xã",
     "youth": "Đoàn Thanh niên xã"},
    "QĐ 913/QĐ-UBND", "TDMNPB",
    stands=STANDS | {"10.1": ("met", "51.8"), "18.1": ("met", "57")},
    work=(
        Work("Lập hồ sơ OCOP miến dong Pa Tết", 13, "farmers", "trước 31/10/2025", "13.2"),
        Work("Lập sổ khám chữa bệnh điện tử", 14, "health", "tháng 11/2025", "14.3"),
        Work("Xây 80 hố rác hai ngăn", 17, "women", "tháng 11/2025", "17.2"),
        Work("Sửa đường nội bản Huổi Cuổng", 2, "economy", "tháng 10/2025"),
    ),
)  # fmt: skip
LAC_VE = Spec(
    "Bắc Ninh", "", "Lạc Vệ Thượng", "thôn",
    ["Xuân Hội", "Đồng Xép", "Nội Viên", "Hương Vân"],
    2026, date(2026, 11, 9),
    {
        "chair": ("Nguyễn Danh Hậu", "Chủ tịch UBND xã"),
        "vice": ("Ngô Thị Khuyên", "Phó Chủ tịch UBND xã"),
        "land": ("Đỗ Trọng Bách", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Nguyễn Thúy Nga", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Trịnh Bá Lâm", "Trưởng Trạm Y tế xã"),
        "left": ("Vũ Đức Quảng", "Nguyên Trưởng Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "veterans": "Hội Cựu chiến binh xã", "economy": "Phòng Kinh tế xã",
     "front": "Ủy ban MTTQ Việt Nam xã"},
    "QĐ 58/2026/QĐ-UBND", "DBSH", tier="NTM", criteria=OF_2026, stands=STANDS_2026, second=6,
    target=("Có ít nhất 1 hợp tác xã hoạt động hiệu quả", 3, "hợp tác xã"),
    work=(
        Work("Vận động người dân tham gia bảo hiểm y tế hộ gia đình", 5, "culture",
             "trước ngày 30/11/2026", "5.4", support="front"),
        Work("Cập nhật sổ sức khỏe điện tử", 7, "health", "tháng 11/2026", "7.1"),
        Work("Hướng dẫn phân loại rác tại bốn thôn", 8, "women", "trước 25/11/2026", "8.2"),
        Work("Sơn kẻ vạch đường Nội Viên", 2, "economy", "tháng 10/2026",
             done=date(2026, 10, 21)),
    ),
)  # fmt: skip


def of_thanh_binh(m: Made) -> None:
    m.text("resources", "- Phụ lục 1, kinh phí (triệu đồng): Tân Hòa 210; Bàu Gõ 180; Suối Ông "
           "Hùng 260; Thạnh Lộc 150; tổng cộng 800.")  # fmt: skip
    m.text("achievements", "- 3/4 ấp đạt chuẩn văn hóa; 1.236/1.545 hộ (80%) có đồng hồ nước.")


def of_mai_ha(m: Made) -> None:
    m.text("opening", "Xã Mai Thủy Hạ có 3 thôn, 637 hộ: Lộc An 212 hộ, Châu Xá 185 hộ, Xuân Lai "
           "240 hộ.")  # fmt: skip
    Meeting.objects.create(
        unit=m.unit, held_on=date(2024, 9, 10), name="Giao ban nông thôn mới tháng 9",
        rhythm="monthly", place="Hội trường UBND xã", chaired_by=m.people["chair"],
        secretary=m.people["culture"], summary="Dự họp có 14/15 đại biểu, vắng 1 có lý do.",
    )  # fmt: skip


def of_nam_khao(m: Made) -> None:
    m.money("Đường nội bản Huổi Cuổng", 1_200_000_000,
            {"central": 900_000_000, "province": 300_000_000}, words="1,2 tỷ đồng")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan, order=3, who="Phòng Kinh tế xã", report_to="UBND xã",
        text="Tiến độ giải ngân", rhythm_words="trước ngày 20 hằng tháng",
    )  # fmt: skip


def of_lac_ve(m: Made) -> None:
    m.text("achievements", "- Thu nhập bình quân tăng từ 70 lên 77 triệu đồng, tăng 10%.\n- Đã đạt "
           "7/10 tiêu chí, còn 3 tiêu chí chưa đạt.")  # fmt: skip
