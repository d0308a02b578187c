"""The monthly giao ban: held, concluded, and its conclusions turned into tasks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, seen_version
from ntm_project.common.dates import format_day
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes, writes
from tasks import rules
from tasks.forms.choices import chairs_of
from tasks.forms.meetings import (
    ConclusionForm,
    EditConclusionForm,
    EditMeetingForm,
    MeetingForm,
)
from tasks.models import Conclusion, Meeting
from tasks.services import (
    StaleConclusion,
    StaleMeeting,
    add_conclusion,
    edit_conclusion,
    edit_meeting,
    hold_meeting,
    remove_conclusion,
)
from tasks.views.shared import apply_errors
from villages.conflicts import Clash, conflict
from villages.enums import Ability
from villages.http import Request
from villages.models import Unit
from villages.trail import history_of


@reads
def meeting_list(request: Request) -> HttpResponse:
    """The meetings in scope, newest first, with how many conclusions became tasks."""
    rows = (
        Meeting.objects.visible_to(request.access)
        .select_related("unit", "chaired_by")
        .annotate(
            said=Count("conclusions"),
            given=Count("conclusions", filter=Q(conclusions__task__isnull=False)),
        )
        .order_by("-held_on", "-pk")
    )
    context = {
        "page": page_of(request, rows),
        "can_hold": request.access.can_anywhere(Ability.HOLD_MEETING),
    }
    return render(request, "tasks/meetings.html", context)


def _form(request: Request, data: Any = None) -> MeetingForm:
    """The form, with the units in which the person may record a meeting and their people."""
    access = request.access
    if not access.can_anywhere(Ability.HOLD_MEETING):
        if access.main_posting is None:
            raise Http404
        raise Refused(access.deny(Ability.HOLD_MEETING, access.main_posting.unit))
    own = [p.unit_id for p in access.postings if access.can(Ability.HOLD_MEETING, p.unit)]
    return MeetingForm(
        data,
        units=Unit.objects.filter(pk__in=own).order_by("path", "pk"),
        chairs=chairs_of(own, access.on),
        today=access.on,
        initial={"unit": own[0], "held_on": access.on},
    )


def _show_hold(request: Request) -> HttpResponse:
    return render(request, "tasks/hold_meeting.html", {"form": _form(request)})


def _save_hold(request: Request) -> HttpResponse:
    form = _form(request, request.POST)
    if form.is_valid():
        try:
            meeting = hold_meeting(by=request.access, **form.cleaned_data)
        except ValidationError as error:
            apply_errors(form, error)
        else:
            url = reverse("tasks:meeting", args=[meeting.pk])
            return saved(request, "Đã ghi cuộc họp. Hãy ghi từng kết luận.", url)
    return render(request, "tasks/hold_meeting.html", {"form": form}, status=422)


hold = reads_and_writes(_show_hold, _save_hold)


def _meeting(request: Request, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.access).select_related("unit", "chaired_by")
    return get_object_or_404(rows, pk=pk)


def _meeting_page(
    request: Request, meeting: Meeting, form: ConclusionForm, status: int
) -> HttpResponse:
    access = request.access
    conclusions = list(meeting.conclusions.select_related("task").order_by("order", "pk"))
    context = {
        "meeting": meeting,
        "conclusions": conclusions,
        "form": form,
        "deny_hold": rules.deny_hold_meeting(access, meeting.unit),
        "deny_manage": rules.deny_manage_tasks(access, meeting.unit),
        "history": history_of(meeting, parts=conclusions),
    }
    return render(request, "tasks/meeting.html", context, status=status)


@reads
def meeting_page(request: Request, pk: int) -> HttpResponse:
    """One meeting with its conclusions, each a task or waiting to become one."""
    return _meeting_page(request, _meeting(request, pk), ConclusionForm(), 200)


@writes
def conclude(request: Request, pk: int) -> HttpResponse:
    """Write one conclusion at the end."""
    meeting = _meeting(request, pk)
    if reason := rules.deny_hold_meeting(request.access, meeting.unit):
        raise Refused(reason)
    form = ConclusionForm(request.POST)
    if form.is_valid():
        add_conclusion(by=request.access, meeting=meeting, text=form.cleaned_data["text"])
        url = reverse("tasks:meeting", args=[meeting.pk])
        return saved(request, "Đã ghi kết luận.", f"{url}#them-ket-luan")
    return _meeting_page(request, meeting, form, 422)


# --- Correcting what was recorded -----------------------------------------------------------------


def _correctable(request: Request, pk: int) -> Meeting:
    meeting = _meeting(request, pk)
    if reason := rules.deny_hold_meeting(request.access, meeting.unit):
        raise Refused(reason)
    return meeting


def _url(meeting: Meeting, anchor: str = "") -> str:
    return reverse("tasks:meeting", args=[meeting.pk]) + (f"#{anchor}" if anchor else "")


def _edit_form(request: Request, meeting: Meeting, **given: Any) -> EditMeetingForm:
    on = request.access.on
    chairs = chairs_of([meeting.unit_id], on, kept=meeting.chaired_by_id)
    return EditMeetingForm(chairs=chairs, today=on, **given)


def _edit_page(
    request: Request, meeting: Meeting, form: EditMeetingForm, seen: int, status: int = 200
) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "seen_version": seen}
    return render(request, "tasks/edit_meeting.html", context, status=status)


def _show_edit(request: Request, pk: int) -> HttpResponse:
    meeting = _correctable(request, pk)
    form = _edit_form(request, meeting, initial=EditMeetingForm.initial_of(meeting))
    return _edit_page(request, meeting, form, meeting.version)


def _meeting_clash(now: Meeting, form: EditMeetingForm) -> Clash:
    said = form.cleaned_data
    rows = [
        (str(form.fields[name].label), str(getattr(now, name) or ""), str(said[name] or ""))
        for name in ("name", "place", "chaired_by", "summary")
    ]
    day = str(form.fields["held_on"].label)
    rows.insert(1, (day, format_day(now.held_on), format_day(said["held_on"])))
    return Clash(now, rows, "seen_version", now.version, _url(now))


def _save_edit(request: Request, pk: int) -> HttpResponse:
    meeting, seen = _correctable(request, pk), seen_version(request)
    form = _edit_form(request, meeting, data=request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            meeting = edit_meeting(
                by=request.access,
                meeting_id=pk,
                fields=said,
                seen_version=seen,
                reason=said["reason"],
            )
        except StaleMeeting as stale:
            return conflict(request, _meeting_clash(stale.current, form))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, "Đã lưu nội dung sửa của cuộc họp.", _url(meeting))
    return _edit_page(request, meeting, form, seen, 422)


edit = reads_and_writes(_show_edit, _save_edit)


def _conclusion(meeting: Meeting, pk: int) -> Conclusion:
    return get_object_or_404(Conclusion.objects.select_related("task"), meeting=meeting, pk=pk)


def _correct_page(
    request: Request, conclusion: Conclusion, form: EditConclusionForm, seen: int, status: int = 200
) -> HttpResponse:
    context = {
        "meeting": conclusion.meeting,
        "conclusion": conclusion,
        "form": form,
        "seen_version": seen,
        "back_url": _url(conclusion.meeting, conclusion.anchor),
    }
    return render(request, "tasks/edit_conclusion.html", context, status=status)


def _show_correct(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    conclusion = _conclusion(_correctable(request, pk), conclusion_pk)
    form = EditConclusionForm(initial={"text": conclusion.text})
    return _correct_page(request, conclusion, form, conclusion.version)


def _save_correct(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    conclusion = _conclusion(_correctable(request, pk), conclusion_pk)
    form, seen = EditConclusionForm(request.POST), seen_version(request)
    url = _url(conclusion.meeting, conclusion.anchor)
    if form.is_valid():
        said = form.cleaned_data
        try:
            edit_conclusion(
                by=request.access, conclusion_id=conclusion_pk, seen_version=seen, **said
            )
        except StaleConclusion as stale:
            now = stale.current
            rows = [(f"Kết luận {now.order}", now.text, said["text"])]
            return conflict(request, Clash(now, rows, "seen_version", now.version, url))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, f"Đã lưu kết luận {conclusion.order}.", url)
    return _correct_page(request, conclusion, form, seen, 422)


correct = reads_and_writes(_show_correct, _save_correct)


def _removable(request: Request, pk: int, conclusion_pk: int) -> Conclusion:
    conclusion = _conclusion(_correctable(request, pk), conclusion_pk)
    if reason := rules.deny_remove_conclusion(request.access, conclusion):
        raise Refused(reason)
    return conclusion


def _show_remove(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    conclusion = _removable(request, pk, conclusion_pk)
    context = {
        "meeting": conclusion.meeting,
        "conclusion": conclusion,
        "back_url": _url(conclusion.meeting, conclusion.anchor),
    }
    return render(request, "tasks/remove_conclusion.html", context)


def _save_remove(request: Request, pk: int, conclusion_pk: int) -> HttpResponse:
    conclusion = _removable(request, pk, conclusion_pk)
    url = _url(conclusion.meeting)
    try:
        remove_conclusion(
            by=request.access, conclusion_id=conclusion_pk, seen_version=seen_version(request)
        )
    except StaleConclusion as stale:
        now = stale.current
        rows = [(f"Kết luận {now.order}", now.text, "bỏ kết luận này")]
        return conflict(request, Clash(now, rows, "seen_version", now.version, url))
    return saved(request, f"Đã bỏ kết luận {conclusion.order}.", url)


remove = reads_and_writes(_show_remove, _save_remove)
