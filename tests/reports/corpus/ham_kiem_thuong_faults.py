"""Its faults, as the office that receives the plan would name them."""

from datetime import date

from tasks.enums import AssignmentKind
from tasks.models import Conclusion, Meeting, Plan, ReportingDuty, Supervision, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

P = 32


@fault(
    P,
    "led by one who has gone",
    "Môi trường và cảnh quan|tiêu chí 8",
    "Mang Văn Tới",
    wrong="thôi|không còn|chức vụ|nghỉ",
)
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=8).update(
        official=m.people["left"]
    )


@fault(P, "two leaders, in words", "tiêu chí 7|tiêu chí số 7", wrong="hai|nhiều|2 |cả|đồng thời")
def _(m: Made) -> None:
    m.text(
        "implementation",
        "- Đồng chí Nguyễn Hữu Tường, Chủ tịch UBND xã phụ trách các tiêu chí "
        "1, 2, 3, 4, 7.\n- Đồng chí K' Thị Mai Linh, Phó Chủ tịch UBND xã phụ trách các tiêu "
        "chí từ 5 đến 10.",
    )


@fault(
    P,
    "unmet, its only work stopped",
    "3.7|Phát triển kinh tế nông thôn|OCOP",
    wrong="không có việc|chưa có (việc|nhiệm vụ)|dừng|không (còn|có) nhiệm vụ|chưa giao việc",
)
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, indicator__code="3.7").update(
        state="cancelled", result="Hợp tác xã chưa đủ điều kiện"
    )


@fault(P, "supported by one, led by nobody", "biển tên đường", wrong="chủ trì")
def _(m: Made) -> None:
    row = m.task("Treo biển tên đường thôn Lò Gốm", 2, None, "tháng 10/2026")
    m.give(row, "economy", AssignmentKind.SUPPORT)


@fault(
    P, "a deadline that says nothing", "trồng cây bóng mát", wrong="không đọc|chưa đọc|thời hạn|hạn"
)
def _(m: Made) -> None:
    m.task("Trồng cây bóng mát trục thôn Bàu Trắng", 8, "farmers", "sớm nhất khi có điều kiện")


@fault(P, "due after the day of the goal", "quét vôi", wrong="15/12|phấn đấu|sau|ngoài")
def _(m: Made) -> None:
    m.task("Quét vôi, trang trí nhà văn hóa thôn Dân Hiệp", 5, "social", "ngày 31/12/2026")


@fault(P, "one work with two deadlines", "42 bóng", wrong="9/2026|11/2026|hai|hạn")
def _(m: Made) -> None:
    m.task("Thay 42 bóng đèn cao áp tuyến Phú Sơn 1", 2, "economy", "trong tháng 9/2026")
    m.text("works", "- Thay 42 bóng đèn cao áp tuyến Phú Sơn 1, xong trong tháng 11/2026.")


@fault(P, "a criterion by another name", "Thu nhập", wrong="giảm nghèo")
def _(m: Made) -> None:
    m.also("quality", "- Tiêu chí số 6 (Thu nhập): tạo việc làm mới cho 120 lao động.")


@fault(P, "an indicator that the set lacks", "8.9", wrong="không có|bộ tiêu chí")
def _(m: Made) -> None:
    m.task("Thu gom bao gói thuốc bảo vệ thực vật theo chỉ tiêu 8.9", 8, "farmers", "tháng 10/2026")


@fault(
    P, "met although above the ceiling", "6.1", "3,4", wrong="chưa đủ mức|3%|không khớp|trái|≤ 3"
)
def _(m: Made) -> None:
    m.enter("6.1", "met", "3.4")


@fault(P, "unmet although enough", "8.4", "57", wrong="đủ mức|50")
def _(m: Made) -> None:
    m.enter("8.4", "not_met", "57")


@fault(
    P, "a figure of a day to come", "2.1|đường trục thôn", wrong="chưa đến|sau hôm nay|tương lai"
)
def _(m: Made) -> None:
    m.enter("2.1", "met", "93.4", as_of=date(2026, 11, 30))


@fault(
    P, "a share that five villages cannot make", "5.1|thôn văn hóa", "70", wrong="5 thôn|số thôn"
)
def _(m: Made) -> None:
    m.enter("5.1", "not_met", "70")


@fault(P, "a paper of another year", "rà soát hộ nghèo", wrong="2023")
def _(m: Made) -> None:
    m.paper("Báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo năm 2023", "6.1")


@fault(P, "a paper of another commune", "Hồng Liêm", wrong="khác|không phải|không có|không thuộc")
def _(m: Made) -> None:
    m.paper("Biên bản nghiệm thu đường trục thôn xã Hồng Liêm", "2.1")


@fault(P, "shares above the whole", "nguồn vốn", wrong="110")
def _(m: Made) -> None:
    m.also(
        "resources",
        "- Cơ cấu vốn làm đường ngõ: ngân sách tỉnh 50%, ngân sách xã 30%, nhân dân đóng góp 30%.",
    )


@fault(P, "a work's cost in words and in the table", "Ku Kê", "560", wrong="650")
def _(m: Made) -> None:
    m.task("Làm sân thể thao thôn Ku Kê, kinh phí 560 triệu đồng", 5, "social", "tháng 10/2026")
    m.money("Sân thể thao thôn Ku Kê", 650_000_000, {"commune": 450_000_000, "people": 200_000_000})


@fault(P, "parts that are not their whole", "12 nhà", wrong="11|cộng|khớp")
def _(m: Made) -> None:
    m.task(
        "Giúp 12 nhà bị tốc mái: 7 nhà lợp lại toàn bộ, 4 nhà gia cố", 6, "front", "tháng 10/2026"
    )


@fault(
    P,
    "given to a body that is not there",
    "Hội Làm vườn",
    wrong="danh sách|chưa có|không có|chưa rõ",
)
def _(m: Made) -> None:
    m.task("Tập huấn tỉa cành, tạo tán thanh long", 3, "Hội Làm vườn xã", "tháng 10/2026")


@fault(P, "a letter cited without its day", "812/SNNMT-PTNT", wrong="ngày")
def _(m: Made) -> None:
    m.also(
        "opening",
        "Thực hiện Công văn số 812/SNNMT-PTNT của Sở Nông nghiệp và Môi trường về "
        "hướng dẫn lập kế hoạch.",
    )


@fault(
    P,
    "signed for by a deputy, named as chair",
    "KT. CHỦ TỊCH|ký|Phó Chủ tịch",
    wrong="nguyễn hữu tường|người ký",
)
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(authority="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")


@fault(P, "a report of no rhythm", "Tình hình vệ sinh", wrong="nhịp|định kỳ|kỳ|thường xuyên")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan,
        order=3,
        who="Trưởng các thôn",
        text="Tình hình vệ sinh đường làng",
        rhythm_words="thường xuyên",
        report_to="UBND xã",
    )


@fault(P, "a village said to be done", "Dân Hiệp", wrong="chưa đạt|3/4|1 tiêu chí|chưa công nhận")
def _(m: Made) -> None:
    m.also("achievements", "- Thôn Dân Hiệp đã đạt chuẩn thôn NTM kiểu mẫu.")


@fault(P, "concluded for a given name", "Thành", wrong="tên|chưa rõ|danh sách")
def _(m: Made) -> None:
    held = Meeting.objects.get(unit=m.unit)
    Conclusion.objects.create(
        meeting=held,
        order=1,
        text="Kiểm tra các điểm tập kết rác tự phát",
        led_by="đồng chí Thành",
        deadline_words="trước ngày 30/9/2026",
    )


@fault(
    P,
    "consulted once it is being built",
    "phương án mở đường",
    wrong="khởi công.*(trước|sau)|(trước|sau).*khởi công",
)
def _(m: Made) -> None:
    m.task("Khởi công mở đường thôn Bàu Trắng", 2, "economy", "trong tháng 9/2026")
    m.task(
        "Lấy ý kiến nhân dân về phương án mở đường thôn Bàu Trắng",
        2,
        "front",
        "trong tháng 11/2026",
    )
