"""The app's entry in Django's registry."""

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "Đơn vị, cán bộ"

    def ready(self) -> None:
        from villages.accounts import sample_check  # noqa: F401 - registers its check
        from villages.guards import triggers  # noqa: F401 - registers its check of the database
        from villages.sign_in import receivers

        receivers.connect()
