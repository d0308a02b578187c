"""The faults that are planted in the plan of Lộc Phú Hòa."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline, Level, Result
from evidence.papers.models import Evidence, Proof
from tasks.models import Citation, Plan, PlanWindow, ReportingDuty, Supervision, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body


@fault(8, "criterion without leader", "Thông tin và Truyền thông", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=8).delete()


@fault(8, "two leaders: chair and head of the police", "Quốc phòng", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(19), official=m.people["police"]
    )


@fault(8, "unmet criterion without open task", "Lao động", wrong="(không|chưa) có (việc|nhiệm vụ)")
def _(m: Made) -> None:
    m.enter("12.2", "not_met", "29")
    Task.objects.filter(plan=m.plan, criterion__number=12).delete()


@fault(8, "its only work reported done, unmet", "13.2|Tổ chức sản xuất",
       wrong="hoàn thành|xong")  # fmt: skip
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=13).update(
        state="done", done_on=date(2024, 9, 2), result="Đã nộp hồ sơ lên huyện"
    )


@fault(8, "no owner, all branches together", "Sơn lại vạch dừng", wrong="giao|chủ trì|người")
def _(m: Made) -> None:
    m.task("Các ngành cùng phối hợp: Sơn lại vạch dừng trước cổng trường", 2, None, "tháng 10/2024")


@fault(8, "owner is a title of which there are seven", "Vận động đóng quỹ an ninh",
       wrong="tên|rõ|vai trò")  # fmt: skip
def _(m: Made) -> None:
    m.task("Vận động đóng quỹ an ninh", 19, "Trưởng ấp", "tháng 10/2024")


@fault(8, "owner by given name with a title", "Cắm 40 biển tên đường", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Cắm 40 biển tên đường", 2, "đ/c Hùng ĐC", "tháng 10/2024")


@fault(8, "owner to be named later", "Rà soát hộ chưa có hố xí", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Rà soát hộ chưa có hố xí", 17, "sẽ phân công sau", "tháng 10/2024")


@fault(8, "leads joined by and", "Thăm hỏi gia đình chính sách", wrong="chủ trì|rõ|nhiều")
def _(m: Made) -> None:
    m.task("Thăm hỏi gia đình chính sách", 11, "Hội Cựu chiến binh xã và Xã đoàn", "tháng 10/2024")


@fault(8, "no deadline", "Vớt rác suối Rỏ", wrong="hạn")
def _(m: Made) -> None:
    row = m.task("Vớt rác suối Rỏ", 17, "youth")
    Task.objects.filter(pk=row.pk).update(deadline_words="", starts_on=None, ends_on=None)


@fault(8, "deadline only in a stage of the plan", "Kẻ 12 khẩu hiệu", wrong="hạn|đọc")
def _(m: Made) -> None:
    m.task("Kẻ 12 khẩu hiệu", 8, "culture", "theo tiến độ chung")


@fault(8, "after the window, before the year's end", "Thanh lý hợp đồng thu gom",
       wrong="sau|ngoài")  # fmt: skip
def _(m: Made) -> None:
    m.task("Thanh lý hợp đồng thu gom", 17, "finance", "trước 20/12/2024")


@fault(8, "begins in the year before", "Đo đạc hiện trạng nghĩa địa", wrong="trước|ngoài")
def _(m: Made) -> None:
    m.task("Đo đạc hiện trạng nghĩa địa", 17, "land", "từ tháng 11/2023 đến tháng 2/2024")


@fault(8, "year typed wrong", "Cấp 300 giống chanh dây", wrong="ngoài|trước|sau|năm|2014")
def _(m: Made) -> None:
    m.task("Cấp 300 giống chanh dây", 13, "farmers", "tháng 10/2014")


@fault(8, "two deadlines: of the task and of its target", "2,3 km đường Tổ 4",
       wrong="hai|khác|hạn")  # fmt: skip
def _(m: Made) -> None:
    m.task("Nhựa hóa 2,3 km đường Tổ 4", 2, "land", "trong tháng 10/2024")
    m.target("Nhựa hóa 2,3 km đường Tổ 4", 2, "trước ngày 30/6/2024")


@fault(8, "target of the commune after the day of recognition", "hỏa táng đạt 15%",
       wrong="sau|ngoài")  # fmt: skip
def _(m: Made) -> None:
    m.target("Tỷ lệ hỏa táng đạt 15%", 17, "quý I/2025", comparator="gte", unit_words="%",
             indicator=m.results["17.9"].indicator, value=Decimal(15))  # fmt: skip


@fault(8, "under a criterion of the village set", "San nền sân bóng chuyền", wrong="bộ")
def _(m: Made) -> None:
    row = m.task("San nền sân bóng chuyền", 0, "youth", "tháng 10/2024")
    Task.objects.filter(pk=row.pk).update(
        assessment=m.assessment, criterion=m.village_set.criteria.get(number=1)
    )


@fault(8, "code that the set lacks", "17.12", wrong="17\\.12")
def _(m: Made) -> None:
    m.task("Bổ sung hồ sơ chỉ tiêu 17.12 (đất cây xanh công cộng)", 17, "land", "tháng 10/2024")


@fault(8, "name and number of prose differ", "Bưu điện", wrong="tên|bộ|khác|thông tin")
def _(m: Made) -> None:
    m.text("quality", "- Tiêu chí số 8 (Bưu điện): nâng cấp điểm phục vụ bưu chính.")


@fault(8, "baseline called as in the old set", "Trường học", wrong="tên|khác|lệch|bộ")
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion=m.criterion(5)).update(
        label="Trường học"
    )


@fault(8, "met below the level by a hair", "15.2", wrong="mức|thấp|không khớp")
def _(m: Made) -> None:
    m.enter("15.2", "met", "97.9")


@fault(8, "unmet above the level", "14.4", wrong="mức|đủ|không khớp")
def _(m: Made) -> None:
    m.enter("14.4", "not_met", "83.5")


@fault(8, "met with a case of poisoning", "18.4", wrong="mức|cao|vượt|không khớp")
def _(m: Made) -> None:
    m.enter("18.4", "met", "1")


@fault(8, "value without date", "4.1", wrong="ngày|thời điểm")
def _(m: Made) -> None:
    m.enter("4.1", "met", "99.7", as_of=None)


@fault(8, "value without source", "17.3", wrong="nguồn")
def _(m: Made) -> None:
    m.enter("17.3", "met", "93", source="")


@fault(8, "level unknown", "12.1", wrong="mức")
def _(m: Made) -> None:
    m.results["12.1"].indicator.levels.all().delete()


@fault(8, "at the level, which rises next year", "10.1", wrong="2025|năm sau|tăng|nâng")
def _(m: Made) -> None:
    m.enter("10.1", "met", "70")
    level = m.results["10.1"].indicator.levels.get()
    Level.objects.create(indicator=level.indicator, comparator="gte", value=Decimal(75),
                         year_from=2025, confidence="verified")  # fmt: skip


@fault(8, "met, its papers of another indicator", "8.4", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["8.4"]).update(result=m.results["8.5"])


@fault(8, "paper that counts a year past", "Danh sách chủ hộ dùng nước máy", wrong="ngoài|kỳ")
def _(m: Made) -> None:
    row = m.paper("Danh sách chủ hộ dùng nước máy", "18.1", dated_on=date(2024, 5, 3))
    Evidence.objects.filter(pk=row.pk).update(
        period_from=date(2022, 1, 1), period_to=date(2022, 12, 31)
    )


@fault(8, "certificate run out", "Quyết định công nhận trường", wrong="hết")
def _(m: Made) -> None:
    row = m.paper("Quyết định công nhận trường đạt chuẩn", "5.2", dated_on=date(2019, 8, 20))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2024, 8, 20))


@fault(8, "sum of prose parts", "3,2 tỷ", wrong="cộng|khớp|lệch|tổng")
def _(m: Made) -> None:
    m.text("resources", "- Tổng nhu cầu vốn năm 2024 là 3,2 tỷ đồng (ngân sách huyện 1,5 tỷ đồng; "
           "ngân sách xã 900 triệu đồng; nhân dân đóng góp 600 triệu đồng).")  # fmt: skip


@fault(8, "of seven hamlets four, four left", "khu dân cư kiểu mẫu", wrong="7|4|còn|khớp|cộng")
def _(m: Made) -> None:
    m.task("Nhân rộng khu dân cư kiểu mẫu: đã công nhận 4/7 ấp, còn 4 ấp", 17, "front",
           "tháng 11/2024")  # fmt: skip


@fault(8, "of 150 households 112, the rest 48", "đồng hồ điện", wrong="150|48|còn|khớp")
def _(m: Made) -> None:
    row = m.task("Thay đồng hồ điện chung bằng đồng hồ riêng", 4, "land", "tháng 11/2024")
    Task.objects.filter(pk=row.pk).update(
        state="in_progress", progress="Đã thay cho 112 trong tổng số 150 hộ, còn lại 48 hộ"
    )


@fault(8, "hamlet nobody knows", "Măng Cải", wrong="măng cải")
def _(m: Made) -> None:
    m.task("Lắp 15 trụ đèn năng lượng mặt trời ở ấp Măng Cải", 2, "youth", "tháng 10/2024")


@fault(8, "chairman's predecessor in the prose", "Phạm Minh Đức", wrong="phạm minh đức")
def _(m: Made) -> None:
    m.text("implementation", "- Giao ông Phạm Minh Đức - Chủ tịch Hội Nông dân xã theo dõi tiêu "
           "chí Thu nhập.")  # fmt: skip


@fault(8, "cited by the decision's name", "Quyết định của Thủ tướng", wrong="số")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=21, issuer="Thủ tướng Chính phủ",
                            title="Quyết định của Thủ tướng Chính phủ ban hành Bộ tiêu chí",
                            dated_on=date(2022, 3, 8))  # fmt: skip


@fault(8, "citation without day", "36-NQ/HU", wrong="ngày")
def _(m: Made) -> None:
    m.cite("36-NQ/HU", "Nghị quyết về xây dựng huyện nông thôn mới", None, "Huyện ủy Lộc Ninh")


@fault(8, "set of the period before", "1980/QĐ-TTg", wrong="2016|2020|giai đoạn|hết|thay")
def _(m: Made) -> None:
    m.cite("1980/QĐ-TTg", "Ban hành Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2016 - "
           "2020", date(2016, 10, 17), "Thủ tướng Chính phủ")  # fmt: skip


@fault(8, "one number, two papers cited", "77/KH-UBND", wrong="77/kh-ubnd")
def _(m: Made) -> None:
    m.cite("77/KH-UBND", "Kế hoạch phát triển sản phẩm OCOP", date(2024, 2, 6), "UBND huyện")
    m.cite("77/KH-UBND", "Kế hoạch truyền thông nông thôn mới", date(2024, 2, 26), "UBND huyện")


@fault(8, "team at work before it stands", "Tổ hỗ trợ chuyển đổi số", wrong="trước|thành lập")
def _(m: Made) -> None:
    team = Body.objects.create(unit=m.unit, name="Tổ hỗ trợ chuyển đổi số xã")
    row = m.task("Hướng dẫn thanh toán không tiền mặt tại chợ", 8, None, "tháng 6/2024")
    row.assignments.create(kind="lead", body=team)
    m.task("Quyết định thành lập Tổ hỗ trợ chuyển đổi số xã", 8, "culture", "trước 30/10/2024")


@fault(8, "recurring work without report", "Dọn vệ sinh chợ", wrong="báo cáo")
def _(m: Made) -> None:
    m.task("Dọn vệ sinh chợ, trục đường chính", 17, "veterans", "chiều thứ sáu hàng tuần")


@fault(8, "duty to nobody", "Báo cáo thu quỹ", wrong="ai|nơi nhận|với|gửi")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=8, who="Công chức Tài chính - Kế toán",
                                 text="Báo cáo thu quỹ", rhythm_words="hằng quý")  # fmt: skip


@fault(
    8,
    "hamlet's roads unlike the commune's claim",
    "Giao thông|2.2",
    "Thắng Lợi",
    wrong="cùng tên|mức",
)
def _(m: Made) -> None:
    m.enter("2.2", "met", "100")
    m.enter("thôn 1.1", "not_met", "71")


@fault(8, "hamlet met beside a counted share", "8.5", wrong="7|lớn|vượt|100|khớp|bộ|không")
def _(m: Made) -> None:
    m.enter("8.5", "met", "9", denominator=Decimal(7))


@fault(8, "window by an event", "Rà soát, đánh giá lại", wrong="hạn|đọc")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=3, text="Rà soát, đánh giá lại các tiêu chí",
                              deadline_words="sau khi có kết quả thẩm tra")  # fmt: skip


@fault(8, "plan of no signatory's office", "Điểu Thị Hoan", wrong="ký|chủ tịch")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Điểu Thị Hoan")


@fault(8, "figure of before last year", "17.9", wrong="cũ|2021|ngoài|trước")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["17.9"].pk).update(as_of=date(2021, 12, 31))
