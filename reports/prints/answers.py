"""What the address of a print answers: the file, or the page that shows how far it is."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from ntm_project.common.answers import try_later
from ntm_project.common.text import slug
from reports.prints import store
from reports.prints.orders import CONTENT_TYPES, PrintOrder
from reports.prints.queries import MADE, PrintJob, job_of
from reports.prints.services import TooManyPrints, order_print
from villages.http import Request, official_of

_LOOK_SECONDS, _CHECK_SECONDS = 0.04, 0.25
_SMALL_BYTES = 4_000_000
# So many threads of a process may wait for short prints; the others lead to the page at once.
_WAITING = threading.BoundedSemaphore(2)


def print_answer(request: Request, order: PrintOrder, name: str) -> HttpResponseBase:
    """The file of the order; wanted only once the view knows that the person may have it."""
    file = made_of(request, order) or store.find(f"{order.key}.{order.ending}")
    if file is not None:
        return file_answer(file, name)
    try:
        job = order_print(official_of(request).pk, order)
    except TooManyPrints as many:
        return try_later(request, many.reason, seconds=many.seconds, status=429)
    except store.NoRoom as full:
        return not_printed(request, full.reason, order.back, 507)
    if file := _soon(job, order):
        return file_answer(file, name)
    if reason := job.reason:
        return not_printed(request, reason, order.back, 422)
    return redirect(job.page)


def not_printed(request: Request, reason: str, back: str, status: int = 503) -> HttpResponse:
    """The page on why there is no PDF, and the way back to what is on the screen."""
    context = {"reason": reason, "preview_url": back}
    return render(request, "reports/pdf_off.html", context, status=status)


def made_of(request: Request, order: PrintOrder) -> Path | None:
    """The file of the person's own print of this very paper that the address names."""
    try:
        pk = UUID(request.GET.get(MADE, ""))
    except ValueError:
        return None
    job = job_of(official_of(request).pk, pk)
    if job is None:
        return None
    same = ("slug", "row", "part", "ending", "facts")
    is_this = all(job.order[field] == getattr(order, field) for field in same)
    return job.file if is_this else None


def _soon(job: PrintJob, order: PrintOrder) -> Path | None:
    """The file, where it is made while a person would not notice the wait."""
    name = f"{order.key}.{order.ending}"
    settled(job, lambda: store.find(name) is not None)
    return store.find(name)


def settled(job: PrintJob, is_there: Callable[[], bool] = lambda: False) -> PrintJob:
    """The job, after as long a wait as nobody notices: over, if it comes next and is short."""
    if not job.is_unfinished or job.ahead > job.is_working or not _WAITING.acquire(blocking=False):
        return job
    try:
        end = time.monotonic() + settings.PRINT_WAIT_SECONDS
        check = time.monotonic() + _CHECK_SECONDS
        while (now := time.monotonic()) < end and not is_there():
            if now > check:
                check = now + _CHECK_SECONDS
                job.row.refresh_from_db()
                if not job.is_unfinished:
                    break
            time.sleep(_LOOK_SECONDS)
    finally:
        _WAITING.release()
    return job


def file_name_of_title(title: str) -> str:
    """The title as the name of a file: of `Giao ban tháng 6/2024` a stroke would leave `2024`."""
    return title.replace("/", "-")


def file_answer(file: Path, name: str) -> HttpResponseBase:
    """The file under its name, in letters of every browser and in Vietnamese; a PDF is shown."""
    ending, name = file.suffix[1:], file_name_of_title(name)
    shown = "inline" if ending == "pdf" else "attachment"
    response: HttpResponseBase
    if file.stat().st_size > _SMALL_BYTES:  # a portfolio, sent piece by piece
        response = FileResponse(file.open("rb"), content_type=CONTENT_TYPES[ending])
    else:
        response = HttpResponse(file.read_bytes(), content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = (
        f"{shown}; filename=\"{slug(name)}.{ending}\"; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    )
    return response
