"""Lộc Phú Hòa, Bình Phước, a commune of the rubber country: the plan of 2024."""

from datetime import date

from tasks.models import ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

SPEC = Spec(
    "Bình Phước", "Lộc Ninh", "Lộc Phú Hòa", "ấp",
    ["Thắng Lợi", "Vẻ Vang", "Bù Linh", "Soor Rung", "Tân Mai", "Cây Chặt", "Ấp 7"],
    2024, date(2024, 9, 12),
    {
        "chair": ("Nguyễn Quốc Thể", "Chủ tịch UBND xã"),
        "vice": ("Điểu Thị Hoan", "Phó Chủ tịch UBND xã"),
        "land": ("Hồ Sỹ Hùng", "Công chức Địa chính - Nông nghiệp"),
        "finance": ("Lương Thị Hải Yến", "Công chức Tài chính - Kế toán"),
        "culture": ("Trần Văn Nghĩa", "Công chức Văn hóa - Xã hội"),
        "health": ("Đinh Thị Thu Cúc", "Trưởng Trạm Y tế"),
        "police": ("Lâm Sa Rêu", "Trưởng Công an xã"),
        "left": ("Võ Văn Cảnh", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Xã đoàn", "veterans": "Hội Cựu chiến binh xã",
     "front": "Ủy ban MTTQ Việt Nam xã", "school": "Trường Tiểu học Lộc Phú A",
     "coop": "Hợp tác xã Hồ tiêu hữu cơ Lộc Phú"},
    "QĐ 1282/QĐ-UBND", "DNB", second=9,
    window="từ tháng 3/{year} đến ngày 30/11/{year}",
    target=("Có thêm ít nhất 01 sản phẩm OCOP 3 sao trở lên", 13, "sản phẩm"),
    criteria=[
        (2, "Giao thông", [
            ("2.1", "Tỷ lệ đường xã được nhựa hóa, bê tông hóa và bảo trì hằng năm", P, "%", "gte",
             "100"),
            ("2.2", "Tỷ lệ đường ấp được cứng hóa", P, "%", "gte", "90")]),
        (4, "Điện", [
            ("4.1", "Tỷ lệ hộ có đăng ký trực tiếp và sử dụng điện", P, "%", "gte", "99")]),
        (5, "Giáo dục", [
            ("5.2", "Số trường các cấp đạt chuẩn quốc gia mức độ 2", C, "trường", "gte", "1")]),
        (8, "Thông tin và Truyền thông", [
            ("8.4", "Có mạng wifi miễn phí ở các điểm công cộng", Y, "", "", ""),
            ("8.5", "Tỷ lệ ấp có cụm loa hoạt động", P, "%", "gte", "100")]),
        (10, "Thu nhập", [
            ("10.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "70")]),
        (11, "Nghèo đa chiều", [("11.1", "Tỷ lệ hộ nghèo đa chiều", P, "%", "lte", "1.5")]),
        (12, "Lao động", [
            ("12.1", "Tỷ lệ lao động qua đào tạo", P, "%", "gte", "80"),
            ("12.2", "Tỷ lệ lao động có bằng cấp, chứng chỉ", P, "%", "gte", "35")]),
        (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
            ("13.2", "Số sản phẩm OCOP được xếp hạng còn hạn", C, "sản phẩm", "gte", "2"),
            ("13.4", "Có ứng dụng chuyển đổi số truy xuất nguồn gốc", Y, "", "", "")]),
        (14, "Y tế", [
            ("14.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "95"),
            ("14.4", "Tỷ lệ dân số có sổ sức khỏe điện tử", P, "%", "gte", "80")]),
        (15, "Hành chính công", [
            ("15.2", "Tỷ lệ hồ sơ giải quyết đúng hạn", P, "%", "gte", "98")]),
        (17, "Môi trường", [
            ("17.3", "Tỷ lệ chất thải rắn sinh hoạt được thu gom", P, "%", "gte", "90"),
            ("17.4", "Tỷ lệ hộ phân loại chất thải rắn tại nguồn", P, "%", "gte", "50"),
            ("17.9", "Tỷ lệ hỏa táng", P, "%", "gte", "10")]),
        (18, "Chất lượng môi trường sống", [
            ("18.1", "Tỷ lệ hộ dùng nước sạch theo quy chuẩn", P, "%", "gte", "65"),
            ("18.4", "Số vụ ngộ độc thực phẩm tập thể", C, "vụ", "lte", "0")]),
        (19, "Quốc phòng và An ninh", [
            ("19.1", "Tỷ lệ dân quân tự vệ hoàn thành huấn luyện", P, "%", "gte", "95")]),
    ],
    stands={
        "2.1": ("met", "100"), "2.2": ("met", "94.2"), "4.1": ("met", "99.7"), "5.2": ("met", "2"),
        "8.4": ("met", None), "8.5": ("met", "100"), "10.1": ("met", "74.3"),
        "11.1": ("met", "0.8"), "12.1": ("met", "84"), "12.2": ("met", "41"),
        "13.2": ("not_met", "1"), "13.4": ("met", None), "14.1": ("met", "95.9"),
        "14.4": ("not_met", "66"), "15.2": ("met", "99.4"), "17.3": ("met", "93"),
        "17.4": ("not_met", "34"), "17.9": ("met", "12"), "18.1": ("met", "71.5"),
        "18.4": ("met", "0"), "19.1": ("met", "98"),
    },
    village_criteria=[
        (1, "Giao thông", [("1.1", "Tỷ lệ đường ấp được cứng hóa", P, "%", "gte", "90")]),
        (2, "An ninh trật tự", [("2.1", "Ấp đạt chuẩn an toàn về an ninh, trật tự", Y, "", "",
                                 "")]),
        (3, "Môi trường", [("3.1", "Tỷ lệ hộ phân loại chất thải rắn tại nguồn", P, "%", "gte",
                            "60")]),
    ],
    village_stands={"1.1": ("met", "96"), "2.1": ("met", None), "3.1": ("not_met", "48")},
    work=(
        Work("Hoàn thiện hồ sơ, mẫu mã tiêu đen hữu cơ tham gia đánh giá OCOP", 13, "coop",
             "trước ngày 15/10/2024", "13.2", support="farmers"),
        Work("Lập sổ sức khỏe điện tử lưu động tại 7 ấp", 14, "health", "trong tháng 11/2024",
             "14.4", support="culture"),
        Work("Tập huấn phân loại rác, phát 1.200 thùng rác", 17, "women", "hết quý III/2024",
             "17.4", support="front"),
        # Odd to look at, and right.
        Work("Duy tu 2,4/6 km đường liên xã (40%), phần còn lại thuộc dự án của huyện", 2, "land",
             "tháng 11/2024"),
        Work("Tổ chức lễ hội Phá Bàu của đồng bào Khmer", 8, "culture", "tháng 4/2024",
             done=date(2024, 4, 14)),
        Work("Kiểm tra tiến độ đường ấp Thắng Lợi đi ấp Bù Linh", 2, "land", "tháng 10/2024"),
        Work("Khai giảng năm học 2024 - 2025", 5, "school", "05/9/2024", done=date(2024, 9, 5)),
        Work("Huấn luyện dân quân theo Kế hoạch số 18/KH-BCH ngày 20/2/2024", 19, "police",
             "tháng 10/2024"),
        Work("Phát thanh tuyên truyền tại 7/7 ấp", 8, "culture", "tháng 10/2024"),
        Work("Tổng kết 10 năm thực hiện Chỉ thị 40-CT/TW về tín dụng chính sách", 11, "veterans",
             "trước ngày 31/8/2024", done=date(2024, 8, 28)),
        Work("Mời doanh nghiệp cao su Lộc Ninh ký thỏa thuận tuyển dụng", 12, "youth",
             "tháng 10/2024"),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("achievements", "- Năm 2023 toàn xã có 12 hộ thoát nghèo, còn 19 hộ nghèo.\n"
           "- Đã vận động 1,8 tỷ đồng, trong đó nhân dân hiến 2.300 m2 đất.")  # fmt: skip
    m.text(
        "organisation",
        "- Đồng chí Nguyễn Quốc Thể, Chủ tịch UBND xã, Trưởng Ban Chỉ đạo, "
        "chỉ đạo chung.\n- Thường trực Ban Chỉ đạo họp giao ban vào tuần cuối tháng.",
    )
    m.cite("1282/QĐ-UBND", "Ban hành Bộ tiêu chí xã nông thôn mới nâng cao tỉnh Bình Phước giai "
           "đoạn 2021 - 2025", date(2022, 7, 18), "UBND tỉnh Bình Phước")  # fmt: skip
    m.paper(
        "Quyết định công nhận trường đạt chuẩn quốc gia mức độ 2",
        "5.2",
        number="1871/QĐ-UBND",
        dated_on=date(2021, 8, 20),
        expires_on=date(2026, 8, 20),
    )
    m.money("Nhựa hóa đường ấp Tân Mai", 3_150_000_000,
            {"district": 2_000_000_000, "commune": 900_000_000, "people": 250_000_000},
            words="3 tỷ 150 triệu đồng")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan, order=2, who="Ban phát triển các ấp", report_to="UBND xã",
        text="Kết quả thực hiện ở ấp", rhythm_words="trước ngày 20 hằng tháng",
    )  # fmt: skip
