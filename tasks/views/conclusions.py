"""The conclusions of a meeting: written with who and by when, corrected, withdrawn."""

from typing import Any
from uuid import uuid5

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.addresses import address
from ntm_project.common.answers import (
    form_page,
    number_of,
    saved,
    seen_version,
    sent,
    shown_version,
)
from ntm_project.common.choices import choices_answer
from ntm_project.common.deadlines import counted_from, parse_deadline
from ntm_project.common.views import Refused, reads_and_writes
from tasks import rules
from tasks.forms.conclusions import EditConclusionForm, LeadForm, NewConclusionForm
from tasks.models import Conclusion, Meeting
from tasks.queries.meetings import (
    lead_of,
    next_in_notice,
    number_in_notice,
    plan_of,
    spoken_at,
)
from tasks.services import add_conclusion, edit_conclusion, remove_conclusion
from tasks.views.editing import echo_of, past_words
from tasks.views.meetings import editable_meeting, meeting_url, visible_meeting
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request


class ConcludingForms:
    """The forms of a conclusion: what and by when, and who does it, where one may give tasks."""

    def __init__(self, request: Request, meeting: Meeting, row: Conclusion | None = None) -> None:
        may = not rules.deny_manage_tasks(request.access, meeting.unit)
        plan, data = plan_of(meeting) if may else None, sent(request)
        self.meeting, self.today = meeting, request.access.as_of
        self.spoken = spoken_at(meeting)
        known: dict[str, Any] = {"spoken": self.spoken, "gives_tasks": plan is not None}
        self.form = (
            EditConclusionForm(data, instance=row, **known)
            if row
            else NewConclusionForm(data, **known)
        )
        self.lead: LeadForm | None = None
        if plan is not None:
            kept = lead_of(row) if row else None
            given = {"plan": plan, "on": request.access.on, "kept": [kept] if kept else []}
            self.lead = LeadForm(data, instance=kept, **given)

    def answer(self, request: Request) -> HttpResponse | None:
        """The lines of a select that was opened."""
        return choices_answer(request, *([self.lead] if self.lead else []))

    def is_valid(self) -> bool:
        """Whether both forms are valid; both are checked, so that all sentences show at once."""
        return self.form.is_valid() & (self.lead is None or self.lead.is_valid())

    def concluded(self) -> dict[str, Any]:
        """The arguments for the service that records the conclusion."""
        kept = self.form.instance.deadline_words
        stated = {"deadline_words": kept, **self.form.cleaned_data}
        lead = self.lead.assignment() if self.lead else None
        if opened := stated.get("form_key"):
            whom = (lead.official_id, lead.body_id, lead.role_words) if lead else ()
            typed = (stated["text"], stated["deadline_words"], *whom)
            stated["form_key"] = uuid5(opened, "\n".join(map(str, typed)))
        return stated | {"lead": lead}

    def past_words(self, made: Conclusion) -> str:
        """What is shown where the deadline of a conclusion is over already."""
        read = parse_deadline(made.deadline_words, year=self.meeting.year)
        unread = f" {read.warning}" if read.words.strip() and not read.due_text() else ""
        return unread or past_words(read.ends_on, self.today)

    @property
    def context(self) -> dict[str, Any]:
        """What the fields are drawn from."""
        form, year, meeting = self.form, self.meeting.year, self.meeting
        words = form["deadline_words"].value() or "" if form.gives_tasks else ""
        echo = echo_of(counted_from(words, self.spoken), year, today=self.today)
        lead = self.lead
        return {"form": form, "lead": lead, "echo": echo, "year": year, "meeting": meeting}


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
