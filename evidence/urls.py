"""Addresses of papers and their files, and of the review of what was submitted."""

from django.urls import include, path

app_name = "evidence"

urlpatterns = [
    path("", include("evidence.papers.urls")),
    path("", include("evidence.review.urls")),
]
