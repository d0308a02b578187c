"""Addresses of my work, boards, assessments, search, documents."""

from django.urls import URLPattern

app_name = "reports"

urlpatterns: list[URLPattern] = []
