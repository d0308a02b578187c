"""Compares each result with the last entry of its history: they differ where somebody changed a
result, or removed an entry, outside the program."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery

from criteria.models import Result, ResultChange
from criteria.models.assessments import measured_values

BATCH = 2_000
_UNSTATED = measured_values(Result())


def unlike_their_history() -> Iterator[tuple[Result, list[str]]]:
    """The results that differ from the last line of their history, with the fields that differ."""
    last = ResultChange.objects.filter(result=OuterRef("pk")).order_by("-version").values("pk")[:1]
    rows = Result.objects.order_by("pk").annotate(last=Subquery(last))
    rows = rows.select_related("assessment__unit", "assessment__criteria_set", "indicator")
    begin = 0
    while page := list(rows.filter(pk__gt=begin)[:BATCH]):
        begin = page[-1].pk
        kept = ResultChange.objects.in_bulk([r.last for r in page if r.last])
        for row in page:
            change = kept.get(row.last)
            wanted = measured_values(change) if change else _UNSTATED
            found = measured_values(row)
            if differs := [name for name in wanted if found[name] != wanted[name]]:
                yield row, differs
