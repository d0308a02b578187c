"""Thirty faults more of that commune, such as a new deputy finds when she reads the plan aloud."""

from datetime import date
from decimal import Decimal

from evidence.papers.models import Proof
from tasks.models import (
    Conclusion,
    Meeting,
    Plan,
    ReportingDuty,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

Q = 33


@fault(Q, "a criterion that nobody directs, by the text", "tiêu chí 19|19", wrong="bỏ sót")
def _(m: Made) -> None:
    m.text(
        "implementation",
        "- Đồng chí Ma Khánh Tùng phụ trách các tiêu chí 1, 2, 3, 4, 5, 6.\n- "
        "Đồng chí Hoàng Thị Xuyến phụ trách các tiêu chí 8, 9, 10, 11, 13, 15, 17.",
    )


@fault(Q, "work that ended and what it was for did not", "5.1|Giáo dục", wrong="chưa đạt")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, indicator__code="5.1").update(
        state="done", done_on=date(2024, 9, 10), result="Đã xây 4 phòng"
    )


@fault(Q, "two together lead", "đường hoa", wrong="cùng chủ trì")
def _(m: Made) -> None:
    row = m.task("Trồng đường hoa xóm Ba Luồng", 17, "women", "tháng 10/2024")
    m.give(row, "youth", "lead")


@fault(Q, "by whoever is concerned", "Chăm sóc hàng cây", wrong="chưa rõ người")
def _(m: Made) -> None:
    m.task("Chăm sóc hàng cây", 17, "Các ngành liên quan", "tháng 10/2024")


@fault(Q, "as the season allows", "Nạo vét suối", wrong="chưa đọc|chỉ đọc|thời hạn")
def _(m: Made) -> None:
    m.task("Nạo vét suối Khe Khoang", 3, "farmers", "khi nước rút")


@fault(Q, "the quarter that has passed in the goals", "quý II", wrong="15/12|phấn đấu")
def _(m: Made) -> None:
    m.also("goals", "- Phấn đấu xã đạt chuẩn NTM nâng cao trong quý II/2024.")


@fault(Q, "income in the text that the record has not", "55,3", wrong="57,3")
def _(m: Made) -> None:
    m.also("quality", "- Hiện thu nhập bình quân đầu người là 55,3 triệu đồng/người/năm.")


@fault(Q, "six hamlets and seven boards", "7 xóm|07 xóm", wrong="6")
def _(m: Made) -> None:
    m.also("leadership", "- Kiện toàn Ban phát triển ở cả 07 xóm.")


@fault(Q, "eleven houses made of ten", "11 nhà", wrong="không khớp|10")
def _(m: Made) -> None:
    m.also("works", "- Xóa 11 nhà tạm, gồm 6 nhà xây mới và 4 nhà sửa chữa.")


@fault(Q, "percent that the counts do not make", "948/1.264", wrong="75")
def _(m: Made) -> None:
    m.also("achievements", "- 948/1.264 hộ (80%) có nhà vệ sinh tự hoại.")


@fault(Q, "grown less than the figures", "tăng 8%", wrong="tính ra|10")
def _(m: Made) -> None:
    m.also("achievements", "- Sản lượng chè tăng từ 400 tấn lên 440 tấn, tăng 8%.")


@fault(Q, "an hour after midnight", "25 giờ", wrong="lịch|thời gian")
def _(m: Made) -> None:
    m.also("outreach", "- Phát thanh lúc 25 giờ hằng ngày.")


@fault(Q, "a Friday that is a Monday", "23/9", wrong="thứ")
def _(m: Made) -> None:
    m.also("outreach", "- Ra quân thứ Sáu, ngày 23/9/2024.")


@fault(Q, "a person unknown to the office", "Bàn Văn Thường", wrong="danh sách cán bộ")
def _(m: Made) -> None:
    m.also("implementation", "- Giao ông Bàn Văn Thường đôn đốc xóm Suối Bốc.")


@fault(Q, "a hamlet in another spelling", "Làng Muồng", wrong="Làng Muông".lower())
def _(m: Made) -> None:
    m.also("works", "- Đổ bê tông ngõ xóm Làng Muồng.")


@fault(
    Q, "a decision of the council of the commune by the committee", "08/NQ-UBND", wrong="nghị quyết"
)
def _(m: Made) -> None:
    m.cite("08/NQ-UBND", "Nghị quyết về mức đóng góp", date(2024, 1, 12), "UBND xã Yên Ninh Đông")


@fault(Q, "cited twice", "35/KH-UBND", wrong="nhiều lần")
def _(m: Made) -> None:
    m.cite("35/KH-UBND", "Kế hoạch năm 2024", date(2024, 1, 22), "UBND tỉnh Thái Nguyên")


@fault(Q, "a blank in a task", "xóm ……", wrong="chưa điền")
def _(m: Made) -> None:
    m.task("Làm cổng chào xóm …… trong dịp lễ", 6, "front", "tháng 10/2024")


@fault(Q, "a target without its unit", "Số mô hình mới", wrong="đơn vị tính")
def _(m: Made) -> None:
    m.target("Số mô hình mới", 13, value=Decimal(3), comparator="gte")


@fault(Q, "a target after the year", "Đề án du lịch", wrong="ngoài năm")
def _(m: Made) -> None:
    m.target("Đề án du lịch cộng đồng", 13, "tháng 6/2025")


@fault(Q, "the hamlet reached what the commune's hamlets did not", "văn hóa", wrong="6/6|100")
def _(m: Made) -> None:
    m.also("quality", "- Hiện 6/6 xóm đã đạt tiêu chuẩn văn hóa.")


@fault(Q, "money of nobody", "Trạm bơm", wrong="nguồn")
def _(m: Made) -> None:
    m.money("Trạm bơm xóm Bằng Ninh", 260_000_000, {})


@fault(Q, "millions of millions", "Chợ xã", wrong="lớn|đơn vị")
def _(m: Made) -> None:
    m.money("Chợ xã", 2_400_000_000_000, {"district": 2_400_000_000_000})


@fault(Q, "minutes of a day before", "Biên bản họp", wrong="trước ngày")
def _(m: Made) -> None:
    m.paper("Biên bản họp xóm ngày 20/8/2024", "15.2", dated_on=date(2024, 8, 12))


@fault(Q, "proof of another hamlet", "Khe Khoang", wrong="thôn khác|xóm khác|nơi khác")
def _(m: Made) -> None:
    row = m.paper("Biên bản kiểm tra đường ngõ xóm Khe Khoang")
    Proof.objects.create(evidence=row, result=m.village_results["1"])


@fault(Q, "the text gives it to another than the row", "sân khấu", wrong="phân công ghi|chủ trì")
def _(m: Made) -> None:
    m.task("Giao đồng chí Lưu Thị Huyền dựng sân khấu hội làng", 6, "land", "tháng 10/2024")


@fault(Q, "ended before it began", "Kè suối", wrong="trước khi bắt đầu|không đọc|trước")
def _(m: Made) -> None:
    m.task("Kè suối Làng Muông", 3, "land", "từ tháng 10/2024 đến tháng 8/2024")


@fault(Q, "a duty of one to himself", "Công an", wrong="chính mình")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan,
        order=8,
        who="Công an xã",
        report_to="Công an xã",
        text="Tình hình an ninh",
        rhythm_words="hàng tháng",
    )


@fault(Q, "an answer that was due before the meeting", "sửa loa", wrong="trước ngày họp")
def _(m: Made) -> None:
    held = Meeting.objects.create(
        unit=m.unit,
        held_on=date(2024, 9, 16),
        name="Giao ban tháng 9",
        rhythm="monthly",
        chaired_by=m.people["chair"],
        secretary=m.people["land"],
    )
    Conclusion.objects.create(
        meeting=held,
        order=1,
        text="Công chức văn hóa sửa loa",
        led_by="Lưu Thị Huyền",
        deadline_words="trước ngày 10/9/2024",
    )


@fault(Q, "a name on the plan that is the deputy's", "Hoàng Thị Xuyến", wrong="phó chủ tịch|KT")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Hoàng Thị Xuyến")
