"""An amendment made whole when published: what it keeps is copied from the amended set."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import models

from criteria.models import CriteriaSet, Indicator, Level
from criteria.queries import kept_indicators
from villages.edit import recorded_fields
from villages.models import OfEverybody

Row = TypeVar("Row", bound=models.Model)


def copy_kept(criteria_set: CriteriaSet) -> list[str]:
    """Write the rows that the amendment keeps, each with where it comes from; their codes.

    The amended set and all that is judged by it stay as they are.
    """
    amended, kept = criteria_set.amends, kept_indicators(criteria_set)
    if amended is None or not kept:
        return []
    if criteria_set.recognition_needed is None:
        criteria_set.recognition_needed = amended.recognition_needed
        criteria_set.recognition_source = amended.recognition_source
    own = {criterion.number: criterion for criterion in criteria_set.criteria.all()}
    made: dict[int, Indicator] = {}
    for row in kept:
        number = row.criterion.number
        if number not in own:
            own[number] = _copied(row.criterion, criteria_set=criteria_set)
        source = "\n".join(filter(None, (f"Giữ nguyên theo bộ {amended.code}.", row.source)))
        stays = row.parent if criteria_set.refines_id == amended.refines_id else None
        here = {"criterion": own[number], "parent": stays, "part_of": None, "source": source}
        made[row.pk] = _copied(row, **here)
        for hanging in _hanging_on(row):
            basis: dict[str, Any] = {}
            if isinstance(hanging, Level):
                basis["legal_source"] = hanging.legal_source or amended.legal_basis
            _copied(hanging, indicator=made[row.pk], **basis)
    _put_in_order(criteria_set, amended)
    return [row.code for row in kept]


def _copied(row: Row, **fields: Any) -> Row:
    """A new row like this one; what the program itself keeps of a row begins anew."""
    same = {f.name: getattr(row, f.name) for f in recorded_fields(type(row)) if f.editable}
    made = type(row)(**same | fields)
    made.save()
    return made


def _hanging_on(indicator: Indicator) -> Iterator[Any]:
    """The levels in the order in which they bind, and whatever else everybody has of it."""
    for relation in Indicator._meta.related_objects:
        model = relation.related_model
        if relation.field.name == "indicator" and issubclass(model, OfEverybody):
            rows = model._default_manager.filter(indicator=indicator)
            is_level = issubclass(model, Level)
            yield from rows.order_by(*(("year_from", "edition") if is_level else ()), "pk")


def _put_in_order(criteria_set: CriteriaSet, amended: CriteriaSet) -> None:
    """The order of the amended set, in which what is new stands last; conditions with their
    whole."""
    at = {(row.criterion.number, row.code.lower()): row for row in _rows(amended)}
    every = {(row.criterion.number, row.code.lower()): row for row in _rows(criteria_set)}
    last = max((row.order for row in at.values()), default=0)
    for key, row in every.items():
        stood = at.get(key)
        row.order = stood.order if stood else last + row.order
        if stood and stood.part_of and row.part_of is None:
            row.part_of = every.get((key[0], stood.part_of.code.lower()))
    Indicator.objects.bulk_update(every.values(), ["order", "part_of"])


def _rows(criteria_set: CriteriaSet) -> models.QuerySet[Indicator]:
    rows = Indicator.objects.filter(criterion__criteria_set=criteria_set)
    return rows.select_related("criterion", "part_of")
