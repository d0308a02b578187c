"""The monthly giao ban: held, concluded, and its conclusions turned into tasks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.views import Refused, page_of, reads, reads_and_writes, writes
from tasks import rules
from tasks.forms.meetings import ConclusionForm, MeetingForm
from tasks.models import Meeting
from tasks.services import add_conclusion, hold_meeting
from tasks.views.shared import apply_errors, saved
from villages.enums import Ability
from villages.http import Request
from villages.models import Official, Posting, Unit


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
    posts = Posting.objects.open_on(access.on).filter(unit__in=own).values("official")
    return MeetingForm(
        data,
        units=Unit.objects.filter(pk__in=own).order_by("path", "pk"),
        chairs=Official.objects.filter(pk__in=posts, is_active=True).order_by("name_key", "pk"),
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
    conclusions = meeting.conclusions.select_related("task").order_by("order", "pk")
    context = {
        "meeting": meeting,
        "conclusions": conclusions,
        "form": form,
        "deny_hold": rules.deny_hold_meeting(access, meeting.unit),
        "deny_manage": rules.deny_manage_tasks(access, meeting.unit),
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
