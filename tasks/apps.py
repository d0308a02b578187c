"""The app's entry in Django's registry."""

from typing import ClassVar

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    verbose_name = "Kế hoạch, nhiệm vụ"
    # Names in its events that are no fields of the row they speak of (`villages.words`).
    event_parts: ClassVar[dict[str, str]] = {
        "assignees": "giao cho",
        "conclusion": "kết luận",
        "attendance": "điểm danh",
        "agenda": "chương trình",
        "parts": "nguồn",
        "reminded": "đã nhắc",
        "task": "nhiệm vụ",
    }

    def ready(self) -> None:
        """Register with the floor below what of this one hangs on units and people."""
        from tasks import handover, moving

        moving.connect()
        handover.connect()
