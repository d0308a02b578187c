"""More faults of the plan of Cẩm Hà Trung: what an appraiser meets, known kinds and new."""

from datetime import date

from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

OF = 16


@fault(OF, "a target whose day is over", "quý I/2026", wrong="đã qua")
def _(m: Made) -> None:
    m.target("Có 02 sản phẩm OCOP trong quý I/2026", 13, "trong quý I/2026", value=2,
             comparator="gte", unit_words="sản phẩm")  # fmt: skip


@fault(OF, "a village named twice", "biển báo", wrong="hai lần|trùng|lặp")
def _(m: Made) -> None:
    m.task("Cắm biển báo tại thôn Bắc Lĩnh, thôn Nam Xuân, thôn Bắc Lĩnh", 2, "youth",
           "trong tháng 10/2026")  # fmt: skip


@fault(OF, "so many times so much is another sum", "900 triệu", wrong="khớp|1 tỷ")
def _(m: Made) -> None:
    m.task("Hỗ trợ bể biogas 20 hộ x 50 triệu đồng/hộ = 900 triệu đồng", 17, "farmers",
           "trong tháng 11/2026")  # fmt: skip


@fault(OF, "a weekday that there is not", "thứ tám", wrong="chưa đọc được thời hạn|không có")
def _(m: Made) -> None:
    m.task("Phát thanh chuyên mục nông thôn mới", 6, "culture", "thứ tám hàng tuần")


@fault(OF, "due before the plan's time", "Rà soát đường ngõ", wrong="khung|trước")
def _(m: Made) -> None:
    m.task("Rà soát đường ngõ xóm", 2, "land", "trước ngày 10/01/2026")


@fault(OF, "the closing names another year", "kết thúc", wrong="2025")
def _(m: Made) -> None:
    m.text("closing", "Trên đây là kế hoạch thực hiện năm 2025 của UBND xã Cẩm Hà Trung.")


@fault(OF, "met below the level", "6.2", wrong="chưa đủ mức")
def _(m: Made) -> None:
    m.enter("6.2", "met", "60")


@fault(OF, "more people than live there", "9.500 người", wrong="dân|nhân khẩu|6.940")
def _(m: Made) -> None:
    m.task("Khám sức khỏe cho 9.500 người dân của xã", 14, "health", "trong tháng 11/2026")


@fault(OF, "a kind that its issuer does not issue", "5/NQ-UBND", wrong="không ban hành")
def _(m: Made) -> None:
    m.cite(
        "5/NQ-UBND", "Nghị quyết về phát triển kinh tế biển", date(2026, 1, 9), "UBND tỉnh Hà Tĩnh"
    )


@fault(OF, "two lead one work", "Nạo vét", wrong="cùng chủ trì|nhiều nơi")
def _(m: Made) -> None:
    row = m.task("Nạo vét kênh Đông Hạ", 2, "farmers", "trong tháng 10/2026")
    m.give(row, "youth")


@fault(OF, "counts on the district", "Công an huyện", wrong="không còn")
def _(m: Made) -> None:
    m.task("Phối hợp Công an huyện tuần tra bờ biển", 19, "youth", "trong tháng 11/2026")


@fault(OF, "recognition by whom it is not for", "HĐND xã", wrong="thẩm quyền|tỉnh")
def _(m: Made) -> None:
    m.text("leadership", "- HĐND xã ban hành quyết định công nhận xã đạt chuẩn nông thôn mới nâng "
           "cao.")  # fmt: skip
