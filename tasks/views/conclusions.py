"""The conclusions of a meeting: written with who and by when, corrected, withdrawn."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.addresses import address
from ntm_project.common.answers import (
    form_page,
    number_of,
    saved,
    seen_version,
    shown_version,
)
from ntm_project.common.views import Refused, reads_and_writes
from tasks import rules
from tasks.models import Conclusion, Meeting
from tasks.queries.meetings import (
    next_in_notice,
    number_in_notice,
)
from tasks.services import add_conclusion, edit_conclusion, remove_conclusion
from tasks.views.concluding import ConcludingForms
from tasks.views.meetings import editable_meeting, meeting_url, visible_meeting
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request


def _back(request: Request, meeting: Meeting, anchor: str) -> str:
    """The address of the meeting, or of the screen on which the conclusion was written."""
    if "trinh_chieu" not in request.GET:
        return meeting_url(meeting, anchor)
    screen = number_of(request.GET.get("muc"), 3) or 1
    line = number_of(request.GET.get("dong"), 4) or ""
    return address("reports:agenda", meeting.pk, trinh_chieu=1, muc=screen, dong=line)


@reads_and_writes
def conclude(request: Request, pk: int) -> HttpResponse:
    """Write one conclusion at the end; with who leads it, it is a task at once."""
    meeting = visible_meeting(request, pk)
    if reason := rules.deny_conclude(request.access, meeting):
        raise Refused(reason, meeting_url(meeting))
    forms = ConcludingForms(request, meeting)
    if answer := forms.answer(request):
        return answer
    if forms.is_valid():
        with saving(forms.form):
            made = add_conclusion(by=request.access, meeting=meeting, **forms.concluded())
            task = f", giao {made.led_by or 'thành nhiệm vụ'}" if made.task_id else ""
            words = f"Đã ghi kết luận {number_in_notice(made)}{task}.{forms.past_words(made)}"
            return saved(request, words, _back(request, meeting, "them-ket-luan"))
    back_url = _back(request, meeting, "them-ket-luan")
    context = {"meeting": meeting, "back_url": back_url} | forms.context
    status = 422 if request.method == "POST" else 200
    if request.htmx:  # on the projector, whose screen stays
        here = {"conclude_url": request.get_full_path(), "next_number": next_in_notice(meeting)}
        return render(request, "tasks/_projected_conclusion.html", context | here, status=status)
    return render(request, "tasks/conclude.html", context, status=status)


def _editable_conclusion(request: Request, pk: int, conclusion_pk: int) -> Conclusion:
    meeting = editable_meeting(request, pk)
    rows = Conclusion.objects.select_related("meeting__unit", "task")
    conclusion = get_object_or_404(rows, meeting=meeting, pk=conclusion_pk)
    if reason := rules.deny_edit_conclusion(request.access, conclusion):
        raise Refused(reason, meeting_url(meeting))
    return conclusion


@reads_and_writes
def correct(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    """The words of a conclusion, corrected; its task follows."""
    conclusion = _editable_conclusion(request, pk, conclusion_pk)
    meeting = conclusion.meeting
    forms = ConcludingForms(request, meeting, conclusion)
    if answer := forms.answer(request):
        return answer
    seen, url = shown_version(request, conclusion), meeting_url(meeting, conclusion.anchor)
    number = number_in_notice(conclusion)
    if forms.is_valid():
        given = forms.concluded() | {"seen_version": seen}
        with saving(forms.form, keep_url=url):
            made = edit_conclusion(by=request.access, conclusion=conclusion, **given)
            words = f"Đã lưu kết luận {number}.{forms.past_words(made)}"
            return saved(request, words, url)
    context = {
        "meeting": meeting,
        "conclusion": conclusion,
        "number": number,
        "seen_version": seen,
        "back_url": url,
    } | forms.context
    return form_page(request, "tasks/edit_conclusion.html", context)


@reads_and_writes
def remove(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    """A conclusion withdrawn once it was shown; a task that nobody began is stopped with it."""
    conclusion = _editable_conclusion(request, pk, conclusion_pk)
    if reason := rules.deny_remove_conclusion(request.access, conclusion):
        raise Refused(reason, meeting_url(conclusion.meeting, conclusion.anchor))
    number = number_in_notice(conclusion)
    if request.method == "POST":
        url, seen = meeting_url(conclusion.meeting), seen_version(request)
        try:
            remove_conclusion(by=request.access, conclusion=conclusion, seen_version=seen)
        except Stale as stale:
            label = f"Kết luận {number}"
            text = getattr(stale.current, "text", "") if stale.current else ""
            rows = [(label, text, "rút kết luận này")]
            return conflict(request, stale, rows=rows, keep_url=url)
        return saved(request, f"Đã rút kết luận {number}.", url)
    context = {
        "meeting": conclusion.meeting,
        "conclusion": conclusion,
        "number": number,
        "back_url": meeting_url(conclusion.meeting, conclusion.anchor),
    }
    return render(request, "tasks/remove_conclusion.html", context)
