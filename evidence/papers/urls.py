"""Addresses of papers and their files."""

from django.urls import path

from evidence.papers.views import files, library, links, lists, paper, revisions, upload

urlpatterns = [
    # minh-chung/: the library and the way into it
    path("minh-chung/", library.library, name="library"),
    path("minh-chung/them/", upload.upload, name="upload"),
    path("minh-chung/them/da-gui/", upload.sent, name="sent"),
    # one paper
    path("minh-chung/<int:pk>/", paper.paper, name="paper"),
    path("minh-chung/<int:pk>/sua/", paper.edit, name="edit"),
    path("minh-chung/<int:pk>/them-tep/", revisions.add_revision, name="add_revision"),
    path("minh-chung/<int:pk>/gan/", links.link, name="link"),
    path("minh-chung/<int:pk>/go/<int:result_pk>/", links.unlink, name="unlink"),
    path("minh-chung/<int:pk>/thoi-dung/", paper.withdraw, name="withdraw"),
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
