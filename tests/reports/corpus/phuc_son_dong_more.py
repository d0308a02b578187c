"""More faults of the plan of Phúc Sơn Đông: nine of kinds that no check looked at, four that some
do."""

from datetime import date

from evidence.papers.models import Proof
from tasks.models import Plan, PlanText, ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

OF = 17


@fault(OF, "the chair signs in place of himself", "Kế hoạch năm 2026", wrong="“kt.”")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(authority="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")


@fault(OF, "a goal of a later year", "2027", wrong="năm 2026")
def _(m: Made) -> None:
    row = PlanText.objects.get(plan=m.plan, section="goals")
    m.text("goals", f"{row.text}\nPhấn đấu đến hết năm 2027 xã đạt chuẩn NTM nâng cao.")


@fault(OF, "a paper of another village", "Khuôn Nanh", wrong="thôn khác")
def _(m: Made) -> None:
    row = m.paper("Biên bản kiểm tra nhà văn hóa xóm Khuôn Nanh")
    Proof.objects.create(evidence=row, result=m.village_results["1"])


@fault(OF, "a paper's number of another year", "19/2023/QĐ-UBND", wrong="năm 2023")
def _(m: Made) -> None:
    m.paper("Quyết định giao đất", "2.1", number="19/2023/QĐ-UBND", dated_on=date(2026, 5, 6))


@fault(OF, "a paper of the council issued by the committee", "7/NQ-HĐND", wrong="ký hiệu")
def _(m: Made) -> None:
    m.paper("Nghị quyết hỗ trợ xi măng", "2.1", number="7/NQ-HĐND", dated_on=date(2026, 5, 6),
            issuer="UBND xã Phúc Sơn Đông")  # fmt: skip


@fault(OF, "a target in another unit than its indicator", "mã sản phẩm", wrong="bằng “%”")
def _(m: Made) -> None:
    m.target("Tỷ lệ mã sản phẩm OCOP", 13, comparator="gte", value=5, unit_words="%",
             indicator=m.results["13.2"].indicator)  # fmt: skip


@fault(OF, "a title of another standard", "kiểu mẫu", wrong="đánh giá theo")
def _(m: Made) -> None:
    plan = Plan.objects.get(pk=m.plan.pk)
    plan.title = "Thực hiện xã Phúc Sơn Đông đạt chuẩn NTM kiểu mẫu năm 2026"
    plan.save()


@fault(OF, "a source that names nobody", "18.1", wrong="nguồn")
def _(m: Made) -> None:
    m.enter("18.1", "met", "63", source="?")


@fault(OF, "a cooperative that nobody knows", "HTX Rau sạch Đồng Xe", wrong="danh sách|không có")
def _(m: Made) -> None:
    m.task("Giao HTX Rau sạch Đồng Xe trồng thử 2 ha rau", 13, "farm", "trong tháng 11/2026")


@fault(OF, "reports to a district", "Văn phòng Điều phối", wrong="không còn")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=8, who="Các xóm", text="Kết quả", rhythm_words="hàng tháng",
        report_to="Văn phòng Điều phối NTM huyện",
    )  # fmt: skip


@fault(OF, "reports to itself", "Vốn vay", wrong="chính")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=6, who="Hội Nông dân xã", text="Vốn vay", rhythm_words="hàng quý",
        report_to="Hội Nông dân xã",
    )  # fmt: skip


@fault(OF, "more people than live there", "9.200", wrong="8.112")
def _(m: Made) -> None:
    m.task("Khám sức khỏe cho 9.200 người dân", 14, "health", "trong tháng 11/2026")


@fault(OF, "met below the level, by a share", "6.2", wrong="chưa đủ mức")
def _(m: Made) -> None:
    m.enter("6.2", "met", "66.7")
