"""Checks of the duties to report: who reports what to whom, and how often."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any

from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import Rhythm
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_text, of_part
from reports.checks.facts.rows import AHEAD
from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.once import fold, parse_deadline, read, rhythms_in
from reports.checks.reading.patterns import ANY_WORD
from reports.checks.reading.wording import meaning
from reports.lines import Line, short
from tasks.models import ReportingDuty

_NOT_KNOWN = ("khong ro", "chua ro")


def _duties(facts: CheckFacts) -> Iterator[tuple[Any, ReportingDuty]]:
    for plan in facts.plans:
        for duty in plan.reporting_duties.all():
            yield plan, duty


def _is_known(words: str) -> bool:
    """Whether the words name somebody: they are there, and state of nobody that he is unknown."""
    return bool(words) and not any(unknown in fold(words) for unknown in _NOT_KNOWN)


def _incomplete(facts: CheckFacts) -> Iterator[Line]:
    """A duty to report without rhythm, in one that names no day, or without who receives it."""
    for plan, duty in _duties(facts):
        missing = [] if duty.rhythm else ["nhịp báo cáo"]
        missing += [] if _is_known(duty.report_to) else ["nơi nhận báo cáo"]
        missing += [] if _is_known(duty.who) else ["ai báo cáo"]
        if missing:
            yield of_part(plan, "bao-cao", duty, f"Chưa rõ {', '.join(missing)}.")
        elif duty.rhythm == Rhythm.REGULAR:
            fault = f"Nhịp báo cáo “{duty.rhythm_words}” không định kỳ, chưa rõ khi nào phải nộp."
            yield of_part(plan, "bao-cao", duty, fault)


def _to_oneself(facts: CheckFacts) -> Iterator[Line]:
    """Whoever is to report is to receive the report."""
    for plan, duty in _duties(facts):
        if duty.who and fold(duty.who) == fold(duty.report_to):
            yield of_part(plan, "bao-cao", duty, f"{duty.who} báo cáo cho chính mình.")


def _in_two_rhythms(facts: CheckFacts) -> Iterator[Line]:
    """One report is due to one body in two rhythms, in the list or by a text."""
    for plan in facts.plans:
        duties = [duty for duty in plan.reporting_duties.all() if duty.rhythm and duty.report_to]
        for one, other in combinations(duties, 2):
            small, large = sorted((meaning(one.text), meaning(other.text)), key=len)
            is_one = fold(one.report_to) == fold(other.report_to) and len(small) > 2
            if is_one and small <= large and one.rhythm != other.rhythm:
                fault = f"Một nội dung báo cáo {one.rhythm_words} và {other.rhythm_words}."
                yield of_part(plan, "bao-cao", other, fault)
    yield from _in_another_rhythm(facts)


def _in_another_rhythm(facts: CheckFacts) -> Iterator[Line]:
    """A text has those of a duty report what it is about, to whom it is due, in another rhythm."""
    duties = [(plan, duty, _named_by(duty)) for plan, duty in _duties(facts) if duty.rhythm]
    for plan, text in facts.texts if duties else ():
        is_read = text.section in AHEAD and "báo cáo" in text.text
        for sentence in read(SENTENCE.split, text.text) if is_read else ():
            words = _words(sentence) if "báo cáo" in sentence else frozenset()
            own = [duty for of, duty, named in duties if of is plan and named and named <= words]
            alone = [duty for of, duty, _ in duties if of is plan and _is_due_of(duty, words)]
            by_name, own = bool(own), own or (alone if len(alone) == 1 else [])
            rhythms = rhythms_in(sentence) if own else ()
            if len(rhythms) != 1:
                continue
            rhythm = parse_deadline(rhythms[0].words, year=plan.year).rhythm
            day = _DAY.search(sentence)
            for duty in own if rhythm else ():
                its = _DAY.search(duty.rhythm_words)
                is_other = bool(day and its and day[1] != its[1])
                is_odd = by_name and set(rhythm.split(",")).isdisjoint(duty.rhythm.split(","))
                if is_other or is_odd:
                    mine = short(sentence.strip(" -+"), 80)
                    fault = f"Ghi “{mine}”; chế độ báo cáo của {duty.who} ghi"
                    yield about_text(plan, text, f"{fault} {duty.rhythm_words}.")


_DAY = re.compile(r"\bngày\s+0?(\d{1,2})\b(?!/)")  # `trước ngày 20 hằng tháng`


_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6}
_GRACE, _A_MONTH = 15, 28  # days after a period, within which its report is written
_OF_VILLAGES = re.compile(
    r"\b(?:thon|xom|ban phat trien|ban quan ly|ban tu quan|buon|ap|khom|to)\b"
)


def _not_reported(facts: CheckFacts) -> Iterator[Line]:
    """The commune is to report each month or quarter, and no report in the record reaches the end
    of the last such period, of which a month or more lay after the plan's issue."""
    for plan, duty in _duties(facts):
        issued = facts.issue_days.get(plan.pk)
        months = next((n for one, n in _MONTHS.items() if one in duty.rhythm.split(",")), 0)
        if not issued or not months or _OF_VILLAGES.search(fold(f"{plan.unit.noun} {duty.who}")):
            continue
        over = facts.today - timedelta(days=_GRACE)
        last = over.replace(day=1, month=(over.month - 1) // months * months + 1)
        last -= timedelta(days=1)  # of the last period that is over
        reached = [row.ends_on for row in facts.reports if row.unit_id == plan.unit_id]
        is_due = last.year == plan.year and (last - issued).days >= _A_MONTH
        if is_due and max(reached, default=issued) < last:
            fault = f"Phải báo cáo {duty.rhythm_words}, nhưng trong sổ chưa có báo cáo tiến độ"
            fault += f" của kỳ đến ngày {format_day(last)}."
            yield of_part(plan, "bao-cao", duty, fault)


def _named_by(duty: ReportingDuty) -> frozenset[str]:
    """The words by which a text names a duty: who reports, to whom, and what; none where it does
    not state who or what."""
    what = meaning(duty.text)
    return (
        _words(f"{duty.who} {duty.report_to}") - {"cac"} | what
        if duty.who and what
        else frozenset()
    )


def _is_due_of(duty: ReportingDuty, words: frozenset[str]) -> bool:
    """Whether words name who is to report, and to whom."""
    named = _words(f"{duty.who} {duty.report_to}") - {"cac"}
    return bool(duty.who and duty.report_to) and named <= words


def _words(text: str) -> frozenset[str]:
    return frozenset(read(ANY_WORD.findall, fold(text)))


CHECKS = (
    Check("duty-incomplete", "Chế độ báo cáo chưa rõ", "Báo cáo", Severity.MEDIUM, _incomplete),
    Check("duty-to-oneself", "Báo cáo cho chính mình", "Báo cáo", Severity.LOW, _to_oneself),
    Check("duty-silent", "Đến kỳ mà chưa có báo cáo", "Báo cáo", Severity.LOW, _not_reported),
    Check("duty-twice", "Một báo cáo, hai nhịp", "Báo cáo", Severity.LOW, _in_two_rhythms),
)  # fmt: skip
