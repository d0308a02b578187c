"""Lookups by a number too large for its column find nothing, instead of an error of the database.

Django checks this for a plain number column alone; a foreign key or a list that holds such a number
reaches SQLite, which cannot take it, and PostgreSQL, which answers as below.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, IntegerField, Lookup
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In

LARGEST = 2**63 - 1  # of any number column, on either database


_LISTS = (list, tuple, set, frozenset, dict)


def _fits(value: Any) -> bool:
    return not isinstance(value, int) or -LARGEST <= value <= LARGEST


class _Within(Lookup):
    """A comparison with one number."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if not _fits(self.rhs):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


class _AmongFitting(Lookup):
    """A comparison with a list of numbers, of which only those that fit are looked for.

    Of plain numbers, as most lists of keys are, there is nothing to prepare.
    """

    def get_prep_lookup(self) -> Any:
        rhs: Any = self.rhs
        if isinstance(rhs, _LISTS) and {*map(type, rhs)} == {int}:
            return [value for value in rhs if -LARGEST <= value <= LARGEST]
        prepared = super().get_prep_lookup()
        return [v for v in prepared if _fits(v)] if isinstance(prepared, _LISTS) else prepared


class KeyExact(_Within, RelatedExact):
    """`criterion=…`"""


class KeyIn(_AmongFitting, RelatedIn):
    """`criterion__in=[…]`"""


class NumberIn(_AmongFitting, In):
    """`pk__in=[…]`"""


def register_lookups() -> None:
    """Take the place of Django's own comparisons, once the apps are ready."""
    ForeignKey.register_lookup(KeyExact)
    ForeignKey.register_lookup(KeyIn)
    IntegerField.register_lookup(NumberIn)
