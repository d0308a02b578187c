"""Taking over what an assessment by the old set states into one by the new set."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from criteria.comparison import Measure, compare, is_judged, level_of
from criteria.enums import Claim, Comparison, IndicatorKind
from criteria.judging import row_of
from criteria.mapping import rules
from criteria.mapping.sameness import is_same_measure
from criteria.models import Assessment, MappedIndicator, Origin, Result, SetMapping
from criteria.models.assessments import measured_values, with_levels
from criteria.models.mappings import ALONE
from criteria.services.results import conclude_whole, judge_by_now, keep
from criteria.services.standings import recompute
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.acts import Act
from villages.edit import editing, set_fields
from villages.enums import Ability
from villages.models import Official, Posting

ACTION = "lấy kết quả từ đánh giá trước"


@dataclass
class Carried:
    """How many results took over something, and how many of them must be judged anew."""

    results: int = 0
    to_judge: int = 0


@dataclass(frozen=True)
class _Source:
    """One older result, and the row of the mapping by which it leads on."""

    row: MappedIndicator
    result: Result


def carry_results(
    *, by: Access, assessment: Assessment, source: Assessment, mapping: SetMapping, act: Act
) -> Carried:
    """Each result of the new assessment that nobody has touched takes over what leads to it.

    What stays the same is taken whole; of a figure that is still measured in the same way the
    figure alone, for the claim is another's word on another level; the rest is only pointed to.
    What was taken over before, and what somebody has set since, stays: once more adds nothing.
    """
    if reason := rules.deny_carry(by, assessment, source, mapping):
        raise Refused(reason)
    olds = _results(source)
    news = _results(assessment, locks=True)
    known = set(
        Origin.objects.filter(result__in=[row.pk for row in news.values()]).values_list(
            "result", "from_result"
        )
    )
    done, origins, touched = Carried(), [], set()
    for indicator_id, sources in _by_new(mapping, olds).items():
        result = news.get(indicator_id)
        if result is None:
            continue
        fresh = [one for one in sources if (result.pk, one.result.pk) not in known]
        if not fresh:
            continue
        made = _carry_one(by, assessment, source, result, fresh, act)
        origins += made
        done.results += 1
        done.to_judge += any(origin.needs_judgement for origin in made)
        touched.add(result.indicator.criterion)
    Origin.objects.bulk_create(origins)
    for criterion in sorted(touched, key=lambda criterion: criterion.number):
        recompute(assessment, criterion)
    return done


def _results(assessment: Assessment, *, locks: bool = False) -> dict[int, Result]:
    """Indicator → result, with all that judging needs."""
    rows = Result.objects.filter(assessment=assessment).select_related("indicator__criterion")
    if locks:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = with_levels(rows.order_by("pk"))
    for row in found:
        row.assessment = assessment
    return {row.indicator_id: row for row in found}


def _by_new(mapping: SetMapping, olds: dict[int, Result]) -> dict[int, list[_Source]]:
    """New indicator → the older results that lead to it, in the order of the old set."""
    found: dict[int, list[_Source]] = {}
    rows = mapping.rows.filter(old__isnull=False, new__isnull=False).select_related("old", "new")
    for row in rows.order_by("old__criterion__number", "old__order", "pk"):
        if row.new_id and row.old_id in olds:
            found.setdefault(row.new_id, []).append(_Source(row, olds[row.old_id]))
    return found


def _carry_one(
    by: Access,
    assessment: Assessment,
    source: Assessment,
    result: Result,
    fresh: list[_Source],
    act: Act,
) -> list[Origin]:
    """Fill one result as far as its sources allow; where it now comes from, not saved."""
    is_free = result.version == 0
    fields: dict[str, Any] = {}
    judged_anew = any(is_judged(s.result) and s.row.kind in rules.JUDGED_ANEW for s in fresh)
    if is_free and len(fresh) == 1 and fresh[0].row.kind in ALONE:
        fields, is_settled = _taken(assessment, source, result, fresh[0])
        judged_anew = is_judged(fresh[0].result) and not is_settled
    keeper = None if result.in_charge_id else _in_charge(by, assessment, fresh)
    if fields or keeper:
        _write(by, result, fields, keeper, act)
    return [
        Origin(
            result=result,
            from_result=one.result,
            row=one.row,
            from_version=one.result.version,
            version=result.version,
            needs_judgement=is_free and judged_anew and is_judged(one.result),
        )
        for one in fresh
    ]


def _taken(
    assessment: Assessment, source: Assessment, result: Result, one: _Source
) -> tuple[dict[str, Any], bool]:
    """The fields that the result takes over from the only old one mapped to it, and whether its
    claim stays valid: it does where nothing changed and the level of the year does not contradict
    it."""
    old, indicator = one.result, result.indicator
    if indicator.kind == IndicatorKind.PARTS or not is_judged(old):
        return {}, not is_judged(old)
    if not is_same_measure(old.indicator, indicator):
        return {}, False
    values = measured_values(old)
    values.pop("edition")
    if one.row.kind == "same" and not _states_otherwise(assessment, source, result, old):
        return values, True
    if old.value is None and not old.grade:
        return {}, False
    return values | {"claim": Claim.NOT_YET}, False


def _states_otherwise(
    assessment: Assessment, source: Assessment, result: Result, old: Result
) -> bool:
    """Whether the level that binds now speaks against the claim, and the old one did not."""
    before = row_of(source, old).comparison
    now = compare(result.indicator, Measure.of(old), level_of(assessment, result.indicator))
    against = {Claim.MET: Comparison.SHORT, Claim.NOT_MET: Comparison.MEETS}.get(Claim(old.claim))
    return against is not None and now == against and before != against


def _in_charge(by: Access, assessment: Assessment, fresh: Iterable[_Source]) -> Official | None:
    """Who was in charge of all that leads here, while that person still serves there."""
    people = {one.result.in_charge_id for one in fresh}
    if len(people) != 1 or None in people:
        return None
    held = Posting.objects.open_on(by.on).filter(
        official__in=people, unit__path__below=assessment.unit.path
    )
    posting = held.select_related("official").first()
    return posting.official if posting else None


def _write(
    by: Access, result: Result, fields: dict[str, Any], keeper: Official | None, act: Act
) -> None:
    """Save what was taken over, with its change kept for ever; the result given is the saved."""
    with editing(
        by=by,
        rows=Result.objects.select_related("assessment__unit", "indicator__criterion"),
        pk=result.pk,
        action=ACTION,
        ability=Ability.EDIT_PLAN,
    ) as edit:
        edit.act, edit.keeps_version = act, not fields
        edit.row.indicator = result.indicator
        set_fields(edit.row, fields | ({"in_charge": keeper} if keeper else {}))
        if fields:
            judge_by_now(edit.row)
    if fields:
        keep(by, edit.row, ACTION.capitalize())
        if whole := result.indicator.part_of_id:
            conclude_whole(by, edit.row.assessment, whole)
    result.version = edit.row.version
