"""The years of an upper unit, and the tallies of the villages below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from criteria.enums import SetLevel
from criteria.models import Assessment, Tally
from villages.models import Unit


def years_below(unit: Unit) -> list[int]:
    """The years in which any unit below was assessed, newest first."""
    return list(
        Assessment.objects.filter(unit__path__below=unit.path)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )


@dataclass(frozen=True)
class TalliedSet:
    """The tallies of one criteria set."""

    name: str
    unverified: str
    rows: Sequence[Tally]


def tallies_of(unit: Unit, year: int | None) -> list[TalliedSet]:
    """How many villages below stand where on each criterion, set by set."""
    rows = (
        Tally.objects.filter(unit=unit, year=year or 0, criteria_set__level=SetLevel.VILLAGE)
        .select_related("criteria_set", "criterion")
        .annotate(total=F("met") + F("not_met") + F("unknown"))
        .order_by("criteria_set__level", "criteria_set__code", "criterion__number")
    )
    by_set: dict[int, list[Tally]] = {}
    for row in rows:
        by_set.setdefault(row.criteria_set_id, []).append(row)
    return [
        TalliedSet(found[0].criteria_set.name, found[0].criteria_set.unverified_words, found)
        for found in by_set.values()
    ]
