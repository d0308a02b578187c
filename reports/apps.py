"""The app's entry in Django's registry."""

from django.apps import AppConfig
from django.core.checks import register


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Bảng, văn bản"

    def ready(self) -> None:
        """Let `manage.py check` warn when documents cannot be printed in the right font, and the
        line of prints make portfolios and issue papers."""
        from reports import issuing
        from reports.checks_fonts import check_document_font
        from reports.dossier import own, portfolio
        from reports.prints.tasks import ACTS, MAKERS

        register(check_document_font)
        MAKERS |= {portfolio.SLUG: portfolio.make_portfolio, own.SLUG: own.make_own}
        ACTS[issuing.SLUG] = issuing.issue
