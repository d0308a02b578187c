"""The faults that are planted in the plan of Trà Nham Bắc."""

from datetime import date
from decimal import Decimal

from criteria.models import Result
from tasks.enums import AssignmentKind
from tasks.models import PlanWindow, Recipient, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

OF = 13


@fault(OF, "names beside a count are fewer", "5/8|3/4", wrong="tên|liệt kê|kể")
def _(m: Made) -> None:
    m.text("achievements", "- Đến cuối năm 2024, 3/4 thôn có đội văn nghệ (Gò Rùa, Đồng Miếu).")


@fault(OF, "another commune's name in the text", "Trà Sơn Tây", wrong="xã khác|không phải|tên xã")
def _(m: Made) -> None:
    m.text("purpose", "- Huy động sức mạnh của nhân dân xã Trà Sơn Tây xây dựng quê hương.")


@fault(OF, "place of the plan is another's", "Bình Khương", wrong="địa danh|nơi ban hành|tên")
def _(m: Made) -> None:
    type(m.plan).objects.filter(pk=m.plan.pk).update(place="Bình Khương")


@fault(OF, "signed by the vice-chair as the chair", "Phạm Thị Sương", wrong="kt|ký thay|quyền hạn")
def _(m: Made) -> None:
    type(m.plan).objects.filter(pk=m.plan.pk).update(signatory_name="Phạm Thị Sương")


@fault(OF, "no archive copy", "Lưu", wrong="nơi nhận|lưu")
def _(m: Made) -> None:
    Recipient.objects.filter(plan=m.plan, text__startswith="Lưu").delete()


@fault(OF, "two rhythms of one report", "Tổng hợp tiến độ", wrong="hai nhịp|nhịp|hàng quý")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=7, who="Công chức thường trực", text="Tổng hợp tiến độ",
        rhythm_words="hàng quý", report_to="Ban Chỉ đạo xã",
    )  # fmt: skip


@fault(OF, "year in the symbol is not its day's", "16/2023/QĐ-UBND", wrong="năm|2022")
def _(m: Made) -> None:
    m.cite("16/2023/QĐ-UBND", "Quyết định ban hành bộ tiêu chí thôn NTM", date(2022, 6, 20),
           "UBND tỉnh Quảng Ngãi")  # fmt: skip


@fault(OF, "kind of paper is not its symbol's", "77/KH-UBND", wrong="loại|ký hiệu|quyết định")
def _(m: Made) -> None:
    m.cite("77/KH-UBND", "Quyết định giao chỉ tiêu nông thôn mới năm 2025", date(2025, 3, 3),
           "UBND tỉnh Quảng Ngãi")  # fmt: skip


@fault(OF, "issuer is not its symbol's", "263/QĐ-TTg", wrong="cơ quan|thủ tướng|ttg")
def _(m: Made) -> None:
    m.cite("263/QĐ-TTg", "Phê duyệt Chương trình mục tiêu quốc gia", date(2022, 2, 22),
           "UBND tỉnh Quảng Ngãi")  # fmt: skip


@fault(OF, "weekday is not the day's", "thứ Hai", wrong="thứ")
def _(m: Made) -> None:
    m.task("Khánh thành sân bóng đá xã", 6, "culture", "thứ Hai, ngày 15/11/2025")


@fault(OF, "day that no calendar has", "31/11/2025", wrong="không có|chưa đọc|chưa hiểu|không")
def _(m: Made) -> None:
    m.task("Nghiệm thu mương dẫn nước", 2, "land", "trước ngày 31/11/2025")


@fault(OF, "text names one person, another leads", "Đinh Thị Bích", wrong="chủ trì|giao")
def _(m: Made) -> None:
    m.task("Giao đồng chí Đinh Thị Bích lập danh sách hộ thiếu nước", 18, "land")


@fault(OF, "lead is support as well", "Phát quang đường xã", wrong="phối hợp|vừa")
def _(m: Made) -> None:
    task = m.task("Phát quang đường xã", 2, "youth")
    m.give(task, "youth", AssignmentKind.SUPPORT)


@fault(OF, "done, but its words are that it is not", "Lắp 40 bóng đèn", wrong="kết quả|chưa|đang")
def _(m: Made) -> None:
    task = m.task("Lắp 40 bóng đèn ngõ Gò Rùa", 2, "land", "trong tháng 9/2025")
    Task.objects.filter(pk=task.pk).update(
        state="done", done_on=date(2025, 8, 20), result="Mới lắp được 15 bóng, đang chờ vật tư"
    )


@fault(OF, "one village's work with another's board", "Đồng Miếu", wrong="gò rùa")
def _(m: Made) -> None:
    from villages.models import Body

    m.bodies["board"] = Body.objects.get(name="Ban phát triển thôn Gò Rùa")
    m.task("Sửa cổng nhà văn hóa thôn Đồng Miếu", 6, "board", unit=m.villages["Đồng Miếu"])


@fault(OF, "number in a target's words is not its value", "04 mô hình|4 mô hình", wrong="2|giá trị")
def _(m: Made) -> None:
    m.target("Xây dựng 04 mô hình trồng quế hữu cơ", 13, comparator="gte", value=Decimal(2),
             unit_words="mô hình")  # fmt: skip


@fault(OF, "share above the whole", "Tỷ lệ hộ có bảo hiểm y tế", wrong="100")
def _(m: Made) -> None:
    m.target("Tỷ lệ hộ có bảo hiểm y tế", 14, comparator="gte", value=Decimal(120), unit_words="%")


@fault(OF, "aim below the level", "93%", wrong="mức|thấp|95")
def _(m: Made) -> None:
    m.task("Vận động nhân dân, phấn đấu tỷ lệ tham gia bảo hiểm y tế đạt 93%", 14, "health",
           code="14.1")  # fmt: skip


@fault(OF, "window that ends before it begins", "Thu hồi đất", wrong="trước|ngược|sau|chưa đọc")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=4, text="Thu hồi đất làm chợ",
                              deadline_words="từ tháng 10/2025 đến hết tháng 3/2025")  # fmt: skip


@fault(OF, "paid is more than planned", "Sửa chữa chợ", wrong="giải ngân|vượt|nhiều hơn")
def _(m: Made) -> None:
    m.money("Sửa chữa chợ trung tâm xã", 300_000_000, {"commune": 300_000_000})
    m.money("Sửa chữa chợ trung tâm xã", 480_000_000, {"commune": 480_000_000},
            stage="paid", as_of=date(2025, 8, 15))  # fmt: skip


@fault(
    OF, "sum a thousand times too small", "Bê tông đường thôn Nước Xuyên", wrong="nhỏ|đơn vị|nghìn"
)
def _(m: Made) -> None:
    m.money("Bê tông đường thôn Nước Xuyên dài 1,2 km", 850_000, {"commune": 850_000})


@fault(OF, "met, but its note is that it is not", "17.1", wrong="ghi chú|chưa")
def _(m: Made) -> None:
    m.enter("17.1", "met", "93", note="Thôn Nước Xuyên chưa có xe thu gom, chưa đạt")


@fault(OF, "day of the goal is not the assessment's", "quý II", wrong="quý ii|30/6|15/12|ngày")
def _(m: Made) -> None:
    m.text("goals", "Phấn đấu xã Trà Nham Bắc đạt chuẩn NTM nâng cao trong quý II năm 2025.")


@fault(OF, "one passage in two sections", "Tuyên truyền, vận động|Công tác tuyên truyền",
       wrong="đã có")  # fmt: skip
def _(m: Made) -> None:
    words = "- Phân công rõ người, rõ việc, rõ thời gian, rõ trách nhiệm và rõ kết quả."
    m.text("leadership", words)
    m.text("outreach", words)


@fault(OF, "figure of a day to come", "11.1", wrong="tương lai|sau hôm nay|chưa đến|sau ngày")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["11.1"].pk).update(as_of=date(2025, 12, 20))
