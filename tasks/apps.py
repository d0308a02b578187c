"""The app's entry in Django's registry."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    verbose_name = "Kế hoạch, nhiệm vụ"
