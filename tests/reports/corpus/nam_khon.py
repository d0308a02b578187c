"""Nậm Khòn, Lào Cai, a mountain commune whose villages were merged: the plan of 2025."""

import unicodedata
from datetime import date

from evidence.papers.models import Proof
from tasks.models import (
    Assignment,
    Citation,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Supervision,
    Task,
)
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y
from villages.models import Body, Lineage, Unit

SPEC = Spec(
    "Lào Cai", "", "Nậm Khòn", "bản", ["Nà Lũng", "Khuổi Lếch", "Phiêng Chá", "Sín Pao"],
    2025, date(2025, 10, 6),
    {
        "chair": ("Vàng Seo Lử", "Chủ tịch UBND xã"),
        "vice": ("Hoàng Thị Chiêm", "Phó Chủ tịch UBND xã"),
        "land": ("Lý A Dế", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Sùng Thị Mỷ", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Lò Văn Piệng", "Trạm trưởng Trạm Y tế"),
        "left": ("Giàng Seo Pao", "Nguyên Phó Chủ tịch HĐND xã"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban MTTQ Việt Nam xã",
     "economy": "Phòng Kinh tế xã", "office": "Văn phòng HĐND và UBND xã",
     "military": "Ban Chỉ huy Quân sự xã"},
    "QĐ 1208/QĐ-UBND", "TDMNPB", tier="NTM", second=13,
    criteria=[
        (2, "Giao thông", [
            ("2.1", "Tỷ lệ đường xã được nhựa hóa hoặc bê tông hóa", P, "%", "gte", "100"),
            ("2.3", "Tỷ lệ đường ngõ, xóm sạch, không lầy lội vào mùa mưa", P, "%", "gte", "70")]),
        (3, "Thủy lợi và phòng, chống thiên tai", [
            ("3.1", "Tỷ lệ diện tích đất nông nghiệp được tưới, tiêu chủ động", P, "%", "gte",
             "80")]),
        (4, "Điện", [("4.1", "Tỷ lệ hộ sử dụng điện thường xuyên, an toàn", P, "%", "gte", "95")]),
        (6, "Cơ sở vật chất văn hóa", [
            ("6.3", "Tỷ lệ thôn, bản có nhà văn hóa hoặc nơi sinh hoạt cộng đồng", P, "%", "gte",
             "100")]),
        (9, "Nhà ở dân cư", [("9.1", "Nhà tạm, dột nát", C, "nhà", "lte", "0")]),
        (10, "Thu nhập", [("10.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm",
                           "gte", "39")]),
        (11, "Nghèo đa chiều", [("11.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "13")]),
        (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
            ("13.1", "Có hợp tác xã hoạt động theo Luật Hợp tác xã", Y, "", "", ""),
            ("13.4", "Có kế hoạch, tổ khuyến nông cộng đồng hoạt động", Y, "", "", "")]),
        (14, "Giáo dục và Đào tạo", [
            ("14.2", "Tỷ lệ học sinh tốt nghiệp THCS được tiếp tục học", P, "%", "gte", "70")]),
        (15, "Y tế", [
            ("15.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "90"),
            ("15.3", "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi", P, "%", "lte",
             "26.5")]),
        (17, "Môi trường và an toàn thực phẩm", [
            ("17.1", "Tỷ lệ hộ dùng nước hợp vệ sinh", P, "%", "gte", "90"),
            ("17.8", "Tỷ lệ hộ có nhà tiêu, bể chứa nước hợp vệ sinh", P, "%", "gte", "70")]),
        (18, "Hệ thống chính trị và tiếp cận pháp luật", [
            ("18.1", "Cán bộ, công chức xã đạt chuẩn", Y, "", "", "")]),
        (19, "Quốc phòng và An ninh", [
            ("19.1", "Hoàn thành các chỉ tiêu quân sự, quốc phòng", Y, "", "", "")]),
    ],
    stands={
        "2.1": ("met", "100"), "2.3": ("met", "72"), "3.1": ("met", "83.5"), "4.1": ("met", "97"),
        "6.3": ("not_met", "75"), "9.1": ("not_met", "14"), "10.1": ("met", "41.2"),
        "11.1": ("met", "11.8"), "13.1": ("met", None), "13.4": ("met", None),
        "14.2": ("met", "81"), "15.1": ("met", "97.3"), "15.3": ("met", "22.4"),
        "17.1": ("met", "92"), "17.8": ("not_met", "58"), "18.1": ("met", None),
        "19.1": ("met", None),
    },
    village_criteria=[
        (1, "Giao thông", [("1", "Tỷ lệ đường nội bản được cứng hóa", P, "%", "gte", "50")]),
        (2, "Nhà văn hóa", [("2", "Bản có nhà văn hóa hoặc nơi sinh hoạt cộng đồng", Y, "", "",
                             "")]),
        (3, "Vệ sinh", [("3", "Tỷ lệ hộ có nhà tiêu hợp vệ sinh", P, "%", "gte", "70")]),
    ],
    work=(
        Work("Xây nhà sinh hoạt cộng đồng bản Sín Pao", 6, "economy", "trong tháng 11/2025", "6.3",
             village="Sín Pao"),
        Work("Xóa 14 nhà tạm, nhà dột nát", 9, "front", "trước ngày 30/11/2025", "9.1",
             support="military"),
        Work("Vận động làm nhà tiêu 2 ngăn", 17, "women", "hết tháng 10/2025", "17.8",
             support="health"),
        Work("Tuyên truyền đồng bào Mông, Dao không thả rông gia súc", 17, "farmers",
             "tháng 11/2025"),
        # Odd to look at, and right.
        Work("Nắm số liệu hộ nghèo sau sáp nhập bản (trước đây là 02 bản)", 11, "culture",
             "tháng 4/2025", done=date(2025, 4, 25)),
        Work("Đ/c Mỷ - Phòng VH-XH: rà soát trẻ bỏ học giữa chừng", 14, "culture", "tháng 10/2025"),
        Work("Mở mới 1,8 km đường bản Phiêng Chá đi Khuổi Lếch", 2, "land", "tháng 10/2025"),
        Work("Trồng 30 ha quế (đạt 120% kế hoạch huyện giao năm 2024)", 13, "farmers",
             "tháng 8/2025", done=date(2025, 8, 20)),
        Work("Tiếp nhận máy lọc nước do Công ty Apatit Việt Nam tài trợ", 17, "office",
             "trước 20/11/2025"),
        Work("Sửa 3 phai tạm, 2 đập dâng tại khu vực Tả Van Chư", 3, "land", "quý III/2025",
             done=date(2025, 9, 12)),
        Work("Tổ khuyến nông cộng đồng hướng dẫn ghép lê VH6", 13, "economy", "tháng 10/2025"),
        Work("Đến 30/9 đã xóa 26/40 nhà tạm (65%), còn 14 nhà", 9, "front", "tháng 11/2025"),
        Work("Huấn luyện dân quân năm thứ nhất theo Chỉ thị của Bộ Tư lệnh Quân khu 2", 19,
             "military", "tháng 10/2025"),
        Work("Diễn tập phòng thủ dân sự, cứu hộ sạt lở", 3, "military", "từ 01/10 đến 15/10/2025"),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right; two villages became one before."""
    for name in ("Nà Tông", "Lũng Vài"):
        old = make.make_unit("village", name, m.unit, noun="bản")
        Unit.objects.filter(pk=old.pk).update(valid_to=date(2025, 2, 28))
        Lineage.objects.create(
            kind="merge", predecessor=old, successor=m.villages["Nà Lũng"],
            happened_on=date(2025, 3, 1), act="NQ 07/NQ-HĐND",
        )  # fmt: skip
    m.text("achievements", "- Sáp nhập bản Nà Tông và bản Lũng Vài thành bản Nà Lũng.\n"
           "- Năm 2024 toàn xã có 7 bản; nay còn 4 bản.")  # fmt: skip
    m.cite("1678/NQ-UBTVQH15", "Sắp xếp các đơn vị hành chính cấp xã", date(2025, 6, 16),
           "Ủy ban Thường vụ Quốc hội")  # fmt: skip
    m.money("Xóa nhà tạm", 840_000_000, {"central": 560_000_000, "people": 280_000_000},
            words="840 triệu đồng")  # fmt: skip
    made = m.task("Phát thanh tiếng Mông, tiếng Dao", 18, "culture", "hàng tuần")
    Task.objects.filter(pk=made.pk).update(state="in_progress", progress="Đã phát 4 kỳ")


@fault(4, "two leaders of one criterion", "Giáo dục và Đào tạo|tiêu chí 14",
       wrong="lãnh đạo")  # fmt: skip
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(14), official=m.people["chair"]
    )


@fault(4, "leader who has left", "Giàng Seo Pao", wrong="thôi|không còn|hết")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=4).update(
        official=m.people["left"]
    )


@fault(4, "ended village in a task", "Nà Tông", wrong="không còn|sáp nhập|thôi")
def _(m: Made) -> None:
    m.task("Kéo điện sinh hoạt cho 12 hộ bản Nà Tông", 4, "land", "tháng 11/2025")


@fault(4, "lead is a body of an ended village", "đường ống nước đầu nguồn",
       wrong="không còn|sáp nhập|ngừng|thôi")  # fmt: skip
def _(m: Made) -> None:
    body = Body.objects.create(
        unit=Unit.objects.get(name="Lũng Vài"), name="Ban quản lý nước bản Lũng Vài"
    )
    made = m.task("Sửa đường ống nước đầu nguồn", 17, None, "tháng 10/2025")
    Assignment.objects.create(task=made, kind="lead", body=body)


@fault(4, "body of a level that is no more", "Phối hợp với Phòng NN",
       wrong="huyện|không còn")  # fmt: skip
def _(m: Made) -> None:
    m.task("Phối hợp với Phòng NN&PTNT huyện cấp giống ngô", 13, "economy", "tháng 11/2025")


@fault(4, "district among the recipients", "nơi nhận", wrong="huyện")
def _(m: Made) -> None:
    Recipient.objects.create(plan=m.plan, order=9, text="VPĐP NTM huyện (để b/c)")


@fault(4, "district pays", "Cầu treo Phiêng Chá", wrong="huyện|không còn")
def _(m: Made) -> None:
    m.money("Cầu treo Phiêng Chá", 900_000_000, {"district": 600_000_000, "people": 300_000_000})


@fault(4, "village in decomposed letters, unknown", "Pắc Ngàm", wrong="pắc ngàm")
def _(m: Made) -> None:
    words = unicodedata.normalize("NFD", "Làm đường nội đồng bản Pắc Ngàm")
    m.task(words, 2, "land", "tháng 10/2025")


@fault(4, "village named that the row does not serve", "San gạt mặt bằng", wrong="khác|sín pao")
def _(m: Made) -> None:
    m.task("San gạt mặt bằng nhà văn hóa bản Sín Pao", 6, "land", "tháng 10/2025",
           unit=m.villages["Khuổi Lếch"])  # fmt: skip


@fault(4, "number of villages unlike the register", "7/7 bản", wrong="7|4")
def _(m: Made) -> None:
    m.text("goals", "Phấn đấu năm 2025 có 7/7 bản có nhà văn hóa.")


@fault(4, "lead by given name of a person two could be", "anh Páo", wrong="tên|rõ")
def _(m: Made) -> None:
    m.task("Vận động di dời 5 hộ khỏi vùng sạt lở", 3, "anh Páo", "tháng 10/2025")


@fault(4, "lead by office alone", "Cán bộ địa chính", wrong="rõ|vai trò")
def _(m: Made) -> None:
    m.task("Đo đạc đất làm sân thể thao", 6, "Cán bộ địa chính", "tháng 10/2025")


@fault(4, "only a village supports", "Dọn cỏ kênh mương", wrong="chủ trì|giao")
def _(m: Made) -> None:
    m.give(m.task("Dọn cỏ kênh mương", 3, None, "tháng 10/2025"), "các hộ dân", "support")


@fault(4, "impossible day", "Cấp thẻ BHYT cho hộ cận nghèo", wrong="đọc|hạn")
def _(m: Made) -> None:
    m.task("Cấp thẻ BHYT cho hộ cận nghèo", 15, "health", "trước 31/11/2025")


@fault(4, "deadline by a harvest", "Chuyển đổi 10 ha lúa nương", wrong="đọc|hạn")
def _(m: Made) -> None:
    m.task("Chuyển đổi 10 ha lúa nương", 13, "farmers", "sau khi thu hoạch vụ mùa")


@fault(4, "before the window by the lunar feast", "Kiểm tra phòng cháy rừng",
       wrong="trước|ngoài|hạn")  # fmt: skip
def _(m: Made) -> None:
    m.task("Kiểm tra phòng cháy rừng", 17, "military", "trước Tết Nguyên đán Ất Tỵ 2025")


@fault(4, "window that begins in another year", "Rà soát hiện trạng", wrong="năm|ngoài|2023")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=4, text="Rà soát hiện trạng",
                              deadline_words="từ tháng 2/2023 đến tháng 4/2023")  # fmt: skip


@fault(4, "met without paper", "19.1", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["19.1"]).delete()


@fault(4, "share typed as a fraction", "15.1", wrong="mức|0,97|thấp|tỷ lệ")
def _(m: Made) -> None:
    m.enter("15.1", "met", "0.973")


@fault(4, "income in thousands", "10.1", wrong="41.200|lớn|đơn vị|bất thường")
def _(m: Made) -> None:
    m.enter("10.1", "met", "41200")


@fault(4, "met above the most", "15.3", wrong="mức|cao|không khớp")
def _(m: Made) -> None:
    m.enter("15.3", "met", "31")


@fault(4, "figure of before the merger's year", "3.1", wrong="cũ|trước|2021|ngoài")
def _(m: Made) -> None:
    m.enter("3.1", "met", "83.5", as_of=date(2021, 12, 31))


@fault(4, "figure without source or day", "14.2", wrong="nguồn|ngày|thời điểm")
def _(m: Made) -> None:
    m.enter("14.2", "met", "81", as_of=None, source="")


@fault(4, "village unmet, commune met, by wording", "6.3", "Nà Lũng",
       wrong="nà lũng")  # fmt: skip
def _(m: Made) -> None:
    m.enter("6.3", "met", "100")
    m.enter("thôn 2", "not_met")


@fault(4, "unmet criterion without work", "Nghèo đa chiều", wrong="không có")
def _(m: Made) -> None:
    m.enter("11.1", "not_met", "16.4")
    Task.objects.filter(plan=m.plan, criterion__number=11).delete()


@fault(4, "code that the set lacks", "13.6", wrong="13\\.6")
def _(m: Made) -> None:
    m.task("Thực hiện CT 13.6: sơ chế, bảo quản nông sản", 13, "farmers", "tháng 10/2025")


@fault(4, "one paper under two numbers", "Biên bản nghiệm thu nhà", wrong="số|trùng|hai")
def _(m: Made) -> None:
    for title in ("Biên bản nghiệm thu nhà văn hóa", "Biên bản nghiệm thu nhà hộ Lý A Sèng"):
        m.paper(title, "4.1", number="15/BB-UBND", dated_on=date(2025, 7, 15))


@fault(4, "paper of the future", "Danh sách hộ được hỗ trợ", wrong="sau|tương lai|chưa")
def _(m: Made) -> None:
    m.paper("Danh sách hộ được hỗ trợ", "17.1", dated_on=date(2025, 12, 5))


@fault(4, "citation without number", "Kế hoạch của Tỉnh ủy", wrong="số")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=31, title="Kế hoạch của Tỉnh ủy về xóa nhà tạm",
                            dated_on=date(2025, 1, 9), issuer="Tỉnh ủy Lào Cai")  # fmt: skip


@fault(4, "citation dated after the plan's year", "201/KH-UBND", wrong="sau|ngày|chưa")
def _(m: Made) -> None:
    m.cite("201/KH-UBND", "Kế hoạch giảm nghèo", date(2026, 5, 3), "UBND tỉnh Lào Cai")


@fault(4, "parts do not make the total", "Lưới điện bản Sín Pao", wrong="lệch|khớp|cộng|thiếu")
def _(m: Made) -> None:
    m.money("Lưới điện bản Sín Pao", 2_150_000_000,
            {"central": 1_500_000_000, "province": 500_000_000, "people": 15_000_000})  # fmt: skip


@fault(4, "duty whom nobody has", "Báo cáo tiến độ xóa nhà tạm", wrong="ai|giao|người")
def _(m: Made) -> None:
    ReportingDuty.objects.create(plan=m.plan, order=6, text="Báo cáo tiến độ xóa nhà tạm",
                                 rhythm_words="hàng tuần", report_to="BCĐ xã")  # fmt: skip


@fault(4, "criterion called unmet that the record has as met", "tiêu chí số 18",
       wrong="18|đạt")  # fmt: skip
def _(m: Made) -> None:
    m.text("shortcomings", "- Tiêu chí số 18 (Hệ thống chính trị và tiếp cận pháp luật) chưa đạt.")


@fault(4, "done, and yet to do", "Đổ bê tông 700 m", wrong="chưa|còn|xong|%")
def _(m: Made) -> None:
    made = m.task("Đổ bê tông 700 m đường Khuổi Lếch", 2, "land", "tháng 9/2025")
    Task.objects.filter(pk=made.pk).update(
        state="done", done_on=date(2025, 9, 28), result="Đã đổ 450/700 m, còn 250 m chưa đổ"
    )


@fault(4, "proof of met and unmet", "Sổ theo dõi công trình vệ sinh", wrong="mâu thuẫn|cả|trái")
def _(m: Made) -> None:
    row = m.paper("Sổ theo dõi công trình vệ sinh", "17.1")
    Proof.objects.create(evidence=row, result=m.results["17.8"])


@fault(4, "level unknown", "2.3", wrong="mức")
def _(m: Made) -> None:
    m.results["2.3"].indicator.levels.all().delete()
