"""Gathers rows and writes them in chunks, so that memory stays flat whatever the size."""

from collections import Counter
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models, reset_queries, transaction
from django.db.models import Max

from criteria.models import Assessment, Result, ResultChange, Standing, StandingStep, Tally
from evidence.models import ReviewChain, ReviewStep
from tasks.models import (
    Assignment,
    Conclusion,
    Funding,
    FundingPart,
    Meeting,
    Plan,
    Supervision,
    Task,
    TaskReport,
)
from villages.models import AuditEvent, AuditHead, AuditLink, Body, Official, Posting, Unit

CHUNK = 30_000  # rows held before they are written
BATCH = 1_000  # rows of one statement
# What is written before what points to it.
ORDER: list[type[models.Model]] = [
    Unit, Body, Official, Posting, ReviewChain, ReviewStep, Assessment, Result, ResultChange,
    Standing, StandingStep, Tally, Supervision, Plan, Task, Assignment, TaskReport, Meeting,
    Conclusion, Funding, FundingPart, AuditEvent, AuditLink, AuditHead,
]  # fmt: skip
Row = TypeVar("Row", bound=models.Model)


class Writer:
    """Every row has its key before it is written, so that rows can point to one another, and the
    same seed gives the same keys."""

    def __init__(self) -> None:
        self.written: Counter[str] = Counter()
        self._rows: dict[type[models.Model], list[models.Model]] = {m: [] for m in ORDER}
        self._held = 0
        self._last = {
            model: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in ORDER
        }

    def add(self, row: Row) -> Row:
        """Take a row, give it the next key of its table."""
        model = type(row)
        if row.pk is None:
            self._last[model] += 1
            row.pk = self._last[model]
        self._rows[model].append(row)
        self._held += 1
        return row

    def settle(self) -> None:
        """Between two communes: write what is held when it has become much."""
        if self._held >= CHUNK:
            self.write()

    def write(self) -> None:
        """Write what is held, in one transaction."""
        with transaction.atomic():
            for model, rows in self._rows.items():
                if rows:
                    manager: Any = model._base_manager
                    manager.bulk_create(rows, batch_size=BATCH)
                    self.written[str(model._meta.verbose_name)] += len(rows)
                    rows.clear()
        self._held = 0
        reset_queries()  # kept in debug, and there is no end of them

    def finish(self) -> None:
        """Write the rest; the database counts its keys on from ours."""
        self.write()
        # Django's own statements; no method of the ORM sends them.
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), ORDER):
                cursor.execute(statement)
