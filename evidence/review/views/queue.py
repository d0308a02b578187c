"""The reviewer's queue, oldest first, and what has been dealt with; both walked by key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Q
from django.forms import ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from evidence.review.enums import SubmissionState
from evidence.review.forms import QueueFilterForm
from evidence.review.models import Submission
from evidence.review.queries.queue import (
    EVERYTHING,
    Choice,
    Key,
    QueueRow,
    filter_choices,
    handled,
    queue,
)
from evidence.review.views.shared import STATE_TONES, left_words, local_day, whole_number
from ntm_project.common.dates import format_day
from ntm_project.common.html import badge, join
from ntm_project.common.tables import Column, render_table
from ntm_project.common.views import reads
from villages.access import Access
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
    """The filter and the place in a list that is walked by key.

    The form is made only where something is asked of it: most pages are opened without a filter.
    """

    name: str
    asked: Mapping[str, str]
    form: QueueFilterForm | None
    after: Key | None

    @classmethod
    def of(cls, request: Request, name: str) -> "Walk":
        typed = ((field, request.GET.get(field, "")) for field in QueueFilterForm.base_fields)
        asked = {field: text for field, text in typed if text}
        form = QueueFilterForm(request.GET, access=request.access) if asked else None
        return cls(name, asked, form, read_key(request.GET.get("sau", "")))

    @property
    def where(self) -> Q:
        return self.form.where if self.form else EVERYTHING

    def url(self, key: Key | None = None) -> str:
        """The list from a key on (from its head without one), with the same filter."""
        place = {"sau": key_words(key)} if key else {}
        query = urlencode({**self.asked, **place})
        return reverse(self.name) + (f"?{query}" if query else "")

    def context(self, access: Access, next_after: Key | None) -> dict[str, Any]:
        units, sets = filter_choices(access)
        return {
            "filters": join([self._choice("don_vi", units), self._choice("bo", sets)]),
            "is_filtered": bool(self.asked),
            "first_url": self.url() if self.after else "",
            "next_url": self.url(next_after) if next_after else "",
            "all_url": reverse(self.name),
        }

    def _choice(self, name: str, choices: Sequence[Choice]) -> SafeString:
        """A field of the filter as `drawn_field` draws it, from rows instead of model instances."""
        field = cast("ModelChoiceField[Any]", QueueFilterForm.base_fields[name])
        chosen, label = self.asked.get(name, ""), escape(str(field.label))
        options = "".join(
            [
                f'<option value="{pk}"{" selected" if str(pk) == chosen else ""}>'
                f"{escape(words)}</option>"
                for pk, words in [("", str(field.empty_label)), *choices]
            ]
        )
        css, told = "form-select", ""
        if errors := self.form.errors.get(name, ()) if self.form else ():
            said = "".join([f'<p class="mb-0">{escape(str(error))}</p>' for error in errors])
            told = f'<div class="invalid-feedback" id="id_{name}_error">{said}</div>'
            css = f'{css} is-invalid" aria-invalid="true" aria-describedby="id_{name}_error'
        return SafeString(
            f'<div class="mb-3"><label class="form-label" for="id_{name}">{label}</label>'
            f'<select name="{name}" class="{css}" id="id_{name}">{options}</select>{told}</div>'
        )


def _subject(url: str, title: str, step: str, number: int) -> SafeString:
    """The link to a round and, below it, its step; the address is our own."""
    return SafeString(
        f'<div><a href="{escape(url)}">{escape(title)}</a><div class="small muted plain-weight">'
        f"{escape(step)} · lượt {number}</div></div>"
    )


def _due(row: QueueRow) -> SafeString:
    words, tone = left_words(row.days_left)
    return SafeString(
        f"<div>{badge(words, tone)}"
        f'<div class="small muted">hạn {format_day(row.due_on)}</div></div>'
    )


def _sent(row: QueueRow) -> str:
    return f"{local_day(row.submitted_at)}, {row.sender or 'Hệ thống'}"


def _round_address() -> Callable[[int], str]:
    """The address of a round, its pattern asked once for all rows."""
    before, _, behind = reverse("evidence:review", args=[0]).rpartition("0")
    return lambda pk: f"{before}{pk}{behind}"


def _queue_columns() -> tuple[Column[QueueRow], ...]:
    address = _round_address()
    return (
        Column(
            "subject",
            "Hồ sơ",
            lambda row: _subject(address(row.pk), row.title, row.step_name, row.round),
            is_row_header=True,
        ),
        Column("sent", "Gửi", _sent),
        Column("waiting", "Đã chờ", lambda row: f"{row.days_waiting} ngày làm việc", align="end"),
        Column("due", "Thời hạn", _due),
    )


def _subject_of(submission: Submission) -> SafeString:
    url = reverse("evidence:review", args=[submission.pk])
    return _subject(url, str(submission.assessment), str(submission.step), submission.round)


_HANDLED: tuple[Column[Submission], ...] = (
    Column("subject", "Hồ sơ", _subject_of, is_row_header=True),
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
    page = queue(request.access, walk.after, PER_PAGE, walk.where)
    context = walk.context(request.access, page.next_after) | {
        "is_empty": not page.rows,
        "handled_url": reverse("evidence:handled"),
        "table": render_table(
            _queue_columns(),
            page.rows,
            caption="Hồ sơ chờ thẩm tra, chờ lâu nhất trước",
            row_id=lambda row: f"luot-{row.pk}",
            row_class=lambda row: "row-late" if row.days_left < 0 else "",
        ),
    }
    return render(request, "evidence/review/queue.html", context)


@reads
def handled_page(request: Request) -> HttpResponse:
    """The rounds that were decided at one's steps, newest first."""
    walk = Walk.of(request, "evidence:handled")
    rows, next_after = handled(request.access, walk.after, PER_PAGE, walk.where)
    context = walk.context(request.access, next_after) | {
        "is_empty": not rows,
        "queue_url": reverse("evidence:queue"),
        "table": render_table(_HANDLED, rows, caption="Hồ sơ đã xử lý, mới nhất trước"),
    }
    return render(request, "evidence/review/handled.html", context)
