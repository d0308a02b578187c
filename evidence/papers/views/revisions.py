"""A further file of a paper that is there already."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from evidence.papers import services
from evidence.papers.forms.papers import ACCEPTED, ACCEPTED_SCAN, CHOOSE_AGAIN, FileForm
from evidence.papers.models import Evidence
from evidence.papers.queries.paper import last_saved_by
from evidence.papers.store_errors import StorageDown
from evidence.papers.uploads import received_files
from evidence.papers.views.shared import changeable_paper, files_once_each
from ntm_project.common.answers import saved, seen_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import reads_and_writes
from villages.edit import Stale
from villages.http import Request


@reads_and_writes
def add_revision(request: Request, pk: int) -> HttpResponse:
    """Send a better scan or the signed copy; the earlier files stay."""
    paper = changeable_paper(request, pk)
    if request.method != "POST":
        form = FileForm(unit=paper.unit)
        return choices_answer(request, form) or _show(request, paper, form)
    form = FileForm(request.POST, request.FILES, unit=paper.unit)
    status = 422
    try:
        files = received_files(request)
    except StorageDown as down:
        form.add_error(None, down.reason)
        return _show(request, paper, form, status=down.status)
    if form.is_valid() and len(files) != 1:
        form.add_error("files", "Hãy chọn một tệp; muốn gửi nhiều tệp thì thêm minh chứng mới.")
    elif form.is_valid():
        try:
            return _keep(request, paper, form)
        except Stale as stale:
            return _is_stale(request, stale.current)
        except ValidationError as error:
            put_errors(form, error)
        except StorageDown as down:
            form.add_error(None, down.reason)
            status = down.status
    if files and not form.has_error("files"):
        form.add_error("files", CHOOSE_AGAIN)
    return _show(request, paper, form, status=status)


def _keep(request: Request, paper: Evidence, form: FileForm) -> HttpResponse:
    form_key = form.cleaned_data["form_key"]
    (received,), (key,) = files_once_each(received_files(request), form_key)
    added = services.add_revision(
        by=request.access,
        evidence_id=paper.pk,
        received=received,
        upload_key=key,
        seen_version=seen_version(request),
        on_behalf_of=form.cleaned_data["on_behalf_of"],
    )
    message = f"Đã lưu tệp “{added.revision.name}”; các tệp trước vẫn được giữ."
    return saved(request, message, paper.get_absolute_url())


def _is_stale(request: Request, current: Evidence) -> HttpResponse:
    """Who saved meanwhile; no page can send a file a second time, so it must be chosen again."""
    name = last_saved_by(current)
    who = f"{name} đã lưu minh chứng này" if name else "Minh chứng này đã đổi"
    stale = (
        f"{who} trong lúc trang đang mở, nên tệp vừa gửi chưa được ghi. "
        "Hãy xem bản hiện có; nếu vẫn cần thì chọn lại tệp rồi gửi."
    )
    return _show(request, current, FileForm(unit=current.unit), status=409, stale=stale)


def _show(
    request: Request, paper: Evidence, form: FileForm, *, status: int = 200, stale: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "paper": paper,
        "back_url": paper.get_absolute_url(),
        "form": form,
        # Whoever sends again sends to what was seen then; what was typed stays on the page.
        "version": seen_version(request) if form.is_bound else paper.version,
        "accepted": ACCEPTED_SCAN if paper.is_issued else ACCEPTED,
        "stale": stale,
    }
    return render(request, "evidence/add_file.html", context, status=status)
