"""An import from the file to the record: begun, matched, tried, written or left."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ntm_project.common.faults import fault_of
from ntm_project.common.tables.book import CannotRead, read_book
from ntm_project.common.tables.match import How, keys_to_remember
from ntm_project.common.tables.table import FoundTable, head_key
from ntm_project.common.views import Refused
from villages.access import Access
from villages.audit import record
from villages.imports import progress
from villages.imports.columns import Column
from villages.imports.kinds import ListKind
from villages.imports.queries import is_lost, list_behind, reading_of, remembered_of
from villages.imports.resource import MOST_SHOWN, ListResource
from villages.imports.rows import RowOutcome
from villages.imports.run_table import (
    Reading,
    best_reading,
    chosen,
    left_out,
    measures,
    read_hidden,
)
from villages.imports.surroundings import Surroundings
from villages.models import ColumnChoice, ImportFile, ImportRun, ImportState

AT_ONCE = 400  # rows that are tried and written in the request; more go to the worker
ENDED = (ImportState.DONE, ImportState.CANCELLED)
BEYOND = "beyond"  # refused rows beyond those, kept for the marked file: number and errors
CHANGED = "Sổ đã thay đổi từ lúc xem trước. Bản dưới đây đã đọc lại; hãy xem rồi bấm Ghi lần nữa."


class Taken(Exception):
    """The import was ended in another window meanwhile."""


def begin(*, by: Access, kind: ListKind, place: Any, name: str, content: bytes) -> ImportRun:
    """Keep the file and find its table; tried at once where nobody has to match columns.

    `Refused`, or `ValidationError` for a file that cannot be read.
    """
    run, is_sure = _kept(by, kind, place, name, content)
    if is_sure:
        start(by=by, run=run, state=ImportState.CHECKING)
    return run


def _kept(
    by: Access, kind: ListKind, place: Any, name: str, content: bytes
) -> tuple[ImportRun, bool]:
    """The run with its file, and whether nobody has to look; the table itself is let go."""
    if reason := kind.deny(by, place):
        raise Refused(reason)
    assert by.official is not None
    columns, unit = kind.resource.taken(), kind.unit(place)
    try:
        reading, is_only, tables = best_reading(
            read_book(content), columns, remembered_of(kind, unit), kind.resource.by_heading
        )
    except CannotRead as error:
        raise ValidationError({"file": str(error)}) from error
    with transaction.atomic():
        run = ImportRun.objects.create(
            official=by.official,
            unit=unit,
            kind=kind.slug,
            place_key=place.pk,
            name=name[:300] or "bang",
            sha256=sha256(content).hexdigest(),
            size=len(content),
            sheet=reading.table.sheet[:200],
            columns=[match.name for match in reading.matches],
            outcome={"tables": tables},
        )
        ImportFile.objects.create(run=run, content=content)
    return run, is_only and reading.is_sure(columns)


def match(
    *, by: Access, run: ImportRun, sheet: str, names: Sequence[str] | None, head_row: int
) -> None:
    """Choose the sheet and the row of its head (0 to find it), or, with the field of each column,
    go on to the trial; both remembered."""
    kind, _ = list_behind(run, by)
    _only(run, ImportState.MATCHING, ImportState.CHECKED, ImportState.FAILED)
    run.head_row = head_row
    reading = reading_of(run, kind, sheet)
    run.sheet, run.confirmed = reading.table.sheet[:200], {}
    if names is None:
        run.columns = [match.name for match in reading.matches]
        run.state = ImportState.MATCHING
        _keep(run)
        return
    run.columns = _fields(kind.resource.taken(reading.table.head), names, reading)
    with transaction.atomic():
        _remember(kind, run, reading)
        _keep(run)
    start(by=by, run=run, state=ImportState.CHECKING)


def _fields(columns: Sequence[Column], names: Sequence[str], reading: Reading) -> list[str]:
    """The field of each column as matched; `ValidationError` where one is missing or twice."""
    known = {column.name: column.heading for column in columns}
    width = len(reading.table.head)
    fields = [name if name in known else "" for name in names[:width]]
    fields += [""] * (width - len(fields))
    twice = [known[name] for name, count in Counter(fields).items() if name and count > 1]
    if twice:
        raise ValidationError(f"Hai cột cùng ghép vào “{twice[0]}”; hãy chọn một cột.")
    if missing := reading.missing(columns, fields):
        raise ValidationError(f"Chưa có cột nào ghép vào: {', '.join(missing)}.")
    return fields


def _remember(kind: ListKind, run: ImportRun, reading: Reading) -> None:
    """Keep what was matched by hand: guesses that were confirmed, and what the program knows
    otherwise; of columns with one heading all, where one of them was."""
    pairs = list(zip(reading.matches, run.columns, strict=True))
    by_hand = {
        head_key(match.heading)
        for match, name in pairs
        if match.heading and (match.how == How.GUESSED or name != match.name)
    }
    keys = keys_to_remember([match.heading for match, _ in pairs])
    for key, (match, name) in zip(keys, pairs, strict=True):
        if head_key(match.heading) in by_hand:
            ColumnChoice.objects.update_or_create(
                unit=run.unit, kind=kind.slug, heading=key[:300], defaults={"field": name}
            )


def start(*, by: Access, run: ImportRun, state: ImportState) -> None:
    """Try or write: at once, or, where it is long, by the worker."""
    kind, _ = list_behind(run, by)
    progress.clear(run.pk)
    count = len(reading_of(run, kind).table.rows)
    if count <= AT_ONCE:
        run.state, run.job = state, None
        work(by=by, run=run)
        return
    from villages.imports.tasks import order_run  # late: it brings the whole of django-tasks

    with _held(run) as stands:
        is_free = state != ImportState.WRITING or stands == ImportState.CHECKED
        if is_free:
            run.state, run.job = state, None
            run.save()
    if not is_free:
        run.refresh_from_db()
        return
    run.job = order_run(run)
    ImportRun.objects.filter(pk=run.pk).update(job=run.job)


@contextmanager
def _held(run: ImportRun) -> Iterator[str]:
    """Hold the run's row until the end of the transaction; how it stands."""
    with transaction.atomic():
        held = ImportRun.objects.select_for_update(no_key=True).filter(pk=run.pk)
        yield held.values_list("state", flat=True).get()


def work(*, by: Access, run: ImportRun) -> None:
    """The trial, or the writing of what was tried; the run records how it ended, in one
    transaction with what was written."""
    try:
        _work(by, run)
    except progress.Stopped:
        run.state, run.ended_at = ImportState.CANCELLED, timezone.now()
    except Taken:
        run.refresh_from_db()
    except (CannotRead, Refused) as error:
        run.state = ImportState.FAILED
        run.outcome = {"reason": getattr(error, "reason", "") or str(error)}
    except Exception as error:
        # What the database refused for a moment stands as before, to be pressed again.
        if run.job is not None or not fault_of(error):
            ImportRun.objects.filter(pk=run.pk).update(state=ImportState.FAILED, outcome={})
        raise
    finally:
        progress.clear(run.pk)
    if run.state != ImportState.DONE:
        _keep(run)


def _keep(run: ImportRun) -> None:
    """Save how it ended, unless somebody has ended it meanwhile."""
    with _held(run) as stands:
        if stands not in ENDED:
            run.save()
            return
    run.refresh_from_db()


def _work(by: Access, run: ImportRun) -> None:
    kind, place = list_behind(run, by)
    if reason := kind.deny(by, place):
        raise Refused(reason)
    table = reading_of(run, kind).table
    is_final = run.state == ImportState.WRITING
    resource = kind.resource(by, place)
    with transaction.atomic():
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
    with _held(run) as stands:
        if stands not in (ImportState.CHECKED, ImportState.WRITING):
            raise Taken


def _remarks(resource: ListResource, run: ImportRun, table: FoundTable) -> dict[str, Any]:
    """What of the table goes nowhere, in what its amounts are read, what is read as empty."""
    columns = resource.columns
    stated = measures(columns, run.columns, table)
    is_taken = table.measure in ("", "đồng", *stated.values())
    return {
        "left_out": left_out(columns, run.columns, table),
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


def deny_write(run: ImportRun, *, skips_refused: bool) -> str:
    """Why what was tried is not written yet, or ""."""
    counts: Mapping[str, int] = run.outcome.get("counts", {})
    if counts.get("refused") and not skips_refused:
        return (
            f"Còn dòng bị từ chối nên chưa ghi dòng nào: đánh dấu “Bỏ qua {counts['refused']} dòng "
            "bị từ chối” rồi bấm “Ghi” để ghi các dòng kia, hoặc sửa trong Excel rồi chọn lại tệp."
        )
    if not counts.get("new") and not counts.get("changed"):
        return "Không có dòng nào mới hay thay đổi để ghi."
    return ""


def confirm(*, by: Access, run: ImportRun, skips_refused: bool) -> None:
    """Write what was seen, all rows or none; refused rows only stay out where that was chosen."""
    if run.state in (ImportState.WRITING, ImportState.DONE):
        return  # pressed twice: its page shows how far it is
    _only(run, ImportState.CHECKED)
    if reason := deny_write(run, skips_refused=skips_refused):
        raise Refused(reason)
    run.skips_refused = skips_refused
    start(by=by, run=run, state=ImportState.WRITING)


def answer(*, by: Access, run: ImportRun, rows: Sequence[str]) -> None:
    """Try again with yes to the questions on these rows (their numbers in the file)."""
    _only(run, ImportState.CHECKED)
    questions: Mapping[str, str] = run.outcome.get("questions", {})
    run.confirmed |= {number: questions[number] for number in rows if number in questions}
    start(by=by, run=run, state=ImportState.CHECKING)


def cancel(*, run: ImportRun) -> None:
    """Leave an import; one that is being written is taken back whole."""
    if run.is_working and run.job is not None:
        from villages.imports.tasks import leave_line

        is_gone = is_lost(run)
        # First the mark: on SQLite whoever is writing it keeps everybody else from the line.
        progress.stop(run.pk)
        if not leave_line(run.job) and not is_gone:
            return
        progress.clear(run.pk)
    with _held(run) as stands:
        if stands in ENDED:
            run.refresh_from_db()
            _only(run)
        run.state, run.ended_at = ImportState.CANCELLED, timezone.now()
        run.save()


def retry(*, by: Access, run: ImportRun) -> None:
    """Give to another worker what one that is gone has left; nothing of it was written."""
    if run.job is None or not is_lost(run):
        return  # it goes on, or has ended: its page shows how far it is
    from villages.imports.tasks import leave_line

    leave_line(run.job)
    state = ImportState(run.state)
    with _held(run) as stands:
        is_left = stands == state
        if is_left and state == ImportState.WRITING:
            run.state = ImportState.CHECKED  # as it was seen: written only if it still is so
            run.save()
    run.refresh_from_db()
    if is_left:
        start(by=by, run=run, state=state)


def _only(run: ImportRun, *states: ImportState) -> None:
    if run.state not in states:
        raise Refused(f"Lần nhập này {run.get_state_display()}; hãy chọn lại tệp để nhập tiếp.")
