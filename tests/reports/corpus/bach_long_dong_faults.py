"""Its faults, as an official who reads slowly would name them."""

from datetime import date
from decimal import Decimal

from tasks.models import (
    Assignment,
    Conclusion,
    Meeting,
    PlanWindow,
    ProgressReport,
    Recipient,
    ReportRemark,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body

R = 34


@fault(
    R,
    "led by another in words than in the record",
    "tiêu chí 3|tiêu chí số 3",
    "Đồng Văn Hoạt",
    wrong="bùi thị ngân hà",
)
def _(m: Made) -> None:
    m.also(
        "implementation",
        "- Đồng chí Bùi Thị Ngân Hà, Phó Chủ tịch UBND đặc khu phụ trách tiêu chí số 3.",
    )


@fault(R, "a village's work by another village's board", "đèn ngõ", wrong="áng sỏi|phù long|khác")
def _(m: Made) -> None:
    board = Body.objects.get(name="Ban phát triển thôn Áng Sỏi")
    row = m.task("Lắp đèn ngõ thôn Phù Long", 2, None, "tháng 10/2026", unit=m.villages["Phù Long"])
    Assignment.objects.create(task=row, kind="lead", order=1, body=board)


@fault(R, "two totals of one thing", "1.390|1.480", wrong="1.480.*1.390|1.390.*1.480")
def _(m: Made) -> None:
    m.also("purpose", "- Toàn đặc khu có 1.390 hộ đều được cấp tờ rơi.")


@fault(R, "more than all", "2.3|điện an toàn", "102", wrong="không thể")
def _(m: Made) -> None:
    m.enter("2.3", "met", "102")


@fault(R, "half a thing counted", "7.2|Internet", "3,5", wrong="nguyên|lẻ|số lượng")
def _(m: Made) -> None:
    m.enter("7.2", "met", "3.5")


@fault(R, "a figure of long ago", "8.1|nước sạch", "2023", wrong="cũ|trước|ngoài")
def _(m: Made) -> None:
    m.enter("8.1", "met", "68", as_of=date(2023, 6, 30))


@fault(R, "a number of households against the share", "6.1|nghèo", "52", wrong="2,5|3,5|37")
def _(m: Made) -> None:
    m.also("shortcomings", "- Toàn đặc khu còn 52/1.480 hộ nghèo.")


@fault(R, "a day in the text and another in the deadline", "cầu phao", wrong="30/6|10/2026|hai hạn")
def _(m: Made) -> None:
    m.task(
        "Sửa cầu phao bến Áng Sỏi, hoàn thành trước ngày 30/8/2026",
        2,
        "land",
        "trong tháng 10/2026",
    )


@fault(R, "a feast after its day", "2/9", wrong="sau|trước|muộn|qua")
def _(m: Made) -> None:
    m.task("Treo cờ, băng rôn chào mừng Quốc khánh 2/9", 5, "youth", "trong tháng 11/2026")


@fault(R, "a mid-year review in autumn", "sơ kết 6 tháng", wrong="6 tháng|tháng 7|nửa năm|muộn")
def _(m: Made) -> None:
    m.task("Họp sơ kết 6 tháng đầu năm 2026", 9, "economy", "tháng 3/2026")


@fault(R, "an office that is not theirs", "Vũ Trí Dũng", wrong="chức vụ|chuyên viên")
def _(m: Made) -> None:
    row = m.task("Kiểm đếm lồng bè", 3, None, "tháng 10/2026")
    m.give(row, "đồng chí Vũ Trí Dũng - Bí thư Đảng ủy đặc khu")


@fault(R, "each times how many, in money", "500.000", wrong="740|không khớp")
def _(m: Made) -> None:
    m.also("resources", "- Mỗi hộ góp 500.000 đồng, 1.480 hộ được 704 triệu đồng.")


@fault(R, "a share of the money that is another", "1,8 tỷ", wrong="75|90")
def _(m: Made) -> None:
    m.also(
        "achievements",
        "- Vốn sự nghiệp đã giải ngân 1,8 tỷ đồng, đạt 90% kế hoạch vốn 2,4 tỷ đồng.",
    )


@fault(R, "a number still to be filled in", "Giấy xác nhận", wrong="số|trống|chưa ghi|chưa điền")
def _(m: Made) -> None:
    m.paper("Giấy xác nhận vận hành lò đốt rác", "8.2", number="…/GXN-UBND")


@fault(R, "minutes numbered as a report", "45/BC-UBND", wrong="biên bản|ký hiệu|bb")
def _(m: Made) -> None:
    m.paper("Biên bản nghiệm thu trạm biến áp Cái Bèo", "2.3", number="45/BC-UBND")


@fault(R, "the symbol of one, the name of another", "15/BC-HPN", wrong="ubnd|cơ quan|ký hiệu")
def _(m: Made) -> None:
    m.paper(
        "Báo cáo mô hình nhà sạch, vườn đẹp",
        "8.2",
        number="15/BC-HPN",
        issuer="UBND đặc khu Bạch Long Đông",
    )


@fault(R, "signed before its period was over", "kết quả cấp nước", wrong="trước khi hết|30/6")
def _(m: Made) -> None:
    m.paper(
        "Số liệu kết quả cấp nước",
        "8.1",
        dated_on=date(2026, 3, 10),
        period_from=date(2026, 1, 1),
        period_to=date(2026, 6, 30),
    )


@fault(R, "a resolution called a decision", "12/NQ-HĐND", wrong="quyết định|nghị quyết|ký hiệu")
def _(m: Made) -> None:
    m.cite(
        "12/NQ-HĐND",
        "Quyết định về mức hỗ trợ xây dựng nông thôn mới",
        date(2026, 3, 12),
        "HĐND thành phố Hải Phòng",
    )


@fault(R, "a paper of a province that is gone", "Hải Dương", wrong="không còn|sáp nhập|hải phòng")
def _(m: Made) -> None:
    m.cite(
        "66/KH-UBND",
        "Kế hoạch phong trào thi đua năm 2026",
        date(2026, 1, 20),
        "UBND tỉnh Hải Dương",
    )


@fault(R, "a window that runs backwards", "Tổng vệ sinh bãi biển", wrong="trước|ngược|sau")
def _(m: Made) -> None:
    PlanWindow.objects.create(
        plan=m.plan,
        order=3,
        text="Tổng vệ sinh bãi biển",
        deadline_words="từ tháng 10/2026 đến tháng 5/2026",
    )


@fault(R, "sent twice", "HĐND", wrong="hai|trùng|lặp|2 ")
def _(m: Made) -> None:
    Recipient.objects.create(plan=m.plan, order=8, text="Đảng ủy, HĐND xã")


@fault(R, "a blank of the pattern", "[tên thôn]", wrong="trống|chưa điền|mẫu|để")
def _(m: Made) -> None:
    m.also("leadership", "- Ban phát triển thôn [tên thôn] họp dân mỗi tháng một lần.")


@fault(R, "a village's count in words", "1/3", wrong="2/3")
def _(m: Made) -> None:
    m.also("works", "- Thôn Phù Long mới đạt 1/3 tiêu chí thôn NTM kiểu mẫu.")


@fault(R, "concluded for one day, planned for another", "lồng thu rác", wrong="15/9|10/2026|hai")
def _(m: Made) -> None:
    held = Meeting.objects.get(unit=m.unit)
    Conclusion.objects.create(
        meeting=held,
        order=1,
        text="Đặt 24 lồng thu rác nhựa, mỗi thôn 6 lồng",
        led_by="Đoàn Thanh niên đặc khu",
        deadline_words="trước ngày 15/9/2026",
    )


@fault(R, "a report that the record denies", "thu gom", "95", wrong="90,2")
def _(m: Made) -> None:
    report = ProgressReport.objects.create(
        unit=m.unit, kind="month", starts_on=date(2026, 8, 15), ends_on=date(2026, 9, 14)
    )
    ReportRemark.objects.create(
        report=report,
        section="criteria",
        text="Tỷ lệ chất thải rắn sinh hoạt được thu gom đạt 95%.",
    )


@fault(
    R, "down by a goal that goes up", "nghèo đa chiều", wrong="chiều|≥|ít nhất|giảm|từ .* trở lên"
)
def _(m: Made) -> None:
    m.target(
        "Giảm tỷ lệ nghèo đa chiều còn 2%",
        6,
        comparator="gte",
        unit_words="%",
        indicator=m.results["6.1"].indicator,
        value=Decimal(2),
    )


@fault(R, "done, and still hindered", "mặt bằng", wrong="vướng mắc|hoàn thành")
def _(m: Made) -> None:
    row = m.task("Mở rộng bãi đỗ xe Cái Bèo", 2, "land", "tháng 8/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done",
        done_on=date(2026, 8, 25),
        result="Đã bàn giao bãi đỗ xe",
        obstacle="Còn 2 hộ chưa bàn giao mặt bằng",
    )


@fault(R, "a figure and its words", "12 (mười)", wrong="10|mười|chữ")
def _(m: Made) -> None:
    m.also("quality", "- Hỗ trợ 12 (mười) hộ nuôi biển chuyển sang phao nhựa bền.")


@fault(R, "months that are not as many", "03 tháng", wrong="2 tháng|4 tháng|khớp|5")
def _(m: Made) -> None:
    m.also("outreach", "- Trong 03 tháng (từ tháng 5 đến tháng 9) treo 40 băng rôn.")


@fault(R, "two standing offices", "thường trực", wrong="hai|phòng văn hóa")
def _(m: Made) -> None:
    m.also(
        "implementation",
        "- Phòng Văn hóa - Xã hội là cơ quan thường trực của Ban Chỉ đạo, tổng hợp kết quả.",
    )
