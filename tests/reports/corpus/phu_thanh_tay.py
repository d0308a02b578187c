"""Faults in Phú Thạnh Tây, Đồng Tháp: the plan of 2026."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from evidence.papers.models import Proof
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    Citation,
    PlanWindow,
    Recipient,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body, Unit

SUPPORT = AssignmentKind.SUPPORT


def new_official(m: Made, unit: Unit, name: str, **posting: Any) -> Any:
    from tests import factories as make
    from villages.enums import Role

    return make.make_official(unit, Role.OFFICIAL, name, title="Công chức", **posting)


@fault(2, "citation of another period", "318/QĐ-TTg", wrong="giai đoạn|2021|hết")
def _(m: Made) -> None:
    m.cite("318/QĐ-TTg", "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021 - 2025",
           date(2022, 3, 8), "Thủ tướng Chính phủ")  # fmt: skip


@fault(2, "citation later than the year", "88/KH-UBND", wrong="sau|ngày|chưa")
def _(m: Made) -> None:
    m.cite("88/KH-UBND", "Kế hoạch chuyển đổi số", date(2027, 3, 1), "UBND tỉnh Đồng Tháp")


@fault(2, "one number, two days", "60/NQ-HĐND", wrong="60/nq-hđnd")
def _(m: Made) -> None:
    m.cite("60/NQ-HĐND", "Nghị quyết đầu tư công", date(2025, 12, 9), "HĐND tỉnh Đồng Tháp")
    m.cite("60/NQ-HĐND", "Nghị quyết đầu tư công", date(2025, 12, 19), "HĐND tỉnh Đồng Tháp")


@fault(2, "citation without issuer", "14/CT-TTg", wrong="cơ quan|ban hành|ai")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=9, number="14/CT-TTg", title="Chỉ thị về đê điều",
                            dated_on=date(2026, 2, 2))  # fmt: skip


@fault(2, "target without present figure", "Tỷ lệ hộ dùng nước sạch|18.1", wrong="số liệu")
def _(m: Made) -> None:
    from criteria.models import Result

    Result.objects.filter(pk=m.results["18.1"].pk).update(value=None)
    m.target("Tỷ lệ hộ dùng nước sạch đạt 85%", 18, indicator=m.results["18.1"].indicator,
             comparator="gte", value=Decimal(85), unit_words="%")  # fmt: skip


@fault(2, "target below the level", "Bảo hiểm y tế đạt 92%", wrong="thấp hơn|dưới|mức")
def _(m: Made) -> None:
    m.target("Bảo hiểm y tế đạt 92%", 14, indicator=m.results["14.1"].indicator,
             comparator="gte", value=Decimal(92), unit_words="%")  # fmt: skip


@fault(2, "target after its day", "Hộ phân loại rác đạt 50%", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.target("Hộ phân loại rác đạt 50%", 17, until="trong quý I/2027",
             indicator=m.results["17.2"].indicator, comparator="gte", value=Decimal(50),
             unit_words="%")  # fmt: skip


@fault(2, "plan without money", wrong="kinh phí")
def _(m: Made) -> None:
    for row in m.plan.fundings.all():
        row.parts.all().delete()
    m.plan.fundings.all().delete()


@fault(2, "recurring duty without report", "Trực chốt kiểm soát thuyền", wrong="báo cáo|chưa")
def _(m: Made) -> None:
    m.task("Trực chốt kiểm soát thuyền chở rác", 17, "veterans", "hàng tháng")


@fault(2, "several leads of bodies", "Dọn lục bình tuyến kênh Bờ Đập", wrong="chủ trì")
def _(m: Made) -> None:
    made = m.task("Dọn lục bình tuyến kênh Bờ Đập", 17, "veterans", "trong tháng 10/2026")
    m.give(made, "women")
    m.give(made, "coop")


@fault(2, "half given name", "cô Út|quỹ vì người nghèo", wrong="tên|rõ")
def _(m: Made) -> None:
    m.task("Vận động quỹ vì người nghèo", 11, "cô Út", "trong tháng 10/2026")


@fault(2, "owner written twice in the text, other lead", "Huỳnh Công Đẳng", "Lập bản đồ số",
       wrong="khác|chủ trì|giao")  # fmt: skip
def _(m: Made) -> None:
    m.task("Giao đồng chí Huỳnh Công Đẳng, chuyên viên Phòng Kinh tế: Lập bản đồ số tuyến đường",
           2, "culture", "trong tháng 9/2026")  # fmt: skip


@fault(
    2, "lead from another commune", "Khoan 2 giếng dự phòng", wrong="khác|không thuộc|không còn giữ"
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
    wrong="khác|ấp phú lợi|không thuộc",
)
def _(m: Made) -> None:
    body = Body.objects.get(unit=m.villages["Phú Lợi"])
    made = m.task("Sơn sửa cổng chào ấp Thạnh Hưng", 6, None, "trong tháng 9/2026",
                  unit=m.villages["Thạnh Hưng"])  # fmt: skip
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(2, "window of another year", "Nghiệm thu, đánh giá", wrong="ngoài|năm|sau")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=2, text="Nghiệm thu, đánh giá",
                              deadline_words="từ tháng 1/2027 đến tháng 2/2027")  # fmt: skip


@fault(2, "no archive among recipients", wrong="lưu")
def _(m: Made) -> None:
    Recipient.objects.filter(plan=m.plan, text__startswith="Lưu").delete()


@fault(2, "empty section", wrong="mục đích|chưa có nội dung|để trống")
def _(m: Made) -> None:
    m.plan.texts.filter(section="purpose").update(text="")


@fault(2, "same work twice", "Kiểm kê vườn cây ăn trái", wrong="lặp|trùng|hai|2 ")
def _(m: Made) -> None:
    for _ in range(2):
        m.task("Kiểm kê vườn cây ăn trái toàn xã", 13, "land", "trong tháng 10/2026")


@fault(2, "counts that contradict", "3 trong số 7", wrong="3|còn")
def _(m: Made) -> None:
    m.text("achievements", "Đã có 3 trong số 7 ấp hoàn thành nhà văn hóa, 5 ấp còn lại đang xây.")


@fault(2, "counts that contradict", "12/20", wrong="12/20")
def _(m: Made) -> None:
    m.task("Xóa 12/20 cầu tạm, còn lại 9 cầu tạm chuyển sang năm sau", 2, "land", "tháng 9/2026")


@fault(2, "met count unlike the record", "9/10", wrong="9/10")
def _(m: Made) -> None:
    m.text("opening", "Đến ngày 31/12/2025 xã Phú Thạnh Tây đã đạt 9/10 tiêu chí.")


@fault(2, "unknown unit named", "ấp Mỹ Trung", wrong="mỹ trung")
def _(m: Made) -> None:
    m.task("Nạo vét kênh nội đồng ấp Mỹ Trung", 2, "land", "trong tháng 9/2026")


@fault(2, "criterion number that the set lacks", "tiêu chí số 21", wrong="21")
def _(m: Made) -> None:
    m.text("quality", "- Giữ vững tiêu chí số 21 và các tiêu chí đã đạt.")


@fault(2, "met without paper", "19.1", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["19.1"]).delete()


@fault(2, "met against the record of work", "Sửa 500 m kè chống sạt lở", wrong="hoàn thành|xong|%")
def _(m: Made) -> None:
    made = m.task("Sửa 500 m kè chống sạt lở", 2, "land", "trong tháng 8/2026")
    Task.objects.filter(pk=made.pk).update(
        state="done", done_on=date(2026, 8, 30), result="Mới đạt 60% khối lượng"
    )


@fault(2, "task done before it began", "Cấp phát 300 thùng rác", wrong="trước|sau|ngày")
def _(m: Made) -> None:
    made = m.task("Cấp phát 300 thùng rác", 17, "women", "từ ngày 01/9/2026 đến ngày 30/9/2026")
    Task.objects.filter(pk=made.pk).update(
        state="done", done_on=date(2026, 5, 2), result="Đã cấp phát đủ"
    )


@fault(2, "paper dated in the future", "Quyết định công nhận OCOP", wrong="sau|tương lai|chưa")
def _(m: Made) -> None:
    m.paper("Quyết định công nhận OCOP", "13.1", dated_on=m.spec.today + timedelta(days=60))


@fault(2, "paper without number and date", "Danh sách hộ tham gia", wrong="số|ngày")
def _(m: Made) -> None:
    m.paper("Danh sách hộ tham gia hợp tác xã", "13.1", number="", dated_on=None)


@fault(2, "obstacle without anybody asked", "Mở rộng cầu Bờ Đập", wrong="vướng")
def _(m: Made) -> None:
    made = m.task("Mở rộng cầu Bờ Đập", 2, "land", "trong tháng 11/2026")
    Task.objects.filter(pk=made.pk).update(obstacle="Hai hộ chưa đồng ý hiến đất")
