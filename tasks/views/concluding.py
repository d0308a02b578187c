"""The forms of a conclusion, for its own page, the meeting's and the projector."""

from typing import Any
from uuid import uuid5

from django.http import HttpResponse

from ntm_project.common.answers import (
    sent,
)
from ntm_project.common.choices import choices_answer
from ntm_project.common.deadlines import counted_from, parse_deadline
from tasks import rules
from tasks.forms.conclusions import EditConclusionForm, LeadForm, NewConclusionForm
from tasks.models import Conclusion, Meeting
from tasks.queries.meetings import (
    lead_of,
    plan_of,
    spoken_at,
)
from tasks.views.deadline_echo import echo_of, past_words
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
