"""The blanks of a document that people fill in the browser: what a kind declares, and what stands
in them. A fact that the record has elsewhere is none of them: the paper takes it from there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from evidence.authored.queries import filled_of
from ntm_project.common.clock import formal_clock
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count, format_decimal, format_money
from ntm_project.common.text import uncapitalised
from reports.documents.blanks import BLANK, DAY_BLANK, TIME_BLANK, key_mark


@dataclass(frozen=True)
class FactType:
    """What a blank takes: how it reads on paper, before and after, and how it is stored as JSON."""

    blank: str
    words: Callable[[Any], str]
    store: Callable[[Any], Any]
    load: Callable[[Any], Any]
    too_much: str = "lớn hơn"  # of one that goes beyond another


def _on_day(day: date) -> str:
    return f"ngày {format_day(day)}"


DAY = FactType(DAY_BLANK, _on_day, date.isoformat, date.fromisoformat, "sau")
TIME = FactType(TIME_BLANK, formal_clock, time.isoformat, time.fromisoformat, "sau")
COUNT = FactType(BLANK, format_count, int, int)
MONEY = FactType(f"{BLANK} triệu đồng", format_money, int, int)  # in đồng
TEXT = FactType(BLANK * 9, str, str, str)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A blank with a name, which takes one value; empty, it stays a blank."""

    key: str
    label: str
    type: FactType = COUNT
    help: str = ""
    group: str = ""  # the heading above it in the form; blanks of one group follow each other
    blank: str = ""  # what is printed while it is empty, where it is not the type's
    # Whether the next document of the kind begins with it: what rarely changes from year to year.
    is_kept: bool = False
    is_past: bool = False  # a day to come cannot have been
    earliest: date | None = None  # an earlier day was meant for an earlier paper
    because: str = "vì văn bản tính đến ngày đó"  # no earlier
    begins: Any = None  # what the form begins with; the paper takes it while nothing is filled in

    @property
    def slot(self) -> str:
        """The placeholder of the fact in a passage that people write: `{giờ kết thúc}`."""
        return f"{{{uncapitalised(self.label)}}}"

    def fits(self, value: Any) -> bool:
        return self.earliest is None or value >= self.earliest


@dataclass(frozen=True)
class Limit:
    """A limit between facts: the sum of some must not exceed that of others (no more votes than
    voters), or a last day must not lie before the first."""

    parts: tuple[str, ...]
    wholes: tuple[str, ...]


@dataclass(frozen=True)
class FactSheet:
    """The blanks of one document that can be filled in."""

    facts: tuple[Fact, ...] = ()
    limits: tuple[Limit, ...] = ()

    def __getitem__(self, key: str) -> Fact:
        return next(fact for fact in self.facts if fact.key == key)

    @property
    def begun(self) -> dict[str, Any]:
        """What the form begins with, whatever is filled in."""
        return {fact.key: fact.begins for fact in self.facts if fact.begins is not None}

    def load(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The values by key, of what was stored."""
        known = (fact for fact in self.facts if fact.key in stored)
        return {fact.key: fact.type.load(stored[fact.key]) for fact in known}

    def fitting(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values that fit one of the blanks, by its key."""
        return {
            fact.key: values[fact.key]
            for fact in self.facts
            if fact.key in values and fact.fits(values[fact.key])
        }

    def store(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as they are stored, without those that are empty."""
        given = (fact for fact in self.facts if values.get(fact.key) not in (None, ""))
        return {fact.key: fact.type.store(values[fact.key]) for fact in given}

    def named(self, stored: Mapping[str, Any]) -> dict[str, str]:
        """What was stored in words, by the names that the trail gives them."""
        values = self.load(stored)
        return {self.name(key): self[key].type.words(value) for key, value in values.items()}

    def name(self, key: str) -> str:
        fact = self[key]
        return f"{fact.group}: {uncapitalised(fact.label)}" if fact.group else fact.label

    def faults(self, values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
        """What cannot be, by the key at which it is put right."""
        for fact in self.facts:
            if (value := values.get(fact.key)) is not None and not fact.fits(value):
                first = fact.type.words(fact.earliest)
                yield fact.key, f"Phải từ {first} trở đi, {fact.because}."
            elif value is not None and fact.is_past and value > today:
                yield fact.key, f"{fact.label} không sau hôm nay, {fact.type.words(today)}."
        for limit in self.limits:
            parts = [key for key in limit.parts if values.get(key) is not None]
            wholes = [key for key in limit.wholes if values.get(key) is not None]
            if not parts or len(wholes) < len(limit.wholes):
                continue
            part, whole = _sum(values, parts), _sum(values, wholes)
            if part > whole:
                yield parts[-1], self._excess(parts, part, wholes, whole)

    def _excess(self, parts: Sequence[str], part: Any, wholes: Sequence[str], whole: Any) -> str:
        kind = self[parts[0]].type
        first, last = (
            " cộng ".join(f"“{self[k].label}”" for k in keys) for keys in (parts, wholes)
        )
        return f"{first} là {kind.words(part)}, {kind.too_much} {last} ({kind.words(whole)})."


def _sum(values: Mapping[str, Any], keys: Sequence[str]) -> Any:
    first, *others = (values[key] for key in keys)
    return sum(others, first)


NO_FACTS = FactSheet()


@dataclass(frozen=True)
class Facts:
    """The values for the blanks of one document, with dots for each that is empty.

    `is_marked` where it is drawn to find its blanks: each empty one is marked by its key.
    """

    sheet: FactSheet = NO_FACTS
    values: Mapping[str, Any] = field(default_factory=dict)
    is_marked: bool = False

    def marked(self) -> "Facts":
        return replace(self, is_marked=True)

    def get(self, key: str) -> Any:
        """The value; None while it is empty."""
        return self.values.get(key)

    def __getitem__(self, key: str) -> str:
        """The value within a sentence: `ngày 05/7/2024`, `05`; dots while it is empty."""
        fact = self.sheet[key]
        return self._words(key, fact.blank or fact.type.blank, fact.type.words)

    def ended(self, key: str) -> str:
        """The value at the end of a sentence, with its full stop."""
        return f"{self[key].rstrip(' .;')}."

    def figure(self, key: str) -> str:
        """A count as one of a ratio: `5`, no zero before it."""
        return self._words(key, BLANK, format_decimal)

    def cell(self, key: str) -> str:
        """A value in the cell of a table, empty where it is not known."""
        return self._words(key, "", format_decimal)

    def share(self, part: str, whole: str, blank: str = BLANK) -> str:
        """How much of the whole the part is, in hundredths; a blank until both are known."""
        of, all_of = self.get(part), self.get(whole)
        if of is None or not all_of:
            return blank
        return format_decimal(Decimal(of) * 100 / Decimal(all_of), 1)

    def left(self, key: str, blank: str) -> str:
        """A blank that none of them fills: a page of the record does, or a passage, by its key."""
        return key_mark(key) if self.is_marked else blank

    def fill(self, text: str) -> str:
        """The text with each `slot` replaced by what its blank holds."""
        for fact in self.sheet.facts:
            if fact.slot in text:
                text = text.replace(fact.slot, self[fact.key])
        return text

    def _words(self, key: str, blank: str, words: Callable[[Any], str]) -> str:
        if (value := self.get(key)) is not None:
            return words(value)
        return self.left(key, blank)


def read_facts(kind: str, row_key: int, sheet: FactSheet) -> Facts:
    """What people filled in of one document, in one query; none of it where it has no blanks."""
    row = filled_of(kind, row_key) if sheet.facts else None
    return Facts(sheet, sheet.fitting(sheet.load(row.facts)) if row else {})
