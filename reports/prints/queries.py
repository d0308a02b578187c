"""How far a print has come: in words for whoever waits for it."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ntm_project.common.numbers import format_decimal
from ntm_project.common.pulse import last_beat
from reports.prints import store
from reports.prints.backend import job_id
from reports.prints.tasks import QUEUE

UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
CANCELLED = "cancelled"
MADE = "ban"  # the print that the page of progress leads to, whatever was recorded since
TOO_MUCH = "reports.prints.press_room.TooMuch"
_NOBODY_WORKS = 30.0  # seconds; a worker shows every ten that it lives

TOO_LONG = (
    "Bản in này quá dài so với sức của máy chủ nên chưa in được; "
    "hãy thử lại sau ít phút, hoặc xem bản trên màn hình."
)
BROKEN = "Máy chủ gặp lỗi khi làm bản in này; lỗi đã được ghi lại. Hãy thử lại sau ít phút."
NOT_KEPT = "Bản in này không còn được giữ; hãy in lại."


@dataclass(frozen=True)
class PrintJob:
    """One person's print."""

    row: DBTaskResult[Any, Any]

    @property
    def order(self) -> dict[str, Any]:
        """What was ordered (`orders.Order.arguments`)."""
        found: dict[str, Any] = self.row.args_kwargs["kwargs"]
        return found

    @property
    def is_unfinished(self) -> bool:
        return self.row.status in UNFINISHED

    @property
    def is_working(self) -> bool:
        return self.row.status == TaskResultStatus.RUNNING

    @property
    def is_over(self) -> bool:
        return self.row.status == TaskResultStatus.SUCCESSFUL

    @property
    def is_cancelled(self) -> bool:
        return self.row.exception_class_path == CANCELLED

    @property
    def file(self) -> Path | None:
        """The file, while it is kept."""
        return store.find(f"{self.order['key']}.{self.order['ending']}")

    @property
    def reason(self) -> str:
        """Why it was not made, "" where it was or still may be."""
        if self.row.status == TaskResultStatus.FAILED and not self.is_cancelled:
            return TOO_LONG if self.row.exception_class_path == TOO_MUCH else BROKEN
        if self.is_over:
            returned: dict[str, str] = self.row.return_value or {}
            return returned.get("reason", "") or ("" if self.done or self.file else NOT_KEPT)
        return ""

    @property
    def done(self) -> str:
        """What was recorded with it, as a sentence; "" for a print that is no more than a file."""
        return (self.row.return_value or {}).get("done", "") if self.is_over else ""

    @property
    def progress(self) -> str:
        """How many of its files are read, while it works on several; "" where that is unknown."""
        shown = self.row.return_value if self.is_working else None
        if not shown:
            return ""
        read, of = shown["read"], format_decimal(shown["of"])
        if read == shown["of"]:
            return f"Đã đọc đủ {of} tệp, đang ghép thành một tập."
        return f"Đã đọc {format_decimal(read)}/{of} tệp."

    @property
    def url(self) -> str:
        """Where it leads once it is over: to what was recorded, or to the file."""
        if self.done:
            return str(self.row.return_value["url"])
        url = str(self.order["url"])
        return url + ("&" if "?" in url else "?") + f"{MADE}={self.row.pk}"

    @property
    def page(self) -> str:
        """The page that shows how far it is."""
        return reverse("reports:print_job", args=[self.row.pk])

    @property
    def ahead(self) -> int:
        """How many prints come first."""
        earlier = Q(priority__gt=self.row.priority) | Q(
            priority=self.row.priority, enqueued_at__lt=self.row.enqueued_at
        )
        line = DBTaskResult.objects.filter(queue_name=QUEUE)
        waiting = line.filter(earlier, status=TaskResultStatus.READY).count()
        return waiting + line.filter(status=TaskResultStatus.RUNNING).count()

    @property
    def is_forgotten(self) -> bool:
        """Whether the print waits though no worker has shown for long that it lives."""
        last = last_beat() or 0.0
        return max(last, self.row.enqueued_at.timestamp()) < time.time() - _NOBODY_WORKS


def job_of(person: int, pk: UUID) -> PrintJob | None:
    """The person's own print of this key; nobody finds another's."""
    row = DBTaskResult.objects.filter(pk=pk, queue_name=QUEUE).first()
    job = PrintJob(row) if row else None
    return job if job and job.order["person"] == person else None


def job_for(person: int, key: str) -> PrintJob | None:
    """The person's print of this paper."""
    return job_of(person, job_id(person, key))


def unfinished_of(person: int) -> int:
    """How many prints of the person are not ready."""
    rows = DBTaskResult.objects.filter(queue_name=QUEUE, status__in=UNFINISHED)
    return rows.filter(args_kwargs__kwargs__person=person).count()


def waiting_prints(person: int, slug: str, row: int, url: str) -> QuerySet[DBTaskResult[Any, Any]]:
    """The person's prints of one paper, as one kind of file, that nobody works on yet."""
    rows = DBTaskResult.objects.filter(queue_name=QUEUE, status=TaskResultStatus.READY)
    of = {"person": person, "slug": slug, "row": row, "url": url}
    return rows.filter(**{f"args_kwargs__kwargs__{name}": value for name, value in of.items()})


def in_line(slug: str) -> list[dict[str, Any]]:
    """What is ordered of that slug, whoever ordered it, and not ready."""
    rows = DBTaskResult.objects.filter(queue_name=QUEUE, status__in=UNFINISHED)
    orders = rows.filter(args_kwargs__kwargs__slug=slug).values_list("args_kwargs", flat=True)
    return [one["kwargs"] for one in orders.order_by()]
