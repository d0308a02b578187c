"""The faults that are planted in the plan of Mường Thượng."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from criteria.models import Figure, Indicator
from evidence.papers.models import Proof
from tasks.enums import AssignmentKind
from tasks.models import (
    Citation,
    Conclusion,
    Funding,
    Meeting,
    Plan,
    PlanWindow,
    ReportingDuty,
    Task,
)
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.muong_thuong import grown
from villages.enums import Role
from villages.models import Body, Unit


@fault(12, "no owner", "điện lưới về thôn Nậm Tốc", wrong="giao|chủ trì|người")
def _(m: Made) -> None:
    m.task("Kéo điện lưới về thôn Nậm Tốc", 2, None, "trong tháng 11/2026")


@fault(12, "value with neither day nor source", "3.9b", wrong="ngày|nguồn")
def _(m: Made) -> None:
    grown(m, "3.9b", "met", "27", "24", as_of=None, source="")


@fault(12, "set of the period before as its ground", "318/QĐ-TTg", wrong="2021|2025|giai đoạn|hết")
def _(m: Made) -> None:
    m.cite("318/QĐ-TTg", "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021 - 2025",
           date(2022, 3, 8), "Thủ tướng Chính phủ")  # fmt: skip


@fault(12, "aims at what is reached", "Số hộ kinh doanh tăng 10%", wrong="đã đạt|đạt rồi|hiện")
def _(m: Made) -> None:
    m.target("Số hộ kinh doanh tăng 10% trở lên", 3, comparator="gte", value=Decimal(10),
             unit_words="%", indicator=m.results["3.9b"].indicator)  # fmt: skip


@fault(12, "cited with neither number nor day", "Nghị quyết của HĐND tỉnh", wrong="số|ngày")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=25, title="Nghị quyết của HĐND tỉnh về phát triển "
                            "kinh tế tập thể")  # fmt: skip


@fault(12, "plan in its tenth month without number and day", "Kế hoạch bổ sung",
       wrong="(chưa|không) có số")  # fmt: skip
def _(m: Made) -> None:
    """A further plan of the year, since what was issued cannot be taken back."""
    more = make.make_plan(m.unit, 2026, kind="Kế hoạch bổ sung", title="Bổ sung việc về rác thải",
                          issuer="ỦY BAN NHÂN DÂN", place=m.unit.name,
                          signatory_name="Vàng A Tính")  # fmt: skip
    PlanWindow.objects.create(plan=more, order=1, text="Thực hiện", deadline_words="tháng 9/2026")
    row = m.task("Mua 40 xe đẩy rác", 8, "economy", "trong tháng 9/2026")
    Task.objects.filter(pk=row.pk).update(plan=more, state="in_progress", progress="Đã đặt mua")
    Funding.objects.filter(pk=m.money("Xe đẩy rác", 80_000_000, {"commune": 80_000_000}).pk).update(
        plan=more
    )


@fault(12, "plan without signatory", wrong="người ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(12, "unmet, its only work stopped", "Giảm nghèo", wrong="(không|chưa) có (việc|nhiệm vụ)")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=6).update(state="cancelled")


@fault(12, "somebody supports, nobody leads", "Điều tra thu nhập", wrong="chủ trì|giao|người")
def _(m: Made) -> None:
    row = m.task("Điều tra thu nhập bình quân đầu người năm 2026", 3, None, "trong tháng 11/2026")
    m.give(row, "farmers", AssignmentKind.SUPPORT)


@fault(12, "role without a name leads, a person supports", "chuyển thành doanh nghiệp",
       wrong="tên|rõ|vai trò")  # fmt: skip
def _(m: Made) -> None:
    row = m.task("Hỗ trợ hộ kinh doanh chuyển thành doanh nghiệp", 3, "công chức phụ trách",
                 "trước ngày 15/11/2026")  # fmt: skip
    m.give(row, "culture", AssignmentKind.SUPPORT)


@fault(12, "rhythm read by half", "lớp xóa mù chữ", wrong="đọc|rõ|hạn")
def _(m: Made) -> None:
    m.task("Duy trì lớp xóa mù chữ tại Pác Ngòi", 5, "culture",
           "hàng tuần, đến khi học viên biết đọc")  # fmt: skip


@fault(12, "before the window", "dụng cụ thể thao", wrong="trước|ngoài")
def _(m: Made) -> None:
    m.task("Lắp dụng cụ thể thao tại nhà văn hóa thôn Tân Lập", 5, "youth", "trước ngày 28/2/2026")


@fault(12, "one work with two leads in two places", "lò đốt rác", wrong="hai|trùng|lặp|khác|cùng")
def _(m: Made) -> None:
    m.task("Xây lò đốt rác thôn Đồng Mò", 8, "economy", "trước ngày 15/11/2026")
    m.task("Xây dựng lò đốt rác tại thôn Đồng Mò", 8, "women", "trước ngày 15/11/2026")


@fault(12, "led by a department of a district that ended", "cơ sở chế biến chè",
       wrong="huyện|kết thúc|không còn|thôi")  # fmt: skip
def _(m: Made) -> None:
    district = make.make_unit("district", "Văn Sơn", m.unit.parent)
    Unit.objects.filter(pk=district.pk).update(valid_to=date(2025, 6, 30))
    office = Body.objects.create(unit=district, name="Phòng Nông nghiệp và Môi trường huyện")
    row = m.task("Kiểm tra cơ sở chế biến chè về bảo vệ môi trường", 8, None, "tháng 10/2026")
    row.assignments.create(kind="lead", body=office)


@fault(12, "acts before it is presented", "tổ công nghệ số", wrong="mới lập")
def _(m: Made) -> None:
    group = Body.objects.create(unit=m.unit, name="Tổ công nghệ số cộng đồng xã")
    row = m.task("Hướng dẫn người dân cài VNeID", 7, None, "trong tháng 10/2026")
    row.assignments.create(kind="lead", body=group)
    m.task("Ra mắt Tổ công nghệ số cộng đồng xã", 7, "council", "trước ngày 30/11/2026")


@fault(12, "given to a village that was merged away", "Lát sân", wrong="kết thúc|không còn|nà phạ")
def _(m: Made) -> None:
    gone = Unit.objects.get(name="Nà Phạ")
    m.task("Lát sân nhà văn hóa", 5, "youth", "trước 30/11/2026", unit=gone)


@fault(12, "growth claimed met below the level", "3.1", wrong="mức|thấp|không khớp")
def _(m: Made) -> None:
    grown(m, "3.1", "met", "66", "61.2")


@fault(12, "growth claimed unmet above the level", "3.9c", wrong="mức|đủ|không khớp")
def _(m: Made) -> None:
    grown(m, "3.9c", "not_met", "330", "310")


@fault(12, "counts that contradict each other", "tủ thuốc", wrong="khớp|cộng|còn 4")
def _(m: Made) -> None:
    m.task("Hiện 5/8 thôn có tủ thuốc; còn 4 thôn sẽ trang bị", 5, "clinic", "trước 30/11/2026")


@fault(12, "led by a full name that nobody bears", "tranh chấp đất rừng", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Hòa giải tranh chấp đất rừng", 10, "ông Lò Văn Phấn", "trước 30/11/2026")


@fault(12, "indicator of another criterion", "nguồn nước đầu nguồn", wrong="3\\.9|tiêu chí khác")
def _(m: Made) -> None:
    row = m.task("Rào bảo vệ nguồn nước đầu nguồn", 8, "economy", "trước 30/11/2026")
    Task.objects.filter(pk=row.pk).update(indicator=Indicator.objects.get(code="3.9b"))


@fault(12, "accounts of 2021", "Báo cáo tài chính hợp tác xã", wrong="2021|kỳ|cũ|ngoài")
def _(m: Made) -> None:
    m.paper("Báo cáo tài chính hợp tác xã", "3.6b", period_from=date(2021, 1, 1),
            period_to=date(2021, 12, 31))  # fmt: skip


@fault(12, "two sums for one work", "Đường Khuổi Dịch", wrong="hai|khác|cùng")
def _(m: Made) -> None:
    m.money("Đường Khuổi Dịch", 3_200_000_000, {"central": 3_200_000_000})
    m.money("Đường Khuổi Dịch", 3_600_000_000, {"central": 3_000_000_000, "people": 600_000_000})


@fault(12, "met without paper", "an toàn về an ninh|tiếp cận pháp luật", wrong="minh chứng|giấy tờ")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["10"]).delete()


@fault(12, "duty without addressee", "Khối lượng thực hiện tuần", wrong="với ai|nơi nhận|nhận")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=4, who="Phòng Kinh tế xã", text="Khối lượng thực hiện tuần",
        rhythm_words="hàng tuần",
    )  # fmt: skip


# Of kinds of our own.


@fault(12, "own: two chairmen at once", "Hoàng Đức Thành", wrong="chủ tịch")
def _(m: Made) -> None:
    make.make_official(m.unit, Role.CHAIR, "Hoàng Đức Thành", title="Chủ tịch UBND xã",
                       starts_on=date(2025, 7, 1))  # fmt: skip


@fault(12, "own: the same body leads and supports", "vùng nguyên liệu chè", wrong="phối hợp")
def _(m: Made) -> None:
    row = m.task("Mở rộng vùng nguyên liệu chè 15 ha", 3, "coop", "trước 30/11/2026")
    m.give(row, "coop", AssignmentKind.SUPPORT)


@fault(12, "own: the survey is run by whom it judges", "sự hài lòng", wrong="mặt trận|mttq")
def _(m: Made) -> None:
    m.task("Lấy phiếu khảo sát sự hài lòng của người dân", 9, "council",
           "từ ngày 01/12/2026 đến ngày 10/12/2026")  # fmt: skip


@fault(12, "own: dossier before the survey", "Trình UBND tỉnh hồ sơ", wrong="khảo sát|hài lòng")
def _(m: Made) -> None:
    m.task("Trình UBND tỉnh hồ sơ đề nghị công nhận xã đạt chuẩn", 9, "standing",
           "trước ngày 20/11/2026")  # fmt: skip


@fault(12, "own: reported as done at 60 %", "đường nội thôn Bản Luổng", wrong="60")
def _(m: Made) -> None:
    row = m.task("Bê tông hóa đường nội thôn Bản Luổng", 2, "head", "trước 30/11/2026")
    Task.objects.filter(pk=row.pk).update(
        state="reported", progress="mới đạt 60% khối lượng", result="Báo hoàn thành"
    )


@fault(12, "own: a share that its fraction does not give", "8,94", wrong="6,94|khớp|bằng")
def _(m: Made) -> None:
    Figure.objects.create(
        assessment=m.assessment, criterion=m.criterion(6), unit_words="hộ",
        text="Hộ nghèo 86/1.240 hộ, bằng 8,94%", value=Decimal(86), out_of=Decimal(1240),
        as_of=date(2026, 6, 30), source="Rà soát của xã",
    )  # fmt: skip


@fault(12, "own: goals count more met than the rows", "7/10", wrong="tiêu chí")
def _(m: Made) -> None:
    m.text("goals", "Đến nay xã đã đạt 7/10 tiêu chí; phấn đấu năm 2026 xã Mường Thượng đạt chuẩn "
           "NTM.")  # fmt: skip


@fault(12, "own: a paper of a day that has not come", "Biên bản nghiệm thu tổ hướng dẫn",
       wrong="sau|chưa|tương lai")  # fmt: skip
def _(m: Made) -> None:
    m.paper("Biên bản nghiệm thu tổ hướng dẫn", "7", dated_on=date(2026, 11, 20))


@fault(12, "own: a conclusion that nobody has to carry out", "Rà soát lại tiêu chí nhà ở",
       wrong="ai|người|nhiệm vụ")  # fmt: skip
def _(m: Made) -> None:
    held = Meeting.objects.get(name="Giao ban tháng 8")
    Conclusion.objects.create(meeting=held, order=1, text="Rà soát lại tiêu chí nhà ở")
    closed = timezone.make_aware(datetime(2026, 9, 5, 11))
    Meeting.objects.filter(pk=held.pk).update(closed_at=closed)


@fault(12, "own: title of the year before", "năm 2025", wrong="2025")
def _(m: Made) -> None:
    plan = Plan.objects.get(pk=m.plan.pk)
    plan.title = "Thực hiện xã Mường Thượng đạt chuẩn NTM năm 2025"
    plan.save()
