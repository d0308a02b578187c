"""All checks, and what they find in a record."""

from dataclasses import dataclass

from reports.checks import assessments, papers, plans
from reports.checks.check import Check
from reports.lines import Line
from reports.record import Record

# In the order in which a careful officer would set things right.
CHECKS = (*papers.CHECKS, *assessments.CHECKS, *plans.CHECKS)


@dataclass(frozen=True)
class Group:
    """What one check found."""

    check: Check
    lines: list[Line]


def findings(record: Record) -> list[Group]:
    """What each check finds; a check that finds nothing is left out."""
    found = [Group(check, list(check.find(record))) for check in CHECKS]
    return [group for group in found if group.lines]


def lines_of(groups: list[Group]) -> list[Line]:
    """The findings of all checks one after another."""
    return [line for group in groups for line in group.lines]
