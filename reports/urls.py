"""Addresses of my work, boards, assessments, search, documents."""

from django.urls import path

from reports.views.assessment import assessment

app_name = "reports"

urlpatterns = [
    path("danh-gia/<int:pk>/", assessment, name="assessment"),
]
