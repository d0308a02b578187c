"""What a unit was, change by change, as far back as anything is known of it."""

from collections.abc import Container
from dataclasses import dataclass

from villages.enums import LineageKind
from villages.models import Lineage, Unit

# Changes of units, one after another, that are followed back; each costs a query.
MOST_CHANGES = 10
# What leaves people and land as they were.
_ALONE = frozenset({LineageKind.RENAME, LineageKind.MOVE})


@dataclass(frozen=True)
class Ancestry:
    """A unit with all that it was; `before` names what each of them was the day before it began,
    `only_named` those that one other alone had been, and which merely got a name or another parent.
    """

    unit: Unit
    units: dict[int, Unit]
    before: dict[int, list[int]]
    only_named: set[int]

    @classmethod
    def of(cls, unit: Unit) -> "Ancestry":
        """One query for each change, and one that finds no further."""
        found = cls(unit, {}, {}, set())
        front = [unit.pk]
        for _ in range(MOST_CHANGES):
            rows = Lineage.objects.filter(successor__in=front).select_related("predecessor__parent")
            front = []
            in_order = ("predecessor__order", "predecessor__name_key", "predecessor")
            for row in rows.order_by(*in_order):
                found.before.setdefault(row.successor_id, []).append(row.predecessor_id)
                if row.kind in _ALONE:
                    found.only_named.add(row.successor_id)
                if row.predecessor_id not in {unit.pk, *found.units}:
                    found.units[row.predecessor_id] = row.predecessor
                    front.append(row.predecessor_id)
            if not front:
                break
        return found

    def nearest(self, known: Container[int]) -> list[Unit]:
        """What the unit was the day before; of what nothing is known, what that was, as far back as
        something is."""
        first = self.before.get(self.unit.pk, [])
        keys = [pk for one in first for pk in self._nearest(one, known, frozenset({self.unit.pk}))]
        return [self.units[pk] for pk in dict.fromkeys(keys)]

    @property
    def same_land(self) -> set[int]:
        """The earlier units of the very people and land of this one: its judgements may stand."""
        found, pk = set[int](), self.unit.pk
        while pk in self.only_named and len(older := self.before[pk]) == 1:
            (pk,) = older
            if pk in found:
                break
            found.add(pk)
        return found

    def _nearest(self, pk: int, known: Container[int], passed: frozenset[int]) -> list[int]:
        if pk in known:
            return [pk]
        further = [one for one in self.before.get(pk, []) if one not in {pk, *passed}]
        older = [old for one in further for old in self._nearest(one, known, passed | {pk})]
        return older if any(old in known for old in older) else [pk]
