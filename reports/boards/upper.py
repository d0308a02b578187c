"""What the board of an upper unit reads: its communes' standings, steps and late tasks, and no
result."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, Value
from django.db.models.functions import StrIndex, Substr
from django.utils.text import capfirst

from criteria.enums import State
from criteria.models import Assessment, CriteriaSet, Criterion, Standing, StandingStep
from criteria.states import tile_state
from reports.boards.heirs import given_way, has_heirs
from reports.boards.past import begins_later
from reports.replaced import gone_of, opened_on
from tasks.enums import IN_WORK_STATES
from tasks.models import Task
from tasks.models.tasks import TaskQuerySet, overdue_tasks
from tasks.queries.past import tasks_on
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Unit


class JudgedCommune(NamedTuple):
    """A commune and its assessment by the set that is shown."""

    assessment_id: int
    set_id: int
    unit_id: int
    noun: str
    name: str
    group: int | None
    path: str
    valid_to: date | None
    carried_from: int | None  # the assessment from which it took over

    @property
    def title(self) -> str:
        return f"{capfirst(self.noun)} {self.name}"


class TileStanding(NamedTuple):
    """The standing of a criterion of an assessment, as far as a tile needs it."""

    state: str = "unknown"
    source: str = "none"
    met: int = 0
    contradicting: int = 0


NOTHING = TileStanding()


@dataclass
class UpperRecord:
    """The communes below a unit in a year, by one set, as of a day or now."""

    communes: list[JudgedCommune]
    criteria: list[Criterion]
    total: int  # of how many criteria those met are counted
    now: dict[tuple[int, int], TileStanding]
    before: dict[tuple[int, int], TileStanding] | None = None
    in_work: set[tuple[int, int]] = field(default_factory=set)
    late: Counter[int] = field(default_factory=Counter)  # by commune
    newly_late: Counter[int] = field(default_factory=Counter)  # since the day compared with
    # Assessment → from when its results are kept, where the day shown lies before that; the same of
    # the day compared with.
    begins: dict[int, date] = field(default_factory=dict)
    begins_after: dict[int, date] = field(default_factory=dict)

    @property
    def known(self) -> list[JudgedCommune]:
        """The communes of which results were kept by the day, or have none at all."""
        return [c for c in self.communes if c.assessment_id not in self.begins]

    def stood(self, commune: JudgedCommune, criterion: Criterion) -> TileStanding:
        return self.now.get((commune.assessment_id, criterion.pk), NOTHING)

    def state(self, commune: JudgedCommune, criterion: Criterion) -> str:
        """The tile, by the rule of every board."""
        key = commune.assessment_id, criterion.pk
        return tile_state(self.now.get(key, NOTHING), is_in_work=key in self.in_work)

    def moved(self, commune: JudgedCommune, criterion: Criterion) -> int:
        """1 when newly met since the day compared with, −1 when no longer met."""
        if self.before is None:
            return 0
        key = commune.assessment_id, criterion.pk
        was = self.before.get(key, NOTHING).state == "met"
        return (self.now.get(key, NOTHING).state == "met") - was


def communes_below(unit: Unit, year: int, as_of: date | None = None) -> list[JudgedCommune]:
    """The assessments of the year of the communes below, in the order of the units; as of a day of
    those that were there already."""
    rows = Assessment.objects.filter(
        unit__path__below=unit.path, unit__level=UnitLevel.COMMUNE, year=year
    ).order_by("unit__order", "unit__name_key", "criteria_set__code", "pk")
    if as_of:
        rows = rows.filter(_begun(as_of, "unit__"))
    names = ("pk", "criteria_set", "unit", "unit__noun", "unit__name", "unit__commune_group")
    shown = rows.values_list(*names, "unit__path", "unit__valid_to", "carried_from")
    return _in_force([JudgedCommune(*row) for row in shown], as_of)


def _in_force(communes: list[JudgedCommune], as_of: date | None) -> list[JudgedCommune]:
    """The communes, without the assessment that does not count on the day where one took over from
    another."""
    own = {commune.assessment_id: commune for commune in communes}
    pairs = {
        one.assessment_id: old.assessment_id
        for one in communes
        if (old := own.get(one.carried_from or 0)) and old.unit_id == one.unit_id
    }
    gone = gone_of(pairs, as_of)
    return [commune for commune in communes if commune.assessment_id not in gone]


def _begun(day: date, unit: str = "") -> Q:
    """The condition that a unit existed on the day or before it; `unit` is the prefix of a lookup
    that leads to it."""
    return Q(**{f"{unit}valid_from__isnull": True}) | Q(**{f"{unit}valid_from__lte": day})


def existing_on(day: date) -> Q:
    """The condition that a unit existed on the day."""
    return _begun(day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def communes_without(
    unit: Unit, assessed: Iterable[JudgedCommune], day: date, group: str
) -> list[Unit]:
    """The communes below that were there on the day, of the group ("" for each), but for those
    assessed by whichever set."""
    found = Unit.objects.filter(
        existing_on(day), path__below=unit.path, level=UnitLevel.COMMUNE
    ).exclude(pk__in={commune.unit_id for commune in assessed})
    if group:
        found = found.filter(commune_group=group)
    return list(found.in_order())


def sets_of(communes: Iterable[JudgedCommune]) -> list[CriteriaSet]:
    """The sets by which communes are judged, the commonest first."""
    counts = Counter(commune.set_id for commune in communes)
    known = CriteriaSet.objects.in_bulk(counts) if counts else {}
    return [known[key] for key, _ in counts.most_common()]


def upper_record(
    unit: Unit,
    access: Access,
    communes: Sequence[JudgedCommune],
    shown: CriteriaSet | None,
    *,
    as_of: date | None,
    compared_to: date | None,
) -> UpperRecord:
    """The communes judged by the set: at most six queries, whatever their number."""
    own = [c for c in communes if shown and c.set_id == shown.pk]
    keys = [c.assessment_id for c in own]
    criteria = list(shown.criteria.order_by("number")) if shown else []
    total = shown.number_of_criteria(len(criteria)) if shown else 0
    record = UpperRecord(own, criteria, total, _steps(keys, as_of) if as_of else _now(keys))
    if as_of:
        record.begins = _begins(keys, record.now, as_of)
    if compared_to:
        before = _steps(keys, compared_to) | _by_the_amended(own, criteria, shown, compared_to)
        later = _begins(keys, before, compared_to)
        record = replace(record, before=before, begins_after=later)
    _add_work(record, unit, access, as_of, compared_to)
    return record


def _now(assessments: Collection[int]) -> dict[tuple[int, int], TileStanding]:
    rows = Standing.objects.filter(assessment__in=assessments)
    found = rows.values_list("assessment", "criterion", *TileStanding._fields)
    return {(a, c): TileStanding(*stood) for a, c, *stood in found}


def _steps(assessments: Collection[int], day: date) -> dict[tuple[int, int], TileStanding]:
    """The last step of each criterion on the day or before it."""
    rows = StandingStep.objects.filter(assessment__in=assessments, on__lte=day).order_by("on")
    found = rows.values_list("assessment", "criterion", *TileStanding._fields)
    return {(a, c): TileStanding(*stood) for a, c, *stood in found}


def _by_the_amended(
    communes: Iterable[JudgedCommune],
    criteria: Iterable[Criterion],
    shown: CriteriaSet | None,
    day: date,
) -> dict[tuple[int, int], TileStanding]:
    """How the same criteria stood on the day by the set that the one shown amends, of communes that
    went over to it later."""
    older = {c.assessment_id: c.carried_from for c in communes if c.carried_from}
    if shown is None or shown.amends_id is None or not older:
        return {}
    newer = {older[pk]: pk for pk, on in opened_on(older).items() if on > day}
    numbers = {criterion.number: criterion.pk for criterion in criteria}
    rows = StandingStep.objects.filter(
        assessment__in=newer, criterion__criteria_set=shown.amends_id, on__lte=day
    ).order_by("on")
    found = rows.values_list("assessment", "criterion__number", *TileStanding._fields)
    return {(newer[a], numbers[n]): TileStanding(*stood) for a, n, *stood in found if n in numbers}


def _begins(
    assessments: Iterable[int], stood: Iterable[tuple[int, int]], day: date
) -> dict[int, date]:
    """Assessment → its first step, of those of which nothing stood by the day; read where there
    are such alone."""
    silent = {*assessments} - {key for key, _ in stood}
    if not silent:
        return {}
    rows = StandingStep.objects.filter(assessment__in=silent).order_by()
    first = rows.values_list("assessment").annotate(first=Min("on"))
    return {key: on for key, one in first if (on := begins_later(one, day))}


def _add_work(
    record: UpperRecord, unit: Unit, access: Access, as_of: date | None, since: date | None
) -> None:
    """Criteria in work, and the late tasks of each commune with its villages."""
    keys = [c.assessment_id for c in record.communes]
    judged: TaskQuerySet = Task.objects.filter(assessment__in=keys, criterion__isnull=False)
    tasks, then = tasks_on(judged, as_of)
    rows = tasks.filter(**{f"state{then}__in": IN_WORK_STATES})
    record.in_work = set(rows.values_list("assessment", "criterion"))
    below: TaskQuerySet = Task.objects.filter(unit__path__below=unit.path)
    tasks, then = tasks_on(below, as_of)
    late = tasks.filter(overdue_tasks(as_of or access.as_of, then=then))
    # Whose last day had not passed on the day compared with.
    is_new = Q(**{f"ends_on{then}__gte": since}) if since else Q(pk__in=[])
    counts = late.order_by().values_list("unit__path")
    units = {c.unit_id for c in record.communes}
    for path, count, new in counts.annotate(late=Count("pk"), new=Count("pk", filter=is_new)):
        for part in path.strip("/").split("/"):
            if int(part) in units:
                record.late[int(part)] += count
                record.newly_late[int(part)] += new


class Tallied(NamedTuple):
    """How many of a province's communes stand where on a criterion."""

    met: int = 0
    not_met: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.met + self.not_met + self.unknown

    @property
    def words(self) -> str:
        """`3/5`: those that met it of all."""
        return f"{self.met}/{self.total}"

    @property
    def state(self) -> str:
        """All of them met, some, none, or nothing known: the same shapes as everywhere."""
        if not self.total or self.unknown == self.total:
            return "unknown"
        if self.met == self.total:
            return "met"
        return "partial" if self.met else "not_met"


def tallies_on(
    provinces: Collection[int],
    shown: CriteriaSet,
    year: int,
    day: date,
    without: Collection[int],
) -> dict[tuple[int, int], Tallied]:
    """(province, criterion) → the count of its communes on a day, by their last step until then;
    counted by the database. Before its first step a criterion of a commune was unknown. `without`
    are assessments that do not count."""
    year_of_set = {"assessment__criteria_set": shown, "assessment__year": year}
    begun = _begun(day, "assessment__unit__")
    assessed = Assessment.objects.filter(_begun(day, "unit__"), criteria_set=shown, year=year)
    steps = StandingStep.objects.filter(begun, **year_of_set, on__lte=day)
    if without:
        assessed = assessed.exclude(pk__in=without)
    if has_heirs(year, day):
        assessed = assessed.exclude(given_way(day))
    if without or has_heirs(year, day):
        steps = steps.filter(assessment__in=assessed.order_by().values("pk"))
    later = StandingStep.objects.filter(
        assessment=OuterRef("assessment"), criterion=OuterRef("criterion"),
        on__gt=OuterRef("on"), on__lte=day,
    )  # fmt: skip
    last = steps.filter(~Exists(later)).annotate(top=_top("assessment__unit__path"))
    counts: dict[tuple[int, int], dict[str, int]] = defaultdict(Counter)
    for top, criterion, state, count in (
        last.order_by().values_list("top", "criterion", "state").annotate(n=Count("pk"))
    ):
        counts[int(top), criterion][state] = count
    by_top = assessed.annotate(top=_top("unit__path")).order_by()
    every = dict(by_top.values_list("top").annotate(n=Count("pk")))
    criteria = shown.criteria.values_list("pk", flat=True)
    return {
        (int(top), criterion): _tallied(counts[int(top), criterion], number)
        for top, number in every.items()
        if int(top) in provinces
        for criterion in criteria
    }


def first_days_of_results(
    provinces: Collection[int], shown: CriteriaSet, year: int
) -> dict[int, date]:
    """Province → the day of the first step of any of its communes, by the set in the year."""
    steps = StandingStep.objects.filter(
        assessment__criteria_set=shown, assessment__year=year
    ).annotate(top=_top("assessment__unit__path"))
    first = steps.order_by().values_list("top").annotate(first=Min("on"))
    return {int(top): on for top, on in first if int(top) in provinces}


def _tallied(states: Mapping[str, int], communes: int) -> Tallied:
    met, not_met = states.get(State.MET, 0), states.get(State.NOT_MET, 0)
    return Tallied(met, not_met, communes - met - not_met)


def _top(path: str) -> Substr:
    """The key of the uppermost unit of a path: `12` of `/12/40/`."""
    rest = Substr(path, 2)
    return Substr(rest, 1, StrIndex(rest, Value("/")) - 1)
