"""The app's entry in Django's registry."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = "Minh chứng"

    def ready(self) -> None:
        """Register with the papers what the review holds (the lower half imports nothing of it),
        and with the floors below what of this one hangs on units."""
        from evidence import moving
        from evidence.papers.queries.holding import register
        from evidence.review.queries import holding

        register(holding)
        moving.connect()
