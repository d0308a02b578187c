"""Thirty faults more of that commune, in the words of people who write plans by night."""

from datetime import date
from decimal import Decimal

from tasks.models import Recipient, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

S = 35


@fault(S, "three kinds that are more than all", "14 công trình", wrong="15|không khớp")
def _(m: Made) -> None:
    m.also("achievements", "- Có 14 công trình, trong đó 6 công trình hoàn thành, 5 công trình "
         "đang thi công, 4 công trình chưa khởi công.")  # fmt: skip


@fault(S, "sums in figures and in words", "450.000.000", wrong="bốn trăm triệu|chữ")
def _(m: Made) -> None:
    m.also("works", "- Sửa nhà văn hóa Yên Sơn, kinh phí 450.000.000 đồng (Bốn trăm triệu đồng).")


@fault(S, "less that is more", "1,6% xuống 2,1%", wrong="chiều")
def _(m: Made) -> None:
    m.also("goals", "- Giảm tỷ lệ hộ nghèo từ 1,6% xuống 2,1%.")


@fault(S, "poor homes that are another share", "12 hộ nghèo", wrong="0,9")
def _(m: Made) -> None:
    m.also("shortcomings", "- Trong 1.320 hộ còn 12 hộ nghèo, chiếm 1,6%.")


@fault(S, "schools by count and by share", "3/4 trường", wrong="100|4.1")
def _(m: Made) -> None:
    m.also("opening", "Hiện có 3/4 trường học đạt chuẩn quốc gia.")


@fault(S, "all hamlets in words, sixty percent in the record", "5/5 thôn", wrong="60")
def _(m: Made) -> None:
    m.also("quality", "- Hiện 5/5 thôn đã đạt khu dân cư nông thôn mới kiểu mẫu.")


@fault(S, "homes by hamlet that are more than all", "1.320", wrong="1.330|cộng")
def _(m: Made) -> None:
    m.also("purpose", "- Số hộ được tuyên truyền: Nam Lĩnh 280 hộ, Bắc Hòa 250 hộ, Yên Sơn 300 "
         "hộ, Mỹ Trung 240 hộ, Đông Hạ 260 hộ; tổng cộng 1.320 hộ.")  # fmt: skip


@fault(S, "another province", "Nghệ An", wrong="hà tĩnh|tỉnh khác")
def _(m: Made) -> None:
    m.also("leadership", "- UBND xã Cẩm Lĩnh Thượng, tỉnh Nghệ An kiện toàn Ban Chỉ đạo.")


@fault(S, "a number still to come", "KH-UBND", wrong="số|trống")
def _(m: Made) -> None:
    m.cite("…/KH-UBND", "Kế hoạch khu dân cư kiểu mẫu", date(2025, 7, 10), "UBND tỉnh Hà Tĩnh")


@fault(S, "a duty by two days of the month", "vườn mẫu", wrong="25|20")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=6, who="Hội Nông dân xã", text="Số vườn mẫu được công nhận",
        rhythm_words="trước ngày 20 hàng tháng", report_to="UBND xã",
    )  # fmt: skip
    m.also("organisation", "- Hội Nông dân xã báo cáo số vườn mẫu được công nhận về UBND xã trước "
         "ngày 25 hàng tháng.")  # fmt: skip


@fault(S, "one sum entered twice", "Rãnh thoát nước Mỹ Trung", wrong="hai lần|trùng|lặp")
def _(m: Made) -> None:
    for _ in range(2):
        m.money("Rãnh thoát nước Mỹ Trung", 300_000_000, {"commune": 300_000_000})


@fault(S, "one paper entered twice", "Biên bản nghiệm thu rãnh", wrong="hai lần|trùng|còn là số")
def _(m: Made) -> None:
    for code in ("3.1", "6.2"):
        m.paper("Biên bản nghiệm thu rãnh thoát nước", code, number="44/BB-UBND")


@fault(S, "more gardens in a hamlet than in the commune", "vườn mẫu", wrong="30.*22|22.*30")
def _(m: Made) -> None:
    m.enter("thôn 2", "met", "30")


@fault(S, "the hamlet's gardens by words", "Nam Lĩnh", wrong="7")
def _(m: Made) -> None:
    m.also("quality", "- Thôn Nam Lĩnh hiện có 4 vườn mẫu.")


@fault(S, "twice the same target", "tập huấn", wrong="hai lần|trùng|lặp")
def _(m: Made) -> None:
    for _ in range(2):
        m.target("Tổ chức 4 lớp tập huấn kinh tế số", 7, value=Decimal(4), unit_words="lớp",
                 comparator="gte")  # fmt: skip


@fault(S, "given to no name", "Phó Chủ tịch phụ trách", wrong="chưa rõ")
def _(m: Made) -> None:
    m.task("Chấm điểm khu dân cư", 2, "Đồng chí Phó Chủ tịch phụ trách", "tháng 11/2025")


@fault(
    S,
    "from a level that is gone, in words",
    "Hội Nông dân huyện",
    wrong="huyện không còn|cấp huyện",
)
def _(m: Made) -> None:
    m.task("Phối hợp Hội Nông dân huyện mở lớp dạy nghề", 1, "farmers", "tháng 11/2025")


@fault(S, "the last quarter reviewed in October", "tổng kết quý IV", wrong="chưa hết|trước khi")
def _(m: Made) -> None:
    m.task("Tổ chức tổng kết quý IV và cả năm", 8, "culture", "tháng 10/2025")


@fault(S, "a result that speaks of another place", "Bê tông ngõ", wrong="bắc hòa|yên sơn|khác")
def _(m: Made) -> None:
    row = m.task("Bê tông ngõ thôn Bắc Hòa", 3, "economy", "tháng 8/2025")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2025, 8, 25), result="Đã đổ xong 200 m ngõ thôn Yên Sơn"
    )


@fault(S, "a progress of more than all", "cây xanh", wrong="130|quá|100")
def _(m: Made) -> None:
    row = m.task("Trồng cây xanh trục xã", 3, "veterans", "tháng 11/2025")
    Task.objects.filter(pk=row.pk).update(
        state="in_progress", progress="Đã làm được 130% khối lượng"
    )


@fault(S, "money for one house and for all", "9 nhà", wrong="540|450|không khớp")
def _(m: Made) -> None:
    m.task("Xóa 9 nhà tạm, mỗi nhà 60 triệu đồng, tổng 450 triệu đồng", 1, "front",
           "tháng 11/2025")  # fmt: skip


@fault(S, "an age of the set in the text", "giai đoạn 2016-2020", wrong="2016|giai đoạn")
def _(m: Made) -> None:
    m.also("requirements", "- Thực hiện đúng Bộ tiêu chí xã nông thôn mới kiểu mẫu giai đoạn "
         "2016-2020.")  # fmt: skip


@fault(S, "a length in two units", "2,5 km", wrong="250|2.500")
def _(m: Made) -> None:
    m.task("Lát rãnh 2,5 km (250 m) trục thôn Mỹ Trung", 3, "economy", "tháng 11/2025")


@fault(S, "a village recipient of another commune", "Trưởng các xóm", wrong="thôn|xóm")
def _(m: Made) -> None:
    Recipient.objects.create(plan=m.plan, order=7, text="Trưởng các xóm")


@fault(S, "forty and twenty are seventy", "70%", wrong="60|cộng|không khớp")
def _(m: Made) -> None:
    m.also("resources", "- Vốn làm vườn mẫu: nhà nước hỗ trợ 40%, doanh nghiệp 20%, cộng 70%; còn "
         "lại nhân dân.")  # fmt: skip


@fault(S, "the deadline in words of another year", "đường điện", wrong="2024|năm")
def _(m: Made) -> None:
    m.task("Chỉnh trang đường điện, xong trước tháng 12/2024", 3, "economy", "tháng 11/2025")


@fault(
    S, "a paper that came before what it proves", "6.1|phân loại", wrong="2023|ngoài|không thuộc"
)
def _(m: Made) -> None:
    m.paper("Báo cáo phân loại rác quý IV/2022", "6.1", dated_on=date(2023, 1, 5))


@fault(S, "an indicator by a wrong code in the text", "9.4", wrong="không có")
def _(m: Made) -> None:
    m.also("quality", "- Tập trung nâng chỉ tiêu 9.4 về nước thải.")


@fault(S, "the chair is two people", "Chủ tịch UBND xã", wrong="phan trọng bính|chức vụ|danh sách")
def _(m: Made) -> None:
    m.also("implementation", "- Đồng chí Lê Hữu Tình, Chủ tịch UBND xã chỉ đạo chung.")


@fault(S, "a rest that is not", "18 hộ", wrong="không khớp|6|7")
def _(m: Made) -> None:
    m.also("shortcomings", "- Có 18 hộ chăn nuôi gần khu dân cư, đã di dời 11 hộ, còn 6 hộ.")
