"""Which place is off, and in which test that makes a difference: `mutate_rights.py` copies it."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Q

ANYWHERE = Q()
active = 0
reached: dict[int, dict[str, None]] = {}


def off(number: int) -> bool:
    test = os.environ.get("PYTEST_CURRENT_TEST", "")
    if test.endswith("(call)"):
        reached.setdefault(number, {})[test.removesuffix(" (call)")] = None
    return number == active


def answered(number: int, instead: object, question: Callable[[], object]) -> object:
    """The answer to a question of rights; a rule may also refuse by an exception."""
    try:
        answer = question()
    except Exception:
        if off(number):
            return instead
        raise
    is_same = answer == instead or (answer is None and instead == "")
    return instead if not is_same and off(number) else answer


def rule(number: int, instead: object) -> Callable[[Any], Any]:
    """Around a function whose answer is a place."""

    def around(function: Any) -> Any:
        @wraps(function)
        def checked(*args: Any, **kwargs: Any) -> object:
            return answered(number, instead, lambda: function(*args, **kwargs))

        return checked

    return around
