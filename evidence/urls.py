"""Addresses of papers and their files, of the review, of what was issued, and of old plans."""

from django.urls import include, path

app_name = "evidence"

urlpatterns = [
    path("", include("evidence.papers.urls")),
    path("", include("evidence.carrying.urls")),
    path("", include("evidence.review.urls")),
    path("", include("evidence.issued.urls")),
    path("", include("evidence.intake.urls")),
]
