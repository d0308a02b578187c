"""The faults of the four plans, twelve each, as an official of the office would name them."""

from datetime import date
from decimal import Decimal

from criteria.models import Result
from tasks.models import (
    Conclusion,
    Meeting,
    Plan,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Supervision,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

A, B, C, D = 18, 19, 20, 21


@fault(A, "criterion without leader", "Chất lượng môi trường sống", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=18).delete()


@fault(A, "a day that no calendar has", "chống mặn", wrong="30/02|không có ngày|không đọc|thời hạn")
def _(m: Made) -> None:
    m.task("Trữ nước ngọt chống mặn", 18, "land", "trước ngày 30/02/2026")


@fault(A, "each times how many is not the sum", "520 thùng", wrong="600|4")
def _(m: Made) -> None:
    m.task("Cấp 520 thùng rác cho 4 ấp, mỗi ấp 150 thùng", 17, "women", "tháng 10/2026")


@fault(A, "a hamlet that is none of the commune's", "Rạch Bần", wrong="không có|danh sách")
def _(m: Made) -> None:
    m.task("Nạo vét kênh thủy lợi ấp Rạch Bần", 2, "land", "tháng 10/2026")


@fault(A, "parts below the sum", "Cầu Lộ Xe", wrong="cộng|tổng|khớp")
def _(m: Made) -> None:
    m.money("Cầu Lộ Xe", 1_800_000_000, {"province": 1_200_000_000, "people": 400_000_000})


@fault(A, "a goal below the level", "bảo hiểm y tế", wrong="95|thấp hơn")
def _(m: Made) -> None:
    m.target("Tỷ lệ người dân tham gia bảo hiểm y tế đạt 90%", 14, comparator="gte",
             unit_words="%", indicator=m.results["14.1"].indicator,
             value=Decimal(90))  # fmt: skip


@fault(A, "one work in two quantities", "bóng đèn", wrong="120|150|hai|trùng")
def _(m: Made) -> None:
    m.task("Lắp 120 bóng đèn đường ấp Lộ Xe", 2, "land", "tháng 10/2026")
    m.text("infrastructure", "- Lắp 150 bóng đèn đường ấp Lộ Xe trong tháng 10/2026.")


@fault(A, "a report to an office that is no more", "Văn phòng Điều phối|huyện Cái Nước",
       wrong="huyện|không còn|thôi")  # fmt: skip
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=5, who="Phòng Kinh tế xã", text="Kết quả tháng",
        rhythm_words="hàng tháng", report_to="Văn phòng Điều phối NTM huyện Cái Nước",
    )  # fmt: skip


@fault(A, "a citation later than the plan", "455/UBND-NN", wrong="sau kế hoạch")
def _(m: Made) -> None:
    m.cite("455/UBND-NN", "Hướng dẫn chấm điểm xã nông thôn mới", date(2026, 7, 15),
           "UBND tỉnh Cà Mau")  # fmt: skip


@fault(A, "a paper older than the period", "khảo sát nước sạch", wrong="ngoài kỳ|trước kỳ|2022|cũ")
def _(m: Made) -> None:
    m.paper("Báo cáo khảo sát nước sạch", "18.1", dated_on=date(2022, 6, 3), number="8/BC-UBND")


@fault(A, "ten times the income", "10.1|thu nhập", wrong="665")
def _(m: Made) -> None:
    m.enter("10.1", "met", "665")


@fault(A, "a place left open", "xuất khẩu lao động", wrong="…|bỏ trống|chưa điền|chấm")
def _(m: Made) -> None:
    m.task("Đưa … người đi xuất khẩu lao động", 11, "front", "tháng 10/2026")


@fault(B, "counts that contradict", "4/5 thôn", wrong="2|khớp|còn")
def _(m: Made) -> None:
    m.text("achievements", "- 4/5 thôn có nhà văn hóa đạt chuẩn, còn 2 thôn chưa có.")


@fault(B, "a weekday that is another", "ngày hội thu gom|17/9/2024", wrong="thứ")
def _(m: Made) -> None:
    m.task("Tổ chức ngày hội thu gom phế liệu", 17, "youth", "thứ Bảy ngày 17/9/2024")


@fault(B, "due before the plan", "Rà soát hộ nghèo", wrong="ngoài|trước")
def _(m: Made) -> None:
    m.task("Rà soát hộ nghèo, hộ cận nghèo", 11, "culture", "quý IV/2023")


@fault(
    B,
    "signed by one who is not the chair",
    "Kế hoạch năm 2024",
    wrong="người ký|chức",
)
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(
        signatory_name="Đặng Thị Thùy", authority="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    )


@fault(B, "a given name alone", "Làm hàng rào xanh", wrong="hạnh|tên|rõ")
def _(m: Made) -> None:
    m.task("Làm hàng rào xanh 300 m", 2, "đồng chí Hạnh", "tháng 10/2024")


@fault(B, "another standard in the goals", "kiểu mẫu", wrong="nâng cao|đánh giá|mục tiêu")
def _(m: Made) -> None:
    m.text("goals", "Phấn đấu trong năm 2024 xã Sơn Bằng Hạ đạt chuẩn NTM kiểu mẫu.")


@fault(B, "more criteria than the set has", "19/19", wrong="10 tiêu chí|10")
def _(m: Made) -> None:
    m.text("quality", "- Giữ vững 19/19 tiêu chí đã đạt.")


@fault(B, "the set of the time before", "1980", wrong="giai đoạn|2016|hết hiệu lực|không còn")
def _(m: Made) -> None:
    m.cite("1980/QĐ-TTg", "Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2016 - 2020",
           date(2016, 10, 17), "Thủ tướng Chính phủ")  # fmt: skip


@fault(B, "paid more than planned", "Sân thể thao Đông Hà", wrong="giải ngân 420")
def _(m: Made) -> None:
    m.money("Sân thể thao Đông Hà", 300_000_000, {"commune": 300_000_000})
    m.money("Sân thể thao Đông Hà", 420_000_000, {"commune": 420_000_000}, stage="paid",
            as_of=date(2024, 8, 30))  # fmt: skip


@fault(B, "a task under another criterion", "tiêu chí số 17", wrong="13|tiêu chí")
def _(m: Made) -> None:
    m.task("Dọn điểm rác tồn đọng theo tiêu chí số 17 Môi trường", 13, "youth", "tháng 10/2024")


@fault(B, "half the village finished, and done", "Xóm Trại", wrong="hoàn thành|xong|3/8")
def _(m: Made) -> None:
    row = m.task("Dỡ 8 nhà tạm thôn Xóm Trại", 11, "front", "tháng 8/2024")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2024, 8, 28), result="Mới dỡ được 3/8 nhà"
    )


@fault(B, "overdue, and no word about it", "Trồng 500 cây", wrong="quá hạn|chưa báo|tháng 4")
def _(m: Made) -> None:
    m.task("Trồng 500 cây hoa ban đường trục xã", 2, "veterans", "tháng 4/2024")


@fault(C, "due before the plan was issued", "Kiểm kê đường bản", wrong="trước")
def _(m: Made) -> None:
    m.task("Kiểm kê đường bản", 2, "economy", "30/6/2025")


@fault(C, "an office of a level that is gone", "Tập huấn chăm xoài", wrong="huyện|không còn")
def _(m: Made) -> None:
    m.task("Tập huấn chăm xoài ghép", 13, "Phòng Nông nghiệp và PTNT huyện Quỳnh Nhai",
           "tháng 10/2025")  # fmt: skip


@fault(C, "sent to a level that is gone", "nơi nhận", wrong="cấp huyện")
def _(m: Made) -> None:
    Recipient.objects.create(plan=m.plan, order=9, text="UBND huyện Quỳnh Nhai (b/c)")


@fault(C, "more villages than there are", "8/8 bản", wrong="5")
def _(m: Made) -> None:
    m.text("outreach", "- Phát thanh tại 8/8 bản vào chiều thứ sáu.")


@fault(C, "a figure of no day and nobody", "18.1", wrong="nguồn|ngày")
def _(m: Made) -> None:
    m.enter("18.1", "met", "61", as_of=None, source="")


@fault(C, "a certificate that has run out", "VietGAP", wrong="hết|hiệu lực")
def _(m: Made) -> None:
    m.paper("Giấy chứng nhận VietGAP", "13.1", expires_on=date(2025, 8, 1))


@fault(C, "a passage of another commune", "Mường Giôn", wrong="khác|không phải|không có")
def _(m: Made) -> None:
    m.text("leadership", "- UBND xã Mường Giôn kiện toàn Ban Chỉ đạo, phân công rõ việc.")


@fault(C, "the year of the plan before", "Kết thúc|kết thúc|closing", wrong="2024")
def _(m: Made) -> None:
    m.text("closing", "Trên đây là kế hoạch thực hiện năm 2024 của UBND xã Chiềng Khay Nọi.")


@fault(C, "all done, still unmet", "14.3|Y tế", wrong="xong|hoàn thành")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=14).update(
        state="done", done_on=date(2025, 9, 28), result="Đã lập sổ cho các bản"
    )


@fault(C, "ends before it begins", "Đổ bê tông ngõ", wrong="trước|sau|không đọc")
def _(m: Made) -> None:
    m.task("Đổ bê tông ngõ bản Co Que", 2, "land", "từ 15/10/2025 đến 10/10/2025")


@fault(C, "millions taken for single đồng", "Kè suối", wrong="500|nhỏ|đơn vị")
def _(m: Made) -> None:
    m.money("Kè suối Nà Mùn", 500, {"commune": 500})


@fault(C, "the village of another", "Có Nọi|Co Que", wrong="đơn vị khác|nơi khác")
def _(m: Made) -> None:
    m.task("Sửa cầu treo bản Có Nọi", 2, "land", "tháng 10/2025", unit=m.villages["Co Que"])


@fault(D, "two leaders", "Hành chính công", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(15), official=m.people["chair"]
    )


@fault(D, "met without a figure", "17.1", wrong="số liệu|giá trị|kết quả")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["17.1"].pk).update(value=None)


@fault(D, "words and record differ", "93,5|bảo hiểm y tế", wrong="96,2")
def _(m: Made) -> None:
    m.text("quality", "- Duy trì tỷ lệ người dân tham gia bảo hiểm y tế hiện là 93,5%.")


@fault(D, "a target after the day of the goal", "nhãn hiệu tập thể", wrong="ngoài năm")
def _(m: Made) -> None:
    m.target("Đăng ký nhãn hiệu tập thể nghệ Yên Phú", 13, "tháng 3/2027")


@fault(D, "a sum in words that is another", "Cải tạo nhà văn hóa Mễ Hạ", wrong="1,2 tỷ|khác|khớp")
def _(m: Made) -> None:
    m.money("Cải tạo nhà văn hóa Mễ Hạ", 1_500_000_000, {"commune": 1_500_000_000},
            words="1,2 tỷ đồng")  # fmt: skip


@fault(D, "concluded for nobody", "Dồn điền đổi thửa", wrong="ai|hạn|giao")
def _(m: Made) -> None:
    held = Meeting.objects.create(
        unit=m.unit, held_on=date(2026, 9, 4), name="Giao ban tháng 9", rhythm="other"
    )
    Conclusion.objects.create(meeting=held, order=1, text="Dồn điền đổi thửa cánh đồng Trai Trang")


@fault(D, "a report that nobody gets", "Kết quả vệ sinh đường", wrong="với ai|nhận|nơi|báo cáo với")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=4, who="Các thôn", text="Kết quả vệ sinh đường làng",
        rhythm_words="hàng tuần",
    )  # fmt: skip


@fault(D, "one work twice", "Vẽ tranh tường", wrong="hai|trùng|2 ")
def _(m: Made) -> None:
    m.task("Vẽ tranh tường nhà văn hóa thôn Vân Mạc", 6, "culture", "tháng 10/2026")
    m.task("Vẽ tranh tường nhà văn hóa thôn Vân Mạc", 6, "women", "tháng 11/2026")


@fault(D, "two papers of one number", "31/TB-UBND", wrong="trùng|hai|cùng số|2 ")
def _(m: Made) -> None:
    m.paper("Thông báo lịch thu gom rác", "17.1", number="31/TB-UBND")
    m.paper("Thông báo kết quả chấm điểm", "2.1", number="31/TB-UBND")


@fault(D, "a goal worse than what is reached", "nghèo đa chiều", wrong="2,4|hiện")
def _(m: Made) -> None:
    m.target("Giảm tỷ lệ nghèo đa chiều xuống còn 3%", 11, comparator="lte", unit_words="%",
             indicator=m.results["11.1"].indicator, value=Decimal(3))  # fmt: skip


@fault(D, "a step before the one that it needs", "Nghiệm thu", wrong="trước|sau")
def _(m: Made) -> None:
    m.task("Khởi công đường trục thôn Trai Trang", 2, "land", "tháng 11/2026")
    m.task("Nghiệm thu đường trục thôn Trai Trang", 2, "economy", "tháng 10/2026")


@fault(D, "a window of another year", "Vệ sinh cuối năm", wrong="2025|năm")
def _(m: Made) -> None:
    PlanWindow.objects.create(
        plan=m.plan, order=4, text="Vệ sinh cuối năm", deadline_words="tháng 12/2025"
    )
