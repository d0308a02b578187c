"""One object for each row to which many point."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model


def sharing(rows: Iterable[Any], **known: Iterable[Model]) -> list[Any]:
    """The rows, each with the one object to which its field points, by the name of the field; what
    is not known is read."""
    found = list(rows)
    for name, others in known.items() if found else ():
        _share(found, found[0]._meta.get_field(name), {other.pk: other for other in others})
    return found


# What is read beside a row that lies outside the branch.
_WITH = {"assessment": ("unit", "criteria_set"), "body": ("unit",)}


def _share(rows: Sequence[Model], field: Any, known: dict[int, Model]) -> None:
    missing = {getattr(row, field.attname) for row in rows} - known.keys() - {None}
    if missing:
        others = field.related_model._default_manager
        if field.name in _WITH:
            others = others.select_related(*_WITH[field.name])
        known |= others.in_bulk(missing)
    for row in rows:
        field.set_cached_value(row, known.get(getattr(row, field.attname)))
