"""Addresses of my work, boards, assessments, search, documents."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("danh-gia/<int:pk>/", views.assessment, name="assessment"),
]
