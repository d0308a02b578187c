"""Ordering and cancelling a print; neither touches the record."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reports.prints import store
from reports.prints.backend import FINISHED
from reports.prints.orders import PrintOrder
from reports.prints.queries import (
    CANCELLED,
    UNFINISHED,
    PrintJob,
    job_for,
    unfinished_of,
    waiting_prints,
)
from reports.prints.tasks import QUEUE, make_print
from villages.imports.tasks import QUEUE as IMPORTS

MOST_UNFINISHED = 5  # of one person


class TooManyPrints(Exception):
    """The person waits for as many prints as one may; the sentence is for the page."""

    reason = (
        f"Đồng chí đang chờ {MOST_UNFINISHED} bản in; hãy đợi bớt hoặc dừng một bản rồi in tiếp."
    )
    seconds = 10


def order_print(person: int, order: PrintOrder) -> PrintJob:
    """The person's job for this paper: the one that runs, or a new one in the line. It takes the
    place of one of the same paper that waits there and has changed since.

    Raises `TooManyPrints`.
    """
    job = job_for(person, order.key)
    if job is None or not job.is_unfinished:
        since = _out_of_line(person, order)
        if unfinished_of(person) >= MOST_UNFINISHED:
            raise TooManyPrints
        if order.page:
            store.keep_given(order.key, order.page, order.styles)
        make_print.using(priority=order.priority).enqueue(person=person, **order.arguments())
        job = job_for(person, order.key)
        if job and since:
            DBTaskResult.objects.filter(pk=job.row.pk).update(enqueued_at=since)
    assert job is not None
    return job


def _out_of_line(person: int, order: PrintOrder) -> datetime | None:
    """Since when an older print of that paper waited; what is being made already goes on."""
    found = waiting_prints(person, order.slug, order.row, order.url).order_by("enqueued_at", "pk")
    waited = list(found.values_list("pk", "enqueued_at"))
    ended = [since for pk, since in waited if cancel_print(pk)]
    return min(ended, default=None)


def cancel_print(pk: UUID) -> bool:
    """Whether it was not ready yet; the worker notices and ends what it makes."""
    rows = DBTaskResult.objects.filter(pk=pk, status__in=UNFINISHED)
    ended = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
    return bool(rows.update(exception_class_path=CANCELLED, **ended))


def remove_old_jobs(days: int) -> int:
    """Remove the jobs that ended, or were left in the line, so many days ago."""
    before = timezone.now() - timedelta(days=days)
    rows = DBTaskResult.objects.filter(queue_name__in=[QUEUE, IMPORTS])
    over = rows.filter(status__in=FINISHED, finished_at__lt=before)
    left = rows.filter(enqueued_at__lt=before)
    return over.delete()[0] + left.delete()[0]
