"""The closed lists of this floor, with the words the interface shows."""

from django.db.models import TextChoices

NOBODY = "chưa giao ai"  # an indicator without an official in charge, a task without an assignee


class SetLevel(TextChoices):
    COMMUNE = "commune", "Xã"
    VILLAGE = "village", "Thôn"


class Tier(TextChoices):
    STANDARD = "standard", "NTM"
    ADVANCED = "advanced", "NTM nâng cao"
    MODEL = "model", "NTM kiểu mẫu"


class MetRule(TextChoices):
    """When a criterion is met, given its applicable indicators."""

    ALL = "all", "Đạt khi mọi chỉ tiêu đạt"
    ANY = "any", "Đạt khi có một chỉ tiêu đạt"
    K_OF_N = "k_of_n", "Đạt khi đủ số chỉ tiêu đạt"


class IndicatorKind(TextChoices):
    BOOLEAN = "boolean", "Có/không"
    PERCENT = "percent", "Tỷ lệ (%)"
    NUMBER = "number", "Số"
    COUNT = "count", "Số lượng"
    GRADE = "grade", "Xếp loại, mức độ"
    GROWTH = "growth", "Tốc độ tăng (%)"  # value: this year, denominator: the year before
    PARTS = "parts", "Gồm nhiều điều kiện"  # claimed by its conditions alone


class Comparator(TextChoices):
    """How a value is compared with its level; the words of the law are in `Level.words`."""

    GTE = "gte", "≥"
    GT = "gt", ">"
    LTE = "lte", "≤"
    LT = "lt", "<"
    EQ = "eq", "="


class Confidence(TextChoices):
    """How far a row of a set was checked against the official text (`docs/domain/sets.md`)."""

    VERIFIED = "verified", "Đã đối chiếu văn bản gốc"
    SEED = "seed", "Theo kế hoạch của xã, chưa đối chiếu văn bản gốc"
    SOURCED = "sourced", "Theo trang công khai, chưa đối chiếu văn bản gốc"
    KNOWN = "known", "Theo hiểu biết, chưa đối chiếu văn bản gốc"
    GUESS = "guess", "Chưa có văn bản"


class Claim(TextChoices):
    """What the person in charge claims of an indicator; never what the program computes."""

    NOT_YET = "not_yet", "Chưa đánh giá"
    MET = "met", "Đạt"
    NOT_MET = "not_met", "Chưa đạt"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng"


class Comparison(TextChoices):
    """How the value stands against the level, computed and shown beside the claim."""

    MEETS = "meets", "đủ mức"
    SHORT = "short", "chưa đủ mức"
    NO_LEVEL = "no_level", "chưa rõ mức"
    NO_VALUE = "no_value", "chưa có số liệu"
    NOT_COMPARABLE = "not_comparable", "không so sánh được bằng số"


class State(TextChoices):
    """A criterion's computed standing. Unknown is not "not met"."""

    MET = "met", "Đạt"
    NOT_MET = "not_met", "Chưa đạt"
    UNKNOWN = "unknown", "Chưa rõ"


class Confirmation(TextChoices):
    """Whether a unit above stands behind a recognition that was entered."""

    AWAITING = "awaiting", "Chưa xác nhận"
    CONFIRMED = "confirmed", "Đã được xác nhận"
    REFUSED = "refused", "Không được xác nhận"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"awaiting": "amber", "confirmed": "green", "refused": "red"}[self.value]


class MappingKind(TextChoices):
    """What becomes of an indicator when a new set comes in the place of the old one."""

    SAME = "same", "Giữ nguyên"
    LEVEL = "level", "Đổi mức"
    REWORDED = "reworded", "Sửa nội dung"
    SPLIT = "split", "Tách"
    MERGED = "merged", "Gộp"
    DROPPED = "dropped", "Bỏ"
    NEW = "new", "Mới"


class StandingSource(TextChoices):
    RESULTS = "results", "Theo kết quả chỉ tiêu"
    BASELINE = "baseline", "Theo hiện trạng nêu trong kế hoạch"
    NONE = "none", "Chưa có căn cứ"
