"""Checks of which criteria are met by a text of the plan or the last progress report, and how many,
beside the record."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from criteria.enums import State
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_text
from reports.checks.facts.progress import last_written
from reports.checks.plans.titles import title_held_already
from reports.checks.reading.criteria import shares_met, states_in
from reports.checks.reading.once import read
from reports.lines import Line


def _state_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """A text calls a criterion met or unmet, and neither start nor record of any unit does."""
    states: dict[int, set[str]] = defaultdict(set)
    for standing in facts.record.standings:
        states[standing.criterion.number].add(standing.state)
    for row in facts.baselines:
        states[row.criterion.number].add(row.state)
    for words, line in _texts_and_reports(facts):
        for number, is_met in dict.fromkeys(states_in(words)):
            known = states.get(number, {State.UNKNOWN})
            if known == {State.NOT_MET if is_met else State.MET}:
                mine, other = ("đạt", "chưa đạt") if is_met else ("chưa đạt", "đạt")
                yield line(f"Ghi tiêu chí số {number} {mine}; chương trình ghi {other}.")


def _texts_and_reports(facts: CheckFacts) -> Iterator[tuple[str, Callable[[str], Line]]]:
    """Each text of a plan and each remark of the last reports, with what makes a finding of it."""
    for plan, text in facts.texts:
        yield text.text, partial(about_text, plan, text)
    for row in last_written(facts.reports):
        yield _NOW_MET.sub("đã đạt", row.text or ""), row.line


def _met_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """A text counts the criteria that are met, and neither start nor record of any unit agrees."""
    counts: dict[int, set[int]] = defaultdict(set)
    at_start: dict[int, int] = defaultdict(int)
    for row in facts.baselines:
        at_start[row.assessment_id] += row.state == State.MET
    for assessment in facts.record.assessments:
        own = facts.record.standings_of(assessment)
        total = assessment.criteria_set.number_of_criteria(len(own))
        is_judged = any(s.state != State.UNKNOWN for s in own)
        if is_judged or at_start[assessment.pk]:  # else see `standing-unknown`
            counts[total] |= {sum(s.is_met for s in own), at_start[assessment.pk]}
    for words, line in _texts_and_reports(facts):
        for met, total in dict.fromkeys(shares_met(words)):
            if total in counts and met not in counts[total]:
                known = ", ".join(f"{n}/{total}" for n in sorted(counts[total]))
                yield line(f"Ghi đạt {met}/{total} tiêu chí; chương trình có {known}.")
        for found in read(_MET_ALREADY.findall, words) if "tiêu chí" in words else ():
            have = {n for rows in counts.values() for n in rows}
            if have - {0} and int(found) not in have:
                known = ", ".join(map(str, sorted(have)))
                yield line(f"Ghi {int(found)} tiêu chí đã đạt; chương trình có {known}.")


# `giữ vững 14 tiêu chí đã đạt`
_MET_ALREADY = re.compile(
    r"\b(?:giữ vững|duy trì|củng cố)\s+(\d{1,2})\s+tiêu chí\s+(?:đã\s+)?đạt\b(?!\s+\w+\s+năm)", re.I
)


# A report has what is, but where it looks ahead: `Xã đạt 15/19 tiêu chí`.
_NOW_MET = re.compile(
    r"(?<!đã )(?<!mới )(?<!hiện )(?<!đấu )(?<!sẽ )\bđạt"
    r"(?=(?: chuẩn| được)?\s+\d{1,2}\s*/\s*\d{1,2}\s+tiêu chí)"
)


def _states_and_titles(facts: CheckFacts) -> Iterator[Line]:
    yield from _state_unlike_the_record(facts)
    yield from title_held_already(facts)


CHECKS = (
    Check("text-state", "Lời văn khác kết quả tiêu chí", "Tiêu chí", Severity.HIGH,
          _states_and_titles),
    Check("text-met", "Số tiêu chí đạt trong lời văn khác sổ", "Số đạt", Severity.HIGH,
          _met_unlike_the_record),
)  # fmt: skip
