"""Addresses of papers and their files."""

from django.urls import path

from evidence.papers.views import change, files, library, lists, paper, upload

urlpatterns = [
    # minh-chung/: the library and the way into it
    path("minh-chung/", library.library, name="library"),
    path("minh-chung/them/", upload.upload, name="upload"),
    path("minh-chung/them/da-gui/", upload.sent, name="sent"),
    # one paper
    path("minh-chung/<int:pk>/", paper.paper, name="paper"),
    path("minh-chung/<int:pk>/sua/", change.edit, name="edit"),
    path("minh-chung/<int:pk>/them-tep/", change.add_file, name="add_revision"),
    path("minh-chung/<int:pk>/gan/", change.link_page, name="link"),
    path("minh-chung/<int:pk>/go/<int:result_pk>/", change.unlink_result, name="unlink"),
    path("minh-chung/<int:pk>/thoi-dung/", change.withdraw, name="withdraw"),
    # the bytes of one file
    path("minh-chung/tep/<int:pk>/", files.file, name="file"),
    path("minh-chung/tep/<int:pk>/xem/", files.preview, name="preview"),
    path("minh-chung/tep/<int:pk>/anh-nho/", files.thumbnail, name="thumbnail"),
    path("minh-chung/tep/<int:pk>/trang/", files.pages, name="pages"),
    path("minh-chung/tep/<int:pk>/trang/<int:number>/", files.page, name="page"),
    path("minh-chung/tep/<int:pk>/noi-dung/", files.view, name="view"),
    # papers of something
    path("minh-chung/chi-tieu/<int:result_pk>/", lists.of_result, name="of_result"),
    path("minh-chung/nhiem-vu/<int:task_pk>/", lists.of_task, name="of_task"),
    path("minh-chung/danh-muc/<int:assessment_pk>/", lists.index, name="index"),
    path("minh-chung/bo-tieu-chi/<int:pk>/", lists.requirements, name="requirements"),
]
