"""The row of a paper, for whoever may print it or write in it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from ntm_project.common.refusals import Refused
from reports.documents.kind import Kind
from villages.http import Request


def printed_row(request: Request, pk: int, kind: Kind) -> Any:
    """The row that is printed: 404 outside the scope and where it has no such paper."""
    row = get_object_or_404(kind.in_sight(request.access), pk=pk)
    if not kind.exists(row):
        raise Http404
    if reason := kind.deny(request.access, row):
        raise Refused(reason)
    return row


def written_row(request: Request, pk: int, kind: Kind) -> Any:
    """The row of a paper whose passages and blanks the person may write; else 404 or 403."""
    row = printed_row(request, pk, kind)
    if reason := kind.deny_write(request.access, row):
        raise Refused(reason)
    return row
