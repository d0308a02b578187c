"""Addresses of papers and their files, and of the review of what was submitted."""

from django.urls import path

from evidence.views import (
    papers,
    papers_change,
    papers_files,
    papers_library,
    papers_lists,
    papers_upload,
)

app_name = "evidence"

papers_urls = [
    # minh-chung/: the library and the way into it
    path("minh-chung/", papers_library.library, name="library"),
    path("minh-chung/them/", papers_upload.upload, name="upload"),
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
    path("minh-chung/tep/<int:pk>/noi-dung/", papers_files.view, name="view"),
    # papers of something
    path("minh-chung/chi-tieu/<int:result_pk>/", papers_lists.of_result, name="of_result"),
    path("minh-chung/nhiem-vu/<int:task_pk>/", papers_lists.of_task, name="of_task"),
    path("minh-chung/danh-muc/<int:assessment_pk>/", papers_lists.index, name="index"),
    path("minh-chung/bo-tieu-chi/<int:pk>/", papers_lists.requirements, name="requirements"),
]

urlpatterns = [*papers_urls]
