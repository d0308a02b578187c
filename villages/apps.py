"""The app's entry in Django's registry."""

from typing import ClassVar

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "Đơn vị, cán bộ"
    # Names in its events that are no fields of the row they speak of (`villages.words`).
    event_parts: ClassVar[dict[str, str]] = {
        "address": "địa chỉ mạng",
        "failures": "số lần sai",
        "from": "từ",
        "on": "ngày",
        "file": "tệp",
    }

    def ready(self) -> None:
        from villages.accounts import sample_check  # noqa: F401 - registers its check
        from villages.guards import triggers  # noqa: F401 - registers its check of the database
        from villages.sign_in import receivers

        receivers.connect()
