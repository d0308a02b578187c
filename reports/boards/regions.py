"""The board of an upper unit: its communes by what they have met, its criteria by tallies."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from criteria.enums import StandingSource, State
from criteria.models import Assessment, Tally
from villages.enums import UnitLevel
from villages.models import Unit


def years_below(unit: Unit) -> list[int]:
    """The years in which any unit below was assessed, newest first."""
    return list(
        Assessment.objects.filter(unit__path__below=unit.path)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )


# As `criteria.judging.is_by_plan`.
_BY_PLAN = Q(standings__state=State.MET, standings__source=StandingSource.BASELINE)


def communes_below(unit: Unit, year: int | None) -> "QuerySet[Assessment]":
    """The communes' assessments of a year with met, total, unknown and contradicting criteria."""
    return (
        Assessment.objects.filter(
            unit__path__below=unit.path, unit__level=UnitLevel.COMMUNE, year=year or 0
        )
        .select_related("unit", "criteria_set")
        .annotate(
            met=Count("standings", filter=Q(standings__state=State.MET)),
            by_plan=Count("standings", filter=_BY_PLAN),
            unknown=Count("standings", filter=Q(standings__state=State.UNKNOWN)),
            total=Count("standings"),
            contradicting=Sum("standings__contradicting"),
        )
        .order_by("unit__order", "unit__name_key", "criteria_set__code", "pk")
    )


@dataclass(frozen=True)
class TalliedSet:
    """The tallies of one criteria set."""

    name: str
    unverified: str
    rows: Sequence[Tally]


def tallies_of(unit: Unit, year: int | None) -> list[TalliedSet]:
    """How many units below stand where on each criterion, set by set."""
    rows = (
        Tally.objects.filter(unit=unit, year=year or 0)
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
