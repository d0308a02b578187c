"""The app's entry in Django's registry."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Bảng, văn bản"
