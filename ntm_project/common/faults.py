"""A database that is down, hangs, is locked or full: 503 with what was typed, within seconds.

An error of ours (a wrong name of a table, a broken constraint) is none of these and stays a 500.
"""

import logging
import re
import sqlite3
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.models import UUIDField
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.text import capfirst

from ntm_project.common.logs import note

RETRY_SECONDS = 10
DOWN = "Cơ sở dữ liệu đang không trả lời nên việc vừa làm chưa được ghi. Hãy thử lại sau ít phút."
FULL = "Đĩa của máy chủ đã hết chỗ nên việc vừa làm chưa được ghi. Hãy báo quản trị viên."
BUSY = "Cơ sở dữ liệu đang bận nên việc vừa làm chưa được ghi. Hãy thử lại sau ít giây."

_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_DOWN = {
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}
# SQLite means the disk of what passes (TMPDIR) too.
_FULL = {sqlite3.SQLITE_FULL, "53100"}
# Lock and statement time-outs, deadlocks: the next try may well succeed.
_POSTGRES_BUSY = {"55P03", "57014", "40001", "40P01"}
# Connection lost, resources gone, shut down, faults of the disk.
_POSTGRES_DOWN_CLASSES = {"08", "53", "57", "58", "XX"}
_POSTGRES_DOWN = {"25006", "25P03"}

# What no page shows and no form sends again.
_SECRET = re.compile(r"pass|mat_?khau|token|otp|secret|^code$|^seen_|csrf", re.I)


def fault_of(error: BaseException | None) -> str:
    """The sentence of a fault of the database; "" for everything else, errors of ours included."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        found = code & 0xFF
        return _named(found, _SQLITE_BUSY, is_down=found in _SQLITE_DOWN)
    if state := getattr(cause, "pgcode", None):
        is_down = state in _POSTGRES_DOWN or state[:2] in _POSTGRES_DOWN_CLASSES
        return _named(state, _POSTGRES_BUSY, is_down=is_down)
    is_lost = isinstance(error, InterfaceError) and "connection" in str(error)
    return DOWN if is_lost or isinstance(error, OperationalError) else ""


def for_operator(error: BaseException | None) -> str:
    """The same for whoever runs a command: what the database answered, and where to look."""
    if not fault_of(error):
        return ""
    return (
        f"Cơ sở dữ liệu không dùng được ({' '.join(str(error).split())}). Xem DATABASE_URL có đúng "
        "không, PostgreSQL còn chạy không, tệp SQLite có quyền ghi và đĩa còn chỗ không."
    )


def _named(code: int | str, busy: Container[int | str], *, is_down: bool) -> str:
    if code in _FULL:
        return FULL
    return BUSY if code in busy else DOWN if is_down else ""


def fault_behind(error: BaseException | None) -> str:
    """The same for a refusal that Django makes of it: a session that could not be saved."""
    for _ in range(4):
        if error is None or (sentence := fault_of(error)):
            break
        error = error.__cause__ or error.__context__
    return sentence if error is not None else ""


@dataclass(frozen=True)
class SentField:
    """A field as it was posted; `label` is empty for what only the program reads (keys)."""

    name: str
    value: str
    label: str = ""

    @property
    def rows(self) -> int:
        return min(12, 1 + self.value.count("\n") + len(self.value) // 80)


def _labels() -> dict[str, str]:
    """Field name → the label that people know; "" for a field that holds a key."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            is_key = field.is_relation or field.primary_key or isinstance(field, UUIDField)
            words = "" if is_key else str(field.verbose_name)
            words = capfirst(words)
            if found.setdefault(field.name, words) != words:
                found[field.name] = "Nội dung đã điền"
    return found


def sent_fields(request: HttpRequest) -> Iterator[SentField]:
    """What was typed, but for secrets; nothing where the body can no longer be read."""
    hidden = getattr(request, "sensitive_post_parameters", ())
    try:
        posted = list(request.POST.lists())
    except (UnreadablePostError, SuspiciousOperation, OSError):
        return
    labels = _labels()
    for name, values in posted:
        last = re.split(r"[-:]", name)[-1]
        if _SECRET.search(last) and not last.startswith("seen_"):
            continue
        if hidden == "__ALL__" and last != "username":
            continue
        label = "" if last.startswith("seen_") else labels.get(last, last.replace("_", " "))
        yield from (SentField(name, value, label if value else "") for value in values)


def _files(request: HttpRequest) -> list[tuple[str, str]]:
    """Field and name of each file that came along and must be chosen again."""
    skipped = getattr(request, "skipped_files", [])
    try:
        kept = [(name, file.name or "") for name, files in request.FILES.lists() for file in files]
    except (UnreadablePostError, SuspiciousOperation, OSError):
        kept = []
    return [*kept, *skipped]


def unavailable(request: HttpRequest, sentence: str, error: BaseException | None) -> HttpResponse:
    """503 with the sentence, the request's id and what was typed; reads no database."""
    note("database_fault", level=logging.ERROR, status=503, fault=str(error).strip()[:300])
    request_id = str(getattr(request, "request_id", ""))
    response: HttpResponse
    if "application/json" in request.headers.get("Accept", ""):
        response = JsonResponse({"error": f"{sentence} Mã yêu cầu: {request_id}."}, status=503)
    elif getattr(request, "htmx", False) or request.headers.get("HX-Request") == "true":
        context = {"sentence": sentence, "request_id": request_id}
        page = render_to_string("_database_down.html", context)
        response = HttpResponse(page, status=503)
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:top"
    else:
        response = HttpResponse(_page(request, sentence, request_id), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form, by what no other site can make a browser send."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if origin := request.headers.get("Origin"):
        return origin.partition("://")[2] == request.get_host()
    return False


def _page(request: HttpRequest, sentence: str, request_id: str) -> str:
    # A fault before Django's own check: what another site sent goes out with no token of ours.
    is_ours = getattr(request, "csrf_processing_done", False) or is_from_here(request)
    is_sent = request.method == "POST" and is_ours
    context = {
        "sentence": sentence,
        "request_id": request_id,
        "url": request.get_full_path(),
        "is_sent": is_sent,
        "fields": list(sent_fields(request)) if is_sent else [],
        "files": _files(request) if is_sent else [],
        "token": get_token(request) if is_sent else "",
    }
    return render_to_string("database_down.html", context)


class DatabaseFaultMiddleware:
    """Answers a fault that a view met; what happens outside of views, `errors` answers alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if sentence := fault_of(exception):
            return unavailable(request, sentence, exception)
        return None


class NotAFault(logging.Filter):
    """Leaves out Django's traceback of a fault of the database, which has its own line."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and fault_of(record.exc_info[1]))
