"""Addresses of this app: unaccented Vietnamese paths, English names."""

from django.urls import path

from tasks.views import (
    conclusions,
    copying,
    deadline_echo,
    editing,
    funding,
    listing,
    many,
    meeting,
    meetings,
    parts,
    plans,
    reminding,
    reports,
    supervision,
    task,
    waivers,
    year_end,
)

app_name = "tasks"

urlpatterns = [
    # nhiem-vu/: tasks
    path("nhiem-vu/", listing.task_list, name="list"),
    path("nhiem-vu/them/", editing.create, name="create"),
    path("nhiem-vu/nhieu-viec/", many.many_tasks, name="many_tasks"),
    path("nhiem-vu/doc-thoi-han/", deadline_echo.read_deadline, name="read_deadline"),
    path("nhiem-vu/chon-tieu-chi/", editing.criterion_fields, name="criterion_fields"),
    path("nhiem-vu/nhac/", reminding.remind, name="remind"),
    path("nhiem-vu/<key:pk>/", task.task_page, name="task"),
    path("nhiem-vu/<key:pk>/sua/", editing.edit, name="edit"),
    path("nhiem-vu/<key:pk>/phan-cong/", editing.assign, name="assign"),
    path("nhiem-vu/<key:pk>/bao-cao/", task.report, name="report"),
    path("nhiem-vu/<key:pk>/chuyen/<str:transition>/", task.move, name="move"),
    # ke-hoach/: plans
    path("ke-hoach/", plans.plan_list, name="plans"),
    path("ke-hoach/them/", plans.create, name="create_plan"),
    path("ke-hoach/<key:pk>/", plans.plan_page, name="plan"),
    path("ke-hoach/<key:pk>/sua/", plans.edit, name="edit_plan"),
    path("ke-hoach/<key:pk>/chep/", copying.copy_plan, name="copy_plan"),
    path("ke-hoach/<key:pk>/ket-thuc-nam/", year_end.close_year, name="close_year"),
    path("ke-hoach/<key:pk>/noi-dung/<str:section>/", plans.section_text, name="edit_text"),
    path(
        "ke-hoach/<key:pk>/phan/<str:part>/them/", parts.add, {"of": "plan"}, name="add_plan_part"
    ),
    path(
        "ke-hoach/<key:pk>/phan/<str:part>/<key:row_pk>/sua/",
        parts.edit,
        {"of": "plan"},
        name="edit_plan_part",
    ),
    path(
        "ke-hoach/<key:pk>/phan/<str:part>/<key:row_pk>/bo/",
        parts.remove,
        {"of": "plan"},
        name="remove_plan_part",
    ),
    path("ke-hoach/<key:pk>/kinh-phi/them/", funding.add, name="add_funding"),
    path("ke-hoach/<key:pk>/kinh-phi/<key:funding_pk>/sua/", funding.edit, name="edit_funding"),
    path("ke-hoach/<key:pk>/kinh-phi/<key:funding_pk>/bo/", funding.remove, name="remove_funding"),
    # phan-cong/: who directs what
    path("phan-cong/<key:assessment_pk>/", supervision.supervision, name="supervision"),
    path(
        "phan-cong/<key:assessment_pk>/<key:criterion_pk>/",
        supervision.set_page,
        name="set_supervision",
    ),
    # ra-soat/: what a check found and is known
    path("ra-soat/<key:unit_pk>/biet-roi/", waivers.waive, name="waive"),
    path("ra-soat/biet-roi/<key:pk>/bo/", waivers.take_back, name="take_back_waiver"),
    # bao-cao/: the standing officer's reports of a period
    path("bao-cao/", reports.report_list, name="reports"),
    path("bao-cao/lap/", reports.open_report, name="write_report"),
    path("bao-cao/<key:pk>/sua/", reports.edit, name="edit_report"),
    path("bao-cao/<key:pk>/xoa/", reports.remove, name="remove_report"),
    path("bao-cao/<key:pk>/noi-dung/<str:section>/", reports.remark, name="edit_remark"),
    # giao-ban/: meetings
    path("giao-ban/", meetings.meeting_list, name="meetings"),
    path("giao-ban/ghi/", meetings.hold, name="hold_meeting"),
    path("giao-ban/<key:pk>/", meeting.meeting_page, name="meeting"),
    path("giao-ban/<key:pk>/sua/", meetings.edit, name="edit_meeting"),
    path("giao-ban/<key:pk>/diem-danh/", meetings.attend, name="attend"),
    path("giao-ban/<key:pk>/lay-muc/", meetings.fill, name="fill_agenda"),
    path("giao-ban/<key:pk>/ket-thuc/", meetings.close, name="close_meeting"),
    path("giao-ban/<key:pk>/muc/<key:row_pk>/chuyen/", meetings.move_item, name="move_agenda_item"),
    path(
        "giao-ban/<key:pk>/phan/<str:part>/them/", parts.add, {"of": "meeting"}, "add_meeting_part"
    ),
    path(
        "giao-ban/<key:pk>/phan/<str:part>/<key:row_pk>/sua/",
        parts.edit,
        {"of": "meeting"},
        name="edit_meeting_part",
    ),
    path(
        "giao-ban/<key:pk>/phan/<str:part>/<key:row_pk>/bo/",
        parts.remove,
        {"of": "meeting"},
        name="remove_meeting_part",
    ),
    path("giao-ban/<key:pk>/ket-luan/", conclusions.conclude, name="conclude"),
    path(
        "giao-ban/<key:pk>/ket-luan/<key:conclusion_pk>/sua/",
        conclusions.correct,
        name="edit_conclusion",
    ),
    path(
        "giao-ban/<key:pk>/ket-luan/<key:conclusion_pk>/bo/",
        conclusions.remove,
        name="remove_conclusion",
    ),
]
