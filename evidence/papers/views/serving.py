"""The bytes of a kept file as an answer, with the headers of every served file."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from evidence.papers.antivirus import Blocked
from evidence.papers.enums import MIME_TYPES, FileType
from evidence.papers.files.names import content_disposition
from evidence.papers.models import Revision
from evidence.papers.reading_store import UNREADABLE, CheckedBytes, MissingFile, WrongBytes
from evidence.papers.store_errors import StorageDown
from evidence.papers.views.shared import store_is_down
from villages.http import Request

# A file from outside runs nothing, fetches nothing, and is framed by our own pages alone.
POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'"


def as_it_came(request: Request, revision: Revision, *, inline: bool) -> HttpResponseBase:
    """The file to whoever was found to be allowed to read it; why not, where the store is down."""
    content_type = MIME_TYPES[FileType(revision.file_type)]
    try:
        response = StreamingHttpResponse(CheckedBytes(revision), content_type=content_type)
        response["Content-Length"] = str(revision.size)
        return guarded(response, revision.name, inline=inline)
    except StorageDown as down:
        return is_down(request, down)


def guarded(response: HttpResponseBase, name: str, *, inline: bool) -> HttpResponseBase:
    """The response with the headers of every served file."""
    response["Content-Disposition"] = content_disposition(name, inline)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def why_down(down: StorageDown) -> str:
    """Why the file cannot be given out, in a sentence."""
    return down.reason if isinstance(down, WrongBytes | MissingFile | Blocked) else UNREADABLE


def is_down(request: Request, down: StorageDown) -> HttpResponse:
    """The answer in the place of a file that cannot be given out."""
    return store_is_down(request, why_down(down), down.status)
