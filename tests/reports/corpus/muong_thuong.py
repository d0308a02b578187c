"""Mường Thượng, Lào Cai, a mountain commune merged in 2025, under the set of 2026: its plan."""

from datetime import date
from decimal import Decimal

from criteria.enums import IndicatorKind
from criteria.models import Figure
from tasks.models import Attendance, Meeting, Task
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, P, Spec, Work, Y

G = IndicatorKind.GROWTH
SPEC = Spec(
    "Lào Cai", "", "Mường Thượng", "thôn",
    ["Nà Khoang", "Bản Luổng", "Tả Van Mới", "Khuổi Dịch", "Pác Ngòi", "Tân Lập", "Nậm Tốc",
     "Đồng Mò"],
    2026, date(2026, 10, 12),
    {
        "chair": ("Vàng A Tính", "Chủ tịch UBND xã"),
        "vice": ("Lù Thị Hạnh", "Phó Chủ tịch UBND xã"),
        "standing": ("Đỗ Hải Yến", "Phó Trưởng phòng Kinh tế"),
        "land": ("Hà Văn Cường", "Trưởng phòng Kinh tế"),
        "culture": ("Mai Thị Nga", "Trưởng phòng Văn hóa - Xã hội"),
        "culture2": ("Hoàng Thị Nga", "Công chức Văn hóa - Xã hội"),
        "police": ("Giàng Seo Tồn", "Trưởng Công an xã"),
        "head": ("Vi Văn Páo", "Trưởng thôn Bản Luổng"),
        "left": ("Nông Văn Dìn", "Nguyên Chánh Văn phòng"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn TNCS Hồ Chí Minh xã", "front": "Ủy ban MTTQ Việt Nam xã",
     "economy": "Phòng Kinh tế xã", "council": "UBND xã Mường Thượng",
     "clinic": "Trạm Y tế xã", "coop": "Hợp tác xã Chè Mường Thượng",
     "service": "Trung tâm Phục vụ hành chính công xã"},
    "QĐ 51/2025/QĐ-TTg", "TDMNPB", tier="NTM", second=4,
    window="từ tháng 4/2026 đến hết ngày 15/12/2026",
    target=("Có thêm ít nhất 01 hợp tác xã được củng cố", 3, "hợp tác xã"),
    criteria=[
        (1, "Quy hoạch", [("1", "Có quy hoạch chung xã được duyệt", Y, "", "", "")]),
        (2, "Hạ tầng kinh tế - xã hội", [
            ("2", "Tỷ lệ đường thôn được cứng hóa", P, "%", "gte", "75")]),
        (3, "Phát triển kinh tế nông thôn", [
            ("3.1", "Tốc độ tăng thu nhập bình quân đầu người", G, "triệu đồng/người/năm", "gte",
             "9.5"),
            ("3.6b", "Hợp tác xã có lãi hai năm liên tiếp", Y, "", "", ""),
            ("3.6c", "Số loại sản phẩm, dịch vụ cung ứng cho thành viên", C, "loại", "gte", "1"),
            ("3.6d", "Số thành viên hợp tác xã tăng theo quy định", Y, "", "", ""),
            ("3.9b", "Tốc độ tăng số hộ kinh doanh thành lập mới", G, "hộ", "gte", "10"),
            ("3.9c", "Tốc độ tăng số lao động đóng bảo hiểm xã hội", G, "lao động", "gte", "5"),
            ("3.10", "Có khu công nghiệp được quy hoạch", Y, "", "", "")]),
        (4, "Đào tạo nguồn nhân lực nông thôn", [
            ("4", "Tỷ lệ lao động qua đào tạo", P, "%", "gte", "60")]),
        (5, "Văn hóa, giáo dục, y tế", [("5", "Tỷ lệ thôn có tủ thuốc", P, "%", "gte", "100")]),
        (6, "Giảm nghèo và an sinh xã hội", [
            ("6", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "6")]),
        (7, "Khoa học công nghệ và chuyển đổi số", [
            ("7", "Có tổ chức hướng dẫn người dân dùng dịch vụ công", Y, "", "", "")]),
        (8, "Môi trường và cảnh quan nông thôn", [
            ("8", "Tỷ lệ rác thải được thu gom, xử lý", P, "%", "gte", "80")]),
        (9, "Xây dựng hệ thống chính trị và hành chính công", [
            ("9", "Tỷ lệ hồ sơ giải quyết đúng hạn", P, "%", "gte", "98")]),
        (10, "Tiếp cận pháp luật và an ninh, quốc phòng", [
            ("10", "Xã an toàn về an ninh, trật tự", Y, "", "", "")]),
    ],
    stands={
        "1": ("met", None), "2": ("not_met", "61"), "3.1": ("met", None), "3.6b": ("met", None),
        "3.6c": ("met", "1"), "3.6d": ("met", None), "3.9b": ("met", None),
        "3.9c": ("not_met", None), "3.10": ("met", None), "4": ("met", "64"),
        "5": ("not_met", "62.5"), "6": ("not_met", "6.94"), "7": ("met", None),
        "8": ("not_met", "55"), "9": ("met", "99.2"), "10": ("met", None),
    },
    village_criteria=[
        (1, "Nhà văn hóa", [("1.1", "Thôn có nhà văn hóa", Y, "", "", "")]),
        (2, "An ninh", [("2.1", "Thôn an toàn về an ninh, trật tự", Y, "", "", "")]),
        (3, "Cảnh quan", [("3.1", "Tỷ lệ đường thôn có đèn chiếu sáng", P, "%", "gte", "60")]),
    ],
    village_stands={"1.1": ("met", None), "2.1": ("met", None), "3.1": ("not_met", "38")},
    work=(
        Work("Mở mới đường vào khu sản xuất thôn Khuổi Dịch dài 2,4 km", 2, "economy",
             "trước 30/11/2026", "2"),
        Work("Hướng dẫn doanh nghiệp đóng bảo hiểm xã hội cho lao động", 3, "culture2",
             "trước 30/11/2026", "3.9c"),
        Work("Cấp tủ thuốc cho các thôn còn thiếu", 5, "clinic", "trước 30/11/2026", "5"),
        Work("Hỗ trợ giống trâu cho 12 hộ nghèo", 6, "farmers", "trước 30/11/2026", "6"),
        Work("Ký hợp đồng thu gom rác với hợp tác xã vệ sinh", 8, "economy", "trước 15/11/2026",
             "8"),
        # Odd to look at, and right.
        Work("Sửa đường vào thôn Nà Phạ cũ, nay thuộc thôn Nà Khoang", 2, "land",
             "trước 30/11/2026"),
        Work("Rà soát, hoàn thiện toàn bộ hồ sơ minh chứng", 9, "standing",
             "đến hết ngày 15/12/2026"),
        Work("Trực hướng dẫn dịch vụ công tại các thôn", 7, "service", "hàng tháng"),
        Work("Chiếu phim lưu động về phòng, chống ma túy", 10, "culture", "tháng 9/2026",
             done=date(2026, 9, 12)),
        Work("Phát dọn hành lang lưới điện", 2, "youth", "trước 31/10/2026", village="Tân Lập"),
        Work("Phát dọn hành lang lưới điện", 2, "youth", "trước 30/11/2026", village="Đồng Mò"),
    ),
)  # fmt: skip


def grown(m: Made, code: str, claim: str, now: str, before: str, **fields: object) -> None:
    m.enter(code, claim, now, denominator=Decimal(before), **fields)


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    grown(m, "3.1", "met", "67.5", "61.2")
    grown(m, "3.9b", "met", "27", "24")
    grown(m, "3.9c", "not_met", "318", "310")
    m.enter("3.10", "not_applicable", None, note="Quy hoạch tỉnh không có khu công nghiệp ở xã")
    gone = make.make_unit("village", "Nà Phạ", m.unit, noun="thôn")
    gone.valid_to = date(2026, 7, 15)
    gone.save()
    Figure.objects.create(
        assessment=m.assessment, criterion=m.criterion(6), text="Tỷ lệ hộ cận nghèo 0,6%",
        value=Decimal("0.6"), unit_words="%", as_of=date(2026, 6, 30), source="Rà soát của xã",
    )  # fmt: skip
    planted = m.task("Trồng rừng phòng hộ đầu nguồn", 8, "farmers", "trước 30/11/2026")
    Task.objects.filter(pk=planted.pk).update(
        state="in_progress", progress="Diện tích đã trồng đạt 108% kế hoạch trồng rừng"
    )
    Task.objects.filter(deadline_words="hàng tháng").update(
        state="in_progress", progress="Đã trực 42 buổi ở 8 thôn"
    )
    m.cite("30/2020/NĐ-CP", "Về công tác văn thư", date(2020, 3, 5), "Chính phủ")
    m.paper("Báo cáo thành viên của hợp tác xã", "3.6d", period_from=date(2024, 1, 1),
            period_to=date(2025, 12, 31))  # fmt: skip
    m.money("Cầu tràn thôn Tân Lập", 640_000_000,
            {"commune": 400_000_000, "other": 240_000_000}, words="640 triệu đồng")  # fmt: skip
    held = Meeting.objects.create(
        unit=m.unit, held_on=date(2026, 9, 5), name="Giao ban tháng 8",
        chaired_by=m.people["chair"], secretary=m.people["standing"],
    )  # fmt: skip
    for who, is_present, reason in (("chair", True, ""), ("land", False, "đi tập huấn")):
        Attendance.objects.create(
            meeting=held, official=m.people[who], is_present=is_present, reason=reason
        )
