"""The administrator's page of expected papers, each with where it is known from."""

from django.contrib import admin

from evidence.papers.models import Requirement
from villages.admin_base import ReferenceAdmin


@admin.register(Requirement)
class RequirementAdmin(ReferenceAdmin):
    """Expected papers are kept beside the published sets and may change while those do not."""

    list_display = ["indicator", "order", "text", "kind", "is_mandatory", "confidence"]
    list_filter = ["indicator__criterion__criteria_set", "kind", "confidence"]
    list_select_related = ["indicator"]
    search_fields = ["text", "indicator__code", "indicator__wording"]
    autocomplete_fields = ["indicator"]
    ordering = ["indicator__criterion__criteria_set", "indicator__order", "order", "pk"]
