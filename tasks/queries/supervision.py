"""Who directs which criterion of which assessment."""

from collections.abc import Iterable

from criteria.models import Assessment
from tasks.models import Supervision


def leaders_of(assessments: Iterable[Assessment]) -> dict[tuple[int, int], list[str]]:
    """(assessment, criterion) → the names of who directs it, in the order in which they stand."""
    rows = Supervision.objects.filter(assessment__in=[a.pk for a in assessments]).order_by("pk")
    found: dict[tuple[int, int], list[str]] = {}
    for assessment, criterion, name in rows.values_list(
        "assessment", "criterion", "official__full_name"
    ):
        found.setdefault((assessment, criterion), []).append(name)
    return found
