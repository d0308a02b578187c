"""What an import does with its rows: the trial, or the writing of what was tried."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from ntm_project.common.collecting import uncollected
from ntm_project.common.faults import fault_of
from ntm_project.common.refusals import Refused
from ntm_project.common.tables.book import CannotRead
from ntm_project.common.tables.table import FoundTable
from villages.access import Access
from villages.audit import record, taken_back
from villages.imports import progress
from villages.imports.kinds import ListKind
from villages.imports.queries import list_behind, reading_of
from villages.imports.resource import MOST_SHOWN, ListResource
from villages.imports.rows import RowOutcome
from villages.imports.run_table import chosen, columns_left_out, measures, read_hidden
from villages.imports.surroundings import Surroundings
from villages.models import ImportRun, ImportState

ENDED = (ImportState.DONE, ImportState.CANCELLED)
BEYOND = "beyond"  # refused rows beyond those, kept for the marked file: number and errors
CHANGED = "Sổ đã thay đổi từ lúc xem trước. Bản dưới đây đã đọc lại; hãy xem rồi bấm Ghi lần nữa."


class EndedElsewhere(Exception):
    """The import was ended in another window meanwhile."""


@contextmanager
def held(run: ImportRun) -> Iterator[str]:
    """Hold the run's row until the end of the transaction; its state."""
    with transaction.atomic():
        held = ImportRun.objects.select_for_update(no_key=True).filter(pk=run.pk)
        yield held.values_list("state", flat=True).get()


def work(*, by: Access, run: ImportRun, table: FoundTable | None = None) -> None:
    """The trial, or the writing of what was tried, of the table where it is read already; the run
    records how it ended, in one transaction with what was written."""
    try:
        with uncollected():
            _work(by, run, table)
    except progress.Stopped:
        run.state, run.ended_at = ImportState.CANCELLED, timezone.now()
    except EndedElsewhere:
        run.refresh_from_db()
    except (CannotRead, Refused) as error:
        run.state = ImportState.FAILED
        run.outcome = {"reason": getattr(error, "reason", "") or str(error)}
    except Exception as error:
        # What the database refused for a moment stays as before, to be pressed again.
        if run.job is not None or not fault_of(error):
            ImportRun.objects.filter(pk=run.pk).update(state=ImportState.FAILED, outcome={})
        raise
    finally:
        progress.clear(run.pk)
    if run.state != ImportState.DONE:
        save_outcome(run)


def save_outcome(run: ImportRun) -> None:
    """Save how it ended, unless somebody has ended it meanwhile."""
    with held(run) as recorded:
        if recorded not in ENDED:
            run.save()
            return
    run.refresh_from_db()


def _work(by: Access, run: ImportRun, table: FoundTable | None) -> None:
    kind, place = list_behind(run, by)
    if reason := kind.deny(by, place):
        raise Refused(reason)
    table = table or reading_of(run, kind).table
    is_final = run.state == ImportState.WRITING
    resource = kind.resource(by, place)
    with transaction.atomic() if is_final else taken_back():
        if is_final:
            _claim(run)
        outcomes = _run_rows(resource, run, table)
        seen = _digest(outcomes)
        is_written = is_final and seen == run.seen
        tables = run.outcome.get("tables", [])  # of the file, found when it came
        run.outcome = _outcome(table, outcomes) | _remarks(resource, run, table)
        run.outcome["tables"] = tables
        if is_written:
            run.state, run.ended_at = ImportState.DONE, timezone.now()
            _record(by, kind, run, outcomes)
            if progress.is_stopped(run.pk):  # while the last rows were saved, too
                raise progress.Stopped
            run.save()
        else:
            transaction.set_rollback(True)
    if is_final and not is_written:
        run.outcome["changed"] = CHANGED
    if not is_written:
        run.state, run.seen = ImportState.CHECKED, seen


def _claim(run: ImportRun) -> None:
    """Whoever presses twice, in two windows even, writes once: the second waits for the first."""
    with held(run) as recorded:
        if recorded not in (ImportState.CHECKED, ImportState.WRITING):
            raise EndedElsewhere


def _remarks(resource: ListResource, run: ImportRun, table: FoundTable) -> dict[str, Any]:
    """What of the table goes nowhere, in what its amounts are read, what is read as empty."""
    columns = resource.columns
    stated = measures(columns, run.columns, table)
    is_taken = table.measure in ("", "đồng", *stated.values())
    return {
        "left_out": columns_left_out(columns, run.columns, table),
        "read_hidden": read_hidden(run.columns, table),
        "measures": [[table.head[at], measure] for at, measure in stated.items()],
        "above": [] if is_taken else [table.measure, resource.measured],
        "read_above": [[*what] for what in resource.read_above.most_common(12)],
        "read_empty": [[*what, count] for what, count in resource.read_empty.most_common(12)],
    }


def _run_rows(resource: ListResource, run: ImportRun, table: FoundTable) -> list[RowOutcome]:
    resource.stated, resource.confirmed = table.measure, run.confirmed
    resource.around = Surroundings(table.beside, table.headings)
    given, rows = chosen(resource.taken(table.head), run.columns, table)
    look = progress.Progress(run.pk, len(table.rows), is_job=run.job is not None).look
    return resource.run(given, rows, look)


def _digest(outcomes: Sequence[RowOutcome]) -> str:
    found = sha256()
    for one in outcomes:
        found.update(one.digest.encode())
    return found.hexdigest()


def _record(by: Access, kind: ListKind, run: ImportRun, outcomes: Sequence[RowOutcome]) -> None:
    """One event for the import itself, beside those of its rows."""
    counts = Counter(one.kind for one in outcomes)
    record(
        by,
        f"nhập {kind.rows} từ Excel"[:40],
        run,
        unit=run.unit,
        new={
            "tệp": run.name,
            "sha256": run.sha256,
            "thêm": counts["new"],
            "đổi": counts["changed"],
            "giữ nguyên": counts["same"],
            "bị từ chối": counts["refused"],
        }
        | ({"dòng đã xác nhận số": ", ".join(run.confirmed)} if run.confirmed else {}),
    )


def _outcome(table: FoundTable, outcomes: Sequence[RowOutcome]) -> dict[str, Any]:
    """What the page shows of a trial: counts, and the first rows of each sort."""
    rows: dict[str, list[Any]] = {
        "new": [], "changed": [], "same": [], "refused": [], "warned": [], BEYOND: [],
    }  # fmt: skip
    counts: Counter[str] = Counter()
    cells = 0
    for one in outcomes:
        counts[one.kind] += 1
        counts["warned"] += bool(one.warning)
        cells += one.count if one.kind == "changed" else 0
        counts["erased"] += one.erased
        for sort in (one.kind, "warned") if one.warning else (one.kind,):
            if len(rows[sort]) < MOST_SHOWN:
                kept = [one.number, one.label, one.changes, one.errors, one.warning, one.cells]
                rows[sort].append(kept)
            elif sort == "refused":
                rows[BEYOND].append([one.number, one.errors])
    return {
        "counts": {sort: n for sort, n in counts.items() if n} | {"cells": cells},
        "rows": rows,
        "questions": {str(one.number): one.question for one in outcomes if one.question},
        "skipped": dict(table.skipped),
        "skipped_at": table.skipped_at,
        "headings": {
            str(number): table.headings[number][:80]
            for number in table.skipped_at.get("section", [])
        },
        "hidden": table.hidden,
        "span": [table.rows[0].number, table.rows[-1].number] if table.rows else [],
    }
