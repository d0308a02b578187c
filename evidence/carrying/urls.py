"""The address on which an assessment takes over from the one before."""

from django.urls import path

from evidence.carrying import views

urlpatterns = [path("danh-gia/<key:pk>/lay-ket-qua/", views.take_over, name="take_over")]
