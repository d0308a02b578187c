"""The app's entry in Django's registry."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    verbose_name = "Kế hoạch, nhiệm vụ"

    def ready(self) -> None:
        """Register with the floor below what of this one hangs on units and people."""
        from tasks import handover, moving

        moving.connect()
        handover.connect()
