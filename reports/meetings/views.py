"""The agenda of a meeting with its figures: as a page, and on the projector."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.answers import number_in
from ntm_project.common.views import reads
from reports import links
from reports.meetings.items import item_of
from reports.meetings.points import ShownMeeting
from reports.meetings.screens import screen_of
from reports.meetings.sheet import kept_figure, sheet
from tasks import rules
from tasks.models import Meeting
from tasks.views.concluding import ConcludingForms
from villages.http import Request

# Beside a point on the projector, while the next is written and after; all stand with the meeting.
LAST_CONCLUSIONS, CONCLUDED = 1, 6


@reads
def agenda(request: Request, pk: int) -> HttpResponse:
    """Each point of the agenda with what the record shows of it; a closed meeting's as kept."""
    rows = Meeting.objects.visible_to(request.access).for_page().with_withdrawn()
    meeting = get_object_or_404(rows.select_related("sheet"), pk=pk)
    shown = sheet(meeting, request.access)
    if "so" in request.GET:
        return _rows_of_figure(request, meeting, shown)
    deny = rules.deny_conclude(request.access, meeting)
    context: dict[str, Any] = {
        "meeting": meeting,
        "sheet": shown,
        "deny_conclude": deny,
        "present_url": links.address("reports:agenda", pk, trinh_chieu=1),
    }
    screen = screen_of(meeting, shown, request.GET) if "trinh_chieu" in request.GET else None
    if screen is None:
        return render(request, "reports/meeting_agenda.html", context)
    is_past = meeting.is_closed or shown.as_of < request.access.as_of
    context |= {
        "screen": screen,
        "item": item_of(screen.line, shown.as_of, is_kept=is_past) if screen.line else None,
        "conclude_url": links.address(
            "tasks:conclude", pk, trinh_chieu=1, muc=screen.number, dong=screen.line_number or ""
        ),
        "last_conclusions": shown.conclusions[-(CONCLUDED if deny else LAST_CONCLUSIONS) :],
        "earlier": max(len(shown.conclusions) - CONCLUDED, 0) if deny else 0,
        "next_number": shown.last_number + 1,
    }
    if not deny:
        context |= ConcludingForms(request, meeting).context
    return render(request, "reports/meeting_screen.html", context)


def _rows_of_figure(request: Request, meeting: Meeting, shown: ShownMeeting) -> HttpResponse:
    """The rows kept with figure `?so=` of point `?muc=` of a closed meeting."""
    found = kept_figure(shown, number_in(request, "muc", 3) or 0, number_in(request, "so", 3) or 0)
    if found is None:
        raise Http404
    context = {
        "figure": found,
        "as_of": shown.as_of,
        "compared_to": shown.compared_to,
        "is_kept": True,
        "crumbs": [
            ("Giao ban", links.address("tasks:meetings")),
            (str(meeting), meeting.get_absolute_url()),
            ("Chương trình, số liệu", links.of_row("reports:agenda", meeting.pk)),
        ],
    }
    return render(request, "reports/figure.html", context)
