"""Faults in Ea Hning, Đắk Lắk: the plan of 2025."""

from datetime import date
from decimal import Decimal

from evidence.papers.models import Proof
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    ReportingDuty,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body, Unit

SUPPORT = AssignmentKind.SUPPORT


@fault(1, "body of a level that is no more", "Hạt Kiểm lâm huyện", wrong="huyện|không còn")
def _(m: Made) -> None:
    m.task("Phối hợp Hạt Kiểm lâm huyện tuần tra rừng", 17, "land", "trong tháng 11/2025")


@fault(
    1, "lead body of an ended unit", "Ban tự quản buôn Dray", wrong="không còn|sáp nhập|ngừng|thôi"
)
def _(m: Made) -> None:
    from tests import factories as make

    gone = make.make_unit("village", "Dray", m.unit, noun="buôn")
    Unit.objects.filter(pk=gone.pk).update(valid_to=date(2025, 6, 30))
    body = Body.objects.create(unit=gone, name="Ban tự quản buôn Dray")
    made = m.task("Sửa bến nước đầu buôn", 17, None, "trong tháng 10/2025")
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(1, "task in an ended village", "Kẻ vẽ khẩu hiệu", wrong="không còn|sáp nhập|thôi")
def _(m: Made) -> None:
    gone = Unit.objects.get(name="Dray")
    m.task("Kẻ vẽ khẩu hiệu tường rào", 6, "culture", "trong tháng 9/2025", unit=gone)


@fault(1, "acts before it is set up", "Tổ công nghệ số cộng đồng", wrong="trước|thành lập|chưa có")
def _(m: Made) -> None:
    m.task("Thành lập Tổ công nghệ số cộng đồng", 15, "culture", "trong tháng 10/2025")
    body = Body.objects.create(unit=m.unit, name="Tổ công nghệ số cộng đồng")
    made = m.task("Cài đặt định danh điện tử cho người dân", 15, None, "trong tháng 5/2025")
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(1, "one work, two leads in two places", "Bê tông hóa 1,2 km", wrong="chủ trì|giao")
def _(m: Made) -> None:
    m.task("Bê tông hóa 1,2 km đường nội buôn Kram", 2, "land", "trong tháng 10/2025")
    m.task("Bê tông hóa 1,2 km đường nội buôn Kram", 2, "vice", "trong tháng 10/2025")


@fault(1, "unknown person named", "Y Sơn Hmok", wrong="y sơn hmok")
def _(m: Made) -> None:
    m.task("Giao ông Y Sơn Hmok vận động già làng ký cam kết", 19, "culture", "tháng 9/2025")


@fault(1, "deadline in the text differs", "Nghiệm thu nhà sinh hoạt cộng đồng", wrong="hạn")
def _(m: Made) -> None:
    m.task(
        "Nghiệm thu nhà sinh hoạt cộng đồng buôn Puăn A, xong trước ngày 30/4/2025",
        6, "land", "trong tháng 10/2025",
    )  # fmt: skip


@fault(1, "deadline of another year", "Cấp mã số vùng trồng sầu riêng", wrong="ngoài|trước|năm")
def _(m: Made) -> None:
    m.task("Cấp mã số vùng trồng sầu riêng", 13, "land", "trong quý II/2024")


@fault(1, "after the target's day", "Hoàn thiện hồ sơ đề nghị công nhận", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.task("Hoàn thiện hồ sơ đề nghị công nhận", 0, "vice", "trước ngày 28/02/2026",
           assessment=m.assessment)  # fmt: skip


@fault(1, "impossible day", "Tiêm phòng đàn gia súc", wrong="đọc|thời hạn|hạn")
def _(m: Made) -> None:
    m.task("Tiêm phòng đàn gia súc đợt 2", 13, "farmers", "trước ngày 31/9/2025")


@fault(1, "unmet indicator without task", "14.1", wrong="chỉ tiêu khác|không có việc")
def _(m: Made) -> None:
    m.enter("14.1", "not_met", "88.5")


@fault(1, "code of another criterion", "17.2", "Tập huấn ủ phân", wrong="17\\.2|tiêu chí")
def _(m: Made) -> None:
    m.task("Tập huấn ủ phân hữu cơ (chỉ tiêu 17.2)", 13, "farmers", "trong tháng 10/2025")


@fault(1, "number and name of a criterion disagree", "tiêu chí số 14", wrong="14")
def _(m: Made) -> None:
    m.text("quality", "- Tập trung cho tiêu chí số 14 (Giao thông), tiêu chí số 17 (Môi trường).")


@fault(1, "met count differs from the record", "7/10", wrong="7/10|đạt")
def _(m: Made) -> None:
    m.text("opening", "Đến ngày 31/12/2024 xã Ea Hning đã đạt 7/10 tiêu chí, còn 4 tiêu chí chưa "
           "đạt.")  # fmt: skip


@fault(1, "late work of a met criterion", "15|thành lập", wrong="quá hạn")
def _(m: Made) -> None:
    """Planted with the work that comes before its body is set up."""


@fault(1, "level unknown", "11.1", wrong="mức")
def _(m: Made) -> None:
    m.results["11.1"].indicator.levels.all().delete()


@fault(1, "at the level, which rises", "17.1", wrong="năm sau|tăng|2026")
def _(m: Made) -> None:
    m.enter("17.1", "met", "90")
    m.results["17.1"].indicator.levels.create(
        comparator="gte", value=Decimal(95), year_from=2026, confidence="verified", edition=0
    )


@fault(1, "more than all", "2.2", wrong="100|lớn hơn|vượt|không thể")
def _(m: Made) -> None:
    m.enter("2.2", "met", "108")


@fault(1, "more than the whole", "6.2", wrong="mẫu|lớn hơn|vượt|không thể")
def _(m: Made) -> None:
    m.enter("6.2", "met", "9", denominator=Decimal(7))


@fault(1, "figure of the future", "18.1", wrong="sau hôm nay|chưa đến|không thuộc")
def _(m: Made) -> None:
    from criteria.models import Result

    Result.objects.filter(pk=m.results["18.1"].pk).update(as_of=date(2025, 12, 31))


@fault(1, "figure too old", "10.1", wrong="cũ|trước|ngoài|2022")
def _(m: Made) -> None:
    m.enter("10.1", "met", "58.6", as_of=date(2022, 6, 30))


@fault(1, "paper outside the period", "Báo cáo thu gom rác năm 2021", wrong="ngoài|kỳ")
def _(m: Made) -> None:
    m.paper("Báo cáo thu gom rác năm 2021", "17.1", period_from=date(2021, 1, 1),
            period_to=date(2021, 12, 31), dated_on=date(2022, 1, 10))  # fmt: skip


@fault(1, "paper for contradicting claims", "Biên bản kiểm tra vệ sinh", wrong="mâu thuẫn|cả|trái")
def _(m: Made) -> None:
    row = m.paper("Biên bản kiểm tra vệ sinh hộ gia đình", "17.1")
    Proof.objects.create(evidence=row, result=m.results["17.2"])


@fault(1, "duplicate number", "77/BC-UBND", wrong="77/bc-ubnd")
def _(m: Made) -> None:
    for title in ("Báo cáo bảo hiểm y tế", "Báo cáo nước sạch nông thôn"):
        m.paper(title, "14.1", number="77/BC-UBND")


@fault(
    1, "two sums of one total", "Nhà sinh hoạt cộng đồng buôn Kram", wrong="tổng|hai|khác nhau|lệch"
)
def _(m: Made) -> None:
    text = "Nhà sinh hoạt cộng đồng buôn Kram"
    m.money(text, 1_200_000_000, {"province": 1_200_000_000})
    m.money(text, 1_500_000_000, {"province": 1_500_000_000})


@fault(1, "paid more than mobilised", "Giếng khoan tập trung", wrong="giải ngân|huy động|vượt")
def _(m: Made) -> None:
    m.money("Giếng khoan tập trung buôn Puăn A", 300_000_000, {"people": 300_000_000},
            stage="mobilised")  # fmt: skip
    m.money("Giếng khoan tập trung buôn Puăn A", 420_000_000, {"people": 420_000_000}, stage="paid")


@fault(1, "sum without source", "Mua 40 xe thu gom rác", wrong="nguồn")
def _(m: Made) -> None:
    m.money("Mua 40 xe thu gom rác", 200_000_000, {})


@fault(1, "words of a sum differ", "Lát vỉa hè", wrong="khác|lệch|viết|khớp")
def _(m: Made) -> None:
    m.money(
        "Lát vỉa hè trung tâm xã", 25_000_000_000, {"commune": 25_000_000_000}, words="2,5 tỷ đồng"
    )


@fault(1, "village contradicts the commune", "6.2", "Ea Kung", wrong="ea kung")
def _(m: Made) -> None:
    # The village's own criterion 3 is unmet; a like indicator of the commune claims all villages.
    one = m.village_results["3"].indicator
    one.wording = m.results["6.2"].indicator.wording
    one.save()


@fault(1, "body named beyond the commune's bodies", "Xử lý điểm đen về rác", wrong="rõ|vai trò|tên")
def _(m: Made) -> None:
    m.task("Xử lý điểm đen về rác", 17, "các ngành liên quan", "trong tháng 9/2025")


@fault(1, "reporting duty without addressee", "Gửi báo cáo nước sạch", wrong="ai|nơi nhận|với")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=3, who="Phòng Kinh tế", text="Gửi báo cáo nước sạch",
        rhythm_words="hàng quý",
    )  # fmt: skip


@fault(1, "stale name of another commune", "xã Ea Phê", wrong="ea phê")
def _(m: Made) -> None:
    m.text("closing", "Trên đây là kế hoạch thực hiện năm 2025 của UBND xã Ea Phê.")


@fault(1, "stale year", "2019", wrong="2019|năm")
def _(m: Made) -> None:
    m.text("infrastructure", "- Hoàn thành đầu tư hạ tầng trong năm 2019 theo đề án.")


@fault(1, "person leads and supports", "Mở lớp xóa mù chữ", wrong="vừa|phối hợp|hai lần|trùng")
def _(m: Made) -> None:
    made = m.task("Mở lớp xóa mù chữ cho phụ nữ", 6, "culture", "trong tháng 10/2025")
    m.give(made, "culture", SUPPORT)
