"""What each commune has of its own, and by what all three are judged."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from criteria.enums import IndicatorKind

P, N, C, Y = (
    IndicatorKind.PERCENT,
    IndicatorKind.NUMBER,
    IndicatorKind.COUNT,
    IndicatorKind.BOOLEAN,
)
# number, name, indicators: code, wording, kind, unit, comparator, level
CRITERIA: list[tuple[int, str, list[tuple[str, str, str, str, str, str]]]] = [
    (2, "Giao thông", [
        ("2.1", "Tỷ lệ đường xã được nhựa hóa hoặc bê tông hóa", P, "%", "gte", "100"),
        ("2.2", "Tỷ lệ đường ngõ xóm được cứng hóa, có điện chiếu sáng", P, "%", "gte", "85"),
    ]),
    (6, "Văn hóa", [
        ("6.1", "Có lắp đặt dụng cụ thể dục thể thao ngoài trời ở điểm công cộng", Y, "", "", ""),
        ("6.2", "Tỷ lệ thôn đạt chuẩn văn hóa", P, "%", "gte", "80"),
    ]),
    (10, "Thu nhập", [
        ("10.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "51"),
    ]),
    (11, "Nghèo đa chiều", [("11.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "4")]),
    (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
        ("13.1", "Hợp tác xã hoạt động hiệu quả, có hợp đồng liên kết", Y, "", "", ""),
        ("13.2", "Sản phẩm OCOP được xếp hạng còn thời hạn", C, "sản phẩm", "gte", "1"),
    ]),
    (14, "Y tế", [
        ("14.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "95"),
        ("14.3", "Tỷ lệ dân số có sổ khám chữa bệnh điện tử", P, "%", "gte", "70"),
    ]),
    (15, "Hành chính công", [
        ("15.1", "Có dịch vụ công trực tuyến một phần, toàn trình", Y, "", "", ""),
    ]),
    (17, "Môi trường", [
        ("17.1", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", P, "%", "gte", "90"),
        ("17.2", "Tỷ lệ hộ phân loại chất thải rắn tại nguồn", P, "%", "gte", "50"),
    ]),
    (18, "Chất lượng môi trường sống", [
        ("18.1", "Tỷ lệ hộ dùng nước sạch từ hệ thống tập trung", P, "%", "gte", "55"),
    ]),
    (19, "Quốc phòng và An ninh", [
        ("19.1", "Không có công dân cư trú trên địa bàn phạm tội đặc biệt nghiêm trọng", Y, "", "",
         ""),
    ]),
]  # fmt: skip
VILLAGE_CRITERIA = [
    (1, "Đường làng, ngõ xóm", [("1", "Tỷ lệ đường ngõ được cứng hóa", P, "%", "gte", "80")]),
    (2, "Nhà văn hóa", [("2", "Có nhà văn hóa và khu thể thao", Y, "", "", "")]),
    (3, "Môi trường", [("3", "Tỷ lệ hộ phân loại rác", P, "%", "gte", "60")]),
]


# What stands: code → claim, value. 13.2, 14.3 and 17.2 are the work of the year.
STANDS: dict[str, tuple[str, str | None]] = {
    "2.1": ("met", "100"), "2.2": ("met", "91.5"), "6.1": ("met", None), "6.2": ("met", "100"),
    "10.1": ("met", "58.6"), "11.1": ("met", "2.4"), "13.1": ("met", None),
    "13.2": ("not_met", "0"), "14.1": ("met", "96.2"), "14.3": ("not_met", "61.8"),
    "15.1": ("met", None), "17.1": ("met", "93"), "17.2": ("not_met", "38.5"),
    "18.1": ("met", "71"), "19.1": ("met", None),
}  # fmt: skip
VILLAGE_STANDS = {"1": ("met", "88"), "2": ("met", None), "3": ("not_met", "41")}


@dataclass(frozen=True)
class Work:
    """A row of the plan that is right: by whom, until when, for which criterion, where."""

    text: str
    number: int
    who: str
    until: str
    code: str = ""
    village: str = ""
    done: date | None = None
    support: str = ""


@dataclass(frozen=True)
class Spec:
    """What one commune has of its own."""

    province: str
    district: str
    name: str
    noun: str
    villages: list[str]
    year: int
    today: date
    people: dict[str, tuple[str, str]]  # key → name, title
    bodies: dict[str, str]
    decision: str  # of the set
    region: str
    level: str = "xã"
    tier: str = "NTM nâng cao"
    criteria: list[Any] = field(default_factory=lambda: CRITERIA)
    village_criteria: list[Any] = field(default_factory=lambda: VILLAGE_CRITERIA)
    stands: dict[str, tuple[str, str | None]] = field(default_factory=lambda: STANDS)
    village_stands: dict[str, tuple[str, str | None]] = field(
        default_factory=lambda: VILLAGE_STANDS
    )
    work: tuple[Work, ...] = ()  # in place of the work that the first three share
    second: int = 12  # the first criterion that the vice-chair directs
    window: str = "từ tháng 2/{year} đến tháng 11/{year}"
    target: tuple[str, int, str] = (
        "Có ít nhất 1 sản phẩm OCOP được xếp hạng 3 sao", 13, "sản phẩm",
    )  # fmt: skip


FIRST_SPECS = [
    Spec(
        "Thanh Hóa", "Thọ Xuân", "Vĩnh Lạc", "thôn", ["Đồng Vạn", "Lam Kiều", "Phúc Trạch"],
        2024, date(2024, 8, 15),
        {
            "chair": ("Lê Bá Thiệu", "Chủ tịch UBND xã"),
            "vice": ("Hoàng Thị Mơ", "Phó Chủ tịch UBND xã"),
            "land": ("Trịnh Đình Quế", "Công chức Địa chính - Xây dựng"),
            "culture": ("Lê Thị Thắm", "Công chức Văn hóa - Xã hội"),
            "health": ("Mai Xuân Tề", "Trạm trưởng Trạm Y tế"),
            "left": ("Đỗ Viết Rạng", "Nguyên Phó Chủ tịch UBND xã"),
        },
        {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
         "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã"},
        "QĐ 3333/QĐ-UBND", "BTB",
    ),
    Spec(
        "Đắk Lắk", "Krông Pắc", "Ea Hning", "buôn", ["Ea Kung", "Kram", "Puăn A"],
        2025, date(2025, 9, 10),
        {
            "chair": ("Y Thuyên Byă", "Chủ tịch UBND xã"),
            "vice": ("Nguyễn Đăng Khởi", "Phó Chủ tịch UBND xã"),
            "land": ("H'Lan Niê", "Chuyên viên Phòng Kinh tế"),
            "culture": ("Phạm Quỳnh Dao", "Chuyên viên Phòng Văn hóa - Xã hội"),
            "health": ("Y Blim Mlô", "Trạm trưởng Trạm Y tế"),
            "left": ("Bùi Hữu Tạo", "Nguyên chuyên viên"),
        },
        {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
         "economy": "Phòng Kinh tế xã", "school": "Trường Tiểu học Lê Hồng Phong"},
        "QĐ 1012/QĐ-UBND", "TN",
    ),
    Spec(
        "Đồng Tháp", "Cai Lậy", "Phú Thạnh Tây", "ấp", ["Phú Lợi", "Thạnh Hưng", "Bờ Đập"],
        2026, date(2026, 9, 15),
        {
            "chair": ("Võ Thanh Nhàn", "Chủ tịch UBND xã"),
            "vice": ("Trần Thị Út Em", "Phó Chủ tịch UBND xã"),
            "land": ("Huỳnh Công Đẳng", "Chuyên viên Phòng Kinh tế"),
            "culture": ("Lâm Mỹ Chi", "Chuyên viên Phòng Văn hóa - Xã hội"),
            "health": ("Ngô Tấn Phước", "Trạm trưởng Trạm Y tế"),
            "left": ("Phan Văn Sáu", "Nguyên chuyên viên"),
        },
        {"women": "Hội Liên hiệp Phụ nữ xã", "veterans": "Hội Cựu chiến binh xã",
         "economy": "Phòng Kinh tế xã", "coop": "Hợp tác xã Nông nghiệp Thạnh Tây"},
        "QĐ 245/QĐ-UBND", "DBSCL",
    ),
]  # fmt: skip
