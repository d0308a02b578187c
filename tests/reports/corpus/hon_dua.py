"""Hòn Dứa, Khánh Hòa, a coastal ward merged in 2025, under the set of 2026: the plan of 2026."""

from datetime import date
from decimal import Decimal

from criteria.models import Result
from evidence.papers.models import Evidence, Proof
from tasks.models import Assignment, Citation, Plan, Recipient, ReportingDuty, Task
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y
from villages.enums import Role
from villages.models import Body

SPEC = Spec(
    "Khánh Hòa", "", "Hòn Dứa", "tổ dân phố",
    ["Bình Ba", "Ngọc Diêm", "Tân Hải", "Xóm Cồn", "Phú Thọ 2"],
    2026, date(2026, 10, 12),
    {
        "chair": ("Đặng Ngọc Trảng", "Chủ tịch UBND phường"),
        "vice": ("Lê Thị Mỹ Duyên", "Phó Chủ tịch UBND phường"),
        "land": ("Nguyễn Hữu Kỳ Anh", "Chuyên viên Phòng Kinh tế, Hạ tầng và Đô thị"),
        "culture": ("Cao Xuân Thái", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Bùi Thị Kim Thoa", "Trưởng Trạm Y tế phường"),
        "border": ("Mai Xuân Đạt", "Chính trị viên Đồn Biên phòng"),
        "left": ("Phan Thanh Liêm", "Nguyên chuyên viên"),
    },
    {"women": "Hội Liên hiệp Phụ nữ phường", "veterans": "Hội Cựu chiến binh phường",
     "farmers": "Hội Nông dân phường", "front": "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
     "economy": "Phòng Kinh tế, Hạ tầng và Đô thị", "centre": "Trung tâm Phục vụ hành chính công",
     "port": "Ban Quản lý Cảng cá Hòn Dứa"},
    "QĐ 51/2025/QĐ-TTg", "DHNTB", level="phường", tier="NTM", second=6,
    window="từ tháng 3/2026 đến hết ngày 15/12/2026",
    target=("Có thêm 1 sản phẩm OCOP", 3, "sản phẩm"),
    criteria=[
        (1, "Quy hoạch", [("1.1", "Có quy hoạch chung được phê duyệt", Y, "", "", "")]),
        (2, "Hạ tầng kinh tế - xã hội", [
            ("2.1", "Tỷ lệ đường phường quản lý đạt chuẩn", P, "%", "gte", "90"),
            ("2.4", "Tỷ lệ tổ dân phố có nhà văn hóa, khu thể thao", P, "%", "gte", "100")]),
        (3, "Phát triển kinh tế nông thôn", [
            ("3.1", "Tốc độ tăng thu nhập bình quân đầu người", P, "%/năm", "gte", "9.5"),
            ("3.6", "Có hợp tác xã hoạt động hiệu quả", Y, "", "", ""),
            ("3.8", "Số sản phẩm OCOP còn hạn công nhận", C, "sản phẩm", "gte", "2")]),
        (4, "Đào tạo nguồn nhân lực nông thôn", [
            ("4.2", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", P, "%", "gte", "35")]),
        (5, "Văn hóa, giáo dục, y tế, môi trường", [
            ("5.3", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "95"),
            ("5.7", "Tỷ lệ rác thải nhựa đại dương được thu gom", P, "%", "gte", "80")]),
        (6, "Nghèo đa chiều và an sinh xã hội", [
            ("6.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "2")]),
        (7, "Chuyển đổi số", [
            ("7.1", "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến", P, "%", "gte", "80")]),
        (8, "Hệ thống chính trị", [("8.1", "Đảng bộ hoàn thành tốt nhiệm vụ", Y, "", "", "")]),
        (9, "Tiếp cận pháp luật", [("9.1", "Đạt chuẩn tiếp cận pháp luật", Y, "", "", "")]),
        (10, "Quốc phòng, an ninh", [
            ("10.1", "Số vụ phạm tội rất nghiêm trọng", N, "vụ", "lte", "0")]),
    ],
    stands={
        "1.1": ("met", None), "2.1": ("met", "92"), "2.4": ("met", "100"), "3.1": ("met", "10.2"),
        "3.6": ("met", None), "3.8": ("not_met", "1"), "4.2": ("met", "38"), "5.3": ("met", "95.4"),
        "5.7": ("not_met", "62"), "6.1": ("met", "1.1"), "7.1": ("not_met", "71"),
        "8.1": ("met", None), "9.1": ("met", None), "10.1": ("met", "0"),
    },
    village_criteria=[
        (1, "Cảnh quan", [("1.1", "Tỷ lệ hẻm được bê tông hóa", P, "%", "gte", "90")]),
        (2, "Nhà văn hóa", [("2.1", "Có nhà văn hóa, khu thể thao", Y, "", "", "")]),
        (3, "Môi trường biển", [("3.1", "Tỷ lệ tàu cá thu gom rác về bờ", P, "%", "gte", "80")]),
    ],
    village_stands={"1.1": ("met", "95"), "2.1": ("met", None), "3.1": ("not_met", "66")},
    work=(
        Work("Nộp hồ sơ đánh giá lại sản phẩm nước mắm, yến sào", 3, "economy", "trước 30/10/2026",
             "3.8", support="farmers"),
        Work("Mô hình ngư dân thu gom rác thải nhựa, đổi rác lấy quà", 5, "women",
             "hết tháng 11/2026", "5.7", support="border"),
        Work("Bố trí 5 điểm hỗ trợ nộp hồ sơ trực tuyến", 7, "centre", "trong tháng 10/2026",
             "7.1"),
        Work("Thả 200.000 con giống tái tạo nguồn lợi thủy sản", 3, "port", "01/11/2026"),
        Work("Tuyên truyền chống khai thác IUU cho 100% chủ tàu", 10, "border", "tháng 11/2026"),
        # Odd to look at, and right.
        Work("Lập biển chỉ dẫn đường Võ Thị Sáu và chợ Phú Thọ", 2, "economy", "tháng 10/2026"),
        Work("Hỗ trợ Trường Tiểu học Nguyễn Văn Trỗi trồng cây phi lao", 5, "veterans",
             "tháng 11/2026"),
        Work("Tổ chức hội thi bơi mừng kỷ niệm 02/4/1975 - 02/4/2026", 5, "culture",
             "trước 02/4/2026", done=date(2026, 3, 30)),
        Work("Lắp 3 camera tại hẻm 12, tổ dân phố Phú Thọ 2", 10, "economy", "20/11/2026",
             village="Phú Thọ 2"),
        Work("Đào tạo nghề cho 120/150 lao động (80%), còn 30 lao động học đợt cuối", 4, "culture",
             "trước ngày 05/12/2026"),
        Work("Nâng tỷ lệ hồ sơ trực tuyến từ 71% lên 85%", 7, "centre", "10/12/2026", "7.1"),
        Work("Hỗ trợ hộ nghèo làm nhà: 02 hộ đợt 1, 03 hộ đợt 2", 6, "front", "tháng 11/2026"),
        Work("Phối hợp với Sở Nông nghiệp và Môi trường, UBND tỉnh quan trắc nước biển ven bờ", 5,
             "economy", "trong tháng 11/2026"),
        Work("Xếp loại đảng viên quý III/2026", 8, "culture", "trước 10/10/2026",
             done=date(2026, 10, 8)),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("achievements", "- Phường được thành lập từ thị trấn Hòn Dứa và xã Ngọc Diêm cũ.\n"
           "- Giai đoạn 2021 - 2025 đạt bình quân 1,2%/năm giảm nghèo.\n"
           "- 4/5 tổ dân phố đạt chuẩn văn hóa, còn 01 tổ dân phố chưa đạt.")  # fmt: skip
    m.cite("51/2025/QĐ-TTg", "Bộ tiêu chí quốc gia về nông thôn mới giai đoạn 2026 - 2030",
           date(2025, 12, 29), "Thủ tướng Chính phủ")  # fmt: skip
    m.cite("52/2026/TT-BTC", "Hướng dẫn nội dung tiêu chí", date(2026, 5, 14), "Bộ Tài chính")
    m.text("notes", "- Nội dung tiêu chí số 3.1, 3.8: Phòng Kinh tế, Hạ tầng và Đô thị tổng hợp.")
    m.money("Kè chắn sóng", 2_320_000_000, {"province": 1_500_000_000, "commune": 820_000_000},
            words="2,32 tỷ đồng")  # fmt: skip
    m.target("Tỷ lệ hồ sơ nộp trực tuyến đạt từ 85% trở lên", 7, comparator="gte",
             indicator=m.results["7.1"].indicator, value=Decimal(85), unit_words="%")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan,
        order=3,
        who="Tổ trưởng tổ dân phố",
        report_to="UBND",
        text="Báo cáo kết quả vận động",
        rhythm_words="ngày 25 hàng tháng",
    )


@fault(5, "work owned by nobody", "Nạo vét cửa lạch", wrong="giao|chủ trì")
def _(m: Made) -> None:
    m.task("Nạo vét cửa lạch", 2, None, "tháng 11/2026")


@fault(5, "several leads, one a person", "Vớt bèo, rác đầm", wrong="chủ trì")
def _(m: Made) -> None:
    made = m.task("Vớt bèo, rác đầm Thủy Triều", 5, "women", "tháng 11/2026")
    m.give(made, "border")


@fault(5, "lead in words: who presides", "Chi bộ + Ban công tác Mặt trận", wrong="rõ|tên|nhiều")
def _(m: Made) -> None:
    m.task("Vận động tháo dỡ lồng bè", 3, "Chi bộ + Ban công tác Mặt trận", "tháng 11/2026")


@fault(5, "lead has left", "Số hóa sổ hộ ngư dân", wrong="thôi|không còn|hết")
def _(m: Made) -> None:
    m.task("Số hóa sổ hộ ngư dân", 7, "left", "tháng 11/2026")


@fault(5, "lead of another commune", "Kiểm định cân chợ", wrong="khác|không thuộc|không còn")
def _(m: Made) -> None:
    other = make.make_unit("commune", "Cam Lập Đông", m.unit.parent)
    made = m.task("Kiểm định cân chợ", 2, None, "tháng 11/2026")
    person = make.make_official(other, Role.OFFICIAL, "Trương Phi Hổ", title="Công chức")
    Assignment.objects.create(task=made, kind="lead", official=person)


@fault(5, "person leads and supports", "Mở lớp dạy bơi", wrong="vừa|hai lần|trùng|phối hợp")
def _(m: Made) -> None:
    made = m.task("Mở lớp dạy bơi", 5, "culture", "tháng 11/2026")
    m.give(made, "culture", "support")


@fault(5, "name spelt otherwise", "Kỳ Ánh", wrong="kỳ anh|kỳ ánh")
def _(m: Made) -> None:
    m.task("Giao đồng chí Nguyễn Hữu Kỳ Ánh đo đạc kè biển", 2, "economy", "tháng 11/2026")


@fault(5, "text gives it to another than the lead", "Cao Xuân Thái", "bản đồ du lịch",
       wrong="khác|chủ trì|giao")  # fmt: skip
def _(m: Made) -> None:
    m.task("Giao đ/c Cao Xuân Thái làm bản đồ du lịch", 3, "health", "tháng 11/2026")


@fault(5, "unknown quarter of the ward", "Đá Bạc", wrong="đá bạc")
def _(m: Made) -> None:
    m.task("Lắp đèn năng lượng mặt trời TDP Đá Bạc", 2, "economy", "tháng 11/2026")


@fault(5, "stale name of another ward", "phường Ba Ngòi", wrong="ba ngòi")
def _(m: Made) -> None:
    m.text("closing", "Trên đây là Kế hoạch năm 2026 của UBND phường Ba Ngòi./.")


@fault(5, "year of another plan", "năm 2025", wrong="2025|năm")
def _(m: Made) -> None:
    m.text("implementation", "- Các phòng chuyên môn hoàn thành chỉ tiêu kế hoạch năm 2025 trước "
           "ngày 15/12/2025.")  # fmt: skip


@fault(5, "no deadline", "Chỉnh trang bến thuyền", wrong="hạn")
def _(m: Made) -> None:
    made = m.task("Chỉnh trang bến thuyền", 2, "port")
    Task.objects.filter(pk=made.pk).update(deadline_words="", starts_on=None, ends_on=None)


@fault(5, "after the target's day", "Gửi hồ sơ đề nghị xét", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.task("Gửi hồ sơ đề nghị xét, công nhận", 0, "vice", "trước ngày 31/01/2027",
           assessment=m.assessment)  # fmt: skip


@fault(5, "deadline of another year", "Kiểm kê tàu cá", wrong="2025|ngoài|trước|năm")
def _(m: Made) -> None:
    m.task("Kiểm kê tàu cá dưới 6 m", 3, "port", "Q3/2025")


@fault(5, "half-read rhythm", "Dọn bãi biển", wrong="hạn|nhịp|đọc")
def _(m: Made) -> None:
    m.task("Dọn bãi biển", 5, "women", "thứ bảy hàng tuần, trừ mùa biển động")


@fault(5, "recurring, nothing reported", "Trực cấp cứu biển", wrong="báo cáo|chưa")
def _(m: Made) -> None:
    m.task("Trực cấp cứu biển", 5, "health", "hàng tháng")


@fault(5, "met by claim, short by figure", "3.1", wrong="mức|thấp|chưa đủ")
def _(m: Made) -> None:
    m.enter("3.1", "met", "7.8")


@fault(5, "not met by claim, reached by figure", "5.7", wrong="mức|đủ")
def _(m: Made) -> None:
    m.enter("5.7", "not_met", "83")


@fault(5, "exactly at a level that rises", "5.3", wrong="năm sau|tăng|2027")
def _(m: Made) -> None:
    m.enter("5.3", "met", "95")
    m.results["5.3"].indicator.levels.create(
        comparator="gte", value=Decimal(98), year_from=2027, confidence="verified", edition=0
    )


@fault(5, "more than there are", "2.4", wrong="lớn|vượt|mẫu|không thể")
def _(m: Made) -> None:
    m.enter("2.4", "met", "6", denominator=Decimal(5))


@fault(5, "figure of a day to come", "4.2", wrong="sau|chưa đến|tương lai|không thuộc")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["4.2"].pk).update(as_of=date(2026, 12, 20))


@fault(5, "target below the level", "bảo hiểm y tế đạt 93%", wrong="thấp|dưới|mức")
def _(m: Made) -> None:
    m.target("Người dân có bảo hiểm y tế đạt 93%", 5, indicator=m.results["5.3"].indicator,
             comparator="gte", value=Decimal(93), unit_words="%")  # fmt: skip


@fault(5, "target's words and figure differ", "lao động qua đào tạo đạt 45%", wrong="45|54|khác")
def _(m: Made) -> None:
    m.target("Tỷ lệ lao động qua đào tạo đạt 45%", 4, indicator=m.results["4.2"].indicator,
             comparator="gte", value=Decimal(54), unit_words="%")  # fmt: skip


@fault(5, "set of another period", "318/QĐ-TTg", wrong="giai đoạn|2021|hết")
def _(m: Made) -> None:
    m.cite("318/QĐ-TTg", "V/v ban hành Bộ tiêu chí quốc gia về xã NTM, xã NTM nâng cao giai đoạn "
           "2021-2025", date(2022, 3, 8), "Thủ tướng Chính phủ")  # fmt: skip


@fault(5, "citation without day and issuer", "27/CT-UBND", wrong="ngày|cơ quan")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=40, number="27/CT-UBND", title="Chỉ thị về IUU")


@fault(5, "paid more than was raised", "Bến cá Tân Hải", wrong="giải ngân|huy động|vượt")
def _(m: Made) -> None:
    for stage, amount in (("mobilised", 640_000_000), ("paid", 700_000_000)):
        m.money("Bến cá Tân Hải", amount, {"province": amount}, stage=stage)


@fault(5, "sum without source", "Sửa chợ Xóm Cồn", wrong="nguồn")
def _(m: Made) -> None:
    m.money("Sửa chợ Xóm Cồn", 75_000_000, {})


@fault(5, "no archive", wrong="lưu")
def _(m: Made) -> None:
    Recipient.objects.filter(plan=m.plan, text__startswith="Lưu").delete()


@fault(5, "nobody signs", wrong="người ký|ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(5, "acts before it is set up", "Tổ đồng quản lý", wrong="trước|thành lập")
def _(m: Made) -> None:
    m.task("Thành lập Tổ đồng quản lý nghề cá ven bờ", 3, "economy", "tháng 12/2026")
    body = Body.objects.create(unit=m.unit, name="Tổ đồng quản lý nghề cá ven bờ")
    made = m.task("Cắm phao phân vùng rạn san hô", 3, None, "tháng 10/2026")
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(5, "two leads in two places", "Trồng rừng ngập mặn", wrong="chủ trì|giao|lặp|trùng")
def _(m: Made) -> None:
    m.task("Trồng rừng ngập mặn ven đầm 2 ha", 5, "farmers", "tháng 11/2026")
    m.task("Trồng 2 ha rừng ngập mặn ven đầm", 5, "veterans", "tháng 11/2026")


@fault(5, "paper of another figure", "Biên bản rà soát hộ nghèo", wrong="3,4")
def _(m: Made) -> None:
    m.paper("Biên bản rà soát hộ nghèo: tỷ lệ nghèo đa chiều 3,4%", "6.1")


@fault(5, "paper without number and day", "Danh sách tổ công nghệ số", wrong="số|ngày")
def _(m: Made) -> None:
    m.paper("Danh sách tổ công nghệ số cộng đồng", "8.1", number="", dated_on=None)


@fault(5, "paper of a year long past", "Báo cáo chất lượng nước năm 2020", wrong="ngoài|kỳ")
def _(m: Made) -> None:
    row = m.paper("Báo cáo chất lượng nước năm 2020", "9.1", dated_on=date(2021, 1, 5))
    Evidence.objects.filter(pk=row.pk).update(
        period_from=date(2020, 1, 1), period_to=date(2020, 12, 31)
    )


@fault(5, "met without paper", "10.1", wrong="minh chứng|giấy tờ")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["10.1"]).delete()


@fault(5, "counts in a task contradict", "4/9 hẻm", wrong="4/9|còn")
def _(m: Made) -> None:
    m.task("Đã đổ 4/9 hẻm, còn 6 hẻm làm tiếp", 2, "economy", "tháng 11/2026")
