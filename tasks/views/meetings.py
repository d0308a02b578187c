"""Meetings of a committee: called, held, attended, closed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import form_page, saved, seen_version, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.lists import SortColumn, heads, in_order
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes, writes
from tasks import rules
from tasks.forms.choices import chairs_of
from tasks.forms.meetings import AttendanceForm, EditMeetingForm, HoldMeetingForm
from tasks.models import AgendaItem, Conclusion, Meeting
from tasks.queries.meetings import (
    attendances_of,
    committees_of,
    conclusions_of,
    listed_meetings,
    members_of,
    with_numbers,
)
from tasks.services import (
    close_meeting,
    edit_meeting,
    fill_agenda,
    hold_meeting,
    move_agenda_item,
    record_attendance,
)
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.enums import Ability
from villages.http import Request, require_anywhere
from villages.queries import units_with

COLUMNS = (
    SortColumn("ngay", "Ngày họp", ("held_on",)),
    SortColumn("ten", "Tên cuộc họp", ("search",)),
    SortColumn("don-vi", "Đơn vị", ("unit__name_key",)),
    SortColumn("ket-luan", "Số kết luận", ("concluded",)),
)


def visible_meeting(request: Request, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.access).for_page().with_withdrawn()
    return get_object_or_404(rows, pk=pk)


def editable_meeting(request: Request, pk: int) -> Meeting:
    """The meeting in scope; refused without the right, and once it was closed."""
    meeting = visible_meeting(request, pk)
    if reason := rules.deny_edit_meeting(request.access, meeting):
        raise Refused(reason, meeting_url(meeting))
    return meeting


def meeting_url(meeting: Meeting, anchor: str = "") -> str:
    return meeting.get_absolute_url() + (f"#{anchor}" if anchor else "")


@reads
def meeting_list(request: Request) -> HttpResponse:
    """The meetings in scope, newest first, with how many conclusions became tasks."""
    rows = in_order(listed_meetings(request.access), request.GET, COLUMNS)
    context = {
        "page": page_of(request, rows),
        "heads": heads(request, COLUMNS),
        "can_hold": request.access.can_anywhere(Ability.HOLD_MEETING),
    }
    return render(request, "tasks/meetings.html", context)


def _hold_form(request: Request) -> HoldMeetingForm:
    """The form, with the units in which the person may record a meeting and their people."""
    access = request.access
    require_anywhere(request, Ability.HOLD_MEETING)
    own = [unit.pk for unit in access.units_with(Ability.HOLD_MEETING)]
    people = chairs_of(own, access.on)
    return HoldMeetingForm(
        sent(request),
        offered={
            "unit": units_with(access, Ability.HOLD_MEETING),
            "chaired_by": people,
            "secretary": people,
            "body": committees_of(own),
        },
        today=access.on,
        initial={"unit": own[0], "held_on": access.as_of, "name": "Giao ban tháng"},
    )


@reads_and_writes
def hold(request: Request) -> HttpResponse:
    """A meeting that is called or was held; all else follows on its page."""
    form = _hold_form(request)
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        with saving(form):
            meeting = hold_meeting(by=request.access, **form.values())
            words = "Đã ghi cuộc họp. Chương trình đã có sẵn các mục lấy từ hồ sơ."
            return saved(request, words, meeting_url(meeting))
    return form_page(request, "tasks/hold_meeting.html", {"form": form})


@reads_and_writes
def edit(request: Request, pk: int) -> HttpResponse:
    """What was recorded of a meeting, corrected."""
    meeting, on = editable_meeting(request, pk), request.access.on
    form = EditMeetingForm(
        sent(request),
        instance=meeting,
        offered={
            "chaired_by": chairs_of([meeting.unit_id], on, kept=meeting.chaired_by_id),
            "secretary": chairs_of([meeting.unit_id], on, kept=meeting.secretary_id),
            "body": committees_of([meeting.unit_id]),
        },
        today=on,
    )
    if answer := choices_answer(request, form):
        return answer
    seen = shown_version(request, meeting)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        given: Any = {"fields": form.values(), "seen_version": seen, "reason": reason}
        with saving(form, keep_url=meeting_url(meeting)):
            edit_meeting(by=request.access, meeting_id=pk, **given)
            words = "Đã lưu nội dung sửa của cuộc họp."
            return saved(request, words, meeting_url(meeting))
    context = {"meeting": meeting, "form": form, "seen_version": seen}
    return form_page(request, "tasks/edit_meeting.html", context)


@reads_and_writes
def attend(request: Request, pk: int) -> HttpResponse:
    """Who came: a tick for each member, a reason for who did not."""
    meeting = editable_meeting(request, pk)
    marked = {row.official_id: row for row in meeting.attendances.all()}
    form = AttendanceForm(sent(request), members=list(members_of(meeting)), marked=marked)
    seen, url = shown_version(request, meeting), meeting_url(meeting, "thanh-phan")
    if form.is_valid():
        rows = form.attendances()
        given: Any = {"meeting_id": pk, "attendances": rows, "seen_version": seen}
        try:
            record_attendance(by=request.access, **given)
        except Stale as stale:
            mine = "; ".join(row.in_words for row in rows)
            now = "; ".join(r.in_words for r in meeting.attendances.select_related("official"))
            return conflict(request, stale, rows=[("Điểm danh", now, mine)], keep_url=url)
        here = sum(row.is_present for row in rows)
        return saved(request, f"Đã điểm danh: {here}/{len(rows)} có mặt.", url)
    context = {"meeting": meeting, "form": form, "seen_version": seen, "back_url": url}
    return form_page(request, "tasks/attend.html", context)


@writes
def fill(request: Request, pk: int) -> HttpResponse:
    """The points drawn from the record, put on the agenda again."""
    meeting = editable_meeting(request, pk)
    fill_agenda(by=request.access, meeting_id=pk)
    words = "Chương trình đã có đủ các mục lấy từ hồ sơ."
    return saved(request, words, meeting_url(meeting, "chuong-trinh"))


@writes
def move_item(request: Request, pk: int, row_pk: int) -> HttpResponse:
    """A point of the agenda one place up or down."""
    meeting = editable_meeting(request, pk)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=row_pk)
    move_agenda_item(by=request.access, item=item, is_up=request.POST.get("huong") == "len")
    return saved(request, "Đã đổi thứ tự chương trình.", meeting_url(meeting, "chuong-trinh"))


def _lacks(request: Request, meeting: Meeting) -> list[tuple[str, str]]:
    """What the meeting lacks, each with the address of the form that mends it, if one may."""
    conclusions = with_numbers(meeting, conclusions_of(meeting))
    found = rules.lacks_to_close(
        meeting, attendances=list(attendances_of(meeting)), conclusions=conclusions
    )
    forms = {
        rules.NOT_ATTENDED: reverse("tasks:attend", args=[meeting.pk]),
        rules.HEAD_ABSENT: reverse("tasks:attend", args=[meeting.pk]),
        rules.NOTHING_CONCLUDED: reverse("tasks:conclude", args=[meeting.pk]),
    }
    return [(words, _mended_at(request, row) if row else forms[words]) for words, row in found]


def _mended_at(request: Request, row: Conclusion) -> str:
    """The form of the deadline in force: the task's where it was changed there."""
    if rules.deny_edit_conclusion(request.access, row):
        return ""
    if row.task_id and row.words_in_force != row.deadline_words:
        return reverse("tasks:edit", args=[row.task_id])
    return reverse("tasks:edit_conclusion", args=[row.meeting_id, row.pk])


@reads_and_writes
def close(request: Request, pk: int) -> HttpResponse:
    """The meeting closed: what it showed and concluded is kept as it is now."""
    meeting = visible_meeting(request, pk)
    if reason := rules.deny_close_meeting(request.access, meeting):
        raise Refused(reason, meeting_url(meeting))
    if request.method == "POST":
        given: Any = {"meeting_id": pk, "seen_version": seen_version(request)}
        try:
            close_meeting(by=request.access, **given)
        except Stale as stale:
            rows = [("Cuộc họp", str(stale.current or ""), "kết thúc cuộc họp")]
            return conflict(request, stale, rows=rows, keep_url=meeting_url(meeting))
        words = "Đã kết thúc cuộc họp; số liệu và kết luận được giữ nguyên như lúc này."
        return saved(request, words, meeting_url(meeting))
    context = {
        "meeting": meeting,
        "as_of": rules.meeting_day(meeting, request.access.as_of),
        "lacks": _lacks(request, meeting),
    }
    return render(request, "tasks/close_meeting.html", context)
