"""The app's entry in Django's registry."""

from typing import ClassVar

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = "Minh chứng"
    # Names in its events that are no fields of the row they speak of (`villages.words`).
    event_parts: ClassVar[dict[str, str]] = {
        "files": "tệp",
        "document": "văn bản",
        "replaces": "thay thế",
        "amends": "sửa đổi, bổ sung",
        "papers": "minh chứng cùng gửi",
        "items": "số chỉ tiêu",
        "figures": "số liệu",
        "evidence": "minh chứng",
        "requirement": "giấy tờ theo yêu cầu",
        "intake": "nhập từ văn bản",
        "intake_words": "câu trong văn bản",
    }

    def ready(self) -> None:
        """Register with the papers what the review holds (the lower half imports nothing of it),
        and with the floors below what of this one hangs on units."""
        from evidence import moving
        from evidence.papers.queries.holding import register
        from evidence.review.queries import holding

        register(holding)
        moving.connect()
