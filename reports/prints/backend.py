"""The line of prints in the database: one job for a person and a paper, however often ordered."""

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

_NAMES = UUID("5c0c9a5e-6d0b-4b53-9a57-0f6f6a7f3f57")
FINISHED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


def job_id(person: int, key: str) -> UUID:
    """One key for each person and paper, so that the database itself refuses a second job."""
    return uuid5(_NAMES, f"{person}:{key}")


class PrintBackend(DatabaseBackend):
    """The backend of the database, but a job that is over begins anew, beside none of its kind."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        self.validate_task(task)
        fresh: dict[str, Any] = {
            "status": TaskResultStatus.READY,
            "enqueued_at": timezone.now(),
            "started_at": None,
            "finished_at": None,
            "args_kwargs": {"args": [], "kwargs": kwargs},
            "priority": task.priority,
            "task_path": task.module_path,
            "worker_ids": [],
            "queue_name": task.queue_name,
            "backend_name": self.alias,
            "run_after": get_date_max(),
            "return_value": None,
            "exception_class_path": "",
            "traceback": "",
        }
        rows = DBTaskResult.objects
        pk = job_id(kwargs["person"], kwargs["key"])
        with transaction.atomic():
            row, is_new = rows.get_or_create(pk=pk, defaults=fresh)
            if not is_new and rows.filter(pk=pk, status__in=FINISHED).update(**fresh):
                row.refresh_from_db()
        task_enqueued.send(type(self), task_result=row.task_result)
        return row.task_result
