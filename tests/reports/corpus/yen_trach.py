"""Yên Trạch, Bắc Giang, a midland commune on its way to the advanced standard: the plan of 2024."""

from datetime import date

from tasks.models import Task
from tests import factories as make
from tests.reports.corpus.communes import Made
from tests.reports.corpus.specs import N, P, Spec, Work, Y
from villages.enums import Role

SPEC = Spec(
    "Bắc Giang", "Lục Sơn", "Yên Trạch", "thôn",
    ["Đồng Vàng", "Trại Mới", "Cầu Gỗ", "Am Sơn", "Phú Bình", "Hòa Lạc"],
    2024, date(2024, 8, 20),
    {
        "chair": ("Lương Văn Hùng", "Chủ tịch UBND xã"),
        "vice": ("Hoàng Thị Thúy", "Phó Chủ tịch UBND xã"),
        "vice2": ("Nguyễn Minh Đức", "Phó Chủ tịch UBND xã"),
        "standing": ("Trần Thị Ngân", "Công chức phụ trách NTM"),
        "land": ("Phạm Đăng Quang", "Công chức Địa chính - Xây dựng"),
        "farm": ("Lê Xuân Bách", "Công chức Địa chính - Nông nghiệp - Môi trường"),
        "culture": ("Dương Thị Mai", "Công chức Văn hóa - Xã hội"),
        "finance": ("Lưu Thị Hòa", "Công chức Tài chính - Kế toán"),
        "health": ("Ngô Thị Loan", "Trạm trưởng Trạm Y tế"),
        "police": ("Giáp Văn Khánh", "Trưởng Công an xã"),
        "left": ("Vũ Đình Toàn", "Công chức Tài chính - Kế toán"),
    },
    {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
     "youth": "Đoàn Thanh niên xã", "front": "Ủy ban MTTQ Việt Nam xã",
     "school": "Trường TH&THCS Yên Trạch", "coop": "Hợp tác xã Nông nghiệp Yên Trạch",
     "clinic": "Trạm Y tế xã"},
    "QĐ 741/QĐ-UBND", "TDMNPB", second=5,
    window="từ tháng 3/{year} đến hết tháng 11/{year}",
    target=("Có thêm ít nhất 01 sản phẩm chủ lực được dán tem truy xuất", 13, "sản phẩm"),
    criteria=[
        (2, "Giao thông", [
            ("2.1", "Tỷ lệ đường xã được bảo trì hàng năm", P, "%", "gte", "100"),
            ("2.3", "Tỷ lệ đường ngõ, xóm được cứng hóa", P, "%", "gte", "80")]),
        (3, "Thủy lợi và phòng, chống thiên tai", [
            ("3.1", "Tỷ lệ diện tích đất nông nghiệp được tưới, tiêu chủ động", P, "%", "gte",
             "90")]),
        (4, "Điện", [("4", "Tỷ lệ hộ sử dụng điện an toàn", P, "%", "gte", "98")]),
        (6, "Văn hóa", [
            ("6.1", "Có lắp đặt dụng cụ thể thao ngoài trời ở điểm công cộng", Y, "", "", ""),
            ("6.3", "Tỷ lệ thôn đạt tiêu chuẩn văn hóa theo quy định", P, "%", "gte", "90")]),
        (7, "Cơ sở hạ tầng thương mại nông thôn", [
            ("7", "Có chợ bảo đảm an toàn thực phẩm", Y, "", "", "")]),
        (8, "Thông tin và Truyền thông", [
            ("8.2", "Tỷ lệ thuê bao sử dụng điện thoại thông minh", P, "%", "gte", "80"),
            ("8.5", "Có mạng wifi miễn phí ở các điểm công cộng", Y, "", "", "")]),
        (9, "Nhà ở dân cư", [
            ("9", "Tỷ lệ hộ có nhà ở kiên cố hoặc bán kiên cố", P, "%", "gte", "95")]),
        (10, "Thu nhập", [
            ("10", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "55")]),
        (11, "Nghèo đa chiều", [("11", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "3")]),
        (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
            ("13.1", "Hợp tác xã hoạt động hiệu quả, có hợp đồng liên kết", Y, "", "", ""),
            ("13.2", "Có sản phẩm OCOP được xếp hạng còn thời hạn", Y, "", "", ""),
            ("13.4", "Ứng dụng chuyển đổi số để truy xuất nguồn gốc sản phẩm", Y, "", "", ""),
            ("13.7", "Có quảng bá hình ảnh điểm du lịch của xã", Y, "", "", "")]),
        (14, "Y tế", [
            ("14.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "95"),
            ("14.2", "Tỷ lệ dân số được quản lý sức khỏe", P, "%", "gte", "90")]),
        (16, "Tiếp cận pháp luật", [
            ("16.1", "Có mô hình điển hình về phổ biến, giáo dục pháp luật", Y, "", "", ""),
            ("16.2", "Tỷ lệ mâu thuẫn, tranh chấp được hòa giải thành", P, "%", "gte", "90")]),
        (17, "Môi trường", [
            ("17.3", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", P, "%", "gte", "90"),
            ("17.5", "Tỷ lệ hộ phân loại chất thải rắn tại nguồn", P, "%", "gte", "50")]),
        (18, "Chất lượng môi trường sống", [
            ("18.1", "Tỷ lệ hộ dùng nước sạch từ hệ thống tập trung", P, "%", "gte", "55"),
            ("18.8", "Tỷ lệ bãi chôn lấp bảo đảm vệ sinh", P, "%", "gte", "100")]),
        (19, "Quốc phòng và An ninh", [
            ("19.2", "Không có công dân phạm tội nghiêm trọng", Y, "", "", "")]),
    ],
    stands={
        "2.1": ("met", "100"), "2.3": ("met", "86"), "3.1": ("met", "92.5"), "4": ("met", "98"),
        "6.1": ("met", None), "6.3": ("met", "100"), "7": ("met", None), "8.2": ("met", "87"),
        "8.5": ("not_met", None), "9": ("not_met", "88.4"), "10": ("met", "62"),
        "11": ("met", "0.87"), "13.1": ("met", None), "13.2": ("met", None),
        "13.4": ("not_met", None), "13.7": ("met", None), "14.1": ("met", "95.8"),
        "14.2": ("met", "93"), "16.1": ("met", None), "16.2": ("met", "94"),
        "17.3": ("met", "94"), "17.5": ("not_met", "37"), "18.1": ("not_met", "41"),
        "18.8": ("met", "100"), "19.2": ("met", None),
    },
    village_criteria=[
        (1, "Giao thông", [("1.1", "Tỷ lệ đường thôn được cứng hóa", P, "%", "gte", "90")]),
        (2, "Văn hóa", [("2.1", "Thôn đạt tiêu chuẩn văn hóa theo quy định", Y, "", "", "")]),
        (3, "Khu thể thao thôn", [("3.1", "Có khu thể thao của thôn", Y, "", "", "")]),
    ],
    village_stands={"1.1": ("met", "94"), "2.1": ("met", None), "3.1": ("not_met", None)},
    work=(
        Work("Lắp wifi miễn phí tại nhà văn hóa các thôn", 8, "culture", "trước ngày 15/10/2024",
             "8.5"),
        Work("Hỗ trợ 14 hộ sửa chữa nhà ở xuống cấp", 9, "front", "trước ngày 30/10/2024", "9",
             support="finance"),
        Work("Dán tem truy xuất nguồn gốc cho vải sấy", 13, "coop", "trong tháng 10/2024", "13.4"),
        Work("Cấp thùng hai ngăn, hướng dẫn các hộ phân loại rác", 17, "women",
             "hết tháng 10/2024", "17.5"),
        Work("Đấu nối nước sạch cho các hộ thôn Phú Bình, Hòa Lạc", 18, "land",
             "trước ngày 31/10/2024", "18.1"),
        # Odd to look at, and right.
        Work("Nạo vét kênh nội đồng thôn Hòa Lạc", 3, "coop", "trong quý III/2024"),
        Work("Phát quang tuyến đường liên xã Yên Trạch – Tân Hưng", 2, "land",
             "đến hết ngày 30/11/2024"),
        Work("Sơn sửa nhà văn hóa thôn Trại Mới", 6, "youth", "trước 30/9/2024",
             village="Trại Mới"),
        Work("Sơn sửa nhà văn hóa thôn Cầu Gỗ", 6, "youth", "trước 31/10/2024", village="Cầu Gỗ"),
        Work("Tuyên truyền an ninh trật tự trên loa truyền thanh", 19, "police", "hàng tuần"),
        Work("Hiện 3/6 thôn có tủ sách; đặt thêm ở 3 thôn còn lại", 6, "culture",
             "trước 30/10/2024"),
        Work("Bố trí dự toán mua sắm trang thiết bị nhà văn hóa", 6, "left", "trong tháng 3/2024",
             done=date(2024, 3, 20)),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.people["left"].postings.update(ends_on=date(2024, 3, 31))
    m.people["vice2"].postings.update(role=Role.VICE_CHAIR)
    old = make.make_unit("village", "Bãi Trẹo", m.unit, noun="thôn")
    old.valid_to = date(2022, 12, 31)
    old.save()
    m.task("Mở rộng tuyến ống cấp nước khu Bãi Trẹo (cũ), nay thuộc thôn Trại Mới", 18, "land",
           "trước 31/10/2024")  # fmt: skip
    m.enter("18.8", "not_applicable", None, note="Xã không có bãi chôn lấp trên địa bàn")
    m.paper("Giấy chứng nhận chợ bảo đảm an toàn thực phẩm", "7", dated_on=date(2022, 8, 20),
            expires_on=date(2024, 8, 20))  # fmt: skip
    m.money("Rãnh thoát nước thôn Cầu Gỗ", 1_200_000_000,
            {"commune": 700_000_000, "people": 500_000_000}, words="1,2 tỷ đồng")  # fmt: skip
    stopped = m.task("Xây lò đốt rác tập trung", 17, None)
    Task.objects.filter(pk=stopped.pk).update(
        state="cancelled", deadline_words="", starts_on=None, ends_on=None
    )
    m.paper("Sổ theo dõi hòa giải ở cơ sở", "16.2", period_from=date(2023, 7, 1),
            period_to=date(2024, 6, 30))  # fmt: skip
    Task.objects.filter(deadline_words="hàng tuần").update(
        state="in_progress", progress="Đã phát 31 buổi"
    )
    asked = m.task("Vận động quỹ xây dựng nông thôn mới", 2, "front", "trước 31/10/2024")
    Task.objects.filter(pk=asked.pk).update(
        state="in_progress", progress="Đã thu được 112% kế hoạch vận động"
    )
