"""A document with its units named as they were when it was checked.

A unit keeps its row when its name is corrected in place; what was signed before reads as it did
then (ADR 15). The names of then stand in the trail.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst

from evidence.issued.models import Preparation
from ntm_project.common.text import sort_key
from reports.documents.blocks import Document
from villages.models import Unit
from villages.queries import values_before


class FormerNames:
    """What the units that a paper may name were called when it was checked."""

    def __init__(self, preparation: Preparation | None, *units: Unit) -> None:
        self._preparation, self._units = preparation, units
        self._sorted: dict[int, str] = {}

    def readings(self, document: Document) -> Iterator[Document]:
        """The document under the names of then: whole names alone, then bare ones too, then what
        the units are called together; nothing where none is named otherwise since."""
        for names in self._names:
            yield _renamed(document, names)

    @property
    def keys_then(self) -> dict[int, str]:
        """Unit → the key by which it was sorted, of those whose name is another since."""
        return self._sorted if self._names else {}

    @cached_property
    def _names(self) -> tuple[dict[str, str], ...]:
        """Name of now → name of then."""
        moment = self._preparation.checked_at if self._preparation else None
        if moment is None:
            return ()
        units = {unit.pk: unit for unit in Unit.objects.filter(_around(self._units))}
        whole: dict[str, str] = {}
        bare: dict[str, str] = {}
        nouns: dict[str, str] = {}
        for (_, key), was in values_before({Unit: units}, moment).items():
            now = units[key]
            then = Unit(noun=was.get("noun") or now.noun, name=was.get("name") or now.name)
            if then.full_name != now.full_name:
                self._sorted[key] = sort_key(then.name)
                whole |= _forms(now.full_name, then.full_name)
                bare |= _forms(now.name, then.name)
                nouns |= _forms(now.noun, then.noun)
        return (whole, bare | whole, nouns | bare | whole) if whole else ()


def _around(units: tuple[Unit, ...]) -> Q:
    """The units themselves, those above them, and those right below."""
    keys = {key for unit in units for key in (unit.pk, *unit.ancestor_ids)}
    return Q(pk__in=keys) | Q(parent__in=[unit.pk for unit in units])


def _forms(now: str, then: str) -> dict[str, str]:
    """Present name → the one of then: as written in a sentence, at its beginning, and in
    capitals."""
    return {now: then, capfirst(now): capfirst(then), now.upper(): then.upper()}


def _renamed(document: Document, names: dict[str, str]) -> Document:
    """All its texts with the names put in place of others at once, so that two may swap theirs."""
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")

    def walk(part: Any) -> Any:
        if type(part) is str:  # a member of an enum is no text
            return found.sub(lambda match: names[match[0]], part)
        if isinstance(part, tuple):
            return tuple(map(walk, part))
        if is_dataclass(part) and not isinstance(part, type):
            held = {field.name: walk(getattr(part, field.name)) for field in fields(part)}
            return type(part)(**held)
        return part

    renamed: Document = walk(document)
    return renamed
