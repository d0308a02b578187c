"""A commune that was merged in July 2025 and is judged by the model criteria: what is right there,
and forty faults, as its own standing officer would be ashamed of them."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline, Result
from evidence.papers.models import Proof
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    Attendance,
    Conclusion,
    Meeting,
    Plan,
    PlanWindow,
    ReportingDuty,
    Supervision,
    Target,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y
from villages.models import Body

CRITERIA = [
    (1, "Kinh tế nông thôn", [
        ("1.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "62"),
        ("1.2", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "2"),
    ]),
    (2, "Khu dân cư kiểu mẫu", [
        ("2.1", "Tỷ lệ thôn đạt khu dân cư nông thôn mới kiểu mẫu", P, "%", "gte", "80"),
        ("2.2", "Số vườn mẫu được công nhận", C, "vườn", "gte", "30"),
    ]),
    (3, "Hạ tầng giao thông", [
        ("3.1", "Tỷ lệ đường trục thôn có rãnh thoát nước, cây bóng mát", P, "%", "gte", "70"),
    ]),
    (4, "Giáo dục", [("4.1", "Tỷ lệ trường học đạt chuẩn quốc gia", P, "%", "gte", "100")]),
    (5, "Y tế", [
        ("5.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "95"),
        ("5.2", "Tỷ lệ người dân được quản lý sức khỏe", P, "%", "gte", "90"),
    ]),
    (6, "Môi trường", [
        ("6.1", "Tỷ lệ rác thải sinh hoạt được phân loại tại hộ", P, "%", "gte", "70"),
        ("6.2", "Tỷ lệ hộ xử lý nước thải sinh hoạt", P, "%", "gte", "60"),
    ]),
    (7, "Chuyển đổi số", [
        ("7.1", "Tỷ lệ hồ sơ trực tuyến toàn trình", P, "%", "gte", "80"),
        ("7.2", "Số tổ công nghệ số cộng đồng hoạt động tốt", C, "tổ", "gte", "5"),
    ]),
    (8, "An ninh trật tự", [("8.1", "Không có khiếu kiện đông người", Y, "", "", "")]),
]  # fmt: skip
SPEC = Spec(
    "Hà Tĩnh", "", "Cẩm Lĩnh Thượng", "thôn",
    ["Nam Lĩnh", "Bắc Hòa", "Yên Sơn", "Mỹ Trung", "Đông Hạ"],
    2025, date(2025, 10, 13),
    {
        "chair": ("Phan Trọng Bính", "Chủ tịch UBND xã"),
        "vice": ("Trần Thị Mai Khanh", "Phó Chủ tịch UBND xã"),
        "land": ("Nguyễn Xuân Đạt", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Hồ Thị Lệ", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Dương Hữu Thọ", "Trưởng Trạm Y tế xã"),
        "left": ("Biện Văn Hoan", "Nguyên Trưởng Phòng Kinh tế"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "veterans": "Hội Cựu chiến binh xã", "front": "Ủy ban MTTQ Việt Nam xã",
     "youth": "Đoàn Thanh niên xã", "economy": "Phòng Kinh tế xã",
     "school": "Trường Tiểu học Cẩm Lĩnh"},
    "QĐ 36/2022/QĐ-UBND", "BTB", tier="NTM kiểu mẫu", second=4, criteria=CRITERIA,
    stands={
        "1.1": ("met", "64.2"), "1.2": ("met", "1.6"), "2.1": ("not_met", "60"),
        "2.2": ("not_met", "22"), "3.1": ("met", "76"), "4.1": ("met", "100"),
        "5.1": ("met", "96.8"), "5.2": ("met", "92"), "6.1": ("not_met", "58"),
        "6.2": ("met", "64"), "7.1": ("met", "88"), "7.2": ("met", "5"), "8.1": ("met", None),
    },
    village_criteria=[
        (1, "Nhà ở và công trình phụ trợ", [("1", "Tỷ lệ hộ có nhà kiên cố", P, "%", "gte", "95")]),
        (2, "Vườn hộ", [("2", "Số vườn mẫu", C, "vườn", "gte", "5")]),
        (3, "Hàng rào xanh", [("3", "Tỷ lệ hàng rào xanh", P, "%", "gte", "80")]),
    ],
    village_stands={"1": ("met", "98"), "2": ("met", "7"), "3": ("not_met", "66")},
    work=(
        Work("Hướng dẫn thôn Mỹ Trung, thôn Đông Hạ hoàn thiện hồ sơ khu dân cư kiểu mẫu", 2,
             "economy", "trước ngày 15/11/2025", "2.1", support="front"),
        Work("Xây dựng thêm 8 vườn mẫu, mỗi thôn ít nhất 1 vườn", 2, "farmers",
             "trong tháng 11/2025", "2.2"),
        Work("Cấp 600 thùng ủ rác hữu cơ cho hộ", 6, "women", "trong tháng 10/2025", "6.1",
             support="youth"),
        Work("Tập huấn 5 tổ công nghệ số cộng đồng", 7, "culture", "trong tháng 8/2025",
             done=date(2025, 8, 22)),
        Work("Trồng 450 cây sao đen trục thôn Yên Sơn", 3, "veterans", "trong tháng 10/2025",
             village="Yên Sơn"),
    ),
    target=("Có ít nhất 30 vườn mẫu được công nhận", 2, "vườn"),
)  # fmt: skip
S = 35


def innocents(m: Made) -> None:
    """What looks odd there and is right."""
    Target.objects.filter(plan=m.plan).update(value=Decimal(30))
    m.text(
        "opening",
        "Xã Cẩm Lĩnh Thượng được thành lập từ ngày 01/7/2025, có 5 thôn với 1.320 hộ, 4.870 khẩu; "
        "21 hộ nghèo, chiếm 1,6% số hộ.",
    )
    m.text(
        "achievements",
        "- 6 tháng đầu năm đạt 6/8 tiêu chí; còn 2 tiêu chí chưa đạt: số 2 và số 6.\n"
        "- 3/5 thôn là khu dân cư kiểu mẫu, 02 thôn còn lại đang hoàn thiện.\n"
        "- Thu nhập bình quân đạt 64,2 triệu đồng, tăng 4,1 triệu đồng so với năm 2024 (60,1 triệu "
        "đồng).",
    )
    m.text(
        "resources",
        "- Kinh phí làm rãnh thoát nước 1,6 tỷ đồng: tỉnh 900 triệu đồng, xã 450 triệu đồng, nhân "
        "dân 250 triệu đồng.\n- Hỗ trợ 600 thùng ủ, mỗi thùng 350.000 đồng, thành tiền 210 triệu "
        "đồng.",
    )
    m.text(
        "notes", "- Không dùng số liệu của các xã cũ; hồ sơ của huyện Cẩm Xuyên (cũ) lưu ở tỉnh."
    )
    _rows(m)


def _rows(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=2, who="Trưởng các thôn", text="Kết quả xây dựng vườn mẫu",
        rhythm_words="hàng tuần", report_to="Phòng Kinh tế xã",
    )  # fmt: skip
    m.target(
        "Tỷ lệ rác thải sinh hoạt được phân loại tại hộ đạt ít nhất 70%", 6, comparator="gte",
        unit_words="%", indicator=m.results["6.1"].indicator, value=Decimal(70),
    )  # fmt: skip
    held = Meeting.objects.create(
        unit=m.unit, held_on=date(2025, 10, 3), name="Giao ban tháng 10", rhythm="monthly",
        place="Hội trường UBND xã", chaired_by=m.people["chair"], secretary=m.people["culture"],
    )  # fmt: skip
    for who in ("chair", "vice", "culture", "land"):
        Attendance.objects.create(meeting=held, official=m.people[who], is_present=True)


@fault(S, "two leaders for one criterion", "tiêu chí 5", wrong="2|hai|nhiều|,")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(5), official=m.people["chair"]
    )


@fault(S, "work for what is unmet is missing for one indicator", "2.2|vườn mẫu", wrong="chưa đạt")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, indicator__code="2.2").delete()


@fault(S, "led by the branch of a village for another", "Nam Lĩnh", wrong="bắc hòa|khác")
def _(m: Made) -> None:
    row = m.task("Phát quang đường thôn Nam Lĩnh", 3, None, "tháng 11/2025")
    body = Body.objects.get(name="Ban phát triển thôn Bắc Hòa")
    Assignment.objects.create(task=row, kind="lead", order=1, body=body)


@fault(S, "no deadline at all", "đọc sách", wrong="chưa ghi thời hạn|thời hạn")
def _(m: Made) -> None:
    row = m.task("Mở phòng đọc sách ở nhà văn hóa", 4, "school", "tháng 11/2025")
    row.deadline_words = ""
    row.save()


@fault(S, "the year of the deadline is next year", "bờ kè", wrong="2026|không thuộc năm|ngoài")
def _(m: Made) -> None:
    m.task("Làm bờ kè kênh N2", 3, "economy", "tháng 3/2026")


@fault(S, "a deadline before the window", "Khảo sát tuyến rãnh", wrong="khung|trước")
def _(m: Made) -> None:
    m.task("Khảo sát tuyến rãnh", 3, "economy", "tháng 01/2025")


@fault(S, "one work, two leads", "cổng thôn", wrong="nông dân|phụ nữ|chủ trì|trùng|hai")
def _(m: Made) -> None:
    m.task("Sơn lại cổng thôn Bắc Hòa", 2, "farmers", "tháng 11/2025")
    m.task("Sơn lại cổng thôn Bắc Hòa", 2, "women", "tháng 11/2025")


@fault(S, "the target and the work disagree on the amount", "vườn mẫu", wrong="35|30")
def _(m: Made) -> None:
    m.also("goals", "- Đến cuối năm có 35 vườn mẫu được công nhận.")


@fault(S, "a figure of the present in the goals", "64,2|thu nhập", wrong="63")
def _(m: Made) -> None:
    m.also("goals", "- Thu nhập bình quân đầu người đạt 63 triệu đồng/người/năm.")


@fault(S, "three of five, and three are left", "3/5 thôn", wrong="không khớp|2|khớp")
def _(m: Made) -> None:
    m.also("shortcomings", "- Mới có 3/5 thôn có tổ thu gom, còn 3 thôn chưa có.")


@fault(S, "a share of the wrong households", "1.056/1.320", wrong="80")
def _(m: Made) -> None:
    m.also("achievements", "- 1.056/1.320 hộ (85%) ký cam kết phân loại rác.")


@fault(S, "a criterion that the text calls met", "tiêu chí số 6|tiêu chí 6", wrong="chưa đạt")
def _(m: Made) -> None:
    m.also("achievements", "- Tiêu chí số 6 đã đạt.")


@fault(S, "a set of ten in the text", "10 tiêu chí", wrong="8")
def _(m: Made) -> None:
    m.also("goals", "- Phấn đấu xã hoàn thành 10/10 tiêu chí kiểu mẫu.")


@fault(S, "met with nothing measured", "5.2", wrong="chưa ghi số liệu|số liệu")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["5.2"].pk).update(value=None)


@fault(S, "exactly below", "6.2", wrong="chưa đủ mức|60")
def _(m: Made) -> None:
    m.enter("6.2", "met", "59.9")


@fault(S, "a comma left out", "1.1|Thu nhập", wrong="642|lớn bất thường")
def _(m: Made) -> None:
    m.enter("1.1", "met", "642")


@fault(S, "estimated, and met", "7.1", wrong="ước")
def _(m: Made) -> None:
    m.enter("7.1", "met", "88", source="Ước thực hiện cả năm, ước đạt theo tiến độ")


@fault(S, "more groups than hamlets could have", "7.2", wrong="9|danh sách|số thôn")
def _(m: Made) -> None:
    m.results["7.2"].indicator.wording = "Số thôn có tổ công nghệ số cộng đồng"
    m.results["7.2"].indicator.save()
    m.enter("7.2", "met", "9")


@fault(S, "a paper without an office", "Quyết định công nhận vườn", wrong="cơ quan|số|ngày")
def _(m: Made) -> None:
    m.paper("Quyết định công nhận vườn mẫu", "3.1", number="", dated_on=None, issuer="")


@fault(S, "one number for two papers", "19/QĐ-UBND", wrong="còn là số|trùng")
def _(m: Made) -> None:
    m.paper("Quyết định thành lập tổ tự quản", "8.1", number="19/QĐ-UBND")
    m.paper("Quyết định khen thưởng", "4.1", number="19/QĐ-UBND")


@fault(S, "a certificate beyond its day", "an toàn thực phẩm", wrong="hết hiệu lực")
def _(m: Made) -> None:
    m.paper("Giấy chứng nhận an toàn thực phẩm", "5.2", expires_on=date(2025, 6, 30))


@fault(S, "from an office that is no more", "Kết quả thẩm tra", wrong="cấp huyện")
def _(m: Made) -> None:
    m.paper("Kết quả thẩm tra nước thải", "6.2", issuer="Phòng Nông nghiệp và Môi trường huyện "
            "Cẩm Xuyên", dated_on=date(2025, 9, 5))  # fmt: skip


@fault(S, "a photo of the other village", "Đông Hạ", wrong="thôn khác")
def _(m: Made) -> None:
    row = m.paper("Biên bản kiểm tra hàng rào thôn Đông Hạ")
    Proof.objects.create(evidence=row, result=m.village_results["1"])


@fault(S, "owed, which recognition forbids", "Nhà văn hóa Yên Sơn", wrong="nợ")
def _(m: Made) -> None:
    m.money("Nhà văn hóa Yên Sơn", 120_000_000, {}, stage="owed", as_of=date(2025, 9, 30))


@fault(S, "paid by a level that is gone", "Đường Bắc Hòa", wrong="huyện")
def _(m: Made) -> None:
    m.money("Đường Bắc Hòa", 700_000_000, {"district": 500_000_000, "people": 200_000_000})


@fault(S, "a total that its parts exceed", "2,1 tỷ", wrong="2,2|cộng")
def _(m: Made) -> None:
    m.also("works", "- Xây chợ xã, tổng kinh phí 2,1 tỷ đồng, trong đó ngân sách tỉnh 1,2 tỷ "
         "đồng, ngân sách xã 600 triệu đồng, doanh nghiệp 400 triệu đồng.")  # fmt: skip


@fault(S, "spent where nothing was planned", "Sân bóng Mỹ Trung", wrong="dự kiến|ngoài")
def _(m: Made) -> None:
    m.money("Sân bóng Mỹ Trung", 90_000_000, {"people": 90_000_000}, stage="paid")


@fault(S, "chaired by one who was away", "Phan Trọng Bính", wrong="vắng")
def _(m: Made) -> None:
    Attendance.objects.filter(official=m.people["chair"]).update(
        is_present=False, reason="Đi công tác"
    )


@fault(S, "concluded, and no task", "mái che", wrong="chưa giao thành nhiệm vụ")
def _(m: Made) -> None:
    Conclusion.objects.create(
        meeting=Meeting.objects.filter(unit=m.unit).earliest("pk"), order=1,
        led_by="Phòng Kinh tế xã", deadline_words="trước 30/10/2025",
        text="Giao Phòng Kinh tế lắp mái che điểm tập kết rác",
    )  # fmt: skip


@fault(S, "a meeting of another month by its name", "Giao ban tháng 7", wrong="02/9|họp ngày")
def _(m: Made) -> None:
    Meeting.objects.create(unit=m.unit, held_on=date(2025, 9, 26), name="Giao ban tháng 7",
                           rhythm="other", chaired_by=m.people["chair"],
                           secretary=m.people["land"])  # fmt: skip


@fault(S, "a window beyond the year", "Duy trì vườn mẫu", wrong="2026|ngoài năm")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=3, text="Duy trì vườn mẫu",
                              deadline_words="đến hết tháng 2/2026")  # fmt: skip


@fault(S, "a duty that nobody has", "Kết quả phân loại rác", wrong="ai báo cáo")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=5, text="Kết quả phân loại rác",
                                 report_to="UBND xã", rhythm_words="hàng tháng")  # fmt: skip


@fault(S, "a person under another title", "Nguyễn Xuân Đạt", wrong="chuyên viên|chức vụ|danh sách")
def _(m: Made) -> None:
    m.also("organisation", "- Giao đồng chí Nguyễn Xuân Đạt, Phó Chủ tịch UBND xã kiểm tra tiến "
         "độ.")  # fmt: skip


@fault(S, "a person whose name lost a letter", "Nguyễn Xuân Đạ|Nguyễn Xuân Đạc", wrong="danh sách")
def _(m: Made) -> None:
    m.also("notes", "- Đầu mối tổng hợp: đồng chí Nguyễn Xuân Đạc.")


@fault(S, "the decision's year is not its day's", "11/2023/QĐ-UBND", wrong="2023|năm")
def _(m: Made) -> None:
    m.cite("11/2023/QĐ-UBND", "Chính sách hỗ trợ xi măng", date(2024, 3, 11), "UBND tỉnh Hà Tĩnh")


@fault(S, "no issuer of what is cited", "Hướng dẫn chấm điểm vườn", wrong="cơ quan ban hành")
def _(m: Made) -> None:
    m.cite("55/HD-SNNMT", "Hướng dẫn chấm điểm vườn mẫu", date(2025, 3, 3), "")


@fault(S, "no signer", "Kế hoạch năm 2025", wrong="người ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(S, "finished before anybody could begin", "hố ga", wrong="chưa đến|trước")
def _(m: Made) -> None:
    row = m.task("Lắp 12 nắp hố ga trục thôn Bắc Hòa", 3, "economy", "tháng 10/2025")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2025, 11, 2), result="Đã lắp 12 nắp"
    )


@fault(S, "done of twelve only eight", "ghế đá", wrong="8 ghế|8/12")
def _(m: Made) -> None:
    row = m.task("Đặt 12 ghế đá ở nhà văn hóa", 2, "youth", "tháng 9/2025")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2025, 9, 20), result="Đặt được 8/12 ghế"
    )


@fault(S, "stuck", "Giải phóng mặt bằng", wrong="vướng")
def _(m: Made) -> None:
    row = m.task("Giải phóng mặt bằng đường Đông Hạ", 3, "economy", "tháng 11/2025")
    Task.objects.filter(pk=row.pk).update(state="in_progress", obstacle="Hai hộ chưa nhận tiền")


@fault(S, "supports what it leads", "ngày chủ nhật xanh", wrong="vừa chủ trì")
def _(m: Made) -> None:
    row = m.task("Tổ chức ngày chủ nhật xanh", 6, "youth", "tháng 11/2025")
    m.give(row, "youth", AssignmentKind.SUPPORT)


@fault(S, "met at the start, and not now", "8|An ninh", wrong="đầu kỳ")
def _(m: Made) -> None:
    m.enter("8.1", "not_met")
    Baseline.objects.filter(assessment=m.assessment, criterion__number=8).update(state="met")
