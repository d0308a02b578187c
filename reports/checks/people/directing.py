"""Checks of who directs which criteria by a text, beside the record."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_text
from reports.lines import Line
from villages.enums import Role

_NUMBERS = r"\d{1,2}(?!\.?\d)"
_DIRECTS = re.compile(
    r"[^.;\n]{0,80}?\b(?:phụ trách|chỉ đạo)\b[^.;\n\d]{0,40}?tiêu chí\s+(?:từ\s+)?(?:số\s*:?\s*)?"
    rf"({_NUMBERS}(?:\s*(?:,|và|đến|[-–])\s*(?:số\s+)?{_NUMBERS})*)",
    re.I,
)
_RANGE = re.compile(r"(\d+)\s*(?:đến|[-–])\s*(?:số\s+)?(\d+)|(\d+)", re.I)


def _numbers_in(words: str) -> Iterator[int]:
    """`1, 3 đến 5` → 1, 3, 4, 5."""
    for first, last, alone in _RANGE.findall(words):
        yield from range(int(first or alone), int(last or alone) + 1)


# `các tiêu chí số 4, số 5, số 6 do đồng chí A, Phó Chủ tịch, chỉ đạo`
_LED_BY = re.compile(
    r"tiêu chí\s+((?:(?:số\s+)?\d{1,2}(?:\s*,\s*|\s+và\s+|\s+))+)"
    r"(?:do|giao)\s+(?:đồng chí|đ/c|ông|bà)?\s*$"
)
_LEADS = re.compile(r"[^.;\n]{0,60}?\b(?:chỉ đạo|phụ trách)\b")


def _directed_in_words(text: str, people: Iterable[str]) -> dict[int, list[str]]:
    """Number of a criterion → who of the people directs it by a text."""
    found: dict[int, list[str]] = defaultdict(list)
    for name in people:
        at = text.find(name)
        directs = _DIRECTS.match(text, at + len(name)) if at >= 0 else None
        before = _LED_BY.search(text, max(0, at - 120), at) if at >= 0 and not directs else None
        if before and _LEADS.match(text, at + len(name)):
            directs = before
        for number in _numbers_in(directs[1]) if directs else ():
            found[number].append(name)
    return found


def _deputies(facts: CheckFacts) -> set[str]:
    """Who may direct criteria: the chair and the deputies. Others only follow them."""
    return {p.official.full_name for p in facts.postings if p.role in (Role.CHAIR, Role.VICE_CHAIR)}


def _directed_by_another(facts: CheckFacts) -> Iterator[Line]:
    """A text has somebody direct criteria that the record has others direct, or two direct one."""
    for assessment in facts.record.assessments:
        standings = facts.record.standings_of(assessment)
        leaders = facts.record.leaders_of(assessment)
        known = {s.criterion.number: names for s, names in zip(standings, leaders, strict=True)}
        people = {name for names in known.values() for name in names}
        people |= _deputies(facts) if people else {one.full_name for one in facts.officials}
        for plan, text in facts.texts if people else ():
            if plan.unit_id != assessment.unit_id or "tiêu chí" not in text.text:
                continue
            given = _directed_in_words(text.text, sorted(people))
            for fault in _leader_faults(given, known):
                yield about_text(plan, text, fault)


def _leader_faults(
    given: Mapping[int, Sequence[str]], known: Mapping[int, Sequence[str]]
) -> Iterator[str]:
    """What is wrong with who directs which criterion by a text."""
    others: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number, names in given.items():
        if len(names) > 1:
            yield f"Ghi tiêu chí {number} giao hai người phụ trách: {', '.join(names)}."
        elif known.get(number) and names[0] not in known[number]:
            others[names[0], ", ".join(known[number])].append(str(number))
    for (name, theirs), numbers in others.items():
        words = ", ".join(numbers)
        yield f"Ghi {name} phụ trách tiêu chí {words}; phân công ghi {theirs}."
    if missing := sorted(known.keys() - given) if len(given) > 0.6 * len(known) else []:
        yield f"Phân công phụ trách bỏ sót tiêu chí {', '.join(map(str, missing))}."


CHECKS = (
    Check("text-leader", "Lời văn ghi người phụ trách khác phân công", "Phụ trách",
          Severity.HIGH, _directed_by_another),
)  # fmt: skip
