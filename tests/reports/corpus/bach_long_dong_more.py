"""Twenty faults more of the island, in the turns of phrase of people who dictate."""

from datetime import date
from decimal import Decimal

from tasks.models import Conclusion, Meeting, PlanWindow, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

R = 34


@fault(R, "a hamlet of none in the list", "cái viềng", wrong="danh sách")
def _(m: Made) -> None:
    m.also("quality", "- Chỉnh trang 4 thôn (Phù Long, Cái Bèo, Vụng Gấm, Áng Sỏi, Cái Viềng).")


@fault(R, "half of the homes that are more", "666/1.480", wrong="45")
def _(m: Made) -> None:
    m.also("achievements", "- Có 666/1.480 hộ (50%) lắp đồng hồ nước.")


@fault(R, "three plus four is eight", "8 km", wrong="7|không khớp|cộng")
def _(m: Made) -> None:
    m.task(
        "Rải nhựa 8 km đường, gồm 3 km ở Phù Long và 4 km ở Cái Bèo", 2, "economy", "tháng 10/2026"
    )


@fault(R, "deadline by a weekday that is none", "họp dân", wrong="thứ")
def _(m: Made) -> None:
    m.task("Tổ chức họp dân Áng Sỏi", 9, "front", "thứ Tư, ngày 15/10/2026")


@fault(
    R,
    "a work in August that the notes put in November",
    "nhà vệ sinh công cộng",
    wrong="11/2026|10/2026",
)
def _(m: Made) -> None:
    m.task("Xây nhà vệ sinh công cộng bến Cái Bèo", 8, "economy", "tháng 10/2026")
    m.also("notes", "- Xây nhà vệ sinh công cộng bến Cái Bèo trước ngày 30/11/2026.")


@fault(R, "by another body in the text", "dọn bãi", wrong="phân công ghi|chủ trì")
def _(m: Made) -> None:
    m.task("Ra quân dọn bãi biển Vụng Gấm hằng tháng", 8, "youth", "tháng 10/2026")
    m.also(
        "implementation",
        "- Hội Cựu chiến binh đặc khu chủ trì ra quân dọn bãi biển Vụng Gấm hằng tháng.",
    )


@fault(R, "a street of the mainland", "thôn Bến Gót", wrong="danh sách")
def _(m: Made) -> None:
    m.also("infrastructure", "- Kéo cáp quang về thôn Bến Gót.")


@fault(R, "the poor by number and by share", "45 hộ", wrong="37")
def _(m: Made) -> None:
    m.also("purpose", "- Đặc khu hiện còn 45 hộ nghèo.")


@fault(R, "two sums for the whole", "6,2 tỷ|6,5 tỷ", wrong="6,2|6,5")
def _(m: Made) -> None:
    m.also("goals", "- Tổng nguồn vốn thực hiện năm 2026 là 6,2 tỷ đồng.")
    m.also("works", "- Tổng nguồn vốn thực hiện năm 2026 khoảng 6,5 tỷ đồng.")


@fault(R, "met and to be met", "trực tuyến", wrong="đã là|86")
def _(m: Made) -> None:
    m.target(
        "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt 82%",
        7,
        comparator="gte",
        unit_words="%",
        indicator=m.results["7.1"].indicator,
        value=Decimal(82),
    )


@fault(R, "a report that nobody can read in time", "Số liệu rác", wrong="31")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan,
        order=9,
        who="Các thôn",
        text="Số liệu rác",
        report_to="UBND đặc khu",
        rhythm_words="ngày 31 hàng tháng",
    )


@fault(R, "a window after the goal", "Hoàn thành các tiêu chí", wrong="15/12|phấn đấu")
def _(m: Made) -> None:
    PlanWindow.objects.create(
        plan=m.plan,
        order=6,
        text="Hoàn thành các tiêu chí còn lại",
        deadline_words="đến hết tháng 12/2026",
    )


@fault(R, "concluded for a man who has gone", "Nguyễn Bá Thông", wrong="không còn")
def _(m: Made) -> None:
    held = Meeting.objects.filter(unit=m.unit).earliest("pk")
    Conclusion.objects.create(
        meeting=held,
        order=7,
        text="Giao đồng chí Nguyễn Bá Thông rà soát lồng bè",
        deadline_words="trước ngày 30/10/2026",
    )


@fault(R, "results of a work that is none of it", "bể lọc", wrong="chưa|không")
def _(m: Made) -> None:
    row = m.task("Lắp 4 bể lọc nước ở trường", 8, "economy", "tháng 9/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2026, 9, 18), result="Không lắp được do thiếu vốn"
    )


@fault(R, "a growth beyond all", "nước sạch", wrong="quá|120|100")
def _(m: Made) -> None:
    m.also("goals", "- Tỷ lệ hộ được sử dụng nước sạch theo quy chuẩn đạt 120%.")


@fault(R, "a goal of less than the level", "8.2|thu gom", wrong="85|mức")
def _(m: Made) -> None:
    m.target(
        "Tỷ lệ chất thải rắn sinh hoạt được thu gom đạt 80%",
        8,
        comparator="gte",
        unit_words="%",
        indicator=m.results["8.2"].indicator,
        value=Decimal(80),
    )


@fault(R, "a school year that is over", "2024 - 2025|2024-2025", wrong="đã qua")
def _(m: Made) -> None:
    m.task("Đưa đón học sinh năm học 2024-2025", 5, "border", "tháng 10/2026")


@fault(R, "ordered of those above", "Yêu cầu UBND", wrong="đề nghị")
def _(m: Made) -> None:
    m.also("implementation", "- Yêu cầu UBND thành phố bố trí vốn kè biển.")


@fault(R, "an old ministry", "Bộ Tài nguyên và Môi trường", wrong="nông nghiệp và môi trường")
def _(m: Made) -> None:
    m.also("organisation", "- Báo cáo Bộ Tài nguyên và Môi trường kết quả thu gom rác nhựa.")


@fault(R, "a number too short to call", "0225", wrong="chữ số")
def _(m: Made) -> None:
    m.also("closing", "Liên hệ điện thoại 0225 388.")
