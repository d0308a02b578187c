"""Room on the interpreter's stack."""

import resource
from collections.abc import Callable

from ntm_project.common.stack import with_stack_room

CALLS = 200


def _faults_at(depth: int) -> int:
    """Page faults of some calls, so many frames further down."""
    if depth:
        return _faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _go_down(3)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _go_down(frames: int) -> None:
    """One of these frames is the first of a new piece, at some depth."""
    if frames:
        _go_down(frames - 1)


def _worst(call: Callable[[int], int]) -> int:
    return max(call(depth) for depth in range(250))


def test_no_depth_of_calls_asks_the_system_for_memory_again_and_again() -> None:
    assert _worst(with_stack_room(_faults_at)) < CALLS / 2


def test_the_function_stays_what_it_was() -> None:
    @with_stack_room
    def add(one: int, *, other: int = 2) -> int:
        """Adds."""
        return one + other

    assert add(3) == 5
    assert add(3, other=4) == 7
    assert (add.__name__, add.__doc__) == ("add", "Adds.")
