"""What `manage.py verify` proves, part by part."""

from collections.abc import Iterator
from itertools import islice

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from criteria.histories import unlike_their_history
from ntm_project.backup import contents
from ntm_project.backup.commands import StepOutcome, outcome
from ntm_project.common.text import uncapitalised
from villages.guards.triggers import missing_guards
from villages.verify import taken_out
from villages.words import field_label

MOST_NAMED = 20  # rows, in a report


def proofs(*, is_quick: bool) -> Iterator[StepOutcome]:
    """Each part by itself: one that fails hides no other."""
    yield _found("cơ sở dữ liệu", _database_faults(is_quick=is_quick))
    yield _found("migration", _migration_faults())
    yield _found("chốt chỉ-thêm", _guard_faults())
    yield outcome("tệp minh chứng", "check_evidence", "--in-turn" if is_quick else "--hash")
    yield outcome("dấu vết", "verify_audit")
    yield _found("dòng mà dấu vết nêu", islice(taken_out("default"), MOST_NAMED))
    yield _found("kết quả và lịch sử", _history_faults())
    yield outcome("tình trạng và tổng hợp", "reconcile")


def _found(name: str, faults: Iterator[str]) -> StepOutcome:
    try:
        lines = list(faults)
    except DatabaseError as error:
        lines = [f"Cơ sở dữ liệu không đọc được: {' '.join(str(error).split())}"]
    return StepOutcome(name, not lines, "\n".join(lines))


def _database_faults(*, is_quick: bool) -> Iterator[str]:
    """Damaged pages and rows that point to nothing; PostgreSQL checks what it reads by itself, so
    there every row is read."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # what only SQLite knows of its file
            cursor.execute(f"PRAGMA {'quick' if is_quick else 'integrity'}_check(20)")
            yield from (words for (words,) in cursor.fetchall() if words != "ok")
    elif not is_quick:
        contents.counts(connection.alias)
    try:
        connection.check_constraints()
    except DatabaseError as error:
        yield str(error)


def _migration_faults() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"Chưa chạy migration {migration}."
    for name in contents.newer_migrations(contents.migrations(connection.alias)):
        yield f"Cơ sở dữ liệu có migration {name} của một phiên bản mới hơn."


def _guard_faults() -> Iterator[str]:
    for model, guards in missing_guards(connection).items():
        yield f"Bảng {model._meta.db_table} mất chốt: {', '.join(sorted(guards))}."


def _history_faults() -> Iterator[str]:
    for result, names in islice(unlike_their_history(), MOST_NAMED):
        fields = ", ".join(uncapitalised(field_label(type(result), name)) for name in names)
        yield f"{result.assessment}: {result}: {fields} khác lần ghi cuối trong lịch sử."
