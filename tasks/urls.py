"""Addresses of this app: unaccented Vietnamese paths, English names."""

from django.urls import path

from tasks.views import editing, funding, listing, meetings, parts, plans, supervision, task

app_name = "tasks"

urlpatterns = [
    # nhiem-vu/: tasks
    path("nhiem-vu/", listing.task_list, name="list"),
    path("nhiem-vu/them/", editing.create, name="create"),
    path("nhiem-vu/doc-thoi-han/", editing.read_deadline, name="read_deadline"),
    path("nhiem-vu/chon-tieu-chi/", editing.criterion_fields, name="criterion_fields"),
    path("nhiem-vu/<int:pk>/", task.task_page, name="task"),
    path("nhiem-vu/<int:pk>/sua/", editing.edit, name="edit"),
    path("nhiem-vu/<int:pk>/phan-cong/", editing.assign, name="assign"),
    path("nhiem-vu/<int:pk>/bao-cao/", task.report, name="report"),
    path("nhiem-vu/<int:pk>/chuyen/<str:transition>/", task.move, name="move"),
    # ke-hoach/: plans
    path("ke-hoach/", plans.plan_list, name="plans"),
    path("ke-hoach/them/", plans.create, name="create_plan"),
    path("ke-hoach/<int:pk>/", plans.plan_page, name="plan"),
    path("ke-hoach/<int:pk>/sua/", plans.edit, name="edit_plan"),
    path("ke-hoach/<int:pk>/noi-dung/<str:section>/", plans.text, name="edit_text"),
    path("ke-hoach/<int:pk>/phan/<str:part>/them/", parts.add, name="add_part"),
    path("ke-hoach/<int:pk>/phan/<str:part>/<int:row_pk>/sua/", parts.edit, name="edit_part"),
    path("ke-hoach/<int:pk>/phan/<str:part>/<int:row_pk>/bo/", parts.remove, name="remove_part"),
    path("ke-hoach/<int:pk>/kinh-phi/them/", funding.add, name="add_funding"),
    path("ke-hoach/<int:pk>/kinh-phi/<int:funding_pk>/sua/", funding.edit, name="edit_funding"),
    path("ke-hoach/<int:pk>/kinh-phi/<int:funding_pk>/bo/", funding.remove, name="remove_funding"),
    # phan-cong/: who directs what
    path("phan-cong/<int:assessment_pk>/", supervision.supervision, name="supervision"),
    path(
        "phan-cong/<int:assessment_pk>/<int:criterion_pk>/",
        supervision.set_page,
        name="set_supervision",
    ),
    # giao-ban/: meetings
    path("giao-ban/", meetings.meeting_list, name="meetings"),
    path("giao-ban/ghi/", meetings.hold, name="hold_meeting"),
    path("giao-ban/<int:pk>/", meetings.meeting_page, name="meeting"),
    path("giao-ban/<int:pk>/sua/", meetings.edit, name="edit_meeting"),
    path("giao-ban/<int:pk>/ket-luan/", meetings.conclude, name="conclude"),
    path(
        "giao-ban/<int:pk>/ket-luan/<int:conclusion_pk>/sua/",
        meetings.correct,
        name="edit_conclusion",
    ),
    path(
        "giao-ban/<int:pk>/ket-luan/<int:conclusion_pk>/bo/",
        meetings.remove,
        name="remove_conclusion",
    ),
]
