"""What a check is: its words, how grave its findings are, and the function that finds them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Any

from reports.lines import Line


class Severity(Enum):
    """How grave a finding is: its word, its shape (which print keeps), the tone of its badge."""

    HIGH = ("Nặng", "▲", "red")
    MEDIUM = ("Vừa", "◆", "amber")
    LOW = ("Nhẹ", "○", "grey")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def shape(self) -> str:
        return self.value[1]

    @property
    def tone(self) -> str:
        return self.value[2]


@dataclass(frozen=True)
class Check:
    """One check: the heading of its findings, the word on their badge, and what finds them.

    A finding is a line: what it concerns, where to mend it, and below it what is wrong, with the
    facts that make it so. `slug` names the check for ever: what was waived is known by it.
    """

    slug: str
    heading: str
    badge: str
    severity: Severity
    find: Callable[[Any], Iterable[Line]]

    def fingerprint(self, line: Line) -> str:
        """The value by which a finding is recognised; it changes with any of its facts."""
        text, note = line.known_as if any(line.known_as) else (line.text, line.note)
        facts = [self.slug, line.url, text, note]
        if line.counted:
            facts.append(line.counted)
        return sha256("\n".join(facts).encode()).hexdigest()
