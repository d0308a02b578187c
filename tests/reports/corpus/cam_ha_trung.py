"""Cẩm Hà Trung, Hà Tĩnh, a commune of the coast: the plan of 2026, and fifteen faults of kinds that
no check was written for when they were thought of."""

from datetime import date

from criteria.models import Result
from evidence.papers.models import Proof
from tasks.models import Plan, PlanWindow, ReportingDuty, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import Spec

OF = 16
SPEC = Spec(
    "Hà Tĩnh", "", "Cẩm Hà Trung", "thôn",
    ["Đông Hạ", "Trung Thịnh", "Bắc Lĩnh", "Nam Xuân", "Yên Hải"],
    2026, date(2026, 9, 10),
    {
        "chair": ("Dương Đình Hòe", "Chủ tịch UBND xã"),
        "vice": ("Nguyễn Thị Lương", "Phó Chủ tịch UBND xã"),
        "land": ("Biện Văn Hạnh", "Chuyên viên Phòng Kinh tế"),
        "culture": ("Hoàng Thị Nga", "Chuyên viên Phòng Văn hóa - Xã hội"),
        "health": ("Phạm Hồng Quân", "Trưởng Trạm Y tế"),
        "left": ("Trần Văn Sỹ", "Nguyên chuyên viên"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã",
     "economy": "Phòng Kinh tế xã", "coop": "Hợp tác xã Muối Yên Hải"},
    "QĐ 655/QĐ-UBND", "BTB",
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text("opening", "Xã có 1.870 hộ, 6.940 nhân khẩu; trong đó 1.120 hộ làm nông nghiệp. "
           "Thôn Yên Hải có 402 hộ, 1.530 nhân khẩu.\nTrước 01/7/2025 xã thuộc huyện cũ; Sở Nông "
           "nghiệp và PTNT đã thẩm tra năm 2024.")  # fmt: skip
    m.text("achievements", "- Năm 2025 toàn xã có 1.852 hộ, 6.900 nhân khẩu; bình quân 4,1 triệu "
           "đồng/người/tháng.\n- UBND tỉnh Quảng Bình tặng 5 tấn xi măng năm 2024.\n- Cơ cấu "
           "kinh tế năm 2024: nông nghiệp 40%, công nghiệp 33%, dịch vụ 27%.")  # fmt: skip
    m.text("quality", "- Giao Hội Nông dân xã, đề nghị Ủy ban Mặt trận Tổ quốc xã giám sát; "
           "yêu cầu các thôn báo cáo.\n- Tổng chiều dài 18,5 km đường thôn, trong đó 2.400 m chưa "
           "cứng hóa.\n- Trong 1.870 hộ có 1.650 hộ phân loại rác (88,2%).")  # fmt: skip
    m.text("resources", "- Kinh phí 2 tỷ đồng, trong đó nhân dân 800 triệu đồng. Đề nghị Sở Xây "
           "dựng hỗ trợ kỹ thuật, UBND tỉnh Hà Tĩnh bố trí vốn.")  # fmt: skip
    m.text("implementation", "- Đồng chí Dương Đình Hòe - Chủ tịch UBND xã chỉ đạo chung; đồng chí "
           "Nguyễn Thị Lương - Phó Chủ tịch UBND xã phụ trách thôn.\n- Liên hệ điện thoại "
           "0239 3861 234 hoặc 0912 345 678.\n- 6 tháng cuối năm (từ tháng 7 đến tháng 12): hoàn "
           "thiện.")  # fmt: skip
    m.task("Thi đấu bóng chuyền mừng Ngày hội Đại đoàn kết", 6, "youth", "ngày 01/11/2026")
    m.task("Báo cáo kết quả quý III về Ban Chỉ đạo", 15, "culture", "trước ngày 25/9/2026")
    m.task("Nghiệm thu cống Bắc Lĩnh", 2, "land", "trước ngày 01/11/2026")
    m.task("Trồng 05 (năm) tuyến hoa; thưởng 3 sao OCOP cho muối Yên Hải", 13, "coop",
           "trong tháng 10/2026")  # fmt: skip
    m.task("Hội Nông dân xã phối hợp với Hội Liên hiệp Phụ nữ xã ủ phân", 17, "farmers",
           "trong tháng 10/2026")  # fmt: skip
    m.paper("Biên bản họp ngày 20/6/2026 về giao thông", "2.1", dated_on=date(2026, 6, 20))
    m.paper("Kế hoạch ra quân ngày 15/7/2026", "17.1", dated_on=date(2026, 6, 28))


@fault(OF, "reports to one who left", "Trần Văn Sỹ", wrong="không còn|thôi|nguyên")
def _(m: Made) -> None:
    ReportingDuty.objects.create(
        plan=m.plan, order=6, who="Các thôn", report_to="Đồng chí Trần Văn Sỹ",
        text="Kết quả dồn điền", rhythm_words="hàng tháng",
    )  # fmt: skip


@fault(OF, "the dossier's window ends before the work's", "hồ sơ trình tỉnh", wrong="trước|sớm")
def _(m: Made) -> None:
    PlanWindow.objects.create(plan=m.plan, order=5, text="Hoàn thiện hồ sơ trình tỉnh thẩm định",
                              deadline_words="từ tháng 6/2026 đến tháng 8/2026")  # fmt: skip


@fault(OF, "a target names another criterion than its row", "tiêu chí số 17", wrong="17.*(khác|13)")
def _(m: Made) -> None:
    m.target("Hoàn thành tiêu chí số 17 trong năm", 13)


@fault(OF, "roads led by the health station", "Rải nhựa", wrong="lĩnh vực|chuyên môn|y tế")
def _(m: Made) -> None:
    m.task("Rải nhựa đường trục Bắc Lĩnh", 2, "health", "trong tháng 11/2026")


@fault(OF, "a sum beyond any commune", "Cổng chào Nam Xuân", wrong="lớn|đơn vị")
def _(m: Made) -> None:
    m.money("Cổng chào Nam Xuân", 1_200_000_000_000, {"commune": 1_200_000_000_000})


@fault(OF, "a paper on another matter", "bảo hiểm y tế toàn dân", wrong="khác|không|y tế.*giao")
def _(m: Made) -> None:
    row = m.paper("Báo cáo kết quả bảo hiểm y tế toàn dân")
    Proof.objects.create(evidence=row, result=m.results["2.1"])


@fault(OF, "a figure that was guessed", "18.1", wrong="ước")
def _(m: Made) -> None:
    Result.objects.filter(pk=m.results["18.1"].pk).update(source="Ước tính của cán bộ")


@fault(OF, "shares of the villages short of the whole", "900 cây", wrong="850|cộng|khớp")
def _(m: Made) -> None:
    m.task("Trồng 900 cây: thôn Đông Hạ 300 cây, thôn Bắc Lĩnh 250 cây, thôn Nam Xuân 300 cây", 17,
           "youth", "trong tháng 10/2026")  # fmt: skip


@fault(OF, "a period that ends before it begins", "2030 - 2026", wrong="trước|ngược|giai đoạn")
def _(m: Made) -> None:
    m.text("notes", "- Lồng ghép với đề án phát triển rừng ven biển giai đoạn 2030 - 2026.")


@fault(OF, "a point for the comma", "95.5%", wrong="dấu|phẩy")
def _(m: Made) -> None:
    m.task("Vận động 95.5% hộ treo cờ", 6, "front", "trong tháng 10/2026")


@fault(OF, "more sheets come back than were sent", "320 phiếu", wrong="phiếu.*(lớn|nhiều|hơn|khớp)")
def _(m: Made) -> None:
    m.text("shortcomings", "- Khảo sát thử phát ra 300 phiếu, thu về 320 phiếu.")


@fault(OF, "the commune as a ward", "phường Cẩm Hà Trung", wrong="xã|phường")
def _(m: Made) -> None:
    m.text("organisation", "- UBND phường Cẩm Hà Trung kiểm tra hàng tháng.")


@fault(OF, "a village by another noun", "xóm Trung Thịnh", wrong="thôn")
def _(m: Made) -> None:
    m.task("Làm rãnh thoát nước xóm Trung Thịnh", 2, "land", "trong tháng 11/2026")


@fault(OF, "signed for a body above", "huyện", wrong="quyền hạn|ký|thẩm quyền")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(authority="TM. ỦY BAN NHÂN DÂN HUYỆN\nCHỦ TỊCH")


@fault(OF, "done, and none of it was", "tập huấn muối sạch", wrong="0 lớp|chưa|không")
def _(m: Made) -> None:
    row = m.task("Mở lớp tập huấn muối sạch", 13, "coop", "trong tháng 8/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2026, 8, 20), result="Đã tổ chức 0 lớp"
    )
