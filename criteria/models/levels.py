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
    an amendment of an amendment is followed too. Few sets have one: then this is one query."""
    stands_for = {pk: pk for pk in parents}  # an indicator → the refined one for which it stands
    seen: set[int] = set()
    states: list[tuple[int, int, int, int]] = []  # refined, indicator that amends, year, edition
    of_set = "criterion__criteria_set__"
    at = f"{of_set}amends__criteria__indicators"
    while stands_for:
        seen |= stands_for.keys()
        rows = Indicator.objects.filter(
            **{f"{at}__in": list(stands_for), "code": F(f"{at}__code")},
            **{f"{of_set}published_at__isnull": False},
        ).order_by(f"{of_set}year_from", f"{of_set}edition", "pk")
        newer: dict[int, int] = {}
        for pk, amends, *since in rows.values_list(
            "pk", at, f"{of_set}year_from", f"{of_set}edition"
        ):
            newer[pk] = stands_for[amends]
            states.append((newer[pk], pk, *since))
        stands_for = {pk: refined for pk, refined in newer.items() if pk not in seen}
    levels: dict[int, list[Level]] = {}
    if states:
        amending = Level.objects.filter(indicator__in={pk for _, pk, _, _ in states})
        for level in amending.select_related("indicator"):
            levels.setdefault(level.indicator_id, []).append(level)
    found: dict[int | None, list[list[Level]]] = {}
    for refined, pk, year_from, edition in states:
        bound = _from_amendment(levels.get(pk, []), year_from, edition)
        found.setdefault(refined, []).insert(0, bound)
    return found


def _from_amendment(levels: list[Level], year_from: int, edition: int) -> list[Level]:
    """The levels of an amending set, bound to its first year and to its edition."""
    for level in levels:
        level.edition = level.edition or edition
        level.year_from = max(level.year_from or 0, year_from)
    return levels
