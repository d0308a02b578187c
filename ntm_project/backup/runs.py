"""Keeps when the operator's commands last ran: what health, metrics and pages read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from ntm_project.backup.models import Run, Work
from ntm_project.common.faults import fault_of

MOST_WORDS = 4_000


@dataclass(frozen=True)
class LastRun:
    """How a command last ended: `age` is since it last ended well, None where it never did."""

    work: Work
    is_well: bool
    ended_at: datetime | None = None
    good_at: datetime | None = None
    age: timedelta | None = None
    words: str = ""


def last_run(work: Work) -> LastRun:
    """The last run of a command; one that never ran is not well. One query."""
    run = Run.objects.filter(pk=work).first()
    if run is None:
        return LastRun(work, is_well=False)
    age = timezone.now() - run.good_at if run.good_at else None
    return LastRun(work, run.is_well, run.ended_at, run.good_at, age, run.words)


def record_run(work: Work, *, is_well: bool, words: str) -> str:
    """Write down how a command ended; why not, where the database takes nothing (a full disk): the
    command has its own report to end with all the same."""
    now = timezone.now()
    values = {"ended_at": now, "is_well": is_well, "words": words[:MOST_WORDS]}
    if is_well:
        values["good_at"] = now
    try:
        Run.objects.update_or_create(pk=work, defaults=values)
    except DatabaseError as error:
        if not fault_of(error):
            raise
        return f"Cơ sở dữ liệu của sổ chưa ghi được kết quả này: {' '.join(str(error).split())}."
    return ""
