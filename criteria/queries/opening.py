"""What is offered to whoever opens an assessment: units and the sets that judge them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from criteria.enums import SetLevel
from criteria.models import CriteriaSet
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Unit, keys_of_path

MOST_UNITS = 500  # more than a select can be read; a commune has far fewer


def sets_to_open(units: "QuerySet[Unit]") -> "QuerySet[CriteriaSet]":
    """The published sets of the whole country and of the provinces in which the units lie, today
    or before a merger; not those that a later set amends for all their years."""
    tops = {keys_of_path(path)[0] for path in units.values_list("path", flat=True)}
    named = Unit.objects.filter(
        Q(pk__in=tops) | Q(successions__successor__in=tops), level=UnitLevel.PROVINCE
    )
    amending = _amending(OuterRef("pk"), OuterRef("year_from"))
    sets = CriteriaSet.objects.filter(published_at__isnull=False).exclude(Exists(amending))
    places = ["", *named.values_list("name", flat=True)]
    return sets.filter(place__in=places).order_by("level", "-year_from", "code")


def in_whose_place(criteria_set: CriteriaSet) -> CriteriaSet | None:
    """The published set that amends this one for all its years, so that none is opened by it."""
    return _amending(criteria_set, criteria_set.year_from).order_by("pk").last()


def _amending(criteria_set: Any, year_from: Any) -> "QuerySet[CriteriaSet]":
    """The published sets that amend one for all its years."""
    return CriteriaSet.objects.filter(
        amends=criteria_set, published_at__isnull=False, year_from__lte=year_from
    )


def level_to_open(units: "QuerySet[Unit]", unit: int | None) -> str:
    """The level of the sets by which the unit is judged; "" for none of these units."""
    found = units.filter(pk=unit).first() if unit else None
    if found is None:
        return ""
    return SetLevel.VILLAGE if found.is_village else SetLevel.COMMUNE


def only_set_to_open(sets: "QuerySet[CriteriaSet]", level: str, year: int) -> CriteriaSet | None:
    """The set by which a unit of the level is judged in the year, where no other could be meant."""
    sets = sets.filter(level=level, year_from__lte=year)
    fitting = list(sets.filter(Q(year_to__isnull=True) | Q(year_to__gte=year))[:2])
    return fitting[0] if len(fitting) == 1 else None


def units_to_open(access: Access) -> "QuerySet[Unit]":
    """The units whose assessment the person may open: communes and villages that exist."""
    mine = Unit.objects.visible_to(access.holding(Ability.EDIT_PLAN))
    first = mine.filter(level__in=SetLevel.values, valid_to__isnull=True)
    offered = first.order_by("path", "pk").values("pk")[:MOST_UNITS]
    units = Unit.objects.filter(pk__in=offered)
    return units.select_related("parent").order_by("path", "pk")


def unit_of_main_posting(access: Access, units: "QuerySet[Unit]") -> int | None:
    """The unit of the main posting, where it is one of these."""
    posting = access.main_posting
    return posting.unit_id if posting and units.filter(pk=posting.unit_id).exists() else None
