"""Addresses of my work, boards, checks, search, and the fragments of the ground floor's pages."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from reports.assessments import views as assessments
from reports.boards import views as boards
from reports.boards.upper_views import country, country_figure
from reports.checks import views as checks
from reports.documents.kinds import KINDS
from reports.dossier import views as dossier
from reports.meetings import views as meetings
from reports.prints import views as prints
from reports.profiles import views as profiles
from reports.progress import views as progress
from reports.search import views as search
from reports.views import authoring, documents, filling, issuing, preparing
from reports.views import boards as print_board
from reports.work import views as work

app_name = "reports"

PASSAGE = "doan/<slug:slug>/<key:pk>/<slug:block>"


def _papers() -> Iterator[URLPattern]:
    """Preview, PDF, Word file and the way to issue of every kind of document."""
    for kind in KINDS:
        at = {"kind": kind}
        yield path(kind.preview_path, documents.preview, at, name=f"{kind.slug}_preview")
        yield path(kind.path_of("pdf"), documents.pdf, at, name=f"{kind.slug}_pdf")
        yield path(kind.path_of("word"), documents.word, at, name=f"{kind.slug}_word")
        yield path(kind.path_of("kiem-tra"), preparing.record_check, at, name=f"{kind.slug}_check")
        yield path(kind.path_of("van-ban-truoc"), preparing.relate, at, name=f"{kind.slug}_relate")
        yield path(kind.path_of("ky"), preparing.sign, at, name=f"{kind.slug}_sign")
        yield path(kind.path_of("phat-hanh"), issuing.issue, at, name=f"{kind.slug}_issue")


urlpatterns = [
    path("", work.my_work, name="my_work"),
    path("chi-tieu-cua-toi/", work.my_indicators, name="my_indicators"),
    # boards
    path("bang/ca-nuoc/", country, name="country"),
    path("bang/ca-nuoc/so-lieu/<slug:slug>/", country_figure, name="country_figure"),
    path("bang/<key:unit_pk>/", boards.board, name="board"),
    path("bang/<key:unit_pk>/in/", print_board.board_print, name="board_print"),
    path("bang/<key:unit_pk>/so-lieu/<slug:slug>/", boards.figure, name="figure"),
    path("danh-gia/<key:pk>/", assessments.assessment, name="assessment"),
    path("danh-gia/<key:pk>/tieu-chi/<key:number>/", assessments.criterion, name="criterion"),
    path("danh-gia/<key:pk>/ho-so/", dossier.dossier, name="dossier"),
    path("danh-gia/<key:pk>/ho-so/zip/", dossier.dossier_zip, name="dossier_zip"),
    path("danh-gia/<key:pk>/ho-so/pdf/", dossier.portfolio, name="dossier_pdf"),
    path("ra-soat/<key:unit_pk>/", checks.check_list, name="checks"),
    path("phan-cong/", boards.supervisions, name="supervisions"),
    path("bao-cao/<key:pk>/", progress.progress_report, name="progress_report"),
    path("giao-ban/<key:pk>/chuong-trinh/", meetings.agenda, name="agenda"),
    # papers
    *_papers(),
    path(f"{PASSAGE}/", authoring.passage_text, name="text"),
    path(f"{PASSAGE}/nhap/", authoring.passage_draft, name="text_draft"),
    path(f"{PASSAGE}/ban-truoc/", authoring.history, name="text_history"),
    path("cho-trong/<slug:slug>/<key:pk>/", filling.blanks, name="blanks"),
    path("loi-mac-dinh/<key:unit_pk>/", authoring.defaults, name="defaults"),
    path("loi-mac-dinh/<key:unit_pk>/mau-word/", authoring.reference, name="reference_file"),
    path("loi-mac-dinh/<key:unit_pk>/<slug:slug>/<slug:block>/", authoring.default, name="default"),
    path("ban-in/<uuid:pk>/", prints.print_job, name="print_job"),
    path("ban-in/<uuid:pk>/dung/", prints.cancel, name="cancel_print"),
    # search
    path("tim/", search.search, name="search"),
    # fragments of pages of the ground floor
    path("don-vi/<key:pk>/danh-gia/", profiles.unit_record, name="unit_record"),
    path("can-bo/<key:pk>/phu-trach/", profiles.official_record, name="official_record"),
]
