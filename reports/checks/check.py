"""What a check is: its words, and the function that finds what a person should mend."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.lines import Line
from reports.record import Record


@dataclass(frozen=True)
class Check:
    """One check: the heading of its findings, the word on their badge, and what finds them.

    A finding is a line: what it concerns, where to mend it, and below it what is wrong.
    """

    heading: str
    badge: str
    find: Callable[[Record], Iterable[Line]]
