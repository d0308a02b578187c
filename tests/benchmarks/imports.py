"""`python -m tests.benchmarks.imports`: 20,000 tasks from Excel, against plain `bulk_create`.

CPU of trial and writing (the reader's own process counted), in multiples of saving the same rows
with nothing else, and in seconds on the machine where 20,000 small rows take 0.41 s, measured here
in the same run; queries at two sizes; the memory of the whole. In a database of its own.
"""

import os
import resource
import sys
import time
from typing import Any

import django

ROWS, CAP, MEMORY_CAP = 20_000, 8.0, 300
REFERENCE = 0.41  # seconds of `bulk_create(update_conflicts=True)` of as many rows of four fields
SECONDS_BAR = 1.5  # for 10,000 rows, on that machine


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _file(count: int) -> bytes:
    from ntm_project.common.tables.write import Page, SheetColumn, SheetFile

    heads = ("STT", "Nội dung", "Đơn vị", "Tiêu chí", "Chủ trì", "Thời hạn", "Ghi chú")
    rows = (
        [at, f"Việc số {at} của kế hoạch", "", at % 2 + 1, "Đặng Thị Hiền; Công an xã",
         f"trước ngày {at % 27 + 1}/8/2024", ""]
        for at in range(1, count + 1)
    )  # fmt: skip
    with SheetFile() as file:
        page = Page(tab="Nhiệm vụ", title="NHIỆM VỤ")
        file.add(page, [SheetColumn(head) for head in heads], rows)
    return file.content


def _plain(world: Any, count: int) -> float:
    """CPU of saving the same rows, and nothing else."""
    from django.db import transaction

    from tasks.models import Task

    criteria = list(world.assessment.criteria_set.criteria.order_by("number"))
    began = _cpu()
    with transaction.atomic():
        Task.objects.bulk_create(
            [
                Task(
                    plan=world.plan,
                    unit=world.commune,
                    assessment=world.assessment,
                    criterion=criteria[at % 2],
                    text=f"Việc số {at} của kế hoạch",
                    deadline_words=f"trước ngày {at % 27 + 1}/8/2024",
                )
                for at in range(count)
            ],
            batch_size=1_000,
        )
        spent = _cpu() - began
        transaction.set_rollback(True)
    return spent


def _reference(world: Any, count: int) -> float:
    """CPU of `bulk_create(update_conflicts=True)` of rows of four fields."""
    from django.db import transaction

    from villages.models import ColumnChoice

    began = _cpu()
    with transaction.atomic():
        ColumnChoice.objects.bulk_create(
            [
                ColumnChoice(unit=world.commune, kind="nhiem-vu", heading=f"c{at}", field="text")
                for at in range(count)
            ],
            update_conflicts=True,
            unique_fields=["unit", "kind", "heading"],
            update_fields=["field"],
        )
        spent = _cpu() - began
        transaction.set_rollback(True)
    return spent


def _measure(world: Any, count: int) -> tuple[float, float, list[int]]:
    """CPU of the trial and of the writing, and their queries."""
    from django.db import connection

    from tests import factories as make
    from villages.imports import services
    from villages.imports.kinds import kinds

    assert world.assessment  # made when it is first named
    content, access = _file(count), make.access(world.official("lan"))
    services.AT_ONCE = count
    counted = [0]

    def count_query(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counted[0] += 1
        return execute(sql, params, many, context)

    spent, queries = [], []
    with connection.execute_wrapper(count_query):
        began, counted[0] = _cpu(), 0
        kind = kinds()["nhiem-vu"]
        run = services.begin(by=access, kind=kind, place=world.plan, name="a.xlsx", content=content)
        spent.append(_cpu() - began)
        queries.append(counted[0])
        assert run.outcome["counts"]["new"] == count, run.outcome["counts"]
        began, counted[0] = _cpu(), 0
        services.confirm(by=access, run=run, skips_refused=False)
        spent.append(_cpu() - began)
        queries.append(counted[0])
    assert run.state == "done", run.outcome
    return spent[0], spent[1], queries


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "ntm_project.settings_test"
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    from tests import runs
    from tests.world import World

    runs.begin()
    held = setup_databases(0, interactive=False)
    try:
        world = World()
        world.official("hien")
        few = _measure(world, 2_000)[2]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        tried, written, many = _measure(World(name="Hợp Thịnh"), ROWS)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        plain = _plain(world, ROWS)  # last: what it holds is not the import's
        speed = REFERENCE / _reference(world, 20_000)
    finally:
        teardown_databases(held, 0)
        runs.end()
    print(f"plain bulk_create of {ROWS}: {plain:.2f} s CPU")
    print(f"trial {tried / plain:.1f} ×, writing {written / plain:.1f} × (cap {CAP})")
    seconds = [one * speed * 10_000 / ROWS for one in (tried, written)]
    both = f"trial {seconds[0]:.2f} s, writing {seconds[1]:.2f} s"
    print(f"10,000 rows on the reference: {both} (bar {SECONDS_BAR})")
    print(f"queries at 2,000 rows {few}, at {ROWS} {many}")
    print(f"memory {most:.0f} MB, {before:.0f} before (cap {MEMORY_CAP})")
    return int(max(tried, written) / plain > CAP or most > MEMORY_CAP)


if __name__ == "__main__":
    sys.exit(main())
