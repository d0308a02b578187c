"""What looks like a fault in the plan of a merged commune, line by line, and is right."""

from datetime import date
from decimal import Decimal

from tasks.models import Conclusion, Meeting, PlanWindow, Recipient, ReportingDuty, Task
from tests.reports.corpus import cam_linh_thuong
from tests.reports.corpus.communes import Made


def innocents(m: Made) -> None:
    """All of it, beside what is right there at any rate."""
    cam_linh_thuong.innocents(m)
    texts(m)
    rows(m)


def texts(m: Made) -> None:
    m.also("organisation", "- Phòng Kinh tế xã là cơ quan thường trực của Ban Chỉ đạo; Hội Liên "
         "hiệp Phụ nữ xã là cơ quan thường trực của Ban Vì sự tiến bộ của phụ nữ.\n- Đồng chí Phan "
         "Trọng Bính là Trưởng Ban Chỉ đạo; đồng chí Trần Thị Mai Khanh là Trưởng Ban Chỉ đạo "
         "phòng, chống thiên tai.\n- Trưởng các thôn, xóm báo cáo hằng tuần; đột xuất khi có yêu "
         "cầu của tỉnh.")  # fmt: skip
    m.also("achievements", "- Có 15 công trình, trong đó 6 công trình hoàn thành, 5 công trình "
         "đang thi công, 4 công trình chưa khởi công.\n- Nhân dân góp 1.200 ngày công, mỗi ngày "
         "công 200.000 đồng, trị giá 240 triệu đồng.\n- Đã giải ngân 1,5 tỷ đồng, đạt 75% kế hoạch "
         "vốn 2 tỷ đồng.\n- 4/4 trường học đạt chuẩn quốc gia; thôn Nam Lĩnh có 7 "
         "vườn mẫu.")  # fmt: skip
    m.also("works", "- Sửa nhà văn hóa, kinh phí 450.000.000 đồng (bằng chữ: Bốn trăm năm mươi "
         "triệu đồng).\n- Lát vỉa hè trong 03 tháng (từ tháng 9 đến tháng 11); hỗ trợ 300.000 đồng "
         "(mỗi hộ một lần).")  # fmt: skip
    m.also("outreach", "- Phát thanh từ 5 giờ đến 6 giờ sáng; tuần tra từ 22 giờ đến 4 giờ sáng.\n"
         "- Ra quân chào mừng Đại hội Đảng bộ xã; thứ tám là nội dung chuyển đổi số.")  # fmt: skip
    m.also("goals", "- Có thêm 8 vườn mẫu; giữ 100% trường học đạt chuẩn; giảm tỷ lệ nghèo đa "
         "chiều còn dưới 1,5%.")  # fmt: skip
    m.also("shortcomings", "- Trong 21 hộ nghèo có 9 hộ không có lao động; năm 2024 còn 34 hộ "
         "nghèo.")  # fmt: skip
    m.also("quality", "- Nâng cao chất lượng tiêu chí số 6; đồng chí Hồ Thị Lệ theo dõi tiêu chí "
         "số 4, số 5.")  # fmt: skip


def rows(m: Made) -> None:
    done = {"state": "done", "done_on": date(2025, 8, 28)}
    for text, number, who, until, result, more in (
        ("Treo cờ chào mừng Quốc khánh 2/9", 8, "youth", "trước ngày 02/9/2025",
         "Đã treo 210 lá cờ", {}),
        ("Rà soát 21 hộ nghèo, lập phương án từng hộ", 1, "front", "tháng 8/2025",
         "21/21 hộ có phương án; 5 hộ đăng ký thoát nghèo", {}),
        ("Lắp 6 đèn ngõ thôn Bắc Hòa", 3, "economy", "tháng 8/2025",
         "Chưa thu kinh phí của dân, đã lắp xong 6 đèn",
         {"obstacle": "Thiếu 4 triệu đồng, đã được xã bổ sung"}),
        ("Diễn tập phòng cháy ở trường", 8, "school", "tháng 8/2025", "Chưa xảy ra sự cố nào", {}),
    ):  # fmt: skip
        row = m.task(text, number, who, until)
        Task.objects.filter(pk=row.pk).update(result=result, **done, **more)
    m.task("Lấy ý kiến nhân dân về phương án mở đường Yên Sơn", 3, "front", "tháng 10/2025")
    m.task("Khởi công mở đường Yên Sơn", 3, "economy", "tháng 11/2025")
    m.task("Thu gom rác thải nhựa quanh trường học", 6, "school", "tháng 11/2025")
    m.task("Tổng kết phong trào năm 2025", 8, "culture", "cuối tháng 11/2025")
    _papers_and_meetings(m)


def _papers_and_meetings(m: Made) -> None:
    m.paper("Quyết định công nhận xã Cẩm Quang đạt chuẩn nông thôn mới", "3.1",
            number="88/QĐ-UBND", issuer="UBND tỉnh Hà Tĩnh", dated_on=date(2024, 12, 20),
            expires_on=date(2029, 12, 20))  # fmt: skip
    m.paper("Biên bản họp thôn góp ý dự thảo hương ước", "8.1", number="", issuer="")
    m.paper("Báo cáo số liệu bảo hiểm y tế", "5.1", dated_on=date(2025, 6, 18),
            period_to=date(2025, 6, 30))  # fmt: skip
    for stage, amount in (("planned", 400), ("paid", 300)):
        m.money("Nhà xe trường học", amount * 10**6, {"commune": amount * 10**6}, stage=stage,
                as_of=None if stage == "planned" else date(2025, 9, 1))  # fmt: skip
    m.target("Thu gom thêm 2 tấn rác nhựa", 6, value=Decimal(2), unit_words="tấn", comparator="gte")
    Recipient.objects.create(plan=m.plan, order=8, text="Trưởng các thôn, xóm")
    PlanWindow.objects.create(plan=m.plan, order=4, text="Duy trì kết quả sau khi đạt",
                              deadline_words="đến hết tháng 11/2025")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan, order=7, who="Phòng Kinh tế xã", text="Kết quả giải ngân", report_to="UBND xã",
        rhythm_words="trước ngày 25 hàng tháng",
    )  # fmt: skip
    held = Meeting.objects.create(
        unit=m.unit, held_on=date(2025, 10, 10), name="Sơ kết quý III", rhythm="other",
        chaired_by=m.people["vice"], secretary=m.people["land"],
    )  # fmt: skip
    for order, text in enumerate(
        ("Ghi nhận kết quả quý III.", "Tiếp tục đẩy mạnh tuyên truyền.", "Nhất trí với báo cáo."), 1
    ):
        Conclusion.objects.create(meeting=held, order=order, text=text)
