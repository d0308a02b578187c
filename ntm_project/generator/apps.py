"""The generator as an app of Django: it brings the command `generate_country`."""

from django.apps import AppConfig


class GeneratorConfig(AppConfig):
    name = "ntm_project.generator"
    verbose_name = "Dữ liệu dựng"
