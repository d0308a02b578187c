"""The app's entry in Django's registry."""

from django.apps import AppConfig
from django.core.checks import register


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Bảng, văn bản"

    def ready(self) -> None:
        """Let `manage.py check` warn when documents cannot be printed in the right font."""
        from reports.checks_fonts import check_document_font

        register(check_document_font)
