"""Thousands of rows made at once, of which none is garbage yet."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Python does not look through all that lives, again and again, whether some of it is garbage:
    what forms no circle goes as ever, and the rest by `collect_young` or afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_young() -> None:
    """Free the circles among what was made since; what stays is not looked at again."""
    gc.collect(1)
