"""The bytes of files: the right is checked at each request, never run, never cached."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evidence.papers import rules, services
from evidence.papers.antivirus import Blocked, scan_state, with_scan
from evidence.papers.enums import FileType, ScanState
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.names import extension_of
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.models import Revision
from evidence.papers.notes import is_given_up
from evidence.papers.previews import (
    has_thumbnail,
    is_picture,
    page_image,
    picture_trouble,
    preview_of,
    thumbnail_of,
    words_of,
)
from evidence.papers.queries.library import readable_revisions
from evidence.papers.queries.paper import file_facts_of
from evidence.papers.reading_store import (
    WRONG,
)
from evidence.papers.store_errors import StorageDown
from evidence.papers.views.serving import as_it_came, guarded, is_down, why_down
from ntm_project.common.answers import key_of, saved
from ntm_project.common.views import reads, writes
from villages.http import Request


def readable_revision(request: Request, pk: int) -> Revision:
    """The file, where the person may read it now; else 404."""
    revisions = readable_revisions(request.access).select_related(
        "evidence__unit", "fault", "facts"
    )
    return get_object_or_404(with_scan(revisions), pk=pk)


def _picture(content: bytes, revision: Revision) -> HttpResponseBase:
    stem = revision.name.removesuffix(f".{extension_of(revision.name)}")
    response = HttpResponse(content, content_type="image/jpeg")
    return guarded(response, f"{stem}.jpg", inline=True)


@reads
def file(request: Request, pk: int) -> HttpResponseBase:
    """The file as it came, to be saved; a PDF also to be looked at (`?xem=1`)."""
    revision = readable_revision(request, pk)
    inline = revision.file_type == FileType.PDF and "xem" in request.GET
    return as_it_came(request, revision, inline=inline)


@reads
def preview(request: Request, pk: int) -> HttpResponseBase:
    """What can be looked at in place: a picture made anew and upright, or the PDF itself."""
    revision = readable_revision(request, pk)
    if revision.file_type == FileType.PDF:
        return as_it_came(request, revision, inline=True)
    return _made(request, revision, preview_of if is_picture(revision) else None)


@reads
def thumbnail(request: Request, pk: int) -> HttpResponseBase:
    """A small upright picture for lists, of a PDF its first page; other files have none."""
    revision = readable_revision(request, pk)
    return _made(request, revision, thumbnail_of if has_thumbnail(revision) else None)


@reads
def page(request: Request, pk: int, number: int) -> HttpResponseBase:
    """One page of a PDF as a picture; other files have none."""
    revision = readable_revision(request, pk)
    is_pdf = revision.file_type == FileType.PDF
    return _made(request, revision, (lambda r: page_image(r, number).content) if is_pdf else None)


def _made(
    request: Request, revision: Revision, make: Callable[[Revision], bytes] | None
) -> HttpResponseBase:
    """A picture made of the file; 404 where none can be made."""
    if make is None:
        raise Http404
    try:
        return _picture(make(revision), revision)
    except RefusedFile as refusal:
        raise Http404 from refusal
    except StorageDown as down:
        return is_down(request, down)
    except ReaderBusy as busy:
        headers = {"Retry-After": "5", "Cache-Control": "private, no-store"}
        return HttpResponse(busy.reason, "text/plain; charset=utf-8", 503, headers=headers)


@reads
def pages(request: Request, pk: int) -> HttpResponse:
    """A PDF page by page (`?so=2`), each as a picture; no mark is known here."""
    revision = readable_revision(request, pk)
    if revision.file_type != FileType.PDF:
        raise Http404
    number = key_of(request.GET.get("so")) or 1
    context = {"revision": revision, "number": number, **_page(revision, number)}
    context |= {"again_url": again_url(request, revision)} if context["trouble"] else {}
    template = "evidence/_pages.html" if request.htmx else "evidence/pages.html"
    return render(request, template, context)


def _page(revision: Revision, number: int) -> dict[str, object]:
    """The page, drawn now if it never was; else why it is not, and whether the file still opens."""
    try:
        return {"page": page_image(revision, number), "trouble": "", "opens": True}
    except RefusedFile as refusal:
        return {"page": None, "trouble": refusal.reason, "opens": True}
    except StorageDown as down:
        return {"page": None, "trouble": why_down(down), "opens": False}
    except ReaderBusy as busy:
        return {"page": None, "trouble": busy.reason, "opens": False}


@reads
def view(request: Request, pk: int) -> HttpResponse:
    """The file shown in place: picture, PDF in a frame, or the words of a Word or Excel file, those
    for old fonts in Unicode unless they are requested as they are (`?chu=goc`)."""
    revision = readable_revision(request, pk)
    facts = file_facts_of(revision)
    context = {"revision": revision, "facts": facts, **viewer_context(request, revision)}
    if revision.file_type in (FileType.DOCX, FileType.XLSX):
        context |= _words(revision, converts=request.GET.get("chu") != "goc")
        context |= {"again_url": again_url(request, revision)} if context["trouble"] else {}
    template = "evidence/_viewer.html" if request.htmx else "evidence/view.html"
    return render(request, template, context)


@writes
def read_again(request: Request, pk: int) -> HttpResponse:
    """Have a file tried again that was too heavy to be shown; for whoever may change its paper."""
    revision = readable_revision(request, pk)
    services.read_again(by=request.access, revision=revision)
    way = "pages" if revision.file_type == FileType.PDF else "view"
    return saved(request, "Tệp được đọc lại từ đầu.", reverse(f"evidence:{way}", args=[pk]))


def again_url(request: Request, revision: Revision) -> str:
    """Where the person may have the file tried again; "" where they may not, or nothing helps."""
    if rules.deny_change(request.access, revision.evidence) or not is_given_up(revision.sha256):
        return ""
    return reverse("evidence:read_again", args=[revision.pk])


def viewer_context(request: Request, revision: Revision) -> dict[str, object]:
    """What `evidence/_viewer.html` needs; the words of documents are read by `view` alone."""
    if scan_state(revision) == ScanState.BLOCKED:
        return {
            "is_picture": False,
            "is_pdf": False,
            "words": [],
            "converts": True,
            "trouble": Blocked.reason,
            "fault": "",
            "again_url": "",
        }
    trouble = picture_trouble(revision)
    return {
        "is_picture": is_picture(revision),
        "is_pdf": revision.file_type == FileType.PDF,
        "words": None,
        "converts": True,
        "trouble": trouble,
        "again_url": again_url(request, revision) if trouble else "",
        "fault": WRONG if getattr(revision, "fault", None) else "",
    }


def _words(revision: Revision, *, converts: bool) -> dict[str, object]:
    try:
        words = words_of(revision, converts=converts)
        return {"words": words, "converts": converts, "trouble": ""}
    except (RefusedFile, ReaderBusy) as refusal:
        return {"words": [], "trouble": refusal.reason}
    except StorageDown as down:
        return {"words": [], "trouble": why_down(down)}
