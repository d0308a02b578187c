"""Addresses of units, officials, postings, the audit trail."""

from django.urls import path

from villages.changes import views as changes
from villages.handover import views as handover
from villages.imports import views as imports
from villages.views import (
    audit,
    days,
    delegations,
    notices,
    pasting,
    people,
    saved,
    session,
    sign_in,
    units,
)

app_name = "villages"

urlpatterns = [
    # units
    path("don-vi/", units.units, name="units"),
    path("don-vi/<key:pk>/", units.unit, name="unit"),
    path("don-vi/<key:pk>/them-thon/", pasting.paste_villages, name="paste_villages"),
    path("don-vi/<key:pk>/them-to-chuc/", pasting.paste_bodies, name="paste_bodies"),
    path("don-vi/<key:pk>/them-can-bo/", pasting.paste_people, name="paste_people"),
    path("don-vi/<key:pk>/sap-xep/", changes.change_units, name="change_units"),
    # officials and their postings
    path("can-bo/", people.officials, name="officials"),
    path("can-bo/them/", people.add_official, name="add_official"),
    path("can-bo/<key:pk>/", people.official, name="official"),
    path("can-bo/<key:pk>/sua/", people.edit_official, name="edit_official"),
    path("can-bo/<key:pk>/ban-giao/", handover.hand_over, name="hand_over"),
    path("can-bo/<key:pk>/giao-chuc-vu/", people.appoint, name="appoint"),
    path("can-bo/<key:pk>/mo-chan-dang-nhap/", sign_in.lift_block, name="lift_block"),
    path("can-bo/<key:pk>/lam-thay/", delegations.delegate, name="delegate"),
    path("lam-thay/<key:pk>/cham-dut/", delegations.revoke, name="revoke_delegation"),
    path("chuc-vu/<key:pk>/ket-thuc/", people.end_posting, name="end_posting"),
    # what a page left open fetches
    path("phien/", session.session_state, name="session_state"),
    path("da-dang-nhap/", session.after_sign_in, name="signed_in"),
    path("doc-ngay/", days.read_day, name="read_day"),
    path("ngay-xem/", days.view_day, name="view_day"),
    # what the program notifies a person of
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read_all, name="read_all_notices"),
    path("thong-bao/tuy-chon/", notices.choices, name="notice_choices"),
    path("thong-bao/<key:pk>/", notices.open_notice, name="open_notice"),
    # lists saved under a name
    path("danh-sach/", saved.saved_views, name="saved_views"),
    path("danh-sach/luu/", saved.save_view, name="save_view"),
    path("danh-sach/<key:pk>/sua/", saved.edit_view, name="edit_view"),
    path("danh-sach/<key:pk>/bo/", saved.remove_view, name="remove_view"),
    # lists from Excel and to it
    path("nhap-excel/<slug:slug>/<key:key>/", imports.import_list, name="import_list"),
    path("xuat-excel/<slug:slug>/<key:key>/", imports.export_list, name="export_list"),
    path("lan-nhap/<key:pk>/", imports.import_run, name="import_run"),
    # the audit trail
    path("nhat-ky/", audit.audit, name="audit"),
]
