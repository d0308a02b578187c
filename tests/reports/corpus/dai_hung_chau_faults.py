"""The faults that are planted in the plan of Đại Hưng Châu."""

from datetime import date
from decimal import Decimal

from criteria.models import Result
from evidence.papers.models import Evidence, Proof
from tasks.models import Citation, PlanWindow, ReportingDuty, Supervision, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault


@fault(10, "two leaders, the second by oversight", "Y tế", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(5), official=m.people["health"]
    )


@fault(10, "nobody leads it", "Pháp luật", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=9).delete()


@fault(10, "unmet since the last count, no work", "An ninh", wrong="(không|chưa) có")
def _(m: Made) -> None:
    m.enter("10.1", "not_met", "3")


@fault(10, "its works are done, the criterion is not met", "3.3|Kinh tế", wrong="hoàn thành|xong")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=3).update(
        state="done", done_on=date(2026, 11, 2), result="Đã gửi hồ sơ"
    )


@fault(10, "the text names another lead than the row", "Rà soát nhà tiêu tự hoại",
       wrong="phụ nữ|chủ trì|lời văn")  # fmt: skip
def _(m: Made) -> None:
    m.task("Rà soát nhà tiêu tự hoại (Hội Liên hiệp Phụ nữ xã chủ trì)", 7, "farmers",
           "tháng 11/2026")  # fmt: skip


@fault(10, "a person nobody knows does it", "Bùi Khắc Toản", wrong="bùi khắc toản")
def _(m: Made) -> None:
    m.task("Sửa loa truyền thanh (đ/c Bùi Khắc Toản)", 6, "culture", "tháng 11/2026")


@fault(10, "owned by who has left", "Chụp ảnh hồ sơ", wrong="thôi|không còn|nghỉ")
def _(m: Made) -> None:
    m.task("Chụp ảnh hồ sơ các tuyến đường", 2, "left", "tháng 11/2026")


@fault(10, "owner is who is responsible", "Lắp 8 gương cầu", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Lắp 8 gương cầu lồi", 2, "Đơn vị thi công", "tháng 11/2026")


@fault(10, "no deadline but the year's work", "Sơn tường rào nghĩa trang", wrong="hạn")
def _(m: Made) -> None:
    m.task("Sơn tường rào nghĩa trang liệt sĩ", 6, "veterans", "khi có kinh phí bố trí")


@fault(10, "last year's day copied", "Kiểm kê 38 ao hồ", wrong="2025|năm|ngoài")
def _(m: Made) -> None:
    m.task("Kiểm kê 38 ao hồ", 7, "land", "trước 30/9/2025")


@fault(10, "until next year's quarter", "Lắp wifi chợ Thi", wrong="2027|năm|ngoài|sau")
def _(m: Made) -> None:
    m.task("Lắp wifi chợ Thi", 8, "youth", "từ quý IV/2026 đến hết quý I/2027")


@fault(10, "window and task of one work differ", "Nạo vét sông Cửu An", wrong="hạn|khung|khác|hai")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=3, text="Nạo vét sông Cửu An đoạn qua xã",
                              deadline_words="từ tháng 3/2026 đến hết tháng 8/2026")  # fmt: skip
    m.task("Nạo vét sông Cửu An đoạn qua xã", 2, "economy", "trong tháng 11/2026")


@fault(10, "two targets of one indicator", "bảo hiểm y tế đạt 99%", wrong="98,5|khác|hai|mục tiêu")
def _(m: Made) -> None:
    for words, value in (("99%", "99"), ("98,5%", "98.5")):
        m.target(f"Tỷ lệ dân số tham gia bảo hiểm y tế đạt {words}", 5, comparator="gte",
                 unit_words="%", indicator=m.results["5.1"].indicator,
                 value=Decimal(value))  # fmt: skip


@fault(10, "prose aims at another figure than the target", "75%", wrong="72|phân loại|mục tiêu")
def _(m: Made) -> None:
    m.text("goals", "Phấn đấu năm 2026 xã đạt chuẩn NTM hiện đại; tỷ lệ hộ phân loại rác tại nguồn "
           "đạt 75%.")  # fmt: skip


@fault(10, "a rise that falls", "chữ ký số", wrong="từ|lên|tăng")
def _(m: Made) -> None:
    m.task("Tăng tỷ lệ người dân có chữ ký số từ 42% lên 24%", 8, "youth", "tháng 11/2026")


@fault(10, "a fall that rises", "7,5%", wrong="giảm|xuống|chiều")
def _(m: Made) -> None:
    m.text("quality", "- Giảm tỷ lệ trẻ em suy dinh dưỡng thể thấp còi từ 7,5% xuống còn 9,5%.")


@fault(10, "shares of the sources above the whole", "nguồn", wrong="110%")
def _(m: Made) -> None:
    m.text("resources", "- Cơ cấu nguồn vốn: ngân sách tỉnh 45%, ngân sách xã 40%, doanh nghiệp "
           "10%, nhân dân đóng góp 15%.")  # fmt: skip


@fault(10, "thousands that do not add up", "1.250 hộ", wrong="1\\.250|còn|chưa|khớp")
def _(m: Made) -> None:
    m.task("Toàn xã có 1.250 hộ chăn nuôi, đã ký cam kết 900 hộ, 400 hộ chưa ký", 7, "farmers",
           "tháng 11/2026")  # fmt: skip


@fault(10, "share beside its counts", "gia đình học tập", wrong="84|88|tính|khớp")
def _(m: Made) -> None:
    m.task("Bình xét gia đình học tập, đã có 1.680/2.000 hộ (chiếm 88%)", 6, "culture",
           "tháng 11/2026")  # fmt: skip


@fault(10, "more schools than there are", "5/3 trường", wrong="5/3|khớp|không thể|lớn")
def _(m: Made) -> None:
    m.text("shortcomings", "- 5/3 trường chưa có phòng tin học, còn thiếu giáo viên.")


@fault(10, "number left blank", "KH-UBND", "truyền thông", wrong="số")
def _(m: Made) -> None:
    m.cite("…/KH-UBND", "Kế hoạch truyền thông nông thôn mới", date(2026, 1, 14),
           "UBND xã Đại Hưng Châu")  # fmt: skip


@fault(10, "year in the number is not that of the day", "19/2025/NQ-HĐND", wrong="năm|2026|ngày")
def _(m: Made) -> None:
    m.cite("19/2025/NQ-HĐND", "Chính sách hỗ trợ xử lý nước thải", date(2026, 7, 10),
           "HĐND tỉnh Hưng Yên")  # fmt: skip


@fault(10, "cited from what comes after", "33/HD-VPĐP", wrong="sau|chưa|ngày")
def _(m: Made) -> None:
    m.cite("33/HD-VPĐP", "Hướng dẫn hồ sơ công nhận", date(2027, 1, 9), "Văn phòng Điều phối NTM")


@fault(10, "no day, no issuer", "108/TB", wrong="ngày|cơ quan")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=40, number="108/TB",
                            title="Thông báo giao ban")  # fmt: skip


@fault(10, "title of the year before", "năm 2025", wrong="2025")
def _(m: Made) -> None:
    m.plan.title = "Xây dựng xã Đại Hưng Châu đạt chuẩn NTM hiện đại năm 2025"
    m.plan.save()


@fault(10, "place left blank", "………", wrong="trống|điền|…")
def _(m: Made) -> None:
    m.text("organisation", "- Giao ……………… tham mưu kiểm tra, đôn đốc hằng tháng.")


@fault(10, "template's bracket left", "tên xã", wrong="trống|điền|mẫu|\\[")
def _(m: Made) -> None:
    m.text("outreach", "- Tuyên truyền trên trang thông tin điện tử của [tên xã].")


@fault(10, "progress has it done, the task stands open", "Đổ nhựa 1,2 km",
       wrong="xong|hoàn thành|tiến độ")  # fmt: skip
def _(m: Made) -> None:
    row = m.task("Đổ nhựa 1,2 km đường trục xã", 2, "economy", "tháng 11/2026")
    Task.objects.filter(pk=row.pk).update(
        state="in_progress", progress="Đã hoàn thành 100%, nghiệm thu ngày 20/10/2026"
    )


@fault(10, "confirmed, the result asks for more", "Cắm biển cấm đổ rác", wrong="chưa|còn|xong|kết")
def _(m: Made) -> None:
    row = m.task("Cắm biển cấm đổ rác", 7, "youth", "tháng 10/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2026, 10, 25), result="Đã cắm 14 biển, còn thiếu 6 biển"
    )


@fault(10, "work for what does not apply", "trạm bơm tiêu", wrong="không áp dụng|áp dụng")
def _(m: Made) -> None:
    m.enter("2.6", "not_applicable", None, as_of=None, source="", note="Không có trạm bơm")
    m.task("Lắp tủ điều khiển trạm bơm tiêu", 2, "land", "tháng 11/2026", code="2.6")


@fault(10, "counted more hamlets than there are", "2.4", wrong="7|5|danh sách")
def _(m: Made) -> None:
    m.enter("2.4", "met", "7")


@fault(10, "hall claimed of all, one hamlet has none", "Yên Lịch", wrong="báo chưa đạt")
def _(m: Made) -> None:
    m.enter("thôn 1.1", "not_met")


@fault(10, "fraction for percent", "7.1", wrong="mức|thấp|0,995")
def _(m: Made) -> None:
    m.enter("7.1", "met", "0.995")


@fault(10, "unmet at the level", "7.6", wrong="mức|đủ")
def _(m: Made) -> None:
    m.enter("7.6", "not_met", "40")


@fault(10, "neither day nor source", "6.4", wrong="ngày|nguồn")
def _(m: Made) -> None:
    m.enter("6.4", "met", "97", as_of=None, source="")


@fault(10, "paper of another year by its title", "năm 2023", wrong="2023|năm|ngoài")
def _(m: Made) -> None:
    m.paper("Báo cáo kết quả khám sức khỏe người cao tuổi năm 2023", "5.3")


@fault(10, "paper of another commune", "Báo cáo hòa giải", wrong="khác|xã an viên")
def _(m: Made) -> None:
    m.paper("Báo cáo hòa giải ở cơ sở", "9.2", issuer="UBND xã An Viên")


@fault(10, "paper with neither number nor day", "Ảnh tuyến đường mẫu", wrong="số|ngày")
def _(m: Made) -> None:
    m.paper("Ảnh tuyến đường mẫu", "2.1", number="", dated_on=None)


@fault(10, "paper that ran out", "Giấy xác nhận chất lượng nước", wrong="hết")
def _(m: Made) -> None:
    row = m.paper("Giấy xác nhận chất lượng nước", "7.1", dated_on=date(2026, 1, 5))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2026, 7, 5))


@fault(10, "met, its one paper withdrawn", "1.2", wrong="minh chứng|giấy tờ")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["1.2"]).delete()


@fault(10, "total of ten times the parts", "Bờ kè ao làng", wrong="lệch|khớp|cộng|thiếu|chênh")
def _(m: Made) -> None:
    m.money("Bờ kè ao làng Đoàn Kết", 4_800_000_000,
            {"commune": 300_000_000, "people": 180_000_000})  # fmt: skip


@fault(10, "total in prose unlike its parts", "6,4 tỷ", wrong="cộng|khớp|tổng")
def _(m: Made) -> None:
    m.text("infrastructure", "- Huy động 6,4 tỷ đồng, gồm: ngân sách tỉnh 3,2 tỷ đồng; ngân sách "
           "xã 2 tỷ đồng; nhân dân và doanh nghiệp 1 tỷ đồng.")  # fmt: skip


@fault(10, "duty when asked", "Báo cáo giải ngân vốn", wrong="nhịp|kỳ|khi nào")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=8, who="Phòng Kinh tế xã",
                                 text="Báo cáo giải ngân vốn", report_to="UBND xã",
                                 rhythm_words="theo yêu cầu")  # fmt: skip


@fault(10, "hamlet of the neighbour", "Đống Lương", wrong="đống lương")
def _(m: Made) -> None:
    m.text("works", "- Mở rộng đường thôn Đống Lương và thôn Đoàn Kết.")


@fault(10, "figure of the plan before", "5.3", wrong="cũ|2024|ngoài|không thuộc")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["5.3"].pk).update(as_of=date(2024, 6, 30))


# Written after the first run, each beside the mending of its check.


@fault(10, "target due before the plan begins", "tốc độ mạng đạt 100", wrong="trước khung")
def _(m: Made) -> None:
    m.target("Tốc độ mạng đạt 100 Mbps", 8, "trong tháng 01/2026")


@fault(10, "one paper for the commune's yes and a village's no", "Sổ theo dõi phân loại",
       wrong="vừa dùng")  # fmt: skip
def _(m: Made) -> None:
    m.enter("thôn 2.1", "not_met", "41")
    m.enter("7.2", "met", "71")
    row = m.paper("Sổ theo dõi phân loại rác", "7.2")
    Proof.objects.create(evidence=row, result=m.village_results["2.1"])


@fault(10, "code that the set lacks, in prose", "2.9", wrong="không có mã")
def _(m: Made) -> None:
    m.text("implementation", "- Phòng Kinh tế xã tham mưu chỉ tiêu 2.9 và chỉ tiêu 3.3.")


@fault(10, "criterion by a name of another number, in a task", "số 7", "tiêu chí 7|(y tế)",
       wrong="số 5")  # fmt: skip
def _(m: Made) -> None:
    m.task("Tổng hợp hồ sơ tiêu chí số 7 (Y tế)", 7, "office", "tháng 11/2026")


@fault(10, "counts of a target", "8 nhà kính", wrong="khớp")
def _(m: Made) -> None:
    m.target("Xây dựng 8 nhà kính, đã xong 2 nhà, còn 5 nhà", 3)


@fault(10, "one work under two criteria with two days", "cột cờ Tổ quốc", wrong="tiêu chí 6|20/11")
def _(m: Made) -> None:
    for number, until in ((2, "tháng 11/2026"), (6, "trước 20/11/2026")):
        m.task("Dựng 12 cột cờ Tổ quốc ở trục đường", number, "veterans", until)
