"""A province's set beside the national one that it refines: own levels that are looser than the
floor (QĐ 51/2025/QĐ-TTg: provinces set levels, never below those of the national set)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from criteria.comparison import Strictness, level_for, strictness
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from villages.enums import Region


@dataclass(frozen=True)
class BelowFloor:
    """A level that is lower than its floor, or cannot be compared with it, and for whom."""

    indicator: Indicator
    own: Level
    floor: Level
    is_looser: bool  # else nobody can know by the figures
    scope: str

    @property
    def words(self) -> str:
        """`Mức ≥ 85% nhẹ hơn mức sàn ≥ 90% (vùng Đồng bằng sông Hồng)`."""
        how = "nhẹ hơn" if self.is_looser else "không so được bằng số với"
        scope = f" ({self.scope})" if self.scope else ""
        return f"Mức {self.own.display} {how} mức sàn {self.floor.display}{scope}"


def below_floor(
    criteria_set: CriteriaSet, indicators: Iterable[Indicator], regions: Collection[str] = ()
) -> dict[int, list[BelowFloor]]:
    """Key of an indicator → where its own levels are below those of the one that it refines.

    Levels and parents should have been read. `regions` are those in which the set applies; where
    none is known every region that a level names counts.
    """
    found = {}
    for indicator in indicators:
        if indicator.parent and (rows := list(_below(criteria_set, indicator, regions))):
            found[indicator.pk] = rows
    return found


def _below(
    criteria_set: CriteriaSet, indicator: Indicator, regions: Collection[str]
) -> Iterator[BelowFloor]:
    """Each pair of own level and floor once, for the first whom it binds."""
    assert indicator.parent is not None
    known, seen = indicator.known_levels, set()
    for of_unit in _scopes(criteria_set, [*known.own, *known.every_lent], regions):
        own = level_for(known.own, **of_unit)
        lent = [level_for(levels, **of_unit) for levels in known.lent]
        floor = next((level for level in lent if level and level.is_stated), None)
        if own is None or floor is None or not own.is_stated or (own.pk, floor.pk) in seen:
            continue
        seen.add((own.pk, floor.pk))
        result = strictness(indicator, own, indicator.parent, floor)
        if result != Strictness.ENOUGH:
            scope = floor.scope_words or own.scope_words or _words(of_unit)
            yield BelowFloor(indicator, own, floor, result == Strictness.LOOSER, scope)


def _scopes(
    criteria_set: CriteriaSet, levels: list[Level], regions: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Every kind of unit and year between which the levels differ."""
    named = sorted({level.region for level in levels if level.region})
    places = [one for one in named if one in regions] if regions else ["", *named]
    groups = sorted({level.commune_group for level in levels if level.commune_group})
    first, last = criteria_set.year_from, criteria_set.year_to
    starts = {first}
    for level in levels:
        starts |= {level.year_from or first, (level.year_to or first - 1) + 1}
    years = sorted(year for year in starts if year >= first and (not last or year <= last))
    for region, group, year in product(places or [""], [None, *groups], years):
        yield {"region": region, "commune_group": group, "year": year}


def _words(of_unit: dict[str, Any]) -> str:
    region, group = of_unit["region"], of_unit["commune_group"]
    parts = [Region(region).label if region else "", f"nhóm {group}" if group else ""]
    return ", ".join(str(part) for part in parts if part)


def unlinked_words(criteria_set: CriteriaSet, criteria: Iterable[Criterion]) -> str:
    """A warning that names the indicators of a refining set which are neither linked to the refined
    set nor checked to be its own; "" when there are none."""
    rows = unlinked_indicators(criteria_set, criteria)
    if not (codes := [row.code for row in rows if row.checked_at is None]):
        return ""
    noun = criteria_set.noun
    return (
        f"{len(codes)} {noun} chưa nối với {noun} của bộ được cụ thể hóa nên chưa so được mức: "
        f"{', '.join(codes)}"
    )


def own_words(criteria_set: CriteriaSet, criteria: Iterable[Criterion]) -> str:
    """The indicators of a refining set that were checked to be its own, in one sentence."""
    rows = unlinked_indicators(criteria_set, criteria)
    codes = ", ".join(row.code for row in rows if row.checked_at)
    return f"Riêng của bộ này, không có mức sàn (đã đối chiếu): {codes}" if codes else ""


def unlinked_indicators(
    criteria_set: CriteriaSet, criteria: Iterable[Criterion]
) -> list[Indicator]:
    """Indicators of a refining set without a link to the refined set. An amendment takes over the
    links of the amended set when it is published, so those count as linked."""
    if criteria_set.refines_id is None:
        return []
    linked = _links_to_take_over(criteria_set)
    return [
        row
        for criterion in criteria
        for row in criterion.indicators.all()
        if row.parent_id is None and (criterion.number, row.code.lower()) not in linked
    ]


def _links_to_take_over(criteria_set: CriteriaSet) -> set[tuple[int, str]]:
    """Number and code of what is linked in the amended set of a draft (`criteria.services.amending`
    copies by them)."""
    amended = criteria_set.amends
    if amended is None or criteria_set.published_at is not None:
        return set()
    if amended.refines_id != criteria_set.refines_id:
        return set()
    rows = Indicator.objects.filter(criterion__criteria_set=amended, parent__isnull=False)
    codes = rows.values_list("criterion__number", "code")
    return {(number, code.lower()) for number, code in codes}
