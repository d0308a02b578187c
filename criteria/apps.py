"""The app's entry in Django's registry."""

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = "Bộ tiêu chí, kết quả"

    def ready(self) -> None:
        """Register with the floor below what of this one hangs on units and people."""
        from criteria import handover, moving

        moving.connect()
        handover.connect()
