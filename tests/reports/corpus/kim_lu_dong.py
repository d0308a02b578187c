"""Kim Lũ Đông, Quảng Trị, a merged commune of the coast: the issue's own list of faults, once."""

from datetime import date

from criteria.models import Assessment, CriteriaSet, Level
from evidence.papers.models import Proof
from tasks.models import ReportingDuty, Supervision, Task
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import Spec

OF = 36
SPEC = Spec(
    "Quảng Trị", "", "Kim Lũ Đông", "thôn", ["Tân Vịnh", "Hạ Cờ", "Đá Nhảy", "Thanh Gianh"],
    2025, date(2025, 9, 22),
    {
        "chair": ("Đoàn Ngọc Lâm", "Chủ tịch UBND xã"),
        "vice": ("Cao Thị Hải Yến", "Phó Chủ tịch UBND xã"),
        "land": ("Dương Công Hợp", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Từ Thị Minh", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Phan Xuân Hải", "Trưởng Trạm Y tế"),
        "left": ("Mai Đức Nhân", "Nguyên chuyên viên"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã",
     "police": "Công an xã", "economy": "Phòng Kinh tế xã"},
    "QĐ 2186/QĐ-UBND", "BTB",
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.task("Sửa 3 cầu ván qua kênh, đến nay đã xong 1, còn 2 cầu", 2, "land", "trong tháng 11/2025")
    m.task("Mỗi tháng một buổi chiếu phim lưu động ở các thôn", 6, "culture", "trong tháng 11/2025")
    m.money("Mương thoát nước thôn Hạ Cờ", 1_250_000_000,
            {"province": 1_000_000_000, "people": 250_000_000})  # fmt: skip
    m.cite("38/NQ-HĐND", "Nghị quyết về nhiệm vụ năm 2025", date(2025, 7, 10), "HĐND xã Kim Lũ "
           "Đông")  # fmt: skip


@fault(OF, "nobody directs", "19", wrong="chỉ đạo|phụ trách")
def _(m: Made) -> None:
    Supervision.objects.filter(criterion__number=19, assessment=m.assessment).delete()


@fault(OF, "two direct", "6", wrong="hai|2 lãnh đạo|nhiều")
def _(m: Made) -> None:
    Supervision.objects.create(assessment=m.assessment, criterion=m.criterion(6),
                               official=m.people["vice"])  # fmt: skip


@fault(OF, "unmet without work", "18", wrong="chưa đạt|không có việc|chưa có việc")
def _(m: Made) -> None:
    m.enter("18.1", "not_met", "47")


@fault(OF, "done, yet unmet", "Môi trường", wrong="chưa đạt|xong|hoàn thành")
def _(m: Made) -> None:
    Task.objects.filter(pk=m.tasks["waste"].pk).update(
        state="done", done_on=date(2025, 9, 1), result="Đã hướng dẫn"
    )


@fault(OF, "without owner", "Thả cá giống", wrong="ai|chủ trì|người")
def _(m: Made) -> None:
    m.task("Thả cá giống ra đập Khe Nước", 13, None, "trong tháng 10/2025")


@fault(OF, "without deadline", "Dựng panô", wrong="hạn")
def _(m: Made) -> None:
    row = m.task("Dựng panô tuyên truyền ở ngã ba Thanh Gianh", 6, "culture")
    Task.objects.filter(pk=row.pk).update(deadline_words="", ends_on=None, starts_on=None)


@fault(OF, "two leads", "cầu cảng", wrong="chủ trì")
def _(m: Made) -> None:
    m.give(m.task("Dọn rác ven cầu cảng cá", 17, "women", "trong tháng 10/2025"), "youth")


@fault(OF, "given name alone", "Tuyến", wrong="tên")
def _(m: Made) -> None:
    m.task("Theo dõi cấp thẻ bảo hiểm y tế hộ ngư dân", 14, "đồng chí Tuyến", "tháng 10/2025")


@fault(OF, "role without a name", "cán bộ chuyên môn", wrong="tên|ai|vai|chức")
def _(m: Made) -> None:
    m.task("Lập sổ theo dõi nguồn thải", 17, "cán bộ chuyên môn", "tháng 10/2025")


@fault(OF, "after the window", "bến thuyền", wrong="ngoài|sau")
def _(m: Made) -> None:
    m.task("Kè đá bến thuyền Tân Vịnh", 2, "land", "ngày 10/12/2025")


@fault(OF, "before the plan", "Phát tờ rơi", wrong="trước|ngoài")
def _(m: Made) -> None:
    m.task("Phát tờ rơi về sổ sức khỏe", 14, "health", "trước ngày 20/01/2025")


@fault(OF, "after the target date", "Đấu giá", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.task("Đấu giá đất tạo vốn đối ứng", 2, "land", "ngày 29/12/2025")


@fault(OF, "two deadlines of one work", "đèn năng lượng mặt trời", wrong="hạn")
def _(m: Made) -> None:
    m.task("Lắp 40 bóng đèn năng lượng mặt trời thôn Đá Nhảy", 2, "youth", "trong tháng 9/2025")
    m.task("Lắp đặt 40 đèn năng lượng mặt trời ở thôn Đá Nhảy", 2, "youth", "trong quý IV/2025")


@fault(OF, "criterion of another set", "cá khoai", wrong="bộ")
def _(m: Made) -> None:
    other = make.make_set(criteria=1, indicators=1, short_name="Bộ cũ của huyện")
    row = m.task("Đăng ký nhãn hiệu cá khoai", 13, "economy", "trong tháng 10/2025")
    Task.objects.filter(pk=row.pk).update(criterion=other.criteria.get(number=1))


@fault(OF, "code that the set lacks", "17.15", wrong="không có|bộ")
def _(m: Made) -> None:
    m.task("Trồng phi lao chắn cát (chỉ tiêu 17.15)", 17, "youth", "trong tháng 11/2025")


@fault(OF, "other name of a criterion", "Chăm sóc sức khỏe", wrong="tên|y tế")
def _(m: Made) -> None:
    m.also("works", "- Tiêu chí số 14 (Chăm sóc sức khỏe nhân dân): giữ vững kết quả.")


@fault(OF, "met below the level", "14.1", "92", wrong="thấp|dưới|chưa|mức")
def _(m: Made) -> None:
    m.enter("14.1", "met", "92.4")


@fault(OF, "unmet above the level", "2.2", "89", wrong="mức|đạt")
def _(m: Made) -> None:
    m.enter("2.2", "not_met", "89")


@fault(OF, "value without day", "6.2", wrong="ngày")
def _(m: Made) -> None:
    m.enter("6.2", "met", "100", as_of=None)


@fault(OF, "value without source", "17.1", wrong="nguồn")
def _(m: Made) -> None:
    m.enter("17.1", "met", "94", source="")


@fault(OF, "level unknown", "11.1", wrong="chưa rõ mức|mức")
def _(m: Made) -> None:
    Level.objects.filter(indicator=m.results["11.1"].indicator).delete()


@fault(OF, "just reaches a level that rises", "10.1", wrong="2026|năm sau|tăng")
def _(m: Made) -> None:
    m.enter("10.1", "met", "51")
    Level.objects.create(indicator=m.results["10.1"].indicator, comparator="gte", value=55,
                         year_from=2026, confidence="verified")  # fmt: skip


@fault(OF, "met without paper", "15.1", wrong="minh chứng")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["15.1"]).delete()


@fault(OF, "paper of years ago", "đường xã năm 2021", wrong="cũ|ngoài|kỳ|trước")
def _(m: Made) -> None:
    m.paper("Biên bản nghiệm thu đường xã năm 2021", "2.1", dated_on=date(2021, 5, 6),
            period_from=date(2021, 1, 1), period_to=date(2021, 4, 30))  # fmt: skip


@fault(OF, "paper that expired", "OCOP mắm", wrong="hết")
def _(m: Made) -> None:
    m.paper("Giấy chứng nhận OCOP mắm ruốc", "13.1", dated_on=date(2024, 3, 1),
            expires_on=date(2025, 8, 31))  # fmt: skip


@fault(OF, "one paper for a met and an unmet", "Tổng hợp điều tra hộ", wrong="trái|khác|cả")
def _(m: Made) -> None:
    row = m.paper("Tổng hợp điều tra hộ gia đình", "17.1")
    Proof.objects.create(evidence=row, result=m.results["17.2"])


@fault(OF, "money that does not add up", "Nhà lồng chợ", wrong="cộng|khác|lệch")
def _(m: Made) -> None:
    m.money("Nhà lồng chợ Thanh Gianh", 3_000_000_000,
            {"province": 2_000_000_000, "commune": 700_000_000})  # fmt: skip


@fault(OF, "counts that contradict", "nhà vệ sinh", wrong="còn|khớp|cộng|5")
def _(m: Made) -> None:
    m.task("Xây 8 nhà vệ sinh hộ nghèo: đã xong 4/8, còn 5 nhà", 11, "front", "trong tháng 10/2025")


@fault(OF, "village of no list", "Lòi Am", wrong="không|danh")
def _(m: Made) -> None:
    m.task("Nạo vét cống thoát nước thôn Lòi Am", 2, "land", "trong tháng 10/2025")


@fault(OF, "person of no list", "Hoàng Trọng Nghĩa", wrong="không|chưa|danh")
def _(m: Made) -> None:
    m.task("Đồng chí Hoàng Trọng Nghĩa kiểm tra nhà máy nước", 14, "land", "trong tháng 10/2025")


@fault(OF, "cited without number and day", "ngầm hóa", wrong="số|ngày")
def _(m: Made) -> None:
    m.cite("", "Hướng dẫn ngầm hóa cáp viễn thông nông thôn", None, "Sở Xây dựng")


@fault(OF, "no longer in force", "691/QĐ-TTg|1980/QĐ-TTg", wrong="hết|thay|hiệu lực|giai đoạn")
def _(m: Made) -> None:
    m.cite("691/QĐ-TTg", "Quyết định ban hành tiêu chí xã NTM kiểu mẫu giai đoạn 2018-2020",
           date(2018, 6, 5), "Thủ tướng Chính phủ")  # fmt: skip


@fault(OF, "plan without signatory", "ký", wrong="ký")
def _(m: Made) -> None:
    m.plan.refresh_from_db()
    type(m.plan).objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(OF, "target year over", "2024", "Hạ Cờ", wrong="năm|hạn|chưa")
def _(m: Made) -> None:
    judged = CriteriaSet.objects.get(pk=m.village_set.pk)
    made = make.make_assessment(m.villages["Hạ Cờ"], judged, 2024)
    Assessment.objects.filter(pk=made.pk).update(target_on=date(2024, 12, 1))


@fault(OF, "acts before it is set up", "Tổ quản lý bãi tắm", wrong="thành lập")
def _(m: Made) -> None:
    m.task("Tổ quản lý bãi tắm ra quân dọn bãi Đá Nhảy", 17, "Tổ quản lý bãi tắm",
           "trong tháng 9/2025")  # fmt: skip
    m.task("Thành lập Tổ quản lý bãi tắm", 17, "vice", "trong tháng 11/2025")


@fault(OF, "two papers of one number", "88/BB-UBND", wrong="trùng|hai|cùng")
def _(m: Made) -> None:
    for title in ("Biên bản kiểm tra chợ", "Biên bản họp xét hộ nghèo"):
        m.paper(title, "11.1", number="88/BB-UBND", dated_on=date(2025, 6, 3))


@fault(OF, "recurring duty without report", "Kết quả thu gom rác", wrong="báo cáo|kỳ")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=5, who="Các thôn", rhythm_words="hàng tuần",
                                 report_to="Phòng Kinh tế xã",
                                 text="Kết quả thu gom rác")  # fmt: skip


@fault(OF, "names of one body", "BPT|Ban PT|Ban phát triển", wrong="tên|gọi|thống nhất")
def _(m: Made) -> None:
    m.task("Ban quản lý thôn Đá Nhảy làm cổng chào", 6, "Ban quản lý thôn Đá Nhảy", "tháng 10/2025")
    m.task("BPT thôn Đá Nhảy sửa sân bóng", 6, "BPT thôn Đá Nhảy", "tháng 10/2025")


@fault(OF, "work that says nothing", "18.1|Thực hiện và minh chứng", wrong="nội dung|cụ thể|rõ")
def _(m: Made) -> None:
    m.task("Căn cứ hướng dẫn của tỉnh, thực hiện và minh chứng tiêu chí", 15, "culture",
           "trong tháng 10/2025")  # fmt: skip


@fault(OF, "other period in the last words", "2016-2020|2016 - 2020", wrong="giai đoạn|kỳ|năm")
def _(m: Made) -> None:
    m.also("closing", "Đề nghị các ngành thực hiện tốt kế hoạch xây dựng NTM giai đoạn 2016-2020.")


@fault(OF, "slips of the pen", "kiễu mẫu|khẩn trường", wrong="chữ|lỗi|viết|chính tả")
def _(m: Made) -> None:
    m.task("Xây dựng vườn kiễu mẫu, khẩn trường hoàn thành", 17, "farmers", "tháng 10/2025")


@fault(OF, "under the wrong criterion", "trường mầm non|bể rác", wrong="tiêu chí")
def _(m: Made) -> None:
    m.task("Xây bể rác tập trung, thu gom chất thải rắn sinh hoạt", 10, "women", "tháng 10/2025")


@fault(OF, "who hears is not said", "Tiến độ hằng tuần", wrong="ai|nơi nhận|gửi")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=6, who="Ban phát triển các thôn",
                                 rhythm_words="hàng tuần", report_to="",
                                 text="Tiến độ hằng tuần")  # fmt: skip


@fault(OF, "same work twice", "tủ sách", wrong="trùng|lặp|hai")
def _(m: Made) -> None:
    for who in ("culture", "youth"):
        m.task("Mở tủ sách nhà văn hóa thôn Thanh Gianh", 6, who, "trong tháng 10/2025")
