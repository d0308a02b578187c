"""What communes do for a criterion, in the words of their plans."""

from ntm_project.generator.dice import Dice

# By the number of the criterion in the sets of 2021–2025.
_DEEDS = {
    1: ["Rà soát quy hoạch chung xây dựng xã, công khai bản vẽ tại nhà văn hóa"],
    2: [
        "Cứng hóa, sửa chữa đường ngõ xóm",
        "Lắp biển báo, gờ giảm tốc và cây xanh trên đường trục",
        "Phát quang hành lang giao thông, sơn lại vạch kẻ đường",
    ],
    3: ["Nạo vét kênh mương nội đồng", "Kiểm tra phương án phòng chống thiên tai 4 tại chỗ"],
    4: ["Thay cột, bó gọn dây điện, cáp viễn thông"],
    5: ["Bổ sung thiết bị dạy học, tự kiểm tra trường chuẩn quốc gia"],
    6: ["Sửa nhà văn hóa, lắp dụng cụ thể dục thể thao ngoài trời"],
    7: ["Sắp xếp lại khu bán thực phẩm tươi sống của chợ"],
    8: ["Lắp wifi miễn phí tại điểm sinh hoạt cộng đồng", "Sửa hệ thống loa truyền thanh"],
    9: ["Vận động xóa nhà dột nát cho hộ khó khăn"],
    10: ["Điều tra thu nhập bình quân đầu người, nhập phiếu"],
    11: ["Rà soát hộ nghèo, hộ cận nghèo, lập danh sách hỗ trợ sinh kế"],
    12: ["Rà soát lao động qua đào tạo có bằng cấp, chứng chỉ"],
    13: ["Hoàn thiện hồ sơ sản phẩm OCOP", "Ký hợp đồng liên kết tiêu thụ với hợp tác xã"],
    14: ["Vận động tham gia bảo hiểm y tế hộ gia đình", "Lập sổ khám chữa bệnh điện tử"],
    15: ["Hướng dẫn người dân nộp hồ sơ trực tuyến qua tổ công nghệ số cộng đồng"],
    16: ["Kiện toàn tổ hòa giải, tuyên truyền pháp luật"],
    17: [
        "Thu gom, phân loại chất thải rắn tại nguồn",
        "Vận động hộ chăn nuôi ký cam kết bảo vệ môi trường",
        "Trồng hoa, vẽ tranh tường, dọn vệ sinh chung ngày thứ Bảy",
    ],
    18: ["Đấu nối nước sạch tập trung cho hộ còn thiếu", "Tập huấn an toàn thực phẩm cho cơ sở"],
    19: ["Ra quân bảo đảm an ninh trật tự, duy trì camera giám sát"],
}
_CONCLUSIONS = [
    "Các công chức phụ trách cập nhật số liệu trước ngày 25 hằng tháng.",
    "Giao Văn phòng tổng hợp khó khăn, vướng mắc báo cáo Ban Chỉ đạo tỉnh.",
    "Mặt trận Tổ quốc và các đoàn thể tiếp tục vận động Nhân dân hiến đất, góp ngày công.",
    "Các thôn tổng vệ sinh môi trường vào sáng thứ Bảy hằng tuần.",
    "Thường trực rà soát minh chứng còn thiếu của các tiêu chí phấn đấu đạt trong quý.",
]


def deed(dice: Dice, number: int, place: str) -> str:
    """A task for a criterion at a place."""
    return f"{dice.pick(_DEEDS.get(number, _DEEDS[2]))}: {place}"


def money_work(dice: Dice, number: int) -> str:
    """A work that money is spent on."""
    return dice.pick(_DEEDS.get(number, _DEEDS[2]))


def conclusion(dice: Dice) -> str:
    """What a meeting concluded beside its tasks."""
    return dice.pick(_CONCLUSIONS)
