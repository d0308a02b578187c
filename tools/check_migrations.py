"""Checks the migrations since the last kept release, on paper: no database is needed.

Two promises. While a site is upgraded the release before goes on reading and writing the new tables
(ADR 19): what takes something from it says in `contract`, on the class of the migration, why that
release no longer uses it. And nobody waits long for a lock on a table that grows with the years:
what must lock one says in `locks` why that is short. Released migrations are left alone.
"""

import inspect
import lzma
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
from django.apps import apps
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations as m
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "upgrade" / "releases"
ROW = re.compile(r"INSERT INTO \"django_migrations\" VALUES\(\d+,'(\w+)','(\w+)'")

# What grows without being guarded: rows that every commune adds each month.
ALSO_GROWING = (
    "criteria.figure",
    "criteria.result",
    "criteria.standing",
    "criteria.standingstep",
    "criteria.tally",
    "evidence.evidence",
    "evidence.filefacts",
    "evidence.intake",
    "evidence.intakerow",
    "evidence.proof",
    "evidence.submission",
    "evidence.taskevidence",
    "tasks.progressreport",
    "tasks.task",
    "tasks.taskreport",
    "villages.notice",
    "villages.onlinesession",
    "villages.signincount",
)
Key = tuple[str, str]
TAKING = (m.RemoveField, m.RenameField, m.DeleteModel, m.RenameModel, m.AlterModelTable)


def growing() -> set[str]:
    """Labels of the tables on which a lock would be felt."""
    from villages.guards.triggers import all_guarded  # models: only once Django is set up

    return {model._meta.label_lower for model in all_guarded()} | set(ALSO_GROWING)


def released() -> set[Key]:
    """The migrations of the newest release that is kept (`tools/keep_release.py`)."""
    newest = max(KEPT.glob("*.sqlite.sql.xz"), key=lambda path: path.name[:10])
    return set(ROW.findall(lzma.decompress(newest.read_bytes()).decode()))


def is_ours(folder: Path) -> bool:
    """Whether an app is of this program, not of a library beside it."""
    return folder.is_relative_to(ROOT) and "site-packages" not in folder.parts


@dataclass
class Look:
    """An operation, with the tables before it, and as the last migration leaves them."""

    app: str
    before: ProjectState
    final: ProjectState
    growing: set[str]
    fresh: set[str] = field(default_factory=set)  # made since the release: empty, unknown to it

    def table(self, name: str) -> str:
        return f"{self.app}.{name.lower()}"

    def field(self, state: ProjectState, model: str, name: str) -> Field | None:
        found = state.models.get((self.app, model.lower()))
        return found.fields.get(name) if found else None


def contracts(look: Look, step: Operation) -> str:
    """What the release before could no longer do, or ""."""
    match step:
        case m.AddField():
            added = look.field(look.final, step.model_name, step.name) or step.field
            is_filled = added.null or added.generated or added.db_default is not NOT_PROVIDED
            if not is_filled and not isinstance(added, ManyToManyField):
                return "cột mới NOT NULL không có db_default: bản trước không ghi được dòng nào"
        case m.AlterField():
            old = look.field(look.before, step.model_name, step.name)
            if old is not None and old.null and not step.field.null:
                return "cột thành NOT NULL: bản trước còn ghi NULL"
        case m.AddConstraint():
            return "ràng buộc mới: bản trước có thể ghi điều nay bị từ chối"
    return "bỏ hoặc đổi tên điều bản trước còn dùng" if isinstance(step, TAKING) else ""


def locks(look: Look, step: Operation) -> str:
    """What holds a growing table for as long as it has rows, or ""."""
    if isinstance(step, m.RunSQL):
        return "RunSQL: không đọc được là khóa những gì"
    if isinstance(step, m.RunPython):
        names = {name.rpartition(".")[2] for name in look.growing}
        met = re.findall(r"[\"'](\w+)[\"']", inspect.getsource(step.code))
        is_large = not names.isdisjoint(map(str.lower, met))
        return "RunPython trên bảng lớn, trong một giao dịch" if is_large else ""
    is_large = look.table(getattr(step, "model_name", "")) in look.growing
    return held(look, step) if is_large else ""


def held(look: Look, step: Operation) -> str:
    """What holds the table of an operation, or ""."""
    match step:
        case m.AddIndex() if not isinstance(step, AddIndexConcurrently):
            return "chỉ mục dựng khi khóa bảng: dùng AddIndexAside"
        case m.AddConstraint() | m.AlterUniqueTogether():
            return "ràng buộc mới đọc cả bảng khi khóa"
        case m.AddField() if not isinstance(step.field, ManyToManyField):
            if step.field.unique or step.field.db_index or step.field.generated:
                return "cột mới có chỉ mục hoặc được tính: dựng khi khóa bảng"
        case m.AlterField():
            old = look.field(look.before, step.model_name, step.name)
            if old is not None and rewrites(old, step.field):
                return "đổi kiểu, độ dài, chỉ mục hoặc NOT NULL: ghi hoặc đọc lại cả bảng khi khóa"
    return ""


def rewrites(old: Field, new: Field) -> bool:
    """Whether PostgreSQL writes or reads the whole table for the change of a column."""
    if old.get_internal_type() != new.get_internal_type():
        return True
    is_shorter = new.max_length is not None and new.max_length < (old.max_length or sys.maxsize)
    is_indexed = (new.unique and not old.unique) or (new.db_index and not old.db_index)
    return is_shorter or is_indexed or (old.null and not new.null)


RULES: dict[str, Callable[[Look, Operation], str]] = {"contract": contracts, "locks": locks}


def faults_of(look: Look, migration: m.Migration) -> Iterator[str]:
    """What is wrong with one migration; `look.before` comes out as it leaves the tables."""
    place = f"{migration.app_label}.{migration.name}"
    for step in migration.operations:
        if isinstance(step, m.CreateModel):
            look.fresh.add(look.table(step.name))
        name = getattr(step, "model_name", getattr(step, "name", getattr(step, "old_name", "")))
        if look.table(name) not in look.fresh:
            for mark, rule in RULES.items():
                if (fault := rule(look, step)) and not getattr(migration, mark, ""):
                    advice = f"(nếu đúng ý, ghi lý do vào `{mark}`)"
                    yield f"{place}: {step.describe()}: {fault} {advice}"
        step.state_forwards(migration.app_label, look.before)


def faults(migrations: list[m.Migration], known: set[Key], large: set[str]) -> list[str]:
    """What is wrong with those that are not known, given in the order in which they are applied."""
    final = ProjectState()
    for migration in migrations:
        migration.mutate_state(final, preserve=False)
    look = Look("", ProjectState(), final, large)
    found: list[str] = []
    for migration in migrations:
        look.app = migration.app_label
        if (migration.app_label, migration.name) in known:
            migration.mutate_state(look.before, preserve=False)
        else:
            found += faults_of(look, migration)
    return found


def main() -> int:
    """0 when nothing is wrong."""
    loader = MigrationLoader(None)
    steps = loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True)
    own = {one.label for one in apps.get_app_configs() if is_ours(Path(one.path))}
    known = released() | {key for key in steps if key[0] not in own}
    tables = {model._meta.label_lower for model in apps.get_models()}
    found = [f"không còn bảng {label}" for label in ALSO_GROWING if label not in tables]
    found += faults([loader.disk_migrations[key] for key in steps], known, growing())
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_project.settings_test")
    django.setup()
    sys.exit(main())
