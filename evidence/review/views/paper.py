"""The open paper of an item: how it is looked at in its place, and the marks over it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from evidence.papers.enums import IMAGE_TYPES, FileType
from evidence.papers.models import FileFacts
from evidence.review.queries.items import PaperRow


@dataclass(frozen=True)
class DrawnMark:
    """A mark as it is drawn over a picture: per cent of its width and height."""

    number: int
    x: str
    y: str
    w: str
    h: str


@dataclass(frozen=True)
class OpenPaper:
    """One paper and the marks of its item's verdict; `kind` is picture, pages or words."""

    paper: PaperRow
    marks: Sequence[Any]
    facts: FileFacts | None = None

    @property
    def kind(self) -> str:
        """A picture by its preview, a PDF page by page, the words of Word and Excel files."""
        if self.paper.file_type in IMAGE_TYPES:
            return "picture"
        return "pages" if self.paper.file_type == FileType.PDF else "words"

    @property
    def source_url(self) -> str:
        names = {"picture": "preview", "pages": "pages", "words": "view"}
        return reverse(f"evidence:{names[self.kind]}", args=[self.paper.revision_id])

    @property
    def _marks_here(self) -> list[tuple[int, dict[str, Any]]]:
        """The marks on this file with their numbers."""
        return [
            (number, mark)
            for number, mark in enumerate(self.marks, start=1)
            if isinstance(mark, dict) and mark.get("revision") == self.paper.revision_id
        ]

    @property
    def drawn(self) -> list[DrawnMark]:
        """The marks with a place, for a picture."""
        return [
            DrawnMark(
                number, *(f"{float(mark.get(side, 0)) * 100:.2f}%" for side in ("x", "y", "w", "h"))
            )
            for number, mark in self._marks_here
            if "x" in mark and "y" in mark
        ]

    @property
    def marked_pages(self) -> list[int]:
        """The pages of a PDF that have marks."""
        pages = {mark.get("page", 1) for _, mark in self._marks_here}
        return sorted(page for page in pages if isinstance(page, int))

    @property
    def marks_data(self) -> str:
        """All marks as the script reads them that draws them over the page which is open."""
        return json.dumps(list(self.marks), ensure_ascii=False)
