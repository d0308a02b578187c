"""What is ordered: one paper as one file, at one state of the record."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Places in the line: a paper that is issued passes drafts, these pass what takes the press long.
ISSUED_FIRST, USUAL, LONG_LAST = 10, 0, -10
CONTENT_TYPES = {"pdf": "application/pdf", "docx": WORD}


@dataclass(frozen=True, kw_only=True)
class PrintOrder:
    """A paper of a kind (`slug`) and of a row, as a file of this ending.

    `version` is whatever the paper depends on: the same version is the same file. Where `page` is
    given, the paper is that page laid out with these styles; else the worker reads the rows.
    """

    slug: str
    row: int
    ending: str
    title: str  # in words, for whoever waits
    url: str  # the address that gives the file
    back: str  # the page from which it was ordered
    without: str = ""  # the address that gives the rest of it, for whoever does not wait
    version: str = ""
    part: int | None = None
    page: str = ""
    styles: tuple[str, ...] = ()
    priority: int = USUAL  # in the line
    facts: Mapping[str, Any] = field(default_factory=dict)  # what else its maker has to know

    @cached_property
    def key(self) -> str:
        """The name of its file, the same for everybody who orders it."""
        return digest(
            *(self.slug, self.row, self.part, self.ending, self.version, self.page, *self.styles),
            *([dict(self.facts)] if self.facts else []),
        )

    def arguments(self) -> dict[str, Any]:
        """What the job carries; a page that is given waits in the store."""
        left_out = {"version", "styles", "page", "priority"}
        found = {name: value for name, value in asdict(self).items() if name not in left_out}
        return found | {"key": self.key, "is_given": bool(self.page)}


def digest(*parts: Any) -> str:
    """A name for exactly this content."""
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
