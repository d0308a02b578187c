"""The administrator's pages of the review: chains with their steps, and holidays."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, Q, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from criteria.enums import SetLevel
from evidence.review.chain_rules import chain_fault, deny_set_chain
from evidence.review.models import Holiday, ReviewChain, ReviewStep, Submission
from evidence.review.official_days import days_off, official_calendar
from evidence.review.queries.chain import with_steps
from ntm_project.common.answers import key_of
from villages.access import Access
from villages.admin import ScopedAdmin
from villages.admin_base import ReferenceAdmin
from villages.admin_choices import ScopedChoices
from villages.enums import UnitLevel
from villages.models import Unit, in_scope
from villages.rules import body_error

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
        if error := body_error(cleaned.get("holder_body"), cleaned.get("holder_unit")):
            self.add_error("holder_body", error)
        return cleaned


class StepFormSet(BaseInlineFormSet):
    """Refuses to delete a step that has rounds, and steps by which nobody above would judge."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if is_used(form.instance):
                raise forms.ValidationError(IN_USE)
        if any(self.errors) or not self.instance.unit_id or self.instance.valid_to:
            return
        kept = [
            form.instance
            for form in self.forms
            if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]
        steps = sorted(kept, key=lambda step: step.order)
        if steps and (fault := chain_fault(self.instance, steps)):
            raise forms.ValidationError(fault)


class ChainForm(forms.ModelForm):
    """A chain; where it applies and what it reviews are checked by the rule on every change."""

    access: Access

    class Meta:
        model = ReviewChain
        fields = ("unit", "level", "name", "valid_from", "valid_to", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A commune's administrator is offered the level of its villages alone."""
        super().__init__(*args, **kwargs)
        if "level" in self.fields:
            offered = [
                (level.value, level.label)
                for level in SetLevel
                if level == self.instance.level or self._stands_above(level)
            ]
            cast(forms.ChoiceField, self.fields["level"]).choices = offered

    def _stands_above(self, level: SetLevel) -> bool:
        above = UnitLevel(level).levels_above
        return any(posting.unit.level in above for posting in self.access.postings)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unit, level = cleaned.get("unit"), cleaned.get("level")
        is_set = self.instance.pk is None or {"unit", "level"}.intersection(self.changed_data)
        if is_set and unit and level and (reason := deny_set_chain(self.access, unit, level)):
            self.add_error("level", reason)
        return cleaned


class StepInline(ScopedChoices, admin.TabularInline):
    model = ReviewStep
    form = StepForm
    formset = StepFormSet
    extra = 0
    ordering = ("order", "pk")
    autocomplete_fields = ("holder_unit", "holder_body")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Holders are units and bodies in the administrator's scope, and those already chosen."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows: Any = db_field.remote_field.model._default_manager
        standing = rows.filter(held_steps__chain=_open_chain(request)).values("pk")
        field.queryset = rows.filter(
            Q(pk__in=rows.visible_to(self.scope(request)).values("pk")) | Q(pk__in=standing)
        )
        return field


def _open_chain(request: HttpRequest) -> int | None:
    """The key of the chain whose page is open."""
    match = request.resolver_match
    return key_of(match.kwargs.get("object_id")) if match else None


@admin.register(ReviewChain)
class ReviewChainAdmin(ScopedAdmin):
    form = ChainForm
    list_display = ("name", "unit", "level", "valid_from", "valid_to", "applies")
    list_filter = ("level",)
    list_select_related = ("unit",)
    search_fields = ("name",)
    ordering = ("unit__path", "level", "valid_from", "pk")
    inlines = (StepInline,)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ReviewChain]":
        rows = super().get_queryset(request)
        return with_steps(rows.filter(in_scope(self.scope(request), "unit__path")))

    @admin.display(description="được áp dụng")
    def applies(self, row: ReviewChain) -> str:
        """The list shows why a chain is left aside, so that none waits for it in vain."""
        fault = chain_fault(row, list(row.steps.all()))
        return f"Không. {fault}" if fault else "Có"

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """No village is offered: nothing lies below it whose chain it could set."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "unit":
            units = field.queryset.exclude(level=UnitLevel.VILLAGE)
            field.queryset = units.select_related("parent").order_by("path", "pk")
        return field

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A chain that was used ends on a day; only one without rounds can be deleted."""
        is_free = obj is None or not Submission.objects.filter(step__chain=obj).exists()
        return is_free and super().has_delete_permission(request, obj)

    def audit_unit(self, request: HttpRequest, obj: Any) -> Unit:
        chain = obj.chain if isinstance(obj, ReviewStep) else obj
        return chain.unit


@admin.register(Holiday)
class HolidayAdmin(ReferenceAdmin):
    """Changes of the official calendar, shown above the list for this year and the next."""

    change_list_template = "admin/evidence/holidays.html"
    list_display = ("day", "kind", "name")
    list_filter = ("kind",)
    search_fields = ("name",)
    date_hierarchy = "day"
    ordering = ("-day",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        year = timezone.localdate().year
        official = official_calendar(year, year + 1)
        context = {"days_off": days_off(year, year + 1), "days_worked": sorted(official.worked)}
        return super().changelist_view(request, context | (extra_context or {}))
