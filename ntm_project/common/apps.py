"""Registers our URL converter, lookups and system check when Django starts."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "ntm_project.common"

    def ready(self) -> None:
        from django.core.checks import Tags, register
        from django.urls import register_converter

        from ntm_project.common.converters import KeyConverter
        from ntm_project.common.lookups import register_lookups
        from ntm_project.common.static_files import check_static_files

        register_lookups()
        register_converter(KeyConverter, "key")
        register(check_static_files, Tags.staticfiles, deploy=True)
