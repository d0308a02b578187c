"""Remembers in the database what was too heavy to be read, so that it is not tried again.

A page that only reads writes nothing: what it notes is written when its view has ended
(`collected`, opened for each request by `UploadMiddleware`).
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.metadata import version
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from evidence.papers.files import limits
from evidence.papers.files.limited import ReaderStopped
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.models import FileFault, ReadingNote

log = logging.getLogger(__name__)

# Whoever changes how files are read raises the first figure.
READER = "2 " + " ".join(
    f"{name}-{version(name)}" for name in ("pypdfium2", "pikepdf", "pillow", "lxml")
)
HEAVY = {"too_heavy", "picture_heavy", "page_heavy", "view_too_big"}

_waiting: ContextVar[list[Callable[[], None]] | None] = ContextVar("notes", default=None)


@contextmanager
def collected() -> Iterator[None]:
    """Write what is noted inside only at its end; a note that cannot be written is no loss."""
    waiting: list[Callable[[], None]] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        for write in waiting:
            try:
                write()
            except DatabaseError:
                log.warning("What was noted of a file is not kept", exc_info=True)


def _later(write: Callable[[], None]) -> None:
    waiting = _waiting.get()
    if waiting is None:
        write()
    else:
        waiting.append(write)


def _notes(sha256: str, job: str) -> "QuerySet[ReadingNote]":
    return ReadingNote.objects.filter(sha256=sha256, job=job, program=READER)


def known(sha256: str, job: str) -> str:
    """The reason why this program has given up this job on this content; "" where it has not."""
    return _notes(sha256, job).values_list("reason", flat=True).first() or ""


def why_given_up(contents: Iterable[str], jobs: Collection[str]) -> dict[str, str]:
    """Content → the sentence on why this program has given up one of the jobs on it."""
    notes = ReadingNote.objects.filter(sha256__in=set(contents), job__in=jobs, program=READER)
    given_up = notes.exclude(reason="").values_list("sha256", "reason")
    return {sha256: RefusedFile(reason).reason for sha256, reason in given_up}


def is_given_up(sha256: str) -> bool:
    """Whether this program has given up any job on the content."""
    notes = ReadingNote.objects.filter(sha256=sha256, program=READER)
    return notes.exclude(reason="").exists()


def forget(sha256: str) -> int:
    """Let the content be tried again in every way; how many notes there were."""
    return ReadingNote.objects.filter(sha256=sha256).delete()[0]


@contextmanager
def noted(sha256: str, job: str, heavy: str, sure: Collection[str] = frozenset()) -> Iterator[None]:
    """Try the job inside unless it is known to be too heavy; note where it is. `heavy` is the
    reason where the reader ended without an answer again and again, `sure` are reasons that hold
    of this content for ever."""
    if reason := known(sha256, job):
        raise RefusedFile(reason)
    try:
        yield
    except RefusedFile as refusal:
        if refusal.key in HEAVY or refusal.key in sure:
            reason = refusal.key
            _later(lambda: _note(sha256, job, reason))
        raise
    except ReaderStopped:
        _later(lambda: _note(sha256, job, heavy, is_sure=False))
        raise


def mark_fault(revision: int, detail: str) -> None:
    """Note that the store gave other bytes of the file, named by its key, than were sent."""
    values = {"detail": detail[:200], "found_at": timezone.now()}
    _later(lambda: _mark_fault(revision, values))


def _mark_fault(revision: int, values: dict[str, Any]) -> None:
    FileFault.objects.update_or_create(revision_id=revision, defaults=values)


def _note(sha256: str, job: str, reason: str, *, is_sure: bool = True) -> None:
    with transaction.atomic():
        ReadingNote.objects.get_or_create(sha256=sha256, job=job, program=READER)
        notes = _notes(sha256, job)
        notes.update(tries=F("tries") + 1)
        if not is_sure:
            notes = notes.filter(tries__gte=limits.READ_MOST_TRIES)
        notes.update(reason=reason)
