"""Addresses of the register of issued documents."""

from django.urls import path

from evidence.issued import views

urlpatterns = [
    path("van-ban-di/", views.register_page, name="register"),
    path("van-ban-di/excel/", views.register_excel, name="register_excel"),
    path("van-ban-di/kiem-tra/<slug:token>/", views.verify, name="verify"),
    path("van-ban-di/<key:pk>/thiet-lap/", views.settings_page, name="register_settings"),
    path("van-ban-gui-den/", views.received_page, name="received"),
    path("van-ban-gui-den/<key:pk>/<key:file>/", views.received_file, name="received_file"),
]
