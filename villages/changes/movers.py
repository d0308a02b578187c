"""A registry of the rows that belong to units that end: which kinds move, which stay readable.

The apps above add their own in `ready()`; this floor knows none of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from villages.access import Access
from villages.changes.models import Change, Heir, Step
from villages.models import Posting, Unit


def _none(_: Change) -> list[Any]:
    return []


Dated = tuple[date, str]  # a day of the record, and what is of it in words


def _no_day(_: Change) -> Dated | None:
    return None


@dataclass(frozen=True)
class Mover:
    """One kind of rows: those of the units that end, and what is done to each.

    Without `run` they stay where they are, to be read. `faults` are sentences for what cannot be
    done; with any, nothing is. `given` names who has each of the rows, with its unit and key; with
    `unit` each row of a unit that is split may go where it is chosen for it alone. `latest` is the
    last of what the units that end did after the day of the change, in words.
    """

    slug: str
    label: str
    becomes: str
    find: Callable[[Change], "QuerySet[Any]"]
    url: Callable[[Any], str]
    run: Callable[[Access, Change], int] | None = None
    faults: Callable[[Change], Iterable[str]] = _none
    given: Callable[[Change], Iterable[tuple[int, int, int]]] = _none
    unit: Callable[[Any], int] | None = None
    latest: Callable[[Change], Dated | None] = _no_day


_MOVERS: dict[str, Mover] = {}


def register(*movers: Mover) -> None:
    """Add kinds of rows; the same kind again takes the place of the first."""
    for mover in movers:
        _MOVERS[mover.slug] = mover


def movers() -> list[Mover]:
    """What moves first, in the order in which the floors stand on each other."""
    return sorted(_MOVERS.values(), key=lambda mover: mover.run is None)


def left_open_words(units: list[Unit], on: date) -> str:
    """The counts of open matters that a change of units would move and that merely ending the units
    would leave behind: `1 chức vụ đang giữ, 15 nhiệm vụ đang làm`; "" for none."""
    below = Unit.objects.filter(parent__in=units, valid_to=None)
    below = below.exclude(pk__in=[unit.pk for unit in units])
    ending = Change(None, on, steps=[Step(units, [Heir(units[0].level, units[0].noun, "")])])
    posts = Posting.objects.open_on(on).filter(unit__in=units).count()
    counts = [(below.count(), "đơn vị trực thuộc"), (posts, "chức vụ đang giữ")]
    counts += [(m.find(ending).count(), m.label) for m in movers() if m.run is not None]
    return ", ".join(f"{count} {label}" for count, label in counts if count)


def deny_leave_open(units: list[Unit], on: date) -> str:
    """A history that is merely recorded moves nothing: who has work takes it along by a change."""
    left = left_open_words(units, on)
    return f"Các đơn vị cũ còn {left}: chỉ ghi lịch sử thì ở lại đó." if left else ""


def stays_behind(unit: Unit, until: date) -> str:
    """The warning where a unit is ended on a day by hand while work goes on in it; "" for none."""
    if not (left := left_open_words([unit], until)):
        return ""
    return (
        f"{unit.title_name} còn {left}, ở lại đơn vị đã kết thúc; nhập, chia, đổi tên thì dùng "
        "trang “Sắp xếp đơn vị”, người và việc đi theo."
    )


def latest_of(change: Change) -> Dated | None:
    """The last work of the units that end of a day after the change; None where there is none."""
    found = [dated for mover in _MOVERS.values() if (dated := mover.latest(change))]
    return max(found, default=None)
