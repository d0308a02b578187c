"""A commune of the midlands in 2024, judged by the advanced criteria: what is right there."""

from datetime import date
from decimal import Decimal

from tasks.models import ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

CRITERIA = [
    (1, "Quy hoạch", [("1.1", "Có quy hoạch chung xây dựng xã còn thời hạn", Y, "", "", "")]),
    (2, "Giao thông", [
        ("2.1", "Tỷ lệ đường xã được bảo trì hằng năm", P, "%", "gte", "100"),
        ("2.4", "Tỷ lệ đường ngõ, xóm được cứng hóa", P, "%", "gte", "85"),
    ]),
    (3, "Thủy lợi và phòng, chống thiên tai", [
        ("3.1", "Tỷ lệ diện tích đất nông nghiệp được tưới tiêu chủ động", P, "%", "gte", "90"),
    ]),
    (4, "Điện", [("4.1", "Có hệ thống điện đạt chuẩn", Y, "", "", "")]),
    (5, "Giáo dục", [
        ("5.1", "Tỷ lệ trường học đạt chuẩn cơ sở vật chất mức độ 1", P, "%", "gte", "100"),
        ("5.2", "Tỷ lệ trẻ 6 tuổi vào lớp 1", P, "%", "gte", "100"),
    ]),
    (6, "Văn hóa", [
        ("6.2", "Tỷ lệ xóm đạt tiêu chuẩn văn hóa", P, "%", "gte", "80"),
        ("6.3", "Số xóm có sân thể thao", C, "xóm", "gte", "4"),
    ]),
    (8, "Thông tin và truyền thông", [
        ("8.2", "Tỷ lệ hộ có thiết bị thông minh kết nối Internet", P, "%", "gte", "80"),
    ]),
    (9, "Nhà ở dân cư", [("9.1", "Tỷ lệ hộ có nhà ở kiên cố", P, "%", "gte", "90")]),
    (10, "Thu nhập", [
        ("10.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "55"),
    ]),
    (11, "Nghèo đa chiều", [("11.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "6")]),
    (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
        ("13.2", "Số sản phẩm OCOP còn thời hạn", C, "sản phẩm", "gte", "1"),
    ]),
    (15, "Hành chính công", [("15.2", "Không để xảy ra khiếu nại vượt cấp", Y, "", "", "")]),
    (17, "Môi trường", [
        ("17.1", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", P, "%", "gte", "80"),
        ("17.3", "Tỷ lệ hộ có công trình chăn nuôi bảo đảm vệ sinh", P, "%", "gte", "85"),
    ]),
    (19, "Quốc phòng và An ninh", [("19.1", "Xây dựng lực lượng dân quân vững mạnh", Y, "", "",
                                    "")]),
]  # fmt: skip
STANDS = {
    "1.1": ("met", None), "2.1": ("met", "100"), "2.4": ("met", "87"), "3.1": ("met", "92.5"),
    "4.1": ("met", None), "5.1": ("not_met", "75"), "5.2": ("met", "100"), "6.2": ("met", "83.3"),
    "6.3": ("met", "5"), "8.2": ("met", "84"), "9.1": ("not_met", "86.4"), "10.1": ("met", "57.3"),
    "11.1": ("met", "4.9"), "13.2": ("met", "2"), "15.2": ("met", None), "17.1": ("met", "82"),
    "17.3": ("not_met", "79"), "19.1": ("met", None),
}  # fmt: skip
SPEC = Spec(
    "Thái Nguyên", "Phú Lương", "Yên Ninh Đông", "xóm",
    ["Đồng Kem", "Bằng Ninh", "Khe Khoang", "Suối Bốc", "Làng Muông", "Ba Luồng"],
    2024, date(2024, 9, 23),
    {
        "chair": ("Ma Khánh Tùng", "Chủ tịch UBND xã"),
        "vice": ("Hoàng Thị Xuyến", "Phó Chủ tịch UBND xã"),
        "land": ("Trương Đức Lập", "Công chức Địa chính - Xây dựng"),
        "culture": ("Lưu Thị Huyền", "Công chức Văn hóa - Xã hội"),
        "health": ("Nông Văn Chấn", "Trạm trưởng Trạm Y tế"),
        "left": ("Hà Đình Sửu", "Nguyên Chủ tịch Hội Nông dân xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "veterans": "Hội Cựu chiến binh xã",
     "front": "Ủy ban Mặt trận Tổ quốc xã",
     "school": "Trường Mầm non Yên Ninh"},
    "QĐ 1318/QĐ-UBND", "TDMNPB", second=8, criteria=CRITERIA, stands=STANDS,
    work=(
        Work("Xây 04 phòng học và nhà bếp Trường Mầm non", 5, "school", "trước ngày 30/11/2024",
             "5.1", support="land"),
        Work("Xóa 11 nhà dột nát: 07 nhà xây mới, 04 nhà sửa chữa", 9, "front",
             "trong tháng 10/2024", "9.1"),
        Work("Vận động 60 hộ làm đệm lót sinh học, di dời chuồng trại", 17, "farmers",
             "đến hết quý III/2024", "17.3", support="women"),
        Work("Phát dọn hành lang đường trục xã dài 6,2 km", 2, "veterans", "tháng 3/2024",
             done=date(2024, 3, 25)),
        Work("Kiểm tra an toàn điện trước mùa mưa bão", 4, "land", "tháng 5/2024",
             done=date(2024, 5, 24)),
    ),
    target=("Có thêm 1 sản phẩm OCOP được xếp hạng 3 sao", 13, "sản phẩm"),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd there and is right."""
    m.text(
        "opening",
        "Xã có 6 xóm với 1.264 hộ, 5.037 nhân khẩu, trong đó 38% là người dân tộc "
        "Tày, 27% là người Sán Chí. Diện tích đất tự nhiên 1.894 ha.",
    )
    m.text(
        "achievements",
        "- Đạt 11/14 tiêu chí. Còn 03 tiêu chí chưa đạt: 5 (Giáo dục), 9 (Nhà ở "
        "dân cư), 17 (Môi trường).\n- Thu nhập bình quân đầu người tăng từ 52,1 lên 57,3 triệu "
        "đồng/người/năm; 5/6 xóm đạt tiêu chuẩn văn hóa.",
    )
    m.text(
        "shortcomings",
        "- Xóm Ba Luồng chưa có sân thể thao; 21% số hộ chăn nuôi chưa có công "
        "trình bảo đảm vệ sinh.\n- 3/4 trường đạt chuẩn cơ sở vật chất, còn Trường Mầm non.",
    )
    m.text(
        "resources",
        "- Tổng nhu cầu 3,5 tỷ đồng, trong đó ngân sách huyện 2 tỷ đồng, ngân sách "
        "xã 0,9 tỷ đồng, nhân dân đóng góp 0,6 tỷ đồng.",
    )
    m.text(
        "implementation",
        "- Đồng chí Ma Khánh Tùng phụ trách các tiêu chí 1, 2, 3, 4, 5, 6.\n- "
        "Đồng chí Hoàng Thị Xuyến phụ trách các tiêu chí 8, 9, 10, 11, 13, 15, 17, 19.\n- Các "
        "xóm báo cáo UBND xã vào thứ Sáu hằng tuần.",
    )
    _rows(m)


def _rows(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan,
        order=2,
        who="Trưởng các xóm",
        text="Tiến độ thực hiện của xóm",
        rhythm_words="hàng tuần",
        report_to="UBND xã",
    )
    m.money(
        "Xây 04 phòng học Trường Mầm non",
        2_600_000_000,
        {"district": 2_000_000_000, "commune": 400_000_000, "people": 200_000_000},
        words="2,6 tỷ đồng",
    )
    m.target(
        "Tỷ lệ hộ có nhà ở kiên cố đạt 90% trở lên",
        9,
        comparator="gte",
        unit_words="%",
        indicator=m.results["9.1"].indicator,
        value=Decimal(90),
    )
