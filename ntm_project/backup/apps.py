"""The app of the operator's commands."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class BackupConfig(AppConfig):
    name = "ntm_project.backup"
    verbose_name = "Sao lưu và kiểm tra"

    def ready(self) -> None:
        from ntm_project.backup.broken_off import refuse_half_restored

        pre_migrate.connect(refuse_half_restored, sender=self)
