"""From when to when the windows of a plan reach."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import F

from tasks.models import PlanWindow

Span = tuple[date | None, date]  # the first day, where it is known, and the last


_OF_OWN_YEAR = PlanWindow.objects.filter(ends_on__year=F("plan__year")).values_list(
    "plan", "starts_on", "ends_on"
)


def spans_of(plans: Collection[int]) -> dict[int, Span]:
    """Plan → the first and the last day of its windows, where they have days of its year: one of
    another year is a fault of its own and widens nothing."""
    known: dict[int, list[Span]] = {}
    for plan, first, last in _OF_OWN_YEAR.filter(plan__in=plans):
        if last:
            known.setdefault(plan, []).append((first, last))
    return {plan: _widest(spans) for plan, spans in known.items()}


def _widest(spans: Sequence[Span]) -> Span:
    """From the first day that is known to the last."""
    begins = [first for first, _ in spans if first]
    return min(begins, default=None), max(last for _, last in spans)
