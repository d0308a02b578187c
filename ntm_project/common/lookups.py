"""Comparisons with numbers that no column holds: they find nothing, on both databases alike.

Django asks this of a plain number column alone; a foreign key or a list that holds such a number
reaches SQLite, which cannot take it, and PostgreSQL, which answers as below.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, IntegerField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In

LARGEST = 2**63 - 1  # of any number column, on either database


def _fits(value: Any) -> bool:
    return not isinstance(value, int) or -LARGEST <= value <= LARGEST


class _Within:
    """A comparison with one number."""

    rhs: Any

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if not _fits(self.rhs):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)  # type: ignore[misc]


class _AmongFitting:
    """A comparison with a list of numbers, of which only those that fit are asked for."""

    rhs: Any

    def get_prep_lookup(self) -> Any:
        prepared = super().get_prep_lookup()  # type: ignore[misc]
        if isinstance(prepared, list | tuple | set | frozenset):
            return [value for value in prepared if _fits(value)]
        return prepared


@ForeignKey.register_lookup
class KeyExact(_Within, RelatedExact):
    """`criterion=…`"""


@ForeignKey.register_lookup
class KeyIn(_AmongFitting, RelatedIn):
    """`criterion__in=[…]`"""


@IntegerField.register_lookup
class NumberIn(_AmongFitting, In):
    """`pk__in=[…]`"""
