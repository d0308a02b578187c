"""Two people at one thing: the page that shows both versions, in the same shape on every floor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from villages.models import AuditEvent

VERSION_FIELDS = ("seen_version", "seen")


@dataclass(frozen=True)
class Clash:
    """Two versions of one thing: what stands in the record, and what was about to be saved.

    `rows` are (label, present, mine); `keep_url` shows the present one. `names` are the fields that
    somebody else may have changed, where other events may have followed that change.
    """

    obj: models.Model
    rows: Sequence[tuple[str, str, str]]
    version_name: str
    version: object
    keep_url: str
    names: Sequence[str] = ()


def _posted(request: HttpRequest, clash: Clash) -> Iterable[tuple[str, str]]:
    """What was typed, to be sent again with the version that now stands."""
    for name, values in request.POST.lists():
        if name not in (*VERSION_FIELDS, "csrfmiddlewaretoken"):
            yield from ((name, value) for value in values)
    yield clash.version_name, str(clash.version)


def _last_event(clash: Clash) -> AuditEvent | None:
    events = AuditEvent.objects.about(clash.obj)
    if clash.names:
        events = events.filter(changes__has_any_keys=list(clash.names))
    return events.first()


def conflict(request: HttpRequest, clash: Clash) -> HttpResponse:
    """The 409 page: both versions, who saved the present one and when, and the two ways on."""
    event = _last_event(clash)
    context = {
        "who": event.actor_name if event else "",
        "at": event.at if event else datetime.min,
        "rows": clash.rows,
        "hidden": list(_posted(request, clash)),
        "action": request.path,
        "keep_url": clash.keep_url,
    }
    is_fragment = bool(getattr(request, "htmx", False))
    template = "villages/_conflict.html" if is_fragment else "villages/conflict.html"
    response = render(request, template, context, status=409)
    if is_fragment:
        # Whatever part of the page asked, both versions need the whole of it.
        response["HX-Retarget"], response["HX-Reswap"] = "#content", "innerHTML"
    return response
