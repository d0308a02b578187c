"""Pauses the cyclic garbage collector while thousands of rows are created."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the cyclic garbage collector, which would scan all live objects time and again.
    Objects without reference cycles are freed as usual, others by `collect_young` or afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_young() -> None:
    """Free reference cycles among what was created since; survivors are not scanned again."""
    gc.collect(1)
