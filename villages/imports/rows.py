"""A row of an import: what became of it, and a cell of it that cannot be read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(slots=True)
class RowOutcome:
    """What became of one row of the file, or would.

    `changes` are (column, before, after) in words; `errors` (column, reason, remedy), and `cells`
    what the cell holds of each error; `erased` counts the changes that leave a cell of the
    record empty; `question` is all that a refused row waits for, where yes is an answer. Of the
    thousands that no page shows `seal` leaves a digest and the number of their changes.
    """

    number: int
    kind: str  # "new", "changed", "same", "refused"
    label: str = ""
    changes: Sequence[tuple[str, str, str]] = ()
    errors: Sequence[tuple[str, str, str]] = ()
    warning: str = ""
    cells: Sequence[str] = ()
    digest: str = ""
    count: int = 0  # of changes
    erased: int = 0
    question: str = ""

    def seal(self, *, is_shown: bool) -> None:
        facts = [self.number, self.kind, self.changes, self.errors]
        self.digest = sha256(json.dumps(facts).encode()).hexdigest()
        self.count = len(self.changes)
        if not is_shown:
            self.changes, self.label = (), ""


class Unread:
    """A cell without a value that can be read, and why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
