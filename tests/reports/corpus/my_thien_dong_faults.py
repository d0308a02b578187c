"""The faults that are planted in the plan of Mỹ Thiện Đông."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline
from evidence.papers.models import Evidence, Proof
from tasks.models import (
    Citation,
    Plan,
    Recipient,
    ReportingDuty,
    Supervision,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body


@fault(6, "criterion without leader", "Giáo dục", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=6).delete()


@fault(6, "two leaders", "Giảm nghèo", wrong="2 lãnh đạo|nhiều lãnh đạo|hai lãnh đạo|lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(8), official=m.people["chair"]
    )


@fault(6, "leader who has left", "Lê Công Tánh", wrong="thôi|không còn|hết")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=10).update(
        official=m.people["left"]
    )


@fault(6, "unmet criterion without work", "Lao động, việc làm", wrong="không có|chưa có")
def _(m: Made) -> None:
    m.enter("4.1", "not_met", "24")
    Task.objects.filter(plan=m.plan, criterion__number=4).delete()


@fault(6, "only cancelled work", "9.1|chính quyền số", wrong="đã dừng cả")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=9).update(state="cancelled")


@fault(6, "given to a circle of people", "Làm cổng chào thôn", wrong="rõ|tên|vai trò")
def _(m: Made) -> None:
    m.task("Làm cổng chào thôn kiểu mẫu", 2, "Các ban, ngành liên quan", "tháng 9/2026")


@fault(6, "given to the one whose task it is", "Đăng ký mã QR", wrong="rõ|tên|vai trò")
def _(m: Made) -> None:
    m.task("Đăng ký mã QR cho vùng trồng", 3, "Người được phân công phụ trách", "tháng 9/2026")


@fault(6, "teacher by given name", "phổ cập bơi", wrong="tên|rõ")
def _(m: Made) -> None:
    m.task("Mở lớp phổ cập bơi", 6, "thầy Khoa", "tháng 8/2026")


@fault(6, "two persons in one lead", "Kẻ vạch sơn", wrong="rõ|tên|chủ trì|nhiều|hai|2")
def _(m: Made) -> None:
    m.task("Kẻ vạch sơn 4 ngã ba", 2, "Khương, Quân", "tháng 9/2026")


@fault(6, "three leads", "Ra quân tháng thanh niên", wrong="chủ trì")
def _(m: Made) -> None:
    made = m.task("Ra quân tháng thanh niên bảo vệ môi trường", 7, "youth", "tháng 9/2026")
    m.give(made, "women")
    m.give(made, "farmers")


@fault(6, "has left and supports", "Kiểm kê đất công ích", wrong="thôi|không còn|hết")
def _(m: Made) -> None:
    m.give(m.task("Kiểm kê đất công ích", 1, "land", "tháng 9/2026"), "left", "support")


@fault(6, "no owner", "Gắn biển số nhà", wrong="giao|chủ trì")
def _(m: Made) -> None:
    m.task("Gắn biển số nhà", 2, None, "quý III/2026")


@fault(6, "rhythm in place of the day", "Tháo dỡ chuồng bò", wrong="hạn|đọc|nhịp")
def _(m: Made) -> None:
    m.task("Tháo dỡ chuồng bò sát nhà ở", 7, "front", "càng sớm càng tốt")


@fault(6, "after the window by days", "Bàn giao sân bóng", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.task("Bàn giao sân bóng Vĩnh Thuận", 2, "economy", "trước ngày 10/12/2026")


@fault(6, "before the window by its month", "Chọn đơn vị tư vấn", wrong="trước|ngoài|hạn")
def _(m: Made) -> None:
    m.task("Chọn đơn vị tư vấn lập dự án", 1, "office", "trong tháng 01/2026")


@fault(6, "deadline that text and column give differently", "Sửa mái ngói", wrong="hạn|15/8|khác")
def _(m: Made) -> None:
    m.task("Sửa mái ngói nhà văn hóa, phải xong trước 15/8/2026 để kịp đại hội", 2, "economy",
           "trong tháng 10/2026")  # fmt: skip


@fault(6, "one work in two places with two deadlines", "bê tông đường Gò Đình",
       wrong="hạn|trùng|lặp|hai")  # fmt: skip
def _(m: Made) -> None:
    m.task("Đổ bê tông đường Gò Đình dài 450m", 2, "economy", "tháng 8/2026")
    m.task("Bê tông đường Gò Đình dài 450m (đổ mới)", 2, "economy", "tháng 11/2026")


@fault(6, "two villages named, one of nowhere", "Tân Hóa Bắc", wrong="tân hóa bắc")
def _(m: Made) -> None:
    m.task("Giải phóng mặt bằng trạm bơm tại thôn Tân Hóa Bắc và thôn Gia Lạc", 2, "land",
           "tháng 9/2026")  # fmt: skip


@fault(6, "unknown person in the plan's prose", "Ngô Đức Hạnh", wrong="ngô đức hạnh")
def _(m: Made) -> None:
    m.text("implementation", "- Giao đồng chí Ngô Đức Hạnh, Phó Chủ tịch UBND xã, trực tiếp chỉ "
           "đạo các tiêu chí hạ tầng.")  # fmt: skip


@fault(6, "body that the commune lacks", "Hội Làm vườn", wrong="rõ|vai trò|tên|danh")
def _(m: Made) -> None:
    m.task("Ghép cải tạo vườn tạp", 3, "Hội Làm vườn", "tháng 10/2026")


@fault(6, "count words that do not add up", "Sáu thôn", wrong="4|còn|sáu|thôn|cộng|khớp")
def _(m: Made) -> None:
    m.task("Sáu thôn đăng ký: 4 thôn đã xong, còn 3 thôn chưa xong khu dân cư kiểu mẫu", 7, "front",
           "tháng 10/2026")  # fmt: skip


@fault(6, "out of a total, the rest too many", "15 trên 20 hộ", wrong="15|còn|20")
def _(m: Made) -> None:
    m.task("Đã vận động 15 trên 20 hộ hiến đất, 7 hộ còn lại chưa đồng ý", 2, "front",
           "tháng 9/2026")  # fmt: skip


@fault(6, "share that its counts deny", "420/600", wrong="420|80|70|khớp|tỷ lệ")
def _(m: Made) -> None:
    m.task("Lắp đồng hồ nước cho hộ dân, đến nay 420/600 hộ (đạt 80%)", 7, "economy",
           "tháng 11/2026")  # fmt: skip


@fault(6, "parts in prose exceed the total", "1,5 tỷ", wrong="1,5|1\\.500|cộng|khớp|tổng")
def _(m: Made) -> None:
    m.text("works", "- Xây 03 phòng học: tổng kinh phí 1,5 tỷ đồng, trong đó ngân sách tỉnh 900 "
           "triệu đồng, ngân sách xã 500 triệu đồng, xã hội hóa 300 triệu đồng.")  # fmt: skip


@fault(6, "parts above the total", "Điện chiếu sáng Hữu Thành", wrong="lệch|khớp|cộng|vượt|thừa")
def _(m: Made) -> None:
    m.money("Điện chiếu sáng Hữu Thành", 400_000_000,
            {"commune": 300_000_000, "people": 150_000_000})  # fmt: skip


@fault(6, "two sums of one work", "Trạm bơm An Quang", wrong="tổng|hai|khác|lệch")
def _(m: Made) -> None:
    m.money("Trạm bơm An Quang", 950_000_000, {"province": 950_000_000})
    m.money("Xây trạm bơm An Quang", 1_100_000_000, {"province": 1_100_000_000})


@fault(6, "money for an owed sum never raised", "Nợ xây cầu Bà Di", wrong="nợ|huy động|vượt|lớn")
def _(m: Made) -> None:
    m.money("Nợ xây cầu Bà Di", 300_000_000, {"commune": 300_000_000}, stage="planned")
    m.money("Nợ xây cầu Bà Di", 450_000_000, {"commune": 450_000_000}, stage="owed")


@fault(6, "citation of the programme of another period", "263/QĐ-TTg",
       wrong="giai đoạn|2021|2025|hết")  # fmt: skip
def _(m: Made) -> None:
    m.cite("263/QĐ-TTg", "phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai "
           "đoạn 2021 - 2025", date(2022, 2, 22), "Thủ tướng Chính phủ")  # fmt: skip


@fault(6, "citation of a dissolved issuer", "88/KH-UBND", wrong="huyện|không còn|ngừng")
def _(m: Made) -> None:
    m.cite("88/KH-UBND", "Kế hoạch thi đua chung sức xây dựng nông thôn mới", date(2026, 1, 15),
           "UBND huyện Phù Cát")  # fmt: skip


@fault(6, "paper cited in the text without number", "Nghị quyết của Đảng ủy xã", wrong="số|ngày")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=30, title="Nghị quyết của Đảng ủy xã về lãnh đạo "
                            "xây dựng nông thôn mới", issuer="Đảng ủy xã")  # fmt: skip


@fault(6, "same number cited with two days", "19/NQ-ĐU", wrong="19/nq-đu")
def _(m: Made) -> None:
    for day in (date(2026, 2, 3), date(2026, 2, 13)):
        m.cite("19/NQ-ĐU", "Nghị quyết chuyên đề nông thôn mới", day, "Đảng ủy xã")


@fault(6, "met, its figure at the wrong side", "7.3", wrong="mức|cao|vượt|không khớp")
def _(m: Made) -> None:
    m.enter("7.3", "met", "2")


@fault(6, "unmet, its figure reached", "5.2", wrong="đủ|mức")
def _(m: Made) -> None:
    m.enter("5.2", "not_met", "90.4")


@fault(6, "no source", "8.1|nghèo", wrong="nguồn")
def _(m: Made) -> None:
    m.enter("8.1", "met", "1.9", source="")


@fault(6, "target already reached", "km đường được cứng hóa đạt 92%", wrong="đã đạt|hiện|đạt sẵn")
def _(m: Made) -> None:
    m.target("Tỷ lệ km đường được cứng hóa đạt 92%", 2, indicator=m.results["2.1"].indicator,
             comparator="gte", value=Decimal(92), unit_words="%")  # fmt: skip


@fault(6, "target without a figure of now", "tưới chủ động đạt 92%", wrong="số liệu|hiện|chưa có")
def _(m: Made) -> None:
    m.enter("2.2", "not_yet", None, as_of=None, source="")
    m.target("Diện tích tưới chủ động đạt 92%", 2, indicator=m.results["2.2"].indicator,
             comparator="gte", value=Decimal(92), unit_words="%")  # fmt: skip


@fault(6, "village's work under the commune's set", "Trồng hàng rào chè tàu", wrong="bộ|tiêu chí")
def _(m: Made) -> None:
    made = m.task("Trồng hàng rào chè tàu", 0, "women", "tháng 9/2026",
                  unit=m.villages["Hữu Thành"])  # fmt: skip
    Task.objects.filter(pk=made.pk).update(
        assessment=m.assessment, criterion=m.village_set.criteria.get(number=3)
    )


@fault(6, "name of the criterion as no set has it", "Hạ tầng điện - đường",
       wrong="tên|khác")  # fmt: skip
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion=m.criterion(2)).update(
        label="Hạ tầng điện - đường - trường - trạm"
    )


@fault(6, "number that the set lacks, in prose", "chất lượng", "số 12", wrong="12")
def _(m: Made) -> None:
    m.text("quality", "- Duy trì, nâng cao chất lượng các tiêu chí đã đạt; tập trung tiêu chí 12 "
           "và tiêu chí 3.")  # fmt: skip


@fault(6, "code in brackets that the set lacks", "6.4", wrong="6\\.4")
def _(m: Made) -> None:
    m.task("Bổ sung thiết bị dạy học tối thiểu (6.4)", 6, "school", "tháng 9/2026")


@fault(6, "met without paper", "3.3", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["3.3"]).delete()


@fault(6, "met by papers withdrawn", "1.1", wrong="minh chứng|giấy tờ|văn bản|thôi dùng|rút")
def _(m: Made) -> None:
    Evidence.objects.filter(pk=m.papers["1.1"].pk).update(withdrawn_at="2026-06-01T08:00+07:00")


@fault(6, "paper whose validity is over", "Giấy chứng nhận nước sạch", wrong="hết|hiệu lực")
def _(m: Made) -> None:
    row = m.paper("Giấy chứng nhận nước sạch", "7.1", dated_on=date(2026, 2, 3))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2026, 5, 31))


@fault(6, "weekly duty to nobody", "Báo cáo an ninh trật tự", wrong="ai|nơi nhận|với|gửi")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=7, who="Công an xã",
                                 text="Báo cáo an ninh trật tự",
                                 rhythm_words="hàng tuần")  # fmt: skip


@fault(6, "duty whose rhythm cannot be read", "Báo cáo giải ngân", wrong="nhịp|kỳ|đọc")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=8, who="Phòng Kinh tế xã",
                                 text="Báo cáo giải ngân", rhythm_words="khi có yêu cầu của trên",
                                 report_to="UBND tỉnh")  # fmt: skip


@fault(6, "district office among recipients", "nơi nhận", wrong="huyện|không còn")
def _(m: Made) -> None:
    Recipient.objects.create(plan=m.plan, order=8, text="Phòng Nông nghiệp và Môi trường huyện")


@fault(6, "nobody to sign", wrong="người ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(6, "sets up its board late", "Ban Giám sát đầu tư", wrong="trước|thành lập")
def _(m: Made) -> None:
    m.task("Kiện toàn, ra quyết định thành lập Ban Giám sát đầu tư của cộng đồng", 10, "front",
           "tháng 11/2026")  # fmt: skip
    body = Body.objects.create(unit=m.unit, name="Ban Giám sát đầu tư của cộng đồng xã")
    made = m.task("Giám sát thi công kênh mương", 2, None, "tháng 8/2026")
    made.assignments.create(kind="lead", body=body)


@fault(6, "all villages, miscounted", "8 thôn", wrong="8|6")
def _(m: Made) -> None:
    m.text("goals", "Năm 2026 phấn đấu cả 8 thôn trong xã có tổ công nghệ số cộng đồng.")


@fault(6, "closing year of another plan", "năm 2024", wrong="2024")
def _(m: Made) -> None:
    m.text("closing", "Trên đây là Kế hoạch xây dựng nông thôn mới năm 2024 của UBND xã.")


@fault(6, "the village's day is over, its aim not reached", "Hữu Thành", "01/7/2026",
       wrong="đã qua|quá|chưa đạt|hết")  # fmt: skip
def _(m: Made) -> None:
    m.village.target_on = date(2026, 7, 1)
    m.village.save()
