"""The administrator's pages of the review: chains with their steps, and holidays."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from evidence.review.models import Holiday, ReviewChain, ReviewStep, Submission
from villages.admin import ScopedAdmin
from villages.admin_base import AuditedAdmin
from villages.models import Unit, in_scope

IN_USE = (
    "Bước này đã có lượt thẩm tra nên không đổi được đơn vị, tổ chức, vai trò và thứ tự. "
    "Hãy ghi ngày kết thúc quy trình này rồi lập quy trình mới."
)
# What decides who reads the rounds that were sent to a step.
_FIXED = {"order", "holder_kind", "holder_unit", "holder_body", "role"}


def is_used(step: ReviewStep) -> bool:
    """Whether any round was ever sent to the step."""
    return step.pk is not None and Submission.objects.filter(step=step).exists()


class StepForm(forms.ModelForm):
    """A step; what decides who reviews is fixed once a round was sent to it."""

    class Meta:
        model = ReviewStep
        fields = (
            "order", "name", "holder_kind", "holder_unit", "holder_body", "role", "working_days",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if _FIXED.intersection(self.changed_data) and is_used(self.instance):
            raise forms.ValidationError(IN_USE)
        body, unit = cleaned.get("holder_body"), cleaned.get("holder_unit")
        if body is not None and unit is not None and body.unit_id != unit.pk:
            self.add_error("holder_body", "Tổ chức này không thuộc đơn vị thẩm tra đã chọn.")
        return cleaned


class StepFormSet(BaseInlineFormSet):
    """Refuses to delete a step that has rounds, in words instead of a broken page."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if is_used(form.instance):
                raise forms.ValidationError(IN_USE)


class StepInline(admin.TabularInline):
    model = ReviewStep
    form = StepForm
    formset = StepFormSet
    extra = 0
    ordering = ("order", "pk")
    autocomplete_fields = ("holder_unit", "holder_body")


@admin.register(ReviewChain)
class ReviewChainAdmin(ScopedAdmin):
    list_display = ("name", "unit", "level", "valid_from", "valid_to")
    list_filter = ("level",)
    list_select_related = ("unit",)
    search_fields = ("name",)
    ordering = ("unit__path", "level", "valid_from", "pk")
    autocomplete_fields = ("unit",)
    inlines = (StepInline,)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ReviewChain]":
        rows = super().get_queryset(request)
        return rows.filter(in_scope(self.scope(request), "unit__path"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A chain that was used ends on a day; only one without rounds can be deleted."""
        is_free = obj is None or not Submission.objects.filter(step__chain=obj).exists()
        return is_free and super().has_delete_permission(request, obj)

    def audit_unit(self, request: HttpRequest, obj: Any) -> Unit:
        chain = obj.chain if isinstance(obj, ReviewStep) else obj
        return chain.unit


@admin.register(Holiday)
class HolidayAdmin(AuditedAdmin):
    list_display = ("day", "name")
    search_fields = ("name",)
    date_hierarchy = "day"
    ordering = ("-day",)
