"""Faults in Vĩnh Lạc, Thanh Hóa: the plan of 2024."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline
from evidence.papers.models import Evidence, Proof
from tasks.enums import AssignmentKind
from tasks.models import (
    Plan,
    ReportingDuty,
    Supervision,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

SUPPORT = AssignmentKind.SUPPORT


@fault(0, "criterion without leader", "Quốc phòng", wrong="chưa có lãnh đạo|không có lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(criterion__number=19, assessment=m.assessment).delete()


@fault(0, "criterion with two leaders", "Môi trường", wrong="2 lãnh đạo|nhiều lãnh đạo|hai lãnh")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(17), official=m.people["chair"]
    )


@fault(0, "leader whose posting ended", "Đỗ Viết Rạng", wrong="thôi|không còn|đã nghỉ|hết")
def _(m: Made) -> None:
    Supervision.objects.filter(criterion__number=6, assessment=m.assessment).update(
        official=m.people["left"]
    )


@fault(0, "lead whose posting ended", "Rà soát hộ nghèo cuối năm", wrong="thôi|không còn|hết")
def _(m: Made) -> None:
    m.task("Rà soát hộ nghèo cuối năm", 11, "left", "trong tháng 10/2024")


@fault(
    0, "lead by given name alone", "đồng chí Thắm|câu lạc bộ văn nghệ", wrong="tên|rõ họ|rõ người"
)
def _(m: Made) -> None:
    m.task("Duy trì câu lạc bộ văn nghệ thôn", 6, "đồng chí Thắm", "trong quý II/2024")


@fault(0, "unnamed role", "Chuẩn hóa biểu mẫu thống kê thu nhập", wrong="chưa rõ|vai trò|rõ người")
def _(m: Made) -> None:
    m.task("Chuẩn hóa biểu mẫu thống kê thu nhập", 10, "Thành viên BQL phụ trách", "quý III/2024")


@fault(0, "task without owner", "Phát quang hành lang an toàn giao thông", wrong="giao")
def _(m: Made) -> None:
    m.task("Phát quang hành lang an toàn giao thông", 2, None, "trong tháng 9/2024")


@fault(0, "only support", "Tu sửa rãnh thoát nước khu dân cư", wrong="chủ trì|giao")
def _(m: Made) -> None:
    m.give(
        m.task("Tu sửa rãnh thoát nước khu dân cư", 17, None, "tháng 9/2024"), "farmers", SUPPORT
    )


@fault(0, "two leads", "Tổ chức hội thi thể thao", wrong="chủ trì")
def _(m: Made) -> None:
    made = m.task("Tổ chức hội thi thể thao chào mừng Quốc khánh", 6, "culture", "tháng 8/2024")
    m.give(made, "youth")


@fault(0, "nameless lead hidden by support", "Kiểm tra an toàn thực phẩm chợ", wrong="rõ|vai trò")
def _(m: Made) -> None:
    made = m.task("Kiểm tra an toàn thực phẩm chợ Lam Kiều", 18, "cán bộ phụ trách", "tháng 9/2024")
    m.give(made, "health", SUPPORT)


@fault(0, "no deadline", "Nâng cấp trang thông tin điện tử", wrong="thời hạn|hạn")
def _(m: Made) -> None:
    made = m.task("Nâng cấp trang thông tin điện tử của xã", 6, "culture")
    Task.objects.filter(pk=made.pk).update(deadline_words="", ends_on=None, starts_on=None)


@fault(0, "deadline after window", "Trồng bổ sung cây bóng mát", wrong="ngoài|sau|thời gian")
def _(m: Made) -> None:
    m.task("Trồng bổ sung cây bóng mát trục đường trung tâm", 17, "youth", "tháng 12/2024")


@fault(0, "deadline before window", "Khảo sát hiện trạng kênh mương", wrong="ngoài|trước")
def _(m: Made) -> None:
    m.task("Khảo sát hiện trạng kênh mương nội đồng", 2, "land", "trước ngày 15/01/2024")


@fault(0, "two deadlines of one work", "Lắp 12 biển báo", wrong="thời hạn|hạn")
def _(m: Made) -> None:
    m.task("Lắp 12 biển báo tại các nút giao", 2, "land", "trong tháng 5/2024")
    m.task("Lắp 12 biển báo tại các nút giao.", 2, "land", "trong tháng 9/2024")


@fault(0, "unreadable deadline", "Xây lò đốt rác", wrong="thời hạn|hạn|đọc")
def _(m: Made) -> None:
    m.task("Xây lò đốt rác tại bãi tập kết", 17, "land", "khi bố trí được kinh phí")


@fault(0, "half-read rhythm", "Tổng vệ sinh đường làng", wrong="thời hạn|hạn|nhịp|đọc")
def _(m: Made) -> None:
    m.task("Tổng vệ sinh đường làng ngõ xóm", 17, "women", "hàng tuần, đến khi gặt xong vụ mùa")


@fault(0, "unmet criterion without open task", "Hành chính công", wrong="nhiệm vụ|việc")
def _(m: Made) -> None:
    m.enter("15.1", "not_met")


@fault(0, "task done, criterion unmet", "Y tế", wrong="hoàn thành|xong")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=14).update(
        state="done", done_on=date(2024, 8, 1), result="Đã tạo lập xong"
    )


@fault(0, "indicator code that the set lacks", "13.9", wrong="13\\.9")
def _(m: Made) -> None:
    m.task("Thực hiện chỉ tiêu 13.9 về truy xuất nguồn gốc nông sản", 13, "farmers", "tháng 9/2024")


@fault(0, "task under another set's criterion", "Xây khu thể thao", wrong="bộ|tiêu chí")
def _(m: Made) -> None:
    made = m.task("Xây khu thể thao thôn Lam Kiều", 0, "land", "trong tháng 10/2024")
    Task.objects.filter(pk=made.pk).update(
        assessment=m.assessment, criterion=m.village_set.criteria.get(number=2)
    )


@fault(0, "criterion's name differs from the set's", "Thủy lợi", wrong="tên")
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion__number=10).update(label="Thủy lợi")


@fault(0, "met below the level", "chỉ tiêu 11.1", wrong="mức")
def _(m: Made) -> None:
    m.enter("11.1", "met", "5.7")


@fault(0, "unmet above the level", "17.2", wrong="đủ mức|trong khi|mức")
def _(m: Made) -> None:
    m.enter("17.2", "not_met", "63")


@fault(0, "value without date", "2.2", wrong="ngày|thời điểm")
def _(m: Made) -> None:
    m.enter("2.2", "met", "92", as_of=None)


@fault(0, "value without source", "18.1", wrong="nguồn")
def _(m: Made) -> None:
    m.enter("18.1", "met", "72", source="")


@fault(0, "met without paper", "13.1", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["13.1"]).delete()


@fault(0, "paper expired", "Giấy chứng nhận an toàn thực phẩm", wrong="hết|hiệu lực|ngoài kỳ")
def _(m: Made) -> None:
    row = m.paper("Giấy chứng nhận an toàn thực phẩm", "18.1", dated_on=date(2021, 3, 1))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2024, 3, 1))


@fault(0, "money whose parts do not add up", "Sửa chữa nhà văn hóa", wrong="lệch|khớp|cộng|thiếu")
def _(m: Made) -> None:
    m.money("Sửa chữa nhà văn hóa thôn Phúc Trạch", 650_000_000,
            {"province": 300_000_000, "commune": 150_000_000, "people": 120_000_000})  # fmt: skip


@fault(0, "counts that contradict", "4/9", wrong="4/9|còn")
def _(m: Made) -> None:
    m.text("achievements", "Đã có 4/9 tuyến đường hoa được trồng, còn 6 tuyến chưa trồng.")


@fault(0, "unknown unit named", "Yên Hạ", wrong="yên hạ")
def _(m: Made) -> None:
    m.task("Làm nhà để xe cho nhà văn hóa thôn Yên Hạ", 6, "culture", "trong tháng 9/2024")


@fault(0, "citation without number", "Hướng dẫn thực hiện Bộ tiêu chí", wrong="số")
def _(m: Made) -> None:
    m.cite("", "Hướng dẫn thực hiện Bộ tiêu chí", date(2023, 5, 4), "Sở Nông nghiệp và PTNT")


@fault(0, "citation without date", "211/NQ-HĐND", wrong="ngày")
def _(m: Made) -> None:
    m.cite("211/NQ-HĐND", "Nghị quyết về nhiệm vụ kinh tế - xã hội", None, "HĐND xã")


@fault(0, "plan without signer", wrong="người ký|ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(0, "reporting duty without rhythm", "Báo cáo kết quả vận động", wrong="nhịp|kỳ|bao giờ")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=2, who="Hội Nông dân", text="Báo cáo kết quả vận động hiến đất",
        report_to="UBND xã",
    )  # fmt: skip


@fault(0, "target already reached", "Hộ nghèo giảm", wrong="đã đạt|đạt sẵn|bằng|hiện")
def _(m: Made) -> None:
    m.enter("10.1", "met", "58.6")
    m.target(
        "Thu nhập bình quân đạt 55 triệu đồng, Hộ nghèo giảm", 10, comparator="gte",
        indicator=m.results["10.1"].indicator, value=Decimal(55), unit_words="triệu đồng",
    )  # fmt: skip


@fault(0, "late work of a met criterion", "tiêu chí 2 |tiêu chí 6 ", wrong="quá hạn")
def _(m: Made) -> None:
    m.task("Gia cố lề đường liên thôn", 2, "land", "trong tháng 4/2024")
