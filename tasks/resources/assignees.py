"""Whom a task is given to, by the names that people write into a cell."""

import re
from collections.abc import Iterable

from ntm_project.common.text import clean_line, fold
from tasks.forms.choices import people_of, plan_bodies
from tasks.models import Assignment, Plan
from villages.access import Access
from villages.models import Body, Official

_POLITE = re.compile(r"^(?:dong chi|d/c|dc|ong|ba|anh|chi)[ :]+")
MOST_WORDS = 200


class Assignees:
    """The people and bodies that a plan may name, found by name, alias or short name."""

    def __init__(self, access: Access, plan: Plan, kept: Iterable[Assignment]) -> None:
        kept = list(kept)
        self._found: dict[str, list[Official | Body]] = {}
        bodies = list(plan_bodies(plan, kept).select_related("unit"))
        names = [fold(body.name) for body in bodies]
        self._ambiguous = {name for name in names if names.count(name) > 1}
        for person in people_of(plan, access.on, kept):
            for name in {str(person), person.full_name, *person.aliases.splitlines()}:
                self._add(name, person)
        for body in bodies:
            for name in {self.body_name(body), body.name, *body.short_names.splitlines()}:
                self._add(name, body)

    def _add(self, name: str, one: Official | Body) -> None:
        found = self._found.setdefault(fold(name), [])
        if one not in found:
            found.append(one)

    def body_name(self, body: Body) -> str:
        """The body, with its unit where two have one of this name."""
        return f"{body.name} ({body.unit})" if fold(body.name) in self._ambiguous else body.name

    def name(self, row: Assignment) -> str:
        """Whom a stored row names, as `read` finds it again."""
        return self.body_name(row.body) if row.body else row.name

    def read(self, words: str, kind: str) -> list[Assignment]:
        """The rows that a cell names; who is not known stands as a role without a name."""
        parts = [clean_line(part) for part in re.split(r"[;\n]", words)]
        found: list[Assignment] = []
        for part in filter(None, parts):
            found += self._parts(part, kind)
        return found

    def _parts(self, part: str, kind: str) -> list[Assignment]:
        if (one := self._named(part)) is not None:
            return [_row(kind, one)]
        names = [clean_line(name) for name in part.split(",")]
        known = [self._named(name) for name in names]
        if len(names) > 1 and all(known):
            return [_row(kind, one) for one in known if one is not None]
        return [Assignment(kind=kind, role_words=part)]

    def _named(self, name: str) -> Official | Body | None:
        """The one of this name; none where two have it."""
        key = fold(name)
        found = self._found.get(key) or self._found.get(_POLITE.sub("", key), [])
        return found[0] if len(found) == 1 else None


def _row(kind: str, one: Official | Body) -> Assignment:
    if isinstance(one, Official):
        return Assignment(kind=kind, official=one)
    return Assignment(kind=kind, body=one)
