"""The reviewer's queue, oldest first, and what has been dealt with; both walked by key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from evidence.enums import SubmissionState
from evidence.forms.review import QueueFilterForm
from evidence.models import Submission
from evidence.queries import Key, QueueRow, handled, queue
from evidence.views.review_shared import STATE_TONES, left_words, local_day, whole_number
from ntm_project.common.dates import format_day
from ntm_project.common.html import badge, join, link, tag
from ntm_project.common.tables import Column, render_table
from ntm_project.common.views import reads
from villages.http import Request

PER_PAGE = 50


def key_words(key: Key | None) -> str:
    """A key as the address carries it: seconds of the moment with six decimals, and the row."""
    if key is None:
        return ""
    at, pk = key
    return f"{at.timestamp():.6f}-{pk}"


def read_key(text: str) -> Key | None:
    """The key of an address; None, which is the first page, for what is none."""
    moment, _, row = text.partition("-")
    seconds, _, micro = moment.partition(".")
    parts = whole_number(seconds), whole_number(micro), whole_number(row)
    if None in parts or len(micro) != 6 or len(seconds) > 11:
        return None
    at = datetime.fromtimestamp(int(seconds), timezone.get_current_timezone())
    return at.replace(microsecond=int(micro)), int(row)


@dataclass(frozen=True)
class Walk:
    """The filter and the place in a list that is walked by key."""

    name: str
    form: QueueFilterForm
    after: Key | None

    @classmethod
    def of(cls, request: Request, name: str) -> "Walk":
        form = QueueFilterForm(request.GET, access=request.access)
        return cls(name, form, read_key(request.GET.get("sau", "")))

    def url(self, key: Key | None = None) -> str:
        """The list from a key on (from its head without one), with the same filter."""
        asked = {name: self.form.data.get(name, "") for name in self.form.fields}
        asked["sau"] = key_words(key)
        query = urlencode({name: value for name, value in asked.items() if value})
        return reverse(self.name) + (f"?{query}" if query else "")

    def context(self, next_after: Key | None) -> dict[str, Any]:
        return {
            "form": self.form,
            "is_filtered": any(self.form.data.get(name) for name in self.form.fields),
            "first_url": self.url() if self.after else "",
            "next_url": self.url(next_after) if next_after else "",
            "all_url": reverse(self.name),
        }


def _subject(submission: Submission) -> object:
    url = reverse("evidence:review", args=[submission.pk])
    below = f"{submission.step} · lượt {submission.round}"
    note = tag("div", below, class_="small muted plain-weight")
    return tag("div", join([link(url, str(submission.assessment)), note]))


def _due(row: QueueRow) -> object:
    words, tone = left_words(row.days_left)
    day = tag("div", f"hạn {format_day(row.submission.due_on)}", class_="small muted")
    return tag("div", join([badge(words, tone), day]))


_QUEUE: tuple[Column[QueueRow], ...] = (
    Column("subject", "Hồ sơ", lambda row: _subject(row.submission), is_row_header=True),
    Column(
        "sent",
        "Gửi",
        lambda row: (
            f"{local_day(row.submission.submitted_at)}, {row.submission.submitted_by or 'Hệ thống'}"
        ),
    ),
    Column("waiting", "Đã chờ", lambda row: f"{row.days_waiting} ngày làm việc", align="end"),
    Column("due", "Thời hạn", _due),
)

_HANDLED: tuple[Column[Submission], ...] = (
    Column("subject", "Hồ sơ", _subject, is_row_header=True),
    Column(
        "state",
        "Kết luận",
        lambda s: badge(s.get_state_display(), STATE_TONES[SubmissionState(s.state)]),
    ),
    Column("by", "Người kết luận", lambda s: str(s.decided_by or "Hệ thống")),
    Column("at", "Ngày", lambda s: local_day(s.decided_at) if s.decided_at else ""),
)


@reads
def queue_page(request: Request) -> HttpResponse:
    """The rounds that wait at one's steps."""
    walk = Walk.of(request, "evidence:queue")
    page = queue(request.access, walk.after, PER_PAGE, walk.form.where)
    context = walk.context(page.next_after) | {
        "is_empty": not page.rows,
        "handled_url": reverse("evidence:handled"),
        "table": render_table(
            _QUEUE,
            page.rows,
            caption="Hồ sơ chờ thẩm tra, chờ lâu nhất trước",
            row_id=lambda row: f"luot-{row.submission.pk}",
            row_class=lambda row: "row-late" if row.days_left < 0 else "",
        ),
    }
    return render(request, "evidence/review/queue.html", context)


@reads
def handled_page(request: Request) -> HttpResponse:
    """The rounds that were decided at one's steps, newest first."""
    walk = Walk.of(request, "evidence:handled")
    rows, next_after = handled(request.access, walk.after, PER_PAGE, walk.form.where)
    context = walk.context(next_after) | {
        "is_empty": not rows,
        "queue_url": reverse("evidence:queue"),
        "table": render_table(_HANDLED, rows, caption="Hồ sơ đã xử lý, mới nhất trước"),
    }
    return render(request, "evidence/review/handled.html", context)
