"""What is made by the thousand is not searched for garbage meanwhile."""

import gc
import weakref

import pytest

from ntm_project.common.collecting import collect_young, uncollected


class _Circle:
    def __init__(self) -> None:
        self.own = self


def test_nothing_is_searched_until_the_end_whatever_ends_it() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 // int(gc.isenabled())
    assert gc.isenabled()


def test_within_another_it_leaves_the_end_to_that() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_circles_made_meanwhile_are_freed() -> None:
    with uncollected():
        gone = weakref.ref(_Circle())
        assert gone() is not None
        collect_young()
        assert gone() is None
