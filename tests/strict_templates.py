"""A value for `string_if_invalid` that makes an undefined variable of our templates an error."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from django.template import Node
from django.template.base import FilterExpression

# Filters by which a template says on the spot that a variable may be missing.
OPTIONAL = ("default", "default_if_none")


class UndefinedVariableError(Exception):
    """A template of ours used a variable that its view never gave."""


def origin_of(frame: FrameType | None) -> str:
    """The file of the template whose node is being rendered in this frame or a caller of it."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return str(node.origin.name)
        frame = frame.f_back
    return ""


class RaiseForOurs:
    """Raises for our templates; elsewhere a missing variable renders as Django renders it."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)

    def __contains__(self, key: str) -> bool:
        """Django asks for "%s" and then gives the variable through `%`."""
        return key == "%s"

    def __mod__(self, variable: Any) -> Any:
        frame = sys._getframe(1)
        expression, context = frame.f_locals["self"], frame.f_locals["context"]
        assert isinstance(expression, FilterExpression)
        filters = [function.__name__ for function, _ in expression.filters]
        template = origin_of(frame)
        if template.startswith(self.folder) and not (filters and filters[0] in OPTIONAL):
            name = Path(template).relative_to(self.folder)
            raise UndefinedVariableError(f"{name}: biến {variable} không có trong ngữ cảnh")
        return self._as_without(expression, context)

    def _as_without(self, expression: FilterExpression, context: Any) -> Any:
        """What the expression gives where `string_if_invalid` is Django's own empty string."""
        engine = context.template.engine
        engine.string_if_invalid = ""
        try:
            return expression.resolve(context)
        finally:
            engine.string_if_invalid = self
