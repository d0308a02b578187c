"""Addresses of papers and their files."""

from django.urls import path

from evidence.papers.views import (
    completing,
    files,
    library,
    lists,
    many,
    paper,
    proving,
    revisions,
    upload,
)

urlpatterns = [
    # minh-chung/: the library and the way into it
    path("minh-chung/", library.library, name="library"),
    path("minh-chung/nhieu-minh-chung/", many.many_papers, name="many_papers"),
    path("minh-chung/them/", upload.upload, name="upload"),
    path("minh-chung/them/da-gui/", upload.just_sent, name="sent"),
    # one paper
    path("minh-chung/<key:pk>/", paper.paper, name="paper"),
    path("minh-chung/<key:pk>/sua/", paper.edit, name="edit"),
    path("minh-chung/<key:pk>/them-tep/", revisions.add_revision, name="add_revision"),
    path("minh-chung/<key:pk>/gan/", proving.link, name="link"),
    path("minh-chung/<key:pk>/go/<key:result_pk>/", proving.unlink, name="unlink"),
    path("minh-chung/<key:pk>/thoi-dung/", paper.withdraw, name="withdraw"),
    # the bytes of one file
    path("minh-chung/tep/<key:pk>/", files.file, name="file"),
    path("minh-chung/tep/<key:pk>/xem/", files.preview, name="preview"),
    path("minh-chung/tep/<key:pk>/anh-nho/", files.thumbnail, name="thumbnail"),
    path("minh-chung/tep/<key:pk>/trang/", files.pages, name="pages"),
    path("minh-chung/tep/<key:pk>/trang/<key:number>/", files.page, name="page"),
    path("minh-chung/tep/<key:pk>/noi-dung/", files.view, name="view"),
    path("minh-chung/tep/<key:pk>/doc-lai/", files.read_again, name="read_again"),
    # papers of something
    path("minh-chung/chi-tieu/<key:result_pk>/", lists.of_result, name="of_result"),
    path("minh-chung/nhiem-vu/<key:task_pk>/", lists.of_task, name="of_task"),
    path("minh-chung/danh-muc/<key:assessment_pk>/", lists.index, name="index"),
    path("minh-chung/bo-tieu-chi/<key:pk>/", lists.requirements, name="requirements"),
    path("chi-tieu/<key:pk>/giay-to-moi/", completing.add_requirement, name="add_requirement"),
]
