"""Addresses of the drill: one upload through the real handler and service, one
small write, and the floor F."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from criteria.models import Result
from evidence.papers.services import add_paper
from evidence.papers.uploads import received_files
from ntm_project.common.views import writes
from reports.dossier import own
from villages.edit import edit_row
from villages.models import Unit


@writes
def upload(request: HttpRequest) -> HttpResponse:
    """Keeps each file as a paper; 201 is the word that it is kept for ever."""
    try:
        added = add_paper(
            by=request.access,
            unit=Unit.objects.get(pk=request.POST["unit"]),
            data={"title": "Diễn tập"},
            files=received_files(request),
            upload_keys=[UUID(key) for key in request.POST.getlist("upload_key")],
            results=list(Result.objects.filter(pk=request.POST["result"])),
        )
    except ValidationError as refusal:  # the readers of files are busy: the page says so
        return JsonResponse({"error": " ".join(refusal.messages)}, status=503)
    hashes = {str(a.revision.upload_key): a.revision.sha256 for a in added}
    return JsonResponse(hashes, status=201)


@writes
def change(request: HttpRequest) -> HttpResponse:
    """One text of one row, with its event: whoever comes second waits for the first."""
    edit_row(
        by=request.access,
        rows=Unit.objects.all(),
        pk=request.POST["unit"],
        action="sửa đơn vị",
        fields={"note": request.POST["note"]},
    )
    return HttpResponse(status=201)


def floor(request: HttpRequest) -> HttpResponse:
    """The cheapest signed-in answer there is."""
    assert request.user.is_authenticated
    return HttpResponse("ok")


# No worker of prints runs beside the drill: a dossier goes without what it would make.
own.WAIT_SECONDS = 0.0
# What is answered outside of views, a session that cannot be read above all, is the site's own.
handler500 = "ntm_project.errors.server_error"

urlpatterns = [
    path("_nop/", upload, name="upload"),
    path("_ghi/", change, name="change"),
    path("_f/", floor, name="floor"),
    path("", include("ntm_project.urls")),
]
