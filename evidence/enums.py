"""The closed lists of this floor, with the words the interface shows."""

from django.db.models import TextChoices


class FileType(TextChoices):
    """What may be uploaded; the type is decided by content, never by name."""

    JPEG = "jpg", "Ảnh JPEG"
    PNG = "png", "Ảnh PNG"
    WEBP = "webp", "Ảnh WebP"
    HEIC = "heic", "Ảnh HEIC"
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"


IMAGE_TYPES = (FileType.JPEG, FileType.PNG, FileType.WEBP, FileType.HEIC)
PICTURED_TYPES = (*IMAGE_TYPES, FileType.PDF)  # lists show these small

MIME_TYPES = {
    FileType.JPEG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.WEBP: "image/webp",
    FileType.HEIC: "image/heic",
    FileType.PDF: "application/pdf",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class PaperKind(TextChoices):
    """Kinds of papers that prove an indicator (Decree 30, annex III, and practice)."""

    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    REPORT = "report", "Báo cáo"
    MINUTES = "minutes", "Biên bản"
    CONFIRMATION = "confirmation", "Văn bản xác nhận"
    LIST = "list", "Danh sách, biểu thống kê"
    CONTRACT = "contract", "Hợp đồng"
    COMMITMENT = "commitment", "Bản cam kết"
    CERTIFICATE = "certificate", "Giấy chứng nhận, bằng công nhận"
    DOSSIER = "dossier", "Hồ sơ công trình"
    PHOTO = "photo", "Hình ảnh"
    OTHER = "other", "Khác"


class SubmissionState(TextChoices):
    """Where a round stands at its step."""

    SENT = "sent", "Đã gửi, chờ thẩm tra"
    WITHDRAWN = "withdrawn", "Đã rút lại"
    RETURNED = "returned", "Đã trả lại"
    APPROVED = "approved", "Đã thông qua"
    REOPENED = "reopened", "Đã mở lại sau khi thông qua"


class VerdictKind(TextChoices):
    MET = "met", "Đạt"
    NOT_MET = "not_met", "Chưa đạt"
    SUPPLEMENT = "supplement", "Đề nghị bổ sung"


class ReasonCode(TextChoices):
    """Reasons for a negative verdict (`domain/documents.md` h)."""

    MISSING = "missing", "Thiếu văn bản"
    WRONG_FORM = "wrong_form", "Không đúng mẫu hoặc thẩm quyền ký"
    UNSIGNED = "unsigned", "Chưa có dấu, chữ ký"
    FIGURES_DIFFER = "figures_differ", "Số liệu không khớp"
    OUT_OF_PERIOD = "out_of_period", "Hết thời điểm (quá kỳ đánh giá)"
    UNREADABLE = "unreadable", "Không đọc được"
    BELOW_LEVEL = "below_level", "Chưa đủ mức đạt chuẩn"
    NEEDS_VISIT = "needs_visit", "Cần kiểm tra thực tế"


class HolderKind(TextChoices):
    """Which unit holds a review step for a given assessment: looked up, never assumed."""

    OWN_COMMUNE = "own_commune", "Xã của đơn vị được đánh giá"
    FIXED_UNIT = "fixed_unit", "Một đơn vị hoặc tổ chức nêu đích danh"
