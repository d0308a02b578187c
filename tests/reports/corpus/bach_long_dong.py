"""An island that is a special zone, in 2026: what is right there."""

from datetime import date
from decimal import Decimal

from criteria.models import Figure
from tasks.models import Attendance, Meeting, ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.ham_kiem_thuong import CRITERIA, STANDS
from tests.reports.corpus.specs import P, Spec, Work, Y

SPEC = Spec(
    "Hải Phòng", "", "Bạch Long Đông", "thôn",
    ["Phù Long", "Cái Bèo", "Vụng Gấm", "Áng Sỏi"],
    2026, date(2026, 10, 5),
    {
        "chair": ("Đồng Văn Hoạt", "Chủ tịch UBND đặc khu"),
        "vice": ("Bùi Thị Ngân Hà", "Phó Chủ tịch UBND đặc khu"),
        "land": ("Vũ Trí Dũng", "Chuyên viên Phòng Kinh tế, Hạ tầng và Đô thị"),
        "culture": ("Lương Thu Trà", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Phạm Đắc Lượng", "Trưởng Trạm Y tế đặc khu"),
        "left": ("Nguyễn Bá Thông", "Nguyên chuyên viên Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ đặc khu", "veterans": "Hội Cựu chiến binh đặc khu",
     "front": "Ủy ban MTTQ Việt Nam đặc khu", "youth": "Đoàn Thanh niên đặc khu",
     "economy": "Phòng Kinh tế, Hạ tầng và Đô thị", "border": "Đồn Biên phòng Cái Bèo"},
    "QĐ 58/2026/QĐ-UBND", "DBSH", level="đặc khu", tier="NTM", second=6,
    criteria=CRITERIA,
    stands=STANDS | {"5.1": ("not_met", "50"), "7.2": ("met", "4"), "8.2": ("met", "90.2"),
                     "8.4": ("not_met", "36"), "6.1": ("met", "2.5")},
    village_criteria=[
        (1, "Đường thôn", [("1", "Tỷ lệ đường ngõ có điện chiếu sáng", P, "%", "gte", "80")]),
        (2, "Nhà văn hóa", [("2", "Có nhà văn hóa đạt chuẩn", Y, "", "", "")]),
        (3, "Rác thải nhựa", [("3", "Tỷ lệ hộ thu gom rác nhựa riêng", P, "%", "gte", "60")]),
    ],
    village_stands={"1": ("met", "92"), "2": ("met", None), "3": ("not_met", "48")},
    work=(
        Work("Đưa nước mắm Cái Bèo đủ điều kiện đánh giá OCOP", 3, "economy",
             "trước ngày 15/11/2026", "3.7"),
        Work("Giúp thôn Áng Sỏi, thôn Vụng Gấm đạt thôn văn hóa", 5, "culture",
             "trong quý III/2026", "5.1", support="front"),
        Work("Đặt 24 lồng thu rác nhựa, mỗi thôn 6 lồng", 8, "youth", "hết tháng 10/2026", "8.4",
             support="border"),
        Work("Thả 2.000 con cua giống ở bãi Vụng Gấm", 3, "veterans", "tháng 4/2026",
             done=date(2026, 4, 18)),
        Work("Sửa 180 m kè bến tàu Phù Long sau bão", 2, "land", "trước ngày 30/10/2026",
             village="Phù Long"),
    ),
    target=("Có thêm ít nhất 1 sản phẩm OCOP từ 3 sao", 3, "sản phẩm"),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd there and is right."""
    m.text(
        "opening",
        "Đặc khu có 4 thôn, 1.480 hộ: Phù Long 530 hộ, Cái Bèo 410 hộ, Vụng Gấm 290 "
        "hộ, Áng Sỏi 250 hộ; 37 hộ nghèo (2,5%).",
    )
    m.text(
        "achievements",
        "- Đạt 7/10 tiêu chí.\n- 1.335/1.480 hộ (90,2%) được thu gom rác; 2/4 "
        "thôn được công nhận thôn văn hóa, 02 thôn còn lại là Vụng Gấm và Áng Sỏi.\n- Giải ngân "
        "1,2 tỷ đồng, đạt 80% kế hoạch vốn 1,5 tỷ đồng.",
    )
    m.text(
        "outreach",
        "- Phát thanh 3 buổi/tuần, mỗi buổi 15 phút; ra quân 02 đợt: đợt 1 ngày "
        "05/6/2026 (Ngày Môi trường thế giới), đợt 2 ngày 08/8/2026.",
    )
    m.text(
        "resources",
        "- Vận động mỗi hộ 200.000 đồng, 1.480 hộ được 296 triệu đồng.\n- Trong 06 "
        "tháng (từ tháng 5 đến tháng 10) quyết toán xong công trình 2025.",
    )
    m.text(
        "organisation",
        "- Phòng Kinh tế, Hạ tầng và Đô thị là cơ quan thường trực của Ban Chỉ "
        "đạo.\n- Đồng chí Đồng Văn Hoạt là Trưởng Ban Chỉ đạo; đồng chí Bùi Thị Ngân Hà là Phó "
        "Trưởng ban.",
    )
    _rows(m)


def _rows(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan,
        order=2,
        who="Trưởng các thôn",
        text="Kết quả thu gom rác nhựa",
        rhythm_words="trước ngày 20 hàng tháng",
        report_to="Phòng Kinh tế, Hạ tầng và Đô thị",
    )
    Figure.objects.create(
        assessment=m.assessment,
        criterion=m.criterion(8),
        text="Số hộ có thùng rác hai ngăn",
        value=Decimal(533),
        out_of=Decimal(1480),
        unit_words="hộ",
        as_of=date(2026, 6, 30),
        source="Các thôn báo cáo",
    )
    held = Meeting.objects.create(
        unit=m.unit,
        held_on=date(2026, 9, 8),
        name="Giao ban tháng 9",
        rhythm="monthly",
        place="Phòng họp số 1",
        chaired_by=m.people["chair"],
        secretary=m.people["land"],
    )
    for who in ("chair", "vice", "land", "culture"):
        Attendance.objects.create(meeting=held, official=m.people[who], is_present=True)
