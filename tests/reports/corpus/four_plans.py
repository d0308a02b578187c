"""Four communes more, judged by the set of the first three: their people and the year's work."""

from datetime import date
from decimal import Decimal

from tasks.models import ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import STANDS, Spec, Work

HUNG_MY = Spec(
    "Cà Mau", "", "Hưng Mỹ Đông", "ấp",
    ["Cái Rắn", "Rau Dừa", "Lộ Xe", "Thị Tường A"],
    2026, date(2026, 9, 7),
    {
        "chair": ("Quách Văn Tiển", "Chủ tịch UBND xã"),
        "vice": ("Lữ Ngọc Hân", "Phó Chủ tịch UBND xã"),
        "land": ("Trịnh Hoài Phong", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Dương Kim Thoa", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Hồng Quốc Sử", "Trưởng Trạm Y tế xã"),
        "left": ("Tô Minh Đương", "Nguyên chuyên viên Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "front": "Ủy ban MTTQ Việt Nam xã", "economy": "Phòng Kinh tế xã",
     "coop": "Hợp tác xã Tôm - Lúa Rau Dừa"},
    "QĐ 77/2026/QĐ-UBND", "DBSCL",
    stands=STANDS | {"6.2": ("not_met", "75"), "10.1": ("met", "66.5"), "18.1": ("met", "82")},
    work=(
        Work("Lập hồ sơ OCOP cho tôm khô Rau Dừa", 13, "coop", "trước 30/10/2026", "13.2",
             support="economy"),
        Work("Lập sổ khám chữa bệnh điện tử tại 4 ấp", 14, "health", "hết tháng 10/2026", "14.3"),
        Work("Vận động hộ dân phân loại rác, ủ phân hữu cơ", 17, "women", "tháng 11/2026", "17.2",
             support="front"),
        Work("Gia cố 2,4 km bờ bao ngăn mặn", 2, "land", "trước mùa khô, chậm nhất 30/11/2026"),
        Work("Tặng 30 phần quà cho hộ nghèo dịp Tết Nguyên đán Bính Ngọ 2026", 11, "front",
             "tháng 02/2026", done=date(2026, 2, 12)),
    ),
)  # fmt: skip
SON_BANG = Spec(
    "Hà Tĩnh", "Hương Sơn", "Sơn Bằng Hạ", "thôn",
    ["Kim Thành", "Phúc Đình", "Đông Hà", "Cầu Kè", "Xóm Trại"],
    2024, date(2024, 9, 20),
    {
        "chair": ("Trần Quốc Hường", "Chủ tịch UBND xã"),
        "vice": ("Đặng Thị Thùy", "Phó Chủ tịch UBND xã"),
        "land": ("Lê Khánh Toàn", "Công chức Địa chính - Nông nghiệp"),
        "culture": ("Cao Thị Ái", "Công chức Văn hóa - Xã hội"),
        "health": ("Phạm Lê Nghĩa", "Trạm trưởng Trạm Y tế"),
        "left": ("Hồ Viết Lam", "Nguyên Trưởng Công an xã"),
    },
    {"women": "Hội LHPN xã", "farmers": "Hội Nông dân xã", "youth": "Đoàn xã",
     "veterans": "Hội CCB xã", "front": "UBMTTQ xã"},
    "QĐ 36/2022/QĐ-UBND", "BTB", second=13,
    stands=STANDS | {"2.2": ("met", "88"), "6.2": ("met", "80"), "10.1": ("met", "54.2")},
    work=(
        Work("Hoàn thiện hồ sơ OCOP mật ong Kim Thành", 13, "farmers", "trong tháng 11/2024",
             "13.2"),
        Work("Tạo lập sổ sức khỏe điện tử", 14, "health", "quý III/2024", "14.3"),
        Work("Xây bể ủ rác hữu cơ tại hộ", 17, "women", "trước 15/11/2024", "17.2",
             support="youth"),
        Work("Làm rãnh thoát nước thôn Cầu Kè", 2, "veterans", "tháng 10/2024", village="Cầu Kè"),
        Work("Phục dựng lễ hội đình Phúc Đình", 6, "culture", "tháng 3/2024",
             done=date(2024, 3, 24)),
    ),
)  # fmt: skip
CHIENG_KHAY = Spec(
    "Sơn La", "", "Chiềng Khay Nọi", "bản",
    ["Nà Mùn", "Có Nọi", "Phiêng Bay", "Co Que", "Ít Ta Bót"],
    2025, date(2025, 10, 6),
    {
        "chair": ("Lò Văn Hặc", "Chủ tịch UBND xã"),
        "vice": ("Quàng Thị Doan", "Phó Chủ tịch UBND xã"),
        "land": ("Cà Văn Pâng", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Tòng Thị Yêu", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Hoàng Văn Xôm", "Trạm trưởng Trạm Y tế"),
        "left": ("Lường Văn Ún", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "economy": "Phòng Kinh tế xã", "social": "Phòng Văn hóa - Xã hội xã",
     "coop": "Hợp tác xã Xoài Có Nọi"},
    "QĐ 1688/QĐ-UBND", "TDMNPB",
    stands=STANDS | {"10.1": ("met", "52.7"), "11.1": ("met", "3.6"), "18.1": ("met", "59")},
    work=(
        Work("Chứng nhận OCOP cho xoài sấy Có Nọi", 13, "coop", "trước 31/10/2025", "13.2"),
        Work("Lập sổ khám chữa bệnh điện tử lưu động", 14, "health", "hết quý III/2025", "14.3"),
        Work("Làm 260 hố rác hai ngăn ở 5 bản", 17, "women", "tháng 11/2025", "17.2"),
        Work("Cắm 40 biển chỉ dẫn vào bản", 2, "economy", "tháng 10/2025"),
        Work("Tổ chức Ngày hội Đại đoàn kết 18/11", 6, "culture", "18/11/2025"),
    ),
)  # fmt: skip
YEN_PHU = Spec(
    "Hưng Yên", "", "Yên Phú Thượng", "thôn",
    ["Từ Hồ", "Mễ Hạ", "Trai Trang", "Vân Mạc"],
    2026, date(2026, 10, 12),
    {
        "chair": ("Đỗ Hữu Nhân", "Chủ tịch UBND xã"),
        "vice": ("Vũ Thị Quyến", "Phó Chủ tịch UBND xã"),
        "land": ("Luyện Xuân Thiêm", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Chu Thị Hòe", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Nguyễn Khắc Ước", "Trưởng Trạm Y tế xã"),
        "left": ("Lê Quý Dục", "Nguyên Trưởng Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "veterans": "Hội Cựu chiến binh xã", "economy": "Phòng Kinh tế xã",
     "school": "Trường THCS Yên Phú"},
    "QĐ 61/2026/QĐ-UBND", "DBSH",
    stands=STANDS | {"10.1": ("met", "74"), "17.2": ("not_met", "44"), "18.1": ("met", "98")},
    work=(
        Work("Xét, đề nghị phân hạng OCOP nghệ Yên Phú", 13, "farmers", "trước 15/11/2026",
             "13.2"),
        Work("Cập nhật sổ sức khỏe điện tử cho học sinh", 14, "health", "tháng 10/2026", "14.3",
             support="school"),
        Work("Thí điểm phân loại rác tại 2/4 thôn, 2 thôn còn lại làm năm sau", 17, "women",
             "tháng 11/2026", "17.2"),
        Work("Sơn lại vạch giảm tốc trước cổng trường", 2, "land", "trước khai giảng, 04/9/2026",
             done=date(2026, 9, 3)),
    ),
)  # fmt: skip


def of_hung_my(m: Made) -> None:
    m.text("achievements", "- 3/4 ấp đạt chuẩn văn hóa; ấp Thị Tường A chưa đạt.\n- Thu nhập bình "
           "quân đầu người 66,5 triệu đồng.")  # fmt: skip
    m.cite("51/2025/QĐ-TTg", "Bộ tiêu chí quốc gia về nông thôn mới giai đoạn 2026 - 2030",
           date(2025, 12, 29), "Thủ tướng Chính phủ")  # fmt: skip
    m.task("Giúp ấp Thị Tường A giữ danh hiệu văn hóa", 6, "culture", "tháng 11/2026", code="6.2")


def of_son_bang(m: Made) -> None:
    m.text("shortcomings", "- 01/5 thôn chưa đạt chuẩn văn hóa; công tác tuyên truyền có lúc chưa "
           "kịp thời.")  # fmt: skip
    m.money("Rãnh thoát nước thôn Cầu Kè", 640_000_000,
            {"province": 400_000_000, "commune": 140_000_000, "people": 100_000_000},
            words="640 triệu đồng")  # fmt: skip


def of_chieng_khay(m: Made) -> None:
    m.text("organisation", "- Trưởng các bản báo cáo tiến độ với Phòng Kinh tế xã trước ngày 25 "
           "hằng tháng.")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan, order=3, who="Trưởng các bản", report_to="Phòng Kinh tế xã",
        text="Tiến độ làm hố rác", rhythm_words="trước ngày 25 hằng tháng",
    )  # fmt: skip


def of_yen_phu(m: Made) -> None:
    m.text("achievements", "- Thu nhập bình quân tăng từ 69,8 lên 74 triệu đồng/người/năm; tỷ lệ "
           "hộ phân loại rác đạt 44%.")  # fmt: skip
    m.target("Tỷ lệ hộ phân loại rác từ 50% trở lên", 17, comparator="gte", unit_words="%",
             indicator=m.results["17.2"].indicator, value=Decimal(50))  # fmt: skip
