"""Reserves a large piece of the interpreter's frame stack for a call and all that it calls."""

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

# Slots of 8 bytes. The interpreter doubles a piece until the frame fits, so a frame of a little
# more than half of one leaves its other half, here 126 KB, to whatever it calls.
_SLOTS = 17_000


def with_stack_room(function: Callable[P, R]) -> Callable[P, R]:
    """The function, in a frame behind which some hundreds of others have room.

    CPython (3.11 to 3.13 at least) keeps frames in pieces of 16 KB and gives a piece back to the
    system when its first frame returns. A loop whose calls reach across the end of a piece asks for
    memory and gives it back each time: 200 to 800 page faults a page, a tenth of its CPU; a list of
    tasks lost a fifth. Where that end lies is chance, so it never shows as any function's cost.
    """

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    inner = cast("FunctionType", call)
    inner.__code__ = inner.__code__.replace(co_stacksize=_SLOTS)
    return call
