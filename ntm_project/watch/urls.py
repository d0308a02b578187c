"""The address of the page for administrators; probes have none (`watch.middleware`)."""

from django.urls import path

from ntm_project.watch import views

app_name = "watch"

urlpatterns = [path("tinh-trang/", views.status, name="status")]
