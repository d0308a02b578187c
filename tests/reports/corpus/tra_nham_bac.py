"""Trà Nham Bắc, Quảng Ngãi, a merged commune of the hills: the plan of 2025."""

from datetime import date

from tasks.models import Recipient, ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import Spec

SPEC = Spec(
    "Quảng Ngãi", "Trà Bồng", "Trà Nham Bắc", "thôn",
    ["Trung Tâm", "Gò Rùa", "Nước Xuyên", "Đồng Miếu"],
    2025, date(2025, 8, 25),
    {
        "chair": ("Hồ Văn Chính", "Chủ tịch UBND xã"),
        "vice": ("Phạm Thị Sương", "Phó Chủ tịch UBND xã"),
        "land": ("Nguyễn Đức Hạnh", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Đinh Thị Bích", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Võ Duy Khánh", "Trạm trưởng Trạm Y tế"),
        "left": ("Bùi Quang Tấn", "Nguyên chuyên viên"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã"},
    "QĐ 1447/QĐ-UBND", "DHNTB",
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("notes", "- Tiếp tục lắp camera tại 2 thôn còn lại (Gò Rùa, Đồng Miếu); đã lắp 2/4 "
           "thôn (Trung Tâm, Nước Xuyên).")  # fmt: skip
    m.text("resources", "- Vốn thực hiện năm 2025: 900 triệu đồng, trong đó ngân sách xã 500 "
           "triệu đồng, nhân dân đóng góp 400 triệu đồng.")  # fmt: skip
    m.task("Họp dân thôn trung tâm, thôn gò rùa bàn việc hiến đất mở ngõ", 2, "land",
           "trước thứ Sáu, ngày 14/11/2025", code="2.2")  # fmt: skip
    m.task("Giao đồng chí Nguyễn Đức Hạnh kiểm kê cây xanh dọc đường xã", 2, "land",
           "trong tháng 11/2025")  # fmt: skip
    m.cite("11/2018/QĐ-UBND", "Quyết định ban hành quy định về quản lý đường thôn",
           date(2018, 5, 15), "UBND tỉnh Quảng Ngãi")  # fmt: skip
    Recipient.objects.create(plan=m.plan, order=9, text="Như trên")
    ReportingDuty.objects.create(
        plan=m.plan, order=3, who="Trưởng các thôn", report_to="UBND xã",
        text="Số hộ phân loại rác", rhythm_words="hàng tuần",
    )  # fmt: skip
