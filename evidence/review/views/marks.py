"""The marks of a verdict as the review shows them: over a picture, or over the pages of a PDF."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evidence.review.views.shared import Shown


@dataclass(frozen=True)
class DrawnMark:
    """A mark as it is drawn over a picture: per cent of its width and height."""

    number: int
    x: str
    y: str
    w: str
    h: str


def drawn(marks: Sequence[dict[str, Any]], paper: Shown | None) -> list[DrawnMark]:
    """The marks with a place on the picture that is open."""
    if paper is None or paper.kind != "picture":
        return []
    found = []
    for number, mark in enumerate(marks, start=1):
        if _is_on(mark, paper) and "x" in mark and "y" in mark:
            sides = (f"{float(mark.get(name, 0)) * 100:.2f}%" for name in ("x", "y", "w", "h"))
            found.append(DrawnMark(number, *sides))
    return found


def marked_pages(marks: Sequence[dict[str, Any]], paper: Shown | None) -> list[tuple[int, str]]:
    """The pages of the open PDF that have marks, with their addresses."""
    if paper is None or paper.kind != "pages":
        return []
    pages = {mark.get("page", 1) for mark in marks if _is_on(mark, paper)}
    numbers = sorted(page for page in pages if isinstance(page, int))
    return [(number, f"{paper.source_url}?so={number}") for number in numbers]


def as_data(marks: Sequence[dict[str, Any]]) -> str:
    """All marks as the script reads them that draws them over the page which is open."""
    return json.dumps(list(marks), ensure_ascii=False)


def _is_on(mark: Any, paper: Shown) -> bool:
    return isinstance(mark, dict) and mark.get("revision") == paper.paper.revision_id
