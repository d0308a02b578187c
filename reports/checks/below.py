"""The checks of every commune below a unit, some at a time: never more than a few in memory.

The page fetches one stretch after another, by a link where there is no script. One long streamed
answer would hold a worker and its transaction for as long as a hundred communes take, lose all when
the line breaks, and need a script in the page to move its bar. Memory is that of one stretch either
way (`tests/reports/test_checks_memory.py`).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ntm_project.common.answers import number_of
from reports import links
from reports.checks.check import Severity
from reports.checks.queries import checked
from reports.checks.reading.once import read
from reports.record import load_record
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Unit

AT_ONCE = 4  # communes of one answer: each costs what its own page costs
KINDS_SHOWN = 3


@dataclass(frozen=True)
class CheckedCommune:
    """What the checks find in one commune, in figures, and the kinds of which it has most."""

    unit: Unit
    url: str
    counts: list[tuple[Severity, int]]
    kinds: list[tuple[str, int]]
    has_assessments: bool

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class Stretch:
    """The next few communes, and how far all of them are."""

    communes: list[CheckedCommune]
    done: int
    total: int
    counts: list[tuple[Severity, int]]  # of all so far

    @property
    def is_over(self) -> bool:
        return self.done >= self.total

    @property
    def query(self) -> dict[str, Any]:
        """The part of an address that leads to what follows."""
        return {"tu": self.done, "dem": "-".join(str(count) for _, count in self.counts)}


def commune_keys_below(unit: Unit, access: Access) -> list[int]:
    """The keys of the communes in scope below the unit that are there today, in their order."""
    rows = Unit.objects.visible_to(access).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=access.as_of),
        path__below=unit.path,
        level=UnitLevel.COMMUNE,
    )
    return list(rows.in_order().values_list("pk", flat=True))


def counts_in(text: str) -> list[int]:
    """The counts so far, as the address carries them; empty for anything else."""
    numbers = [number_of(part, 7) for part in text.split("-")]
    found = [number for number in numbers if number is not None]
    return found if len(found) == len(Severity) else [0] * len(Severity)


def stretch_of(unit: Unit, access: Access, *, after: int, counts: list[int]) -> Stretch:
    """The communes that follow the first `after` of them, checked; `counts` are of those."""
    keys = commune_keys_below(unit, access)
    units = Unit.objects.select_related("parent").in_bulk(keys[after : after + AT_ONCE])
    found, so_far = [], list(counts)
    for key in keys[after : after + AT_ONCE]:
        commune = _checked(units[key], access)
        so_far = [a + b for a, (_, b) in zip(so_far, commune.counts, strict=True)]
        found.append(commune)
    read.cache_clear()  # nobody has these communes read again soon
    done = min(after + len(found), len(keys)) if found else len(keys)
    return Stretch(found, done, len(keys), list(zip(Severity, so_far, strict=True)))


def _checked(unit: Unit, access: Access) -> CheckedCommune:
    """One commune's findings as figures; the findings themselves are let go."""
    record = load_record([unit], access)
    page = checked(record, unit, access, may_waive=False)
    most = sorted(page.groups, key=lambda group: -len(group.open))[:KINDS_SHOWN]
    kinds = [(group.check.heading, len(group.open)) for group in most]
    url = links.address("reports:checks", unit.pk)
    return CheckedCommune(unit, url, page.counts, kinds, bool(record.assessments))
