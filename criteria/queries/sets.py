"""What pages read of criteria sets: one whole, what it stands on, what to see before publishing."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Prefetch, QuerySet

from criteria.floors import BelowFloor, below_floor, unlinked_words
from criteria.models import Assessment, CriteriaSet, Criterion, Indicator, Level
from criteria.models.levels import levels_of
from ntm_project.common.models import VersionedModel
from villages.access import Access
from villages.edit import seen_row, version_of_set
from villages.enums import UnitLevel
from villages.models import Unit


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

    None where it states as many as its decision counts. An indicator that carries the number
    of its criterion is left out once indicators of that criterion are stated.
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
    """The version of a set with all that it holds, its criteria in their order."""
    indicators = [row for criterion in criteria for row in criterion.indicators.all()]
    levels = [level for row in indicators for level in row.levels.all()]
    rows: list[VersionedModel] = [criteria_set, *criteria, *indicators, *levels]
    return version_of_set(map(seen_row, rows))


def sets_to_stand_on(criteria_set: CriteriaSet | None = None) -> "QuerySet[CriteriaSet]":
    """The published sets that a draft may refine or amend."""
    sets = CriteriaSet.objects.filter(published_at__isnull=False)
    if criteria_set is not None:
        sets = sets.exclude(pk=criteria_set.pk)
    return sets.order_by("level", "-year_from", "code")


def numbered_criteria(criteria_set: CriteriaSet) -> list[Criterion]:
    """The criteria of a set alone, in its order."""
    return list(criteria_set.criteria.order_by("number"))


def general_level(indicator: Indicator) -> Level | None:
    """The level that binds everywhere and always, else None."""
    known = indicator.levels.all()
    return next((one for one in known if not one.scope_words and not one.edition), None)
