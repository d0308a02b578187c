"""The administrator's pages of criteria sets: written until published, then only read."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.rules import deny_edit_set
from villages.admin_base import ReferenceAdmin
from villages.http import request_access
from villages.rules import deny_edit_reference


def set_of(obj: models.Model | None) -> CriteriaSet | None:
    """The set that a row of this floor belongs to."""
    if isinstance(obj, Level):
        obj = obj.indicator
    if isinstance(obj, Indicator):
        obj = obj.criterion
    if isinstance(obj, Criterion):
        obj = obj.criteria_set
    return obj if isinstance(obj, CriteriaSet) else None


class UnpublishedOnly(admin.options.BaseModelAdmin):
    """Rows of a published set are shown, never added, changed or deleted."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_closed(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_closed(obj)


class UnpublishedInline(UnpublishedOnly, admin.TabularInline):
    """Rows beside their parent; `obj` is the parent."""

    extra = 0
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request) and not _is_closed(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request) and super().has_delete_permission(request, obj)


class UnpublishedAdmin(UnpublishedOnly, ReferenceAdmin):
    """A page whose parent can only be chosen among what is not published."""

    open_parents: dict[str, str] = {}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if lookup := self.open_parents.get(db_field.name):
            kwargs["queryset"] = db_field.related_model._default_manager.filter(
                **{f"{lookup}__isnull": True}
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _may_write(request: HttpRequest) -> bool:
    return not deny_edit_reference(request_access(request))


def _is_closed(obj: models.Model | None) -> bool:
    found = set_of(obj)
    return found is not None and deny_edit_set(found) != ""


class CriterionInline(UnpublishedInline):
    model = Criterion
    fields = ["number", "name", "group", "rule", "needed"]
    ordering = ["number"]


class IndicatorInline(UnpublishedInline):
    model = Indicator
    fields = ["code", "order", "wording", "kind", "unit_words", "confidence"]
    ordering = ["order", "pk"]


class LevelInline(UnpublishedInline):
    model = Level
    ordering = ["region", "commune_group", "year_from", "pk"]


@admin.register(CriteriaSet)
class CriteriaSetAdmin(UnpublishedAdmin):
    inlines = [CriterionInline]
    list_display = ["code", "name", "level", "tier", "year_from", "is_verified", "is_published"]
    list_filter = ["level", "tier", "is_verified"]
    search_fields = ["code", "name", "legal_basis"]
    ordering = ["code"]
    readonly_fields = ["published_at"]
    change_form_template = "admin/criteria/set_change_form.html"

    @admin.display(boolean=True, description="đã công bố")
    def is_published(self, obj: CriteriaSet) -> bool:
        return obj.published_at is not None


@admin.register(Criterion)
class CriterionAdmin(UnpublishedAdmin):
    inlines = [IndicatorInline]
    list_display = ["number", "name", "criteria_set"]
    list_filter = ["criteria_set"]
    list_select_related = ["criteria_set"]
    search_fields = ["name"]
    ordering = ["criteria_set__code", "number"]
    open_parents = {"criteria_set": "published_at"}


@admin.register(Indicator)
class IndicatorAdmin(UnpublishedAdmin):
    inlines = [LevelInline]
    list_display = ["code", "wording", "kind", "criterion", "confidence"]
    list_filter = ["criterion__criteria_set", "kind", "confidence"]
    list_select_related = ["criterion"]
    search_fields = ["code", "search"]
    ordering = ["criterion__criteria_set__code", "criterion__number", "order"]
    raw_id_fields = ["parent"]
    open_parents = {"criterion": "criteria_set__published_at"}


@admin.register(Level)
class LevelAdmin(UnpublishedAdmin):
    list_display = ["indicator", "level_words", "region", "commune_group", "year_from", "year_to"]
    list_filter = ["indicator__criterion__criteria_set", "region", "confidence"]
    list_select_related = ["indicator"]
    ordering = ["indicator__criterion__criteria_set__code", "indicator__code", "pk"]
    open_parents = {"indicator": "criterion__criteria_set__published_at"}

    @admin.display(description="mức yêu cầu")
    def level_words(self, row: Level) -> str:
        return row.display
