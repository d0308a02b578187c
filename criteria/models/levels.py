"""The levels that may bind an indicator: its own, and those of the sets on which its set stands."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F

from criteria.models.sets import Indicator, Level


class Levels(NamedTuple):
    """The levels of an indicator, and those lent by the one that it refines: first those of the
    newest set that amends the set of that one, its own last."""

    own: list[Level]
    lent: list[list[Level]]

    @property
    def every_lent(self) -> list[Level]:
        return [level for levels in self.lent for level in levels]


def levels_of(indicators: Iterable[Indicator]) -> dict[int, Levels]:
    """Key of each indicator → its levels, all read in one query, and in one more those of the sets
    that amend what is refined."""
    refines = {indicator.pk: indicator.parent_id for indicator in indicators}
    parents = {parent for parent in refines.values() if parent}
    found: dict[int | None, list[Level]] = {}
    for level in Level.objects.filter(indicator__in={*refines, *parents}).select_related(
        "indicator"
    ):
        found.setdefault(level.indicator_id, []).append(level)
    amended = _amended(parents)
    return {
        pk: Levels(found.get(pk, []), [*amended.get(up, []), found.get(up, [])])
        for pk, up in refines.items()
    }


def _amended(parents: set[int]) -> dict[int | None, list[list[Level]]]:
    """Key of a refined indicator → the levels that published amendments state of it, newest first;
    an amendment of an amendment is followed too."""
    found: dict[int | None, list[list[Level]]] = {}
    asked = {pk: pk for pk in parents}  # an indicator → the refined one for which it stands
    seen: set[int] = set()
    while asked:
        seen |= asked.keys()
        at = "criterion__criteria_set__amends__criteria__indicators"
        rows = Indicator.objects.filter(
            **{f"{at}__in": list(asked), "code": F(f"{at}__code")},
            criterion__criteria_set__published_at__isnull=False,
        )
        rows = rows.select_related("criterion__criteria_set").annotate(amends=F(at))
        newer: dict[int, int] = {}
        for indicator in rows.prefetch_related("levels__indicator").order_by(
            "criterion__criteria_set__year_from", "criterion__criteria_set__edition", "pk"
        ):
            newer[indicator.pk] = asked[indicator.amends]
            found.setdefault(newer[indicator.pk], []).insert(0, _from_amendment(indicator))
        asked = {pk: refined for pk, refined in newer.items() if pk not in seen}
    return found


def _from_amendment(indicator: Indicator) -> list[Level]:
    """The levels of an amending set, bound to its first year and to its edition."""
    amending, levels = indicator.criterion.criteria_set, list(indicator.levels.all())
    for level in levels:
        level.edition = level.edition or amending.edition
        level.year_from = max(level.year_from or 0, amending.year_from)
    return levels
