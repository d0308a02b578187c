"""The page on which one waits for a print, and the button that ends it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import saved
from ntm_project.common.views import reads, writes
from reports.prints.queries import PrintJob, job_of
from reports.prints.services import cancel_print
from villages.http import Request, official_of


def _own(request: Request, pk: UUID) -> PrintJob:
    job = job_of(official_of(request).pk, pk)
    if job is None:
        raise Http404
    return job


@reads
def print_job(request: Request, pk: UUID) -> HttpResponse:
    """How far a print is; for htmx only where that has changed. It shows nothing of the paper."""
    job = _own(request, pk)
    state = _state(job)
    if request.htmx and request.GET.get("thay") == state:
        return HttpResponse(status=204)
    order = job.order
    context = {
        "job": job,
        "state": state,
        "order": order,
        "file_url": job.url if state == "done" else "",
        "ahead": job.ahead if state.startswith("waiting") else 0,
    }
    template = "reports/_print_job.html" if request.htmx else "reports/print_job.html"
    return render(request, template, context)


@writes
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """End a print that is not ready; the press stops within a second."""
    job = _own(request, pk)
    if cancel_print(pk):
        sentence = "Đã dừng bản in." if job.order["ending"] else "Đã dừng; chưa cấp số."
    else:
        job.row.refresh_from_db()
        sentence = job.done or "Bản in vừa xong trước khi kịp dừng."
    return saved(request, sentence, job.order["back"])


def _state(job: PrintJob) -> str:
    """A word for what the page shows."""
    if job.is_working:
        shown = job.row.return_value or {}
        return f"working-{shown.get('read', 0)}"
    if job.is_unfinished:
        ahead = job.ahead
        return f"waiting-{ahead}" if ahead or not job.is_forgotten else "forgotten"
    if job.is_cancelled:
        return "cancelled"
    return "failed" if job.reason else "done"
