"""All checks, what they find in a record, and what of it is known."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Max

from criteria.enums import Claim
from criteria.judging import IndicatorRow, row_of
from criteria.models import Result
from criteria.models.assessments import with_levels
from criteria.nouns import of_set
from evidence.papers.models import FileFault
from ntm_project.common.addresses import address
from ntm_project.common.text import shortened
from reports.checks import assessments, meetings, numbers, of_record, papers, people, plans
from reports.checks.assessments import values
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import load_facts
from reports.lines import Line
from reports.record import Record
from tasks.models import Waiver
from tasks.queries.waivers import Found, seal_finding
from villages.access import Access
from villages.models import Unit

# These read everything that the plan, the people and the papers hold.
OF_FACTS = (
    *assessments.CHECKS,
    *people.CHECKS,
    *plans.CHECKS,
    *numbers.CHECKS,
    *papers.CHECKS,
    *meetings.CHECKS,
)
# What boards count by criterion, the page lists by indicator, with the figure (`met-below-level`).
COUNTED_ONLY = frozenset({"claim-against-figure"})
AS_THEY_ARE = 2  # more findings of one check are one counted line on boards and home
FOLDED_FROM = 6  # so many findings of one kind are one counted line, listed once it is opened


@dataclass(frozen=True)
class Finding:
    """One finding, where it can be marked as known, and that it is."""

    line: Line
    waive_url: str = ""
    waiver: Waiver | None = None

    @property
    def url(self) -> str:
        """Where it is mended: the form, for whoever may mark it as known, else the page."""
        return (self.line.form if self.waive_url else "") or self.line.url

    @property
    def name(self) -> str:
        """What the links lead to, for screen readers."""
        return shortened(self.line.text, 60)


@dataclass(frozen=True)
class Group:
    """What one check found."""

    check: Check
    lines: list[Line]
    open: list[Finding] = field(default_factory=list)
    is_folded: bool = False


@dataclass(frozen=True)
class CheckedUnit:
    """The page of checks: what stands, gravest first, and what is known."""

    groups: list[Group]
    known: list[Finding]

    @property
    def counts(self) -> list[tuple[Severity, int]]:
        """How many findings of each severity."""
        return [
            (severity, sum(len(g.open) for g in self.groups if g.check.severity == severity))
            for severity in Severity
        ]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def _found(checks: Iterable[Check], read: Any, record: Record) -> Iterator[Group]:
    """What the checks find; their headings use the word of the sets, where these have one word."""
    words = {row.criteria_set.noun: row for row in record.assessments}
    row = next(iter(words.values())) if len(words) == 1 else None
    for check in checks:
        if lines := list(dict.fromkeys(check.find(read))):
            heading, badge = of_set(check.heading, row), of_set(check.badge, row)
            yield Group(replace(check, heading=heading, badge=badge), lines)


def spoilt_files() -> dict[str, Any]:
    """What the checks read beside what leaves an event: how many files the store has spoilt, and
    when it was last seen."""
    return FileFault.objects.aggregate(count=Count("pk"), last=Max("found_at"))


def findings(record: Record) -> list[Group]:
    """What each check of the record finds; a check that finds nothing is left out."""
    return list(_found(of_record.CHECKS, record, record))


def known_findings(unit: Unit) -> frozenset[str]:
    """The fingerprints of what need not be mended."""
    return frozenset(Waiver.objects.filter(unit=unit).values_list("fingerprint", flat=True))


def summary(record: Record, known: Collection[str], url: str) -> list[Line]:
    """What the checks of the record find, for boards and home: up to two findings of a check by
    themselves, more as one counted line that leads to the list at `url`; nothing that is known."""
    found = []
    for group in findings(record):
        check, lines = group.check, group.lines
        if known:
            lines = _without(known, check, lines, record)
        if len(lines) > AS_THEY_ARE:
            lines = [Line(f"{check.heading}: {len(lines)} điểm", url)]
        tone = check.severity.tone
        found += [replace(line, badge=check.badge, tone=tone) for line in lines]
    return found


def _without(known: Collection[str], check: Check, lines: list[Line], record: Record) -> list[Line]:
    """What is left of a check; what is counted by criterion is known by its indicators."""
    if check.slug in COUNTED_ONLY:
        return list(of_record.claims_against_figures(record, _known_counts(known, record)))
    return [line for line in lines if check.fingerprint(line) not in known]


def _contradicting_rows(record: Record) -> list[IndicatorRow]:
    """The results claimed as met in criteria of which one contradicts its figure."""
    keys = [row.key for row in record.standings if row.contradicting]
    assessments = {a.pk: a for a in record.assessments}
    rows = Result.objects.filter(
        assessment__in={pk for pk, _ in keys},
        indicator__criterion__in={pk for _, pk in keys},
        claim=Claim.MET,
    )
    results = with_levels(rows.select_related("indicator__criterion"))
    return [row_of(assessments[result.assessment_id], result) for result in results]


def _known_counts(known: Collection[str], record: Record) -> Counter[tuple[int, int]]:
    """(assessment, criterion) → how many claims against their figures are known."""
    check = next(check for check in values.CHECKS if check.slug == "met-below-level")
    found = ((row, values.below_level(row)) for row in _contradicting_rows(record))
    return Counter(
        (row.result.assessment_id, row.indicator.criterion_id)
        for row, line in found
        if line and check.fingerprint(line) in known
    )


def checked(
    record: Record,
    unit: Unit,
    access: Access,
    *,
    may_waive: bool,
    opened: str = "",
    has_spoilt: bool = True,
) -> CheckedUnit:
    """What every check finds at or below the unit, without what is known; gravest first.

    Many findings of one check are folded, but for those of the check whose slug is `opened`; what
    is folded has no links yet. Which files are spoilt is not looked up where there are none.
    """
    groups = [group for group in findings(record) if group.check.slug not in COUNTED_ONLY]
    groups += _found(OF_FACTS, load_facts(record, unit, access, spoilt=has_spoilt), record)
    groups.sort(key=lambda group: list(Severity).index(group.check.severity))
    rows = Waiver.objects.filter(unit=unit).select_related("waived_by")
    waivers = {row.fingerprint: row for row in rows}
    standing_groups, known = [], []
    for group in groups:
        check, left = group.check, group.lines
        if waivers:
            prints = [(line, waivers.get(check.fingerprint(line))) for line in left]
            known += [Finding(line, waiver=waiver) for line, waiver in prints if waiver]
            left = [line for line, waiver in prints if not waiver]
        is_folded = len(left) >= FOLDED_FROM and check.slug != opened
        has_links = may_waive and not is_folded
        year = record.year
        found = [
            Finding(line, _waive_url(unit, check, line, year) if has_links else "") for line in left
        ]
        if found:
            standing_groups.append(Group(check, group.lines, found, is_folded))
    return CheckedUnit(standing_groups, known)


def _waive_url(unit: Unit, check: Check, line: Line, year: int | None) -> str:
    """The form that states why the finding stands, with the finding and its list's year in its
    address."""
    text = f"{check.heading}: {line.text}. {line.note}"
    found = Found(check.slug, check.fingerprint(line), text[:900])
    return address("tasks:waive", unit.pk, nam=year, phat_hien=seal_finding(unit, found))
