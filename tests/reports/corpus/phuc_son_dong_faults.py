"""Faults of the plan of Phúc Sơn Đông: known kinds in new words, and neighbours of them at which
whoever appraises a dossier looks."""

from datetime import date

from criteria.models import Level, Recognition
from tasks.models import Meeting, PlanWindow, Recipient, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

OF = 17


@fault(
    OF, "unmet indicator whose only work was stopped", "14.3", wrong="chưa có việc|không có việc"
)
def _(m: Made) -> None:
    Task.objects.filter(indicator=m.results["14.3"].indicator).update(
        state="cancelled", result="Dừng vì trùng với đề án của Sở Y tế"
    )


@fault(OF, "owned by branches in general", "vườn mẫu", wrong="chưa|chung|rõ")
def _(m: Made) -> None:
    m.task("Xây dựng 6 vườn mẫu", 17, "Các ban, ngành, đoàn thể xã", "trong tháng 10/2026")


@fault(OF, "owned by a given name", "Thoa", wrong="tên gọi|họ tên|đầy đủ")
def _(m: Made) -> None:
    m.task("Ươm 2.000 cây chè giống cho các hộ", 13, "đ/c Thoa", "trong tháng 10/2026")


@fault(OF, "starts after it ends", "Vệ sinh mương", wrong="trước|ngược|sau")
def _(m: Made) -> None:
    m.task("Vệ sinh mương nội đồng", 2, "veterans", "từ tháng 10/2026 đến tháng 6/2026")


@fault(OF, "after the target's day", "tủ sách pháp luật", wrong="sau ngày phấn đấu|ngoài năm|ngoài")
def _(m: Made) -> None:
    m.task("Bổ sung tủ sách pháp luật các xóm", 19, "office", "trong quý I/2027")


@fault(OF, "the same work by two days in two places", "biển chỉ dẫn", wrong="15/10|20/11")
def _(m: Made) -> None:
    m.also("works", "- Lắp biển chỉ dẫn vào vùng chè Gốc Gạo, hoàn thành trước ngày 20/11/2026.")


@fault(OF, "code that the set lacks in prose", "17.9", wrong="không có|bộ")
def _(m: Made) -> None:
    m.also("quality", "- Ưu tiên chỉ tiêu 17.9 về mai táng.")


@fault(OF, "level rises past what is reached", "11.1", wrong="năm sau|sang năm|2027")
def _(m: Made) -> None:
    Level.objects.create(
        indicator=m.results["11.1"].indicator, comparator="lte", value=2, year_from=2027,
        confidence="verified", legal_source="QĐ 1188/QĐ-UBND",
    )  # fmt: skip


@fault(OF, "sources above the whole", "nguồn vốn", wrong="110|100")
def _(m: Made) -> None:
    m.also("organisation", "- Vốn đối ứng: ngân sách 60%, nhân dân 30%, xã hội hóa 20%.")


@fault(OF, "done and left are not all", "8/12", wrong="mâu thuẫn|còn|khớp")
def _(m: Made) -> None:
    m.also("shortcomings", "- Đã lắp camera ở 8/12 ngã ba, còn 5 ngã ba chưa lắp.")


@fault(OF, "hamlet of nowhere", "Khe Vàng", wrong="không có|sổ|danh sách")
def _(m: Made) -> None:
    m.task("Kéo điện chiếu sáng xóm Khe Vàng", 2, "land", "trong tháng 10/2026")


@fault(OF, "cites the set of the period before as in force", "318/QĐ-TTg", wrong="kỳ|2021|hiệu lực")
def _(m: Made) -> None:
    m.cite("318/QĐ-TTg", "Quyết định ban hành Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn "
           "2021 - 2025", date(2022, 3, 8), "Thủ tướng Chính phủ")  # fmt: skip


@fault(OF, "the group acts before it stands", "Tổ thẩm định", wrong="trước|thành lập|lập")
def _(m: Made) -> None:
    m.task("Thành lập Tổ thẩm định tiêu chí xã", 0, "chair", "trong tháng 10/2026")
    m.task("Kiểm tra chéo giữa các xóm", 0, "Tổ thẩm định tiêu chí xã", "trong tháng 8/2026")


@fault(OF, "a district's paper of a day without districts", "Biên bản kiểm tra của UBND huyện",
       wrong="huyện|không còn")  # fmt: skip
def _(m: Made) -> None:
    m.paper("Biên bản kiểm tra của UBND huyện về nước sạch", "18.1",
            dated_on=date(2026, 5, 12), issuer="UBND huyện Đại Từ")  # fmt: skip


@fault(OF, "a province that is no more receives it", "Bắc Kạn", wrong="không còn|sáp nhập|cũ")
def _(m: Made) -> None:
    Recipient.objects.create(plan=m.plan, order=9, text="Sở Nông nghiệp và Môi trường tỉnh Bắc Kạn")


@fault(OF, "ground is broken before the design is approved", "suối Na Mao",
       wrong="duyệt.*(trước|sau|ghi)|thiết kế.*(trước|sau|ghi)")  # fmt: skip
def _(m: Made) -> None:
    m.task("Phê duyệt thiết kế kè suối Na Mao", 2, "chair", "trước ngày 31/10/2026")
    m.task("Khởi công kè suối Na Mao", 2, "land", "trước ngày 30/9/2026")
    m.task("Hoàn thành kè suối Na Mao", 2, "land", "trong tháng 11/2026")


@fault(OF, "aims for what it was recognised as", "nâng cao", wrong="đã được công nhận|đã công nhận")
def _(m: Made) -> None:
    Recognition.objects.create(
        unit=m.unit, criteria_set=m.judged_by, title="Xã đạt chuẩn NTM nâng cao",
        decision_number="2101/QĐ-UBND", decided_on=date(2025, 12, 30),
        issuer="Chủ tịch UBND tỉnh Thái Nguyên",
    )  # fmt: skip


@fault(OF, "does not apply, though worked out and shown", "13.2", wrong="không áp dụng")
def _(m: Made) -> None:
    m.enter("13.2", "not_applicable", None, note="Xã không có sản phẩm")
    m.task("Duy trì 3 sản phẩm OCOP đã xếp hạng", 13, "coop", "trong tháng 11/2026", code="13.2")


@fault(OF, "posted for fewer days than the law has", "niêm yết|Niêm yết", wrong="15 ngày")
def _(m: Made) -> None:
    m.task("Niêm yết công khai kết quả tự đánh giá trong 05 ngày", 0, "office",
           "trong tháng 11/2026")  # fmt: skip


@fault(OF, "school year of the plan before", "2023 - 2024|2023-2024", wrong="năm học|đã qua|năm")
def _(m: Made) -> None:
    m.task("Vận động học sinh bỏ học năm học 2023 - 2024 trở lại lớp", 19, "school",
           "trong tháng 10/2026")  # fmt: skip


@fault(OF, "a conclusion for one who has left", "Dương Văn Phẩm", wrong="không còn|thôi|nguyên")
def _(m: Made) -> None:
    held = Meeting.objects.create(
        unit=m.unit, held_on=date(2026, 9, 8), name="Giao ban tháng 9", rhythm="monthly",
        chaired_by=m.people["chair"], secretary=m.people["office"],
    )  # fmt: skip
    held.conclusions.create(
        order=1,
        text="Giao đồng chí Dương Văn Phẩm rà soát quỹ đất làm bãi rác",
        deadline_words="trước ngày 30/9/2026",
    )


@fault(OF, "chaired by one who had left", "Giao ban tháng 8", wrong="không còn|không giữ")
def _(m: Made) -> None:
    Meeting.objects.create(
        unit=m.unit,
        held_on=date(2026, 8, 8),
        name="Giao ban tháng 8",
        rhythm="monthly",
        chaired_by=m.people["left"],
        secretary=m.people["office"],
    )


@fault(OF, "done on a day to come", "Bảo dưỡng loa", wrong="chưa đến|sau|tương lai")
def _(m: Made) -> None:
    row = m.task("Bảo dưỡng loa truyền thanh", 6, "culture", "trong tháng 9/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2026, 9, 28), result="Đã bảo dưỡng 6 cụm loa"
    )


@fault(OF, "due before the plan is issued", "Thông qua kế hoạch", wrong="trước|ban hành|khung")
def _(m: Made) -> None:
    m.task("Thông qua kế hoạch tại hội nghị xóm", 0, "front", "trước ngày 20/02/2026")


@fault(OF, "a share that the present value is above", "Thu nhập bình quân", wrong="đã|57,2|thấp")
def _(m: Made) -> None:
    m.target("Thu nhập bình quân đạt 55 triệu đồng/người/năm", 10, comparator="gte", value=55,
             unit_words="triệu đồng/người/năm")  # fmt: skip


@fault(OF, "more homes served than there are", "2.150 hộ", wrong="1.964|hộ")
def _(m: Made) -> None:
    m.task("Cấp thùng rác hai ngăn cho 2.150 hộ", 17, "women", "trong tháng 11/2026")


@fault(OF, "paper for another commune's village", "xã La Bằng Hạ", wrong="xã khác|la bằng hạ")
def _(m: Made) -> None:
    m.paper("Biên bản nghiệm thu đường xóm Bãi Hội xã La Bằng Hạ", "2.1",
            issuer="UBND xã La Bằng Hạ")  # fmt: skip


@fault(OF, "a window without end of the work before", "Huy động vốn", wrong="năm|ngoài")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=8, text="Huy động vốn",
                              deadline_words="từ tháng 9/2026 đến tháng 3/2027")  # fmt: skip


@fault(OF, "the village says no, the commune counts all", "Bãi Hội", wrong="mâu thuẫn|chưa đạt")
def _(m: Made) -> None:
    m.enter("thôn 2", "not_met")
    m.also("achievements", "- 6/6 xóm có nhà văn hóa và khu thể thao.")


@fault(OF, "the number of the plan is that of another year", "KH-UBND", wrong="năm|2025|2026")
def _(m: Made) -> None:
    m.cite("47/KH-UBND", "Kế hoạch thực hiện nông thôn mới năm 2026", date(2026, 11, 2),
           "UBND tỉnh Thái Nguyên")  # fmt: skip


@fault(OF, "no rhythm, nobody to hear it", "tiến độ giải ngân", wrong="chưa|nhịp|định kỳ")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=7, who="Phòng Kinh tế", text="Báo cáo tiến độ giải ngân",
        rhythm_words="", report_to="",
    )  # fmt: skip
