"""A fault: its kind, what is written into the plan, and which words a finding of it holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.lines import Line
from tests.reports.corpus.communes import Made


@dataclass(frozen=True)
class Fault:
    """`about` names the row (all of it stands in the finding), `says` what is wrong with it."""

    commune: int
    kind: str
    about: tuple[str, ...]
    says: str
    plant: Callable[[Made], object]

    def is_told_by(self, heading: str, line: Line) -> bool:
        told = f"{heading} · {line.text} · {line.note} · {line.badge}".lower()
        return all(
            any(word in told for word in words.lower().split("|")) for words in self.about
        ) and bool(re.search(self.says, told))


FAULTS: list[Fault] = []


def fault(commune: int, kind: str, *about: str, says: str = "") -> Callable[[Any], Any]:
    def add(plant: Callable[[Made], object]) -> Callable[[Made], object]:
        FAULTS.append(Fault(commune, kind, about, says, plant))
        return plant

    return add
