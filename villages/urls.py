"""Addresses of units, officials, the audit trail."""

from django.urls import URLPattern

app_name = "villages"

urlpatterns: list[URLPattern] = []
