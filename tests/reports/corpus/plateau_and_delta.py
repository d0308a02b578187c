"""Two plans more: làng of the highlands in 2026, thôn of the delta in 2025, with their faults."""

from datetime import date
from decimal import Decimal

from evidence.papers.models import Evidence
from tasks.models import Citation, PlanWindow, Recipient, Target
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import STANDS, Spec, Work

IA_DRON = Spec(
    "Gia Lai", "", "Ia Drơn Hạ", "làng", ["Bông Lar", "Klũh Klăh", "Plei Tơ", "Brêp"],
    2026, date(2026, 10, 5),
    {
        "chair": ("Rơ Châm Hyen", "Chủ tịch UBND xã"),
        "vice": ("Nguyễn Thị Cúc", "Phó Chủ tịch UBND xã"),
        "land": ("Siu Thuyên", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Trần Bảo Yến", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Kpă H'Ngân", "Trưởng Trạm Y tế xã"),
        "left": ("Đinh Quốc Bảo", "Nguyên chuyên viên Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "front": "Ủy ban MTTQ Việt Nam xã", "economy": "Phòng Kinh tế xã",
     "coop": "Hợp tác xã Cà phê Plei Tơ"},
    "QĐ 33/2026/QĐ-UBND", "TN",
    stands=STANDS | {"10.1": ("met", "56"), "18.1": ("met", "61")},
    work=(
        Work("Lập hồ sơ OCOP cà phê bột Plei Tơ", 13, "coop", "trước ngày 30/10/2026", "13.2"),
        Work("Lập sổ khám chữa bệnh điện tử lưu động", 14, "health", "tháng 11/2026", "14.3"),
        Work("Cấp thùng rác hai ngăn cho các hộ", 17, "women", "tháng 11/2026", "17.2"),
        Work("Sửa cầu treo làng Brêp", 2, "economy", "tháng 10/2026", village="Brêp"),
    ),
)  # fmt: skip
KIEN_HAI = Spec(
    "Hải Phòng", "", "Kiến Hải Đoài", "thôn",
    ["Đông Xá", "Đoài Xá", "Kim Đới", "Cốc Liễn", "Hồi Xuân"],
    2025, date(2025, 11, 12),
    {
        "chair": ("Bùi Quang Minh", "Chủ tịch UBND xã"),
        "vice": ("Phạm Thị Hạnh", "Phó Chủ tịch UBND xã"),
        "land": ("Vũ Đình Chiến", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Lê Mai Phương", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Ngô Bá Thành", "Trạm trưởng Trạm Y tế"),
        "left": ("Đặng Văn Thực", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "veterans": "Hội Cựu chiến binh xã", "economy": "Phòng Kinh tế xã",
     "front": "Ủy ban MTTQ Việt Nam xã"},
    "QĐ 2211/QĐ-UBND", "DBSH",
    stands=STANDS | {"10.1": ("met", "70.4"), "18.1": ("met", "99")},
    work=(
        Work("Lập hồ sơ OCOP rươi Kim Đới", 13, "farmers", "trước ngày 30/11/2025", "13.2"),
        Work("Cập nhật sổ sức khỏe điện tử", 14, "health", "tháng 11/2025", "14.3"),
        Work("Hướng dẫn phân loại rác tại hộ", 17, "women", "trước 30/11/2025", "17.2"),
        Work("Trồng 600 cây bóng mát đường Cốc Liễn", 2, "veterans", "tháng 11/2025"),
    ),
)  # fmt: skip
E, F = 28, 29


def of_ia_dron(m: Made) -> None:
    m.text("opening", "Xã Ia Drơn Hạ có 4 làng, 1.420 hộ, 6.180 khẩu, trong đó người Jrai chiếm "
           "82%.")  # fmt: skip
    m.text("notes", "- Lấy ý kiến nhân dân từ ngày 01/11 đến ngày 15/11/2026 (15 ngày).")


def of_kien_hai(m: Made) -> None:
    m.text("achievements", "- 210 hộ hiến 1.050 m2 đất, bình quân 5 m2/hộ; 5/5 thôn có nhà văn "
           "hóa.")  # fmt: skip


@fault(E, "more villages than there are", "6 làng", wrong="4")
def _(m: Made) -> None:
    m.also("leadership", "- Toàn xã có 6 làng đều kiện toàn Ban phát triển.")


@fault(E, "a village of nowhere", "Đê Kôi", wrong="không có")
def _(m: Made) -> None:
    m.task("Kéo điện vào làng Đê Kôi", 2, "economy", "tháng 11/2026")


@fault(E, "sources of a work below its cost", "giọt nước", wrong="80|khớp")
def _(m: Made) -> None:
    m.task("Sửa giọt nước Bông Lar, kinh phí 90 triệu đồng (ngân sách xã 50 triệu đồng, nhân dân "
           "30 triệu đồng)", 18, "economy", "tháng 11/2026")  # fmt: skip


@fault(E, "a step above the aim", "phân loại", wrong="55|50")
def _(m: Made) -> None:
    rows = {"comparator": "gte", "unit_words": "%", "indicator": m.results["17.2"].indicator}
    m.target("Đến giữa tháng 10 có 55% số hộ phân loại rác", 17, "trước ngày 15/10/2026",
             value=Decimal(55), **rows)  # fmt: skip
    m.target("Đến cuối tháng 11 có 52% số hộ phân loại rác", 17, "trước ngày 30/11/2026",
             value=Decimal(52), **rows)  # fmt: skip


@fault(E, "four parties of which three are named", "đoàn kiểm tra", wrong="4.*3|khớp")
def _(m: Made) -> None:
    m.also("organisation", "- Thành lập 4 đoàn kiểm tra: đoàn số 1, đoàn số 2, đoàn số 3.")


@fault(E, "a committee that passes a resolution", "nghị quyết", wrong="thẩm quyền|ubnd")
def _(m: Made) -> None:
    m.also("works", "- UBND xã ban hành Nghị quyết về hỗ trợ xi măng cho các làng.")


@fault(E, "the number of a plan turned about", "15/KH-UBND", wrong="51/kh-ubnd")
def _(m: Made) -> None:
    m.also("requirements", "- Bám sát Kế hoạch số 15/KH-UBND ngày 22/01/2026 của UBND tỉnh Gia "
         "Lai.")  # fmt: skip


@fault(E, "a paper of another indicator", "chỉ tiêu 17.1", wrong="14.1|khác")
def _(m: Made) -> None:
    m.paper("Biên bản kiểm tra kết quả chỉ tiêu 17.1", "14.1")


@fault(E, "paid on a day to come", "Cổng làng", wrong="chưa đến")
def _(m: Made) -> None:
    m.money("Cổng làng Plei Tơ", 60_000_000, {"commune": 60_000_000}, stage="paid",
            as_of=date(2026, 12, 20))  # fmt: skip


@fault(E, "a month that is half of one", "15 ngày", wrong="32 ngày")
def _(m: Made) -> None:
    m.also("implementation", "- Niêm yết từ ngày 15/10 đến ngày 15/11/2026 (15 ngày).")


@fault(E, "an hour of the afternoon in the morning", "14 giờ", wrong="sáng")
def _(m: Made) -> None:
    m.also("outreach", "- Ra quân lúc 14 giờ sáng ngày 17/10/2026.")


@fault(E, "directs what another directs", "Nguyễn Thị Cúc", wrong="phụ trách")
def _(m: Made) -> None:
    m.also("implementation", "- Đồng chí Nguyễn Thị Cúc, Phó Chủ tịch UBND xã phụ trách tiêu chí "
         "số 2, số 6.")  # fmt: skip


@fault(F, "one thing aimed at twice", "78|75", wrong="75.*78|78.*75")
def _(m: Made) -> None:
    m.also("goals", "- Thu nhập bình quân đầu người đạt 75 triệu đồng/người/năm.")
    m.also("quality", "- Phấn đấu thu nhập bình quân đầu người đạt 78 triệu đồng/người/năm.")


@fault(F, "an average of nothing", "bình quân", wrong="tính ra 3|khớp")
def _(m: Made) -> None:
    m.also("shortcomings", "- Mới có 420 hộ hiến 1.260 m2 đất, bình quân 5 m2/hộ.")


@fault(F, "hectares for metres", "2.500 ha", wrong="đơn vị")
def _(m: Made) -> None:
    m.task("Vận động hiến 2.500 ha đất mở đường Hồi Xuân", 2, "front", "tháng 11/2025")


@fault(F, "all that are four of five", "4/5 thôn", wrong="100|80")
def _(m: Made) -> None:
    m.also("infrastructure", "- 100% số thôn (4/5 thôn) đã có sân thể thao.")


@fault(F, "without any basis", "Kế hoạch năm 2025", wrong="căn cứ|viện dẫn")
def _(m: Made) -> None:
    Citation.objects.filter(plan=m.plan).delete()


@fault(F, "without a time", "Kế hoạch năm 2025", wrong="thời gian thực hiện|khung thời gian")
def _(m: Made) -> None:
    PlanWindow.objects.filter(plan=m.plan).delete()


@fault(F, "sent to nobody", "Kế hoạch năm 2025", wrong="nơi nhận")
def _(m: Made) -> None:
    Recipient.objects.filter(plan=m.plan).delete()


@fault(F, "over by its own title", "Giấy chứng nhận VietGAP", wrong="hiệu lực|hết hạn")
def _(m: Made) -> None:
    m.paper("Giấy chứng nhận VietGAP, có giá trị đến ngày 01/8/2025", "13.1",
            dated_on=date(2024, 8, 1))  # fmt: skip


@fault(F, "figures until a day to come", "Thống kê nước sạch", wrong="chưa đến|sau ngày")
def _(m: Made) -> None:
    paper = m.paper("Thống kê nước sạch", "18.1")
    Evidence.objects.filter(pk=paper.pk).update(period_to=date(2025, 12, 31))


@fault(F, "an aim without figure and day", "Nâng cao chất lượng", wrong="thời hạn|giá trị|đo|hạn")
def _(m: Made) -> None:
    row = m.target("Nâng cao chất lượng phân loại rác", 17)
    Target.objects.filter(pk=row.pk).update(deadline_words="", ends_on=None, starts_on=None)


@fault(F, "households of the record not the text's", "1.350", wrong="1.200")
def _(m: Made) -> None:
    m.also("opening", "Toàn xã có 1.350 hộ, 5.020 nhân khẩu.")
    m.enter("11.1", "met", "30", denominator=Decimal(1200))


@fault(F, "two days in one breath", "Lát vỉa hè", wrong="quý iii|30/11")
def _(m: Made) -> None:
    m.task("Lát vỉa hè đường trung tâm, hoàn thành trong quý III/2025 (trước ngày 30/11/2025)", 2,
           "economy", "trước ngày 30/11/2025")  # fmt: skip
