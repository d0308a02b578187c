"""The loader of the sample as an app of Django: it brings the command `load_sample`."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "ntm_project.sample"
    verbose_name = "Dữ liệu mẫu"
