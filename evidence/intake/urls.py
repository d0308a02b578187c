"""Addresses of old plans and their drafts."""

from django.urls import path

from evidence.intake import views

urlpatterns = [
    path("ke-hoach/<key:pk>/nhap-van-ban/", views.take, name="take_plan"),
    path("nhap-van-ban/<key:pk>/", views.draft, name="intake"),
    path("nhap-van-ban/<key:pk>/muc/", views.take_sections, name="take_sections"),
    path("nhap-van-ban/<key:pk>/bo/", views.discard, name="discard_intake"),
    path("nhap-van-ban/viec/<key:pk>/sua/", views.change_draft, name="edit_intake_row"),
]
