"""Addresses of the review of what was submitted."""

from django.urls import path

from evidence.review.views import (
    decide,
    items,
    queue,
    reasons,
    recognise,
    recognised,
    rounds,
    submit,
    undo,
)

urlpatterns = [
    # tham-tra/: what the submitting unit comes to
    path("tham-tra/", rounds.dossiers, name="dossiers"),
    path("tham-tra/danh-gia/<key:pk>/", rounds.rounds, name="rounds"),
    path("tham-tra/danh-gia/<key:pk>/gui/", submit.submit, name="submit"),
    path("tham-tra/danh-gia/<key:pk>/cong-nhan/", recognise.recognise, name="recognise"),
    path("cong-nhan/<key:pk>/", recognise.recognition, name="recognition"),
    path("cong-nhan/<key:pk>/can-cu/", recognised.complete_grounds, name="complete_grounds"),
    path("cong-nhan/<key:pk>/thu-hoi/", recognised.revoke_recognition, name="revoke_recognition"),
    path("ket-qua/<key:pk>/hoan-tac/", undo.undo_result, name="undo_result"),
    path("tham-tra/luot/<key:pk>/", rounds.round_page, name="round"),
    path("tham-tra/luot/<key:pk>/rut/", reasons.withdraw_round, name="withdraw_round"),
    # hang-cho-tham-tra/: what a reviewer comes to
    path("hang-cho-tham-tra/", queue.queue, name="queue"),
    path("hang-cho-tham-tra/da-xu-ly/", queue.handled, name="handled"),
    path("hang-cho-tham-tra/<key:pk>/", items.review, name="review"),
    path("hang-cho-tham-tra/<key:pk>/chi-tieu/<key:item_pk>/", items.judge, name="judge"),
    path("hang-cho-tham-tra/<key:pk>/dat-het/", decide.approve_unmarked, name="approve_unmarked"),
    path("hang-cho-tham-tra/<key:pk>/ket-luan/", decide.decide, name="decide"),
    path("hang-cho-tham-tra/<key:pk>/mo-lai/", reasons.reopen, name="reopen"),
]
