"""The ground of every admin page: its writes are the one edit, its stale forms the one conflict."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from ntm_project.common.answers import seen_version
from villages.access import Access
from villages.admin_choices import ScopedChoices
from villages.admin_days import DayColumns
from villages.conflicts import conflict
from villages.edit import Stale, create_row, editing, recorded_fields, remove_row, set_fields
from villages.enums import Ability
from villages.http import request_access
from villages.models import Unit


class AuditedAdmin(ScopedChoices, DayColumns):
    """An admin page whose every write, inlines included, is recorded in the same transaction.

    No bulk actions: each row is changed or deleted on its own page, where its rules are checked.
    The second of two administrators at one row sees both versions, as on the pages of the site;
    rows edited beside their parent raise its version, and are held by it.
    """

    actions = None
    list_per_page = 50
    # How many rows a search was made among is no news, and another count of all in scope.
    show_full_result_count = False
    ability = Ability.ADMINISTER

    def may_write(self, request: HttpRequest) -> bool:
        return request_access(request).can_anywhere(self.ability)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For administrators; `ReferenceAdmin` is looked at by both kinds."""
        may = self.may_write(request) or request_access(request).can_anywhere(Ability.ADMINISTER)
        return may and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_write(request) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request) and super().has_delete_permission(request, obj)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The filters that a list offers, and no others: any other would give away,
        letter by letter, what no page shows (the hash of a password)."""
        offered = [*self.get_list_filter(request), self.date_hierarchy]
        is_offered = any(f"{lookup}__".startswith(f"{name}__") for name in offered if name)
        return is_offered and super().lookup_allowed(lookup, value, request)

    def scope(self, request: HttpRequest) -> Access:
        """The writer, by the postings alone that open the page for writing."""
        return request_access(request).holding(self.ability)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        """The form, which knows as `access` who writes."""
        base = super().get_form(request, obj, change, **kw)
        return type(base.__name__, (base,), {"access": self.scope(request)})

    def audit_unit(self, request: HttpRequest, obj: models.Model) -> Unit | None:
        """The unit under which the event is kept: the row's own, else the writer's."""
        unit = obj if isinstance(obj, Unit) else getattr(obj, "unit", None)
        posting = self.scope(request).main_posting
        if unit is None and posting is not None:
            unit = posting.unit
        if unit is None:
            raise PermissionDenied("the admin site is for holders of a posting")
        return unit

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        obj = kwargs.get("obj")
        if obj is not None:
            # A form that comes back with errors still speaks of the version it was made from.
            is_typed = request.method == "POST"
            context["seen_version"] = seen_version(request) if is_typed else obj.version
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            self.lock_around()
            if object_id is not None and (now := self._newer(request, object_id)) is not None:
                return conflict(
                    request, Stale(now), self._typed(request, now), keep_url=request.path
                )
            return super().changeform_view(request, object_id, *args, **kwargs)

    def lock_around(self) -> None:
        """Lock what the rules of a change read beside its own row."""

    def _newer(self, request: HttpRequest, object_id: str) -> Any:
        """The row, held, when it is no longer the version that was seen; else None."""
        found: Any = self.get_object(request, unquote(object_id))
        if found is None or not self.has_change_permission(request, found):
            return None  # Django's own answer
        rows: Any = type(found)._base_manager.select_for_update(of=("self",), no_key=True)
        now = rows.get(pk=found.pk)
        return None if now.version == seen_version(request) else now

    def _typed(self, request: HttpRequest, now: Any) -> ModelForm:
        mine = type(now)._base_manager.get(pk=now.pk)
        form = self.get_form(request, now, change=True)(request.POST, request.FILES, instance=mine)
        form.is_valid()
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        self._write(request, obj)

    def _write(self, request: HttpRequest, obj: Any) -> None:
        """Save a new row, or what differs of a stored one."""
        if obj._state.adding:
            create_row(row=obj, action="thêm vào danh mục", **self._how(request, obj))
            return
        rows: models.QuerySet[Any] = type(obj)._base_manager.all()
        with editing(
            rows=rows, pk=obj.pk, action="sửa danh mục", **self._how(request, obj)
        ) as edit:
            model: type[models.Model] = type(obj)
            set_fields(edit.row, {f.name: getattr(obj, f.name) for f in recorded_fields(model)})
        obj.version = edit.row.version

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would go, by name; of what stands in the way, of whatever unit, the count alone."""
        _, counts, denied, protected = super().get_deleted_objects(objs, request)
        held = [f"{len(protected)} dòng dữ liệu đang dùng mục này"] if protected else []
        return [str(obj) for obj in objs], counts, denied, held

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        rows: models.QuerySet[Any] = type(obj)._base_manager.all()
        remove_row(rows=rows, pk=obj.pk, action="xóa khỏi danh mục", **self._how(request, obj))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        """Rows edited beside their parent are recorded one by one."""
        with transaction.atomic():
            rows = formset.save(commit=False)
            for obj in formset.deleted_objects:
                self.delete_model(request, obj)
            for obj in rows:
                self._write(request, obj)
            formset.save_m2m()
            if rows or formset.deleted_objects:
                parent = form.instance
                type(parent)._base_manager.filter(pk=parent.pk).update(version=F("version") + 1)

    def _how(self, request: HttpRequest, obj: models.Model) -> dict[str, Any]:
        return {
            "by": request_access(request),
            "ability": self.ability,
            "unit": self.audit_unit(request, obj),
        }


class ReferenceAdmin(AuditedAdmin):
    """Data of all communes: changed by who keeps them, looked at by every administrator."""

    ability = Ability.EDIT_REFERENCE

    def audit_unit(self, request: HttpRequest, obj: models.Model) -> None:
        """What binds everybody is recorded for everybody, not in the writer's unit."""
        return
