"""Two administrators at one row: the second sees both versions, as on the pages of the site."""

import hashlib
import json
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import HttpRequest

from ntm_project.common.dates import format_day
from villages.conflicts import Clash, conflict

# Never told: keys are computed, and a password's hash is nobody's business.
_UNTOLD = {"id", "name_key", "search", "path", "password", "last_login"}


def told_fields(obj: models.Model) -> list[str]:
    """The fields of a row that its audit event tells, and by which an edit is known as stale."""
    return [f.name for f in obj._meta.concrete_fields if f.name not in _UNTOLD]


def seen_key(obj: models.Model) -> str:
    """A short key of what the row says, by which a form tells which version it has seen."""
    names = set(told_fields(obj))
    fields = [f for f in obj._meta.concrete_fields if f.name in names]
    said = json.dumps([f.value_from_object(obj) for f in fields], default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _words(obj: models.Model, name: str) -> str:
    """A field as a person reads it."""
    field = obj._meta.get_field(name)
    value = getattr(obj, name)
    if getattr(field, "choices", None):
        return str(getattr(obj, f"get_{name}_display")() or "")
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return format_day(value) if value else ""
    return "" if value is None else str(value)


class SeenAdmin(admin.ModelAdmin):
    """Each change form carries the key of the row it was made from; rows beside it are not held."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        if obj is not None:
            # A form that comes back with errors has already put what was typed into `obj`.
            is_typed = request.method == "POST"
            context["seen"] = request.POST.get("seen", "") if is_typed else seen_key(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            self.lock_around()
            if object_id is not None and (clash := self._clash(request, object_id)):
                return conflict(request, clash)
            return super().changeform_view(request, object_id, *args, **kwargs)

    def lock_around(self) -> None:
        """Lock what the rules of a change ask beside its own row."""

    def _clash(self, request: HttpRequest, object_id: str) -> Clash | None:
        """Both versions where the row is no longer the one that was seen; it stays locked."""
        found = self.get_object(request, unquote(object_id))
        if found is None or not self.has_change_permission(request, found):
            return None  # Django's own answer
        # Without the key, so that whoever only points to the row need not wait for it.
        rows: Any = type(found)._base_manager.select_for_update(of=("self",), no_key=True)
        now = rows.get(pk=found.pk)
        key = seen_key(now)
        if request.POST.get("seen") == key:
            return None
        told = self._compared(request, now)
        return Clash(now, told, "seen", key, request.path, told_fields(now))

    def _compared(self, request: HttpRequest, now: Any) -> list[tuple[str, str, str]]:
        """(label, present, mine) of each field; what cannot be read stands as it was typed."""
        names = told_fields(now)
        present = {name: _words(now, name) for name in names}
        mine = type(now)._base_manager.get(pk=now.pk)
        form = self.get_form(request, now, change=True)(request.POST, request.FILES, instance=mine)
        form.is_valid()
        return [
            (
                str(field.label),
                present[name],
                str(form[name].value() or "") if name in form.errors else _words(mine, name),
            )
            for name, field in form.fields.items()
            if name in present
        ]
