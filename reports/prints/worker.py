"""The worker: takes one print after another from the line, and starts nothing twice."""

import logging
import os
import socket
import time
from contextlib import suppress
from datetime import datetime, timedelta
from types import FrameType
from typing import Any, cast

from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskContext
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ntm_project.common.logs import note
from ntm_project.common.pulse import beat
from reports.confirming import confirm_last, confirm_some
from reports.prints import store
from reports.prints.press_room import ROOM, TRIES, Cancelled, TooMuch, WorkerStops
from reports.prints.tasks import QUEUE
from villages.imports.tasks import QUEUE as IMPORTS

log = logging.getLogger(__name__)

# Long imports come first (their priority is higher): somebody waits for them before the page.
QUEUES = [QUEUE, IMPORTS]

LOOK_SECONDS, AWAY_SECONDS = 0.1, 1.0
AWAY = (OperationalError, InterfaceError)  # the database is away or busy: it will come back
# No print takes so long, so whoever began it is gone.
LOST_AFTER = timedelta(minutes=25)
_RECOVER_EVERY, _SWEEP_EVERY, _CONFIRM_EVERY = 60.0, 1_800.0, 60.0


class PrintWorker(Worker):
    """Takes what waits in the line, one after another, until nothing does."""

    def __init__(self, name: str) -> None:
        super().__init__(
            queue_names=QUEUES,
            interval=LOOK_SECONDS,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        self.has_recovered = False
        self.recover_at = self.sweep_at = self.confirm_at = 0.0

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop: whatever is being made goes back into the line."""
        self.running, ROOM.is_stopping = False, True

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        self.running_task = True
        began = time.monotonic()
        try:
            finish(db_task_result)
        finally:
            self.running_task = False
        note("print", job=str(db_task_result.pk), seconds=round(time.monotonic() - began, 2))

    def run_for_ever(self) -> None:
        """Look for prints until stopped. A database that is away, from the start or later, is
        waited for with one line in the log; what this worker held then goes back into the line."""
        is_away = False
        while self.running:
            close_old_connections()
            try:
                beat()
                if not self.has_recovered:
                    recover(self.worker_id)
                    self.has_recovered = True
                self._look()
                if is_away:
                    note("database_back")
                is_away = False
            except AWAY as fault:
                if not is_away:
                    note("database_away", level=logging.WARNING, why=str(fault)[:200])
                is_away, self.has_recovered = True, False
                time.sleep(AWAY_SECONDS)
            if self.running:
                time.sleep(LOOK_SECONDS)
        if not is_away:
            with suppress(*AWAY):
                confirm_last()

    def _look(self) -> None:
        """Looks for work by a plain read, which keeps no writer waiting; locks only to take a
        print."""
        now = time.monotonic()
        if now > self.recover_at:
            self.recover_at = now + _RECOVER_EVERY
            recover(begun_before=timezone.now() - LOST_AFTER)
        if now > self.sweep_at:  # so that a busy day cannot fill the disk before the night
            self.sweep_at = now + _SWEEP_EVERY
            store.sweep()
        ROOM.warm_up()
        if DBTaskResult.objects.ready().filter(queue_name__in=QUEUES).exists():
            self.run()
        elif now > self.confirm_at:  # nobody waits for a print
            self.confirm_at = now + _CONFIRM_EVERY
            confirm_some()


def finish(row: DBTaskResult[Any, Any]) -> None:
    """Do the job of a row that was claimed, and record how it ended: unless it was cancelled or
    taken up by another worker meanwhile, so that it never ends twice."""
    ended: dict[str, Any] = {"status": TaskResultStatus.SUCCESSFUL}
    try:
        context = TaskContext(task_result=cast(Any, row.task_result))
        ended["return_value"] = row.task.call(context, **row.args_kwargs["kwargs"])
    except WorkerStops:
        _ours(row).update(status=TaskResultStatus.READY, worker_ids=row.worker_ids[:-1])
        return
    except AWAY:  # nothing is wrong with the job: the next look puts it back into the line
        raise
    except Exception as fault:
        if not isinstance(fault, Cancelled | TooMuch):
            log.exception("print_failed %s", row.pk)
        ended = {"status": TaskResultStatus.FAILED, "exception_class_path": _name(type(fault))}
    _ours(row).update(finished_at=timezone.now(), **ended)


def name_under(lock: int) -> str:
    """Who works under this lock, kept in its file; the machine's name where nobody has yet.

    One at a time holds it, so whatever is still being made under its name when it is taken is lost,
    even where two containers of other names share one folder of locks.
    """
    known = os.pread(lock, 64, 0)
    if not known:
        known = socket.gethostname().encode()[:64] or b"worker"
        os.pwrite(lock, known, 0)
    return known.decode(errors="replace")


def recover(name: str = "", *, begun_before: datetime | None = None) -> int:
    """Put prints back into the line that were begun and never ended: those that the worker of this
    name held when it died, or whoever's that were begun so long ago. One that was begun so often
    that it must itself be the reason fails."""
    lost = DBTaskResult.objects.filter(queue_name__in=QUEUES, status=TaskResultStatus.RUNNING)
    if begun_before:
        lost = lost.filter(started_at__lt=begun_before)
    found = 0
    for row in lost:
        if not begun_before and row.worker_ids[-1:] != [name]:
            continue
        again: dict[str, Any] = {"status": TaskResultStatus.READY}
        if len(row.worker_ids) >= TRIES:
            again = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
            again["exception_class_path"] = _name(TooMuch)
        found += _ours(row).update(**again)
    return found


def _ours(row: DBTaskResult[Any, Any]) -> "QuerySet[DBTaskResult[Any, Any]]":
    """The row, while it is still the run that was seen."""
    rows: QuerySet[DBTaskResult[Any, Any]] = DBTaskResult.objects.all()
    return rows.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)


def _name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
