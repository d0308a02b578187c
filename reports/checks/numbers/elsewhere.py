"""Checks of what one section of a plan counts beside another: goals beside the present, what is
left beside what is done."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage, about_text
from reports.checks.reading.patterns import read_number
from reports.checks.reading.standings import met_in, more_in, unmet_in
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import PlanText

_PRESENT = (PlanSection.OPENING, PlanSection.ACHIEVEMENTS, PlanSection.SHORTCOMINGS)
Texts = list[PlanText]


def _unlike_the_present(facts: CheckFacts) -> Iterator[Line]:
    """A goal does not follow from what the plan itself has of the present."""
    for plan in facts.plans:
        texts = [text for of, text in facts.texts if of is plan]
        now = [text for text in texts if text.section in _PRESENT]
        ahead = [text for text in texts if text.section not in _PRESENT]
        if now:
            yield from _more_than_they_make(facts, plan, now, ahead)
            yield from _left_elsewhere(plan, now, ahead)
            yield from _income_below(plan, now, ahead)
            yield from _poor_left(facts, plan, now)
            yield from _rest_of_a_share(facts, plan, now)


def _more_than_they_make(facts: CheckFacts, plan: Any, now: Texts, ahead: Texts) -> Iterator[Line]:
    """`đạt thêm 2 tiêu chí, nâng lên 14/19`, where eleven are met; what the record has, see
    `criteria-miscounted`."""
    if any(row.is_met for row in facts.record.standings):
        return
    met = {(one.many, one.whole) for text in now for one in met_in(text.text)}
    words_of = [(text.text, partial(about_text, plan, text)) for text in ahead]
    words_of += [(t.text, partial(about, t)) for t in facts.open_tasks if t.plan_id == plan.pk]
    for text, line in words_of:
        for count, then, whole, words in more_in(text):
            have = sorted(n for n, of in met if of == whole)
            if have and then - count not in have and then not in have:
                known = ", ".join(map(str, have))
                fault = f"ghi “{short(words, 100)}”; hiện đạt {known} tiêu chí, cộng không khớp."
                yield line(fault)


def _left_elsewhere(plan: Any, now: Texts, ahead: Texts) -> Iterator[Line]:
    """`hoàn thành 05 tiêu chí còn lại`, where another section has other counts of them."""
    met = [one for text in now for one in met_in(text.text)]
    if len(met) != 1 or any(unmet_in(text.text) for text in now):
        return
    for text in ahead:
        for one in unmet_in(text.text):
            if met[0].many + one.many != met[0].whole:
                fault = f"Ghi “{short(one.words, 80)}”; mục khác ghi “{short(met[0].words, 80)}”."
                yield about_text(plan, text, fault)


_INCOME = re.compile(
    r"thu nhập bình quân[^.;\n\d]{0,40}(?:20\d\d)?[^.;\n\d]{0,40}?(?<![\d.,])(\d{2,3}(?:,\d+)?)\s*"
    r"(?:tr\.?đ?|triệu)",
    re.I,
)


def _income_below(plan: Any, now: Texts, ahead: Texts) -> Iterator[Line]:
    """The income that a plan aims at is below what it states as reached."""
    have = [parse_decimal(one[1]) for text in now for one in _INCOME.finditer(text.text)]
    goals = [text for text in ahead if text.section == PlanSection.GOALS]
    for text in goals if len(have) == 1 else ():
        for one in _INCOME.finditer(text.text):
            if parse_decimal(one[1]) < have[0]:
                words = short(" ".join(one[0].split()), 80)
                known = format_decimal(have[0])
                fault = f"Ghi “{words}”; hiện đã đạt {known}, mục tiêu thấp hơn."
                yield about_text(plan, text, fault)


_POOR = re.compile(r"\bhộ nghèo\b[^.;,\n\d]{0,20}?(?<![\d.,/])(\d[\d.]*) hộ\b", re.I)
_FEWER = re.compile(r"giảm (\d[\d.]*) hộ nghèo\b[^.;\n\d]{0,40}còn (?:lại )?(\d[\d.]*) hộ\b", re.I)


def _poor_left(facts: CheckFacts, plan: Any, now: Texts) -> Iterator[Line]:
    """`Giảm 63 hộ nghèo, cuối năm còn 136 hộ`, of 189."""
    have = {read_number(one[1]) for text in now for one in _POOR.finditer(text.text)}
    for passage in facts.naming("hộ nghèo") if len(have) == 1 else ():
        is_ahead = passage.plan is plan and passage.is_ahead
        for one in _FEWER.finditer(passage.text) if is_ahead else ():
            known = next(iter(have))
            if known - read_number(one[1]) != read_number(one[2]):
                words = " ".join(one[0].split())
                fault = f"ghi “{words}”; hiện có {format_decimal(known)} hộ nghèo, các số không"
                yield about_passage(passage, f"{fault} khớp nhau.")


_SHARE = re.compile(r"(?<![\d/.,])(\d[\d.]*)\s*/\s*(\d[\d.]*)\s+(hộ|người)\b", re.I)
_REST = re.compile(r"(?<![\d/.,])(\d[\d.]*) (hộ|người) còn lại\b", re.I)


def _rest_of_a_share(facts: CheckFacts, plan: Any, now: Texts) -> Iterator[Line]:
    """`vận động 148 hộ còn lại`, where 2.352 of 2.480 have it: where the plan has but one share."""
    shares = [one for text in now for one in _SHARE.finditer(text.text)]
    if len(shares) != 1:
        return
    done, whole = read_number(shares[0][1]), read_number(shares[0][2])
    rest = whole - done
    if done < rest:  # `37/2.310 hộ nghèo`: few have it, and no work is due for the others
        return
    for passage in facts.naming("còn lại"):
        for one in _REST.finditer(passage.text) if passage.plan is plan else ():
            if one[2].lower() == shares[0][3].lower() and read_number(one[1]) != rest:
                fault = f"ghi “{one[0]}”; theo “{shares[0][0]}” còn {format_decimal(rest)}"
                yield about_passage(passage, f"{fault}, hai số khác nhau.")


CHECKS = (
    Check("unlike-the-present", "Mục tiêu, việc còn lại không khớp hiện trạng", "Số đếm",
          Severity.MEDIUM, _unlike_the_present),
)  # fmt: skip
