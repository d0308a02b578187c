"""The closed lists of the review, with the words the interface shows."""

from django.db.models import TextChoices


class SubmissionState(TextChoices):
    """How far a round has come at its step."""

    SENT = "sent", "Đã gửi, chờ thẩm tra"
    WITHDRAWN = "withdrawn", "Đã rút lại"
    RETURNED = "returned", "Đã trả lại"
    APPROVED = "approved", "Đã thông qua"
    REOPENED = "reopened", "Đã mở lại sau khi thông qua"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"sent": "blue", "returned": "amber", "approved": "green"}.get(self.value, "grey")


class VerdictKind(TextChoices):
    MET = "met", "Đạt"
    NOT_MET = "not_met", "Chưa đạt"
    SUPPLEMENT = "supplement", "Đề nghị bổ sung"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"met": "green", "not_met": "red", "supplement": "amber"}[self.value]

    @property
    def is_negative(self) -> bool:
        """Whether it wants the unit to mend something, so that it needs a reason."""
        return self != VerdictKind.MET


class ReasonCode(TextChoices):
    """Reasons for a negative verdict (`docs/domain/documents.md` h)."""

    MISSING = "missing", "Thiếu văn bản"
    WRONG_FORM = "wrong_form", "Không đúng mẫu hoặc thẩm quyền ký"
    UNSIGNED = "unsigned", "Chưa có dấu, chữ ký"
    FIGURES_DIFFER = "figures_differ", "Số liệu không khớp"
    OUT_OF_PERIOD = "out_of_period", "Hết thời điểm (quá kỳ đánh giá)"
    UNREADABLE = "unreadable", "Không đọc được"
    BELOW_LEVEL = "below_level", "Chưa đủ mức đạt chuẩn"
    NEEDS_VISIT = "needs_visit", "Cần kiểm tra thực tế"


class GroundKind(TextChoices):
    """What a recognition rests on beside the standing (QĐ 18/2022/QĐ-TTg; `docs/review.md`)."""

    DECISION = "decision", "Quyết định công nhận"
    SATISFACTION = "satisfaction", "Hài lòng của người dân"
    DEBT = "debt", "Nợ đọng xây dựng cơ bản"
    SECURITY = "security", "An ninh, trật tự"
    NOTICE = "notice", "Thông báo công khai"
    FRONT = "front", "Ý kiến Mặt trận Tổ quốc"


class Answer(TextChoices):
    """Yes or no, where what matters can be put so; nothing where nobody knows."""

    YES = "yes", "Có"
    NO = "no", "Không"


class HolderKind(TextChoices):
    """Which unit holds a review step for a given assessment: looked up, never assumed."""

    OWN_COMMUNE = "own_commune", "Xã của đơn vị được đánh giá"
    FIXED_UNIT = "fixed_unit", "Một đơn vị hoặc tổ chức nêu đích danh"


class DayKind(TextChoices):
    """How a day differs from the official calendar."""

    OFF = "off", "ngày nghỉ"
    WORKED = "worked", "ngày làm việc"
