"""Trà Khê Thượng, Quảng Ngãi, 2026, and Vân Mộng Sơn, Lạng Sơn, 2024, with their faults."""

from datetime import date

from tasks.models import Recipient, ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import Spec, Work

TRA_KHE = Spec(
    "Quảng Ngãi", "", "Trà Khê Thượng", "thôn", ["Nước Nia", "Gò Rô", "Đông Phước", "Tà Vay"],
    2026, date(2026, 9, 3),
    {
        "chair": ("Hồ Văn Thế", "Chủ tịch UBND xã"),
        "vice": ("Đinh Thị Hương Trà", "Phó Chủ tịch UBND xã"),
        "land": ("Phạm Viết Thông", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Nguyễn Thị Ái Liên", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Bùi Tấn Lực", "Trưởng Trạm Y tế xã"),
        "left": ("Hồ Văn Dệt", "Nguyên chuyên viên Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "economy": "Phòng Kinh tế xã", "front": "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
     "youth": "Đoàn TNCS Hồ Chí Minh xã",
     "coop": "Hợp tác xã Quế Trà Khê"},
    "QĐ 812/QĐ-UBND", "DHNTB",
    work=(
        Work("Lập hồ sơ đánh giá, phân hạng sản phẩm OCOP tinh dầu quế", 13, "coop",
             "trước ngày 30/10/2026", "13.2", support="economy"),
        Work("Lập sổ khám chữa bệnh điện tử cho người dân", 14, "health", "hết quý III/2026",
             "14.3"),
        Work("Phát thùng và hướng dẫn hộ phân loại rác tại nguồn", 17, "women",
             "trước ngày 15/11/2026", "17.2", support="youth"),
        Work("Trồng dặm 2.500 cây quế dọc đường liên thôn", 17, "youth", "tháng 9/2026"),
        Work("Sửa 3 cầu treo, mỗi cầu 45 triệu đồng, tổng 135 triệu đồng", 2, "economy",
             "tháng 10/2026"),
        Work("Vận động 210/240 hộ thôn Gò Rô đóng góp ngày công, còn 30 hộ", 2, "front",
             "tháng 9/2026"),
    ),
)  # fmt: skip
VAN_MONG = Spec(
    "Lạng Sơn", "Chi Lăng", "Vân Mộng Sơn", "thôn", ["Làng Đăng", "Khòn Nưa", "Nà Pất"],
    2024, date(2024, 8, 22),
    {
        "chair": ("Hoàng Văn Páo", "Chủ tịch UBND xã"),
        "vice": ("Lương Thị Sao", "Phó Chủ tịch UBND xã"),
        "land": ("Vi Đức Toàn", "Công chức Địa chính - Nông nghiệp"),
        "culture": ("Lộc Thị Mến", "Công chức Văn hóa - Xã hội"),
        "health": ("Nông Quốc Chấn", "Trạm trưởng Trạm Y tế"),
        "left": ("Hứa Văn Lìn", "Nguyên công chức Tài chính - Kế toán"),
    },
    {"women": "Hội LHPN xã", "farmers": "Hội Nông dân xã", "youth": "Đoàn Thanh niên xã",
     "front": "Ủy ban MTTQ xã", "coop": "HTX Na Vân Mộng"},
    "QĐ 1455/QĐ-UBND", "TDMNPB",
    work=(
        Work("Hoàn thiện hồ sơ OCOP quả na", 13, "coop", "trong tháng 9/2024", "13.2"),
        Work("Cài ứng dụng sổ sức khỏe điện tử tại nhà văn hóa", 14, "health", "hết tháng 10/2024",
             "14.3", support="youth"),
        Work("Ký cam kết phân loại rác với từng hộ", 17, "women", "trước ngày 10/11/2024", "17.2"),
        Work("Phát quang hành lang đường đỉnh đèo Lạng Đăng", 2, "farmers", "tháng 9/2024"),
        Work("Dạy bơi cho 60 em, chia 3 lớp, mỗi lớp 20 em", 6, "youth", "trước ngày 30/8/2024"),
    ),
)  # fmt: skip


def innocents_of_tra_khe(m: Made) -> None:
    """What looks odd and is right."""
    m.text("achievements", "- Năm 2025 giảm tỷ lệ hộ nghèo từ 5,8% xuống còn 2,4%.\n"
           "- 4/4 thôn có nhà văn hóa; 25 ngày mưa lũ, không có thiệt hại về người.")  # fmt: skip
    m.text(
        "outreach", "- Phát thanh trước 6 giờ và sau 17 giờ hằng ngày bằng tiếng Cor và tiếng Việt."
    )
    m.money("Nhà văn hóa thôn Tà Vay", 900_000_000,
            {"province": 600_000_000, "commune": 200_000_000, "people": 100_000_000})  # fmt: skip


def innocents_of_van_mong(m: Made) -> None:
    """What looks odd and is right."""
    m.text("achievements", "- Thu 1.820/1.700 triệu đồng thu ngân sách, đạt 107% dự toán.\n"
           "- Cả 3 thôn đã có quy ước.")  # fmt: skip
    m.text("resources", "- Huy động Nhân dân hiến đất, góp công; Nhà nước hỗ trợ xi măng; không "
           "huy động người dân đóng góp quá sức.")  # fmt: skip
    Recipient.objects.create(plan=m.plan, order=9, text="Chi bộ 03 thôn")


@fault(22, "so many times so much is another sum", "45 bóng đèn", wrong="khớp|cộng|tính|số")
def _(m: Made) -> None:
    m.task("Lắp 45 bóng đèn năng lượng mặt trời x 3,2 triệu đồng = 164 triệu đồng", 2, "youth",
           "tháng 10/2026")  # fmt: skip


@fault(22, "a report to a district that is no more", "Báo cáo tiến độ OCOP", wrong="huyện")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=7, text="Báo cáo tiến độ OCOP", who="Phòng Kinh tế",
        rhythm_words="hằng quý, ngày 10 tháng cuối quý",
        report_to="Phòng Nông nghiệp và PTNT huyện Trà Bồng",
    )  # fmt: skip


@fault(22, "a spring rite in October", "Tết trồng cây", wrong="tết|mùa|thời gian|xuân")
def _(m: Made) -> None:
    m.task("Tổ chức phát động Tết trồng cây đời đời nhớ ơn Bác Hồ Xuân Bính Ngọ", 17, "youth",
           "tháng 10/2026")  # fmt: skip


@fault(22, "ends before it begins", "Khảo sát vườn tạp", wrong="trước khi bắt đầu|kết thúc")
def _(m: Made) -> None:
    m.task("Khảo sát vườn tạp cần cải tạo", 10, "land", "từ ngày 15/9 đến ngày 30/8/2026")


@fault(22, "a fall that is a rise", "xuống 2,6%", wrong="chiều tăng|chiều|giảm")
def _(m: Made) -> None:
    m.text("quality", "- Giảm tỷ lệ nghèo đa chiều (hộ nghèo) từ 2,1% xuống 2,6%.")


@fault(
    22,
    "another is called chair",
    "Ban Chỉ đạo|Đinh Thị Hương Trà|Lãnh đạo",
    wrong="chức vụ|chủ tịch",
)
def _(m: Made) -> None:
    m.text("leadership", "- Giao đồng chí Đinh Thị Hương Trà, Chủ tịch UBND xã, Trưởng Ban "
           "Chỉ đạo, chỉ đạo chung.")  # fmt: skip


@fault(23, "one road, two lengths", "Gò Me", wrong="trùng|0,9|1,2|khác|số lượng")
def _(m: Made) -> None:
    m.task("Bê tông hóa 1,2 km đường Gò Me đi Cây Sấu", 2, "land", "tháng 10/2024")
    m.text("infrastructure", "- Bê tông hóa 0,9 km đường Gò Me đi Cây Sấu.")


@fault(23, "a part above its whole", "cận nghèo", wrong="lớn hơn|nhiều hơn|khớp|toàn")
def _(m: Made) -> None:
    m.task("Cấp thẻ bảo hiểm y tế cho 310 hộ cận nghèo (toàn xã có 265 hộ cận nghèo)", 14,
           "health", "tháng 9/2024")  # fmt: skip


@fault(23, "a result of a day to come", "14.1", wrong="ngày|chưa đến|sau")
def _(m: Made) -> None:
    m.enter("14.1", "met", "97", as_of=date(2024, 9, 30))


@fault(
    23,
    "no money of the people, and a table that has it",
    "đóng góp|Nhân dân|nhân dân",
    wrong="nhân dân|đóng góp|kinh phí",
)
def _(m: Made) -> None:
    m.money("Nhà văn hóa thôn Nà Pất", 600_000_000,
            {"province": 400_000_000, "people": 200_000_000})  # fmt: skip
    m.text("resources", "- Năm 2024 không huy động Nhân dân đóng góp; toàn bộ do ngân sách cấp.")


@fault(
    23, "a day that no year has", "Tổng dọn vệ sinh", wrong="lịch|không có ngày|chưa đọc|thời hạn"
)
def _(m: Made) -> None:
    m.task("Tổng dọn vệ sinh đường làng", 17, "women", "trước ngày 31/9/2024")


@fault(23, "counts by another set", "19 tiêu chí|19/19", wrong="bộ|tiêu chí")
def _(m: Made) -> None:
    m.text("goals", "Phấn đấu trong năm 2024 xã Vân Mộng Sơn đạt chuẩn NTM nâng cao, hoàn thành "
           "19/19 tiêu chí của xã.")  # fmt: skip
