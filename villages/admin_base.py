"""What every admin page of the program shares: scope, and an audit event for each write."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Unit


class AuditedAdmin(admin.ModelAdmin):
    """Writes and their audit events live and die together; rows out of scope are not found.

    `unit_path` leads from a row to its unit ("unit", "" for the unit itself); None for reference
    data that belongs to no unit, told under the administrator's own unit.
    """

    unit_path: str | None = None
    audited_fields: tuple[str, ...] = ()
    hidden_fields: tuple[str, ...] = ("password",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows = super().get_queryset(request)
        return rows.visible_to(request.access) if hasattr(rows, "visible_to") else rows

    def unit_of(self, request: HttpRequest, obj: Any) -> Unit:
        """The unit under which an event is told."""
        if self.unit_path == "":
            return obj
        if self.unit_path is None:
            return request.access.main_posting.unit
        for name in self.unit_path.split("__"):
            obj = getattr(obj, name)
        return obj

    def told_fields(self) -> list[str]:
        if self.audited_fields:
            return list(self.audited_fields)
        fields = self.model._meta.concrete_fields
        return [f.name for f in fields if f.editable and f.name not in self.hidden_fields]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            names = self.told_fields()
            before = self.model._default_manager.get(pk=obj.pk) if change else None
            super().save_model(request, obj, form, change)
            record(
                request.access,
                f"{'sửa' if change else 'thêm'} {self.opts.verbose_name}"[:40],
                obj,
                unit=self.unit_of(request, obj),
                ability=Ability.ADMINISTER,
                old=snapshot(before, names) if before else None,
                new=snapshot(obj, names),
            )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            self._tell_deletion(request, obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: "Iterable[Model]") -> None:
        with transaction.atomic():
            for obj in queryset:
                self._tell_deletion(request, obj)
            super().delete_queryset(request, queryset)

    def _tell_deletion(self, request: HttpRequest, obj: Any) -> None:
        record(
            request.access,
            f"xóa {self.opts.verbose_name}"[:40],
            obj,
            unit=self.unit_of(request, obj),
            ability=Ability.ADMINISTER,
            old=snapshot(obj, self.told_fields()),
        )


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that can be looked at and never changed here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
