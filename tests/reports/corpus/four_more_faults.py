"""Their faults, twelve each, as an inspector of the province's office would send a plan back."""

from datetime import date

from criteria.models import Result
from tasks.models import (
    Conclusion,
    Meeting,
    Plan,
    Recipient,
    ReportingDuty,
    Supervision,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

A, B, C, D = 24, 25, 26, 27


def meeting(m: Made, day: date, **fields: object) -> Meeting:
    return Meeting.objects.create(
        **{
            "unit": m.unit, "held_on": day, "name": f"Giao ban ngày {day.day}/{day.month}",
            "rhythm": "other", "place": "Hội trường UBND xã", "chaired_by": m.people["chair"],
            "secretary": m.people["culture"],
        } | fields
    )  # fmt: skip


@fault(A, "rows of a table not the sum below them", "450", wrong="440")
def _(m: Made) -> None:
    m.also("resources", "- Phụ lục 2, kinh phí điện chiếu sáng: Tân Hòa 120 triệu đồng; Bàu Gõ 85 "
         "triệu đồng; Suối Ông Hùng 140 triệu đồng; Thạnh Lộc 95 triệu đồng; tổng cộng 450 triệu "
         "đồng.")  # fmt: skip


@fault(A, "words ten times the figure", "Cổng chào", wrong="3,5 tỷ|350")
def _(m: Made) -> None:
    m.money("Cổng chào ấp Tân Hòa", 350_000_000,
            {"commune": 200_000_000, "people": 150_000_000}, words="3,5 tỷ đồng")  # fmt: skip


@fault(A, "a share of households that is another", "1.310|1310", wrong="85|78|83|đúng|bằng")
def _(m: Made) -> None:
    m.also("shortcomings", "- Mới có 1.310/1.680 hộ (85%) đóng góp làm đường.")


@fault(A, "a share in the text that the record does not hold", "17.2|phân loại", wrong="55|38,5")
def _(m: Made) -> None:
    m.also("achievements", "- Tỷ lệ hộ phân loại chất thải rắn tại nguồn đạt 55%.")


@fault(A, "villages by count against their share", "văn hóa", wrong="4/4|75|100")
def _(m: Made) -> None:
    m.also("purpose", "- Giữ vững 4/4 ấp đã đạt chuẩn văn hóa.")


@fault(A, "shares of hamlets above the whole", "camera", wrong="lại 38")
def _(m: Made) -> None:
    m.task("Lắp 36 camera an ninh: ấp Tân Hòa 10, ấp Bàu Gõ 8, ấp Suối Ông Hùng 12, ấp Thạnh Lộc 8",
           19, "economy", "tháng 10/2026")  # fmt: skip


@fault(A, "concluded for a day before the meeting", "hàng rào xanh", wrong="trước ngày họp|trước")
def _(m: Made) -> None:
    held = meeting(m, date(2026, 8, 10))
    Conclusion.objects.create(
        meeting=held, order=1, text="Phòng Kinh tế kiểm tra tuyến hàng rào xanh",
        led_by="Phòng Kinh tế xã", deadline_words="trước ngày 05/8/2026",
    )  # fmt: skip


@fault(A, "a day that no calendar has, in prose", "31/9", wrong="không có|lịch")
def _(m: Made) -> None:
    m.also("organisation", "- Các ấp nộp phiếu lấy ý kiến chậm nhất ngày 31/9/2026.")


@fault(A, "weekday of another date", "15/9", wrong="thứ")
def _(m: Made) -> None:
    m.also("outreach", "- Phát động ra quân vào sáng thứ Hai, ngày 15/9/2026.")


@fault(A, "year of the number against its day", "1719", wrong="2023|năm")
def _(m: Made) -> None:
    m.cite("17/2023/QĐ-UBND", "Quy định định mức hỗ trợ xi măng, số 1719", date(2024, 8, 2),
           "UBND tỉnh Tây Ninh")  # fmt: skip


@fault(A, "report made before its period was over", "quý II", wrong="trước khi hết kỳ")
def _(m: Made) -> None:
    m.paper("Báo cáo kết quả bảo hiểm y tế quý II năm 2026", "14.1", dated_on=date(2026, 5, 10))


@fault(A, "nothing kept in the files", "nơi nhận", wrong="lưu")
def _(m: Made) -> None:
    Recipient.objects.filter(plan=m.plan, text__startswith="Lưu").delete()


@fault(B, "households of the villages not the commune's", "657|637", wrong="637")
def _(m: Made) -> None:
    m.text("notes", "- Số hộ: thôn Lộc An 212 hộ, thôn Châu Xá 185 hộ, thôn Xuân Lai 240 hộ; toàn "
           "xã 657 hộ.")  # fmt: skip


@fault(B, "target in the text below the level", "bảo hiểm y tế|14.1", wrong="95|mức")
def _(m: Made) -> None:
    m.also("goals", "- Tỷ lệ người dân tham gia bảo hiểm y tế đạt từ 90% trở lên.")


@fault(B, "target in the text below what is reached", "thu nhập|10.1", wrong="54,2|đã đạt|thấp hơn")
def _(m: Made) -> None:
    m.also("goals", "- Phấn đấu thu nhập bình quân đầu người đạt 52 triệu đồng/người/năm.")


@fault(B, "a person with the office of another", "Lài", wrong="chức vụ|công chức")
def _(m: Made) -> None:
    m.also("implementation", "- Đồng chí Trần Thị Lài, Phó Chủ tịch UBND xã trực tiếp chỉ đạo các "
         "thôn.")  # fmt: skip


@fault(B, "a name with a letter short", "Thưởn", wrong="chưa rõ người")
def _(m: Made) -> None:
    m.task("Nghiệm thu hàng cây đường Châu Xá", 2, "đồng chí Hoàng Văn Thưởn", "tháng 11/2024")


@fault(B, "a criterion by another's name", "14", wrong="giáo dục|y tế")
def _(m: Made) -> None:
    m.also("quality", "- Tiêu chí số 14 (Giáo dục): tiếp tục giữ vững trường chuẩn.")


@fault(B, "an indicator under another criterion", "17.2", wrong="18|thuộc")
def _(m: Made) -> None:
    m.also("works", "- Tập trung chỉ tiêu 17.2 thuộc tiêu chí số 18.")


@fault(B, "a paper of a day to come", "Biên bản nghiệm thu cây xanh", wrong="chưa đến")
def _(m: Made) -> None:
    m.paper("Biên bản nghiệm thu cây xanh", "6.1", dated_on=date(2024, 12, 10))


@fault(B, "done before it began", "Kè bờ", wrong="trước")
def _(m: Made) -> None:
    task = m.task("Kè bờ sông Kiến Giang đoạn Lộc An", 2, "land",
                  "từ tháng 5/2024 đến tháng 9/2024")  # fmt: skip
    Task.objects.filter(pk=task.pk).update(
        state="done", done_on=date(2024, 3, 10), result="Đã kè xong 300 m"
    )


@fault(B, "done by its state, begun by its words", "Sân bóng", wrong="60|chưa xong|còn lại")
def _(m: Made) -> None:
    task = m.task("Sân bóng chuyền thôn Xuân Lai", 6, "youth", "tháng 9/2024")
    Task.objects.filter(pk=task.pk).update(
        state="done",
        done_on=date(2024, 9, 28),
        result="Đã làm được 60% khối lượng, phần còn lại chuyển sang năm 2025",
    )


@fault(B, "thousands for millions", "nghìn đồng", wrong="triệu|đơn vị")
def _(m: Made) -> None:
    m.also("achievements", "- Thu nhập bình quân đầu người đạt 54,2 nghìn đồng/người/năm.")


@fault(B, "two people of one office", "Trưởng Công an", wrong="trực")
def _(m: Made) -> None:
    m.task("Tuần tra ban đêm", 19, "đồng chí Lê Công Hòa, Trưởng Công an xã", "tháng 11/2024")


@fault(C, "money without a source", "Cầu treo", wrong="nguồn")
def _(m: Made) -> None:
    m.money("Cầu treo bản Pa Tết", 800_000_000, {})


@fault(C, "sources in the text below their whole", "3.250|3250|3,25", wrong="3.150|3,15|cộng|khớp")
def _(m: Made) -> None:
    m.also("resources", "- Tổng kinh phí thực hiện năm 2025 là 3.250 triệu đồng, gồm: ngân sách "
         "trung ương 2.100 triệu đồng, ngân sách tỉnh 700 triệu đồng, nhân dân đóng góp 350 triệu "
         "đồng.")  # fmt: skip


@fault(C, "each times how many in money", "nhà tiêu", wrong="135|150")
def _(m: Made) -> None:
    m.task("Hỗ trợ 45 hộ làm nhà tiêu hợp vệ sinh, mỗi hộ 3 triệu đồng, tổng kinh phí 150 triệu "
           "đồng", 18, "women", "tháng 11/2025")  # fmt: skip


@fault(C, "issuer that the symbol denies", "1520", wrong="cơ quan|ký hiệu|thủ tướng")
def _(m: Made) -> None:
    m.cite("1520/QĐ-TTg", "Phê duyệt danh mục xã đặc biệt khó khăn", date(2024, 12, 6),
           "UBND tỉnh Lai Châu")  # fmt: skip


@fault(C, "a basis of a period that is over", "1980", wrong="2016|2020|giai đoạn|hết hiệu lực")
def _(m: Made) -> None:
    m.cite("1980/QĐ-TTg", "Ban hành Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2016 - 2020",
           date(2016, 10, 17), "Thủ tướng Chính phủ")  # fmt: skip


@fault(C, "reports to a level that is no more", "UBND huyện", wrong="huyện|cấp")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=4, who="Phòng Văn hóa - Xã hội xã", report_to="UBND huyện Mường Tè",
        text="Kết quả lấy ý kiến nhân dân", rhythm_words="hàng quý",
    )  # fmt: skip


@fault(C, "handed over before it is begun", "cầu dân sinh", wrong="trước|khởi công|thứ tự")
def _(m: Made) -> None:
    m.task("Khởi công cầu dân sinh Nậm Phìn", 2, "land", "trong tháng 11/2025")
    m.task("Nghiệm thu, bàn giao cầu dân sinh Nậm Phìn", 2, "economy", "trong tháng 10/2025")


@fault(C, "sent before it is complete", "hồ sơ", wrong="15/11.*30/11|30/11.*15/11|trước khi")
def _(m: Made) -> None:
    m.task("Hoàn thiện hồ sơ minh chứng các tiêu chí", 0, "land", "trước ngày 30/11/2025")
    m.task("Gửi hồ sơ đề nghị thẩm định, công nhận xã", 0, "economy", "trước ngày 15/11/2025")


@fault(C, "three named by two names", "nhà văn hóa", wrong="3|2")
def _(m: Made) -> None:
    m.also("shortcomings", "- Còn 3 bản chưa có nhà văn hóa: Nậm Xe, Pa Tết.")


@fault(C, "led by one who left", "Khoàng Văn Vệ", wrong="nghỉ|không còn|hết")
def _(m: Made) -> None:
    row = Supervision.objects.filter(assessment=m.assessment, criterion__number=18)
    row.update(official=m.people["left"])


@fault(C, "one work given to two", "giếng khoan", wrong="hai|trùng|cùng|chủ trì")
def _(m: Made) -> None:
    m.task("Khoan 4 giếng khoan cấp nước bản Huổi Cuổng", 18, "land", "tháng 11/2025")
    m.task("Khoan 4 giếng khoan cấp nước cho bản Huổi Cuổng", 18, "youth", "tháng 11/2025")


@fault(C, "a number twice and one skipped", "2", wrong="trùng số|đánh số|hai lần|thứ tự")
def _(m: Made) -> None:
    m.text("implementation", "1. Phòng Kinh tế xã theo dõi tiến độ.\n2. Phòng Văn hóa - Xã hội xã "
           "tuyên truyền.\n2. Các bản họp dân.\n4. Hội Nông dân xã vận động hội viên.")  # fmt: skip


@fault(D, "met and unmet above all", "tiêu chí", wrong="7/10.*4|11")
def _(m: Made) -> None:
    m.also("shortcomings", "- Xã đã đạt 7/10 tiêu chí, còn 4 tiêu chí chưa đạt.")


@fault(D, "more criteria than the set has", "19", wrong="10 tiêu chí|bộ")
def _(m: Made) -> None:
    m.also("closing", "Phấn đấu duy trì bền vững 19 tiêu chí nông thôn mới.")


@fault(D, "growth that is another", "68", wrong="12|8,8|9")
def _(m: Made) -> None:
    m.also("quality", "- Giá trị sản xuất tăng từ 68 lên 74 tỷ đồng, tăng 12%.")


@fault(D, "poor and nearly poor above both", "cận nghèo", wrong="115|105")
def _(m: Made) -> None:
    m.also("organisation", "- Toàn xã có 45 hộ nghèo, 60 hộ cận nghèo; tổng số hộ nghèo và cận "
         "nghèo là 115 hộ.")  # fmt: skip


@fault(D, "a paper without number and issuer", "Giấy xác nhận", wrong="số|cơ quan|ban hành")
def _(m: Made) -> None:
    m.paper("Giấy xác nhận hộ dùng nước sạch", "8.1", number="", issuer="")


@fault(D, "one paper twice under two titles", "77/BC-UBND", wrong="trùng|hai|nhiều|cùng")
def _(m: Made) -> None:
    m.paper("Báo cáo giảm nghèo", "6.1", number="77/BC-UBND")
    m.paper("Báo cáo tiến độ điện chiếu sáng", "2.4", number="77/BC-UBND")


@fault(D, "a figure of a day to come", "9.1", wrong="chưa đến")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["9.1"].pk).update(as_of=date(2026, 12, 31))


@fault(D, "a source older than its figure", "4.1", wrong="15/01/2025|15/1/2025|trước|cũ")
def _(m: Made) -> None:
    m.enter("4.1", "met", "38.2", source="Báo cáo số 12/BC-UBND ngày 15/01/2025 của UBND xã")


@fault(D, "finished by its words, open by its state", "bồn hoa", wrong="100|xong|hoàn thành")
def _(m: Made) -> None:
    task = m.task("Xây bồn hoa đường Hương Vân", 8, "veterans", "tháng 11/2026")
    Task.objects.filter(pk=task.pk).update(
        state="in_progress", progress="Đã hoàn thành 100%, nghiệm thu ngày 05/10/2026"
    )


@fault(D, "of one village, about another", "cống thoát nước", wrong="xuân hội")
def _(m: Made) -> None:
    m.task("Nạo vét cống thoát nước thôn Xuân Hội", 2, "land", "tháng 11/2026",
           unit=m.villages["Đồng Xép"])  # fmt: skip


@fault(D, "present and absent not those called", "12/15", wrong="vắng|13|14|15")
def _(m: Made) -> None:
    meeting(m, date(2026, 10, 12), summary="Dự họp có 12/15 đại biểu, vắng 2 đại biểu.")


@fault(D, "the vice-chair in the chair's place", "Khuyên", wrong="kt")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Ngô Thị Khuyên")
