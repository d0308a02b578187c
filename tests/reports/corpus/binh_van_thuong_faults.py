"""The faults that are planted in the plan of Bình Vân Thượng."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline, Result
from evidence.papers.models import Proof
from tasks.models import (
    Citation,
    Plan,
    Recipient,
    Supervision,
    Task,
)
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body


@fault(9, "leader gone since last year", "Phùng Minh Sơn", wrong="thôi|không còn|hết|nghỉ")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=4).update(
        official=m.people["left"]
    )


@fault(9, "no leader", "Giảm nghèo", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=7).delete()


@fault(9, "unmet, its work stopped", "8.2|Chuyển đổi số", wrong="(không|chưa) có|dừng|không còn")
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=8).update(state="cancelled")


@fault(9, "task of a village without its criterion, unowned", "Làm đoạn đường nở hoa",
       wrong="giao|chủ trì|người")  # fmt: skip
def _(m: Made) -> None:
    m.task("Làm đoạn đường nở hoa", 0, None, "tháng 9/2026", unit=m.villages["Tân Hợp 2"])


@fault(9, "led by a person and by a body", "Sửa đập Nà Lốc", wrong="chủ trì")
def _(m: Made) -> None:
    m.give(m.task("Sửa đập Nà Lốc", 2, "land", "tháng 10/2026"), "farmers")


@fault(9, "given name with a kin word and village", "nuôi ong", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Mở rộng tổ hợp tác nuôi ong", 3, "chú Páo xóm Pác Máng", "tháng 10/2026")


@fault(9, "owner in the words of the law", "Niêm yết 12 thủ tục", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Niêm yết 12 thủ tục", 8, "Cơ quan có thẩm quyền", "tháng 9/2026")


@fault(9, "two given names with a slash", "Cắm mốc lộ giới", wrong="tên|rõ|vai trò|chủ trì")
def _(m: Made) -> None:
    m.task("Cắm mốc lộ giới", 2, "Kiên/Sinh", "tháng 9/2026")


@fault(9, "department that the commune lacks", "Khảo sát 80 lao động", wrong="rõ|vai trò|không có")
def _(m: Made) -> None:
    m.task("Khảo sát 80 lao động", 4, "Phòng Lao động - Thương binh và Xã hội", "tháng 9/2026")


@fault(9, "district's office to be asked", "Xin giống quế", wrong="huyện")
def _(m: Made) -> None:
    m.task("Xin giống quế của Hạt Kiểm lâm huyện", 3, "economy", "tháng 9/2026")


@fault(9, "deadline a day that is none", "Lát vỉa hè chợ", wrong="hạn|đọc")
def _(m: Made) -> None:
    m.task("Lát vỉa hè chợ", 2, "economy", "trước 31/9/2026")


@fault(9, "done by the next five-year term", "Trồng rừng gỗ lớn 40 ha", wrong="sau|ngoài|năm")
def _(m: Made) -> None:
    m.task("Trồng rừng gỗ lớn 40 ha", 3, "farmers", "đến năm 2030")


@fault(9, "before the window by a month", "Chốt danh sách hộ nghèo", wrong="trước|ngoài")
def _(m: Made) -> None:
    m.task("Chốt danh sách hộ nghèo", 7, "social", "trước ngày 15/01/2026")


@fault(9, "after the village's target day", "Lát gạch sân nhà văn hóa", wrong="sau|ngoài|15/8|hạn")
def _(m: Made) -> None:
    m.village.target_on = date(2026, 10, 15)
    m.village.save()
    row = m.task("Lát gạch sân nhà văn hóa", 0, "front", "trước 20/11/2026",
                 unit=m.villages["Đồng Bầu"])  # fmt: skip
    Task.objects.filter(pk=row.pk).update(
        assessment=m.village, criterion=m.village_set.criteria.get(number=1)
    )


@fault(9, "one work, two deadlines, in other order", "rãnh thoát nước", wrong="hạn|trùng|hai|lặp")
def _(m: Made) -> None:
    m.task("Xây 600 m rãnh thoát nước xóm Vân Lăng", 2, "economy", "tháng 9/2026")
    m.task("Rãnh thoát nước xóm Vân Lăng: xây 600 m", 2, "economy", "tháng 11/2026")


@fault(9, "text orders a day before the deadline", "Nộp phiếu điều tra", wrong="hạn|05/9|khác")
def _(m: Made) -> None:
    m.task("Nộp phiếu điều tra về Phòng Kinh tế chậm nhất ngày 05/9/2026", 3, "farmers",
           "trong tháng 10/2026")  # fmt: skip


@fault(9, "criterion number beyond the set", "tiêu chí số 13", wrong="13")
def _(m: Made) -> None:
    m.text("notes", "- Riêng tiêu chí số 13 giao Phòng Kinh tế theo dõi, đôn đốc.")


@fault(9, "goal counts 19 criteria, the set has ten", "19/19", wrong="19|10")
def _(m: Made) -> None:
    m.text("goals", "Phấn đấu hết năm 2026 xã Bình Vân Thượng đạt 19/19 tiêu chí.")


@fault(9, "name of the criterion shortened wrongly", "Kinh tế và lao động", wrong="tên|khác|lệch")
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion=m.criterion(3)).update(
        label="Kinh tế và lao động"
    )


@fault(9, "met above the most", "7.1", wrong="mức|cao|vượt|không khớp")
def _(m: Made) -> None:
    m.enter("7.1", "met", "9.1")


@fault(9, "claimed as by five of seven, below", "5.1", wrong="mức|thấp|không khớp")
def _(m: Made) -> None:
    m.enter("5.1", "met", "5", denominator=Decimal(7))


@fault(9, "percent with the comma lost", "6.5", wrong="100|lớn|vượt|không thể")
def _(m: Made) -> None:
    m.enter("6.5", "met", "930")


@fault(9, "figure dated after today", "2.6", wrong="sau|tương lai|chưa|không thuộc")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["2.6"].pk).update(as_of=date(2026, 10, 31))


@fault(9, "met and no value", "3.1", wrong="số liệu|giá trị|chưa có số|thiếu")
def _(m: Made) -> None:
    m.enter("3.1", "met", None)


@fault(9, "met without paper", "10.2", wrong="minh chứng|giấy tờ|văn bản")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["10.2"]).delete()


@fault(9, "photo taken before the period", "Ảnh chụp đường liên xóm", wrong="cũ|trước|ngoài|2023")
def _(m: Made) -> None:
    m.paper("Ảnh chụp đường liên xóm", "2.1", number="", dated_on=date(2023, 3, 3))


@fault(9, "the same paper for what is met and not", "Biểu thống kê môi trường",
       wrong="mâu thuẫn|cả|trái")  # fmt: skip
def _(m: Made) -> None:
    row = m.paper("Biểu thống kê môi trường", "6.5")
    Proof.objects.create(evidence=row, result=m.results["6.2"])


@fault(9, "paper with another figure than the result", "94,1%", wrong="94,1|96,3|khác|lệch")
def _(m: Made) -> None:
    m.paper("Báo cáo bao phủ: tỷ lệ dân số tham gia bảo hiểm y tế đạt 94,1%", "5.4")


@fault(9, "number given to two papers", "208/BC-UBND", wrong="208/bc-ubnd")
def _(m: Made) -> None:
    for title in ("Báo cáo bình xét xóm văn hóa", "Báo cáo rà soát nhà ở"):
        m.paper(title, "2.6", number="208/BC-UBND", dated_on=date(2026, 6, 2))


@fault(9, "parts short of the total by a digit", "Trường Bình Vân", wrong="lệch|khớp|cộng|thiếu")
def _(m: Made) -> None:
    m.money("Sửa 4 phòng học Trường Bình Vân", 1_260_000_000,
            {"province": 900_000_000, "commune": 300_000_000, "people": 6_000_000})  # fmt: skip


@fault(9, "sum without any source", "Mua 12 camera", wrong="nguồn")
def _(m: Made) -> None:
    m.money("Mua 12 camera", 96_000_000, {})


@fault(9, "mobilised sum without its day", "Ủng hộ quỹ vì người nghèo", wrong="ngày|thời điểm")
def _(m: Made) -> None:
    m.money("Ủng hộ quỹ vì người nghèo", 41_000_000, {"people": 41_000_000}, stage="mobilised")


@fault(9, "district's share after the districts ended", "Kênh Khuân Lân", wrong="huyện")
def _(m: Made) -> None:
    m.money("Kênh Khuân Lân", 500_000_000, {"district": 300_000_000, "commune": 200_000_000})


@fault(9, "cited under a number that is a date", "12/3/2026", wrong="số|ký hiệu")
def _(m: Made) -> None:
    m.cite("12/3/2026", "Kết luận của Thường trực Đảng ủy", date(2026, 3, 12), "Đảng ủy xã")


@fault(9, "programme of the period before", "1719/QĐ-TTg", wrong="2021|2025|giai đoạn|hết")
def _(m: Made) -> None:
    m.cite("1719/QĐ-TTg", "Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng "
           "bào dân tộc thiểu số và miền núi giai đoạn 2021 - 2025", date(2021, 10, 14),
           "Thủ tướng Chính phủ")  # fmt: skip


@fault(9, "cited with neither number nor day", "Hướng dẫn của Sở", wrong="số|ngày")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=25, title="Hướng dẫn của Sở Nông nghiệp và Môi "
                            "trường về hồ sơ minh chứng")  # fmt: skip


@fault(9, "plan without signatory", wrong="người ký")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="")


@fault(9, "target without its measure", "đường hoa đạt 75", wrong="đơn vị")
def _(m: Made) -> None:
    m.target("Tỷ lệ đường hoa đạt 75", 6, comparator="gte", value=Decimal(75))


@fault(9, "target below the level of the unmet", "định danh mức 2 đạt 80%", wrong="thấp|dưới|mức")
def _(m: Made) -> None:
    m.target("Tỷ lệ định danh mức 2 đạt 80%", 8, comparator="gte", unit_words="%",
             indicator=m.results["8.2"].indicator, value=Decimal(80))  # fmt: skip


@fault(9, "target's words and figure differ", "hộ nghèo còn 4%", wrong="4|5|khác|lệch")
def _(m: Made) -> None:
    m.target("Giảm hộ nghèo còn 4%", 7, comparator="lte", unit_words="%",
             indicator=m.results["7.1"].indicator, value=Decimal(5))  # fmt: skip


@fault(
    9, "unknown standing of a criterion", "tiêu chí 4|nguồn nhân lực", wrong="chưa rõ|hiện trạng"
)
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion=m.criterion(4)).update(
        state="unknown"
    )
    m.enter("4.1", "not_yet", None, as_of=None, source="")


@fault(9, "culture hall missing in one hamlet, all claimed", "Đồng Bầu", "2.3",
       wrong="nhà văn hóa")  # fmt: skip
def _(m: Made) -> None:
    m.enter("thôn 1.1", "not_met")


@fault(9, "hamlet of the old commune's name", "Tân Hợp 3", wrong="tân hợp 3")
def _(m: Made) -> None:
    m.task("Kéo 800 m đường điện vào xóm Tân Hợp 3", 2, "land", "tháng 10/2026")


@fault(9, "count of hamlets", "9/9 xóm", wrong="9|7")
def _(m: Made) -> None:
    m.text("requirements", "- 9/9 xóm phải tổ chức họp dân trước khi triển khai.")


@fault(9, "three sums of households", "Xóa nhà dột nát", wrong="45|còn|khớp|cộng")
def _(m: Made) -> None:
    m.task("Xóa nhà dột nát: tổng 45 nhà, đã khởi công 30 nhà, chưa khởi công 20 nhà", 7, "front",
           "tháng 11/2026")  # fmt: skip


@fault(9, "acts before the founding", "Ban vận động hiến đất", wrong="trước|thành lập")
def _(m: Made) -> None:
    body = Body.objects.create(unit=m.unit, name="Ban vận động hiến đất xã")
    m.task("Kiện toàn Ban vận động hiến đất xã", 2, "front", "trong tháng 10/2026")
    row = m.task("Họp dân, ký cam kết mở đường", 2, None, "tháng 5/2026")
    row.assignments.create(kind="lead", body=body)


@fault(9, "monthly work that nobody reports", "Phun khử khuẩn", wrong="báo cáo")
def _(m: Made) -> None:
    m.task("Phun khử khuẩn chuồng trại", 6, "farmers", "định kỳ mỗi tháng 01 lần")


@fault(9, "done in words of work to come", "Nghiệm thu cầu treo", wrong="chưa|còn|xong|đang")
def _(m: Made) -> None:
    row = m.task("Nghiệm thu cầu treo", 2, "economy", "tháng 8/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2026, 8, 20), result="Nhà thầu sẽ hoàn thiện lan can trong "
        "tháng 9"
    )  # fmt: skip


@fault(9, "recipient of a dissolved level", "nơi nhận", wrong="huyện")
def _(m: Made) -> None:
    Recipient.objects.create(plan=m.plan, order=7, text="Thường trực Huyện ủy (b/c)")


@fault(9, "paid more than planned", "Cổng chào xã", wrong="vượt|lớn|giải ngân|dự kiến")
def _(m: Made) -> None:
    m.money("Cổng chào xã", 150_000_000, {"commune": 150_000_000})
    m.money("Cổng chào xã", 210_000_000, {"commune": 210_000_000}, stage="paid",
            as_of=date(2026, 7, 31))  # fmt: skip


@fault(9, "neighbour's village board leads", "Chăm sóc vườn thuốc nam", wrong="khác|không thuộc|xã")
def _(m: Made) -> None:
    other = make.make_unit("commune", "Bình Vân Hạ", m.unit.parent)
    village = make.make_unit("village", "Nà Mạ", other)
    body = Body.objects.create(unit=village, name="Ban phát triển xóm Nà Mạ")
    m.task("Chăm sóc vườn thuốc nam", 5, None, "tháng 9/2026").assignments.create(
        kind="lead", body=body
    )
