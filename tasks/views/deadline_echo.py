"""The live echo under a deadline field: how its words are understood."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.answers import key_of, year_of
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import counted_from, parse_deadline
from ntm_project.common.views import reads
from tasks.models import Meeting
from tasks.models.deadlines import is_past
from tasks.queries.meetings import spoken_at
from villages.http import Request


def past_words(ends_on: date | None, today: date) -> str:
    """What is shown of a deadline that was taken although its day is over, or nothing:
    ` Ngày 5/3/2024 đã qua.`"""
    return f" Ngày {format_day(ends_on)} đã qua." if ends_on and is_past(ends_on, today) else ""


def echo_of(words: str, year: int | None, *, today: date | None = None) -> dict[str, str]:
    """How deadline words are understood, or why they are not: (text, tone) of the live echo. A day
    before `today` is taken, with a caution."""
    if not words.strip():
        return {"text": "Chưa ghi thời hạn: nhiệm vụ sẽ không có ngày hết hạn.", "tone": "muted"}
    read = parse_deadline(words[:600], year=year)
    if read.due_text():
        cautions = [read.warning, past_words(read.ends_on, today).strip() if today else ""]
        words = " ".join([f"Hiểu là: {read.due_text()}.", *filter(None, cautions)])
        return {"text": words, "tone": "tone-amber" if any(cautions) else "tone-green"}
    return {"text": f"{read.warning} Nhiệm vụ sẽ không có ngày hết hạn.", "tone": "tone-amber"}


@reads
def read_deadline(request: Request) -> HttpResponse:
    """The live echo under the deadline field."""
    year = year_of(request.GET.get("nam"))
    words, today = request.GET.get("deadline_words", ""), request.access.as_of
    if key := key_of(request.GET.get("hop")):  # a conclusion counts from the day of its meeting
        meeting = get_object_or_404(Meeting.objects.visible_to(request.access), pk=key)
        words = counted_from(words[:600], spoken_at(meeting))
    context = {"echo": echo_of(words, year, today=today)}
    return render(request, "tasks/_deadline_echo.html", context)
