"""Addresses of papers and their files, and of the review of what was submitted."""

from django.urls import path

from evidence.views import (
    papers,
    papers_change,
    papers_files,
    papers_library,
    papers_lists,
    papers_upload,
    review_decide,
    review_items,
    review_queue,
    review_reasons,
    review_recognise,
    review_rounds,
    review_submit,
)

app_name = "evidence"

review_urls = [
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

papers_urls = [
    # minh-chung/: the library and the way into it
    path("minh-chung/", papers_library.library, name="library"),
    path("minh-chung/them/", papers_upload.upload, name="upload"),
    path("minh-chung/them/da-gui/", papers_upload.sent, name="sent"),
    # one paper
    path("minh-chung/<int:pk>/", papers.paper, name="paper"),
    path("minh-chung/<int:pk>/sua/", papers_change.edit, name="edit"),
    path("minh-chung/<int:pk>/them-tep/", papers_change.add_file, name="add_revision"),
    path("minh-chung/<int:pk>/gan/", papers_change.link_page, name="link"),
    path("minh-chung/<int:pk>/go/<int:result_pk>/", papers_change.unlink_result, name="unlink"),
    path("minh-chung/<int:pk>/thoi-dung/", papers_change.withdraw, name="withdraw"),
    # the bytes of one file
    path("minh-chung/tep/<int:pk>/", papers_files.file, name="file"),
    path("minh-chung/tep/<int:pk>/xem/", papers_files.preview, name="preview"),
    path("minh-chung/tep/<int:pk>/anh-nho/", papers_files.thumbnail, name="thumbnail"),
    path("minh-chung/tep/<int:pk>/trang/", papers_files.pages, name="pages"),
    path("minh-chung/tep/<int:pk>/trang/<int:number>/", papers_files.page, name="page"),
    path("minh-chung/tep/<int:pk>/noi-dung/", papers_files.view, name="view"),
    # papers of something
    path("minh-chung/chi-tieu/<int:result_pk>/", papers_lists.of_result, name="of_result"),
    path("minh-chung/nhiem-vu/<int:task_pk>/", papers_lists.of_task, name="of_task"),
    path("minh-chung/danh-muc/<int:assessment_pk>/", papers_lists.index, name="index"),
    path("minh-chung/bo-tieu-chi/<int:pk>/", papers_lists.requirements, name="requirements"),
]

urlpatterns = [*papers_urls, *review_urls]
