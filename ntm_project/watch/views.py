"""The page on which an administrator sees how the server is, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ntm_project.common.views import reads
from ntm_project.watch import health
from ntm_project.watch.checks import CHECKS
from villages.enums import Ability
from villages.http import Request


@dataclass(frozen=True)
class CheckLine:
    """A check as the page shows it."""

    title: str
    error: str
    remedy: str
    since: datetime


@reads
def status(request: Request) -> HttpResponse:
    """Each check with its state, since when, and the remedy; there for administrators alone."""
    if not request.access.can_anywhere(Ability.ADMINISTER):
        raise Http404
    known = health.current()
    lines = [
        CheckLine(
            check.title, found.error, check.remedy if found.error else "", _moment(found.since)
        )
        for check in CHECKS
        if (found := known.found.get(check.name))
    ]
    lines.sort(key=lambda line: not line.error)
    context = {"lines": lines, "at": _moment(known.at), "is_well": known.is_well}
    return render(request, "watch/status.html", context)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.get_current_timezone())
