"""Writes criteria sets once; a set that stands already must hold the same as the fixtures."""

from typing import Any

from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.services import add_level, publish
from ntm_project.sample.journal import Journal
from ntm_project.sample.rows import Draft
from ntm_project.sample.sets import PART_OF, SetDraft
from villages.audit import record
from villages.models import Unit

# Sets belong to no unit: the trail keeps them at the root, above every province.
NATION = Unit(path="/")


def write_sets(drafts: dict[str, SetDraft], journal: Journal) -> None:
    """Load and publish the sets that are missing; refuse other content in one that stands."""
    standing = {row.code: row for row in CriteriaSet.objects.filter(code__in=drafts)}
    if standing:
        _compare(drafts, standing)
    for code, draft in drafts.items():
        if code not in standing:
            standing[code] = _write(draft, standing, journal)


def _write(draft: SetDraft, sets: dict[str, CriteriaSet], journal: Journal) -> CriteriaSet:
    refs = {name: sets[code] for name, code in draft.set.refs.items() if code}
    made = CriteriaSet(code=draft.set.name, **draft.set.fields, **refs)
    with draft.set.row.guard():
        made.full_clean()
        made.save()
    criteria = [Criterion(criteria_set=made, **d.fields) for d in draft.criteria.values()]
    for source, criterion in zip(draft.criteria.values(), criteria, strict=True):
        with source.row.guard():
            criterion.clean_fields(exclude=["criteria_set"])
    Criterion.objects.bulk_create(criteria)
    indicators = _write_indicators(draft, criteria, made)
    levels = [Level(indicator=indicators[d.refs["indicator"]], **d.fields) for d in draft.levels]
    for source, level in zip(draft.levels, levels, strict=True):
        with source.row.guard():
            level.clean_fields(exclude=["indicator"])
            level.validate_constraints(exclude=["indicator"])
    Level.objects.bulk_create(levels)
    publish(made)
    made.save(update_fields=["published_at", "edition"])
    record(journal.by, "công bố bộ tiêu chí", made, unit=NATION)
    journal.count(made)
    journal.count(Criterion, len(criteria))
    journal.count(Indicator, len(indicators))
    journal.count(Level, len(levels))
    return made


def _write_indicators(
    draft: SetDraft, criteria: list[Criterion], made: CriteriaSet
) -> dict[str, Indicator]:
    by_number = {str(criterion.number): criterion for criterion in criteria}
    parents = {
        i.code: i for i in Indicator.objects.filter(criterion__criteria_set_id=made.refines_id)
    }
    indicators = {}
    for code, row in draft.indicators.items():
        indicator = Indicator(
            criterion=by_number[row.refs["criterion"]],
            code=code,
            parent=parents[row.refs["parent"]] if row.refs["parent"] else None,
            **row.fields,
        )
        with row.row.guard():
            indicator.clean_fields(exclude=["criterion", "parent"])
        indicators[code] = indicator
    Indicator.objects.bulk_create(indicators.values())
    for code, row in draft.indicators.items():
        if whole := row.refs["part_of"]:
            if whole not in indicators:
                raise row.row.error(f"không có chỉ tiêu {whole} trong bộ.", PART_OF)
            indicators[code].part_of = indicators[whole]
    Indicator.objects.bulk_update(indicators.values(), ["part_of"])
    return indicators


def write_added_levels(drafts: list[Draft], journal: Journal) -> None:
    """Complete the published sets as whoever keeps them would, once each."""
    for draft in drafts:
        name = "/".join(str(part or "") for part in draft.name)
        if journal.has(Level, name):
            continue
        indicator = Indicator.objects.select_related("criterion__criteria_set").get(
            criterion__criteria_set__code=draft.refs["set"], code=draft.refs["indicator"]
        )
        with draft.row.guard():
            level = add_level(by=journal.by, indicator=indicator, fields=draft.fields)
        journal.add(level, name, NATION)


def _compare(drafts: dict[str, SetDraft], standing: dict[str, CriteriaSet]) -> None:
    """Refuses at the first row that differs from what stands."""
    codes = {row.pk: code for code, row in standing.items()}
    criteria: dict[str, list[Criterion]] = {code: [] for code in standing}
    for criterion in Criterion.objects.filter(criteria_set__in=codes).order_by("number"):
        criteria[codes[criterion.criteria_set_id]].append(criterion)
    indicators: dict[str, list[Indicator]] = {code: [] for code in standing}
    rows = Indicator.objects.filter(criterion__criteria_set__in=codes)
    for indicator in rows.select_related("criterion", "parent", "part_of").prefetch_related(
        "levels"
    ):
        indicators[codes[indicator.criterion.criteria_set_id]].append(indicator)
    for code, row in standing.items():
        _compare_set(drafts[code], row, codes, criteria[code], indicators[code])


def _compare_set(
    draft: SetDraft,
    row: CriteriaSet,
    codes: dict[int, str],
    criteria: list[Criterion],
    indicators: list[Indicator],
) -> None:
    refs = {
        "refines": codes.get(row.refines_id or 0, ""),
        "amends": codes.get(row.amends_id or 0, ""),
    }
    _same(draft.set, draft.set, row, refs)
    _same_keys(draft, draft.criteria, {str(c.number) for c in criteria}, "tiêu chí")
    for criterion in criteria:
        _same(draft.set, draft.criteria[str(criterion.number)], criterion)
    _same_keys(draft, draft.indicators, {i.code for i in indicators}, "chỉ tiêu")
    for indicator in indicators:
        refs = {
            "criterion": str(indicator.criterion.number),
            "parent": indicator.parent.code if indicator.parent else "",
            "part_of": indicator.part_of.code if indicator.part_of else "",
        }
        _same(draft.set, draft.indicators[indicator.code], indicator, refs)
        _same_levels(draft, indicator)


def _same_levels(draft: SetDraft, indicator: Indicator) -> None:
    wanted = [d for d in draft.levels if d.refs["indicator"] == indicator.code]
    published = [level for level in indicator.levels.all() if level.edition == 0]
    levels = sorted(published, key=lambda level: level.pk)
    if len(wanted) != len(levels):
        row = (wanted[-1] if wanted else draft.indicators[indicator.code]).row
        raise row.error(
            f"bộ {draft.set.name} đang có {len(levels)} mức cho chỉ tiêu {indicator.code}, "
            f"tệp có {len(wanted)}. {_remedy(draft.set)}"
        )
    for source, level in zip(wanted, levels, strict=True):
        _same(draft.set, source, level)


def _same_keys(draft: SetDraft, wanted: dict[str, Draft], have: set[str], what: str) -> None:
    if odd := [key for key in wanted if key not in have]:
        row = wanted[odd[0]].row
        raise row.error(f"{what} {odd[0]} không có trong bộ đang dùng. {_remedy(draft.set)}")
    if gone := sorted(have.difference(wanted)):
        raise draft.set.row.error(
            f"tệp thiếu {what} {', '.join(gone)} của bộ đang dùng. {_remedy(draft.set)}"
        )


# How far a row was checked is recorded in the program, after it was loaded.
_MARKS = {"confidence", "is_verified"}


def _same(of: Draft, draft: Draft, row: Any, refs: dict[str, str] | None = None) -> None:
    """Refuses when the row's fields or references differ from the draft's."""
    for name, value in draft.fields.items():
        if name in _MARKS:
            continue
        if (have := getattr(row, name)) != value:
            label = row._meta.get_field(name).verbose_name
            raise draft.row.error(
                f"{label} là “{value or ''}”, bộ {of.name} đang dùng “{have or ''}”. {_remedy(of)}"
            )
    for name, have in (refs or {}).items():
        if draft.refs[name] != have:
            label = row._meta.get_field(name).verbose_name
            raise draft.row.error(
                f"{label} là “{draft.refs[name]}”, bộ {of.name} đang dùng “{have}”. {_remedy(of)}"
            )


def _remedy(of: Draft) -> str:
    return (
        f"Bộ đã công bố không sửa được: trả lại nội dung cũ của {of.name}, hoặc lập bộ có mã mới "
        f"và ghi {of.name} ở cột “sửa đổi bộ”."
    )
