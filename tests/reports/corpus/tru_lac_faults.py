"""The faults that are planted in the plan of Trù Lạc."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline, Result
from evidence.papers.models import Evidence, Proof
from tasks.models import Assignment, Plan, PlanWindow, ReportingDuty, Supervision, Task
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body, Lineage, Unit


@fault(7, "criterion without leader", "Tiếp cận pháp luật", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=16).delete()


@fault(7, "a leader of whom the postings ended", "Nguyễn Tất Hóa", wrong="thôi|không còn|hết")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=9).update(
        official=m.people["left"]
    )


@fault(7, "an official beside the leader", "Thu nhập", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(10), official=m.people["police"]
    )


@fault(7, "unmet criterion, no open work", "Nhà ở dân cư", wrong="không có|chưa có")
def _(m: Made) -> None:
    m.enter("9.1", "not_met", "79")


@fault(7, "all done, still unmet", "14.2|Y tế", wrong="hoàn thành|xong")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=14).update(
        state="done", done_on=date(2024, 9, 30), result="Xong"
    )


@fault(7, "unowned", "Phát tờ rơi cài VNeID", wrong="giao|chủ trì")
def _(m: Made) -> None:
    m.task("Phát tờ rơi cài VNeID mức 2", 19, None, "tháng 10/2024")


@fault(7, "owned by a kinship word", "mô hình nuôi gà đồi", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Nhân rộng mô hình nuôi gà đồi", 13, "bác Tư xóm Hòa Trung", "tháng 10/2024")


@fault(7, "owned by a rank", "Làm biển tên đường", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Làm biển tên đường, số nhà", 2, "Phó Chủ tịch phụ trách", "tháng 10/2024")


@fault(7, "owned by all villages", "Dỡ 14 lều quán", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Dỡ 14 lều quán lấn hành lang", 2, "BCH các xóm", "tháng 10/2024")


@fault(7, "two leads, bodies", "Thu phí vệ sinh môi trường", wrong="chủ trì")
def _(m: Made) -> None:
    m.give(m.task("Thu phí vệ sinh môi trường", 17, "front", "tháng 10/2024"), "veterans")


@fault(7, "support alone", "Vẽ tranh bích họa", wrong="chủ trì|giao")
def _(m: Made) -> None:
    m.give(m.task("Vẽ tranh bích họa 200m tường", 2, None, "tháng 10/2024"), "youth", "support")


@fault(7, "a lead that works elsewhere", "Kiểm nghiệm mẫu nước", wrong="khác|không thuộc|không còn")
def _(m: Made) -> None:
    other = make.make_unit("commune", "Hồng Lạc Sơn", m.unit.parent)
    body = Body.objects.create(unit=other, name="Trạm Y tế xã Hồng Lạc Sơn")
    made = m.task("Kiểm nghiệm mẫu nước", 17, None, "tháng 10/2024")
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(
    7, "twice among the leads' helpers", "Nạo vét mương tiêu", wrong="vừa|hai lần|trùng|phối hợp"
)
def _(m: Made) -> None:
    m.give(m.task("Nạo vét mương tiêu úng", 3, "farmers", "tháng 10/2024"), "farmers", "support")


@fault(7, "no deadline", "Lập trang Zalo OA", wrong="hạn")
def _(m: Made) -> None:
    made = m.task("Lập trang Zalo OA của xã", 16, "culture")
    Task.objects.filter(pk=made.pk).update(deadline_words="", starts_on=None, ends_on=None)


@fault(7, "deadline by another event", "Lát sân đình", wrong="hạn|đọc")
def _(m: Made) -> None:
    m.task("Lát sân đình", 6, "culture", "sau khi có vốn")


@fault(7, "month 13", "Sơn lại trạm y tế", wrong="hạn|đọc")
def _(m: Made) -> None:
    m.task("Sơn lại trạm y tế", 14, "health", "tháng 13/2024")


@fault(7, "weeks without their month", "Phát quang nghĩa trang", wrong="hạn|đọc|nhịp")
def _(m: Made) -> None:
    m.task("Phát quang nghĩa trang", 17, "veterans", "mỗi tuần một buổi đến khi xong")


@fault(7, "two years late", "Xây tường rào trường", wrong="ngoài|sau|năm|trước")
def _(m: Made) -> None:
    m.task("Xây tường rào trường mầm non", 5, "school", "quý II năm 2026")


@fault(7, "starts before the plan", "Đo đạc lại đất lúa", wrong="trước|ngoài")
def _(m: Made) -> None:
    m.task("Đo đạc lại đất lúa", 1, "land", "từ 05/11/2023 đến 20/01/2024")


@fault(7, "text names a day after the column's", "Nghiệm thu kênh N2", wrong="hạn|30/11|khác")
def _(m: Made) -> None:
    m.task("Nghiệm thu kênh N2 (chậm nhất 30/11/2024)", 3, "land", "trước 31/10/2024")


@fault(7, "one work under two leads, worded anew", "rào xanh", wrong="chủ trì|giao|lặp|trùng")
def _(m: Made) -> None:
    m.task("Trồng 1.200 m hàng rào xanh bằng cây dâm bụt", 17, "women", "tháng 10/2024")
    m.task("Trồng hàng rào xanh cây dâm bụt (1.200m)", 17, "youth", "tháng 10/2024")


@fault(7, "target beyond the assessment's day", "Hòa giải thành 95%", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.target("Hòa giải thành 95% vụ việc", 16, "đến 31/12/2025", comparator="gte",
             indicator=m.results["16.2"].indicator, value=Decimal(95), unit_words="%")  # fmt: skip


@fault(7, "target below the level, unmet", "khỏe đạt 88%", wrong="thấp|dưới|mức")
def _(m: Made) -> None:
    m.target("Tỷ lệ dân số được quản lý sức khỏe đạt 88%", 14, comparator="gte",
             indicator=m.results["14.2"].indicator, value=Decimal(88), unit_words="%")  # fmt: skip


@fault(7, "village that was merged away", "Đồng Ngô", wrong="không còn|sáp nhập|thôi")
def _(m: Made) -> None:
    old = make.make_unit("village", "Đồng Ngô", m.unit, noun="xóm")
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2020, 12, 31))
    Lineage.objects.create(kind="merge", predecessor=old, successor=m.villages["Hòa Trung"],
                           happened_on=date(2021, 1, 1), act="NQ 30/NQ-HĐND")  # fmt: skip
    m.task("Bê tông hóa 320m đường xóm Đồng Ngô cũ", 2, "land", "tháng 10/2024")


@fault(7, "villages listed, one unknown", "Phú Nhuận Hạ", wrong="phú nhuận hạ")
def _(m: Made) -> None:
    m.task("Lắp 6 camera tại các xóm Đông Yên, Làng Rào và Phú Nhuận Hạ", 19, "police",
           "tháng 10/2024")  # fmt: skip


@fault(7, "person nobody knows, by office", "Lê Văn Cường", wrong="lê văn cường")
def _(m: Made) -> None:
    m.text("organisation", "- Ông Lê Văn Cường - Bí thư Đoàn xã phụ trách công tác tuyên truyền.")


@fault(7, "other commune's name in the purpose", "xã Đặng Lưu", wrong="đặng lưu")
def _(m: Made) -> None:
    m.text("purpose", "- Huy động cả hệ thống chính trị xã Đặng Lưu tham gia xây dựng nông thôn "
           "mới.")  # fmt: skip


@fault(7, "counts: done and left exceed the whole", "9 tuyến", wrong="9|còn|khớp")
def _(m: Made) -> None:
    m.task("Toàn xã có 9 tuyến đường ngõ, đã làm 5 tuyến, 6 tuyến chưa làm", 2, "land",
           "tháng 10/2024")  # fmt: skip


@fault(7, "counts in a progress report", "Vận động tham gia BHXH", wrong="còn|140|khớp")
def _(m: Made) -> None:
    made = m.task("Vận động tham gia BHXH tự nguyện", 14, "women", "tháng 11/2024")
    Task.objects.filter(pk=made.pk).update(
        state="in_progress", progress="Được 95/140 người, còn 55 người"
    )


@fault(7, "criteria met by prose, not by record", "13/13", wrong="13")
def _(m: Made) -> None:
    m.text("shortcomings", "- Đến nay xã đã đạt 13/13 tiêu chí nhưng chất lượng một số tiêu chí "
           "chưa bền vững.")  # fmt: skip


@fault(7, "a share above the whole", "16.2", wrong="100|lớn|vượt|không thể")
def _(m: Made) -> None:
    m.enter("16.2", "met", "112")


@fault(7, "met below by counts", "6.3", wrong="mức|thấp")
def _(m: Made) -> None:
    m.enter("6.3", "met", "3", denominator=Decimal(5))


@fault(7, "met above the most", "11.1", wrong="mức|cao|không khớp")
def _(m: Made) -> None:
    m.enter("11.1", "met", "6.2")


@fault(7, "figure of three years ago", "3.1", wrong="cũ|trước|2021|ngoài")
def _(m: Made) -> None:
    m.enter("3.1", "met", "94", as_of=date(2021, 6, 30))


@fault(7, "figure without day", "17.7", wrong="ngày|thời điểm")
def _(m: Made) -> None:
    m.enter("17.7", "met", "96", as_of=None)


@fault(7, "figure of days to come", "14.1", wrong="sau|chưa đến|tương lai|không thuộc")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["14.1"].pk).update(as_of=date(2024, 12, 31))


@fault(7, "level not known", "17.2", wrong="mức")
def _(m: Made) -> None:
    m.results["17.2"].indicator.levels.all().delete()


@fault(7, "share as a fraction", "5.1", wrong="mức|thấp|tỷ lệ|0,")
def _(m: Made) -> None:
    m.enter("5.1", "met", "1")


@fault(7, "income in đồng", "10.1", wrong="lớn|đơn vị|bất thường|56")
def _(m: Made) -> None:
    m.enter("10.1", "met", "56400000")


@fault(7, "paper for met and unmet", "Sổ theo dõi sức khỏe", wrong="mâu thuẫn|cả|trái")
def _(m: Made) -> None:
    row = m.paper("Sổ theo dõi sức khỏe toàn dân", "2.1")
    Proof.objects.create(evidence=row, result=m.results["2.3"])


@fault(7, "two papers of one number", "102/BC-UBND", wrong="102/bc-ubnd")
def _(m: Made) -> None:
    for title in ("Báo cáo kết quả xóa nhà dột", "Báo cáo công tác hòa giải ở cơ sở"):
        m.paper(title, "1.1", number="102/BC-UBND", dated_on=date(2024, 6, 14))


@fault(7, "paper of another figure", "thu nhập bình quân 49,8", wrong="49,8")
def _(m: Made) -> None:
    m.enter("10.1", "met", "56.4")
    m.paper("Báo cáo điều tra thu nhập bình quân 49,8 triệu đồng/người/năm", "10.1")


@fault(7, "paper that covers years past", "Tổng hợp hộ chăn nuôi", wrong="ngoài|kỳ")
def _(m: Made) -> None:
    row = m.paper("Tổng hợp hộ chăn nuôi", "17.7")
    Evidence.objects.filter(pk=row.pk).update(
        period_from=date(2021, 1, 1), period_to=date(2021, 12, 31)
    )


@fault(7, "met without paper", "19.2", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["19.2"]).delete()


@fault(7, "parts fall short", "Nhà văn hóa xóm Hòa Trung", wrong="lệch|khớp|cộng|thiếu")
def _(m: Made) -> None:
    m.money("Nhà văn hóa xóm Hòa Trung", 780_000_000,
            {"province": 300_000_000, "commune": 200_000_000, "people": 208_000_000})  # fmt: skip


@fault(7, "words of money by tenfold", "Sân thể thao", wrong="khác|lệch|viết|khớp")
def _(m: Made) -> None:
    m.money("Sân thể thao Yên Xuân", 350_000_000, {"commune": 350_000_000}, words="3,5 tỷ đồng")


@fault(7, "paid above what was raised", "Mương bê tông Ngọc Tân", wrong="giải ngân|huy động|vượt")
def _(m: Made) -> None:
    m.money("Mương bê tông Ngọc Tân", 120_000_000, {"people": 120_000_000}, stage="mobilised")
    m.money("Mương bê tông Ngọc Tân", 150_000_000, {"people": 150_000_000}, stage="paid")


@fault(7, "cites a set out of force", "69/QĐ-BNN", wrong="giai đoạn|2016|hết|thay|2020")
def _(m: Made) -> None:
    m.cite("69/QĐ-BNN-VPĐP", "Sổ tay hướng dẫn thực hiện Bộ tiêu chí quốc gia về xã nông thôn mới "
           "giai đoạn 2016 - 2020", date(2017, 1, 9), "Bộ Nông nghiệp và PTNT")  # fmt: skip


@fault(7, "cites by number alone", "145/KH-UBND", wrong="ngày|cơ quan")
def _(m: Made) -> None:
    m.cite("145/KH-UBND", "", None, "")


@fault(
    7, "sign of a council, issued by a committee", "27/NQ-HĐND", wrong="cơ quan|ban hành|ký hiệu"
)
def _(m: Made) -> None:
    m.cite("27/NQ-HĐND", "Nghị quyết hỗ trợ xi măng", date(2023, 12, 8), "UBND tỉnh Nghệ An")


@fault(7, "duty without rhythm", "Báo cáo nợ đọng", wrong="nhịp|kỳ|bao giờ|khi nào")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=9, who="Công chức Tài chính - Kế toán",
                                 text="Báo cáo nợ đọng xây dựng cơ bản",
                                 report_to="UBND xã")  # fmt: skip


@fault(7, "recurring work, no report", "Phun tiêu độc", wrong="báo cáo|chưa")
def _(m: Made) -> None:
    m.task("Phun tiêu độc khử trùng chuồng trại", 17, "health", "hằng tuần")


@fault(7, "window of the year before", "Lập hồ sơ minh chứng", wrong="ngoài|năm|trước|2023")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=5, text="Lập hồ sơ minh chứng",
                              deadline_words="quý III/2023")  # fmt: skip


@fault(7, "baseline named otherwise", "Môi trường và vệ sinh", wrong="tên|khác")
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion=m.criterion(17)).update(
        label="Môi trường và vệ sinh thực phẩm"
    )


@fault(7, "number and name disagree in prose", "(Thu nhập)", wrong="11")
def _(m: Made) -> None:
    m.text("notes", "- Tập trung hồ sơ minh chứng tiêu chí 11 (Thu nhập) trong tháng 10/2024.")


@fault(7, "code of another criterion", "14.1", "Tập huấn an toàn lao động", wrong="14\\.1|tiêu chí")
def _(m: Made) -> None:
    m.task("Tập huấn an toàn lao động theo chỉ tiêu 14.1", 13, "farmers", "tháng 10/2024")


@fault(7, "obstacle nobody hears", "Cưỡng chế 2 hộ", wrong="vướng")
def _(m: Made) -> None:
    made = m.task("Cưỡng chế 2 hộ lấn mương", 3, "police", "tháng 10/2024")
    Task.objects.filter(pk=made.pk).update(
        state="in_progress", obstacle="Hộ ông Bảy chưa nhận tiền bồi thường"
    )


@fault(7, "done against its own words", "Rải cấp phối", wrong="chưa|còn|xong|%")
def _(m: Made) -> None:
    made = m.task("Rải cấp phối 1,4 km đường đồng", 2, "land", "tháng 9/2024")
    Task.objects.filter(pk=made.pk).update(
        state="done",
        done_on=date(2024, 9, 29),
        result="Mới rải được 900 m, đoạn cuối đang thi công",
    )


@fault(7, "signed by who does not hold the office", "Thái Doãn Sâm", wrong="ký|chủ tịch")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Thái Doãn Sâm")
