"""Which copies stay: the newest of each of the last days, weeks, months; and then their files."""

import heapq
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import UTC, date, timedelta

from django.utils import timezone

from ntm_project.backup.faults import NotCertain
from ntm_project.backup.manifest import (
    FILES,
    MANIFEST,
    NAME_FORMAT,
    begun_at,
    check_part,
    copies,
    object_name,
    read_file_list,
    read_manifest,
)
from ntm_project.backup.shelf import Shelf

_PERIODS: tuple[Callable[[date], Hashable], ...] = (
    lambda day: day,
    lambda day: day.isocalendar()[:2],
    lambda day: (day.year, day.month),
)


def staying(names: Sequence[str], keep: Sequence[int]) -> set[str]:
    """The names that stay of these; `keep` counts days, weeks, months. The newest always stays."""
    newest_first = sorted(names, reverse=True)
    stays = set(newest_first[:1])
    for period, most in zip(_PERIODS, keep, strict=True):
        first: dict[Hashable, str] = {}
        for name in newest_first:
            first.setdefault(period(_day(name)), name)
        stays.update(list(first.values())[:most])
    return stays


def _day(name: str) -> date:
    return timezone.localdate(begun_at(name))


def read_keep(words: str) -> tuple[int, ...]:
    """`7,4,12`: days, weeks, months; `NotCertain` on other words."""
    numbers = words.replace(" ", "").split(",")
    if len(numbers) != len(_PERIODS) or not all(n.isascii() and n.isdigit() for n in numbers):
        raise NotCertain("Số bản sao giữ lại ghi dạng ngày,tuần,tháng, ví dụ 7,4,12.")
    return tuple(map(int, numbers))


def rotate(shelf: Shelf, keep: Sequence[int]) -> tuple[list[str], int]:
    """Remove the copies that no longer stay, then the files that no copy names: how many of each.

    A list that is not as it was written removes nothing: its files would look like nobody's. Nor is
    a copy removed whose trail is longer than that of the newest: the record was begun anew or put
    back since, so the newest does not hold what that one holds.
    """
    names = copies(shelf)
    _clear_unfinished(shelf, names)
    stays = staying(names, keep)
    stays |= _of_more(shelf, [name for name in names if name not in stays], max(names, default=""))
    gone = [name for name in names if name not in stays]
    if not gone:
        return [], 0
    for name in stays:
        check_part(shelf, read_manifest(shelf, name), FILES)
    for name in gone:
        # The digest goes first: what is half removed is no copy.
        for entry, _ in sorted(shelf.walk(f"{name}/"), reverse=True):
            shelf.remove(entry)
    return gone, sum(1 for _ in _sweep(shelf, sorted(stays)))


def _of_more(shelf: Shelf, names: Sequence[str], newest: str) -> set[str]:
    """Those of the names whose trail goes further than that of the newest copy."""
    return {name for name in names if _last_event(shelf, name) > _last_event(shelf, newest)}


def _last_event(shelf: Shelf, name: str) -> int:
    try:
        return read_manifest(shelf, name).last_event
    except NotCertain:
        return 0  # damaged: nobody can put it back


def _clear_unfinished(shelf: Shelf, names: Sequence[str]) -> None:
    """Remove what a backup that was killed left of a copy: it has no manifest. What is of the last
    day may be a copy that is only being brought here."""
    yesterday = (timezone.now().astimezone(UTC) - timedelta(days=1)).strftime(NAME_FORMAT)
    for name in shelf.folders():
        if not begun_at(name) or name in names or name > yesterday:
            continue
        left = [entry for entry, _ in shelf.walk(f"{name}/")]
        if f"{name}/{MANIFEST}" not in left:
            for entry in left:
                shelf.remove(entry)


def _sweep(shelf: Shelf, names: Sequence[str]) -> Iterator[str]:
    named = heapq.merge(*(_named(shelf, name) for name in names))
    wanted = next(named, "")
    for held, _ in shelf.walk("files/"):
        while wanted and wanted < held:
            wanted = next(named, "")
        if held != wanted:
            shelf.remove(held)
            yield held


def _named(shelf: Shelf, name: str) -> Iterator[str]:
    manifest = read_manifest(shelf, name)
    for entry in read_file_list(shelf, manifest):
        yield object_name(entry.sha256, manifest.seal)
