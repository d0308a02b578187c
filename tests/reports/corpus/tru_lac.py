"""Trù Lạc, Nghệ An, a commune of the midlands, its district still above it: the plan of 2024."""

from datetime import date

from tasks.models import ReportingDuty
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

SPEC = Spec(
    "Nghệ An", "Đô Lương", "Trù Lạc", "xóm",
    ["Đông Yên", "Làng Rào", "Hòa Trung", "Yên Xuân", "Ngọc Tân"],
    2024, date(2024, 10, 5),
    {
        "chair": ("Phan Bá Ngọ", "Chủ tịch UBND xã"),
        "vice": ("Thái Doãn Sâm", "Phó Chủ tịch UBND xã"),
        "land": ("Nguyễn Cảnh Dũng", "Công chức Địa chính - Nông nghiệp - Xây dựng"),
        "culture": ("Tăng Thị Lam", "Công chức Văn hóa - Xã hội"),
        "finance": ("Bùi Thị Nhàn", "Công chức Tài chính - Kế toán"),
        "health": ("Hoàng Văn Đức", "Trạm trưởng Trạm Y tế"),
        "police": ("Trần Hữu Lợi", "Trưởng Công an xã"),
        "left": ("Nguyễn Tất Hóa", "Nguyên công chức Tư pháp - Hộ tịch"),
    },
    {"women": "Hội LHPN xã", "farmers": "Hội Nông dân xã", "youth": "Đoàn xã",
     "veterans": "Hội CCB xã", "front": "UBMTTQ xã", "school": "Trường Mầm non Trù Lạc",
     "coop": "HTX Dịch vụ nông nghiệp Trù Lạc"},
    "QĐ 2233/QĐ-UBND", "BTB", second=11,
    window="từ tháng 02 năm 2024 đến hết tháng 11 năm 2024",
    target=("Có ít nhất 01 sản phẩm OCOP hạng 3 sao", 13, "sản phẩm"),
    criteria=[
        (1, "Quy hoạch", [("1.1", "Có quy hoạch chung xây dựng xã còn thời hạn", Y, "", "", "")]),
        (2, "Giao thông", [
            ("2.1", "Tỷ lệ đường xã được bảo trì hằng năm", P, "%", "gte", "100"),
            ("2.3", "Tỷ lệ đường ngõ xóm sáng, xanh, sạch, đẹp", P, "%", "gte", "90")]),
        (3, "Thủy lợi và phòng, chống thiên tai", [
            ("3.1", "Tỷ lệ diện tích được tưới, tiêu chủ động", P, "%", "gte", "90")]),
        (5, "Giáo dục", [
            ("5.1", "Tỷ lệ trường đạt chuẩn cơ sở vật chất mức độ 1", P, "%", "gte", "100")]),
        (6, "Văn hóa", [("6.3", "Tỷ lệ xóm đạt chuẩn văn hóa", P, "%", "gte", "80")]),
        (9, "Nhà ở dân cư", [("9.1", "Tỷ lệ nhà ở kiên cố, bán kiên cố", P, "%", "gte", "85")]),
        (10, "Thu nhập", [
            ("10.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "53")]),
        (11, "Nghèo đa chiều", [("11.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "5")]),
        (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
            ("13.1", "Có HTX hoạt động hiệu quả, liên kết theo chuỗi", Y, "", "", ""),
            ("13.2", "Số sản phẩm OCOP còn thời hạn", C, "sản phẩm", "gte", "1")]),
        (14, "Y tế", [
            ("14.1", "Tỷ lệ người dân tham gia BHYT", P, "%", "gte", "95"),
            ("14.2", "Tỷ lệ dân số được quản lý sức khỏe", P, "%", "gte", "90")]),
        (16, "Tiếp cận pháp luật", [
            ("16.2", "Tỷ lệ mâu thuẫn, tranh chấp được hòa giải thành", P, "%", "gte", "90")]),
        (17, "Môi trường", [
            ("17.2", "Tỷ lệ hộ phân loại rác tại nguồn", P, "%", "gte", "50"),
            ("17.7", "Tỷ lệ hộ chăn nuôi bảo đảm vệ sinh", P, "%", "gte", "95")]),
        (19, "Quốc phòng và An ninh", [
            ("19.2", "Có mô hình camera an ninh hoạt động thường xuyên", Y, "", "", "")]),
    ],
    stands={
        "1.1": ("met", None), "2.1": ("met", "100"), "2.3": ("not_met", "81"), "3.1": ("met", "94"),
        "5.1": ("met", "100"), "6.3": ("met", "100"), "9.1": ("met", "91.3"),
        "10.1": ("met", "56.4"), "11.1": ("met", "3.8"), "13.1": ("met", None),
        "13.2": ("not_met", "0"), "14.1": ("met", "95.7"), "14.2": ("not_met", "83"),
        "16.2": ("met", "92"), "17.2": ("met", "63"), "17.7": ("met", "96"), "19.2": ("met", None),
    },
    village_criteria=[
        (1, "Giao thông", [("1.1", "Đường trục xóm có điện chiếu sáng", P, "%", "gte", "90")]),
        (2, "Hộ gia đình", [("2.1", "Không còn nhà tạm, nhà dột", Y, "", "", "")]),
        (3, "Vườn hộ", [("3.1", "Tỷ lệ vườn hộ được chỉnh trang", P, "%", "gte", "70")]),
    ],
    village_stands={"1.1": ("met", "100"), "2.1": ("met", None), "3.1": ("not_met", "55")},
    work=(
        Work("Chỉnh trang, trồng hoa, lắp đèn ngõ xóm", 2, "women", "xong trước 15/11/2024", "2.3",
             support="youth"),
        Work("Hoàn thiện hồ sơ OCOP bánh đa Làng Rào", 13, "coop", "trong tháng 11/2024", "13.2",
             support="farmers"),
        Work("Khám, lập hồ sơ quản lý sức khỏe toàn dân", 14, "health", "hết tháng 10/2024",
             "14.2"),
        Work("Diễn tập chiến đấu trong khu vực phòng thủ", 19, "police", "tháng 10/2024"),
        # Odd to look at, and right.
        Work("Đóng góp ngày công làm thủy lợi Đông Xuân 2023 - 2024", 3, "farmers",
             "trước 28/02/2024", done=date(2024, 2, 25)),
        Work("Tổ chức Ngày hội Đại đoàn kết toàn dân tộc 18/11", 6, "front", "18/11/2024"),
        Work("Cải tạo 3/5 cống đã xuống cấp (60%), 2 cống còn lại chuyển năm sau", 3, "land",
             "tháng 11/2024"),
        Work("Trao 12 con bò giống cho hộ nghèo, hộ cận nghèo", 11, "veterans", "tháng 9/2024",
             done=date(2024, 9, 20)),
        Work("Tu sửa bia dẫn tích đền Đức Hoàng, xóm Yên Xuân", 6, "culture", "tháng 11/2024",
             village="Yên Xuân"),
        Work("Quyết toán các công trình theo Thông tư 96/2021/TT-BTC", 2, "finance",
             "trước 30/11/2024"),
        Work("Tiếp tục thu gom rác với Công ty CP Môi trường Đô Lương", 17, "land",
             "tháng 11/2024"),
        Work("Kiểm tra 100% hộ kinh doanh thực phẩm dịp Tết Trung thu", 17, "health",
             "trước 17/9/2024", done=date(2024, 9, 14)),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.text(
        "achievements",
        "- Năm 2023, xã được công nhận giữ vững xã đạt chuẩn NTM; tỷ lệ hộ nghèo "
        "giảm từ 4,9% xuống còn 4,1%.\n- 4/5 xóm đạt danh hiệu văn hóa, 01 xóm chưa đạt.",
    )
    m.text("resources", "- Nguồn vốn: tổng 2,6 tỷ đồng, trong đó ngân sách tỉnh 1,5 tỷ đồng, ngân "
           "sách xã 600 triệu đồng, nhân dân đóng góp 500 triệu đồng.")  # fmt: skip
    m.cite("1010/HD-SNN-NTM", "Hướng dẫn thực hiện bộ tiêu chí xã nông thôn mới nâng cao giai đoạn "
           "2021 - 2025", date(2022, 4, 12), "Sở Nông nghiệp và PTNT Nghệ An")  # fmt: skip
    m.money("Đường trục xóm Ngọc Tân", 2_600_000_000,
            {"province": 1_500_000_000, "commune": 600_000_000, "people": 500_000_000},
            words="2,6 tỷ đồng")  # fmt: skip
    ReportingDuty.objects.create(
        plan=m.plan, order=3, who="Các xóm trưởng", report_to="Ban Quản lý xã",
        text="Kết quả chỉnh trang vườn hộ", rhythm_words="thứ sáu hàng tuần",
    )  # fmt: skip
