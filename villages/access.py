"""What one person may do on one day: the open postings, and the questions asked of them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from ntm_project.common.sql import instance, rows
from villages.enums import Ability, Role
from villages.models import Official, Posting, Unit
from villages.roles import ROLES_WITH, roles_named


@dataclass(frozen=True)
class Access:
    """An official, the postings open on `on`, and the request that asks.

    A posting's scope is its unit and everything below it. Without a posting nothing is in scope.
    `official` is None for the program itself (loading, reconciling), which may do everything.
    """

    official: Official | None
    postings: tuple[Posting, ...]
    on: date
    request_id: UUID = field(default_factory=uuid4)

    @property
    def is_system(self) -> bool:
        return self.official is None

    @property
    def main_posting(self) -> Posting | None:
        return self.postings[0] if self.postings else None

    def sees(self, unit: Unit) -> bool:
        """Whether the unit lies in the scope of any open posting."""
        return self.is_system or any(unit.path.startswith(p.unit.path) for p in self.postings)

    def posting_for(self, ability: Ability, unit: Unit) -> Posting | None:
        """The open posting that gives the ability in the unit, nearest to the unit first."""
        roles = ROLES_WITH[ability]
        fitting = [
            p for p in self.postings if p.role in roles and unit.path.startswith(p.unit.path)
        ]
        return max(fitting, key=lambda p: len(p.unit.path), default=None)

    def can(self, ability: Ability, unit: Unit) -> bool:
        return self.is_system or self.posting_for(ability, unit) is not None

    def can_anywhere(self, ability: Ability) -> bool:
        return self.is_system or any(p.role in ROLES_WITH[ability] for p in self.postings)

    def deny(self, ability: Ability, unit: Unit) -> str:
        """ "" when allowed, else one Vietnamese sentence that names who may."""
        if self.can(ability, unit):
            return ""
        return (
            f"Việc “{ability.label.lower()}” tại {unit.full_name} dành cho: {roles_named(ability)}."
        )

    def holds(self, *roles: Role) -> bool:
        return any(p.role in roles for p in self.postings)


_POSTING = (
    "id", "official_id", "unit_id", "body_id", "role", "title", "is_main", "starts_on", "ends_on",
)  # fmt: skip
_UNIT = (
    "id", "level", "name", "noun", "parent_id", "path", "region", "commune_group", "order",
    "valid_from", "valid_to",
)  # fmt: skip
_OPEN_POSTINGS = f"""
    SELECT {", ".join(f"p.{name}" for name in _POSTING)}, {", ".join(f'u."{n}"' for n in _UNIT)}
    FROM villages_posting p JOIN villages_unit u ON u.id = p.unit_id
    WHERE p.official_id = %s
        AND (p.starts_on IS NULL OR p.starts_on <= %s) AND (p.ends_on IS NULL OR p.ends_on >= %s)
    ORDER BY p.is_main DESC, p.id
"""


def access_of(official: Official, on: date, request_id: UUID | None = None) -> Access:
    """The access of an official on a day, in one query; the main posting comes first.

    Every request of every page asks this, so it is read without the ORM; long texts of posting
    and unit stay unread, as `defer` would leave them.
    """
    found = (
        rows(_OPEN_POSTINGS, [official.pk, on, on]) if official.pk and official.is_active else ()
    )
    postings = tuple(_posting(official, row) for row in found)
    return Access(official, postings, on, request_id or uuid4())


def _posting(official: Official, row: tuple[Any, ...]) -> Posting:
    cut = len(_POSTING)
    posting = instance(Posting, _POSTING, row[:cut])
    posting.unit = instance(Unit, _UNIT, row[cut:])
    posting.official = official
    return posting


def seen_unit(access: Access, pk: int) -> Unit | None:
    """The unit with the one above it when it is in scope, as `visible_to` finds it; else None."""
    found = rows(_UNIT_AND_PARENT, [pk])
    if not found:
        return None
    own, above = found[0][: len(_UNIT)], found[0][len(_UNIT) :]
    unit = instance(Unit, _UNIT, own)
    unit.parent = instance(Unit, _UNIT, above) if above[0] is not None else None
    return unit if access.sees(unit) else None


_UNIT_AND_PARENT = f"""
    SELECT {", ".join(f'u."{n}"' for n in _UNIT)}, {", ".join(f'a."{n}"' for n in _UNIT)}
    FROM villages_unit u LEFT JOIN villages_unit a ON a.id = u.parent_id
    WHERE u.id = %s
"""


def system_access(on: date) -> Access:
    """The access of the program itself."""
    return Access(None, (), on)
