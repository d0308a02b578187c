"""What a text states follows from its words alone: it is read once, however many checks need it."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, ParamSpec, TypeVar

from ntm_project.common import deadlines, text

P = ParamSpec("P")
T = TypeVar("T")
MOST = 8_192  # readings, of some hundred bytes each: those of a few plans of a hundred tasks


# Half of what the page of checks takes: after an edit only the edited text is read anew.
@lru_cache(MOST)
def read(reader: Callable[..., Any], *words: Any, **more: Any) -> Any:
    """What a reader finds in the words; several things as a tuple, which nobody can change."""
    found = reader(*words, **more)
    return tuple(found) if isinstance(found, Iterator | list) else found


def read_once(reader: Callable[P, T]) -> Callable[P, T]:
    """The reader of a text, that remembers what it found."""
    return partial(read, reader)


def all_read_once(reader: Callable[P, Iterable[T]]) -> Callable[P, tuple[T, ...]]:
    """The same of a reader that finds one thing after another."""
    return partial(read, reader)


fold = read_once(text.fold)
parse_deadline = read_once(deadlines.parse_deadline)
rhythms_in = read_once(deadlines.rhythms_in)
