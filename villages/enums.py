"""The closed lists of this floor, with the words the interface shows."""

from django.db.models import TextChoices


class UnitLevel(TextChoices):
    """Levels of administration; the district is gone since 1/7/2025, so nothing assumes it."""

    PROVINCE = "province", "Tỉnh"
    DISTRICT = "district", "Huyện"
    COMMUNE = "commune", "Xã"
    VILLAGE = "village", "Thôn"

    @property
    def levels_above(self) -> "tuple[UnitLevel, ...]":
        """The levels that stand above this one, from the top down."""
        levels = tuple(UnitLevel)
        return levels[: levels.index(self)]


class Region(TextChoices):
    """The seven regions by which QĐ 318/QĐ-TTg sets its levels."""

    NORTH_MIDLAND = "TDMNPB", "Trung du miền núi phía Bắc"
    RED_RIVER = "DBSH", "Đồng bằng sông Hồng"
    NORTH_CENTRAL = "BTB", "Bắc Trung Bộ"
    SOUTH_CENTRAL_COAST = "DHNTB", "Duyên hải Nam Trung Bộ"
    HIGHLANDS = "TN", "Tây Nguyên"
    SOUTH_EAST = "DNB", "Đông Nam Bộ"
    MEKONG_DELTA = "DBSCL", "Đồng bằng sông Cửu Long"


class LineageKind(TextChoices):
    MERGE = "merge", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    RENAME = "rename", "Đổi tên"
    MOVE = "move", "Chuyển đơn vị cấp trên"


class Role(TextChoices):
    """What a posting lets its holder do; titles are free text, rights come from the role alone."""

    ADMINISTRATOR = "administrator", "Quản trị hệ thống"
    STANDING_OFFICER = "standing_officer", "Thường trực NTM"
    CHAIR = "chair", "Chủ tịch UBND"
    VICE_CHAIR = "vice_chair", "Phó Chủ tịch UBND"
    OFFICIAL = "official", "Công chức chuyên môn"
    VILLAGE_BOARD = "village_board", "Ban phát triển thôn"
    CLERK = "clerk", "Văn thư"
    COMMITTEE = "committee", "Thành viên Ban Chỉ đạo"
    REVIEWER = "reviewer", "Người thẩm tra cấp trên"
    DATA_STEWARD = "data_steward", "Quản trị dữ liệu dùng chung"


class NoticeKind(TextChoices):
    """What the program notifies a person of by itself."""

    NEW_TASK = "new_task", "Nhiệm vụ mới giao"
    REMINDER = "reminder", "Nhắc việc quá hạn"
    DEADLINE = "deadline", "Sắp đến hạn (còn 7 ngày, còn 1 ngày)"
    ARRIVED = "arrived", "Hồ sơ đến, chờ thẩm tra"
    RETURNED = "returned", "Hồ sơ bị trả lại"
    DECIDED = "decided", "Hồ sơ có kết luận"
    MEETING = "meeting", "Giao ban"
    CONCLUSION = "conclusion", "Kết luận giao ban"
    PAPER = "paper", "Văn bản gửi đến"


class Ability(TextChoices):
    """What can be done; each is checked for a posting and a unit."""

    VIEW = "view", "Xem"
    SET_RESULT = "set_result", "Cập nhật kết quả chỉ tiêu"
    ADD_EVIDENCE = "add_evidence", "Thêm, gắn minh chứng"
    ASSIGN_RESULT = "assign_result", "Giao người phụ trách chỉ tiêu"
    MANAGE_TASK = "manage_task", "Giao, sửa, xác nhận nhiệm vụ"
    REPORT_TASK = "report_task", "Báo cáo nhiệm vụ"
    EDIT_PLAN = "edit_plan", "Soạn kế hoạch"
    EDIT_SUPERVISION = "edit_supervision", "Phân công lãnh đạo phụ trách"
    HOLD_MEETING = "hold_meeting", "Ghi kết luận giao ban"
    WRITE_REPORT = "write_report", "Soạn báo cáo tiến độ"
    CHECK_DOCUMENT = "check_document", "Kiểm tra văn bản trước khi trình ký"
    SIGN_DOCUMENT = "sign_document", "Ghi nhận chữ ký văn bản"
    ISSUE_DOCUMENT = "issue_document", "Cấp số, phát hành văn bản"
    SUBMIT = "submit", "Gửi hồ sơ thẩm tra"
    REVIEW = "review", "Thẩm tra hồ sơ"
    RECOGNISE = "recognise", "Ghi quyết định công nhận"
    CONFIRM_RECOGNITION = "confirm_recognition", "Xác nhận quyết định công nhận"
    EDIT_POSTINGS = "edit_postings", "Quản lý cán bộ và chức vụ"
    ADMINISTER = "administer", "Quản trị danh mục"
    EDIT_REFERENCE = "edit_reference", "Sửa dữ liệu dùng chung của mọi địa phương"
