"""What the lists of every app read alike: units by their names, closed lists by their labels."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint
from rapidfuzz import fuzz, process

from ntm_project.common.text import fold
from villages.enums import UnitLevel
from villages.imports.faults import CellError
from villages.models import Unit
from villages.nouns import COMMUNES, DISTRICTS, VILLAGES, split_noun

_NOUNS = (*VILLAGES, *COMMUNES, *DISTRICTS, "tỉnh")
_NEAR = 80  # of 100: how alike names are of which one may be the other misspelled
# The office that stands for its unit, and what parts it from the places around it.
_OFFICE = re.compile(r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân)\s+", re.I)
_PARTS = re.compile(r"\s*[,;]\s*|\s+[-–]\s+")
_NOUN = re.compile(r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|tx|xa|phuong|thi tran|dac khu)\b\.? *")
_OF_DISTRICT = re.compile(r"(?:huyen|quan|thi xa|tx)\b")
NOBODY_HERE = "Không có đơn vị “{}” trong phạm vi của danh sách này."


class UnitNames:
    """The units of a branch by the names that a cell may give them; `place` is whose list it is."""

    def __init__(self, units: Iterable[Unit], place: Unit) -> None:
        self.place = place
        self._by_name: dict[str, list[Unit]] = {}
        self._by_key: dict[int, Unit] = {}
        for unit in units:
            self.add(unit)

    def add(self, unit: Unit) -> None:
        """A unit by its full name, its bare name, its code, and with the name of the one above."""
        names = {fold(unit.full_name), fold(unit.name), fold(unit.code)} - {""}
        if unit.parent:
            names.add(fold(f"{unit.full_name}, {unit.parent.full_name}"))
        self._by_key[unit.pk] = unit
        for name in names:
            self._by_name.setdefault(name, []).append(unit)

    def offered(self) -> list[str]:
        """The names of those that are still there, each once."""
        every = (unit for units in self._by_name.values() for unit in units)
        return list(dict.fromkeys(unit.full_name for unit in every if unit.valid_to is None))

    def of_row(self, cells: Mapping[str, str]) -> Unit:
        """The unit that the row names in its column, or the one whose list it is."""
        words = cells.get("unit", "")
        return self.named(words, "unit") if words else self.place

    def known(self, words: str) -> Unit | None:
        """The one unit of this name that is still there; None where it is unclear."""
        found = self._by_name.get(fold(words), []) if words else []
        going = [unit for unit in found if unit.valid_to is None]
        return going[0] if len(going) == 1 else None

    def _as_office(self, words: str) -> list[Unit]:
        """By the office that stands for it, and with the places that lie around it: `UBND xã Mai
        Đình`, `xã Mai Đình, huyện Hiệp Hòa, tỉnh Bắc Giang`."""
        name, *around = (fold(part) for part in _PARTS.split(_OFFICE.sub("", words.strip(), 1)))
        if name == fold(self.place.noun):  # `UBND xã`
            return [self.place]
        found = self._by_name.get(name, [])
        return [unit for unit in found if all(self._lies_in(unit, place) for place in around)]

    def _lies_in(self, unit: Unit, place: str) -> bool:
        """Whether the place (a key of `fold`) lies around the unit; of a district that the record
        does not have nobody knows."""
        known = self._around | self._by_key
        above = [known[pk] for pk in unit.ancestor_ids if pk in known]
        bare = _NOUN.sub("", place, count=1)
        if _OF_DISTRICT.match(place) and all(one.level != UnitLevel.DISTRICT for one in above):
            return True
        return any(bare == fold(one.name) for one in above)

    @cached_property
    def _around(self) -> dict[int, Unit]:
        """The units above the place."""
        return Unit.objects.in_bulk(self.place.ancestor_ids)

    @cached_property
    def _gone(self) -> dict[str, Unit]:
        """Those below the place that have ended, which a list of what is there leaves out."""
        rows = Unit.objects.under(self.place).filter(valid_to__isnull=False).order_by("valid_to")
        gone = rows.prefetch_related("successions__successor")
        return {name: unit for unit in gone for name in (fold(unit.name), fold(unit.full_name))}

    def named(self, words: str, column: str) -> Unit:
        """The one unit of this name; `ValidationError` at the column."""
        found = self._by_name.get(fold(words), []) or self._as_office(words)
        exact = [unit for unit in found if fold(unit.full_name) == fold(words)] or found
        going = [unit for unit in exact if unit.valid_to is None] or exact
        if len(going) > 1:
            above = "; ".join(f"{unit.full_name}, {unit.parent}" for unit in going[:3])
            raise CellError(column, f"Có nhiều đơn vị tên “{words}”.", f"Ghi rõ, ví dụ: {above}.")
        if not going:
            if gone := self._gone.get(fold(words)):
                refuse_ended(gone, column)
            near = meant(words, {str(u) for units in self._by_name.values() for u in units})
            raise CellError(column, NOBODY_HERE.format(words),
                            f"{near} Sửa tên, hoặc thêm đơn vị trước.".strip())  # fmt: skip
        return going[0]


def refuse_ended(unit: Unit, column: str) -> None:
    """A unit that has become another is not to be named as if it were there."""
    if unit.valid_to is not None:
        heirs = "; ".join(row.successor.full_name for row in unit.successions.all())
        remedy = f"Ghi đơn vị tiếp nhận: {heirs}." if heirs else "Ghi đơn vị khác."
        raise CellError(column, unit.end_words(date.max).partition(";")[0] + ".", remedy)


def meant(words: str, names: Iterable[str]) -> str:
    """ "Có phải “tỉnh Bắc Giang”?": the name that the words may misspell; "" for none."""
    whole = {fold(name): name for name in names}
    # A noun left out, or another one, is no misspelling; nor does one in common make names alike.
    bare = {fold(split_noun(name, _NOUNS)[1]): name for name in whole.values()}
    own = fold(split_noun(_PARTS.split(words.strip())[0], _NOUNS)[1])
    for typed, known in ((fold(words), whole), (own, bare)):
        found = process.extractOne(typed, [*known], scorer=fuzz.ratio, score_cutoff=_NEAR)
        if found:
            return f"Có phải “{known[found[0]]}”?"
    begun = (name for name in bare if f"{name} ".startswith(f"{own} "))
    return f"Có phải “{bare[name]}”?" if own and (name := next(begun, "")) else ""


def errors_of(*forms: Any) -> None:
    """Raise what the forms refuse, all at once, and what their fields refuse of each other."""
    found: dict[str, list[str]] = {}
    for form in forms:
        form.is_valid()
        for name, errors in (*form.errors.items(), *_across(form)):
            found.setdefault(name, []).extend(str(error) for error in errors)
    if found:
        raise ValidationError(found)


def _across(form: Any) -> Iterator[tuple[str, list[str]]]:
    """What the constraints that the form gives a place refuse of the fields that could be read: the
    service asks them too, but only of a row without any other fault."""
    if not (places := form.places):
        return
    model = form._meta.model
    checks = [c for c in model._meta.constraints if c.name in places]
    values = form.values()
    unread = {field.name for field in model._meta.fields} - values.keys()
    for constraint in checks:
        place = places[constraint.name]
        if isinstance(constraint, CheckConstraint) and values.get(place) is not None:
            try:
                constraint.validate(model, model(**values), exclude=unread)
            except ValidationError as error:
                yield place, error.messages


def coded(choices: Any, words: str, column: str) -> str:
    """A choice by its label; `ValidationError` with the list."""
    if not words:
        return ""
    for choice in choices:
        if fold(words) in (fold(str(choice.label)), fold(choice.value)):
            return str(choice.value)
    allowed = "; ".join(str(choice.label) for choice in choices)
    raise CellError(column, f"“{words}” không có trong danh sách.", f"Ghi một trong: {allowed}.")
