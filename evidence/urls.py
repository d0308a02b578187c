"""Addresses of papers and of the review."""

from django.urls import path

from evidence.views import (
    review_decide,
    review_items,
    review_queue,
    review_reasons,
    review_recognise,
    review_rounds,
    review_submit,
)

app_name = "evidence"

review = [
    # tham-tra/: what the submitting unit comes to
    path("tham-tra/", review_rounds.dossiers, name="dossiers"),
    path("tham-tra/danh-gia/<int:pk>/", review_rounds.rounds, name="rounds"),
    path("tham-tra/danh-gia/<int:pk>/gui/", review_submit.submit_page, name="submit"),
    path(
        "tham-tra/danh-gia/<int:pk>/cong-nhan/", review_recognise.recognise_page, name="recognise"
    ),
    path("tham-tra/luot/<int:pk>/", review_rounds.round_page, name="round"),
    path("tham-tra/luot/<int:pk>/rut/", review_reasons.withdraw_page, name="withdraw_round"),
    # hang-cho-tham-tra/: what a reviewer comes to
    path("hang-cho-tham-tra/", review_queue.queue_page, name="queue"),
    path("hang-cho-tham-tra/da-xu-ly/", review_queue.handled_page, name="handled"),
    path("hang-cho-tham-tra/<int:pk>/", review_items.review, name="review"),
    path("hang-cho-tham-tra/<int:pk>/chi-tieu/<int:item_pk>/", review_items.judge, name="judge"),
    path(
        "hang-cho-tham-tra/<int:pk>/dat-het/",
        review_decide.approve_unmarked_page,
        name="approve_unmarked",
    ),
    path("hang-cho-tham-tra/<int:pk>/ket-luan/", review_decide.decide_page, name="decide"),
    path("hang-cho-tham-tra/<int:pk>/mo-lai/", review_reasons.reopen_page, name="reopen"),
]

urlpatterns = [*review]
