"""The closed lists of documents on their way, with the words the interface shows."""

from django.db.models import TextChoices


class DocumentState(TextChoices):
    """How far a document has come; the clerk issues what was signed."""

    DRAFT = "draft", "Dự thảo"
    CHECKED = "checked", "Đã kiểm tra"
    SIGNED = "signed", "Đã ký"
    ISSUED = "issued", "Đã phát hành"


class Authority(TextChoices):
    """The authority by which somebody signs (decree 30/2020/NĐ-CP, article 13)."""

    ON_BEHALF = "TM", "TM. (thay mặt tập thể)"
    FOR_HEAD = "KT", "KT. (ký thay người đứng đầu)"
    BY_ORDER = "TL", "TL. (ký thừa lệnh)"
    BY_DELEGATION = "TUQ", "TUQ. (ký thừa ủy quyền)"
    OWN = "", "Ký với chức vụ của mình"
