"""An amendment made whole when published: what it keeps is copied from the amended set."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import F

from criteria.models import CriteriaSet, Indicator, Level
from criteria.queries.sets import kept_indicators
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
    for row in kept:
        number = row.criterion.number
        if number not in own:
            own[number] = _copied(row.criterion, criteria_set=criteria_set)
        source = "\n".join(filter(None, (f"Giữ nguyên theo bộ {amended.code}.", row.source)))
        _copied(row, criterion=own[number], parent=None, part_of=None, source=source)
    _take_over(criteria_set, amended)
    return [row.code for row in kept]


def _copied(row: Row, **fields: Any) -> Row:
    """A new row like this one; what the program itself keeps of a row begins anew."""
    same = {f.name: getattr(row, f.name) for f in recorded_fields(type(row)) if f.editable}
    made = type(row)(**same | fields)
    made.save()
    return made


def _take_over(criteria_set: CriteriaSet, amended: CriteriaSet) -> None:
    """What the amendment does not state of an indicator that the amended set has: its order, its
    whole, what it refines, its levels, its papers. New indicators come last."""
    at = {(row.criterion.number, row.code.lower()): row for row in _rows(amended)}
    every = {(row.criterion.number, row.code.lower()): row for row in _rows(criteria_set)}
    last = max((row.order for row in at.values()), default=0)
    for key, row in every.items():
        if (stood := at.get(key)) is None:
            row.order += last
            continue
        row.order = stood.order
        if stood.part_of and row.part_of is None:
            row.part_of = every.get((key[0], stood.part_of.code.lower()))
        if row.parent_id is None and criteria_set.refines_id == amended.refines_id:
            row.parent_id = stood.parent_id
        _copy_hanging(stood, row, amended)
    Indicator.objects.bulk_update(every.values(), ["order", "part_of", "parent"])


def _copy_hanging(stood: Indicator, row: Indicator, amended: CriteriaSet) -> None:
    """Copy the levels, in the order in which they bind, and the other reference data
    (`OfEverybody`) of an indicator, of which the row has none of its own."""
    for relation in Indicator._meta.related_objects:
        model = relation.related_model
        if relation.field.name != "indicator" or not issubclass(model, OfEverybody):
            continue
        rows = model._default_manager.all()
        if rows.filter(indicator=row).exists():
            continue
        years: list[Any] = [F("year_from").asc(nulls_first=True), "edition"]
        binding = years if model is Level else []
        for one in rows.filter(indicator=stood).order_by(*binding, "pk"):
            own: dict[str, Any] = {"indicator": row}
            if isinstance(one, Level):
                own["legal_source"] = one.legal_source or amended.legal_basis
            _copied(one, **own)


def _rows(criteria_set: CriteriaSet) -> models.QuerySet[Indicator]:
    rows = Indicator.objects.filter(criterion__criteria_set=criteria_set)
    return rows.select_related("criterion", "part_of")
