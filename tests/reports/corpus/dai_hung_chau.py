"""Đại Hưng Châu, Hưng Yên, a delta commune that aims at the modern standard: the plan of 2026."""

from datetime import date
from decimal import Decimal

from criteria.models import Result
from evidence.papers.models import Proof
from tasks.models import PlanWindow, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

SPEC = Spec(
    "Hưng Yên", "", "Đại Hưng Châu", "thôn",
    ["Yên Lịch", "Chợ Thi", "Phương Tòng", "Đoàn Kết", "Trung Châu Đông"],
    2026, date(2026, 11, 9),
    {
        "chair": ("Doãn Văn Tuyền", "Chủ tịch UBND xã"),
        "vice": ("Chu Thị Hòa", "Phó Chủ tịch UBND xã"),
        "land": ("Đào Xuân Mạnh", "Trưởng Phòng Kinh tế"),
        "culture": ("Phí Thị Ngát", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Quách Đình Thi", "Trưởng Trạm Y tế xã"),
        "police": ("Luyện Minh Hoàng", "Trưởng Công an xã"),
        "left": ("Đỗ Tiến Lực", "Nguyên Chánh Văn phòng"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "veterans": "Hội Cựu chiến binh xã", "youth": "Đoàn Thanh niên xã",
     "front": "Ủy ban MTTQ Việt Nam xã", "economy": "Phòng Kinh tế xã",
     "office": "Văn phòng HĐND và UBND xã", "coop": "Hợp tác xã Nhãn lồng Chợ Thi"},
    "QĐ 22/2026/QĐ-UBND", "DBSH", tier="NTM hiện đại", second=6,
    window="từ tháng 3/2026 đến ngày 10/12/2026",
    target=("Có thêm 01 vùng nhãn được cấp mã số xuất khẩu", 3, "vùng"),
    criteria=[
        (1, "Quy hoạch", [("1.2", "Có quy chế quản lý kiến trúc được công bố", Y, "", "", "")]),
        (2, "Hạ tầng", [
            ("2.1", "Tỷ lệ đường trục thôn có vỉa hè hoặc rãnh kín", P, "%", "gte", "70"),
            ("2.4", "Số thôn có nhà văn hóa đạt chuẩn hiện đại", C, "thôn", "gte", "4"),
            ("2.6", "Có trạm bơm tiêu vận hành tự động", Y, "", "", "")]),
        (3, "Kinh tế", [
            ("3.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "92"),
            ("3.3", "Số vùng sản xuất được cấp mã số vùng trồng", C, "vùng", "gte", "3"),
            ("3.5", "Tỷ lệ hợp tác xã hoạt động khá, tốt", P, "%", "gte", "80")]),
        (4, "Nghèo đa chiều", [("4.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "0.8")]),
        (5, "Y tế", [
            ("5.1", "Tỷ lệ dân số tham gia bảo hiểm y tế", P, "%", "gte", "97"),
            ("5.3", "Tỷ lệ người cao tuổi được khám định kỳ", P, "%", "gte", "90")]),
        (6, "Giáo dục, văn hóa", [
            ("6.1", "Tỷ lệ trường đạt chuẩn quốc gia mức độ 2", P, "%", "gte", "60"),
            ("6.4", "Tỷ lệ hộ đạt gia đình văn hóa", P, "%", "gte", "95")]),
        (7, "Môi trường", [
            ("7.1", "Tỷ lệ hộ dùng nước sạch tập trung", P, "%", "gte", "98"),
            ("7.2", "Tỷ lệ hộ phân loại rác tại nguồn", P, "%", "gte", "70"),
            ("7.6", "Tỷ lệ nước thải sinh hoạt được xử lý", P, "%", "gte", "40")]),
        (8, "Chuyển đổi số", [
            ("8.1", "Tỷ lệ hồ sơ thủ tục hành chính toàn trình", P, "%", "gte", "85")]),
        (9, "Pháp luật", [("9.2", "Tỷ lệ hòa giải thành ở cơ sở", P, "%", "gte", "90")]),
        (10, "An ninh", [("10.1", "Số thôn có camera an ninh", C, "thôn", "gte", "5")]),
    ],
    stands={
        "1.2": ("met", None), "2.1": ("met", "78"), "2.4": ("met", "5"), "2.6": ("met", None),
        "3.1": ("met", "96.5"), "3.3": ("not_met", "2"), "3.5": ("met", "100"),
        "4.1": ("met", "0.4"), "5.1": ("met", "98.2"), "5.3": ("met", "94"), "6.1": ("met", "66.7"),
        "6.4": ("met", "97"), "7.1": ("met", "99.5"), "7.2": ("not_met", "52"),
        "7.6": ("not_met", "31"), "8.1": ("met", "88"), "9.2": ("met", "93"), "10.1": ("met", "5"),
    },
    village_criteria=[
        (1, "Nhà văn hóa", [("1.1", "Thôn có nhà văn hóa đạt chuẩn hiện đại", Y, "", "", "")]),
        (2, "Rác thải", [("2.1", "Tỷ lệ hộ phân loại rác tại nguồn", P, "%", "gte", "60")]),
        (3, "Chuyển đổi số", [("3.1", "Tỷ lệ hộ có wifi", P, "%", "gte", "85")]),
    ],
    village_stands={"1.1": ("met", None), "2.1": ("met", "63"), "3.1": ("not_met", "79")},
    work=(
        Work("Hoàn thiện hồ sơ cấp mã số vùng nhãn Phương Tòng", 3, "coop", "trước 25/11/2026",
             "3.3", support="economy"),
        Work("Cấp phát 600 thùng hai ngăn, hướng dẫn phân loại", 7, "women", "hết tháng 11/2026",
             "7.2", support="front"),
        Work("Vận hành bể lắng và trồng cây lọc nước ở 3 cụm dân cư", 7, "economy",
             "trước ngày 05/12/2026", "7.6"),
        # Odd to look at, and right.
        Work("Đấu nối 120/200 hộ (đạt 60%), 80 hộ còn lại làm sau khi có đường ống", 7, "land",
             "tháng 12/2026, xong trước 10/12/2026"),
        Work("Tổ chức lễ hội đền Mẫu từ 10 đến 15 tháng 3 âm lịch", 6, "culture",
             "tháng 5/2026", done=date(2026, 5, 2)),
        Work("Giảm thời gian giải quyết hồ sơ từ 5 ngày xuống 3 ngày", 8, "office",
             "trong tháng 11/2026"),
        Work("Nâng tỷ lệ nước thải được xử lý từ 31% lên 42%", 7, "economy", "tháng 11/2026",
             "7.6"),
        Work("Trao 45 suất quà (30 suất hộ nghèo, 15 suất hộ chính sách)", 4, "veterans",
             "tháng 7/2026", done=date(2026, 7, 25)),
        Work("Sửa 400 m rãnh thoát nước thôn Trung Châu Đông", 2, "economy", "tháng 11/2026",
             village="Trung Châu Đông"),
        Work("Tập huấn kỹ năng số theo Kế hoạch 75/KH-BCĐ", 8, "youth", "tháng 11/2026"),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("achievements", "- Năm 2025: tỷ lệ hộ nghèo giảm từ 0,9% xuống còn 0,6%; đạt 19/19 tiêu "
           "chí nông thôn mới nâng cao giai đoạn 2021 - 2025.\n- Có 3/3 trường đạt chuẩn quốc gia "
           "mức độ 1, trong đó 2 trường mức độ 2.\n- Thu ngân sách tăng từ 900 triệu đồng lên 1,2 "
           "tỷ đồng; thứ hạng chuyển đổi số từ 15 lên 9.\n- Sáng 20/10 thôn Chợ Thi tổ chức tọa "
           "đàm, giao lưu, v.v...")  # fmt: skip
    m.text("resources", "- Cơ cấu vốn: ngân sách tỉnh 50%, ngân sách xã 35%, nhân dân đóng góp "
           "15%.\n- Ngân sách tỉnh hỗ trợ 100% xi măng, xã hỗ trợ 30% nhân công.")  # fmt: skip
    m.cite("22/2026/QĐ-UBND", "Quy định tiêu chí xã nông thôn mới hiện đại tỉnh Hưng Yên giai đoạn "
           "2026 - 2030", date(2026, 2, 11), "UBND tỉnh Hưng Yên")  # fmt: skip
    m.money("Bể lắng nước thải thôn Chợ Thi", 2_050_000_000,
            {"province": 1_200_000_000, "commune": 550_000_000, "enterprise": 300_000_000},
            words="2,05 tỷ đồng")  # fmt: skip
    PlanWindow.objects.create(plan=m.plan, order=2, text="Lập hồ sơ đề nghị công nhận",
                              deadline_words="từ 15/11/2026 đến 10/12/2026")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan, order=2, who="Phòng Kinh tế xã", report_to="Ban Chỉ đạo xã",
        text="Khối lượng nước thải được xử lý", rhythm_words="hằng quý",
    )  # fmt: skip
    m.target("Tỷ lệ hộ phân loại rác tại nguồn đạt 72%", 7, comparator="gte", unit_words="%",
             indicator=m.results["7.2"].indicator, value=Decimal(72))  # fmt: skip
    m.text("goals", "Phấn đấu năm 2026 xã đạt chuẩn NTM hiện đại; đến hết tháng 6 tỷ lệ hộ phân "
           "loại rác tại nguồn đạt 60%, cuối năm đạt trên 70%.")  # fmt: skip
    m.task("Tổng vệ sinh khu di tích (Đoàn Thanh niên xã chủ trì, các thôn phối hợp)", 6, "youth",
           "tháng 11/2026")  # fmt: skip
    m.task("Công an xã chủ trì hòa giải vụ việc", 9, "police", "tháng 11/2026")
    paper = m.paper("Thông báo kết luận thanh tra nước sạch", "7.1", expires_on=date(2027, 6, 30),
                    dated_on=date(2024, 6, 30))  # fmt: skip
    Proof.objects.create(evidence=paper, result=m.results["5.1"])
    task = m.task("Thu gom rác tuyến đường xã", 7, "youth", "hằng tuần")
    Task.objects.filter(pk=task.pk).update(
        state="in_progress", progress="Đã hoàn thành 34 tuần, tiếp tục đến hết năm"
    )
    Result.objects.filter(pk=m.results["9.2"].pk).update(as_of=date(2025, 12, 31))
