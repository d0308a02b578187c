"""Two plans more, written as the last: a commune of the midlands in 2026 and one of the coast in
2024, with their faults."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline
from evidence.papers.models import Proof
from tasks.enums import AssignmentKind
from tasks.models import Attendance, Conclusion, Meeting, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import STANDS, Spec, Work

TIEN_LUONG = Spec(
    "Phú Thọ", "", "Tiên Lương Hạ", "khu", ["Xuân Sơn", "Đồng Chằm", "Gò Vầu", "Ngọc Tháp"],
    2026, date(2026, 9, 28),
    {
        "chair": ("Hà Trung Kiên", "Chủ tịch UBND xã"),
        "vice": ("Đinh Thị Lụa", "Phó Chủ tịch UBND xã"),
        "land": ("Phùng Văn Bảy", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Hoàng Thị Nhạn", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Lê Anh Tú", "Trưởng Trạm Y tế xã"),
        "left": ("Cao Xuân Lạc", "Nguyên Trưởng Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "front": "Ủy ban MTTQ Việt Nam xã", "economy": "Phòng Kinh tế xã",
     "youth": "Đoàn Thanh niên xã"},
    "QĐ 27/2026/QĐ-UBND", "TDMNPB",
    stands=STANDS | {"10.1": ("met", "59"), "18.1": ("met", "66")},
    work=(
        Work("Lập hồ sơ OCOP bưởi Gò Vầu", 13, "farmers", "trước ngày 30/10/2026", "13.2"),
        Work("Lập sổ khám chữa bệnh điện tử", 14, "health", "tháng 11/2026", "14.3"),
        Work("Cấp thùng rác cho các hộ, hướng dẫn phân loại", 17, "women", "tháng 11/2026", "17.2"),
        Work("Rải cấp phối đường Ngọc Tháp", 2, "economy", "tháng 10/2026"),
    ),
)  # fmt: skip
HAI_AN = Spec(
    "Quảng Trị", "Hải Lăng", "Hải An Đông", "thôn", ["Mỹ Thủy", "Đông Tân An", "Tây Tân An"],
    2024, date(2024, 9, 16),
    {
        "chair": ("Phan Thanh Hữu", "Chủ tịch UBND xã"),
        "vice": ("Võ Thị Sương", "Phó Chủ tịch UBND xã"),
        "land": ("Nguyễn Đăng Khánh", "Công chức Địa chính - Nông nghiệp"),
        "culture": ("Lê Thị Diệu", "Công chức Văn hóa - Xã hội"),
        "health": ("Trương Quang Vỹ", "Trạm trưởng Trạm Y tế"),
        "left": ("Hồ Sĩ Mậu", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội LHPN xã", "farmers": "Hội Nông dân xã", "youth": "Đoàn xã",
     "veterans": "Hội CCB xã", "front": "UBMTTQ xã"},
    "QĐ 19/2022/QĐ-UBND", "BTB",
    stands=STANDS | {"10.1": ("met", "53"), "18.1": ("met", "64")},
    work=(
        Work("Hoàn thiện hồ sơ OCOP ruốc Mỹ Thủy", 13, "farmers", "trong tháng 11/2024", "13.2"),
        Work("Tạo lập sổ sức khỏe điện tử", 14, "health", "tháng 11/2024", "14.3"),
        Work("Làm hố rác gia đình", 17, "women", "trước 15/11/2024", "17.2"),
        Work("Trồng phi lao chắn cát", 2, "veterans", "tháng 10/2024"),
    ),
)  # fmt: skip
G, H = 30, 31


def of_tien_luong(m: Made) -> None:
    m.text("opening", "Xã có 4 khu, 1.120 hộ; khu Gò Vầu có 310 hộ, trồng 42 ha bưởi.")


def of_hai_an(m: Made) -> None:
    m.text("shortcomings", "- Ngư dân đi biển dài ngày, khó họp thôn; rác trôi dạt nhiều sau bão.")


@fault(G, "a budget line above the whole plan's", "tổng", wrong="1,5|1.5|900")
def _(m: Made) -> None:
    m.also("resources", "- Tổng nguồn vốn thực hiện kế hoạch là 1,5 tỷ đồng.")


@fault(G, "a count of a khu that is not", "Đồi Sim", wrong="không có")
def _(m: Made) -> None:
    m.task("Làm đường điện khu Đồi Sim", 2, "economy", "tháng 10/2026")


@fault(G, "met and unmet counts", "9/10", wrong="7/10")
def _(m: Made) -> None:
    m.also("opening", "Đến nay xã đã đạt 9/10 tiêu chí.")


@fault(G, "hours that run backwards", "giờ", wrong="trước|ngược|thời gian")
def _(m: Made) -> None:
    m.also("outreach", "- Ra quân từ 9 giờ đến 7 giờ sáng Chủ nhật hằng tuần.")


@fault(G, "given to a body of the past", "Cống Đồng Chằm", wrong="huyện")
def _(m: Made) -> None:
    m.task("Cống Đồng Chằm", 2, "Phòng Kinh tế và Hạ tầng huyện", "tháng 10/2026")


@fault(G, "the same deadline before its beginning", "vườn mẫu", wrong="trước")
def _(m: Made) -> None:
    m.task("Xây 5 vườn mẫu", 17, "women", "từ ngày 20/10/2026 đến ngày 05/10/2026")


@fault(G, "thousands and decimals mixed", "1.250,5 hộ", wrong="hộ|số")
def _(m: Made) -> None:
    m.also("quality", "- Vận động 1.250,5 hộ ký cam kết.")


@fault(G, "a report to a chief who is the author", "Báo cáo tiến độ khu", wrong="chính mình")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=4, who="UBND xã", report_to="UBND xã", text="Báo cáo tiến độ khu",
        rhythm_words="hàng tuần",
    )  # fmt: skip


@fault(G, "works on a criterion without indicator met long ago", "số 25", wrong="không có")
def _(m: Made) -> None:
    m.also("quality", "- Nâng chất lượng tiêu chí số 25 về thông tin.")


@fault(G, "partly met and 100 %", "100%", wrong="310|280|90")
def _(m: Made) -> None:
    m.also("shortcomings", "- Khu Gò Vầu có 280/310 hộ (100%) đấu nối nước sạch.")


@fault(G, "a meeting chaired by nobody there", "Cao Xuân Lạc", wrong="chức vụ")
def _(m: Made) -> None:
    Meeting.objects.create(
        unit=m.unit, held_on=date(2026, 9, 7), name="Họp Ban Chỉ đạo", rhythm="other",
        place="UBND xã", chaired_by=m.people["left"], secretary=m.people["land"],
    )  # fmt: skip


@fault(G, "finished in the future", "Kênh Ngọc Tháp", wrong="chưa đến")
def _(m: Made) -> None:
    task = m.task("Kênh Ngọc Tháp", 2, "land", "tháng 9/2026")
    Task.objects.filter(pk=task.pk).update(
        state="done", done_on=date(2026, 10, 15), result="Đã xây xong"
    )


@fault(H, "a claim without any paper", "17.1", wrong="minh chứng")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["17.1"]).delete()


@fault(H, "two figures of one paper", "15.000", wrong="12.000|15.000")
def _(m: Made) -> None:
    m.also("works", "- Trồng 15.000 cây phi lao: thôn Mỹ Thủy 7.000 cây, thôn Đông Tân An 5.000 "
         "cây.")  # fmt: skip


@fault(H, "a family name changed", "Phan Thanh Hữu|Phạm Thanh Hữu", wrong="danh sách")
def _(m: Made) -> None:
    m.also("implementation", "- Giao đồng chí Phạm Thanh Hữu, Chủ tịch UBND xã chỉ đạo chung.")


@fault(H, "a target in another unit", "OCOP", wrong="%")
def _(m: Made) -> None:
    m.target("Có thêm sản phẩm OCOP ruốc", 13, comparator="gte", value=Decimal(2), unit_words="%",
             indicator=m.results["13.2"].indicator)  # fmt: skip


@fault(H, "a conclusion without whom", "nạo vét", wrong="chủ trì|ai|giao")
def _(m: Made) -> None:
    held = Meeting.objects.create(
        unit=m.unit, held_on=date(2024, 9, 5), name="Giao ban tháng 9", rhythm="other",
        place="UBND xã", chaired_by=m.people["chair"], secretary=m.people["land"],
    )  # fmt: skip
    Conclusion.objects.create(
        meeting=held, order=1, text="Thực hiện nạo vét âu thuyền", led_by="",
        deadline_words="trước ngày 30/9/2024",
    )  # fmt: skip
    Attendance.objects.create(meeting=held, official=m.people["chair"], is_present=True)


@fault(H, "supported by whoever leads", "phi lao Tây", wrong="vừa")
def _(m: Made) -> None:
    task = m.task("Trồng phi lao Tây Tân An", 2, "veterans", "tháng 10/2024")
    m.give(task, "veterans", AssignmentKind.SUPPORT)


@fault(H, "ended before the year", "đê cát", wrong="2023|năm")
def _(m: Made) -> None:
    m.task("Đắp đê cát", 2, "land", "trước ngày 30/10/2023")


@fault(H, "a standing of another day", "Hiện trạng|6", wrong="chưa đến|sau")
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion__number=6).update(
        as_of=date(2024, 12, 15)
    )


@fault(H, "poor beyond all", "1.050 hộ", wrong="lớn hơn")
def _(m: Made) -> None:
    m.also("opening", "Toàn xã có 980 hộ, trong đó 1.050 hộ nghèo và cận nghèo.")


@fault(H, "goes up and is less", "60% lên 55%", wrong="chiều")
def _(m: Made) -> None:
    m.also("achievements", "- Tỷ lệ rác được thu gom tăng từ 60% lên 55%.")


@fault(H, "a decision of the Council", "12/QĐ-HĐND", wrong="ký hiệu|thẩm quyền|nghị quyết")
def _(m: Made) -> None:
    m.cite("12/QĐ-HĐND", "Phê duyệt phương án đóng góp", date(2024, 1, 15), "UBND xã Hải An Đông")


@fault(H, "two periods of a year", "quý II", wrong="tháng|quý")
def _(m: Made) -> None:
    m.also("goals", "- Hoàn thành trong quý II (tháng 7 đến tháng 9/2024).")
