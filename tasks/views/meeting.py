"""The page of one meeting: who came, the agenda, the conclusions, the proposals."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.addresses import of_row
from ntm_project.common.views import reads
from tasks import rules
from tasks.enums import DRAWN_KINDS
from tasks.forms.meetings import MEETING_PARTS
from tasks.forms.parts import by_template_name
from tasks.models import Conclusion
from tasks.queries.meetings import (
    agenda_of,
    commendations_of,
    conclusions_of,
    in_notice,
    names_at,
)
from tasks.views.concluding import ConcludingForms
from tasks.views.meetings import visible_meeting
from villages.access import Access
from villages.http import Request
from villages.trail import history_of


def _denials(access: Access, row: Conclusion) -> tuple[str, str]:
    """Why it is not corrected, and not withdrawn."""
    deny_edit = rules.deny_edit_conclusion(access, row)
    return deny_edit, rules.deny_remove_conclusion(access, row)


@reads
def meeting_page(request: Request, pk: int) -> HttpResponse:
    """One meeting as it is; each conclusion is a task or waits to become one."""
    meeting, access = visible_meeting(request, pk), request.access
    conclusions = conclusions_of(meeting)
    agenda = agenda_of(meeting)
    context = {
        "meeting": meeting,
        "today": access.as_of,
        "edit_url": of_row("tasks:edit_meeting", pk),
        "close_url": of_row("tasks:close_meeting", pk),
        "conclusions": [
            (number, row, None, "", "")
            if isinstance(row, str)
            else (number, "", row, *_denials(access, row))
            for number, row in in_notice(meeting, conclusions)
        ],
        "names": names_at(meeting),
        "agenda": agenda,
        "kinds": by_template_name(MEETING_PARTS),
        "lacks_drawn": not {item.kind for item in agenda}.issuperset(DRAWN_KINDS),
        "commendations": commendations_of(meeting),
        "deny_hold": rules.deny_edit_meeting(access, meeting),
        "deny_conclude": rules.deny_conclude(access, meeting),
        "deny_close": rules.deny_close_meeting(access, meeting),
        "deny_manage": rules.deny_manage_tasks(access, meeting.unit),
        "withdrawn_since": rules.WITHDRAWN_SINCE,
        "history": history_of(meeting, parts=conclusions),
    }
    if not context["deny_conclude"]:
        context |= ConcludingForms(request, meeting).context
    return render(request, "tasks/meeting.html", context)
