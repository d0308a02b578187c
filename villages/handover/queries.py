"""What is open of an official, and who can take it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from villages.access import Access, system_access
from villages.edit import version_of_set
from villages.enums import Ability
from villages.handover.work import OpenWork, work_kinds
from villages.models import Official, Posting, Unit
from villages.rules import ending_doubt
from villages.titles import renamed


@dataclass(frozen=True)
class OpenKind:
    """One kind of open work with its rows."""

    kind: OpenWork
    rows: list[Any]


def waiting_for(access: Access, official: Official) -> list[OpenKind]:
    """What the access may hand over of the official's; kinds without rows are left out."""
    found = [OpenKind(kind, list(kind.find(access, official))) for kind in work_kinds()]
    return [waiting for waiting in found if waiting.rows]


def beyond(found: list[OpenKind], official: Official) -> list[tuple[str, int]]:
    """What else is open of the official, kind by kind: others may hand it over."""
    everything = system_access(timezone.localdate())
    own = {one.kind.slug: len(one.rows) for one in found}
    rest = (
        (kind.label, kind.find(everything, official).count() - own.get(kind.slug, 0))
        for kind in work_kinds()
    )
    return [(label, count) for label, count in rest if count > 0]


def count_open(official: Official) -> int:
    """How much is open of the official, whoever may hand it over."""
    everything = system_access(timezone.localdate())
    return sum(kind.find(everything, official).count() for kind in work_kinds())


def open_words(official: Official) -> str:
    """What is open of somebody whose post ends, in a sentence; "" for nothing."""
    if not (count := count_open(official)):
        return ""
    return f"{official} còn {count} việc đang mở (nhiệm vụ, chỉ tiêu, tiêu chí)."


def ending_cautions(official: Official, until: date, on: date) -> list[str]:
    """The cautions for ending a post held on the day as of `until`."""
    return [*filter(None, (open_words(official), ending_doubt(until, on)))]


def left_in(unit: Unit, on: date) -> list[Official]:
    """Who has open work of the unit and holds no post there, each with how much: `left`."""
    return [one for kind in work_kinds() if kind.left_in for one in kind.left_in(unit, on)]


def seen_of(found: list[OpenKind]) -> int:
    return version_of_set((one.kind.slug, row.pk) for one in found for row in one.rows)


def takers(access: Access, official: Official) -> "QuerySet[Official]":
    """Whoever holds an open post where one gives work, and has an account; `title` is the post."""
    units = Unit.objects.visible_to(access.holding(Ability.MANAGE_TASK))
    held = Posting.objects.open_on(access.on).filter(unit__in=units)
    people = Official.objects.filter(pk__in=held.values("official"), is_active=True)
    titles = held.filter(official=OuterRef("pk")).order_by("-is_main", "pk").values("title")
    people = people.annotate(title=Subquery(titles[:1]))
    return people.exclude(pk=official.pk).order_by("name_key", "pk")


def post_of(official: Official) -> str:
    """The title of the post by which work can go on: the main one, else the last that ended, as
    that of the one unit which its own has become."""
    held = official.postings.select_related("unit").order_by("-is_main", "-pk").first()
    if held is None:
        return ""
    title, unit = held.title, held.unit
    while unit.valid_to and len(heirs := Unit.objects.filter(origins__predecessor=unit)[:2]) == 1:
        title, unit = renamed(title, unit, heirs[0]), heirs[0]
    return title
