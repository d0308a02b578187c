"""A fault: its kind, what is written into the plan, and which words a finding of it holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.lines import Line
from tests.reports.corpus.communes import Made


@dataclass(frozen=True)
class Fault:
    """`about` names the row (all of it stands in the finding), `wrong` its fault."""

    commune: int
    kind: str
    about: tuple[str, ...]
    wrong: str
    plant: Callable[[Made], object]

    def is_found_by(self, heading: str, line: Line) -> bool:
        found = f"{heading} · {line.text} · {line.note} · {line.badge}".lower()
        return all(
            any(word in found for word in words.lower().split("|")) for words in self.about
        ) and bool(re.search(self.wrong, found))


FAULTS: list[Fault] = []


def fault(commune: int, kind: str, *about: str, wrong: str = "") -> Callable[[Any], Any]:
    def add(plant: Callable[[Made], object]) -> Callable[[Made], object]:
        FAULTS.append(Fault(commune, kind, about, wrong, plant))
        return plant

    return add
