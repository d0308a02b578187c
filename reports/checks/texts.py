"""Checks of what the plan states in its own words: counts, criteria, names, years, empty places."""

import re
from collections import defaultdict
from collections.abc import Iterator

from criteria.enums import State
from ntm_project.common.numbers import format_money, parse_money
from ntm_project.common.text import fold
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.checks.words import (
    among,
    criteria_in,
    meaning,
    name_after,
    shares_met,
    totals_in,
    wrong_shares,
)
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import Plan, PlanText

# What looks ahead: a year that is over has no place in it, unless the text speaks of what was.
_AHEAD = frozenset(
    {
        PlanSection.GOALS, PlanSection.WORKS, PlanSection.LEADERSHIP, PlanSection.OUTREACH,
        PlanSection.INFRASTRUCTURE, PlanSection.QUALITY, PlanSection.RESOURCES,
        PlanSection.IMPLEMENTATION, PlanSection.NOTES, PlanSection.CLOSING,
    }
)  # fmt: skip
_AIMED_YEAR = re.compile(
    r"\b(?:trong|hết|cuối|kế hoạch|phấn đấu(?:\s+đến)?)\s+năm\s+(\d{4})\b", re.I
)
_OF_MONEY = (PlanSection.RESOURCES, PlanSection.GOALS, PlanSection.WORKS)
_PAST = ("so voi", "nghi quyet", "quyet dinh", "da dat", "ket qua", "tu nam")
_SPEAKER = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Đảng ủy|HĐND|Ban Chỉ đạo|[Pp]hấn đấu|đưa)\s+(xã|phường)\s+"
)


def _texts(facts: CheckFacts) -> Iterator[tuple[Plan, PlanText]]:
    for plan in facts.plans:
        for text in plan.texts.all():
            if text.text:
                yield plan, text


def _line(plan: Plan, text: PlanText, fault: str) -> Line:
    url = links.address("tasks:plan", plan.pk) + "#noi-dung"
    return Line(f"{plan.kind} năm {plan.year}, mục {text.get_section_display()}", url, fault)


def _counts_contradict(facts: CheckFacts) -> Iterator[Line]:
    """The counts of a text do not add up."""
    for plan, text in _texts(facts):
        for found in wrong_shares(text.text):
            yield _line(plan, text, f"“{short(found, 100)}”: các số không khớp nhau.")


def _criterion_unlike_the_set(facts: CheckFacts) -> Iterator[Line]:
    """A text names a criterion by a number that no set has, or by the name of another number."""
    names: dict[int, list[str]] = defaultdict(list)
    for standing in facts.record.standings:
        names[standing.criterion.number].append(standing.criterion.name)
    if not names:
        return
    known = [a.criteria_set.criteria_known or 0 for a in facts.record.assessments]
    most = max([*names, *known])
    numbers = {fold(name): number for number, own in names.items() for name in own}
    for plan, text in _texts(facts):
        for number, name in dict.fromkeys(criteria_in(text.text)):
            if number > most:
                yield _line(plan, text, f"Nêu tiêu chí số {number}, bộ tiêu chí không có số này.")
            elif (called := among(name, numbers)) and (there := numbers[called]) != number:
                alike = any(meaning(name) & meaning(own) for own in names.get(number, ()))
                if not alike:
                    fault = f"Nêu “tiêu chí số {number} ({name})”; bộ ghi {name} là số {there}."
                    yield _line(plan, text, fault)


def _met_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """A text counts the criteria that are met, and neither start nor record of any unit agrees."""
    counts: dict[int, set[int]] = defaultdict(set)
    at_start: dict[int, int] = defaultdict(int)
    for row in facts.baselines:
        at_start[row.assessment_id] += row.state == State.MET
    for assessment in facts.record.assessments:
        own = facts.record.standings_of(assessment)
        total = max(len(own), assessment.criteria_set.criteria_known or 0)
        counts[total] |= {sum(s.is_met for s in own), at_start[assessment.pk]}
    for plan, text in _texts(facts):
        if text.section == PlanSection.GOALS:
            continue
        for met, total in dict.fromkeys(shares_met(text.text)):
            if total in counts and met not in counts[total]:
                known = ", ".join(f"{n}/{total}" for n in sorted(counts[total]))
                yield _line(plan, text, f"Ghi đạt {met}/{total} tiêu chí; chương trình có {known}.")


def _of_another_commune(facts: CheckFacts) -> Iterator[Line]:
    """A text speaks as another commune: it was copied from its plan."""
    for plan, text in _texts(facts):
        if plan.unit.is_village:
            continue
        own = fold(plan.unit.name)
        for found in _SPEAKER.finditer(text.text):
            name = name_after(text.text, found.end())
            if name and not fold(name).startswith(own) and not own.startswith(fold(name)):
                yield _line(plan, text, f"Nêu “{found[0]}{name}”, kế hoạch của xã khác.")
                break


def _year_that_is_over(facts: CheckFacts) -> Iterator[Line]:
    """What is to be done is planned in a year before that of the plan."""
    for plan, text in _texts(facts):
        if text.section not in _AHEAD:
            continue
        for line in text.text.splitlines():
            years = {int(year) for year in _AIMED_YEAR.findall(line)}
            if not years or max(years) >= plan.year:
                continue
            folded = fold(line)
            if not any(word in folded for word in _PAST):
                fault = f"Nêu năm {max(years)} trong kế hoạch năm {plan.year}: “{short(line, 80)}”."
                yield _line(plan, text, fault)


def _money_unlike_the_table(facts: CheckFacts) -> Iterator[Line]:
    """A text states a total of money, and the sums of the plan give another."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for row in facts.fundings:
        sums[row.plan_id, row.stage] += row.total or sum(part.amount for part in row.parts.all())
    for plan, text in _texts(facts):
        own = {total for (key, _), total in sums.items() if key == plan.pk and total}
        for words in totals_in(text.text) if own and text.section in _OF_MONEY else ():
            stated = _sum_of(words)
            if stated and stated not in own:
                known = ", ".join(map(format_money, sorted(own)))
                yield _line(plan, text, f"Ghi tổng {words}; các khoản kinh phí cộng lại {known}.")


def _sum_of(words: str) -> int | None:
    try:
        return parse_money(words)
    except ValueError:
        return None


def _half_filled(facts: CheckFacts) -> Iterator[Line]:
    """Purpose without requirements or the other way round, texts without any goal, addressees
    without the copy that is kept."""
    for plan in facts.plans:
        written = {text.section for text in plan.texts.all() if text.text}
        missing = []
        pair = {PlanSection.PURPOSE, PlanSection.REQUIREMENTS}
        if len(written & pair) == 1:
            missing += [f"mục “{PlanSection(one).label}” để trống" for one in pair - written]
        if len(written) > 3 and PlanSection.GOALS not in written and not plan.targets.all():
            missing.append(f"mục “{PlanSection.GOALS.label}” để trống")
        if plan.keeps_no_copy:
            missing.append("nơi nhận chưa có dòng “Lưu: …”")
        for fault in missing:
            words = fault[:1].upper() + fault[1:]
            yield Line(str(plan), links.address("tasks:plan", plan.pk), f"{words}.")


CHECKS = (
    Check("text-counts", "Các con số trong lời văn mâu thuẫn", "Số đếm", Severity.MEDIUM,
          _counts_contradict),
    Check("text-criterion", "Lời văn gọi sai tiêu chí", "Tiêu chí", Severity.MEDIUM,
          _criterion_unlike_the_set),
    Check("text-met", "Số tiêu chí đạt trong lời văn khác sổ", "Số đạt", Severity.HIGH,
          _met_unlike_the_record),
    Check("text-of-another", "Lời văn của xã khác", "Tên xã", Severity.HIGH, _of_another_commune),
    Check("text-old-year", "Lời văn nêu năm đã qua", "Năm", Severity.MEDIUM, _year_that_is_over),
    Check("text-money", "Tổng kinh phí trong lời văn khác bảng", "Kinh phí", Severity.HIGH,
          _money_unlike_the_table),
    Check("half-filled", "Kế hoạch còn chỗ trống", "Để trống", Severity.MEDIUM, _half_filled),
)  # fmt: skip
