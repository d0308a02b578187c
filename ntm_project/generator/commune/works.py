"""The works of the year as the plan has them, and what was reported of each: data alone."""

from dataclasses import dataclass
from datetime import date

from tasks.enums import FundingSource, FundingStage

_GIVEN = date(2024, 1, 22)


@dataclass(frozen=True)
class TaskStory:
    """A task and its steps: day, step (a transition, or `report`), words."""

    criterion: int
    text: str
    lead: str
    support: str
    words: str
    steps: tuple[tuple[date, str, str], ...] = ()
    unit: str = "xa"
    of: str = "xa"  # whose assessment it serves
    given: date = _GIVEN


def _done(begun: date, reported: date, result: str, confirmed: date) -> tuple:
    return (
        (begun, "start", ""),
        (reported, "report_done", result),
        (confirmed, "confirm", ""),
    )


def _d(month: int, day: int) -> date:
    return date(2024, month, day)


TASKS = [
    TaskStory(
        1, "Rà soát, công khai quy hoạch chung xây dựng xã tại 6 nhà văn hóa thôn",
        "diachinh", "ubnd", "trước ngày 28/02/2024",
        _done(_d(1, 25), _d(2, 23), "Đã công khai tại 6/6 nhà văn hóa thôn.", _d(2, 26)),
    ),
    TaskStory(
        2, "Lắp 14 biển báo, 6 gờ giảm tốc trên đường trục xã",
        "diachinh", "bql", "trong quý I/2024",
        _done(_d(2, 19), _d(3, 20), "Đã lắp 14 biển báo, 6 gờ giảm tốc.", _d(3, 21)),
    ),
    TaskStory(
        2, "Cứng hóa 1,2 km đường ngõ thôn Cầu Gỗ", "diachinh", "bpt-caugo", "trước ngày 31/8/2024",
        ((_d(4, 8), "start", ""), (_d(6, 17), "report", "Đã đổ bê tông 0,8/1,2 km.")), unit="caugo",
    ),
    TaskStory(
        3, "Nạo vét 3,5 km kênh mương nội đồng trước vụ mùa", "khanh", "htx",
        "trước ngày 15/6/2024",
        _done(_d(5, 6), _d(6, 12), "Nạo vét 3,5 km, 4 thôn tham gia.", _d(6, 13)), given=_d(4, 8),
    ),
    TaskStory(
        4, "Bó gọn cáp điện, cáp viễn thông trục trung tâm xã", "diachinh", "doanthanhnien",
        "trong tháng 5/2024",
        _done(_d(5, 6), _d(5, 24), "Bó gọn 2,1 km cáp.", _d(5, 28)),
    ),
    TaskStory(
        5, "Hoàn thành hạng mục phòng học bộ môn Trường THCS Sao Mai", "vanhoa", "truong",
        "trước ngày 15/4/2024",
        _done(_d(2, 5), _d(4, 11), "Đã nghiệm thu hai phòng học bộ môn.", _d(4, 15)),
    ),
    TaskStory(
        5, "Lắp dụng cụ thể dục thể thao ngoài trời tại thôn Bến Sông", "vanhoa", "bpt-bensong",
        "trước ngày 31/5/2024",
        ((_d(4, 22), "start", ""),
         (_d(6, 4), "report", "Đã có mặt bằng 180 m2; vướng: Nhà thầu giao thiết bị chậm."),),
        unit="bensong", of="bensong",
    ),
    TaskStory(
        6, "Sửa mái, sân nhà văn hóa thôn Xuân Sơn", "vanhoa", "bpt-xuanson", "trong quý II/2024",
        ((_d(5, 14), "start", ""),
         (_d(6, 24), "report_done", "Đã lợp lại mái, láng 120 m2 sân."),),
        unit="xuanson",
    ),
    TaskStory(
        8, "Thay 9 cụm loa truyền thanh ứng dụng công nghệ thông tin", "vanhoa", "vanphong",
        "trong tháng 4/2024",
        _done(_d(3, 11), _d(4, 22), "Đã thay 9/9 cụm loa.", _d(4, 24)),
    ),
    TaskStory(
        9, "Vận động sửa nhà cho 5 hộ còn nhà thiếu kiên cố", "diachinh", "mttq",
        "trước ngày 30/9/2024",
        ((_d(3, 18), "start", ""), (_d(5, 30), "report", "Đã khởi công 3/5 nhà.")),
    ),
    TaskStory(
        10, "Điều tra thu nhập bình quân đầu người 420 hộ mẫu", "laodong", "ubnd",
        "trong tháng 6/2024",
        ((_d(5, 15), "start", ""), (_d(6, 14), "report_done", "Đã thu 420/420 phiếu, nhập xong.")),
    ),
    TaskStory(
        10, "Xây dựng phương án nâng thu nhập: 12 ha chè VietGAP, 2 tổ hợp tác nuôi ong", "khanh",
        "nongdan", "trước ngày 31/10/2024", ((_d(5, 20), "start", ""),), given=_d(5, 7),
    ),
    TaskStory(
        11, "Rà soát 31 hộ nghèo, lập phương án hỗ trợ sinh kế từng hộ", "laodong", "phunu",
        "trước ngày 15/6/2024",
        _done(_d(3, 4), _d(6, 14), "31/31 hộ có phương án; 9 hộ đăng ký thoát nghèo.", _d(6, 17)),
    ),
    TaskStory(
        12, "Mở hai lớp nghề ngắn hạn cho 60 lao động", "laodong", "phunu", "trong tháng 5/2024",
        _done(_d(3, 25), _d(5, 10), "60 người được cấp chứng chỉ.", _d(5, 13)),
    ),
    TaskStory(
        13, "Hoàn thiện hồ sơ sản phẩm OCOP “Chè Sao Mai” gửi huyện", "nongnghiep", "htx",
        "trước ngày 30/6/2024",
        ((_d(2, 26), "start", ""),
         (_d(3, 26), "report", "Đã có mẫu bao bì, phiếu kiểm nghiệm; còn hồ sơ sản phẩm.")),
    ),
    TaskStory(
        13, "Đưa sản phẩm chè, mật ong lên sàn thương mại điện tử", "khanh", "htx",
        "trong quý III/2024", given=_d(5, 7),
    ),
    TaskStory(
        14, "Vận động 640 người tham gia bảo hiểm y tế hộ gia đình", "laodong", "tramyte",
        "trước ngày 15/7/2024",
        ((_d(2, 21), "start", ""), (_d(6, 20), "report", "Đã vận động được 512 người.")),
    ),
    TaskStory(
        14, "Hướng dẫn cài ứng dụng khám, chữa bệnh từ xa tại 6 thôn", "vanhoa", "tramyte",
        "trước ngày 31/8/2024", ((_d(4, 2), "start", ""),),
    ),
    TaskStory(
        15, "Tập huấn tổ công nghệ số cộng đồng 6 thôn về dịch vụ công trực tuyến", "tuphap",
        "doanthanhnien", "trong tháng 4/2024",
        _done(_d(3, 27), _d(4, 26), "Tập huấn 42 người.", _d(5, 2)),
    ),
    TaskStory(
        16, "Kiện toàn 6 tổ hòa giải, tuyên truyền pháp luật quý I", "tuphap", "mttq",
        "trong quý I/2024", _done(_d(2, 20), _d(3, 27), "Kiện toàn 6/6 tổ.", _d(3, 28)),
    ),
    TaskStory(
        17, "Xây 22 bể thu gom bao gói thuốc bảo vệ thực vật", "khanh", "nongdan",
        "trước ngày 15/6/2024",
        ((_d(5, 3), "start", ""),
         (_d(6, 11), "report", "Đã xây 15/22 bể; vướng: Chưa chọn được vị trí ở thôn Trại Hoa.")),
        given=_d(4, 8),
    ),
    TaskStory(
        17, "Hướng dẫn 780 hộ phân loại rác tại nguồn, cấp thùng hai ngăn", "khanh", "phunu",
        "trước ngày 30/9/2024",
        ((_d(4, 15), "start", ""), (_d(6, 21), "report", "Đã cấp thùng cho 366 hộ.")),
        given=_d(4, 8),
    ),
    TaskStory(
        2, "Vận động hộ chăn nuôi thôn Làng Mới ký cam kết môi trường", "langmoi", "nongdan",
        "trước ngày 20/7/2024", ((_d(5, 27), "start", ""),), unit="langmoi", given=_d(5, 7),
        of="langmoi",
    ),
    TaskStory(
        6, "Vận động 100% người dân thôn Làng Mới tham gia bảo hiểm y tế", "langmoi", "tramyte",
        "trước ngày 31/8/2024", ((_d(6, 3), "start", ""),), unit="langmoi", of="langmoi",
        given=_d(5, 7),
    ),
    TaskStory(
        18, "Thi công tuyến ống cấp nước thôn Trại Hoa, Xuân Sơn (3,8 km)", "diachinh", "bql",
        "trước ngày 30/9/2024",
        ((_d(3, 4), "start", ""), (_d(6, 12), "report", "Đã lắp 2,3/3,8 km ống, đấu nối 118 hộ.")),
    ),
    TaskStory(
        18, "Tập huấn an toàn thực phẩm cho 74 cơ sở, hộ kinh doanh", "vanhoa", "tramyte",
        "trước ngày 10/6/2024",
        _done(_d(5, 16), _d(6, 7), "74/74 cơ sở được tập huấn.", _d(6, 10)),
    ),
    TaskStory(
        19, "Ra quân bảo đảm trật tự an toàn giao thông, tuyên truyền tại 6 thôn", "conganxa",
        "doanthanhnien", "trước ngày 05/7/2024",
        ((_d(6, 6), "start", ""), (_d(6, 26), "report", "Đã tuyên truyền 4/6 thôn.")),
        given=_d(6, 5),
    ),
    TaskStory(
        7, "Sắp xếp lại khu bán thực phẩm tươi sống chợ Sao Mai", "vanhoa", "ubnd",
        "trong quý I/2024",
        ((_d(2, 15), "start", ""), (_d(3, 14), "report_done", "Đã kẻ vạch, sắp xếp 46 hộ."),
         (_d(3, 18), "send_back", "Khu bán cá chưa có rãnh thoát nước, đề nghị làm tiếp."),
         (_d(4, 16), "report_done", "Đã làm 35 m rãnh thoát nước."), (_d(4, 17), "confirm", "")),
    ),
    TaskStory(
        6, "Tổ chức hội diễn văn nghệ chào mừng ngày giải phóng Thủ đô", "vanhoa", "phunu",
        "trong tháng 5/2024",
        ((_d(4, 24), "cancel", "Huyện chuyển sang tổ chức cấp cụm xã trong tháng 10."),),
    ),
]  # fmt: skip

_P, _D, _X, _N, _C = (
    FundingSource.PROVINCE, FundingSource.DISTRICT, FundingSource.COMMUNE, FundingSource.PEOPLE,
    FundingSource.CENTRAL,
)  # fmt: skip
FUNDING = [
    (2, FundingStage.PLANNED, "Cứng hóa 1,2 km đường ngõ thôn Cầu Gỗ",
     [(_X, "420 triệu đồng"), (_N, "185 triệu đồng")]),
    (5, FundingStage.MOBILISED, "Phòng học bộ môn Trường THCS Sao Mai",
     [(_D, "2,1 tỷ đồng"), (_X, "650 triệu đồng")]),
    (6, FundingStage.MOBILISED, "Sửa nhà văn hóa thôn Xuân Sơn, dụng cụ thể thao thôn Bến Sông",
     [(_X, "240 triệu đồng"), (_N, "96 triệu đồng")]),
    (17, FundingStage.PLANNED, "Bể thu gom bao gói thuốc, thùng rác hai ngăn",
     [(_P, "150 triệu đồng"), (_X, "88 triệu đồng"), (_N, "42 triệu đồng")]),
    (18, FundingStage.MOBILISED, "Tuyến ống cấp nước thôn Trại Hoa, Xuân Sơn",
     [(_C, "1,8 tỷ đồng"), (_P, "900 triệu đồng"), (_N, "310 triệu đồng")]),
    (18, FundingStage.OWED, "Khối lượng lắp ống đã nghiệm thu, chưa thanh toán",
     [(_X, "180 triệu đồng")]),
]  # fmt: skip
