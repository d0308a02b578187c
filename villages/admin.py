"""Reference data of the ground floor: units and history, bodies, officials, postings, the trail."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django_otp.plugins.otp_totp.models import TOTPDevice

from villages import rules
from villages.access import Access
from villages.accounts.services import shut_out
from villages.admin_base import AuditedAdmin
from villages.admin_days import DayColumns
from villages.changes.movers import deny_leave_open, stays_behind
from villages.enums import Ability
from villages.handover.work import take_up
from villages.http import request_access
from villages.models import AuditEvent, Body, Lineage, Official, Posting, Unit, in_scope
from villages.services import lock_tree, rewrite_paths
from villages.services.units import record_succession, succession_fault

# Rights come from postings alone; a group would promise some that nobody checks.
admin.site.unregister(Group)
# Factors are taken up and removed on the pages of accounts; nobody looks into their rows.
admin.site.unregister(TOTPDevice)


class ScopedAdmin(AuditedAdmin):
    """Rows lie in scope; what lies outside is not found."""

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows = super().get_queryset(request)
        return rows.visible_to(self.scope(request)) if hasattr(rows, "visible_to") else rows


class UnitAdminForm(forms.ModelForm):
    """Refuses a unit inside itself or its own child, and a unit put outside the scope."""

    access: Access

    class Meta:
        model = Unit
        fields = (
            "level", "code", "name", "noun", "parent", "region", "commune_group", "order",
            "valid_from", "valid_to", "note",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored_parent = self.instance.parent
        if self._stored_parent is not None and "parent" in self.fields:
            # The own uppermost unit keeps its parent, although that one lies out of scope.
            field = cast("forms.ModelChoiceField[Any]", self.fields["parent"])
            own = Unit.objects.filter(pk=self._stored_parent.pk)
            field.queryset = own | Unit.objects.visible_to(self.access)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parent = cleaned.get("parent")
        if error := rules.parent_error(self.instance, parent):
            self.add_error("parent", error)
        elif self._moves(parent) and (reason := rules.deny_add_unit(self.access, parent)):
            self.add_error("parent", reason)
        if self.instance.pk is not None:
            self._clean_stored(cleaned)
        return cleaned

    def _clean_stored(self, cleaned: dict[str, Any]) -> None:
        """Refuses changes of fields that only the unit above may change, and of the days of an
        act."""
        changed = [name for name in rules.CLASSIFYING if name in self.changed_data]
        if changed and (reason := rules.deny_classify(self.access, self.instance)):
            for name in changed:
                self.add_error(name, reason)
        acts = self.instance.origins.all(), self.instance.successions.all()
        for name in ("valid_from", "valid_to"):
            fields = {name: cleaned[name]} if name in cleaned else {}
            if reason := rules.deny_redate(self.instance, *acts, fields):
                self.add_error(name, reason)

    def _moves(self, parent: Unit | None) -> bool:
        return self.instance.pk is None or parent != self._stored_parent


@admin.register(Unit)
class UnitAdmin(ScopedAdmin):
    form = UnitAdminForm
    list_display = ("unit", "level", "parent", "code", "valid_from", "valid_to")
    list_filter = ("level", "region")
    list_select_related = ("parent",)
    search_fields = ("search",)
    ordering = ("order", "name_key", "pk")
    autocomplete_fields = ("parent",)

    @admin.display(description="đơn vị", ordering="name_key")
    def unit(self, row: Unit) -> str:
        return row.title_name

    def lock_around(self) -> None:
        lock_tree()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        rewrite_paths(obj)
        is_ending = "valid_to" in form.changed_data and obj.valid_to is not None
        if is_ending and (left := stays_behind(obj, obj.valid_to)):
            self.message_user(request, left, messages.WARNING)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A unit ends (`valid_to`); it is not deleted."""
        return False


class LineageAdminForm(forms.ModelForm):
    """Refuses for a new history what the page “Sắp xếp đơn vị” refuses, and what it would move."""

    access: Access

    class Meta:
        model = Lineage
        fields = ("predecessor", "successor", "kind", "happened_on", "act")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk is not None or self.errors:
            return cleaned
        old, on = cleaned["predecessor"], cleaned["happened_on"]
        new, kind, act = (cleaned[name] for name in ("successor", "kind", "act"))
        refusals = (rules.deny_administer(self.access, unit) for unit in (old, new))
        reason = next(filter(None, refusals), "")
        reason = reason or succession_fault(self.access, [old], new, kind, on, act)
        if not reason and (reason := deny_leave_open([old], on)):
            reason += " Dùng trang “Sắp xếp đơn vị”: người và việc đi theo."
        if reason:
            self.add_error("predecessor", reason)
        return cleaned


@admin.register(Lineage)
class LineageAdmin(ScopedAdmin):
    """A history that is there keeps its units and its day: a mistake is corrected by a further act.
    A new one ends the old unit and opens it to read."""

    form = LineageAdminForm
    list_display = ("predecessor", "successor", "kind", "happened_on", "act")
    list_select_related = ("predecessor", "successor")
    ordering = ("-happened_on", "pk")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Lineage]":
        rows = super().get_queryset(request)
        return rows.filter(in_scope(self.scope(request), "successor__path"))

    def lock_around(self) -> None:
        lock_tree()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("predecessor", "successor", "happened_on") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            record_succession(self.scope(request), obj)

    def audit_unit(self, request: HttpRequest, obj: Model) -> Unit:
        return cast(Lineage, obj).successor


@admin.register(Body)
class BodyAdmin(ScopedAdmin):
    list_display = ("name", "unit", "is_subordinate", "order")
    list_select_related = ("unit",)
    search_fields = ("search",)
    ordering = ("unit__path", "order", "name", "pk")


@admin.register(Official)
class OfficialAdmin(ScopedAdmin):
    """Accounts without their keys: passwords and second factors have pages of their own."""

    list_display = ("full_name", "username", "phone", "is_active")
    list_filter = ("is_active",)
    search_fields = ("search", "username")
    ordering = ("name_key", "pk")
    fieldsets = (
        (None, {"fields": ("username", "is_active")}),
        ("Cán bộ", {"fields": ("full_name", "aliases", "phone", "email", "note")}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Official]":
        """The accounts for which one answers; any other is not found."""
        return Official.objects.answered_for_in(self.scope(request)).order_by(*self.ordering)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Checked on the row itself too, whichever way it was found."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not rules.deny_account(request_access(request), obj))

    def audit_unit(self, request: HttpRequest, obj: Model) -> Unit | None:
        kept = None if obj.pk is None else cast(Official, obj).audit_unit
        return kept or super().audit_unit(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.home_unit = self.audit_unit(request, obj)
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            shut_out(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed; its history stays."""
        return False


@admin.register(Posting)
class PostingAdmin(ScopedAdmin):
    list_display = ("official", "title", "role", "unit", "starts_on", "ends_on", "is_main")
    list_filter = ("role",)
    list_select_related = ("official", "unit")
    search_fields = ("official__search", "title")
    ordering = ("official__name_key", "pk")
    autocomplete_fields = ("official", "unit", "body")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """A posting goes to an account for which one answers."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "official":
            field.queryset = Official.objects.answered_for_in(self.scope(request))
        return field

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A posting of a colleague who now serves elsewhere is history: none rewrites its days."""
        may = super().has_change_permission(request, obj)
        return may and (
            obj is None or not rules.deny_appoint(request_access(request), obj.official, obj.unit)
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        take_up(request_access(request), obj, form.changed_data)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A posting ends on a day; its history stays."""
        return False


class FirstThousand(Paginator):
    """Of a trail without end the newest are counted and turned over; the page of the trail, walked
    by key, and its filters lead to the others."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:1_000].count())


@admin.register(AuditEvent)
class AuditEventAdmin(DayColumns):
    """The trail can be looked at and never changed."""

    list_display = ("at", "actor_name", "actor_title", "action", "object_name")
    search_fields = ("actor_name", "object_name")
    ordering = ("-pk",)
    show_full_result_count = False
    list_per_page = 50
    paginator = FirstThousand

    def get_queryset(self, request: HttpRequest) -> "QuerySet[AuditEvent]":
        scope = request_access(request).holding(Ability.ADMINISTER)
        return AuditEvent.objects.visible_to(scope).order_by(*self.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request_access(request).can_anywhere(Ability.ADMINISTER)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
