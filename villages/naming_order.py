"""In which order units are named on a page or a paper, which may be that of a day on which some of
them were called otherwise."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from villages.models import Unit

# Not a parameter: it would pass through the rows of every kind of document, for one sort.
_KEYS_THEN: ContextVar[Mapping[int, str] | None] = ContextVar("keys_of_then", default=None)


def order_of(unit: Unit) -> tuple[int, str]:
    """The unit's sort key among its siblings: as they were put in order, then by the alphabet."""
    then = _KEYS_THEN.get() or {}
    return unit.order, then.get(unit.pk, unit.name_key)


@contextmanager
def placed_as_then(keys: Mapping[int, str]) -> Iterator[None]:
    """Within it the units (key → the key that sorts its former name) sort as they did."""
    before = _KEYS_THEN.set(keys)
    try:
        yield
    finally:
        _KEYS_THEN.reset(before)
