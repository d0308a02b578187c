"""Mỹ Thiện Đông, Gia Lai, a lowland commune of the merged province: the plan of 2026."""

from datetime import date
from decimal import Decimal

from tasks.models import (
    PlanWindow,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

SPEC = Spec(
    "Gia Lai", "", "Mỹ Thiện Đông", "thôn",
    ["Hữu Thành", "Chánh Đạt", "An Quang Tây", "Trung Chánh", "Vĩnh Thuận", "Gia Lạc"],
    2026, date(2026, 7, 20),
    {
        "chair": ("Huỳnh Ngọc Bửu", "Chủ tịch UBND xã"),
        "vice": ("Nguyễn Thị Tường Vi", "Phó Chủ tịch UBND xã"),
        "land": ("Đào Duy Khương", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Trần Thị Bích Liễu", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Võ Minh Trí", "Trưởng Trạm Y tế xã"),
        "police": ("Phạm Hồng Quân", "Phó Trưởng Công an xã"),
        "left": ("Lê Công Tánh", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn TNCS Hồ Chí Minh xã", "front": "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
     "economy": "Phòng Kinh tế xã", "social": "Phòng Văn hóa - Xã hội xã",
     "office": "Văn phòng HĐND và UBND xã", "school": "Trường THCS Mỹ Thiện",
     "coop": "Hợp tác xã Nông nghiệp Chánh Đạt"},
    "QĐ 77/2026/QĐ-UBND", "DHNTB", tier="NTM", second=5,
    window="từ ngày 01/3/2026 đến ngày 30/11/2026",
    target=("Có thêm 01 hợp tác xã ứng dụng chuyển đổi số", 3, "hợp tác xã"),
    criteria=[
        (1, "Quy hoạch", [("1.1", "Quy hoạch chung xã được phê duyệt và công bố", Y, "", "", "")]),
        (2, "Hạ tầng", [
            ("2.1", "Tỷ lệ km đường xã, đường thôn được cứng hóa", P, "%", "gte", "90"),
            ("2.2", "Tỷ lệ diện tích được tưới chủ động", P, "%", "gte", "85"),
            ("2.5", "Tỷ lệ thôn có nhà văn hóa đạt chuẩn", P, "%", "gte", "100")]),
        (3, "Kinh tế", [
            ("3.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "62"),
            ("3.2", "Số hợp tác xã ứng dụng công nghệ số", C, "hợp tác xã", "gte", "1"),
            ("3.3", "Có vùng nguyên liệu được cấp mã số", Y, "", "", "")]),
        (4, "Lao động, việc làm", [
            ("4.1", "Tỷ lệ lao động qua đào tạo có chứng chỉ", P, "%", "gte", "30")]),
        (5, "Y tế", [
            ("5.1", "Tỷ lệ dân số tham gia bảo hiểm y tế", P, "%", "gte", "95"),
            ("5.2", "Tỷ lệ dân số được quản lý sức khỏe điện tử", P, "%", "gte", "90")]),
        (6, "Giáo dục", [("6.1", "Tỷ lệ trường học đạt chuẩn quốc gia", P, "%", "gte", "75")]),
        (7, "Môi trường", [
            ("7.1", "Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn", P, "%", "gte", "60"),
            ("7.2", "Tỷ lệ chất thải rắn sinh hoạt được thu gom", P, "%", "gte", "85"),
            ("7.3", "Số cơ sở chăn nuôi gây ô nhiễm", C, "cơ sở", "lte", "0")]),
        (8, "Giảm nghèo", [("8.1", "Tỷ lệ hộ nghèo đa chiều", P, "%", "lte", "2.5")]),
        (9, "Chính quyền số", [
            ("9.1", "Tỷ lệ hồ sơ thủ tục hành chính trực tuyến toàn trình", P, "%", "gte", "70")]),
        (10, "An ninh, trật tự", [("10.1", "Đạt tiêu chuẩn an toàn về an ninh, trật tự", Y, "",
                                   "", "")]),
    ],
    stands={
        "1.1": ("met", None), "2.1": ("met", "93.5"), "2.2": ("met", "88"), "2.5": ("met", "100"),
        "3.1": ("met", "66.8"), "3.2": ("not_met", "0"), "3.3": ("met", None), "4.1": ("met", "34"),
        "5.1": ("met", "96.1"), "5.2": ("not_met", "72.5"), "6.1": ("met", "80"),
        "7.1": ("met", "68"), "7.2": ("met", "89"), "7.3": ("met", "0"), "8.1": ("met", "1.9"),
        "9.1": ("not_met", "58"), "10.1": ("met", None),
    },
    village_criteria=[
        (1, "Giao thông", [("1.1", "Tỷ lệ đường thôn được cứng hóa", P, "%", "gte", "80")]),
        (2, "Văn hóa", [("2.1", "Có nhà văn hóa đạt chuẩn", Y, "", "", "")]),
        (3, "Cảnh quan", [("3.1", "Tỷ lệ hộ có hàng rào xanh", P, "%", "gte", "50")]),
    ],
    village_stands={"1.1": ("met", "91"), "2.1": ("met", None), "3.1": ("not_met", "37")},
    work=(
        Work("Hỗ trợ hợp tác xã dùng phần mềm quản lý và truy xuất nguồn gốc", 3, "economy",
             "chậm nhất 30/9/2026", "3.2", support="coop"),
        Work("Nhập liệu hồ sơ sức khỏe cho người dân ở 6 thôn", 5, "health", "hết quý III/2026",
             "5.2", support="social"),
        Work("Tổ công nghệ số hướng dẫn nộp hồ sơ tại nhà", 9, "youth", "trước ngày 15/11/2026",
             "9.1"),
        Work("Thu gom vỏ bao thuốc bảo vệ thực vật ngoài đồng", 7, "farmers", "tháng 9/2026"),
        # Odd to look at, and right.
        Work("Chỉnh lý hồ sơ quy hoạch theo Thông báo số 12/TB-UBND ngày 08/4/2026", 1, "land",
             "tháng 10/2026"),
        Work("Trồng 600 cây sao đen dọc đường Trần Quang Diệu", 2, "youth", "trước 19/5/2026",
             done=date(2026, 5, 15)),
        Work("Mở 2 lớp nghề (lớp 1: 30 người, lớp 2: 25 người)", 4, "social", "tháng 8/2026"),
        Work("Tổng kết năm học 2025 - 2026 và xét khen thưởng", 6, "school", "trong tháng 6/2026",
             done=date(2026, 6, 12)),
        Work("Tuần tra 24/24 giờ dịp lễ 30/4, 01/5", 10, "police", "01/5/2026",
             done=date(2026, 5, 1)),
        Work("Vớt lục bình hồ Đại Hào, thôn Gia Lạc", 7, "farmers", "15/10/2026",
             village="Gia Lạc"),
        Work("Nâng tỷ lệ hộ dùng nước sạch từ 68% lên 72%", 7, "economy", "tháng 11/2026"),
        Work("Bồi dưỡng kỹ năng số cho 5/6 trưởng thôn còn lại sau đợt 1", 9, "office",
             "tháng 8/2026"),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("achievements", "- Năm 2025 thu nhập bình quân đạt 60,5 triệu đồng/người.\n"
           "- 5/6 thôn có camera an ninh, còn 01 thôn lắp trong năm nay.")  # fmt: skip
    m.text("resources", "- Lồng ghép các nguồn vốn; huy động sức dân trên tinh thần tự nguyện.")
    m.cite("15/NQ-HĐND", "Nghị quyết về nhiệm vụ phát triển kinh tế - xã hội năm 2026",
           date(2025, 12, 26), "HĐND xã Mỹ Thiện Đông")  # fmt: skip
    m.money("Kênh mương nội đồng Chánh Đạt", 1_250_000_000,
            {"province": 750_000_000, "commune": 300_000_000, "people": 200_000_000},
            words="1,25 tỷ đồng")  # fmt: skip
    m.target("Tỷ lệ dân số được quản lý sức khỏe điện tử đạt trên 90%", 5, comparator="gte",
             indicator=m.results["5.2"].indicator, value=Decimal(90), unit_words="%")  # fmt: skip
    PlanWindow.objects.create(plan=m.plan, order=2, text="Sơ kết 6 tháng",
                              deadline_words="trước ngày 30/6/2026", who="Văn phòng")  # fmt: skip
