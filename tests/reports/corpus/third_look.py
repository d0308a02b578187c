"""Faults more of the three last communes, as three readers who did not know of each other named
them: the accountant, the officer of the province, the clerk."""

from datetime import date
from decimal import Decimal

from criteria.models import Baseline, Level, Result
from evidence.papers.models import Proof
from tasks.enums import AssignmentKind
from tasks.models import (
    Conclusion,
    Meeting,
    Plan,
    Recipient,
    Target,
    Task,
)
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Unit

P, Q, R = 32, 33, 34


@fault(Q, "a part larger than its whole", "Cầu tràn", wrong="vượt tổng số")
def _(m: Made) -> None:
    m.money("Cầu tràn Khe Khoang", 500_000_000, {"district": 600_000_000})


@fault(P, "a total by sources that are not it", "4,2 tỷ", wrong="4,1|cộng")
def _(m: Made) -> None:
    m.also(
        "achievements",
        "- Tổng vốn đã huy động 4,2 tỷ đồng (ngân sách tỉnh 2,5 tỷ đồng, ngân "
        "sách xã 1 tỷ đồng, doanh nghiệp 600 triệu đồng).",
    )


@fault(
    Q,
    "one work in two sums in two texts",
    "Nhà văn hóa xóm Ba Luồng|nhà văn hóa xóm Ba Luồng",
    wrong="350|530",
)
def _(m: Made) -> None:
    m.also("works", "- Xây nhà văn hóa xóm Ba Luồng, kinh phí 350 triệu đồng.")
    m.also("infrastructure", "- Xây nhà văn hóa xóm Ba Luồng, kinh phí 530 triệu đồng.")


@fault(R, "more land than the work", "2.500 m2", wrong="m2|ha|lớn hơn")
def _(m: Made) -> None:
    m.also("achievements", "- Nhân dân hiến 2.000 m2 đất, trong đó đất vườn 2.500 m2.")


@fault(P, "raised more than it costs", "Cổng chào", wrong="300|250|vượt|lớn hơn|nhiều hơn")
def _(m: Made) -> None:
    m.money("Cổng chào thôn Lò Gốm", 250_000_000, {"people": 250_000_000})
    m.money(
        "Cổng chào thôn Lò Gốm",
        300_000_000,
        {"people": 300_000_000},
        stage="mobilised",
        as_of=date(2026, 8, 30),
    )


@fault(Q, "workdays priced wrongly", "1.200 ngày công", wrong="360|tính ra|không khớp|240")
def _(m: Made) -> None:
    m.also(
        "achievements",
        "- Nhân dân góp 1.200 ngày công, mỗi ngày công 200.000 đồng, trị giá 360 triệu đồng.",
    )


@fault(R, "a tenth of the money", "Kè bến", wrong="85|850")
def _(m: Made) -> None:
    m.money("Kè bến tàu Áng Sỏi", 850_000_000, {"commune": 850_000_000}, words="85 triệu đồng")


@fault(P, "more criteria than the set has", "19/19", wrong="10")
def _(m: Made) -> None:
    m.also("goals", "- Duy trì 19/19 tiêu chí đã đạt.")


@fault(Q, "the same work for two criteria by two days", "mương Bằng Ninh", wrong="hạn")
def _(m: Made) -> None:
    m.task("Kiên cố hóa 400 m mương Bằng Ninh", 3, "farmers", "trước ngày 30/10/2024")
    m.task("Kiên cố hóa 400 m mương Bằng Ninh", 2, "farmers", "trước ngày 15/11/2024")


@fault(R, "met by nothing but words", "1.1|quy hoạch", wrong="minh chứng")
def _(m: Made) -> None:
    Proof.objects.filter(result=m.results["1.1"]).delete()


@fault(
    P, "a level that the year after does not accept", "8.1|nước sạch", wrong="2027|năm sau|sang năm"
)
def _(m: Made) -> None:
    Level.objects.create(
        indicator=m.results["8.1"].indicator,
        comparator="gte",
        value=Decimal(75),
        year_from=2027,
        confidence="verified",
        legal_source="QĐ 41",
    )


@fault(
    Q,
    "a measure without a level",
    "8.2|thiết bị thông minh",
    wrong="mức yêu cầu chưa rõ|chưa rõ mức|mức",
)
def _(m: Made) -> None:
    Level.objects.filter(indicator=m.results["8.2"].indicator).delete()


@fault(
    R,
    "names of criteria that are others'",
    "Xây dựng Đảng|tiêu chí số 9|tiêu chí 9",
    wrong="hệ thống chính trị|bộ ghi",
)
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion__number=9).update(
        label="Xây dựng Đảng, đoàn thể"
    )


@fault(
    P, "judged before anybody could know", "5.2|bảo hiểm y tế", wrong="2024|ngoài kỳ|không thuộc kỳ"
)
def _(m: Made) -> None:
    m.enter("5.2", "met", "95.6", as_of=date(2024, 10, 1))


@fault(Q, "does not apply, and nobody states why", "4.1", wrong="lý do")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["4.1"].pk).update(
        claim="not_applicable", note="Không áp dụng"
    )


@fault(R, "a paper on quite another matter", "tiêm chủng", wrong="khác|không nói|chỉ tiêu|nội dung")
def _(m: Made) -> None:
    m.paper("Báo cáo kết quả tiêm chủng mở rộng", "2.1")


@fault(
    P, "the village's own figure denies the commune's", "Dân Hiệp", wrong="100|khác|trái|trong khi"
)
def _(m: Made) -> None:
    m.village_results["1"].indicator.wording = m.results["2.3"].indicator.wording
    m.village_results["1"].indicator.save()
    m.enter("2.3", "met", "100")
    m.enter("thôn 1", "met", "88")


@fault(Q, "a standing of no day", "hiện trạng|Hiện trạng", wrong="ngày nào|chưa ghi")
def _(m: Made) -> None:
    m.assessment.baseline_on = None
    m.assessment.save()


@fault(R, "a person of another place in charge", "Lê Thị Khách", wrong="chưa rõ người")
def _(m: Made) -> None:
    m.task("Điều tra nguồn lợi thủy sản", 3, "bà Lê Thị Khách", "tháng 10/2026")


@fault(
    P,
    "work of a period, with its end before its start",
    "từ 20/10",
    wrong="trước khi bắt đầu|không đọc",
)
def _(m: Made) -> None:
    m.task("Nạo vét mương, làm từ 20/10/2026 đến 01/10/2026", 2, "economy", "tháng 10/2026")


@fault(
    Q, "a commission of five that counts six", "5 thành viên|05 thành viên", wrong="không khớp|6|kể"
)
def _(m: Made) -> None:
    m.also(
        "leadership",
        "- Kiện toàn Tổ giúp việc gồm 05 thành viên: 1 tổ trưởng, 1 tổ phó, 4 thành viên.",
    )


@fault(Q, "signed by one who left", "Hà Đình Sửu", wrong="chức vụ|không còn")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Hà Đình Sửu")


@fault(R, "a place that is another", "Cát Hải", wrong="đơn vị ban hành|bạch long đông|khác")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(place="Cát Hải")


@fault(P, "a law that was replaced", "77/2015/QH13", wrong="hết hiệu lực|thay")
def _(m: Made) -> None:
    m.cite("77/2015/QH13", "Luật Tổ chức chính quyền địa phương", date(2015, 6, 19), "Quốc hội")


@fault(Q, "cited with two numbers", "36/KH-UBND", wrong="35/kh-ubnd")
def _(m: Made) -> None:
    m.also(
        "organisation",
        "- Báo cáo theo mẫu của Kế hoạch số 36/KH-UBND ngày 22/01/2024 của UBND tỉnh Thái Nguyên.",
    )


@fault(R, "a decision that comes after the plan", "77/QĐ-UBND", wrong="sau kế hoạch")
def _(m: Made) -> None:
    m.cite(
        "77/QĐ-UBND", "Phê duyệt danh mục công trình", date(2026, 8, 3), "UBND thành phố Hải Phòng"
    )


@fault(P, "a meeting without minutes taker", "thư ký", wrong="chưa ghi|thiếu|không có")
def _(m: Made) -> None:
    held = Meeting.objects.get(unit=m.unit)
    Meeting.objects.filter(pk=held.pk).update(secretary=None)
    Conclusion.objects.create(meeting=held, order=4, text="Thống nhất báo cáo tháng 8")


@fault(Q, "done before it was ordered", "Khơi cống", wrong="2023|trước")
def _(m: Made) -> None:
    row = m.task("Khơi cống đường trục xóm Đồng Kem", 2, "veterans", "tháng 4/2024")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2023, 12, 20), result="Đã khơi 14 cống"
    )


@fault(R, "a target that names another criterion", "tiêu chí số 7|tiêu chí 7", wrong="8|khác")
def _(m: Made) -> None:
    m.target("Hoàn thành tiêu chí số 7 về chuyển đổi số", 8)


@fault(P, "leads and supports at once", "Ra quân diệt lăng quăng", wrong="vừa chủ trì")
def _(m: Made) -> None:
    row = m.task("Ra quân diệt lăng quăng", 5, "health", "tháng 10/2026")
    m.give(row, "health", AssignmentKind.SUPPORT)


@fault(Q, "a text with another place's name", "xã Phú Đô", wrong="khác")
def _(m: Made) -> None:
    m.also("outreach", "- UBND xã Phú Đô chỉ đạo phát thanh tuyên truyền 2 buổi/tuần.")


@fault(R, "the year of the plan before, in a text", "2025", wrong="kế hoạch năm 2026|nêu năm 2025")
def _(m: Made) -> None:
    m.also("goals", "- Phấn đấu đến hết năm 2025 có 3/4 thôn đạt chuẩn văn hóa.")


@fault(P, "a quarter and its months", "quý III (tháng 10", wrong="lịch|quý")
def _(m: Made) -> None:
    m.also("works", "- Hoàn thành trong quý III (tháng 10 đến tháng 12).")


@fault(
    Q, "a rhythm on which nobody reported", "Quét dọn đường", wrong="chưa có lần báo cáo|báo cáo"
)
def _(m: Made) -> None:
    m.task("Quét dọn đường xóm", 17, "youth", "hàng tuần")


@fault(
    R,
    "no words on what is to be reached",
    "nâng cao chất lượng|Nâng cao chất lượng",
    wrong="giá trị|thời hạn|đo",
)
def _(m: Made) -> None:
    row = m.target("Nâng cao chất lượng môi trường biển", 8)
    Target.objects.filter(pk=row.pk).update(deadline_words="", ends_on=None)


@fault(P, "an island of a village that has ended", "Suối Cát", wrong="thôi hoạt động|không còn|đã")
def _(m: Made) -> None:
    Unit.objects.create(
        level="village", name="Suối Cát", noun="thôn", parent=m.unit, valid_to=date(2026, 1, 31)
    )
    m.task("Làm hàng rào thôn Suối Cát", 8, "farmers", "tháng 10/2026")


@fault(Q, "sent to nobody who keeps it", "nơi nhận|Nơi nhận", wrong="lưu")
def _(m: Made) -> None:
    Recipient.objects.filter(plan=m.plan, text__startswith="Lưu").delete()


@fault(R, "counts of what is done and left", "14 lồng", wrong="24|không khớp|11")
def _(m: Made) -> None:
    row = Task.objects.get(plan=m.plan, indicator__code="8.4")
    Task.objects.filter(pk=row.pk).update(progress="24 lồng, đã đặt 14 lồng, còn 11 lồng chưa đặt")
