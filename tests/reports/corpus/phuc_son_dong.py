"""Phúc Sơn Đông, Thái Nguyên, a commune of tea in the uplands after 1/7/2025: the plan of 2026."""

from datetime import date

from tasks.models import PlanWindow
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import Spec, Work

OF = 17
STANDS = {
    "2.1": ("met", "100"), "2.2": ("not_met", "78"), "6.1": ("met", None), "6.2": ("met", "100"),
    "10.1": ("met", "57.2"), "11.1": ("met", "3.1"), "13.1": ("met", None),
    "13.2": ("met", "3"), "14.1": ("not_met", "92.4"), "14.3": ("not_met", "55"),
    "15.1": ("met", None), "17.1": ("met", "94"), "17.2": ("not_met", "44"),
    "18.1": ("met", "63"), "19.1": ("met", None),
}  # fmt: skip
SPEC = Spec(
    "Thái Nguyên", "", "Phúc Sơn Đông", "xóm",
    ["Bãi Hội", "Khuôn Nanh", "Tân Tiến", "Đồng Xe", "Gốc Gạo", "Na Mao"],
    2026, date(2026, 9, 14),
    {
        "chair": ("Ma Đình Khoát", "Chủ tịch UBND xã"),
        "vice": ("Hứa Thị Điềm", "Phó Chủ tịch UBND xã"),
        "land": ("Lý Văn Chức", "Chuyên viên Phòng Kinh tế"),
        "farm": ("Đặng Thị Thoa", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Triệu Quang Vịnh", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Nông Thị Huế", "Trưởng Trạm Y tế"),
        "office": ("Phan Bá Lịch", "Chánh Văn phòng HĐND và UBND xã"),
        "police": ("Vi Mạnh Tường", "Trưởng Công an xã"),
        "left": ("Dương Văn Phẩm", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã",
     "veterans": "Hội Cựu chiến binh xã", "economy": "Phòng Kinh tế xã",
     "coop": "Hợp tác xã Chè Gốc Gạo", "school": "Trường THCS Phúc Sơn Đông"},
    "QĐ 1188/QĐ-UBND", "TDMNPB", stands=STANDS, second=11,
    window="từ tháng 3/{year} đến tháng 11/{year}",
    target=("Có thêm ít nhất 01 mã vùng trồng chè được cấp", 13, "mã vùng"),
    work=(
        Work("Cứng hóa các đoạn ngõ xóm còn lại ở Khuôn Nanh, Na Mao", 2, "land",
             "trong tháng 10/2026", "2.2", support="veterans"),
        Work("Vận động người dân các xóm Bãi Hội, Đồng Xe mua thẻ bảo hiểm y tế", 14, "culture",
             "trước ngày 31/10/2026", "14.1", support="women"),
        Work("Tạo lập sổ sức khỏe điện tử tại trạm và lưu động ở các xóm", 14, "health",
             "trong quý III/2026", "14.3", support="police"),
        Work("Cấp thùng hai ngăn, hướng dẫn các hộ phân loại rác", 17, "women",
             "hết tháng 10/2026", "17.2"),
        Work("Ra quân ngày thứ Bảy xanh ở sáu xóm", 17, "youth", "trong tháng 10/2026"),
        Work("Lắp biển chỉ dẫn vào vùng chè Gốc Gạo", 13, "coop", "trước ngày 15/10/2026",
             village="Gốc Gạo"),
        Work("Đăng ký cấp mã vùng trồng cho 12 ha chè", 13, "farm", "trong tháng 11/2026"),
        Work("Sửa mái nhà văn hóa xóm Tân Tiến", 6, "economy", "trong tháng 9/2026",
             village="Tân Tiến"),
        Work("Bảo dưỡng trạm bơm nước sạch", 18, "land", "trong tháng 6/2026",
             done=date(2026, 6, 20)),
        Work("Tập huấn dịch vụ công trực tuyến cho tổ công nghệ số các xóm", 15, "office",
             "trong tháng 10/2026"),
        Work("Phổ biến pháp luật cho học sinh khối 9", 19, "police", "trước ngày 30/10/2026",
             support="school"),
        Work("Khảo sát sự hài lòng của người dân về kết quả xây dựng nông thôn mới", 0, "front",
             "trước ngày 15/11/2026"),
        Work("Trình hồ sơ đề nghị thẩm tra, công nhận xã đạt chuẩn nông thôn mới nâng cao", 0,
             "economy", "trước ngày 01/12/2026"),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("opening", "Xã Phúc Sơn Đông thành lập ngày 01/7/2025 từ ba xã cũ, có 6 xóm, 1.964 hộ, "
           "8.112 nhân khẩu, 5 dân tộc; năm 2024 UBND tỉnh Bắc Kạn (cũ) và UBND tỉnh Thái Nguyên "
           "đã cùng làm đường nối hai tỉnh.")  # fmt: skip
    m.text("achievements", "- Thu nhập bình quân năm 2025 đạt 57,2 triệu đồng/người; năm 2023 là "
           "49 triệu đồng/người.\n- Có 1.571/1.964 hộ (80%) dùng điện thoại thông minh.\n- Năm "
           "2025 huy động 4,2 tỷ đồng: ngân sách 2,6 tỷ đồng, nhân dân 1,6 tỷ đồng.")  # fmt: skip
    m.text("shortcomings", "- Còn 4 xóm chưa có điểm tập kết rác, 2 xóm đã có.\n- Chỉ tiêu 2.2 mới "
           "đạt 78%, thiếu 7 điểm phần trăm.")  # fmt: skip
    m.text("resources", "- Cơ cấu nguồn vốn: ngân sách 60%, nhân dân 30%, doanh nghiệp 10%.\n- Mỗi "
           "mét đường 550 nghìn đồng; xã hỗ trợ 60%, nhân dân đóng góp 40%.")  # fmt: skip
    m.text("implementation", "- Phê duyệt thiết kế trong tháng 3, khởi công trong tháng 4.\n- Niêm "
           "yết công khai kết quả tự đánh giá tại trụ sở trong 15 ngày.\n- Văn phòng HĐND và UBND "
           "xã tổng hợp, báo cáo trước ngày 14 hàng tháng.")  # fmt: skip
    m.task("Phê duyệt thiết kế đường Đồng Xe", 2, "chair", "trước ngày 31/3/2026")
    m.task("Khởi công đường Đồng Xe", 2, "land", "trong tháng 4/2026")
    m.task("Hoàn thành đường Đồng Xe", 2, "land", "trong tháng 10/2026")
    m.money("Điểm tập kết rác xóm Na Mao", 180_000_000,
            {"commune": 100_000_000, "people": 80_000_000})  # fmt: skip
    PlanWindow.objects.create(plan=m.plan, order=3, text="Hoàn thiện hồ sơ minh chứng",
                              deadline_words="từ tháng 9/2026 đến hết tháng 11/2026")  # fmt: skip
    m.paper("Báo cáo của UBND huyện về đường giao thông năm 2024", dated_on=date(2025, 3, 1),
            issuer="UBND huyện Đại Từ")  # fmt: skip
