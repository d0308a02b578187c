"""The monthly giao ban: held, concluded, and its conclusions turned into tasks."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, seen_version, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes, writes
from tasks import rules
from tasks.forms.choices import chairs_of
from tasks.forms.meetings import (
    ConclusionForm,
    EditConclusionForm,
    EditMeetingForm,
    HoldMeetingForm,
)
from tasks.models import Conclusion, Meeting
from tasks.queries.meetings import conclusions_of, listed_meetings
from tasks.services import (
    add_conclusion,
    edit_conclusion,
    edit_meeting,
    hold_meeting,
    remove_conclusion,
)
from villages.conflicts import conflict
from villages.edit import Stale
from villages.enums import Ability
from villages.http import Request
from villages.models import Unit
from villages.trail import history_of


def _visible_meeting(request: Request, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.access).select_related("unit", "chaired_by")
    return get_object_or_404(rows, pk=pk)


def _editable_meeting(request: Request, pk: int) -> Meeting:
    meeting = _visible_meeting(request, pk)
    if reason := rules.deny_edit_meeting(request.access, meeting):
        raise Refused(reason)
    return meeting


def _editable_conclusion(request: Request, pk: int, conclusion_pk: int) -> Conclusion:
    rows = Conclusion.objects.filter(meeting=_editable_meeting(request, pk))
    return get_object_or_404(rows.select_related("meeting__unit", "task"), pk=conclusion_pk)


def _meeting_url(meeting: Meeting, anchor: str = "") -> str:
    return reverse("tasks:meeting", args=[meeting.pk]) + (f"#{anchor}" if anchor else "")


@reads
def meeting_list(request: Request) -> HttpResponse:
    """The meetings in scope, newest first, with how many conclusions became tasks."""
    context = {
        "page": page_of(request, listed_meetings(request.access)),
        "can_hold": request.access.can_anywhere(Ability.HOLD_MEETING),
    }
    return render(request, "tasks/meetings.html", context)


def _hold_form(request: Request) -> HoldMeetingForm:
    """The form, with the units in which the person may record a meeting and their people."""
    access = request.access
    if not access.can_anywhere(Ability.HOLD_MEETING):
        if access.main_posting is None:
            raise Http404
        raise Refused(access.deny(Ability.HOLD_MEETING, access.main_posting.unit))
    own = [p.unit_id for p in access.postings if access.can(Ability.HOLD_MEETING, p.unit)]
    return HoldMeetingForm(
        sent(request),
        units=Unit.objects.filter(pk__in=own).order_by("path", "pk"),
        chairs=chairs_of(own, access.on),
        today=access.on,
        initial={"unit": own[0], "held_on": access.as_of, "name": "Giao ban tháng"},
    )


@reads_and_writes
def hold(request: Request) -> HttpResponse:
    """A meeting that was held; its conclusions follow on its page."""
    form = _hold_form(request)
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        try:
            meeting = hold_meeting(by=request.access, **form.values())
        except ValidationError as error:
            put_errors(form, error)
        else:
            words = "Đã ghi cuộc họp. Hãy ghi từng kết luận."
            return saved(request, words, _meeting_url(meeting))
    status = 422 if form.is_bound else 200
    return render(request, "tasks/hold_meeting.html", {"form": form}, status=status)


def _meeting_page(
    request: Request, meeting: Meeting, form: ConclusionForm, status: int = 200
) -> HttpResponse:
    access, conclusions = request.access, conclusions_of(meeting)
    context = {
        "meeting": meeting,
        "conclusions": conclusions,
        "form": form,
        "deny_hold": rules.deny_edit_meeting(access, meeting),
        "deny_manage": rules.deny_manage_tasks(access, meeting.unit),
        "history": history_of(meeting, parts=conclusions),
    }
    return render(request, "tasks/meeting.html", context, status=status)


@reads
def meeting_page(request: Request, pk: int) -> HttpResponse:
    """One meeting with its conclusions, each a task or waiting to become one."""
    return _meeting_page(request, _visible_meeting(request, pk), ConclusionForm())


@writes
def conclude(request: Request, pk: int) -> HttpResponse:
    """Write one conclusion at the end."""
    meeting = _editable_meeting(request, pk)
    form = ConclusionForm(request.POST)
    if form.is_valid():
        add_conclusion(by=request.access, meeting=meeting, text=form.cleaned_data["text"])
        return saved(request, "Đã ghi kết luận.", _meeting_url(meeting, "them-ket-luan"))
    return _meeting_page(request, meeting, form, 422)


@reads_and_writes
def edit(request: Request, pk: int) -> HttpResponse:
    """What was recorded of a meeting, corrected."""
    meeting, on = _editable_meeting(request, pk), request.access.on
    chairs = chairs_of([meeting.unit_id], on, kept=meeting.chaired_by_id)
    form = EditMeetingForm(sent(request), instance=meeting, chairs=chairs, today=on)
    if answer := choices_answer(request, form):
        return answer
    seen = shown_version(request, meeting)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        given = {"fields": form.values(), "seen_version": seen, "reason": reason}
        try:
            edit_meeting(by=request.access, meeting_id=pk, **given)
        except Stale as stale:
            return conflict(request, stale, form, keep_url=_meeting_url(meeting))
        except ValidationError as error:
            put_errors(form, error)
        else:
            words = "Đã lưu nội dung sửa của cuộc họp."
            return saved(request, words, _meeting_url(meeting))
    context = {"meeting": meeting, "form": form, "seen_version": seen}
    return render(request, "tasks/edit_meeting.html", context, status=422 if form.is_bound else 200)


@reads_and_writes
def correct(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    """The words of a conclusion, corrected."""
    conclusion = _editable_conclusion(request, pk, conclusion_pk)
    form = EditConclusionForm(sent(request), instance=conclusion)
    seen = shown_version(request, conclusion)
    url = _meeting_url(conclusion.meeting, conclusion.anchor)
    if form.is_valid():
        given = {"conclusion": conclusion, "seen_version": seen, **form.cleaned_data}
        try:
            edit_conclusion(by=request.access, **given)
        except Stale as stale:
            return conflict(request, stale, form, keep_url=url)
        except ValidationError as error:
            put_errors(form, error)
        else:
            return saved(request, f"Đã lưu kết luận {conclusion.order}.", url)
    context = {
        "meeting": conclusion.meeting,
        "conclusion": conclusion,
        "form": form,
        "seen_version": seen,
        "back_url": url,
    }
    return render(
        request, "tasks/edit_conclusion.html", context, status=422 if form.is_bound else 200
    )


@reads_and_writes
def remove(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    """A conclusion recorded by mistake, taken out once it was shown."""
    conclusion = _editable_conclusion(request, pk, conclusion_pk)
    if reason := rules.deny_remove_conclusion(request.access, conclusion):
        raise Refused(reason)
    if request.method == "POST":
        url, seen = _meeting_url(conclusion.meeting), seen_version(request)
        try:
            remove_conclusion(by=request.access, conclusion=conclusion, seen_version=seen)
        except Stale as stale:
            label = f"Kết luận {conclusion.order}"
            rows = [(label, stale.current.text if stale.current else "", "xóa kết luận này")]
            return conflict(request, stale, rows=rows, keep_url=url)
        return saved(request, f"Đã xóa kết luận {conclusion.order}.", url)
    context = {
        "meeting": conclusion.meeting,
        "conclusion": conclusion,
        "back_url": _meeting_url(conclusion.meeting, conclusion.anchor),
    }
    return render(request, "tasks/remove_conclusion.html", context)
