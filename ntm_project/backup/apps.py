"""The app of the operator's commands."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "ntm_project.backup"
    verbose_name = "Sao lưu và kiểm tra"
