"""Whom a task is given to, by the names that people write into a cell."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ntm_project.common.text import clean_line, fold
from tasks.forms.choices import people_of, plan_bodies
from tasks.models import Assignment, Plan
from villages.access import Access
from villages.honorifics import split_honorifics
from villages.long_forms import long_form
from villages.models import Body, Official

MOST_WORDS = 200
# How a plan gives the work, and what whoever has it does; "Giao thông" gives nothing.
_GIVES = re.compile(
    r"^(?:giao|phân công|đề nghị|yêu cầu|phối hợp(?: với| cùng)?|với|cùng)(?: cho)?:?\s+"
    r"(?!thông\b|dịch\b|ban\b|lưu\b|nhận\b|việc\b)(?=\w)",
    re.I,
)
_DOES = re.compile(r"\s+(?:chủ trì|đầu mối|phối hợp|phụ trách|thực hiện)(?: thực hiện)?\.?$", re.I)
_POST = re.compile(r"(?:cong chuc|can bo|cc|cb) ")


class KnownAssignees:
    """People and bodies, found by any of the names that are written for them."""

    def __init__(self) -> None:
        self._found: dict[str, list[Any]] = {}
        self._long: dict[str, list[Any]] = {}  # by the long form of a name
        # The cells of a column repeat few words: what these name, and what was taken for a name.
        self._read: dict[str, list[tuple[str, Any]]] = {}
        self._understood: dict[str, list[tuple[str, Any]]] = {}
        self.offered: list[str] = []  # each by one name, to choose from

    def add(self, one: Official | Body, names: Iterable[str]) -> None:
        for name in names:
            for known, key in ((self._found, fold(name)), (self._long, long_form(name))):
                if one not in known.setdefault(key, []):
                    known[key].append(one)
        self._forget()

    def _forget(self) -> None:
        self._read.clear()
        self._understood.clear()

    def add_person(self, person: Official) -> None:
        self.offered.append(str(person))
        self.add(person, {str(person), person.full_name, *person.aliases.splitlines()})

    def add_like(self, body: Body, name: str) -> None:
        """One more name by which the body is meant where nothing bears it to the letter."""
        if body not in self._long.setdefault(long_form(name), []):
            self._long[long_form(name)].append(body)
        self._forget()

    def all_named(self, name: str) -> list[Any]:
        return self._found.get(fold(name)) or self._found.get(fold(split_honorifics(name)[1]), [])

    def named(self, name: str) -> Any:
        """The one of this name; none where two have it."""
        found = self.all_named(name) or self.all_like(name)
        return found[0] if len(found) == 1 else None

    def all_like(self, name: str) -> list[Any]:
        """The bodies whose names are the same in their long form: `Hội LHPN xã`; “công chức Văn
        phòng” is a post, and not the office."""
        if _POST.match(fold(name)):
            return []
        return [one for one in self._long.get(long_form(name), []) if isinstance(one, Body)]

    def understood(self, words: str) -> list[tuple[str, Any]]:
        """The names of a cell that match nothing exactly, each with what it was taken for."""
        if words not in self._understood:
            self._understood[words] = [
                (name, one)
                for name, one in self.read(words)
                if one is not None and not self.all_named(name)
            ]
        return self._understood[words]

    def read(self, words: str) -> list[tuple[str, Any]]:
        """Each name of a cell with whom it names, None where it is unclear.

        `;` and the end of a line part names; a comma does where each of them is known.
        """
        if words not in self._read:
            self._read[words] = list(self._names(words))
        return self._read[words]

    def _names(self, words: str) -> Iterator[tuple[str, Any]]:
        for part in filter(None, map(clean_line, re.split(r"[;\n]", words))):
            names = [clean_line(name) for name in part.split(",")]
            known = [self.named(name) for name in names]
            if len(names) > 1 and self.named(part) is None and all(known):
                yield from zip(names, known, strict=True)
            else:
                name = part if self.named(part) else self._name_given(part)
                yield name, self.named(name)

    def _name_given(self, words: str) -> str:
        """`công chức Địa chính` of “Giao công chức Địa chính chủ trì”; where no verb of
        giving comes first, words behind the name are dropped only where the rest is known."""
        given, bare = _GIVES.sub("", words, count=1), _DOES.sub("", _GIVES.sub("", words, count=1))
        return bare if given != words or self.named(bare) else words


class Assignees(KnownAssignees):
    """The people and bodies that a plan may name, found by name, alias or short name."""

    def __init__(self, access: Access, plan: Plan, kept: Iterable[Assignment]) -> None:
        super().__init__()
        kept = list(kept)
        bodies = list(plan_bodies(plan, kept).select_related("unit"))
        names = [fold(body.name) for body in bodies]
        self._ambiguous = {name for name in names if names.count(name) > 1}
        for person in people_of(plan, access.on, kept):
            self.add_person(person)
        for body in bodies:
            self.offered.append(self.body_name(body))
            self.add(body, {self.body_name(body), body.name, *body.short_names.splitlines()})
            if body.unit_id == plan.unit_id:
                self.add_like(body, _without_unit(body))

    def body_name(self, body: Body) -> str:
        """The body, with its unit where two have one of this name."""
        return f"{body.name} ({body.unit})" if fold(body.name) in self._ambiguous else body.name

    def name(self, row: Assignment) -> str:
        """Whom a stored row names, as `rows` finds it again."""
        return self.body_name(row.body) if row.body else row.name

    def rows(self, words: str, kind: str, stood: Iterable[Assignment] = ()) -> list[Assignment]:
        """The rows that a cell names; who is not known becomes a role without a name.

        Of an exported row `stood` are those there: what the file still has of them means the same,
        whoever has come to bear such a name since.
        """
        stood = list(stood)
        if stood and clean_line(words) == clean_line("; ".join(map(self.name, stood))):
            return [_row(kind, one.role_words, one.official or one.body) for one in stood]
        kept = {fold(one.role_words) for one in stood if one.role_words}
        return [
            _row(kind, name, None if fold(name) in kept else one) for name, one in self.read(words)
        ]


def _without_unit(body: Body) -> str:
    """`Trạm Y tế` of “Trạm Y tế xã”: in its own plan a unit's body goes without the unit."""
    noun, name = re.escape(body.unit.noun), re.escape(body.unit.name)
    return re.sub(rf"\s+(?:{noun} {name}|{noun}|{name})$", "", body.name, flags=re.I)


def _row(kind: str, name: str, one: Official | Body | None) -> Assignment:
    if one is None:
        return Assignment(kind=kind, role_words=name)
    if isinstance(one, Official):
        return Assignment(kind=kind, official=one)
    return Assignment(kind=kind, body=one)
