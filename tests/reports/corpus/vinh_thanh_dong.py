"""Vĩnh Thạnh Đông, An Giang, a merged commune of the Mekong delta: the plan of 2026."""

from datetime import date
from decimal import Decimal

from evidence.papers.models import Evidence
from tasks.models import ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import Spec

SPEC = Spec(
    "An Giang", "", "Vĩnh Thạnh Đông", "ấp",
    ["Kênh Ngang", "Vĩnh Bình", "Rạch Gòi", "Thạnh Lộc", "Đông Cơ", "Vĩnh Hòa A"],
    2026, date(2026, 9, 15),
    {
        "chair": ("Nguyễn Thành Đởm", "Chủ tịch UBND xã"),
        "vice": ("Lê Thị Ngọc Bích", "Phó Chủ tịch UBND xã"),
        "land": ("Trần Hữu Nghị", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Danh Thị Sà Rươl", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Phạm Chí Hiếu", "Trưởng Trạm Y tế"),
        "left": ("Cao Văn Bảnh", "Nguyên chuyên viên"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã",
     "economy": "Phòng Kinh tế xã", "coop": "Hợp tác xã Nông nghiệp Rạch Gòi"},
    "QĐ 902/QĐ-UBND", "DBSCL",
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    # Poverty falls, which is better; a share of exactly the whole; a share by counts that is right.
    m.text("achievements", "- Năm 2025, tỷ lệ nghèo đa chiều giảm từ 3,1% xuống còn 2,4%.\n"
           "- 5/6 ấp có cổng chào (83,3%); 100% hộ dùng điện an toàn.\n"
           "- Toàn xã có 12,6 km đường ấp, gồm 8,4 km bê tông và 4,2 km láng nhựa.")  # fmt: skip
    m.text("resources", "- Hỗ trợ 6 ấp, mỗi ấp 50 triệu đồng, tổng 300 triệu đồng.\n- Nhân dân "
           "hiến 1.200 m2 đất, đóng góp 350 ngày công.")  # fmt: skip
    # One work in each of two villages, each with its own day and its own lead.
    for village, who, day in (("Rạch Gòi", "farmers", "15/10"), ("Đông Cơ", "youth", "10/11")):
        m.task(f"Thắp sáng đường ấp {village}", 2, who, f"trước ngày {day}/2026",
               unit=m.villages[village])  # fmt: skip
    # A deadline on a Sunday for work that is done on Sundays; a rhythm without a last day.
    m.task("Ra quân Ngày Chủ nhật xanh", 17, "women", "ngày 25/10/2026")
    ReportingDuty.objects.create(
        plan=m.plan, order=3, who="Hội Liên hiệp Phụ nữ xã", report_to="UBND xã",
        text="Kết quả ra quân Ngày Chủ nhật xanh", rhythm_words="hàng tháng",
    )  # fmt: skip
    # Given up with a reason, while other work for the same indicator stands.
    row = m.task("Mua máy ép rác của ấp", 17, "land", "trong tháng 10/2026", code="17.2")
    Task.objects.filter(pk=row.pk).update(state="cancelled", result="Thay bằng thùng hai ngăn")
    # A contract that ran out beside the one that follows it; a paper of the district of its day;
    # one number of two bodies.
    old = m.paper("Hợp đồng thu gom rác năm 2024", "17.1", dated_on=date(2024, 6, 1),
                  issuer="UBND huyện Vĩnh Thạnh", number="12/HĐ-UBND")  # fmt: skip
    Evidence.objects.filter(pk=old.pk).update(expires_on=date(2026, 6, 1))
    m.paper("Hợp đồng thu gom rác năm 2026", "17.1", dated_on=date(2026, 6, 1), number="9/HĐ-UBND")
    m.cite("12/KH-UBND", "Kế hoạch cải thiện môi trường năm 2026", date(2026, 2, 10),
           "UBND tỉnh An Giang")  # fmt: skip
    m.cite("12/KH-MTTQ", "Kế hoạch giám sát xây dựng nông thôn mới năm 2026", date(2026, 2, 10),
           "Ủy ban Mặt trận Tổ quốc xã")  # fmt: skip
    # Aims above the level; a rounding of a third; contributions of the people alone.
    m.target("Tỷ lệ dân số có sổ khám chữa bệnh điện tử đạt 75%", 14, comparator="gte",
             indicator=m.results["14.3"].indicator, value=Decimal(75), unit_words="%")  # fmt: skip
    m.money("Cầu Rạch Gòi nhỏ", 180_000_000, {"people": 180_000_000}, words="180 triệu đồng")
    # Dates that stand in a text for what was, by the calendar of the moon, and of two years.
    m.task("Tổ chức lễ Ok Om Bok, rằm tháng mười âm lịch", 6, "culture", "ngày 24/11/2026")
    m.task("Xuống giống vụ Đông Xuân 2026 - 2027 đồng loạt ở 6 ấp", 13, "coop",
           "trong tháng 11/2026")  # fmt: skip
