"""Addresses of my work, boards, checks, search, and the fragments of the ground floor's pages."""

from django.urls import path

from reports.views import (
    assessment,
    boards,
    dossier,
    plan,
    records,
    review_notice,
    search,
    work,
)

app_name = "reports"

urlpatterns = [
    path("", work.my_work, name="my_work"),
    # boards
    path("bang/<int:unit_pk>/", boards.board, name="board"),
    path("danh-gia/<int:pk>/", assessment.assessment, name="assessment"),
    path("ra-soat/<int:unit_pk>/", boards.check_list, name="checks"),
    path("phan-cong/", boards.supervisions, name="supervisions"),
    # the plan on paper
    path("ke-hoach/<int:pk>/xem-truoc/", plan.plan_preview, name="plan_preview"),
    path("ke-hoach/<int:pk>/pdf/", plan.plan_pdf, name="plan_pdf"),
    # the notice of a review's result
    path("tham-tra/luot/<int:pk>/thong-bao/", review_notice.preview, name="review_notice"),
    path("tham-tra/luot/<int:pk>/thong-bao/pdf/", review_notice.pdf, name="review_notice_pdf"),
    # the dossier on paper
    path("danh-gia/<int:pk>/danh-muc-pdf/", dossier.index_pdf, name="index_pdf"),
    # search
    path("tim/", search.search, name="search"),
    # fragments of pages of the ground floor
    path("don-vi/<int:pk>/danh-gia/", records.unit_record, name="unit_record"),
    path("can-bo/<int:pk>/phu-trach/", records.official_record, name="official_record"),
]
