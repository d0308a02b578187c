"""Addresses of my work, boards, checks, search, and the fragments of the ground floor's pages."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from reports.assessments import views as assessments
from reports.boards import views as boards
from reports.checks import views as checks
from reports.documents.kinds import KINDS
from reports.profiles import views as profiles
from reports.search import views as search
from reports.views import documents
from reports.work import views as work

app_name = "reports"


def _papers() -> Iterator[URLPattern]:
    """The preview and the PDF of every kind of document."""
    for kind in KINDS:
        at = {"kind": kind}
        yield path(kind.preview_path, documents.preview, at, name=f"{kind.slug}_preview")
        yield path(kind.pdf_path, documents.pdf, at, name=f"{kind.slug}_pdf")


urlpatterns = [
    path("", work.my_work, name="my_work"),
    # boards
    path("bang/<int:unit_pk>/", boards.board, name="board"),
    path("danh-gia/<int:pk>/", assessments.assessment, name="assessment"),
    path("danh-gia/<int:pk>/tieu-chi/<int:number>/", assessments.criterion, name="criterion"),
    path("ra-soat/<int:unit_pk>/", checks.check_list, name="checks"),
    path("phan-cong/", boards.supervisions, name="supervisions"),
    # papers
    *_papers(),
    # search
    path("tim/", search.search, name="search"),
    # fragments of pages of the ground floor
    path("don-vi/<int:pk>/danh-gia/", profiles.unit_record, name="unit_record"),
    path("can-bo/<int:pk>/phu-trach/", profiles.official_record, name="official_record"),
]
