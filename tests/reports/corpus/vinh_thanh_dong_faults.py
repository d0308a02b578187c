"""The faults that are planted in the plan of Vĩnh Thạnh Đông, most of new kinds."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from criteria.models import Baseline
from evidence.papers.models import Evidence, Proof
from tasks.models import (
    Attendance,
    Conclusion,
    Meeting,
    Plan,
    PlanWindow,
    ReportingDuty,
    Supervision,
    Task,
)
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Posting, Unit

OF = 14
HELD = date(2026, 8, 20)
CLOSED = datetime(2026, 8, 20, 11, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@fault(OF, "two leaders", "Nghèo đa chiều", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.create(
        assessment=m.assessment, criterion=m.criterion(11), official=m.people["vice"]
    )


@fault(OF, "parts short of the total", "lộ Kênh Ngang", wrong="lệch|khớp|cộng|thiếu")
def _(m: Made) -> None:
    m.money("Nâng cấp lộ Kênh Ngang", 1_300_000_000,
            {"province": 700_000_000, "people": 450_000_000})  # fmt: skip


@fault(OF, "after the target day", "Lót đan vỉa hè", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.task("Lót đan vỉa hè trung tâm xã", 2, "economy", "trước ngày 20/01/2027")


@fault(OF, "certificate that ran out", "Chứng nhận an toàn thực phẩm", wrong="hết")
def _(m: Made) -> None:
    row = m.paper("Chứng nhận an toàn thực phẩm hợp tác xã", "13.1", dated_on=date(2023, 5, 4))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2026, 5, 4))


@fault(OF, "owned by a birth-order name", "Dẹp lục bình", wrong="tên|rõ|vai trò")
def _(m: Made) -> None:
    m.task("Dẹp lục bình kênh Ba Thước", 17, "anh Út Hiền", "trước ngày 30/10/2026")


@fault(OF, "the paper is younger than the claim", "Biên bản nghiệm thu dụng cụ", wrong="sau")
def _(m: Made) -> None:
    m.paper("Biên bản nghiệm thu dụng cụ thể thao", "6.1", dated_on=date(2026, 9, 1))


@fault(OF, "a share above the whole", "2.2", wrong="100|không thể|vượt")
def _(m: Made) -> None:
    m.enter("2.2", "met", "109.5")


@fault(
    OF,
    "met at the beginning, unmet now, unexplained",
    "Hành chính công",
    wrong="đầu|trước|tụt|giảm",
)
def _(m: Made) -> None:
    m.enter("15.1", "not_met")


@fault(OF, "conclusion with words of who and when, no task", "trụ đèn ấp Thạnh Lộc",
       wrong="chưa.*(việc|nhiệm vụ)")  # fmt: skip
def _(m: Made) -> None:
    held = Meeting.objects.create(unit=m.unit, held_on=HELD, name="Giao ban tháng 8")
    Attendance.objects.create(meeting=held, official=m.people["vice"], is_present=True)
    Conclusion.objects.create(
        meeting=held, order=1, text="Giao Phòng Kinh tế thay 6 trụ đèn ấp Thạnh Lộc trong tháng 9"
    )
    Meeting.objects.filter(pk=held.pk).update(closed_at=CLOSED)


@fault(OF, "concluded for a day before the meeting", "rà hộ nghèo", wrong="trước ngày họp|trước")
def _(m: Made) -> None:
    held = Meeting.objects.create(unit=m.unit, held_on=date(2026, 7, 20), name="Giao ban tháng 7",
                                  chaired_by=m.people["chair"])  # fmt: skip
    Attendance.objects.create(meeting=held, official=m.people["land"], is_present=True)
    task = m.task("Lập danh sách rà hộ nghèo phát sinh", 11, "culture", "trước ngày 10/7/2026")
    Conclusion.objects.create(meeting=held, order=1, text="Lập danh sách rà hộ nghèo phát sinh",
                              deadline_words="trước ngày 10/7/2026", task=task)  # fmt: skip


@fault(OF, "done before it began", "Tập huấn phòng cháy", wrong="trước")
def _(m: Made) -> None:
    row = m.task("Tập huấn phòng cháy ở chợ", 19, "youth", "từ ngày 01/8/2026 đến ngày 31/8/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2026, 6, 2), result="Đã mở 01 lớp"
    )


@fault(OF, "lead who left in the year", "Vận động xã hội hóa camera", wrong="thôi|không còn|hết")
def _(m: Made) -> None:
    gone = make.make_official(m.unit, "official", "Lý Minh Tuấn", title="Chuyên viên")
    Posting.objects.filter(official=gone).update(ends_on=date(2026, 8, 31))
    m.people["gone"] = gone
    m.task("Vận động xã hội hóa camera an ninh", 19, "gone", "trước ngày 30/11/2026")


@fault(OF, "due on a day off", "Công bố quy hoạch", wrong="nghỉ|lễ")
def _(m: Made) -> None:
    m.task("Công bố quy hoạch chung xã", 2, "land", "ngày 02/9/2026")


@fault(OF, "dossier due before the work", "hồ sơ minh chứng cống", wrong="trước|sớm")
def _(m: Made) -> None:
    m.task("Thi công cống Kênh Ngang", 2, "land", "trước ngày 30/11/2026")
    m.task("Hoàn thiện hồ sơ minh chứng cống Kênh Ngang", 2, "land", "trước ngày 05/10/2026")


@fault(OF, "paid above what was planned", "Trạm cấp nước", wrong="vượt|lớn hơn|nhiều hơn|giải ngân")
def _(m: Made) -> None:
    m.money("Trạm cấp nước Đông Cơ", 400_000_000, {"province": 400_000_000})
    m.money("Trạm cấp nước Đông Cơ", 455_000_000, {"province": 455_000_000}, stage="paid",
            as_of=date(2026, 8, 31))  # fmt: skip


@fault(OF, "money of a level that is gone", "Sân bóng Vĩnh Bình", wrong="huyện")
def _(m: Made) -> None:
    m.money("Sân bóng Vĩnh Bình", 200_000_000, {"district": 120_000_000, "people": 80_000_000})


@fault(OF, "work given to a village that is gone", "Kênh Tư", wrong="không còn|sáp nhập|thôi|hết")
def _(m: Made) -> None:
    old = make.make_unit("village", "Kênh Tư", m.unit, noun="ấp")
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2026, 6, 30))
    m.task("Trồng hoa ven lộ", 17, "women", "trước ngày 30/10/2026", unit=old)


@fault(OF, "basis younger than the plan", "88/KH-UBND", wrong="sau")
def _(m: Made) -> None:
    m.cite("88/KH-UBND", "Kế hoạch thi đua nông thôn mới", date(2026, 8, 3), "UBND tỉnh An Giang")


@fault(OF, "one paper with two days", "416/QĐ-UBND", wrong="hai ngày|khác ngày|ngày")
def _(m: Made) -> None:
    m.cite("416/QĐ-UBND", "Quyết định giao vốn năm 2026", date(2026, 1, 16), "UBND tỉnh An Giang")
    m.text("implementation", "- Phân bổ vốn theo Quyết định số 416/QĐ-UBND ngày 06/01/2026 của "
           "UBND tỉnh An Giang.")  # fmt: skip


@fault(OF, "text and column name two days", "bia lưu niệm", wrong="hạn|30/9")
def _(m: Made) -> None:
    m.task("Hoàn thành dựng bia lưu niệm trước ngày 30/9/2026", 6, "culture",
           "trước ngày 30/11/2026")  # fmt: skip


@fault(
    OF, "text names an indicator of another criterion", "18.1", "lọc nước", wrong="18\\.1|tiêu chí"
)
def _(m: Made) -> None:
    m.task("Cấp 80 bình lọc nước, thực hiện chỉ tiêu 18.1", 11, "women", "trong tháng 10/2026")


@fault(OF, "an aim in words below the level", "bảo hiểm y tế", "92", wrong="thấp|dưới|mức")
def _(m: Made) -> None:
    m.task("Vận động mua thẻ, phấn đấu tỷ lệ người dân tham gia bảo hiểm y tế đạt 92%", 14,
           "health", "trong tháng 11/2026", code="14.1")  # fmt: skip


@fault(OF, "a day that is in no calendar", "31/9/2026", wrong="31/9")
def _(m: Made) -> None:
    m.text("organisation", "- Các ấp gửi báo cáo về UBND xã trước ngày 31/9/2026.")


@fault(OF, "signed by whose office ended", "Cao Văn Bảnh", wrong="ký|chức")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Cao Văn Bảnh")


@fault(OF, "share that its counts do not give", "4/6 ấp", wrong="66|83|khớp")
def _(m: Made) -> None:
    m.text("shortcomings", "- Mới có 4/6 ấp (83%) có nhà văn hóa kết hợp trụ sở.")


@fault(OF, "lengths that do not add up", "2,4 km", wrong="cộng|khớp|2,1")
def _(m: Made) -> None:
    m.task("Láng nhựa 2,4 km đường ấp, gồm 1,5 km ấp Vĩnh Bình và 0,6 km ấp Đông Cơ", 2, "land",
           "trong tháng 11/2026")  # fmt: skip


@fault(OF, "so much each does not give the sum", "tủ thuốc", wrong="300|350|khớp|nhân")
def _(m: Made) -> None:
    m.task("Trang bị tủ thuốc cho 6 ấp, mỗi ấp 5 triệu đồng, tổng 35 triệu đồng", 14, "health",
           "trong tháng 10/2026")  # fmt: skip


@fault(OF, "a rise that falls", "nước sạch", "71", wrong="tăng|nâng|giảm")
def _(m: Made) -> None:
    m.task("Nâng tỷ lệ hộ dùng nước sạch từ 71% lên 68%", 18, "economy", "trong tháng 11/2026")


@fault(OF, "stars that the scale lacks", "6 sao", wrong="sao")
def _(m: Made) -> None:
    m.task("Nâng hạng sản phẩm khô cá sặc rằn lên OCOP 6 sao", 13, "coop", "trong tháng 11/2026")


@fault(OF, "weekday that is not the day's", "thứ Hai", wrong="thứ")
def _(m: Made) -> None:
    m.task("Họp dân góp ý quy ước, thứ Hai ngày 15/10/2026", 6, "front", "ngày 15/10/2026")


@fault(
    OF, "text names another village than the row's", "Vĩnh Hòa A", "mái che", wrong="vĩnh hòa a|ấp"
)
def _(m: Made) -> None:
    m.task("Lợp mái che sân nhà văn hóa ấp Vĩnh Hòa A", 6, "culture", "trong tháng 10/2026",
           unit=m.villages["Rạch Gòi"])  # fmt: skip


@fault(
    OF,
    "text gives the work to another than the column",
    "Danh Thị Sà Rươl",
    "tủ sách",
    wrong="giao|khác|chủ trì",
)
def _(m: Made) -> None:
    m.task("Giao đồng chí Danh Thị Sà Rươl lập tủ sách ấp", 6, "land", "trong tháng 10/2026")


@fault(OF, "works with a district that is gone", "Phòng Nông nghiệp", wrong="huyện")
def _(m: Made) -> None:
    m.task("Phối hợp Phòng Nông nghiệp và PTNT huyện nghiệm thu vùng lúa", 13, "farmers",
           "trong tháng 10/2026")  # fmt: skip


@fault(
    OF,
    "one paper proves what it says nothing of",
    "Báo cáo thu ngân sách",
    wrong="nhiều|cùng|chỉ tiêu",
)
def _(m: Made) -> None:
    row = m.paper("Báo cáo thu ngân sách quý II", "2.1")
    for code in ("6.2", "10.1", "11.1", "18.1", "19.1"):
        Proof.objects.create(evidence=row, result=m.results[code])


@fault(OF, "paper of another commune", "Ô Lâm", wrong="khác|nơi|xã")
def _(m: Made) -> None:
    m.paper("Báo cáo tổng kết hợp tác xã", "13.1", issuer="UBND xã Ô Lâm")


@fault(OF, "window that ends before it begins", "Phúc tra", wrong="trước|ngược|sau|đọc")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=6, text="Phúc tra hồ sơ các ấp",
                              deadline_words="từ tháng 10/2026 đến tháng 8/2026")  # fmt: skip


@fault(OF, "reports to itself", "Tình hình thu gom rác", wrong="chính|tự|cùng")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=8, who="Phòng Kinh tế xã", report_to="Phòng Kinh tế xã",
        text="Tình hình thu gom rác", rhythm_words="hàng tuần",
    )  # fmt: skip


@fault(OF, "men and women do not make the people", "6.500 người", wrong="cộng|khớp|6.300")
def _(m: Made) -> None:
    m.text("situation", "- Dân số 6.500 người, gồm 3.200 nam và 3.100 nữ.")


@fault(OF, "the standing is of after the figure's day", "Quốc phòng", wrong="sau|tương lai|ngày")
def _(m: Made) -> None:
    Baseline.objects.filter(assessment=m.assessment, criterion=m.criterion(19)).update(
        as_of=date(2026, 12, 31)
    )


@fault(OF, "an amount in the text is not the row's", "Kè bờ Rạch Gòi", wrong="650|khác|lệch|khớp")
def _(m: Made) -> None:
    m.task("Kè bờ Rạch Gòi với kinh phí 650 triệu đồng", 2, "economy", "trong tháng 11/2026")
    m.money("Kè bờ Rạch Gòi", 560_000_000, {"commune": 560_000_000})
