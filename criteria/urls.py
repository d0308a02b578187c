"""Addresses of criteria sets, assessments and results."""

from django.urls import path

from criteria import views

app_name = "criteria"

urlpatterns = [
    # Sets
    path("bo-tieu-chi/", views.criteria_sets, name="sets"),
    path("bo-tieu-chi/<int:pk>/", views.criteria_set, name="set"),
    # Assessments
    path("danh-gia/moi/", views.open_assessment, name="open_assessment"),
    path("danh-gia/<int:pk>/sua/", views.edit_assessment, name="edit_assessment"),
    path("danh-gia/<int:pk>/hien-trang/", views.baselines, name="baselines"),
    path("danh-gia/<int:pk>/bo/", views.discard_assessment, name="discard_assessment"),
    # Results
    path("ket-qua/<int:pk>/", views.edit_result, name="edit_result"),
    path("ket-qua/<int:pk>/dong/", views.result_row, name="result_row"),
    path("ket-qua/<int:pk>/so-voi-muc/", views.weigh_result, name="weigh_result"),
    path("ket-qua/<int:pk>/lich-su/", views.result_history, name="result_history"),
    path("ket-qua/<int:pk>/phu-trach/", views.put_in_charge, name="put_in_charge"),
]
