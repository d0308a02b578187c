"""Faults a careful appraiser circles, of kinds beside the known: the plan of Phú Lương Hạ."""

from datetime import date

from criteria.models import Assessment
from tasks.models import Plan, PlanWindow, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

OF = 15


@fault(OF, "due on a holiday", "Nghiệm thu kè", wrong="nghỉ|lễ|quốc khánh")
def _(m: Made) -> None:
    m.task("Nghiệm thu kè Bến Lở", 2, "land", "ngày 24/11/2026")


@fault(OF, "due on a Sunday", "gửi biểu mẫu", wrong="chủ nhật|nghỉ")
def _(m: Made) -> None:
    m.task("Các khu gửi biểu mẫu về Văn phòng xã", 15, "culture", "ngày 11/10/2026")


@fault(OF, "dossier minutes signed before the meeting", "Biên bản họp", wrong="trước|ngày")
def _(m: Made) -> None:
    m.paper("Biên bản họp ngày 25/6/2026 thống nhất kết quả giao thông", "2.1",
            dated_on=date(2026, 6, 18))  # fmt: skip


@fault(OF, "the village later than its commune", "Gò Sành", wrong="sau")
def _(m: Made) -> None:
    Assessment.objects.filter(pk=m.village.pk).update(target_on=date(2026, 12, 28))


@fault(OF, "a report due before its time is over", "quý III", wrong="trước|chưa hết|kết thúc")
def _(m: Made) -> None:
    m.task("Báo cáo kết quả quý III về Ban Chỉ đạo", 15, "culture", "trước ngày 15/8/2026")


@fault(OF, "a month of no calendar", "tháng 13", wrong="tháng 13")
def _(m: Made) -> None:
    m.also("organisation", "- Các khu báo cáo kết quả chậm nhất trong tháng 13/2026.")


@fault(OF, "half a year of the wrong months", "6 tháng cuối năm", wrong="tháng|nửa")
def _(m: Made) -> None:
    m.also("implementation", "- 6 tháng cuối năm (từ tháng 1 đến tháng 6): hoàn thiện hồ sơ.")


@fault(OF, "stars that the scale lacks", "6 sao", wrong="sao")
def _(m: Made) -> None:
    m.task("Đưa sản phẩm mật ong khu Rừng Già đạt OCOP 6 sao", 13, "coop", "trong tháng 11/2026")


@fault(OF, "two counts of all households", "2.041|2.140", wrong="hộ")
def _(m: Made) -> None:
    m.also("infrastructure", "- Toàn xã hiện có 2.041 hộ, cần đấu nối nước cho 90 hộ.")


@fault(OF, "fewer people than households", "3.800 hộ", wrong="khẩu|người|hộ")
def _(m: Made) -> None:
    m.also("opening", "- Xã sau sắp xếp gồm 3.800 hộ, 2.960 nhân khẩu.")


@fault(OF, "money of nothing", "Sân khấu ngoài trời", wrong="0 đồng|không")
def _(m: Made) -> None:
    m.money("Sân khấu ngoài trời khu Minh Khai", 0, {})


@fault(OF, "more than all households", "105%", wrong="100|quá")
def _(m: Made) -> None:
    m.task("Vận động để 105% số hộ có hố rác gia đình", 17, "farmers", "trong tháng 11/2026")


@fault(OF, "share of the poor that the counts do not give", "84 hộ nghèo", wrong="%")
def _(m: Made) -> None:
    m.also("shortcomings", "- Trong 2.140 hộ còn 84 hộ nghèo, chiếm 2,1%.")


@fault(OF, "words unlike the digits", "05 (sáu)", wrong="05 \\(sáu\\)|năm|khác")
def _(m: Made) -> None:
    m.task("Trồng hàng rào xanh tại 05 (sáu) khu", 17, "women", "trong tháng 10/2026")


@fault(OF, "income a month", "người/tháng", wrong="tính theo năm|đơn vị tính")
def _(m: Made) -> None:
    m.target("Thu nhập bình quân đạt 62 triệu đồng/người/tháng", 10)


@fault(OF, "kilometres for metres", "1.800 km", wrong="km|dài|lớn")
def _(m: Made) -> None:
    m.task("Bê tông hóa 1.800 km đường nội khu", 2, "land", "trong tháng 11/2026")


@fault(OF, "part larger than the area", "1.280 ha", wrong="lớn hơn|vượt|ha")
def _(m: Made) -> None:
    m.also("achievements", "- Tổng diện tích tự nhiên 1.280 ha, trong đó đất lâm nghiệp 1.410 ha.")


@fault(OF, "shares of the economy above all", "110%|Cơ cấu kinh tế|cơ cấu", wrong="110|105|100")
def _(m: Made) -> None:
    m.also("quality", "- Chuyển dịch cơ cấu kinh tế: nông nghiệp 30%, công nghiệp 45%, dịch vụ "
           "35%.")  # fmt: skip


@fault(OF, "poor households leave that are not there", "giảm 60 hộ nghèo", wrong="60|45|nhiều hơn")
def _(m: Made) -> None:
    m.task("Phấn đấu giảm 60 hộ nghèo trong số 45 hộ nghèo của xã", 11, "vice",
           "trong tháng 11/2026")  # fmt: skip


@fault(OF, "villages unlike the register", "8 khu", wrong="8 khu|danh sách")
def _(m: Made) -> None:
    m.also("works", "- Tập trung chỉ đạo toàn xã có 8 khu dân cư cùng vào cuộc.")


@fault(OF, "works with itself", "Hội Nông dân xã", wrong="chính|chủ trì|phối hợp")
def _(m: Made) -> None:
    m.task("Hội Nông dân xã phối hợp với Hội Nông dân xã mở lớp ủ phân", 17, "farmers",
           "trong tháng 10/2026")  # fmt: skip


@fault(OF, "orders of a body above", "Yêu cầu UBND tỉnh|yêu cầu ubnd tỉnh",
       wrong="đề nghị|cấp trên|không giao|kiến nghị")  # fmt: skip
def _(m: Made) -> None:
    m.task("Yêu cầu UBND tỉnh bố trí vốn làm đường", 2, "chair", "trong tháng 10/2026")


@fault(OF, "works given to a department of the province", "Sở Xây dựng",
       wrong="đề nghị|cấp trên|thẩm quyền|không thuộc")  # fmt: skip
def _(m: Made) -> None:
    m.task("Giao Sở Xây dựng sửa cầu Bến Lở", 2, "land", "trong tháng 11/2026")


@fault(OF, "orders the Front", "Mặt trận", "yêu cầu|chỉ đạo", wrong="đề nghị")
def _(m: Made) -> None:
    m.task("Chỉ đạo Ủy ban Mặt trận Tổ quốc xã giám sát mua sắm", 19, "front",
           "trong tháng 11/2026")  # fmt: skip


@fault(OF, "a department that was merged", "Sở Nông nghiệp và PTNT|Sở NN&PTNT",
       wrong="không còn|hợp nhất|môi trường|tên")  # fmt: skip
def _(m: Made) -> None:
    m.task("Xin ý kiến Sở Nông nghiệp và PTNT về vùng chè", 13, "coop", "trong tháng 10/2026")


@fault(OF, "a ministry that was merged", "Bộ Lao động", wrong="không còn|hợp nhất|là bộ nội vụ")
def _(m: Made) -> None:
    m.also("notes", "- Thực hiện chế độ báo cáo theo mẫu của Bộ Lao động - Thương binh và Xã hội.")


@fault(OF, "a province that was merged", "Vĩnh Phúc|Hòa Bình",
       wrong="không còn|hợp nhất|sáp nhập|phú thọ")  # fmt: skip
def _(m: Made) -> None:
    m.also("resources", "- Đề nghị UBND tỉnh Hòa Bình hỗ trợ 300 tấn xi măng.")


@fault(OF, "a rank that ended", "Công chức Địa chính", wrong="phòng|không còn|chức danh")
def _(m: Made) -> None:
    m.task("Giao công chức Địa chính - Xây dựng đo lại đường", 2, "land", "trong tháng 10/2026")


@fault(OF, "cites what was repealed by period", "1600/QĐ-TTg", wrong="kỳ|giai đoạn|thay")
def _(m: Made) -> None:
    m.cite("1600/QĐ-TTg", "Quyết định phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn "
           "mới giai đoạn 2016 - 2020", date(2016, 8, 16), "Thủ tướng Chính phủ")  # fmt: skip


@fault(OF, "kind unlike the sign in the text", "12/KH-UBND", wrong="ký hiệu|tên loại|khác")
def _(m: Made) -> None:
    m.also("leadership", "- Thực hiện Quyết định số 12/KH-UBND của UBND xã Phú Lương Hạ.")


@fault(OF, "an earlier plan's work again", "Xây bể chứa vỏ bao thuốc", wrong="2025|năm trước")
def _(m: Made) -> None:
    old = Plan.objects.create(unit=m.unit, year=2025, title="Kế hoạch năm 2025")
    for plan in (old, m.plan):
        row = Task.objects.create(
            plan=plan, unit=m.unit, text="Xây bể chứa vỏ bao thuốc khu Đá Thờ", order=90,
            deadline_words=f"trong tháng 10/{plan.year}",
        )  # fmt: skip
        m.give(row, "land")


@fault(OF, "an aim below the level in words", "nghèo đa chiều", "7%", wrong="mức|4")
def _(m: Made) -> None:
    m.target("Tỷ lệ nghèo đa chiều còn 7%", 11, comparator="lte", value=7, unit_words="%",
             indicator=m.results["11.1"].indicator)  # fmt: skip


@fault(
    OF, "more paid by the people than all", "nhân dân", "sân thể thao", wrong="lớn hơn|cộng|lệch"
)
def _(m: Made) -> None:
    m.task("Làm sân thể thao kinh phí 200 triệu đồng, trong đó nhân dân đóng góp 250 triệu đồng", 6,
           "youth", "trong tháng 11/2026")  # fmt: skip


@fault(OF, "time of the day that is none", "26 giờ", wrong="giờ")
def _(m: Made) -> None:
    m.task("Họp dân lúc 26 giờ ngày 13/10/2026 tại khu Đồi Cọ", 6, "front", "ngày 13/10/2026")


@fault(OF, "telephone with a digit too few", "091234567", wrong="điện thoại|số")
def _(m: Made) -> None:
    m.also("closing", "Trên đây là kế hoạch năm 2026 của UBND xã Phú Lương Hạ, vướng mắc báo về "
           "điện thoại 091234567.")  # fmt: skip


@fault(OF, "window longer than a year", "Rà hồ sơ", wrong="năm|ngoài|trước")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=7, text="Rà hồ sơ các khu",
                              deadline_words="từ tháng 3/2025 đến tháng 8/2026")  # fmt: skip


@fault(OF, "a weekly report to a body that is gone", "Tiến độ nước sạch", wrong="huyện|không còn")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=9, who="Phòng Kinh tế xã", report_to="Phòng NN&PTNT huyện Đoan Lương",
        text="Tiến độ nước sạch", rhythm_words="hàng tháng",
    )  # fmt: skip


@fault(OF, "the office beside the name is another's", "Đinh Thị Khuyên", wrong="chức|phó chủ tịch")
def _(m: Made) -> None:
    m.task("Đồng chí Đinh Thị Khuyên - Chủ tịch UBND xã chủ trì hội nghị", 6, "vice",
           "trong tháng 10/2026")  # fmt: skip


@fault(OF, "an addressee of the district", "Nơi nhận|Phòng NN", wrong="huyện")
def _(m: Made) -> None:
    m.plan.recipients.create(order=9, text="Phòng NN&MT huyện Đoan Lương (b/c)")
