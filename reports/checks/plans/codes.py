"""Checks of the codes of indicators that words name: of the set, and of the criterion meant."""

import re
from collections import defaultdict
from collections.abc import Iterator

from criteria.nouns import of_set
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage
from reports.checks.facts.pasted import lost_of
from reports.checks.reading.criteria import codes_in
from reports.checks.reading.once import read
from reports.lines import Line

_CODES = re.compile(
    r"(chỉ tiêu|tiêu chí|nội dung)\s+(?:số\s+)?(\d{1,2}\.\d{1,2}(?:[\s,;và]+\d{1,2}\.\d{1,2})*)",
    re.I,
)


def _code_unlike_the_set(facts: CheckFacts) -> Iterator[Line]:
    """What is to be done names an indicator by a code that no set has; of tasks see
    `code-unknown`."""
    codes = {row.indicator.code for row in facts.rows}
    if not any("." in code for code in codes):
        return
    # `nội dung 3.12` may be a place of the plan itself, but where a set calls its own so.
    nouns = {"tiêu chí", "chỉ tiêu", *(a.criteria_set.noun for a in facts.record.assessments)}
    for passage in facts.naming(*nouns):
        if passage.is_task or not passage.is_ahead:
            continue
        found = [
            (noun.lower(), code)
            for noun, words in read(_CODES.findall, passage.text)
            for code in _CODE.findall(words)
        ]
        for noun, code in dict.fromkeys(found):
            if code not in codes and noun in nouns:
                yield about_passage(passage, f"nêu {noun} {code}, bộ tiêu chí không có mã này.")


_CODE = re.compile(r"\d+\.\d+")


def _code_unknown(facts: CheckFacts) -> Iterator[Line]:
    """The text names the code of an indicator that the set does not have."""
    codes: dict[int, set[str]] = defaultdict(set)
    for row in facts.rows:
        codes[row.result.assessment_id].add(row.indicator.code)
    for task in facts.open_tasks:
        known = codes.get(task.assessment_id or 0)
        number = task.criterion.number if task.criterion else 0
        if not known or not any("." in code for code in known):
            continue
        for code in dict.fromkeys(codes_in(task.text, number)):
            if code not in known:
                fault = of_set(f"nêu chỉ tiêu {code}", task.assessment)
                yield about(task, f"{fault}, bộ tiêu chí không có mã này.")


def _code_lost(facts: CheckFacts) -> Iterator[Line]:
    """A task was read from a pasted text that names a criterion or a code which the set does not
    have, and stands under none since."""
    known: dict[int, set[int]] = defaultdict(set)
    for row in facts.rows:
        if "." in row.indicator.code:
            known[row.result.assessment_id].add(row.indicator.criterion.number)
    for field in ("criterion", "indicator"):
        lost = lost_of(facts.taken, field) if facts.taken else {}
        for task in facts.open_tasks if lost else ():
            number = task.criterion.number if task.criterion else 0
            if field == "indicator" and number and number not in known[task.assessment_id or 0]:
                continue  # the set holds that criterion without its indicators yet
            if task.pk in lost and getattr(task, f"{field}_id") is None:
                words = lost[task.pk][0].removesuffix("; hãy kiểm tra.").removesuffix(".")
                yield about(task, f"văn bản đã nhập ghi mã không có trong bộ ({words}).")


def _codes_unknown(facts: CheckFacts) -> Iterator[Line]:
    yield from _code_unknown(facts)
    yield from _code_lost(facts)


def _code_of_another_criterion(facts: CheckFacts) -> Iterator[Line]:
    """The row, or its text, names an indicator that belongs to another criterion of the set."""
    place = {
        (row.result.assessment_id, row.indicator.code): row.indicator.criterion_id
        for row in facts.rows
    }
    for task in facts.open_tasks:
        named = task.indicator
        if named and task.criterion and named.criterion_id != task.criterion_id:
            fault = of_set(f"gắn chỉ tiêu {named.code}", task.assessment)
            yield about(task, f"{fault}, không thuộc tiêu chí {task.criterion.number}.")
        for code in dict.fromkeys(codes_in(task.text)):
            there = place.get((task.assessment_id or 0, code))
            if there and task.criterion_id and there != task.criterion_id and "." in code:
                yield about(task, f"lời văn nêu chỉ tiêu {code}, thuộc tiêu chí khác.")
    yield from _code_put_elsewhere(facts)


_BELONGING = re.compile(
    r"\b(\d{1,2})\.(\d{1,2})\s*(?:\([^()\n]*\)\s*)?(?:thuộc|của|trong)\s+tiêu chí\s+(?:số\s+)?"
    r"(\d{1,2})\b(?![./]\d)",
    re.I,
)


def _code_put_elsewhere(facts: CheckFacts) -> Iterator[Line]:
    """A passage has an indicator belong to another criterion than its code does: `chỉ tiêu 17.2
    thuộc tiêu chí số 18`."""
    codes = {row.indicator.code: row.indicator.criterion.number for row in facts.rows}
    for passage in facts.naming("tiêu chí"):
        for whole, part, number in read(_BELONGING.findall, passage.text):
            own = codes.get(f"{whole}.{part}")
            if own and own != int(number):
                code = f"nêu {whole}.{part} thuộc tiêu chí {number}"
                yield about_passage(passage, f"{code}; bộ ghi thuộc tiêu chí {own}.")


CHECKS = (
    Check("text-code-unknown", "Lời văn nêu mã không có trong bộ", "Mã chỉ tiêu", Severity.MEDIUM,
          _code_unlike_the_set),
    Check("code-unknown", "Mã chỉ tiêu không có trong bộ", "Mã chỉ tiêu", Severity.MEDIUM,
          _codes_unknown),
    Check("text-code", "Mã chỉ tiêu của tiêu chí khác", "Mã chỉ tiêu", Severity.MEDIUM,
          _code_of_another_criterion),
)  # fmt: skip
