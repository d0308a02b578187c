"""Addresses of criteria sets and results."""

from django.urls import path

from criteria import views

app_name = "criteria"

urlpatterns = [
    # Sets
    path("bo-tieu-chi/", views.criteria_sets, name="sets"),
    path("bo-tieu-chi/<int:pk>/", views.criteria_set, name="set"),
    # Results
    path("ket-qua/<int:pk>/", views.edit_result, name="edit_result"),
    path("ket-qua/<int:pk>/dong/", views.result_row, name="result_row"),
    path("ket-qua/<int:pk>/so-voi-muc/", views.weigh_result, name="weigh_result"),
    path("ket-qua/<int:pk>/lich-su/", views.result_history, name="result_history"),
    path("ket-qua/<int:pk>/phu-trach/", views.put_in_charge, name="put_in_charge"),
]
