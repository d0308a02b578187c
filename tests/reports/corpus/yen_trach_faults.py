"""The faults that are planted in the plan of Yên Trạch."""

from datetime import date, datetime

from django.utils import timezone

from criteria.models import Baseline, CriteriaSet, Criterion, Level, Result
from evidence.papers.models import Evidence, Proof
from tasks.models import Attendance, Meeting, Plan, ReportingDuty, Supervision, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body


@fault(11, "criterion without leader", "Tổ chức sản xuất", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=13).delete()


@fault(11, "criterion under both vice-chairmen", "Truyền thông", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(8), official=m.people["vice2"]
    )


@fault(11, "unmet criterion without any task", "Nhà ở dân cư",
       wrong="(không|chưa) có (việc|nhiệm vụ)")  # fmt: skip
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=9).delete()


@fault(11, "work finished, indicator unmet", "tiêu chí 8 ", wrong="hoàn thành|xong")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, text__startswith="Lắp wifi").update(
        state="done", done_on=date(2024, 6, 25), result="Đã lắp đủ 6 điểm"
    )


@fault(11, "no deadline", "xây hầm biogas", wrong="hạn")
def _(m: Made) -> None:
    row = m.task("Vận động hộ chăn nuôi trên 50 con lợn xây hầm biogas", 17, "farm")
    Task.objects.filter(pk=row.pk).update(deadline_words="", starts_on=None, ends_on=None)


@fault(11, "two leads", "phân loại rác ở 6 thôn", wrong="chủ trì|nhiều")
def _(m: Made) -> None:
    row = m.task("Mở lớp tập huấn phân loại rác ở 6 thôn", 17, "land", "trước 30/9/2024")
    m.give(row, "farm")


@fault(11, "led by a given name alone", "gian hàng vải", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Dựng gian hàng vải sấy ở hội chợ huyện", 13, "đồng chí Thắng", "tháng 9/2024")


@fault(11, "led by an office of many", "đồng hồ nước", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Lắp 120 đồng hồ nước", 18, "cán bộ chuyên môn", "trước 31/10/2024")


@fault(11, "after the target day", "Trồng cây xanh dọc trục đường", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.task("Trồng cây xanh dọc trục đường trung tâm xã", 17, "youth", "hết tháng 12/2024")


@fault(11, "before the plan was issued", "tổ hòa giải các thôn", wrong="trước|ngoài")
def _(m: Made) -> None:
    m.task("Bổ sung thành viên tổ hòa giải các thôn", 16, "culture", "trước ngày 20/01/2024")


@fault(11, "one work with two days", "tuyến đường hoa", wrong="hai|trùng|hạn|lặp")
def _(m: Made) -> None:
    village = m.villages["Phú Bình"]
    m.task("Xây dựng tuyến đường hoa dài 800 m tại thôn Phú Bình", 17, "women", "trước 15/9/2024",
           unit=village)  # fmt: skip
    m.task("Xây dựng tuyến đường hoa 800 m thôn Phú Bình", 17, "women", "trước 31/10/2024",
           unit=village)  # fmt: skip


@fault(11, "under a criterion of the basic set", "phòng học bộ môn", wrong="bộ")
def _(m: Made) -> None:
    basic = CriteriaSet.objects.create(
        code="NTM-CB", name="Bộ tiêu chí xã nông thôn mới", short_name="NTM", level="commune",
        tier="standard", year_from=2021, year_to=2025, legal_basis="Quyết định 318/QĐ-TTg",
        criteria_known=19, published_at=timezone.now(),
    )  # fmt: skip
    school = Criterion.objects.create(criteria_set=basic, number=5, name="Trường học")
    row = m.task("Bổ sung trang thiết bị phòng học bộ môn", 0, "school", "trước 30/9/2024")
    Task.objects.filter(pk=row.pk).update(assessment=m.assessment, criterion=school)


@fault(11, "code that the set lacks", "14.7", wrong="14\\.7")
def _(m: Made) -> None:
    m.task("Hoàn thiện hồ sơ sức khỏe điện tử theo chỉ tiêu 14.7", 14, "clinic", "trước 30/9/2024")


@fault(11, "baseline under the name of the basic set", "Cơ sở vật chất văn hóa",
       wrong="tên|khác|lệch|bộ")  # fmt: skip
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion=m.criterion(6)).update(
        label="Cơ sở vật chất văn hóa"
    )


@fault(11, "met below the level", "14.1", wrong="mức|thấp|không khớp")
def _(m: Made) -> None:
    m.enter("14.1", "met", "93.2")


@fault(11, "unmet above the level", "3.1", wrong="mức|đủ|không khớp")
def _(m: Made) -> None:
    m.enter("3.1", "not_met", "92.5")


@fault(11, "met without paper", "16.1", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["16.1"]).delete()


@fault(11, "figures of 2021", "thu gom rác thải toàn xã", wrong="2021|kỳ|cũ|ngoài")
def _(m: Made) -> None:
    m.paper("Biểu tổng hợp thu gom rác thải toàn xã", "17.3", period_from=date(2021, 1, 1),
            period_to=date(2021, 12, 31))  # fmt: skip


@fault(11, "certificate that ran out", "Giấy chứng nhận OCOP", wrong="hết")
def _(m: Made) -> None:
    row = m.paper("Giấy chứng nhận OCOP 3 sao mì gạo", "13.2", dated_on=date(2021, 5, 15))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2024, 5, 15))


@fault(11, "parts short of the total", "trục thôn Hòa Lạc", wrong="lệch|khớp|cộng|thiếu")
def _(m: Made) -> None:
    m.money("Nâng cấp đường trục thôn Hòa Lạc", 1_850_000_000,
            {"province": 900_000_000, "commune": 600_000_000, "people": 250_000_000})  # fmt: skip


@fault(11, "counts that contradict each other", "tủ sách pháp luật", wrong="khớp|cộng|còn")
def _(m: Made) -> None:
    m.task("Hiện có 4/6 thôn có tủ sách pháp luật; vận động xã hội hóa cho 03 thôn còn lại", 16,
           "culture", "trước 30/9/2024")  # fmt: skip


@fault(11, "village that nobody knows", "Khe Lim", wrong="khe lim")
def _(m: Made) -> None:
    m.task("Cứng hóa 300 m ngõ xóm thôn Khe Lim", 2, "land", "trước 31/10/2024")


@fault(11, "inspects before it is founded", "giám sát đầu tư", wrong="mới lập")
def _(m: Made) -> None:
    board = Body.objects.create(unit=m.unit, name="Ban Giám sát đầu tư của cộng đồng xã")
    row = m.task("Thẩm tra danh mục công trình, nghiệm thu khối lượng", 2, None, "tháng 9/2024")
    row.assignments.create(kind="lead", body=board)
    m.task("Thành lập Ban Giám sát đầu tư của cộng đồng xã", 0, "front", "trước ngày 15/10/2024")


@fault(11, "duty without rhythm", "Kết quả vận động ở thôn", wrong="nhịp|kỳ|khi nào")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=4, who="Các thôn", report_to="Ban Chỉ đạo xã",
                                 text="Kết quả vận động ở thôn")  # fmt: skip


@fault(11, "village not cultural, the commune claims all", "Đồng Vàng", "6.3|Văn hóa",
       wrong="6\\.3|văn hóa")  # fmt: skip
def _(m: Made) -> None:
    m.enter("thôn 2.1", "not_met")


# Of kinds of our own.


@fault(11, "own: led by one who has left", "Cắm biển báo", wrong="thôi|không còn|đã nghỉ|chuyển")
def _(m: Made) -> None:
    row = m.task("Cắm biển báo trên tuyến đường xã", 2, "left", "trước ngày 30/8/2024")
    Task.objects.filter(pk=row.pk).update(state="in_progress")


@fault(11, "own: a fraction for a percentage, without level", "8.2", wrong="0,87.*87%")
def _(m: Made) -> None:
    Level.objects.filter(indicator__code="8.2").delete()
    m.enter("8.2", "met", "0.87")


@fault(11, "own: as of a day that has not come", "14.2", wrong="sau|tương lai|chưa|không thuộc")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["14.2"].pk).update(as_of=date(2024, 12, 31))


@fault(11, "own: done, with metres left over", "ngõ xóm thôn Đồng Vàng",
       wrong="còn|chưa|xong|đang")  # fmt: skip
def _(m: Made) -> None:
    row = m.task("Cứng hóa 450 m ngõ xóm thôn Đồng Vàng", 2, "land", "tháng 8/2024")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2024, 7, 30),
        result="Đã đổ bê tông 300 m, còn 150 m chờ vốn đối ứng",
    )  # fmt: skip


@fault(11, "own: of one village, about another", "Chỉnh trang khuôn viên", wrong="thôn (khác|am)")
def _(m: Made) -> None:
    m.task("Chỉnh trang khuôn viên nhà văn hóa thôn Hòa Lạc", 6, "youth", "trước 30/9/2024",
           unit=m.villages["Am Sơn"])  # fmt: skip


@fault(11, "own: paid more than planned", "Khu thể thao thôn Đồng Vàng",
       wrong="vượt|lớn|giải ngân|dự kiến")  # fmt: skip
def _(m: Made) -> None:
    text = "Khu thể thao thôn Đồng Vàng"
    m.money(text, 500_000_000, {"commune": 300_000_000, "people": 200_000_000})
    m.money(text, 700_000_000, {"commune": 700_000_000}, stage="paid", as_of=date(2024, 7, 31))


@fault(11, "own: a vice-chairman signs as chairman", "Nguyễn Minh Đức", wrong="kt\\.|phó|ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Nguyễn Minh Đức")


@fault(11, "own: not applicable, yet worked for", "13.7|hồ Suối Mỡ", wrong="không áp dụng")
def _(m: Made) -> None:
    m.enter("13.7", "not_applicable", None, note="Xã không có điểm du lịch")
    m.task("Quảng bá hình ảnh hồ Suối Mỡ trên Zalo", 13, "youth", "trước 30/9/2024", code="13.7")


@fault(11, "own: chaired by one marked absent", "Giao ban tháng 7", wrong="vắng")
def _(m: Made) -> None:
    held = Meeting.objects.create(
        unit=m.unit, held_on=date(2024, 8, 5), name="Giao ban tháng 7",
        chaired_by=m.people["chair"], secretary=m.people["standing"],
    )  # fmt: skip
    Attendance.objects.create(meeting=held, official=m.people["chair"], reason="họp huyện")
    closed = timezone.make_aware(datetime(2024, 8, 5, 11))
    Meeting.objects.filter(pk=held.pk).update(closed_at=closed)


@fault(11, "own: cites what was issued after the plan", "212/UBND-NN", wrong="sau")
def _(m: Made) -> None:
    m.cite("212/UBND-NN", "Hướng dẫn hồ sơ minh chứng", date(2024, 5, 15), "UBND huyện Lục Sơn")
