"""What the pages of papers share: the paper in scope, keys of uploads, a store that is down."""

from uuid import UUID, uuid5

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria.models import Result
from evidence.papers import rules
from evidence.papers.models import Evidence
from evidence.papers.queries.paper import visible_papers
from evidence.papers.uploads import ReceivedFile
from ntm_project.common.refusals import Refused
from villages.http import Request


def visible_paper(request: Request, pk: int) -> Evidence:
    """The paper with its unit; 404 out of scope."""
    return get_object_or_404(visible_papers(request.access), pk=pk)


def changeable_paper(request: Request, pk: int) -> Evidence:
    """The paper, where the person may change it now; else 404, or 403 with the reason."""
    paper = visible_paper(request, pk)
    if reason := rules.deny_change(request.access, paper):
        raise Refused(reason)
    return paper


def result_in_scope(request: Request, pk: int) -> Result:
    """The result with indicator, criterion, unit and set; 404 out of scope."""
    results = Result.objects.visible_to(request.access).with_names()
    # No page of papers shows who is in charge.
    return get_object_or_404(results.prefetch_related(None), pk=pk)


def files_once_each(
    files: list[ReceivedFile], form_key: UUID
) -> tuple[list[ReceivedFile], list[UUID]]:
    """The files with the keys by which a second sending is known; equal contents once.

    The key is made from the form's own key and the content, so a retry needs nothing else.
    """
    found = {uuid5(form_key, file.sha256): file for file in reversed(files)}
    pairs = [(key, file) for key, file in reversed(found.items())]
    return [file for _, file in pairs], [key for key, _ in pairs]


def store_is_down(request: Request, reason: str, status: int) -> HttpResponse:
    """The answer where the store of files does not give or take bytes."""
    return render(request, "evidence/store_down.html", {"reason": reason}, status=status)
