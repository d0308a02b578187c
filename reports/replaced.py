"""An assessment that took over from one of the same unit and year, by an amended set or another:
from when it stands for that."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import F, Min, Q
from django.utils import timezone

from criteria.models import Assessment, CriteriaSet
from villages.models import AuditEvent


class Replaced(NamedTuple):
    """The older assessment, and from which day the newer one replaces it."""

    old: Assessment
    on: date

    def is_amended_by(self, newer: Assessment) -> bool:
        """Whether the newer one is by an amendment of its set, so that their criteria compare."""
        return newer.criteria_set.amends_id == self.old.criteria_set_id


def replaced_among(assessments: Sequence[Assessment]) -> dict[int, Replaced]:
    """Newer assessment → what it replaces, both being among these; no query where none does."""
    own = {row.pk: row for row in assessments}
    pairs = {row.pk: own[row.carried_from_id] for row in assessments if row.carried_from_id in own}
    pairs = {pk: old for pk, old in pairs.items() if own[pk].unit_id == old.unit_id}
    days = opened_on(pairs)
    return {pk: Replaced(old, days[pk]) for pk, old in pairs.items() if pk in days}


def opened_on(assessments: Collection[int]) -> dict[int, date]:
    """Assessment → the day on which it was opened, by the trail."""
    if not assessments:
        return {}
    events = AuditEvent.objects.filter(
        object_type=Assessment._meta.label_lower, object_id__in=list(assessments)
    )
    first = events.order_by().values_list("object_id").annotate(first=Min("at"))
    return {pk: timezone.localdate(at) for pk, at in first}


def gone_of(pairs: Mapping[int, int], day: date | None) -> set[int]:
    """The assessments that do not count on the day, or now, among pairs (newer assessment → the
    older one of the same unit and year): the older one once it was taken over, before that the
    newer one."""
    opened = opened_on(pairs) if day else {}
    later = {pk for pk, on in opened.items() if day and on > day}
    return later | {old for pk, old in pairs.items() if pk not in later}


def not_in_force(shown: CriteriaSet, year: int, day: date) -> set[int]:
    """The assessments of a year that do not count on the day beside another of the same unit, by
    the set or by what amends it."""
    rows = Assessment.objects.filter(
        Q(criteria_set=shown) | Q(carried_from__criteria_set=shown),
        year=year, carried_from__year=year, unit=F("carried_from__unit"),
    )  # fmt: skip
    pairs = rows.values_list("pk", "carried_from")
    return gone_of({pk: old for pk, old in pairs if old}, day)
