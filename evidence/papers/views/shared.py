"""What the pages of papers share: the paper in scope, keys of uploads, the ways back."""

from uuid import UUID, uuid5

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria.models import Result
from criteria.reading import known_result
from evidence.papers.models import Evidence
from evidence.papers.uploads import ReceivedFile
from ntm_project.common.answers import SeeOther, saved
from tasks.views.shared import apply_errors
from villages.http import Request

__all__ = [
    "SeeOther",
    "apply_errors",
    "once_each",
    "saved",
    "store_is_down",
    "visible_paper",
    "visible_result",
]


def visible_paper(request: Request, pk: int) -> Evidence:
    """The paper with its unit; 404 out of scope."""
    papers = Evidence.objects.visible_to(request.access).select_related("unit__parent")
    return get_object_or_404(papers, pk=pk)


def visible_result(request: Request, pk: int) -> Result:
    """The result with indicator, criterion, unit and set; 404 out of scope."""
    if result := known_result(request.access, pk):
        return result
    raise Http404("no such result in scope")


def once_each(files: list[ReceivedFile], form_key: UUID) -> tuple[list[ReceivedFile], list[UUID]]:
    """The files with the keys by which a second sending is known; equal contents once.

    The key is made from the form's own key and the content, so a retry needs nothing else.
    """
    found = {uuid5(form_key, file.sha256): file for file in reversed(files)}
    pairs = [(key, file) for key, file in reversed(found.items())]
    return [file for _, file in pairs], [key for key, _ in pairs]


def store_is_down(request: Request, reason: str) -> HttpResponse:
    """The answer where the store of files does not give or take bytes."""
    return render(request, "evidence/store_down.html", {"reason": reason}, status=503)
