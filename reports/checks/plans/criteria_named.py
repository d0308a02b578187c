"""Checks of the criteria that a plan names by number and name: of the set, and alike."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.text import capfirst

from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_passage, of_plan
from reports.checks.reading.criteria import (
    criteria_in,
    named_before_brackets,
    named_in_lines,
    named_in_tables,
    named_under_a_head,
)
from reports.checks.reading.names import among
from reports.checks.reading.once import fold, read
from reports.checks.reading.wording import meaning
from reports.lines import Line
from tasks.models import Plan


def _criterion_unlike_the_set(facts: CheckFacts) -> Iterator[Line]:
    """A passage names a criterion by a number that no set has, or by the name of another number."""
    names: dict[int, list[str]] = defaultdict(list)
    for standing in facts.record.standings:
        names[standing.criterion.number].append(standing.criterion.name)
    if not names:
        return
    most = max(a.criteria_set.number_of_criteria(max(names)) for a in facts.record.assessments)
    wordings: dict[int, list[str]] = defaultdict(list)
    for row in facts.rows:
        wordings[row.indicator.criterion.number].append(row.indicator.wording)
    seen = set()
    for passage in facts.naming("tiêu chí", "tc"):
        for number, name in dict.fromkeys(criteria_in(passage.text)):
            seen.add((passage.plan.pk, number, name))
            if number > most:
                fault = f"nêu tiêu chí số {number}, bộ tiêu chí không có số này."
                yield about_passage(passage, fault)
            elif fault := _name_fault(number, name, names, wordings):
                yield about_passage(passage, fault)
    yield from _named_by_another_number(facts, names)
    yield from _indicators_miscounted(facts)
    for plan, (number, name) in _named_in_tables(facts):
        is_new = (plan.pk, number, name) not in seen and number <= most
        if is_new and (fault := _name_fault(number, name, names, wordings)):
            yield of_plan(plan, capfirst(fault), "Tên tiêu chí trong văn bản đã nhập")


def _named_by_another_number(facts: CheckFacts, names: Mapping[int, list[str]]) -> Iterator[Line]:
    """Behind the whole name of a criterion stands the number of another in brackets."""
    numbers = {fold(called): n for n, own in names.items() for called in own}
    for passage in facts.passages:
        for number, name in read(named_before_brackets, passage.text):
            own = numbers.get(fold(name), number)
            if own != number and fold(name) not in map(fold, names.get(number, ())):
                fault = f"nêu “{name} ({number})”; bộ ghi {name} là số {own}."
                yield about_passage(passage, fault)


_INDICATORS = re.compile(
    r"(?<![\d/.,])(?P<n>\d{2,3})\s+(?P<noun>chỉ tiêu|nội dung)\s+(?:của|trong|thuộc|theo)\s+"
    r"(?:các\s+)?(?:bộ tiêu chí|\d{1,2} tiêu chí)",
    re.I,
)


def _indicators_miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A passage counts the indicators of the set otherwise than the set does."""
    counts = {
        len({row.indicator.pk for row in facts.rows if row.assessment.pk == assessment.pk})
        for assessment in facts.record.assessments
    } - {0}
    for passage in facts.naming("chỉ tiêu", "nội dung") if counts else ():
        for found in read(_INDICATORS.finditer, passage.text):
            if int(found["n"]) not in counts:
                have = ", ".join(map(str, sorted(counts)))
                fault = f"ghi “{' '.join(found[0].split())}”; bộ tiêu chí có {have}."
                yield about_passage(passage, fault)


def _named_in_tables(facts: CheckFacts) -> Iterator[tuple[Plan, tuple[int, str]]]:
    """Each criterion that a table, or a heading, pasted with a plan names."""
    for plan in facts.plans:
        if plan.pasted:
            readers = (named_in_tables, named_under_a_head, named_in_lines)
            there = [named for reader in readers for named in read(reader, plan.pasted)]
            yield from ((plan, named) for named in dict.fromkeys(there))


def _name_fault(
    number: int, name: str, names: Mapping[int, list[str]], wordings: Mapping[int, list[str]]
) -> str:
    """What is wrong with the name that a text gives a criterion; "" where it is its own, an
    abbreviation of it, or what one of its indicators is about."""
    words = meaning(name)
    own = [*names.get(number, ()), *wordings.get(number, ())]
    if not words or number not in names or any(words & meaning(one) for one in own):
        return ""
    if all(word.isupper() for word in name.split() if fold(word) in words):
        return ""  # `TT và TT`: nothing but abbreviations
    # By its whole name rather than by some words of it.
    fitting = [(n, called) for n, called in names.items() if n != number]
    for other, called in sorted(fitting, key=lambda row: not among(name, row[1])):
        if any(_is_name_of(name, one) for one in called):
            return f"nêu “tiêu chí số {number} ({name})”; bộ ghi {called[0]} là số {other}."
    is_named = " " in name and name[:1].isupper() and not name.isupper()
    return f"nêu “tiêu chí số {number} ({name})”; bộ ghi “{names[number][0]}”." if is_named else ""


def _is_name_of(name: str, called: str) -> bool:
    """Whether the words name the criterion: begin with its name, or share half of theirs; one word
    of two is none (`Trường học`, `Môi trường`)."""
    words = meaning(name)
    shared = len(words & meaning(called))
    is_half = 2 * shared >= len(words) and shared >= min(2, len(words))
    return bool(among(name, [called])) or is_half


CHECKS = (
    Check("text-criterion", "Lời văn gọi sai tiêu chí", "Tiêu chí", Severity.MEDIUM,
          _criterion_unlike_the_set),
)  # fmt: skip
