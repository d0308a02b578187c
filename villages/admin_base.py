"""The ground of every admin page: what is written there leaves an audit event beside it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from villages.admin_seen import SeenAdmin, told_fields
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.http import access_of
from villages.models import Unit


class AuditedAdmin(SeenAdmin):
    """An admin page whose every write, inlines included, is told in the same transaction.

    No bulk actions: each row is changed or deleted on its own page, where its rules are asked.
    """

    actions = None

    def audit_unit(self, request: HttpRequest, obj: models.Model) -> Unit:
        """The unit under which the event is kept: the row's own, else the writer's."""
        unit = obj if isinstance(obj, Unit) else getattr(obj, "unit", None)
        posting = access_of(request).main_posting
        if unit is None and posting is not None:
            unit = posting.unit
        if unit is None:
            raise PermissionDenied("the admin site is for holders of a posting")
        return unit

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        with transaction.atomic():
            old = self._stored(obj) if change else {}
            super().save_model(request, obj, form, change)
            self._tell(request, "sửa danh mục" if change else "thêm vào danh mục", obj, old)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            self._tell_deletion(request, obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        """Rows edited beside their parent are told one by one."""
        with transaction.atomic():
            rows = formset.save(commit=False)
            for obj in formset.deleted_objects:
                self._tell_deletion(request, obj)
                obj.delete()
            for obj in rows:
                is_new = obj.pk is None
                old = {} if is_new else self._stored(obj)
                obj.save()
                self._tell(request, "thêm vào danh mục" if is_new else "sửa danh mục", obj, old)
            formset.save_m2m()

    def _stored(self, obj: models.Model) -> dict[str, Any]:
        """The row as the database still holds it, or nothing when it is new."""
        row = type(obj)._base_manager.filter(pk=obj.pk).first()
        return snapshot(row, told_fields(row)) if row else {}

    def _tell(
        self, request: HttpRequest, action: str, obj: models.Model, old: dict[str, Any]
    ) -> None:
        record(
            access_of(request),
            action,
            obj,
            unit=self.audit_unit(request, obj),
            ability=Ability.ADMINISTER,
            old=old,
            new=snapshot(obj, told_fields(obj)),
        )

    def _tell_deletion(self, request: HttpRequest, obj: models.Model) -> None:
        record(
            access_of(request),
            "xóa khỏi danh mục",
            obj,
            unit=self.audit_unit(request, obj),
            ability=Ability.ADMINISTER,
            old=self._stored(obj),
        )
