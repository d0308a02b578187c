"""Who directs which criterion of which assessment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from criteria.models import Assessment, Criterion
from tasks import rules
from tasks.models import Supervision
from villages.access import Access
from villages.enums import Role
from villages.models import Official, Posting, Unit, in_scope
from villages.models.people import known_as
from villages.queries import Before

LEADING_ROLES = (Role.CHAIR, Role.VICE_CHAIR, Role.STANDING_OFFICER, Role.COMMITTEE)


Leaders = dict[tuple[int, int], list[str]]


_LEADERS = Supervision.objects.order_by("pk").values_list(
    "assessment", "criterion", "official__full_name", "official__distinction"
)


def leaders_of(assessments: Iterable[Assessment]) -> Leaders:
    """(assessment, criterion) → the names of who directs it, in their order."""
    rows = _LEADERS.filter(assessment__in=[a.pk for a in assessments])
    found: dict[tuple[int, int], list[str]] = {}
    for assessment, criterion, *name in rows:
        found.setdefault((assessment, criterion), []).append(known_as(*name))
    return found


def leaders_and_offices(assessments: Iterable[int], year: int) -> tuple[Leaders, dict[str, str]]:
    """What `leaders_of` gives for these keys, and name → the office in which: the first that they
    held in the year, so that what was issued stays as it is when they move on."""
    held = Posting.objects.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=date(year, 12, 31)),
        Q(ends_on__isnull=True) | Q(ends_on__gte=date(year, 1, 1)),
        role__in=LEADING_ROLES,
        official=OuterRef("official"),
    ).order_by("-is_main", F("starts_on").asc(nulls_first=True), "pk")
    rows = _LEADERS.filter(assessment__in=assessments).annotate(
        title=Subquery(held.values("title")[:1])
    )
    found: Leaders = {}
    offices: dict[str, str] = {}
    for assessment, criterion, full_name, distinction, title in rows:
        name = known_as(full_name, distinction)
        found.setdefault((assessment, criterion), []).append(name)
        # What sets a namesake apart is the office.
        offices[name] = "" if distinction else title or ""
    return found, offices


def leaders_on(leaders: Leaders, criteria: Mapping[int, str], before: Before) -> Leaders:
    """The present leaders who were already named at the moment of `before`; `criteria` gives the
    name of each by its key, under which the trail of an assessment keeps who was named for it."""
    found = dict(leaders)
    for (model, assessment), changes in before.items():
        for criterion, name in criteria.items():
            if model is Assessment and isinstance(then := changes.get(name), list):
                found[assessment, criterion] = then
    return {key: names for key, names in found.items() if names}


@dataclass(frozen=True)
class LeaderCounts:
    """How many criteria of an assessment have one leader, several, or none; and whether each needs
    one, so that those without are a fault."""

    one: int
    several: int
    none: int
    is_needed: bool

    @property
    def named(self) -> int:
        return self.one + self.several

    @property
    def criteria(self) -> int:
        return self.named + self.none

    @property
    def missing(self) -> int:
        return self.none if self.is_needed else 0


def count_leaders(unit: Unit, numbers: Sequence[int]) -> LeaderCounts:
    """The counts of a unit's assessment, from how many leaders each of its criteria has."""
    return LeaderCounts(
        one=sum(number == 1 for number in numbers),
        several=sum(number > 1 for number in numbers),
        none=sum(number == 0 for number in numbers),
        is_needed=rules.needs_leaders(unit, is_supervised=any(numbers)),
    )


def present_leaders(assessment: Assessment, criterion: Criterion) -> list[Official]:
    """Who directs the criterion now."""
    rows = assessment.supervisions.filter(criterion=criterion).select_related("official")
    return [row.official for row in rows.order_by("official_id")]


def eligible_leaders(access: Access, assessment: Assessment) -> "QuerySet[Official]":
    """Leaders in open posts of the unit and the units above it in scope, and present leaders."""
    units = [assessment.unit_id, *assessment.unit.ancestor_ids]
    posts = Posting.objects.open_on(access.on).filter(
        in_scope(access, "unit__path"), unit__in=units, role__in=LEADING_ROLES
    )
    present = assessment.supervisions.values("official")
    people = Official.objects.filter(Q(pk__in=posts.values("official")) | Q(pk__in=present))
    return people.order_by("name_key", "pk")


@dataclass(frozen=True)
class CriterionLeaders:
    """One criterion with those who direct it, and the warning where it is not one."""

    criterion: Criterion
    leaders: list[Official]
    warning: str


def criterion_leaders(assessment: Assessment) -> list[CriterionLeaders]:
    """Every criterion of the set, in its order."""
    found: dict[int, list[Official]] = {}
    rows = assessment.supervisions.select_related("official").order_by("official__name_key", "pk")
    for row in rows:
        found.setdefault(row.criterion_id, []).append(row.official)
    criteria = Criterion.objects.filter(criteria_set=assessment.criteria_set_id)
    is_needed = rules.needs_leaders(assessment.unit, is_supervised=bool(found))
    lines = []
    for criterion in criteria.order_by("number"):
        leaders = found.get(criterion.pk, [])
        names = [str(leader) for leader in leaders]
        warning = rules.leaders_warning(names, is_needed=is_needed)
        lines.append(CriterionLeaders(criterion, leaders, warning))
    return lines


@dataclass(frozen=True)
class Portfolio:
    """The criteria that one leader directs."""

    leader: Official
    criteria: list[Criterion]


def portfolios_of(lines: Sequence[CriterionLeaders]) -> list[Portfolio]:
    """Per leader, in the order of their names, the criteria that they direct."""
    found: dict[int, Portfolio] = {}
    for line in lines:
        for leader in line.leaders:
            portfolio = found.setdefault(leader.pk, Portfolio(leader, []))
            portfolio.criteria.append(line.criterion)
    return sorted(found.values(), key=lambda portfolio: portfolio.leader.name_key)


def copied_criteria(assessment: Assessment) -> dict[str, str]:
    """Earlier assessment → the numbers of the criteria whose leaders were copied from it."""
    rows = assessment.supervisions.filter(copied_from__isnull=False)
    found: dict[str, str] = {}
    for row in rows.select_related(
        "copied_from__unit", "copied_from__criteria_set", "criterion"
    ).order_by("criterion__number", "pk"):
        before = found.get(str(row.copied_from))
        number = str(row.criterion.number)
        found[str(row.copied_from)] = f"{before}, {number}" if before else number
    return found
