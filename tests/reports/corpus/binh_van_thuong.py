"""Bình Vân Thượng, Thái Nguyên, merged of three communes, under the set of 2026: its plan."""

from datetime import date
from decimal import Decimal

from tasks.models import PlanWindow, ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

SPEC = Spec(
    "Thái Nguyên", "", "Bình Vân Thượng", "xóm",
    ["Đồng Bầu", "Khuân Lân", "Nà Chèn", "Pác Máng", "Vân Lăng", "Tân Hợp 1", "Tân Hợp 2"],
    2026, date(2026, 8, 24),
    {
        "chair": ("Dương Văn Hảo", "Chủ tịch UBND xã"),
        "vice": ("Ma Thị Nguyệt", "Phó Chủ tịch UBND xã"),
        "land": ("Lưu Đình Kiên", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Hoàng Bích Diệp", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Tống Văn Sinh", "Trưởng Trạm Y tế xã"),
        "military": ("Nông Văn Thái", "Chỉ huy trưởng Ban Chỉ huy Quân sự xã"),
        "left": ("Phùng Minh Sơn", "Nguyên Trưởng Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban MTTQ Việt Nam xã",
     "economy": "Phòng Kinh tế xã", "social": "Phòng Văn hóa - Xã hội xã",
     "service": "Trung tâm Phục vụ hành chính công xã",
     "coop": "Hợp tác xã Chè an toàn Vân Lăng", "school": "Trường Tiểu học và THCS Bình Vân"},
    "QĐ 39/2026/QĐ-UBND", "TDMNPB", tier="NTM", second=5,
    window="từ tháng 02/2026 đến hết tháng 11/2026",
    target=("Có thêm 01 mô hình chè hữu cơ được chứng nhận", 3, "mô hình"),
    criteria=[
        (1, "Quy hoạch", [("1.1", "Có quy hoạch chung xã được duyệt", Y, "", "", "")]),
        (2, "Hạ tầng kinh tế - xã hội", [
            ("2.1", "Tỷ lệ đường xã, đường liên xóm được cứng hóa", P, "%", "gte", "80"),
            ("2.3", "Tỷ lệ xóm có nhà văn hóa đạt chuẩn", P, "%", "gte", "90"),
            ("2.6", "Tỷ lệ nhà ở kiên cố hoặc bán kiên cố", P, "%", "gte", "80")]),
        (3, "Kinh tế nông thôn", [
            ("3.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "48"),
            ("3.2", "Số mô hình sản xuất được chứng nhận hữu cơ hoặc tương đương", C, "mô hình",
             "gte", "2"),
            ("3.4", "Có tổ khuyến nông cộng đồng hoạt động hiệu quả", Y, "", "", "")]),
        (4, "Nguồn nhân lực", [
            ("4.1", "Tỷ lệ lao động có bằng cấp, chứng chỉ", P, "%", "gte", "28")]),
        (5, "Văn hóa, giáo dục, y tế", [
            ("5.1", "Tỷ lệ xóm được công nhận danh hiệu văn hóa", P, "%", "gte", "80"),
            ("5.4", "Tỷ lệ dân số tham gia bảo hiểm y tế", P, "%", "gte", "95"),
            ("5.5", "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thấp còi", P, "%", "lte", "18")]),
        (6, "Môi trường", [
            ("6.1", "Tỷ lệ hộ sử dụng nước sạch", P, "%", "gte", "40"),
            ("6.2", "Tỷ lệ hộ phân loại rác sinh hoạt tại nguồn", P, "%", "gte", "40"),
            ("6.5", "Tỷ lệ bao gói thuốc bảo vệ thực vật được thu gom", P, "%", "gte", "90")]),
        (7, "Giảm nghèo", [("7.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "8")]),
        (8, "Chuyển đổi số", [
            ("8.2", "Tỷ lệ người trưởng thành có tài khoản định danh mức 2", P, "%", "gte", "85"),
            ("8.3", "Có ít nhất một sản phẩm bán trên sàn thương mại điện tử", Y, "", "", "")]),
        (9, "Hệ thống chính trị", [
            ("9.1", "Tỷ lệ cán bộ, công chức xã đạt chuẩn", P, "%", "gte", "100")]),
        (10, "Quốc phòng, an ninh", [("10.2", "Xã an toàn về an ninh, trật tự", Y, "", "", "")]),
    ],
    stands={
        "1.1": ("met", None), "2.1": ("met", "86"), "2.3": ("met", "100"), "2.6": ("met", "88"),
        "3.1": ("met", "52.4"), "3.2": ("not_met", "1"), "3.4": ("met", None),
        "4.1": ("met", "33"), "5.1": ("met", "85.71"), "5.4": ("met", "96.3"),
        "5.5": ("met", "14.9"), "6.1": ("met", "47"), "6.2": ("not_met", "22"),
        "6.5": ("met", "93"), "7.1": ("met", "5.6"), "8.2": ("not_met", "74"),
        "8.3": ("met", None), "9.1": ("met", "100"), "10.2": ("met", None),
    },
    village_criteria=[
        (1, "Nhà văn hóa", [("1.1", "Xóm có nhà văn hóa đạt chuẩn", Y, "", "", "")]),
        (2, "Nước sạch", [("2.1", "Tỷ lệ hộ sử dụng nước sạch", P, "%", "gte", "50")]),
        (3, "Cảnh quan", [("3.1", "Tỷ lệ đoạn đường có hoa, cây xanh", P, "%", "gte", "60")]),
    ],
    village_stands={"1.1": ("met", None), "2.1": ("met", "57"), "3.1": ("not_met", "35")},
    work=(
        Work("Hỗ trợ chứng nhận hữu cơ 12 ha chè Vân Lăng", 3, "economy", "trước ngày 31/10/2026",
             "3.2", support="coop"),
        Work("Xây 350 hố rác gia đình, hướng dẫn phân loại", 6, "women", "hết tháng 10/2026",
             "6.2", support="youth"),
        Work("Cấp tài khoản định danh mức 2 lưu động", 8, "service", "trong quý III/2026",
             "8.2"),
        # Odd to look at, and right.
        Work("Bàn giao hồ sơ của 3 xã cũ sau sắp xếp (trước ngày 01/7/2025)", 9, "service",
             "tháng 3/2026", done=date(2026, 3, 20)),
        Work("Thi hái chè xuân, đường hoa xóm Đồng Bầu", 5, "culture", "tháng 02/2026",
             done=date(2026, 2, 26)),
        Work("Thay 5/9 máy tính hỏng, còn 4 máy sửa chữa", 8, "service", "tháng 9/2026"),
        Work("Tập huấn 4 lớp, mỗi lớp 35 người (140 người)", 4, "social", "tháng 9/2026"),
        Work("Diễn tập khu vực phòng thủ, xóm Pác Máng", 10, "military", "20/9/2026",
             village="Pác Máng"),
        Work("Vận động hộ nghèo vay vốn Ngân hàng Chính sách xã hội", 7, "farmers",
             "trước ngày 15/11/2026"),
        Work("Cải tạo bếp ăn bán trú", 5, "school", "trước khai giảng năm học 2026 - 2027, chậm "
             "nhất 31/8/2026"),
        Work("Làm 1,2 km đường xóm Nà Chèn (giai đoạn 1: 700 m, giai đoạn 2: 500 m)", 2, "land",
             "tháng 11/2026"),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("opening", "Căn cứ Quyết định số 51/2025/QĐ-TTg ngày 29/12/2025 của Thủ tướng Chính "
           "phủ; xét đề nghị của Phòng Kinh tế xã.")  # fmt: skip
    m.text("achievements", "- 6/7 xóm được công nhận danh hiệu văn hóa; xóm Pác Máng chưa được "
           "công nhận.\n- Thu nhập tăng từ 47,9 lên 52,4 triệu đồng/người.")  # fmt: skip
    m.text("organisation", "- Đồng chí Ma Thị Nguyệt (Phó Chủ tịch UBND xã) giúp Trưởng ban.")
    m.cite("51/2025/QĐ-TTg", "Bộ tiêu chí quốc gia về nông thôn mới giai đoạn 2026 - 2030",
           date(2025, 12, 29), "Thủ tướng Chính phủ")  # fmt: skip
    m.money("Nhà văn hóa Nà Chèn", 1_480_000_000,
            {"central": 800_000_000, "province": 400_000_000, "people": 280_000_000},
            words="1.480 triệu đồng")  # fmt: skip
    m.target("Tỷ lệ hộ phân loại rác đạt 45% trở lên", 6, comparator="gte", unit_words="%",
             indicator=m.results["6.2"].indicator, value=Decimal(45))  # fmt: skip
    PlanWindow.objects.create(plan=m.plan, order=2, text="Kiểm tra, sơ kết",
                              deadline_words="tháng 6/2026", who="Ban Chỉ đạo xã")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan, order=4, who="Trưởng các xóm", report_to="Phòng Kinh tế xã",
        text="Tiến độ trồng hoa, cây xanh", rhythm_words="ngày 15 và ngày 30 hằng tháng",
    )  # fmt: skip
