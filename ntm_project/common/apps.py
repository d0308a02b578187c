"""What Django is taught at the start: keys in addresses, numbers that no column holds."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "ntm_project.common"

    def ready(self) -> None:
        from django.urls import register_converter

        from ntm_project.common.converters import KeyConverter
        from ntm_project.common.lookups import register_lookups

        register_lookups()
        register_converter(KeyConverter, "key")
