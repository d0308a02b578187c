"""Days in the lists of the admin site, written as everywhere else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from ntm_project.common.dates import format_day, format_moment


def _day_column(field: models.DateField) -> Callable[[models.Model], str | None]:
    """A column of a list; Django's own formats cannot drop the zero of a month."""

    @admin.display(description=str(field.verbose_name), ordering=field.name)
    def shown(row: models.Model) -> str | None:
        value = getattr(row, field.name)
        if isinstance(value, datetime):
            return format_moment(value)
        return format_day(value) if value else None

    shown.__name__ = field.name
    return shown


class DayColumns(admin.ModelAdmin):
    """A list whose days are written 05/3/2024."""

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        days = {f.name: f for f in self.model._meta.fields if isinstance(f, models.DateField)}
        return [
            _day_column(days[name]) if name in days else name
            for name in super().get_list_display(request)
        ]
