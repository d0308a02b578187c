"""Phú Lương Hạ, Phú Thọ, a merged commune of the midlands: the plan of 2026."""

from datetime import date

from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import Spec

SPEC = Spec(
    "Phú Thọ", "", "Phú Lương Hạ", "khu",
    ["Gò Sành", "Đồi Cọ", "Bến Lở", "Rừng Già", "Minh Khai", "Đá Thờ"],
    2026, date(2026, 9, 10),
    {
        "chair": ("Hà Quang Vĩnh", "Chủ tịch UBND xã"),
        "vice": ("Đinh Thị Khuyên", "Phó Chủ tịch UBND xã"),
        "land": ("Phùng Đức Thọ", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Nguyễn Thị Hoạt", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Trần Mạnh Sơn", "Trưởng Trạm Y tế"),
        "left": ("Bùi Văn Nhượng", "Nguyên chuyên viên"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã",
     "economy": "Phòng Kinh tế xã", "coop": "Hợp tác xã Chè Đồi Cọ"},
    "QĐ 1207/QĐ-UBND", "TDMNPB",
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("opening", "- Toàn xã có 2.140 hộ với 8.310 nhân khẩu; hộ nghèo 45 hộ (2,1%), hộ cận "
           "nghèo 60 hộ.\n- Diện tích tự nhiên 1.850 ha, trong đó đất nông nghiệp 1.320 ha.\n"
           "- Cơ cấu kinh tế: nông nghiệp 38%, công nghiệp 34%, dịch vụ 28%.")  # fmt: skip
    m.text("achievements", "- Năm 2025 có 2.102 hộ, 43 hộ nghèo; thu nhập tăng từ 49 lên 58,6 "
           "triệu đồng/người/năm.\n- 100% hộ dùng điện; thu ngân sách đạt 112% kế hoạch.\n"
           "- Hiến 1.200 m2 đất, làm 2.400 m đường khu.")  # fmt: skip
    m.text("quality", "- Vận động 120 hộ nghèo, cận nghèo, 300 hộ khá tham gia tổ hợp tác.\n"
           "- Phối hợp với Sở Nông nghiệp và Môi trường, UBND tỉnh Phú Thọ.")  # fmt: skip
    m.task("Nâng hạng chè Đồi Cọ từ 3 sao lên 4 sao, 5 sao cấp quốc gia", 13, "coop",
           "trong tháng 11/2026")  # fmt: skip
    m.task("Ra quân Ngày Chủ nhật xanh", 17, "women", "ngày 18/10/2026")
    m.task("Mít tinh kỷ niệm Ngày Văn hóa Việt Nam", 6, "culture", "ngày 24/11/2026")
    m.task("Ngày hội Văn hóa các dân tộc, nghỉ lễ", 6, "culture", "ngày 24/11/2026")
    m.task("Rà 120/2.140 hộ chưa có nước sạch", 18, "economy", "trước ngày 30/11/2026")
    m.cite("131/2025/NĐ-CP", "Nghị định phân định thẩm quyền của chính quyền địa phương 02 cấp",
           date(2025, 6, 12), "Chính phủ")  # fmt: skip
