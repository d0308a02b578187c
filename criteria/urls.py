"""Addresses of criteria sets, assessments and results."""

from django.urls import path

from criteria import views
from criteria.mapping import views as mapping
from criteria.predecessors import views as predecessors

app_name = "criteria"

urlpatterns = [
    # Sets
    path("bo-tieu-chi/", views.criteria_sets, name="sets"),
    path("bo-tieu-chi/moi/", views.draft_set, name="draft_set"),
    path("bo-tieu-chi/<key:pk>/", views.criteria_set, name="set"),
    path("bo-tieu-chi/<key:pk>/sua/", views.edit_set, name="edit_set"),
    path("bo-tieu-chi/<key:pk>/cong-bo/", views.publish_set, name="publish_set"),
    path("bo-tieu-chi/<key:pk>/bo/", views.discard_set, name="discard_set"),
    path("bo-tieu-chi/<key:pk>/doi-chieu/", views.mark_checked, name="mark_checked"),
    path("chi-tieu/<key:pk>/muc-moi/", views.add_level, name="add_level"),
    # From one set to the next
    path("bo-tieu-chi/<key:pk>/bang-chuyen/", mapping.begin_mapping, name="begin_mapping"),
    path("bang-chuyen/<key:pk>/", mapping.mapping, name="mapping"),
    path(
        "bang-chuyen/<key:pk>/chi-tieu/<key:old_pk>/",
        mapping.settle_indicator,
        name="settle_indicator",
    ),
    path("bang-chuyen/<key:pk>/cong-bo/", mapping.publish_mapping, name="publish_mapping"),
    path("bang-chuyen/<key:pk>/bo/", mapping.discard_mapping, name="discard_mapping"),
    # Assessments
    path("danh-gia/moi/", views.open_assessment, name="open_assessment"),
    path("danh-gia/<key:pk>/sua/", views.edit_assessment, name="edit_assessment"),
    path("danh-gia/<key:pk>/hien-trang/", views.baselines, name="baselines"),
    path("danh-gia/<key:pk>/nhap-nhanh/", views.quick_entry, name="quick_entry"),
    path(
        "danh-gia/<key:pk>/xac-nhan-hien-trang/",
        views.confirm_baselines,
        name="confirm_baselines",
    ),
    path("danh-gia/<key:pk>/nhieu-chi-tieu/", views.many_results, name="many_results"),
    path("danh-gia/<key:pk>/don-vi-cu/", predecessors.predecessors, name="predecessors"),
    path("danh-gia/<key:pk>/bo/", views.discard_assessment, name="discard_assessment"),
    path("so-lieu/<key:pk>/", views.edit_figure, name="edit_figure"),
    # Results
    path("ket-qua/<key:pk>/", views.edit_result, name="edit_result"),
    path("ket-qua/<key:pk>/dong/", views.result_row, name="result_row"),
    path("ket-qua/<key:pk>/so-voi-muc/", views.weigh_result, name="weigh_result"),
    path("ket-qua/<key:pk>/lich-su/", views.result_history, name="result_history"),
    path("ket-qua/<key:pk>/phu-trach/", views.put_in_charge, name="put_in_charge"),
]
