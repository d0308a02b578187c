"""A long import as a job of the worker."""

from uuid import UUID

from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from villages.access import access_of
from villages.imports.working import work
from villages.models import ImportRun

QUEUE = "imports"
PRIORITY = 10  # somebody waits for it before the page


@task(queue_name=QUEUE, takes_context=True)
def run_import(context: TaskContext, *, person: int, key: str, run: int) -> None:
    """Try or write the run, by the rights that its person has now."""
    found = ImportRun.objects.select_related("official", "unit").filter(pk=run).first()
    if found is not None and found.is_working:
        work(by=access_of(found.official, timezone.localdate()), run=found)


def order_run(run: ImportRun) -> UUID:
    """Put the run into the line; the key of its job."""
    key = f"import-{run.pk}-{run.state}-{timezone.now():%H%M%S%f}"
    job = run_import.using(priority=PRIORITY).enqueue(person=run.official_id, key=key, run=run.pk)
    return UUID(str(job.id))


def leave_line(job: UUID) -> bool:
    """Take a job that nobody works on out of the line; whether it was there. One that somebody
    works on is only looked at: it may be what keeps others from writing."""
    waiting = DBTaskResult.objects.filter(pk=job, status=TaskResultStatus.READY)
    return waiting.exists() and bool(waiting.delete()[0])
