"""Levels of a region, a group of communes or a year: a column of the list for each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from criteria.enums import Comparator
from criteria.forms.drafts import GeneralLevelForm, IndicatorForm
from criteria.models import CriteriaSet, Indicator, Level
from criteria.queries.sets import general_level
from criteria.resources.level_cells import (
    fraction_doubt,
    in_unit_of_column,
    indicator_kind_of,
    is_met_alone,
    spelled_out,
    unit_in_wording,
    why_in_words,
)
from criteria.services.drafts import ScopedLevel
from ntm_project.common.text import fold, spoken
from villages.enums import Region
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import ByHeading, Column
from villages.imports.faults import CellError
from villages.imports.names import errors_of

_NAME = "level"
_ALSO_REGIONS = {
    "Trung du và miền núi phía Bắc": Region.NORTH_MIDLAND,
    "Miền núi phía Bắc": Region.NORTH_MIDLAND,
    "Nam Trung Bộ": Region.SOUTH_CENTRAL_COAST,
    "ĐBSH": Region.RED_RIVER,
    "ĐBSCL": Region.MEKONG_DELTA,
}
# Longest first: “Duyên hải Nam Trung Bộ” before “Nam Trung Bộ”.
_REGIONS = sorted(
    (
        (spoken(words), region)
        for words, region in (*((str(one.label), one) for one in Region), *_ALSO_REGIONS.items())
    ),
    key=lambda pair: -len(pair[0]),
)
_GROUP = re.compile(r"\bnhom (?:xa )?(\d{1,2})\b")
_FROM, _TO = (re.compile(rf"\b{word} (?:nam )?(20\d\d)\b") for word in ("tu", "den"))
_YEAR = re.compile(r"\b20\d\d\b")
# What a heading may hold beside region, group and year.
_BESIDE = set(
    spoken(
        "mức yêu cầu đạt chuẩn quy định vùng xã theo đối với các năm giai đoạn chỉ tiêu áp dụng"
    ).split()
)
_BY_HAND = "Để ô như đã xuất; sửa các mức ấy ở trang quản trị."
_FIELDS = ("comparator", "value", "denominator", "grade", "words")


class LevelScope(NamedTuple):
    """The units and years that a level applies to."""

    region: str = ""
    commune_group: int | None = None
    year_from: int | None = None
    year_to: int | None = None

    @classmethod
    def of(cls, level: Level) -> "LevelScope":
        return cls(level.region, level.commune_group, level.year_from, level.year_to)

    @classmethod
    def named(cls, name: str) -> "LevelScope":
        """The scope that the name of a column stands for."""
        _, region, *numbers = name.split(":")
        return cls(region, *(int(number) if number else None for number in numbers))

    @classmethod
    def of_heading(cls, heading: str) -> "LevelScope | None":
        """`Mức – Bắc Trung Bộ`, `Mức yêu cầu năm 2026`; None for what names anything else."""
        key, found = f" {spoken(heading)} ", cls()
        for words, region in _REGIONS:
            if f" {words} " in key:
                key, found = key.replace(f" {words} ", " "), found._replace(region=str(region))
                break
        numbers: list[int | None] = []
        for pattern in (_GROUP, _FROM, _TO):
            number = pattern.search(key)
            key = key.replace(number[0], " ") if number else key
            numbers.append(int(number[1]) if number else None)
        found = cls(found.region, *numbers)
        if years := [int(year) for year in _YEAR.findall(key)]:
            key = _YEAR.sub(" ", key)
            if len(years) > 2 or found.year_from or found.year_to:
                return None
            found = found._replace(year_from=years[0], year_to=years[-1])
        is_only_scope = found != cls() and set(key.split()) <= _BESIDE
        return found if is_only_scope else None

    @property
    def column_name(self) -> str:
        return ":".join([_NAME, self.region, *(str(one or "") for one in self[1:])])

    @property
    def heading(self) -> str:
        first, last = self.year_from, self.year_to
        years = f"năm {first}" if first == last else f"năm {first}–{last}"
        if not (first and last):
            years = f"từ năm {first}" if first else f"đến năm {last}"
        parts = [
            str(Region(self.region).label) if self.region else "",
            f"nhóm {self.commune_group}" if self.commune_group else "",
            years if first or last else "",
        ]
        parts = [part for part in parts if part]
        return f"Mức {parts[0]}" if parts == [years] else f"Mức – {' – '.join(parts)}"

    def column(self, also: Sequence[str] = (), example: Sequence[str] = ()) -> Column:
        return Column(self.column_name, self.heading, width=16, takes_words=True, also=also,
                      dash_is_none=True, example=example,
                      note="Như cột Mức, chỉ cho vùng, năm ấy: ≥ 58, 100%, Đạt.")  # fmt: skip


def level_columns(heads: Sequence[str]) -> tuple[Column, ...]:
    """The columns that these headings of a file are."""
    found: dict[LevelScope, Column] = {}
    for heading in heads:
        if scope := LevelScope.of_heading(heading):
            found.setdefault(scope, scope.column([heading]))
    return tuple(found.values())


def is_scoped(name: str) -> bool:
    """Whether a column is one of these."""
    return name.startswith(f"{_NAME}:")


BY_HEADING = ByHeading(lambda heading: LevelScope.of_heading(heading) is not None, level_columns)


def scoped_levels(levels: Iterable[Level]) -> dict[LevelScope, list[Level]]:
    """The levels of the set as published that bind somewhere or some time alone."""
    found: dict[LevelScope, list[Level]] = {}
    for level in levels:
        if level.scope_words and not level.edition:
            found.setdefault(LevelScope.of(level), []).append(level)
    return dict(sorted(found.items(), key=lambda pair: [str(part or "") for part in pair[0]]))


def cell_of(levels: Iterable[Level]) -> str:
    """The cell of a scope; of a level whose direction alone is known, its sign."""
    return "; ".join(
        one.display if one.is_stated else str(Comparator(one.comparator).label) for one in levels
    )


def level_read(column: str, cell: str, indicator: Indicator, sign: str) -> Level:
    """The level that a cell states of the indicator, unsaved; `CellError` at the column. `sign` is
    that of its general level, for a bare number."""
    found = spelled_out(cell, sign, indicator.unit_words, indicator.grade_scale)
    if not found:
        found = {"value": cell, "comparator": sign}
    elif not (found.get("value") or found.get("grade")):
        found = {"words": cell}
    unit = found.pop("unit_words", "")
    try:
        if unit and indicator.unit_words and unit != indicator.unit_words:
            found["value"] = in_unit_of_column(found["value"], unit, indicator.unit_words)
        signs = {str(one.label): str(one.value) for one in Comparator}
        found["comparator"] = signs.get(found.get("comparator", ""), "")
        form = GeneralLevelForm({name: found.get(name, "") for name in _FIELDS})
        errors_of(form)
        made = Level(indicator=indicator, **{name: form.cleaned_data[name] for name in _FIELDS})
        made.full_clean(exclude=["indicator", "confidence"])
    except ValidationError as error:
        raise CellError(column, error.messages[0], "Ghi như cột Mức: ≥ 58, 100%, Đạt.") from error
    return made


def fields_of(level: Level) -> dict[str, Any]:
    """What a cell states of a level."""
    return {name: getattr(level, name) for name in _FIELDS}


def kind_shown(cells: Mapping[str, str]) -> dict[str, str]:
    """What the first cell of a scope that states a figure, or no more than “Đạt”, shows of the kind
    and the unit; that of the first in words where none does."""
    beside = [cells.get(name, "") for name in ("comparator", "unit_words", "grade_scale")]
    scoped = (cells[name] for name in cells if is_scoped(name))
    stated = [spelled_out(cell, *beside) or {"value": cell} for cell in scoped if cell]
    first = (one for one in stated if one.get("value") or "words" not in one or one.get("grade"))
    return next(first, next(iter(stated), {}))


class ScopedLevelsResource(CodedResource):
    """A list whose rows have levels of regions and years; which columns it has follows from them
    and from the headings of a file."""

    by_heading = BY_HEADING
    place: CriteriaSet

    @cached_property
    def scopes(self) -> list[LevelScope]:
        """The regions and years of the set's levels, each a column of what goes out."""
        levels = Level.objects.filter(indicator__criterion__criteria_set=self.place)
        return list(scoped_levels(levels))

    def sent(self) -> tuple[Column, ...]:
        return (*super().sent(), *(scope.column() for scope in self.scopes))

    def offered(self) -> tuple[Column, ...]:
        region, year = LevelScope(Region.NORTH_MIDLAND), self.place.year_from
        examples = {
            region: ("", "≥ 95%", "≥ 35%"),
            LevelScope("", None, year, year): ("", "", "≥ 40%"),
        }
        examples |= {scope: ("", "", "") for scope in self.scopes if scope not in examples}
        more = (scope.column(example=shown) for scope, shown in examples.items())
        return (*super().offered(), *more)

    def facts(self, row: Indicator) -> Sequence[Any]:
        """What refines none, or has no level of a region or year, stands as in a file from before
        there were columns for it, the last."""
        state = self.state(row)
        facts = tuple(c.shown(state.get(c.name)) for c in self.columns if c is not CODE)
        scoped = tuple(f"{name}={words}" for name, words in state.items() if is_scoped(name))
        return (facts if row.parent_id else facts[:-1]) + scoped

    def scoped_read(
        self, cells: Mapping[str, str], row: Indicator | None, form: IndicatorForm
    ) -> dict[str, str]:
        """The cells of regions and years as `state` gives them; what is put on which level is
        kept."""
        recorded = scoped_levels(row.levels.all()) if row else {}
        self.scoped: dict[str, ScopedLevel] = {}
        values: dict[str, str] = {}
        if not form.is_valid():
            return values
        general, indicator = general_level(row) if row else None, Indicator(**form.cleaned_data)
        sign = cells.get("comparator") or (general.get_comparator_display() if general else "")
        for name in filter(is_scoped, cells):
            cell, scope = cells[name], LevelScope.named(name)
            levels = recorded.get(scope, [])
            values[name] = cell_of(levels)
            if fold(cell) == fold(values[name]):
                continue
            with self.faults:
                if len(levels) > 1:
                    raise CellError(name, "Có nhiều mức cùng vùng, cùng năm.", _BY_HAND)
                made = level_read(name, cell, indicator, sign) if cell else Level()
                old = levels[0] if levels else Level(**scope._asdict())
                values[name] = cell_of([made]) if cell else ""
                self.scoped[name] = old, fields_of(made)
        return values

    def fraction_doubts(self, kind: str, comparator: str, value: Decimal | None) -> Iterable[str]:
        """What levels may be shares typed as fractions: the general one, of these cells, and those
        of regions and years beside it."""
        doubts = [fraction_doubt(kind, comparator, value)]
        for _, fields in self.scoped.values():
            sign = str(Comparator(fields["comparator"]).label) if fields.get("comparator") else ""
            doubts.append(fraction_doubt(kind, sign, fields.get("value"), value))
        return filter(None, dict.fromkeys(doubts))

    def words_doubts(self, values: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
        """Why each level that now is words is no figure."""
        is_other = values.get("words", "") != before.get("words", "")
        stated = [{**before, **values}] if is_other else []
        stated += [dict(fields) for _, fields in self.scoped.values()]
        cells = (one["words"] for one in stated if not (one.get("grade") or one.get("value")))
        return [
            why_in_words(cell) for cell in dict.fromkeys(cells) if cell and not is_met_alone(cell)
        ]


def _shows_kind(words: str) -> bool:
    """Whether a general level in words shows by a figure what is measured; “UBND tỉnh quy định”
    leaves that to the levels of regions and years."""
    return any(letter.isdecimal() for letter in words)


def kind_and_unit(cells: Mapping[str, str], spelled: Mapping[str, str]) -> dict[str, str]:
    """Kind and unit of a new indicator, as far as the file has none and the rest shows them."""
    found, shown = dict[str, str](), dict(spelled)
    is_known = any(spelled.get(name) for name in ("value", "grade"))
    is_known = is_known or is_met_alone(cells.get("value", ""))
    if not is_known and not _shows_kind(spelled.get("words", "")):
        stated = kind_shown(cells)
        shown = stated | {name: words for name, words in spelled.items() if words}
    if "unit_words" not in spelled and shown.get("value"):
        unit = shown.get("unit_words") or unit_in_wording(cells["wording"])
        found |= {"unit_words": unit} if unit else {}
    if "kind" not in cells:
        found["kind"] = str(indicator_kind_of(shown | found).label)
    return found
