"""The app's entry in Django's registry."""

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "Đơn vị, cán bộ"
