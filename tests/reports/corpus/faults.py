"""The faults: their kind, what is written into the plan, and which words a finding of it holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from criteria.models import Baseline
from evidence.papers.models import Evidence, Proof
from reports.lines import Line
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    Citation,
    Plan,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Supervision,
    Task,
)
from tests.reports.corpus.communes import Made
from villages.models import Body, Unit

SUPPORT = AssignmentKind.SUPPORT


@dataclass(frozen=True)
class Fault:
    """`about` names the row (all of it stands in the finding), `says` what is wrong with it."""

    commune: int
    kind: str
    about: tuple[str, ...]
    says: str
    plant: Callable[[Made], object]

    def is_told_by(self, heading: str, line: Line) -> bool:
        told = f"{heading} · {line.text} · {line.note} · {line.badge}".lower()
        return all(
            any(word in told for word in words.lower().split("|")) for words in self.about
        ) and bool(re.search(self.says, told))


FAULTS: list[Fault] = []


def fault(commune: int, kind: str, *about: str, says: str = "") -> Callable[[Any], Any]:
    def add(plant: Callable[[Made], object]) -> Callable[[Made], object]:
        FAULTS.append(Fault(commune, kind, about, says, plant))
        return plant

    return add


def new_official(m: Made, unit: Unit, name: str, **posting: Any) -> Any:
    from tests import factories as make
    from villages.enums import Role

    return make.make_official(unit, Role.OFFICIAL, name, title="Công chức", **posting)


# --- Vĩnh Lạc, Thanh Hóa, 2024 ----------------------------------------------------------------


@fault(0, "criterion without leader", "Quốc phòng", says="chưa có lãnh đạo|không có lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(criterion__number=19, assessment=m.assessment).delete()


@fault(0, "criterion with two leaders", "Môi trường", says="2 lãnh đạo|nhiều lãnh đạo|hai lãnh")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(17), official=m.people["chair"]
    )


@fault(0, "leader whose posting ended", "Đỗ Viết Rạng", says="thôi|không còn|đã nghỉ|hết")
def _(m: Made) -> None:
    Supervision.objects.filter(criterion__number=6, assessment=m.assessment).update(
        official=m.people["left"]
    )


@fault(0, "lead whose posting ended", "Rà soát hộ nghèo cuối năm", says="thôi|không còn|hết")
def _(m: Made) -> None:
    m.task("Rà soát hộ nghèo cuối năm", 11, "left", "trong tháng 10/2024")


@fault(
    0, "lead by given name alone", "đồng chí Thắm|câu lạc bộ văn nghệ", says="tên|rõ họ|rõ người"
)
def _(m: Made) -> None:
    m.task("Duy trì câu lạc bộ văn nghệ thôn", 6, "đồng chí Thắm", "trong quý II/2024")


@fault(0, "unnamed role", "Chuẩn hóa biểu mẫu thống kê thu nhập", says="chưa rõ|vai trò|rõ người")
def _(m: Made) -> None:
    m.task("Chuẩn hóa biểu mẫu thống kê thu nhập", 10, "Thành viên BQL phụ trách", "quý III/2024")


@fault(0, "task without owner", "Phát quang hành lang an toàn giao thông", says="giao")
def _(m: Made) -> None:
    m.task("Phát quang hành lang an toàn giao thông", 2, None, "trong tháng 9/2024")


@fault(0, "only support", "Tu sửa rãnh thoát nước khu dân cư", says="chủ trì|giao")
def _(m: Made) -> None:
    m.give(
        m.task("Tu sửa rãnh thoát nước khu dân cư", 17, None, "tháng 9/2024"), "farmers", SUPPORT
    )


@fault(0, "two leads", "Tổ chức hội thi thể thao", says="chủ trì")
def _(m: Made) -> None:
    made = m.task("Tổ chức hội thi thể thao chào mừng Quốc khánh", 6, "culture", "tháng 8/2024")
    m.give(made, "youth")


@fault(0, "nameless lead hidden by support", "Kiểm tra an toàn thực phẩm chợ", says="rõ|vai trò")
def _(m: Made) -> None:
    made = m.task("Kiểm tra an toàn thực phẩm chợ Lam Kiều", 18, "cán bộ phụ trách", "tháng 9/2024")
    m.give(made, "health", SUPPORT)


@fault(0, "no deadline", "Nâng cấp trang thông tin điện tử", says="thời hạn|hạn")
def _(m: Made) -> None:
    made = m.task("Nâng cấp trang thông tin điện tử của xã", 6, "culture")
    Task.objects.filter(pk=made.pk).update(deadline_words="", ends_on=None, starts_on=None)


@fault(0, "deadline after window", "Trồng bổ sung cây bóng mát", says="ngoài|sau|thời gian")
def _(m: Made) -> None:
    m.task("Trồng bổ sung cây bóng mát trục đường trung tâm", 17, "youth", "tháng 12/2024")


@fault(0, "deadline before window", "Khảo sát hiện trạng kênh mương", says="ngoài|trước")
def _(m: Made) -> None:
    m.task("Khảo sát hiện trạng kênh mương nội đồng", 2, "land", "trước ngày 15/01/2024")


@fault(0, "two deadlines of one work", "Lắp 12 biển báo", says="thời hạn|hạn")
def _(m: Made) -> None:
    m.task("Lắp 12 biển báo tại các nút giao", 2, "land", "trong tháng 5/2024")
    m.task("Lắp 12 biển báo tại các nút giao.", 2, "land", "trong tháng 9/2024")


@fault(0, "unreadable deadline", "Xây lò đốt rác", says="thời hạn|hạn|đọc")
def _(m: Made) -> None:
    m.task("Xây lò đốt rác tại bãi tập kết", 17, "land", "khi bố trí được kinh phí")


@fault(0, "half-read rhythm", "Tổng vệ sinh đường làng", says="thời hạn|hạn|nhịp|đọc")
def _(m: Made) -> None:
    m.task("Tổng vệ sinh đường làng ngõ xóm", 17, "women", "hàng tuần, đến khi gặt xong vụ mùa")


@fault(0, "unmet criterion without open task", "Hành chính công", says="nhiệm vụ|việc")
def _(m: Made) -> None:
    m.say("15.1", "not_met")


@fault(0, "task done, criterion unmet", "Y tế", says="hoàn thành|xong")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=14).update(
        state="done", done_on=date(2024, 8, 1), result="Đã tạo lập xong"
    )


@fault(0, "indicator code that the set lacks", "13.9", says="13\\.9")
def _(m: Made) -> None:
    m.task("Thực hiện chỉ tiêu 13.9 về truy xuất nguồn gốc nông sản", 13, "farmers", "tháng 9/2024")


@fault(0, "task under another set's criterion", "Xây khu thể thao", says="bộ|tiêu chí")
def _(m: Made) -> None:
    made = m.task("Xây khu thể thao thôn Lam Kiều", 0, "land", "trong tháng 10/2024")
    Task.objects.filter(pk=made.pk).update(
        assessment=m.assessment, criterion=m.village_set.criteria.get(number=2)
    )


@fault(0, "criterion's name differs from the set's", "Thủy lợi", says="tên")
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion__number=10).update(label="Thủy lợi")


@fault(0, "met below the level", "tiêu chí 11", says="thấp hơn|cao hơn|không khớp|mức")
def _(m: Made) -> None:
    m.say("11.1", "met", "5.7")


@fault(0, "unmet above the level", "17.2", says="đủ mức|trong khi|mức")
def _(m: Made) -> None:
    m.say("17.2", "not_met", "63")


@fault(0, "value without date", "2.2", says="ngày|thời điểm")
def _(m: Made) -> None:
    m.say("2.2", "met", "92", as_of=None)


@fault(0, "value without source", "18.1", says="nguồn")
def _(m: Made) -> None:
    m.say("18.1", "met", "72", source="")


@fault(0, "met without paper", "13.1", says="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["13.1"]).delete()


@fault(0, "paper expired", "Giấy chứng nhận an toàn thực phẩm", says="hết|hiệu lực|ngoài kỳ")
def _(m: Made) -> None:
    row = m.paper("Giấy chứng nhận an toàn thực phẩm", "18.1", dated_on=date(2021, 3, 1))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2024, 3, 1))


@fault(0, "money whose parts do not add up", "Sửa chữa nhà văn hóa", says="lệch|khớp|cộng|thiếu")
def _(m: Made) -> None:
    m.money("Sửa chữa nhà văn hóa thôn Phúc Trạch", 650_000_000,
            {"province": 300_000_000, "commune": 150_000_000, "people": 120_000_000})  # fmt: skip


@fault(0, "counts that contradict", "4/9", says="4/9|còn")
def _(m: Made) -> None:
    m.text("achievements", "Đã có 4/9 tuyến đường hoa được trồng, còn 6 tuyến chưa trồng.")


@fault(0, "unknown unit named", "Yên Hạ", says="yên hạ")
def _(m: Made) -> None:
    m.task("Làm nhà để xe cho nhà văn hóa thôn Yên Hạ", 6, "culture", "trong tháng 9/2024")


@fault(0, "citation without number", "Hướng dẫn thực hiện Bộ tiêu chí", says="số")
def _(m: Made) -> None:
    m.cite("", "Hướng dẫn thực hiện Bộ tiêu chí", date(2023, 5, 4), "Sở Nông nghiệp và PTNT")


@fault(0, "citation without date", "211/NQ-HĐND", says="ngày")
def _(m: Made) -> None:
    m.cite("211/NQ-HĐND", "Nghị quyết về nhiệm vụ kinh tế - xã hội", None, "HĐND xã")


@fault(0, "plan without signer", says="người ký|ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(0, "reporting duty without rhythm", "Báo cáo kết quả vận động", says="nhịp|kỳ|bao giờ")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=2, who="Hội Nông dân", text="Báo cáo kết quả vận động hiến đất",
        report_to="UBND xã",
    )  # fmt: skip


@fault(0, "target already reached", "Hộ nghèo giảm", says="đã đạt|đạt sẵn|bằng|hiện")
def _(m: Made) -> None:
    m.say("10.1", "met", "58.6")
    m.target(
        "Thu nhập bình quân đạt 55 triệu đồng, Hộ nghèo giảm", 10, comparator="gte",
        indicator=m.results["10.1"].indicator, value=Decimal(55), unit_words="triệu đồng",
    )  # fmt: skip


@fault(0, "late work of a met criterion", "tiêu chí 2 |tiêu chí 6 ", says="quá hạn")
def _(m: Made) -> None:
    m.task("Gia cố lề đường liên thôn", 2, "land", "trong tháng 4/2024")


# --- Ea Hning, Đắk Lắk, 2025 ------------------------------------------------------------------


@fault(1, "body of a level that is no more", "Hạt Kiểm lâm huyện", says="huyện|không còn")
def _(m: Made) -> None:
    m.task("Phối hợp Hạt Kiểm lâm huyện tuần tra rừng", 17, "land", "trong tháng 11/2025")


@fault(
    1, "lead body of an ended unit", "Ban tự quản buôn Dray", says="không còn|sáp nhập|ngừng|thôi"
)
def _(m: Made) -> None:
    from tests import factories as make

    gone = make.make_unit("village", "Dray", m.unit, noun="buôn")
    Unit.objects.filter(pk=gone.pk).update(valid_to=date(2025, 6, 30))
    body = Body.objects.create(unit=gone, name="Ban tự quản buôn Dray")
    made = m.task("Sửa bến nước đầu buôn", 17, None, "trong tháng 10/2025")
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(1, "task in an ended village", "Kẻ vẽ khẩu hiệu", says="không còn|sáp nhập|thôi")
def _(m: Made) -> None:
    gone = Unit.objects.get(name="Dray")
    m.task("Kẻ vẽ khẩu hiệu tường rào", 6, "culture", "trong tháng 9/2025", unit=gone)


@fault(1, "acts before it is set up", "Tổ công nghệ số cộng đồng", says="trước|thành lập|chưa có")
def _(m: Made) -> None:
    m.task("Thành lập Tổ công nghệ số cộng đồng", 15, "culture", "trong tháng 10/2025")
    body = Body.objects.create(unit=m.unit, name="Tổ công nghệ số cộng đồng")
    made = m.task("Cài đặt định danh điện tử cho người dân", 15, None, "trong tháng 5/2025")
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(1, "one work, two leads in two places", "Bê tông hóa 1,2 km", says="chủ trì|giao")
def _(m: Made) -> None:
    m.task("Bê tông hóa 1,2 km đường nội buôn Kram", 2, "land", "trong tháng 10/2025")
    m.task("Bê tông hóa 1,2 km đường nội buôn Kram", 2, "vice", "trong tháng 10/2025")


@fault(1, "unknown person named", "Y Sơn Hmok", says="y sơn hmok")
def _(m: Made) -> None:
    m.task("Giao ông Y Sơn Hmok vận động già làng ký cam kết", 19, "culture", "tháng 9/2025")


@fault(1, "deadline in the text differs", "Nghiệm thu nhà sinh hoạt cộng đồng", says="hạn")
def _(m: Made) -> None:
    m.task(
        "Nghiệm thu nhà sinh hoạt cộng đồng buôn Puăn A, xong trước ngày 30/4/2025",
        6, "land", "trong tháng 10/2025",
    )  # fmt: skip


@fault(1, "deadline of another year", "Cấp mã số vùng trồng sầu riêng", says="ngoài|trước|năm")
def _(m: Made) -> None:
    m.task("Cấp mã số vùng trồng sầu riêng", 13, "land", "trong quý II/2024")


@fault(1, "after the target's day", "Hoàn thiện hồ sơ đề nghị công nhận", says="sau|ngoài")
def _(m: Made) -> None:
    m.task("Hoàn thiện hồ sơ đề nghị công nhận", 0, "vice", "trước ngày 28/02/2026",
           assessment=m.assessment)  # fmt: skip


@fault(1, "impossible day", "Tiêm phòng đàn gia súc", says="đọc|thời hạn|hạn")
def _(m: Made) -> None:
    m.task("Tiêm phòng đàn gia súc đợt 2", 13, "farmers", "trước ngày 31/9/2025")


@fault(1, "unmet indicator without task", "14.1", says="chỉ tiêu khác|không có việc")
def _(m: Made) -> None:
    m.say("14.1", "not_met", "88.5")


@fault(1, "code of another criterion", "17.2", "Tập huấn ủ phân", says="17\\.2|tiêu chí")
def _(m: Made) -> None:
    m.task("Tập huấn ủ phân hữu cơ (chỉ tiêu 17.2)", 13, "farmers", "trong tháng 10/2025")


@fault(1, "number and name of a criterion disagree", "tiêu chí số 14", says="14")
def _(m: Made) -> None:
    m.text("quality", "- Tập trung cho tiêu chí số 14 (Giao thông), tiêu chí số 17 (Môi trường).")


@fault(1, "met count differs from the record", "7/10", says="7/10|đạt")
def _(m: Made) -> None:
    m.text("opening", "Đến ngày 31/12/2024 xã Ea Hning đã đạt 7/10 tiêu chí, còn 4 tiêu chí chưa "
           "đạt.")  # fmt: skip


@fault(1, "late work of a met criterion", "15|thành lập", says="quá hạn")
def _(m: Made) -> None:
    """Planted with the work that comes before its body is set up."""


@fault(1, "level unknown", "11.1", says="mức")
def _(m: Made) -> None:
    m.results["11.1"].indicator.levels.all().delete()


@fault(1, "at the level, which rises", "17.1", says="năm sau|tăng|2026")
def _(m: Made) -> None:
    m.say("17.1", "met", "90")
    m.results["17.1"].indicator.levels.create(
        comparator="gte", value=Decimal(95), year_from=2026, confidence="verified", edition=0
    )


@fault(1, "more than all", "2.2", says="100|lớn hơn|vượt|không thể")
def _(m: Made) -> None:
    m.say("2.2", "met", "108")


@fault(1, "more than the whole", "6.2", says="mẫu|lớn hơn|vượt|không thể")
def _(m: Made) -> None:
    m.say("6.2", "met", "9", denominator=Decimal(7))


@fault(1, "figure of the future", "18.1", says="sau hôm nay|chưa đến|không thuộc")
def _(m: Made) -> None:
    from criteria.models import Result

    Result.objects.filter(pk=m.results["18.1"].pk).update(as_of=date(2025, 12, 31))


@fault(1, "figure too old", "10.1", says="cũ|trước|ngoài|2022")
def _(m: Made) -> None:
    m.say("10.1", "met", "58.6", as_of=date(2022, 6, 30))


@fault(1, "paper outside the period", "Báo cáo thu gom rác năm 2021", says="ngoài|kỳ")
def _(m: Made) -> None:
    m.paper("Báo cáo thu gom rác năm 2021", "17.1", period_from=date(2021, 1, 1),
            period_to=date(2021, 12, 31), dated_on=date(2022, 1, 10))  # fmt: skip


@fault(1, "paper for contradicting claims", "Biên bản kiểm tra vệ sinh", says="mâu thuẫn|cả|trái")
def _(m: Made) -> None:
    row = m.paper("Biên bản kiểm tra vệ sinh hộ gia đình", "17.1")
    Proof.objects.create(evidence=row, result=m.results["17.2"])


@fault(1, "duplicate number", "77/BC-UBND", says="77/bc-ubnd")
def _(m: Made) -> None:
    for title in ("Báo cáo bảo hiểm y tế", "Báo cáo nước sạch nông thôn"):
        m.paper(title, "14.1", number="77/BC-UBND")


@fault(
    1, "two sums of one total", "Nhà sinh hoạt cộng đồng buôn Kram", says="tổng|hai|khác nhau|lệch"
)
def _(m: Made) -> None:
    text = "Nhà sinh hoạt cộng đồng buôn Kram"
    m.money(text, 1_200_000_000, {"province": 1_200_000_000})
    m.money(text, 1_500_000_000, {"province": 1_500_000_000})


@fault(1, "paid more than mobilised", "Giếng khoan tập trung", says="giải ngân|huy động|vượt")
def _(m: Made) -> None:
    m.money("Giếng khoan tập trung buôn Puăn A", 300_000_000, {"people": 300_000_000},
            stage="mobilised")  # fmt: skip
    m.money("Giếng khoan tập trung buôn Puăn A", 420_000_000, {"people": 420_000_000}, stage="paid")


@fault(1, "sum without source", "Mua 40 xe thu gom rác", says="nguồn")
def _(m: Made) -> None:
    m.money("Mua 40 xe thu gom rác", 200_000_000, {})


@fault(1, "words of a sum differ", "Lát vỉa hè", says="khác|lệch|viết|khớp")
def _(m: Made) -> None:
    m.money(
        "Lát vỉa hè trung tâm xã", 25_000_000_000, {"commune": 25_000_000_000}, words="2,5 tỷ đồng"
    )


@fault(1, "village contradicts the commune", "6.2", "Ea Kung", says="ea kung")
def _(m: Made) -> None:
    # The village's own criterion 3 is unmet; a like indicator of the commune says all villages.
    one = m.village_results["3"].indicator
    one.wording = m.results["6.2"].indicator.wording
    one.save()


@fault(1, "body named beyond the commune's bodies", "Xử lý điểm đen về rác", says="rõ|vai trò|tên")
def _(m: Made) -> None:
    m.task("Xử lý điểm đen về rác", 17, "các ngành liên quan", "trong tháng 9/2025")


@fault(1, "reporting duty without addressee", "Gửi báo cáo nước sạch", says="ai|nơi nhận|với")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=3, who="Phòng Kinh tế", text="Gửi báo cáo nước sạch",
        rhythm_words="hàng quý",
    )  # fmt: skip


@fault(1, "stale name of another commune", "xã Ea Phê", says="ea phê")
def _(m: Made) -> None:
    m.text("closing", "Trên đây là kế hoạch thực hiện năm 2025 của UBND xã Ea Phê.")


@fault(1, "stale year", "2019", says="2019|năm")
def _(m: Made) -> None:
    m.text("infrastructure", "- Hoàn thành đầu tư hạ tầng trong năm 2019 theo đề án.")


@fault(1, "person leads and supports", "Mở lớp xóa mù chữ", says="vừa|phối hợp|hai lần|trùng")
def _(m: Made) -> None:
    made = m.task("Mở lớp xóa mù chữ cho phụ nữ", 6, "culture", "trong tháng 10/2025")
    m.give(made, "culture", SUPPORT)


# --- Phú Thạnh Tây, Đồng Tháp, 2026 -----------------------------------------------------------


@fault(2, "citation of another period", "318/QĐ-TTg", says="giai đoạn|2021|hết")
def _(m: Made) -> None:
    m.cite("318/QĐ-TTg", "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021 - 2025",
           date(2022, 3, 8), "Thủ tướng Chính phủ")  # fmt: skip


@fault(2, "citation later than the year", "88/KH-UBND", says="sau|ngày|chưa")
def _(m: Made) -> None:
    m.cite("88/KH-UBND", "Kế hoạch chuyển đổi số", date(2027, 3, 1), "UBND tỉnh Đồng Tháp")


@fault(2, "one number, two days", "60/NQ-HĐND", says="60/nq-hđnd")
def _(m: Made) -> None:
    m.cite("60/NQ-HĐND", "Nghị quyết đầu tư công", date(2025, 12, 9), "HĐND tỉnh Đồng Tháp")
    m.cite("60/NQ-HĐND", "Nghị quyết đầu tư công", date(2025, 12, 19), "HĐND tỉnh Đồng Tháp")


@fault(2, "citation without issuer", "14/CT-TTg", says="cơ quan|ban hành|ai")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=9, number="14/CT-TTg", title="Chỉ thị về đê điều",
                            dated_on=date(2026, 2, 2))  # fmt: skip


@fault(2, "target without present figure", "Tỷ lệ hộ dùng nước sạch|18.1", says="số liệu")
def _(m: Made) -> None:
    from criteria.models import Result

    Result.objects.filter(pk=m.results["18.1"].pk).update(value=None)
    m.target("Tỷ lệ hộ dùng nước sạch đạt 85%", 18, indicator=m.results["18.1"].indicator,
             comparator="gte", value=Decimal(85), unit_words="%")  # fmt: skip


@fault(2, "target below the level", "Bảo hiểm y tế đạt 92%", says="thấp hơn|dưới|mức")
def _(m: Made) -> None:
    m.target("Bảo hiểm y tế đạt 92%", 14, indicator=m.results["14.1"].indicator,
             comparator="gte", value=Decimal(92), unit_words="%")  # fmt: skip


@fault(2, "target after its day", "Hộ phân loại rác đạt 50%", says="sau|ngoài")
def _(m: Made) -> None:
    m.target("Hộ phân loại rác đạt 50%", 17, until="trong quý I/2027",
             indicator=m.results["17.2"].indicator, comparator="gte", value=Decimal(50),
             unit_words="%")  # fmt: skip


@fault(2, "plan without money", says="kinh phí")
def _(m: Made) -> None:
    for row in m.plan.fundings.all():
        row.parts.all().delete()
    m.plan.fundings.all().delete()


@fault(2, "recurring duty without report", "Trực chốt kiểm soát thuyền", says="báo cáo|chưa")
def _(m: Made) -> None:
    m.task("Trực chốt kiểm soát thuyền chở rác", 17, "veterans", "hàng tháng")


@fault(2, "several leads of bodies", "Dọn lục bình tuyến kênh Bờ Đập", says="chủ trì")
def _(m: Made) -> None:
    made = m.task("Dọn lục bình tuyến kênh Bờ Đập", 17, "veterans", "trong tháng 10/2026")
    m.give(made, "women")
    m.give(made, "coop")


@fault(2, "half given name", "cô Út|quỹ vì người nghèo", says="tên|rõ")
def _(m: Made) -> None:
    m.task("Vận động quỹ vì người nghèo", 11, "cô Út", "trong tháng 10/2026")


@fault(2, "owner written twice in the text, other lead", "Huỳnh Công Đẳng", "Lập bản đồ số",
       says="khác|chủ trì|giao")  # fmt: skip
def _(m: Made) -> None:
    m.task("Giao đồng chí Huỳnh Công Đẳng, chuyên viên Phòng Kinh tế: Lập bản đồ số tuyến đường",
           2, "culture", "trong tháng 9/2026")  # fmt: skip


@fault(
    2, "lead from another commune", "Khoan 2 giếng dự phòng", says="khác|không thuộc|không còn giữ"
)
def _(m: Made) -> None:
    from tests import factories as make

    other = make.make_unit("commune", "Nhị Quý", m.unit.parent)
    person = new_official(m, other, "Nguyễn Thành Lũy")
    made = m.task("Khoan 2 giếng dự phòng hạn mặn", 18, None, "trong tháng 9/2026")
    Assignment.objects.create(task=made, kind="lead", official=person)


@fault(
    2,
    "board of another hamlet",
    "Sơn sửa cổng chào ấp Thạnh Hưng",
    says="khác|ấp phú lợi|không thuộc",
)
def _(m: Made) -> None:
    body = Body.objects.get(unit=m.villages["Phú Lợi"])
    made = m.task("Sơn sửa cổng chào ấp Thạnh Hưng", 6, None, "trong tháng 9/2026",
                  unit=m.villages["Thạnh Hưng"])  # fmt: skip
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(2, "window of another year", "Nghiệm thu, đánh giá", says="ngoài|năm|sau")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=2, text="Nghiệm thu, đánh giá",
                              deadline_words="từ tháng 1/2027 đến tháng 2/2027")  # fmt: skip


@fault(2, "no archive among recipients", says="lưu")
def _(m: Made) -> None:
    Recipient.objects.filter(plan=m.plan, text__startswith="Lưu").delete()


@fault(2, "empty section", says="mục đích|chưa có nội dung|để trống")
def _(m: Made) -> None:
    m.plan.texts.filter(section="purpose").update(text="")


@fault(2, "same work twice", "Kiểm kê vườn cây ăn trái", says="lặp|trùng|hai|2 ")
def _(m: Made) -> None:
    for _ in range(2):
        m.task("Kiểm kê vườn cây ăn trái toàn xã", 13, "land", "trong tháng 10/2026")


@fault(2, "counts that contradict", "3 trong số 7", says="3|còn")
def _(m: Made) -> None:
    m.text("achievements", "Đã có 3 trong số 7 ấp hoàn thành nhà văn hóa, 5 ấp còn lại đang xây.")


@fault(2, "counts that contradict", "12/20", says="12/20")
def _(m: Made) -> None:
    m.task("Xóa 12/20 cầu tạm, còn lại 9 cầu tạm chuyển sang năm sau", 2, "land", "tháng 9/2026")


@fault(2, "met count unlike the record", "9/10", says="9/10")
def _(m: Made) -> None:
    m.text("opening", "Đến ngày 31/12/2025 xã Phú Thạnh Tây đã đạt 9/10 tiêu chí.")


@fault(2, "unknown unit named", "ấp Mỹ Trung", says="mỹ trung")
def _(m: Made) -> None:
    m.task("Nạo vét kênh nội đồng ấp Mỹ Trung", 2, "land", "trong tháng 9/2026")


@fault(2, "criterion number that the set lacks", "tiêu chí số 21", says="21")
def _(m: Made) -> None:
    m.text("quality", "- Giữ vững tiêu chí số 21 và các tiêu chí đã đạt.")


@fault(2, "met without paper", "19.1", says="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["19.1"]).delete()


@fault(2, "met against the record of work", "Sửa 500 m kè chống sạt lở", says="hoàn thành|xong|%")
def _(m: Made) -> None:
    made = m.task("Sửa 500 m kè chống sạt lở", 2, "land", "trong tháng 8/2026")
    Task.objects.filter(pk=made.pk).update(
        state="done", done_on=date(2026, 8, 30), result="Mới đạt 60% khối lượng"
    )


@fault(2, "task done before it began", "Cấp phát 300 thùng rác", says="trước|sau|ngày")
def _(m: Made) -> None:
    made = m.task("Cấp phát 300 thùng rác", 17, "women", "từ ngày 01/9/2026 đến ngày 30/9/2026")
    Task.objects.filter(pk=made.pk).update(
        state="done", done_on=date(2026, 5, 2), result="Đã cấp phát đủ"
    )


@fault(2, "paper dated in the future", "Quyết định công nhận OCOP", says="sau|tương lai|chưa")
def _(m: Made) -> None:
    m.paper("Quyết định công nhận OCOP", "13.1", dated_on=m.spec.today + timedelta(days=60))


@fault(2, "paper without number and date", "Danh sách hộ tham gia", says="số|ngày")
def _(m: Made) -> None:
    m.paper("Danh sách hộ tham gia hợp tác xã", "13.1", number="", dated_on=None)


@fault(2, "obstacle without anybody asked", "Mở rộng cầu Bờ Đập", says="vướng")
def _(m: Made) -> None:
    made = m.task("Mở rộng cầu Bờ Đập", 2, "land", "trong tháng 11/2026")
    Task.objects.filter(pk=made.pk).update(obstacle="Hai hộ chưa đồng ý hiến đất")
