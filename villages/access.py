"""What one person may do on one day: the open postings, and what they allow."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef

from villages.enums import Ability, Role, UnitLevel
from villages.models import Delegation, Official, Posting, Unit
from villages.roles import (
    ABILITIES_NEVER_LENT,
    ABILITIES_OF_A_LIVING_UNIT,
    ROLES_NEVER_LENT,
    ROLES_WITH,
    roles_named,
)

# What is done by nobody is the program's: so records and pages call it.
SYSTEM_NAME = "Hệ thống"


@dataclass(frozen=True)
class Access:
    """An official, the postings open on `on`, and the request.

    A posting's scope is its unit and everything below it. Without a posting nothing is in scope.
    What those units were before (`Unit.former`) is there to be read, and gives no other right.
    After one's own come the postings of colleagues who are away and have lent them (`lent`).
    `official` is None for the program itself (loading, reconciling), which may do everything.
    Rights and writes are of the day `on`; pages show lateness `as_of` a day, which is another only
    where the sample is looked at as of its own day (`villages.viewing`).
    """

    official: Official | None
    postings: tuple[Posting, ...]
    on: date
    request_id: UUID = field(default_factory=uuid4)
    viewed_on: date | None = None
    reads_former: bool = True

    @property
    def as_of(self) -> date:
        """The day on which a deadline has passed or not, as pages show it."""
        return self.viewed_on or self.on

    def past(self, day: date | None) -> date | None:
        """The day as of which a page reads the record. On the sample's own it is read as it is:
        whatever is written while one looks at it is of a later day, and would be missing."""
        return None if day == self.viewed_on else day

    @property
    def is_system(self) -> bool:
        return self.official is None

    @property
    def name(self) -> str:
        """Who acts, as a record keeps it for ever: the program by a name of its own."""
        return str(self.official)[:100] if self.official else SYSTEM_NAME

    @property
    def main_posting(self) -> Posting | None:
        return self.postings[0] if self.postings else None

    @property
    def lent(self) -> tuple[Posting, ...]:
        """The postings of colleagues who are away, for whom one stands in."""
        me = self.official
        return tuple(p for p in self.postings if me is not None and p.official_id != me.pk)

    @property
    def stands_for(self) -> dict[int, str]:
        """The names of those whose work one does, by key."""
        return {p.official_id: p.official.full_name for p in self.lent}

    @property
    def acts_for(self) -> frozenset[int]:
        """The keys of oneself and of whom one stands in for: what waits for them is one's own to
        do, and what they did one does not judge."""
        if self.official is None:
            return frozenset()
        return frozenset({self.official.pk, *self.stands_for})

    @property
    def self_words(self) -> str:
        """How a refusal names those of `acts_for`."""
        return "Đồng chí hoặc người đồng chí đang làm thay" if self.lent else "Đồng chí"

    def title_in(self, posting: Posting) -> str:
        """The title in which one acts: `Phó Chủ tịch UBND (thay Ngô Văn Đồng)`."""
        if posting not in self.lent:
            return posting.title
        tail = f" (thay {posting.official.full_name})"
        return posting.title[: 200 - len(tail)] + tail

    @property
    def former_paths(self) -> tuple[str, ...]:
        """The branches of the units that those of the postings, or units below them, were."""
        if not self.reads_former:
            return ()
        return tuple(path for p in self.postings for path in p.unit.former_paths)

    def own_unit(self, pk: int) -> Unit | None:
        """The unit of that key where one's own posting is in it, read with the posting."""
        return next((p.unit for p in self.postings if p.unit_id == pk), None)

    def sees(self, unit: Unit) -> bool:
        """Whether the unit lies in the scope of any open posting, or was part of it before."""
        paths = (*(p.unit.path for p in self.postings), *self.former_paths)
        return self.is_system or any(unit.path.startswith(path) for path in paths)

    def sees_above(self, unit: Unit) -> bool:
        """Whether the unit lies below one in scope, so that the one above it, if there is one, lies
        in scope."""
        paths = (*(p.unit.path for p in self.postings), *self.former_paths)
        return self.is_system or any(
            unit.path != path and unit.path.startswith(path) for path in paths
        )

    def posting_for(self, ability: Ability, unit: Unit) -> Posting | None:
        """The open posting that gives the ability in the unit, nearest to the unit first."""
        fitting = self.postings_for(ability, unit)
        return max(fitting, key=lambda p: len(p.unit.path), default=None)

    def postings_for(self, ability: Ability, unit: Unit) -> list[Posting]:
        """The open postings that give the ability in the unit, one's own first; none where it ended
        with the unit."""
        if self._end_words(ability, unit):
            return []
        return [p for p in self._giving(ability) if unit.path.startswith(p.unit.path)]

    def can(self, ability: Ability, unit: Unit) -> bool:
        return self.is_system or self.posting_for(ability, unit) is not None

    def can_finish(self, ability: Ability, unit: Unit) -> bool:
        """Whether one's own posting gives the ability where the unit goes on, once it has ended:
        for what its own people have signed (ADR 17)."""
        held = (path for p in self._giving(ability) for path in p.unit.former_paths)
        return bool(unit.end_words(self.on)) and any(unit.path.startswith(path) for path in held)

    def can_anywhere(self, ability: Ability) -> bool:
        return self.is_system or bool(self._giving(ability))

    def units_with(self, ability: Ability) -> list[Unit]:
        """The units of the postings in which the ability holds, that of the main one first."""
        return [p.unit for p in self.postings if self.can(ability, p.unit)]

    def deny(self, ability: Ability, unit: Unit) -> str:
        """ "" when allowed, else one Vietnamese sentence that names who may, or that the unit has
        ended, to whoever was in it and goes on in another."""
        if self.can(ability, unit):
            return ""
        was_there = any(unit.path.startswith(path) for path in self.former_paths)
        ended = unit.end_words(self.on) if was_there else self._end_words(ability, unit)
        return ended or (
            f"Việc “{ability.label.lower()}” tại {unit.full_name} dành cho: {roles_named(ability)}."
        )

    def _end_words(self, ability: Ability, unit: Unit) -> str:
        """The sentence that the unit has ended and can only be read, where the ability ends with
        it; else ""."""
        return unit.end_words(self.on) if ability in ABILITIES_OF_A_LIVING_UNIT else ""

    def holds(self, *roles: Role) -> bool:
        return any(p.role in roles for p in self.postings)

    def holding(self, ability: Ability) -> "Access":
        """The same person by the postings alone that give the ability: a scope to administer in.

        Whoever administers a commune and merely looks on at the province administers the commune.
        """
        # What was before is read, not administered.
        held = self._giving(ability)
        return replace(self, postings=held, reads_former=ability == Ability.VIEW)

    def of_each_unit(self) -> "list[Access]":
        """The same person by the postings in one unit alone, for each of the units."""
        units = sorted({p.unit_id for p in self.postings})
        each = (tuple(p for p in self.postings if p.unit_id == unit) for unit in units)
        return [replace(self, postings=held) for held in each]

    def _giving(self, ability: Ability) -> tuple[Posting, ...]:
        lent = self.lent if ability in ABILITIES_NEVER_LENT else ()
        return tuple(p for p in self.postings if _gives(p, ability) and p not in lent)


def _gives(posting: Posting, ability: Ability) -> bool:
    """Whether a posting gives an ability; data of all provinces are never in a commune's hand."""
    is_high = ability != Ability.EDIT_REFERENCE or posting.unit.level == UnitLevel.PROVINCE
    return is_high and posting.role in ROLES_WITH[ability]


def access_of(
    official: Official, on: date, request_id: UUID | None = None, viewed_on: date | None = None
) -> Access:
    """The access of an official on a day, in one query; a second where one stands in for others.

    It is read once the body has arrived: an account closed while a file was on its way has none.
    """
    postings = _postings_of(official, on) if official.pk and official.is_active else ()
    return Access(official, postings, on, request_id or uuid4(), viewed_on)


def _postings_of(official: Official, on: date) -> tuple[Posting, ...]:
    """One's own open postings, the main one first, then those of colleagues away whose work one
    does: in a unit of one's own alone, while the holder's account is open."""
    rows = list(_held().filter(official=official))
    for row in rows:
        row.official = official
    # Nobody held so many that the database need leave out those of other days, or sort them.
    own = _in_order(p for p in rows if p.is_open_on(on))
    if not any(p.was_ever_lent for p in rows):
        return tuple(own)
    lent = Posting.objects.filter(
        pk__in=Delegation.objects.filter(official=official).in_force(on).values("posting"),
        unit__in={p.unit_id for p in own},
        official__is_active=True,
    ).exclude(role__in=ROLES_NEVER_LENT)
    away = lent.select_related("unit", "official")
    return (*own, *_in_order(p for p in away if p.is_open_on(on)))


@cache
def _held() -> Any:
    """Postings as every request reads one's own: made once, which takes longer than to ask.

    Of open accounts alone: one may have been closed since it was read.
    """
    lendings = Delegation.objects.filter(official=OuterRef("official"))
    rows = Posting.objects.filter(official__is_active=True).select_related("unit")
    return rows.annotate(was_ever_lent=Exists(lendings))


def _in_order(postings: Iterable[Posting]) -> list[Posting]:
    return sorted(postings, key=lambda p: (not p.is_main, p.pk))


def system_access(on: date) -> Access:
    """The access of the program itself."""
    return Access(None, (), on)
