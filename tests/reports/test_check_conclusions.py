"""Which conclusions of meetings the checks take for orders, in the wordings of different places."""

from datetime import date

import pytest

from reports.checks.reading.conclusions import is_order

HELD = date(2024, 6, 5)

ORDERS = [
    "Ban Quản lý xã làm việc với đơn vị thi công, mỗi tuần lắp ít nhất 250 m ống.",
    "Bổ sung hồ sơ theo kết luận của Văn phòng điều phối NTM huyện trong tháng 6.",
    "Công an xã lắp 4 camera tại hai ngã ba có nguy cơ tai nạn cao.",
    "Công chức phụ trách cập nhật xong số liệu lần đầu trước ngày 28/6/2024.",
    "Các công chức phụ trách cập nhật số liệu trước ngày 25 hằng tháng.",
    "Các thôn tổng vệ sinh môi trường vào sáng thứ Bảy hằng tuần.",
    "Giao Văn phòng tổng hợp khó khăn, vướng mắc báo cáo Ban Chỉ đạo tỉnh.",
    "Thường trực rà soát minh chứng còn thiếu của các tiêu chí phấn đấu đạt trong quý.",
    "Hợp tác xã Sao Mai gửi mẫu chè đi kiểm nghiệm.",
    "Mỗi thôn chọn một tuyến đường hoa do phụ nữ tự quản.",
    "Thường trực gửi hồ sơ năm tiêu chí lên huyện trước ngày 30/6/2024.",
    "Trạm Y tế và 6 thôn vận động đủ 95% người dân tham gia bảo hiểm y tế.",
    "Văn phòng UBND gửi kế hoạch đến trưởng 6 thôn.",
    "Đồng chí Lâm Ngọc Khánh nhận bàn giao tiêu chí 3, 13, 17, 18 trước ngày 10/7/2024.",
    "Giao Hội Nông dân sửa mương",
    "Giao đồng chí Hiền",
    "Giao Lan soát lại danh sách",
    "Giao Phòng Kinh tế thay 6 trụ đèn ấp Thạnh Lộc trong tháng 9",
    "Hội nghị thống nhất giao Ban Phát triển thôn Đồi Chè lát nốt 200 m vỉa hè.",
    "Biểu dương thôn Đồi Chè đã hoàn thành 12 tiêu chí; yêu cầu các thôn còn lại rút kinh nghiệm.",
    "Nhất trí với báo cáo. Giao công chức địa chính đo lại đất nhà văn hóa.",
    "Về giao thông: các thôn khẩn trương cắm biển báo.",
    "Trong tháng 6, Hội Phụ nữ ra quân dọn vệ sinh.",
    "1. Khẩn trương hoàn thiện hồ sơ tiêu chí 13.",
    "- Đ/c Tám chủ trì, báo cáo trước 20/6.",
    "Yêu cầu hoàn thành trước ngày 30/6.",
    "Đề nghị các đoàn thể vận động hội viên.",
    "Hoàn thành cắm biển báo giao thông thôn Thắng Lợi trước ngày 15/8",
    "Các thôn chưa đạt tiêu chí 17 phải ký cam kết.",
    "6 thôn nộp danh sách hộ nghèo",
    "Hội Cựu chiến binh tiếp tục tuyên truyền đến hết tháng 9/2024.",
    "Trường Tiểu học bổ sung thiết bị phòng tin học",
    "Chấn chỉnh việc nộp báo cáo, chậm nhất ngày 25 hằng tháng",
    "Đồng chí Phó Chủ tịch trực tiếp chỉ đạo tiêu chí 17",
    "Yêu cầu đơn vị thi công bảo đảm tiến độ",
]

NO_ORDERS = [
    "Ghi nhận kết quả tiêu chí giao thông của các thôn.",
    "Biểu dương thôn Đồi Chè đã hoàn thành 12 tiêu chí.",
    "Kết luận chung, không giao",
    "Thống nhất với báo cáo",
    "Nhất trí báo cáo",
    "Đã rõ",
    "Thôn Mai Hạ lát xong vỉa hè; không có ý kiến khác",
    "Thôn 3 đã hoàn thành đường ngõ xóm.",
    "Các thôn thực hiện tốt vệ sinh môi trường.",
    "Tiêu chí 2 (Giao thông) tiến độ tốt.",
    "Giao thông nông thôn đạt 100% kế hoạch.",
    "Giao ban tháng tới họp tại nhà văn hóa thôn Đồi Chè.",
    "Đánh giá cao Hội Phụ nữ vận động 5 hộ hiến đất.",
    "Đã giao 21 nhiệm vụ; 8/19 tiêu chí đạt theo hiện trạng cuối năm 2023.",
    "Thôn Thắng Lợi được giao 3 nhiệm vụ, đã xong.",
    "Trong tháng 5 hoàn thành 3 tiêu chí.",
    "Ban Quản lý đã yêu cầu các thôn báo cáo.",
    "Đề nghị khen thưởng tập thể thôn Đồi Chè.",
    "Cơ bản đồng ý với đề nghị của các thôn.",
    "Hồ sơ đáp ứng yêu cầu.",
    "Các thôn tiếp tục tuyên truyền",
    "Thôn Đồi Chè hoàn thành 12 tiêu chí.",
    "Xã đạt thêm tiêu chí 5. Hộ dùng nước sạch tập trung còn thấp.",
    "Công chức Nông nghiệp - Môi trường chuyển công tác.",
    "Hội nghị nhất trí cao với báo cáo của Thường trực",
    "Công tác giao đất, cho thuê đất còn chậm",
    "Tiến độ hoàn thành chung đạt 75% yêu cầu đề ra",
    "Công an xã phối hợp tốt với các thôn trong bảo đảm an ninh trật tự",
]


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_names_who_shall_do_it_or_by_when(text) -> None:
    assert is_order(text, "", HELD)


@pytest.mark.parametrize("text", NO_ORDERS)
def test_praise_notes_and_what_was_done_are_no_orders(text) -> None:
    assert not is_order(text, "", HELD)


def test_what_begins_with_a_verb_is_an_order_once_it_has_a_deadline() -> None:
    text = "Hoàn thiện hồ sơ tiêu chí 1, 3, 4 để gửi thẩm tra"
    assert is_order(text, "trước ngày 20/6/2024", HELD)
    assert not is_order(text, "", HELD)
