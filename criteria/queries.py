"""What pages read of sets and results: a set whole, one result with its form, all as of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from criteria import rules
from criteria.enums import Claim, SetLevel, State
from criteria.floors import BelowFloor, below_floor, unlinked_words
from criteria.judging import IndicatorRow, row_of, score_of
from criteria.models import (
    Assessment,
    Baseline,
    CriteriaSet,
    Criterion,
    Indicator,
    Level,
    Result,
    ResultChange,
)
from criteria.models.assessments import measured_values, with_levels
from criteria.models.levels import levels_of
from criteria.origins import with_origins
from criteria.scoring import SCORE_FIELDS, Score
from criteria.totals import Totals, totals_of
from ntm_project.common.models import found_by_key
from villages.access import Access
from villages.edit import seen_row, version_of_set
from villages.enums import Ability, UnitLevel
from villages.models import Unit

# What of a result a paper states as judged, and what it is before anybody has stated it.
JUDGED = ("claim", "value", "denominator", "grade")
UNSTATED = [Claim.NOT_YET, None, None, ""]
MOST_UNITS = 500  # more than a select can be read; a commune has far fewer


def result_for(access: Access, pk: int) -> Result | None:
    """The result with all that its row and form show; None out of scope."""
    result = found_by_key(Result.objects.visible_to(access).with_names(), pk)
    if result is not None:
        with_origins(result.assessment, [result])
    return result


def whole_of(result: Result) -> Result | None:
    """The result of the indicator of which this one is a condition; None where it is none."""
    if result.indicator.part_of_id is None:
        return None
    rows = Result.objects.filter(assessment=result.assessment_id)
    return rows.with_names().filter(indicator=result.indicator.part_of_id).first()


def next_to_set(access: Access, result: Result) -> Result | None:
    """The indicator after this one in its assessment that the person may set; None at the end."""
    at = result.indicator
    number = at.criterion.number
    after = Q(indicator__criterion__number__gt=number) | Q(
        Q(indicator__order__gt=at.order) | Q(indicator__order=at.order, pk__gt=result.pk),
        indicator__criterion__number=number,
    )
    rows = result.assessment.results.filter(after).with_names()
    for row in rows.order_by("indicator__criterion__number", "indicator__order", "pk"):
        if not rules.deny_set_result(access, row):
            return row
    return None


@dataclass(frozen=True)
class Reader:
    """What the reader of an assessment may do there, read once for all its rows.

    `access` is None where nothing may be done: a page as of an earlier day.
    """

    access: Access | None
    may_set: bool = False
    may_assign: bool = False

    @classmethod
    def of(cls, access: Access, assessment: Assessment) -> "Reader":
        return cls(
            access,
            may_set=access.can(Ability.SET_RESULT, assessment.unit),
            may_assign=access.can(Ability.ASSIGN_RESULT, assessment.unit),
        )

    def acts(self) -> list[tuple[str, str]]:
        """What a page offers to do with ticked indicators (`criteria.views.many`)."""
        assigning = [("phu-trach", "Giao phụ trách")] if self.may_assign else []
        claiming = [("chua-dat", "Ghi chưa đạt"), ("khong-ap-dung", "Ghi không áp dụng")]
        return assigning + (claiming if self.may_set else [])

    def row_of(self, assessment: Assessment, result: Result, **shown: Any) -> IndicatorRow:
        """The row of a result as this reader sees it."""
        # The rule reads the unit through the result: give it the one that is loaded.
        result.assessment = assessment
        may_try = self.may_set and self.access is not None
        deny = rules.deny_set_result(self.access, result) if may_try and self.access else ""
        takes_reason = bool(deny and self.access and rules.needs_reason(self.access, result))
        return row_of(assessment, result, deny_set=deny, takes_reason=takes_reason, **shown)


READ_ONLY = Reader(None)


def totals_now(assessment: Assessment) -> Totals:
    """How far the assessment is, from its standings."""
    return totals_of(assessment, assessment.standings.values_list(*SCORE_FIELDS, named=True))


def sets_with_counts() -> "QuerySet[CriteriaSet]":
    """Every set with the number of its criteria and indicators, newest first."""
    return CriteriaSet.objects.annotate(
        criteria_count=Count("criteria", distinct=True),
        indicator_count=Count("criteria__indicators", distinct=True),
    ).order_by("level", "-year_from", "code", "pk")


def assessments_by(criteria_set: CriteriaSet, access: Access) -> "QuerySet[Assessment]":
    """The assessments in scope that use the set."""
    rows = Assessment.objects.visible_to(access).filter(criteria_set=criteria_set)
    return rows.for_table()


def later_sets(criteria_set: CriteriaSet) -> list[tuple[CriteriaSet, str]]:
    """The sets that refine or amend the set, each with the words for it."""
    return [
        *((s, "cụ thể hóa bộ này") for s in criteria_set.refinements.order_by("code")),
        *((s, "sửa đổi bộ này") for s in criteria_set.amendments.order_by("code")),
    ]


def ordered_criteria(criteria_set: CriteriaSet) -> list[Criterion]:
    """The criteria of a set with their indicators and levels, in the order of the set."""
    levels = Level.objects.order_by("region", "commune_group", "year_from", "pk")
    indicators = Indicator.objects.select_related("parent").prefetch_related(
        Prefetch("levels", levels)
    )
    rows = criteria_set.criteria.prefetch_related(
        Prefetch("indicators", indicators.order_by("order", "pk"))
    )
    found = list(rows.order_by("number"))
    shown = [indicator for criterion in found for indicator in criterion.indicators.all()]
    known = levels_of(shown)
    for indicator in shown:
        indicator.known_levels = known[indicator.pk]
    return found


def floors_of(
    criteria_set: CriteriaSet, criteria: Iterable[Criterion] | None = None
) -> dict[int, list[BelowFloor]]:
    """Key of an indicator → its own levels that are below the floor of the set that it refines."""
    if criteria_set.refines_id is None:
        return {}
    tops = Unit.objects.filter(level=UnitLevel.PROVINCE, name=criteria_set.place)
    below = Unit.objects.filter(level=UnitLevel.COMMUNE, valid_to__isnull=True).exclude(region="")
    regions: set[str] = set()
    for path in tops.values_list("path", flat=True):
        regions |= set(below.filter(path__below=path).values_list("region", flat=True).distinct())
    rows = ordered_criteria(criteria_set) if criteria is None else criteria
    indicators = [indicator for row in rows for indicator in row.indicators.all()]
    return below_floor(criteria_set, indicators, regions)


def kept_indicators(criteria_set: CriteriaSet) -> list[Indicator]:
    """What an amendment leaves as it is: the indicators of the amended set that it does not state.

    None where it states as many as its decision counts. What stands for a whole criterion, by whose
    number it goes, gives way to the indicators stated of that criterion.
    """
    rows = Indicator.objects.select_related("criterion", "parent")
    own = rows.filter(criterion__criteria_set=criteria_set)
    stated = {(row.criterion.number, row.code.lower()) for row in own}
    if criteria_set.amends_id is None or len(stated) >= (criteria_set.indicators_known or 10**6):
        return []
    known = {number for number, _ in stated}
    of_amended = rows.filter(criterion__criteria_set=criteria_set.amends_id)
    return [
        row
        for row in of_amended.order_by("criterion__number", "order", "pk")
        if (row.criterion.number, row.code.lower()) not in stated
        and not (row.code == str(row.criterion.number) and row.criterion.number in known)
    ]


def publishing_doubts(criteria_set: CriteriaSet, criteria: Sequence[Criterion]) -> list[str]:
    """What somebody should have looked at before a set is published for ever, each in a sentence:
    another number than its decision counts, levels that nobody knows, levels below the floor."""
    noun = criteria_set.noun
    indicators = [row for criterion in criteria for row in criterion.indicators.all()]
    counts = (
        (len(criteria), criteria_set.criteria_known, "tiêu chí"),
        (len(indicators), criteria_set.indicators_known, noun),
    )
    found = [
        f"Sổ có {held} {words}, văn bản có {known}."
        for held, known, words in counts
        if known and held != known and not criteria_set.amends_id
    ]
    if kept := kept_indicators(criteria_set):
        codes = ", ".join(row.code for row in kept)
        found.append(
            f"Văn bản không sửa {len(kept)} {noun}, sẽ chép nguyên từ bộ được sửa đổi: {codes}."
        )
    unknown = [
        row.code
        for row in indicators
        if row.is_measured and not any(level.is_stated for level in row.levels.all())
    ]
    if unknown and not criteria_set.refines_id:
        found.append(f"Chưa rõ mức của {len(unknown)} {noun}: {', '.join(unknown)}.")
    if unlinked := unlinked_words(criteria_set, criteria):
        found.append(f"{unlinked}.")
    below = [row for rows in floors_of(criteria_set, criteria).values() for row in rows]
    return found + [f"{row.indicator.code}: {row.words}." for row in below if row.is_looser]


def seen_of_set(criteria_set: CriteriaSet, criteria: Sequence[Criterion]) -> int:
    """The version of a set with all that stands in it, its criteria in their order."""
    indicators = [row for criterion in criteria for row in criterion.indicators.all()]
    levels = [level for row in indicators for level in row.levels.all()]
    return version_of_set(map(seen_row, [criteria_set, *criteria, *indicators, *levels]))


def sets_to_stand_on(criteria_set: CriteriaSet | None = None) -> "QuerySet[CriteriaSet]":
    """The published sets that a draft may refine or amend."""
    sets = CriteriaSet.objects.filter(published_at__isnull=False)
    if criteria_set is not None:
        sets = sets.exclude(pk=criteria_set.pk)
    return sets.order_by("level", "-year_from", "code")


def numbered_criteria(criteria_set: CriteriaSet) -> list[Criterion]:
    """The criteria of a set alone, in its order."""
    return list(criteria_set.criteria.order_by("number"))


def stated_baselines(assessment: Assessment) -> dict[int, str]:
    """Criterion → how it stood when the assessment began, where that was stated."""
    return dict(assessment.baselines.values_list("criterion", "state"))


def version_of_charge(result: Result) -> int:
    """The version of who is in charge, which is no part of the result's own."""
    return version_of_set([result.in_charge_id] if result.in_charge_id else [])


def changes_of(result: Result) -> list[ResultChange]:
    """Every change of a result, the newest first."""
    return list(result.changes.order_by("-pk"))


def changes_since(assessment: Assessment, moment: datetime) -> list[ResultChange]:
    """Every change of the results that were written after the moment, by indicator as they stand
    in the set, oldest first."""
    later = ResultChange.objects.filter(result__assessment=assessment, recorded_at__gt=moment)
    rows = ResultChange.objects.filter(result__in=later.values("result"))
    order = ("result__indicator__criterion__number", "result__indicator__order", "pk")
    return list(rows.select_related("result__indicator").order_by(*order))


def codes_changed(changes: Iterable[ResultChange], moment: datetime) -> list[str]:
    """The indicators whose result states another claim or measure than at the moment."""
    then: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for change in changes:
        now[change.result.indicator.code] = [getattr(change, name) for name in JUDGED]
        if change.recorded_at <= moment:
            then[change.result.indicator.code] = now[change.result.indicator.code]
    return [code for code, stated in now.items() if stated != then.get(code, UNSTATED)]


def tentative_baselines(assessment: Assessment) -> "QuerySet[Baseline]":
    """What was concluded of whole criteria and nobody has confirmed, in the order of the set."""
    rows = assessment.baselines.filter(is_inferred=True).exclude(state=State.UNKNOWN)
    return rows.select_related("criterion").order_by("criterion__number")


def sets_to_open(units: "QuerySet[Unit]") -> "QuerySet[CriteriaSet]":
    """The published sets of the whole country and of the provinces in which the units lie, today
    or before a merger; not those that a later set amends for all their years."""
    tops = {int(path.split("/")[1]) for path in units.values_list("path", flat=True)}
    named = Unit.objects.filter(
        Q(pk__in=tops) | Q(successions__successor__in=tops), level=UnitLevel.PROVINCE
    )
    amended = CriteriaSet.objects.filter(
        amends=OuterRef("pk"), published_at__isnull=False, year_from__lte=OuterRef("year_from")
    )
    sets = CriteriaSet.objects.filter(published_at__isnull=False).exclude(Exists(amended))
    places = ["", *named.values_list("name", flat=True)]
    return sets.filter(place__in=places).order_by("level", "-year_from", "code")


def level_to_open(units: "QuerySet[Unit]", unit: int | None) -> str:
    """The level of the sets by which the unit is judged; "" for none of these units."""
    found = units.filter(pk=unit).first() if unit else None
    if found is None:
        return ""
    return SetLevel.VILLAGE if found.is_village else SetLevel.COMMUNE


def only_set_to_open(sets: "QuerySet[CriteriaSet]", level: str, year: int) -> CriteriaSet | None:
    """The set by which a unit of the level is judged in the year, where no other could be meant."""
    sets = sets.filter(level=level, year_from__lte=year)
    fitting = list(sets.filter(Q(year_to__isnull=True) | Q(year_to__gte=year))[:2])
    return fitting[0] if len(fitting) == 1 else None


def units_to_open(access: Access) -> "QuerySet[Unit]":
    """The units whose assessment the person may open: communes and villages that exist."""
    mine = Unit.objects.visible_to(access.holding(Ability.EDIT_PLAN))
    first = mine.filter(level__in=SetLevel.values, valid_to__isnull=True)
    offered = first.order_by("path", "pk").values("pk")[:MOST_UNITS]
    units = Unit.objects.filter(pk__in=offered)
    return units.select_related("parent").order_by("path", "pk")


def unit_of_main_posting(access: Access, units: "QuerySet[Unit]") -> int | None:
    """The unit of the main posting, where it is one of these."""
    posting = access.main_posting
    return posting.unit_id if posting and units.filter(pk=posting.unit_id).exists() else None


def assessment_results(
    assessment: Assessment, *, number: int | None = None, keys: Iterable[int] | None = None
) -> list[Result]:
    """The results, of one criterion or of these keys alone, with all that judging them needs."""
    rows = Result.objects.filter(assessment=assessment)
    if number is not None:
        rows = rows.filter(indicator__criterion__number=number)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    results = with_levels(rows.for_table())
    for result in results:
        result.assessment = assessment
    return results


def results_as_of(assessment: Assessment, day: date, number: int | None = None) -> list[Result]:
    """The results of an assessment as they stood on the day, unsaved, in the order of the set.

    What nobody had claimed by then is empty. `number` keeps one criterion only.
    """
    rows = Result.objects.filter(assessment=assessment)
    if number is not None:
        rows = rows.filter(indicator__criterion__number=number)
    changes = {
        change.result_id: change
        for change in ResultChange.objects.filter(result__in=rows).as_of(day)
    }
    results = with_levels(rows.for_table())
    blank = Result()
    for result in results:
        for name, value in measured_values(changes.get(result.pk) or blank).items():
            setattr(result, name, value)
    return results


def by_criterion(results: Iterable[Result]) -> dict[int, list[Result]]:
    """The results by the key of their criterion."""
    found: dict[int, list[Result]] = {}
    for result in results:
        found.setdefault(result.indicator.criterion_id, []).append(result)
    return found


def scores_as_of(
    assessment: Assessment, day: date, results: list[Result] | None = None
) -> dict[Criterion, Score]:
    """Criterion → its score as of the day; baselines stated later than the day do not count.

    `results` are those of `results_as_of` for the same day, when they have been read already.
    """
    known = by_criterion(results_as_of(assessment, day) if results is None else results)
    baselines = {
        b.criterion_id: b for b in assessment.baselines.all() if b.as_of is None or b.as_of <= day
    }
    return {
        criterion: score_of(
            assessment, criterion, known.get(criterion.pk, []), baselines.get(criterion.pk)
        )
        for criterion in assessment.criteria_set.criteria.order_by("number")
    }


def general_level(indicator: Indicator) -> Level | None:
    """The level that binds everywhere and always; those of regions and years stand beside it."""
    known = indicator.levels.all()
    return next((one for one in known if not one.scope_words and not one.edition), None)
