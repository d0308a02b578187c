"""What is known of imports: the columns matched before, one's earlier runs."""

import time
from typing import Any

from django.db.models import Model
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ntm_project.common.pulse import last_beat
from ntm_project.common.refusals import Refused
from ntm_project.common.tables.read import read_book
from villages.access import Access
from villages.imports import progress
from villages.imports.kinds import ListKind, kinds
from villages.imports.run_table import Reading, read_sheet, sheet_named
from villages.models import ColumnChoice, ImportRun, Unit

# Seconds: the worker notes three times each that it works on, unless it saves many rows at once.
_NOTHING_GOES_ON = 120.0
_ENDED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
GONE = "Danh sách này không còn, hoặc nằm ngoài phạm vi của đồng chí."


def remembered_of(kind: ListKind, unit: Unit | None) -> dict[str, str]:
    """Heading → field as the unit's people matched it by hand, for files of this kind."""
    rows = ColumnChoice.objects.filter(kind=kind.slug, unit=unit)
    return dict(rows.values_list("heading", "field"))


def recent_runs(access: Access, kind: ListKind, place: Model) -> list[ImportRun]:
    """One's last imports into the list."""
    rows = ImportRun.objects.of(access).filter(kind=kind.slug, place_key=place.pk)
    return list(rows.defer("outcome", "columns").order_by("-pk")[:5])


def is_lost(run: ImportRun) -> bool:
    """Whether whoever should try or write it is gone: the job has ended without an end of the run,
    or nothing goes on with it, and no worker shows that it will."""
    if not run.is_working or run.job is None:
        return False
    job = DBTaskResult.objects.filter(pk=run.job).first()
    last = [progress.last_progress(run.pk), run.created_at.timestamp()]
    if job is not None and job.status in _ENDED:
        return True
    if job is not None:
        last.append((job.started_at or job.enqueued_at).timestamp())
    if job is None or job.status == TaskResultStatus.READY:
        last.append(last_beat() or 0.0)
    return max(last) < time.time() - _NOTHING_GOES_ON


def list_behind(run: ImportRun, access: Access) -> tuple[ListKind, Any]:
    """The kind and the row whose list it is, while it is in scope; `Refused`."""
    kind = kinds().get(run.kind)
    place = kind.places(access).filter(pk=run.place_key).first() if kind else None
    if kind is None or place is None:
        raise Refused(GONE)
    return kind, place


def reading_of(run: ImportRun, kind: ListKind, sheet: str = "") -> Reading:
    """The table of the run's file; that of another sheet where one is named."""
    found = sheet_named(read_book(bytes(run.file.content)), sheet or run.sheet)
    resource, remembered = kind.resource, remembered_of(kind, run.unit)
    return read_sheet(found, resource.taken(), remembered, resource.by_heading, run.head_row)
