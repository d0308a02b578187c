"""The closed lists of papers and their files, with the words the interface shows."""

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


class ScanState(TextChoices):
    """What a scanner for malware has found in a content."""

    UNSCANNED = "unscanned", "chưa quét"
    CLEAN = "clean", "sạch"
    BLOCKED = "blocked", "bị chặn"


class PaperKind(TextChoices):
    """Kinds of papers that prove an indicator (Decree 30, annex III, and practice)."""

    PHOTO = "photo", "Hình ảnh"  # first: what a phone sends most
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
    OTHER = "other", "Khác"
