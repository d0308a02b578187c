"""Files that no row names: set aside for thirty days, back as soon as a row names them again.

Nothing is removed here that has not lain aside that long. A database that is not the store's own,
or older than it, or that would lose sight of many files at once, sweeps nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from django.db.models import TextChoices
from django.utils import timezone

from evidence.papers.models import Revision
from evidence.papers.services import store_marks
from evidence.papers.services.sweep import is_orphan, rows_beside_files
from evidence.papers.storage import StoredFile, evidence_store, original_key, stale_incoming
from ntm_project.common.numbers import format_decimal

KEPT_ASIDE = timedelta(days=30)
# One in so many files may go without its number being given.
ONE_IN = 100
KEYS_AT_ONCE = 500


class SweepStep(TextChoices):
    BACK = "back", "trả về kho, sổ có dòng của tệp"
    ASIDE = "aside", "chuyển vào khu cách ly"
    REMOVE = "remove", "xóa hẳn khỏi khu cách ly"
    WAITS = "waits", "đang nằm trong khu cách ly"
    UNFINISHED = "unfinished", "xóa tệp tải dở"


@dataclass(frozen=True)
class MovedFile:
    """One file and what becomes of it; `since` is when it was last written, or set aside."""

    step: SweepStep
    key: str
    size: int
    since: datetime | None = None


class SweepRefused(Exception):
    """Raised when nothing may be swept; `reason` is the sentence for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sweep(
    *, older_than: timedelta, at_most: int | None = None, is_real: bool = False
) -> Iterator[MovedFile]:
    """What there is to sweep; done only when `is_real`. `at_most`: so many files may go, however
    many there are. Raises `SweepRefused` before anything is done, or `StorageDown`.

    First what rows name comes back, then what nobody names goes aside, then what lay aside for
    thirty days is removed.
    """
    now = timezone.now()
    if reason := store_marks.deny_sweep() or _deny_many(now - older_than, at_most):
        raise SweepRefused(reason)
    if is_real:
        store_marks.mark_both()
    return _steps(now, now - older_than, is_real)


def _deny_many(before: datetime, at_most: int | None) -> str:
    """Refuses where more than a hundredth of the files would go, unless their number is given."""
    files = going = 0
    for row, file in rows_beside_files(evidence_store()):
        is_original = bool(file and file.key == original_key(file.key))
        files += is_original
        going += bool(is_original and row is None and file and _may_go(file, before))
    if going * ONE_IN <= files or (at_most is not None and going <= at_most):
        return ""
    return (
        f"Có {format_decimal(going)} trong {format_decimal(files)} tệp không có dòng nào trong sổ, "
        "nhiều hơn một phần trăm, nên không dọn tệp nào. Nếu đã kiểm tra và đúng là tệp thừa, "
        f"chạy lại với --at-most {going}."
    )


def _may_go(file: StoredFile, before: datetime) -> bool:
    return file.modified_at < before and is_orphan(file)


Planned = tuple[MovedFile, Callable[[], object]]


def _steps(now: datetime, before: datetime, is_real: bool) -> Iterator[MovedFile]:
    for part in (_coming_back(), _going(before), _waiting(now), _unfinished(before)):
        for moved, act in part:
            if is_real:
                act()
            yield moved


def _moved(step: SweepStep, file: StoredFile, act: Callable[[str], object]) -> Planned:
    return MovedFile(step, file.key, file.size, file.modified_at), partial(act, file.key)


def _coming_back() -> Iterator[Planned]:
    store = evidence_store()
    for file, is_named in _aside():
        if is_named:
            yield _moved(SweepStep.BACK, file, store.take_back)


def _going(before: datetime) -> Iterator[Planned]:
    store = evidence_store()
    for row, file in rows_beside_files(store):
        if row is None and file and _may_go(file, before):
            yield _moved(SweepStep.ASIDE, file, store.set_aside)


def _waiting(now: datetime) -> Iterator[Planned]:
    store = evidence_store()
    for file, is_named in _aside():
        if is_named:
            continue
        if file.modified_at < now - KEPT_ASIDE:
            yield _moved(SweepStep.REMOVE, file, store.remove_aside)
        else:
            yield _moved(SweepStep.WAITS, file, _nothing)


def _nothing(_key: str) -> None:
    """What is done to a file whose thirty days are not over."""


def _unfinished(before: datetime) -> Iterator[Planned]:
    for path, size in stale_incoming(before):
        yield (
            MovedFile(SweepStep.UNFINISHED, path.name, size),
            partial(path.unlink, missing_ok=True),
        )


def _aside() -> Iterator[tuple[StoredFile, bool]]:
    """Each file that lies aside, and whether a row names it or its original again."""
    waiting = iter(evidence_store().aside())
    while page := list(islice(waiting, KEYS_AT_ONCE)):
        originals = {original_key(file.key) for file in page}
        named = set(Revision.objects.filter(key__in=originals).values_list("key", flat=True))
        yield from ((file, original_key(file.key) in named) for file in page)
