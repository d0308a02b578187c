"""The app's entry in Django's registry."""

from typing import ClassVar

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = "Bộ tiêu chí, kết quả"
    # Names in its events that are no fields of the row they speak of (`villages.words`).
    event_parts: ClassVar[dict[str, str]] = {
        "steps": "diễn biến",
        "result": "chỉ tiêu",
        "results": "chỉ tiêu",
    }

    def ready(self) -> None:
        """Register with the floor below what of this one hangs on units and people."""
        from criteria import handover, moving

        moving.connect()
        handover.connect()
