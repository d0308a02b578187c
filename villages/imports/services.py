"""An import from the file to the record: begun, matched, tried, written or left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ntm_project.common.refusals import Refused
from ntm_project.common.tables.book import CannotRead
from ntm_project.common.tables.match import MatchSource, keys_to_remember
from ntm_project.common.tables.read import read_book
from ntm_project.common.tables.table import FoundTable, head_key
from villages.access import Access
from villages.imports import progress
from villages.imports.columns import Column
from villages.imports.kinds import ListKind
from villages.imports.queries import is_lost, list_behind, reading_of, remembered_of
from villages.imports.run_table import Reading, best_reading
from villages.imports.tasks import leave_line, order_run
from villages.imports.working import ENDED, held, save_outcome, work
from villages.models import ColumnChoice, ImportFile, ImportRun, ImportState

AT_ONCE = 400  # rows that are tried and written in the request; more go to the worker


def begin(
    *, by: Access, kind: ListKind, place: Any, name: str, content: bytes, sheet: str = ""
) -> ImportRun:
    """Keep the file and find its table, that of the sheet where one is named; tried at once where
    nobody has to match columns.

    `Refused`, or `ValidationError` for a file that cannot be read.
    """
    run, table = _kept(by, kind, place, name, content, sheet)
    if table is not None:
        start(by=by, run=run, state=ImportState.CHECKING, table=table)
    return run


def _kept(
    by: Access, kind: ListKind, place: Any, name: str, content: bytes, sheet: str
) -> tuple[ImportRun, FoundTable | None]:
    """The run with its file, and the table where nobody has to look at it first."""
    if reason := kind.deny(by, place):
        raise Refused(reason)
    assert by.official is not None
    columns, unit = kind.resource.taken(), kind.unit(place)
    try:
        reading, is_only, tables = best_reading(
            read_book(content), columns, remembered_of(kind, unit), kind.resource.by_heading, sheet
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
    return run, reading.table if is_only and reading.is_sure(columns) else None


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
        save_outcome(run)
        return
    run.columns = _fields(kind.resource.taken(reading.table.head), names, reading)
    with transaction.atomic():
        _remember(kind, run, reading)
        save_outcome(run)
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
        if match.heading and (match.how == MatchSource.GUESSED or name != match.name)
    }
    keys = keys_to_remember([match.heading for match, _ in pairs])
    for key, (match, name) in zip(keys, pairs, strict=True):
        if head_key(match.heading) in by_hand:
            ColumnChoice.objects.update_or_create(
                unit=run.unit, kind=kind.slug, heading=key[:300], defaults={"field": name}
            )


def start(
    *, by: Access, run: ImportRun, state: ImportState, table: FoundTable | None = None
) -> None:
    """Try or write, the table where it is read already: at once, or, where it is long, by the
    worker."""
    kind, _ = list_behind(run, by)
    progress.clear(run.pk)
    table = table or reading_of(run, kind).table
    if len(table.rows) <= AT_ONCE:
        run.state, run.job = state, None
        work(by=by, run=run, table=table)
        return
    with held(run) as recorded:
        is_free = state != ImportState.WRITING or recorded == ImportState.CHECKED
        if is_free:
            run.state, run.job = state, None
            run.save()
    if not is_free:
        run.refresh_from_db()
        return
    run.job = order_run(run)
    ImportRun.objects.filter(pk=run.pk).update(job=run.job)


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
        is_gone = is_lost(run)
        # First the mark: on SQLite whoever is writing it keeps everybody else from the line.
        progress.stop(run.pk)
        if not leave_line(run.job) and not is_gone:
            return
        progress.clear(run.pk)
    with held(run) as recorded:
        if recorded in ENDED:
            run.refresh_from_db()
            _only(run)
        run.state, run.ended_at = ImportState.CANCELLED, timezone.now()
        run.save()


def retry(*, by: Access, run: ImportRun) -> None:
    """Give to another worker what one that is gone has left; nothing of it was written."""
    if run.job is None or not is_lost(run):
        return  # it goes on, or has ended: its page shows how far it is
    leave_line(run.job)
    state = ImportState(run.state)
    with held(run) as recorded:
        is_left = recorded == state
        if is_left and state == ImportState.WRITING:
            run.state = ImportState.CHECKED  # as it was seen: written only if it still is so
            run.save()
    run.refresh_from_db()
    if is_left:
        start(by=by, run=run, state=state)


def _only(run: ImportRun, *states: ImportState) -> None:
    if run.state not in states:
        raise Refused(f"Lần nhập này {run.get_state_display()}; hãy chọn lại tệp để nhập tiếp.")
