"""The page of the wordings with which plans begin; everything else of this floor has its own."""

from django.contrib import admin

from tasks.models import PlanWording
from villages.admin_base import ReferenceAdmin


@admin.register(PlanWording)
class PlanWordingAdmin(ReferenceAdmin):
    """Changed here; a plan that began with a wording keeps its own text."""

    list_display = ("section", "order", "name")
    list_filter = ("section",)
    search_fields = ("name", "text")
    ordering = ("section", "order", "pk")
