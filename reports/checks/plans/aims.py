"""Checks of what texts and tasks aim at, beside the targets of a plan and the levels of a set."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from criteria.comparison import Comparison, Measure, compare
from criteria.judging import IndicatorRow
from ntm_project.common.numbers import parse_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage, about_text
from reports.checks.facts.rows import AHEAD, Passage
from reports.checks.plans.targets import figures_of, is_more
from reports.checks.reading.figures import SENTENCE, figures_in
from reports.checks.reading.names import places_in
from reports.checks.reading.once import all_read_once, fold
from reports.checks.reading.patterns import ASIDE
from reports.checks.reading.wording import meaning, measured
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import Plan, Target, Task

_CLAUSE = re.compile(r"[.;\n]+(?!\d)|,(?!\d)")
# Of what is, of a step on the way, or of a village.
_NOT_OF_THE_YEAR = re.compile(
    r"\b(?:hiện|đã|mới|từ|năm trước|so với|tăng thêm|giảm thêm|tháng|quý"
    r"|(?<!nông )thôn|xóm|bản|ấp|buôn|khóm|tổ dân phố)\b",
    re.I,
)


def _text_unlike_the_target(facts: CheckFacts) -> Iterator[Line]:
    """What a text aims at has another figure than the target in its words."""
    aims_of = {plan.pk: _aims_in_words(plan) for plan in facts.plans}
    for plan, text in facts.texts if any(aims_of.values()) else ():
        aims = {unit: own for unit, own in aims_of[plan.pk].items() if unit in text.text}
        for clause in _CLAUSE.split(text.text) if aims and text.section in AHEAD else ():
            for unit, rows in aims.items():
                stated = _aim_in(unit).findall(clause) if unit in clause else ()
                if len(stated) != 1 or _NOT_OF_THE_YEAR.search(clause):
                    continue
                words, figure = _words_of(clause), parse_decimal(stated[0])
                same = [target for target, own in rows if own <= words]
                if same and all(figure not in (t.value, t.value_max) for t in same):
                    mine, theirs = short(clause.strip(), 80), short(same[0].text, 80)
                    figures = f"{figures_of(same[0])} {unit}".replace(" %", "%")
                    fault = f"Ghi “{mine}”; mục tiêu “{theirs}” ghi {figures}."
                    yield about_text(plan, text, fault)


def _aims_in_words(plan: Plan) -> dict[str, list[tuple[Target, frozenset[str]]]]:
    """Unit → the targets in it that name what they are about, with its words."""
    found: dict[str, list[tuple[Target, frozenset[str]]]] = defaultdict(list)
    for row in plan.targets.all():
        unit, own = row.unit_words.partition(" ")[0], _words_of(row.text)
        if row.value is not None and unit and len(own) > 2 and not is_more(row):
            found[unit].append((row, own))
    return found


def _aim_in(unit: str) -> re.Pattern[str]:
    """A figure in the unit: `90%`, `35 vườn`."""
    return re.compile(rf"(?<![\d.,/])(\d{{1,3}}(?:,\d+)?)\s*{re.escape(unit)}(?!\w)")


# Of folded words: how an aim is bounded.
_BOUNDING = frozenset(
    ["tro", "len", "it", "nhat", "toi", "thieu", "dat", "phan", "dau", "hon", "xuong", "con"]
)


def _words_of(aim: str) -> frozenset[str]:
    """What an aim is about, without its figures and how these are bounded."""
    return frozenset(w for w in meaning(aim) if not w.isdigit() and w not in _BOUNDING)


_A_TITLE = re.compile(r"\b(?:đạt chuẩn|kiểu mẫu|nông thôn mới|NTM|được công nhận)\b", re.I)


def _village_not_assessed(facts: CheckFacts) -> Iterator[Line]:
    """The goals name a village that is to reach the standard, and nobody judges it this year."""
    judged = {row.unit_id for row in facts.record.assessments}
    villages = {fold(unit.name): unit for unit in facts.villages}
    aims = [Passage(t.text, True, p, t) for p, t in facts.texts if t.section == PlanSection.GOALS]
    aims += [one for one in facts.passages if one.part == "muc-tieu"]
    for passage in aims:
        for sentence in SENTENCE.split(passage.text) if _A_TITLE.search(passage.text) else ():
            names = places_in(sentence) if _A_TITLE.search(sentence) else ()
            for noun, name in dict.fromkeys(names):
                unit = villages.get(fold(name))
                if unit and unit.pk not in judged and not _HAS_IT.search(sentence):
                    fault = f"mục tiêu nêu {noun.lower()} {name}, năm nay nơi này chưa có đánh giá."
                    yield about_passage(passage, fault)


_HAS_IT = re.compile(r"\b(?:đã|giữ vững|duy trì|danh hiệu văn hóa|chuẩn văn hóa)\b", re.I)


_AIMED_AT = re.compile(
    r"\b(?:phấn đấu|để|bảo đảm|đảm bảo|nâng|tăng|đưa|vận động)\b[^.;\n]{0,80}?"
    r"\b(?:đạt|lên|còn|xuống)\b",
    re.I,
)


_FROM = re.compile(r"\btừ\s+\d[\d.]*(?:,\d+)?\s*%?\s+(?=(?:lên|đến|xuống|còn)\b)", re.I)


def _work_below_the_level(facts: CheckFacts) -> Iterator[Line]:
    """Reached, what the work for an indicator aims at would still miss its level."""
    for task in facts.open_tasks:
        words = _FROM.sub("", task.text)
        if not _AIMED_AT.search(words) or _NOT_OF_THE_YEAR.search(words):
            continue
        for row in _rows_aimed_at(facts, task):
            stated = figures_of_unit(words, row.indicator.unit_words)
            is_one = len(stated) == 1
            if is_one and compare(row.indicator, Measure(stated[0]), row.level) == Comparison.SHORT:
                fault = f"đạt mức này vẫn chưa đủ mức {row.level_words} của bộ."
                yield about(task, fault)


def _rows_aimed_at(facts: CheckFacts, task: Task) -> list[IndicatorRow]:
    """The indicator that the task is for; where it names none, the one of its criterion of which it
    speaks."""
    row = facts.row_of_indicator.get((task.assessment_id or 0, task.indicator_id or 0))
    if row or not task.criterion_id:
        return [row] if row else []
    rows = facts.rows_of_criterion.get((task.assessment_id or 0, task.criterion_id), [])
    return _spoken_of(rows, task.text)


def _spoken_of(rows: Iterable[IndicatorRow], text: str) -> list[IndicatorRow]:
    """The one of the indicators with a unit of which a text has more than half of the words."""
    words = meaning(text)
    fitting = [
        row
        for row in rows
        if row.indicator.unit_words
        and _shares(measured(ASIDE.sub(" ", row.indicator.wording)), words)
    ]
    return fitting if len(fitting) == 1 else []


def _shares(own: frozenset[str], words: frozenset[str]) -> bool:
    return len(own) > 1 and 2 * len(own & words) > len(own)


def figures_of_unit(text: str, unit: str) -> list[Decimal]:
    """The figures of a unit that a text aims at: what it is lifted to, too."""
    return figures_in(re.sub(r"\b(?:lên|trên|từ)\b", "đạt", text, flags=re.I), unit)


# `88,6% dân số tham gia, tiêu chí 15 đã đạt`
_MET = re.compile(r"\btiêu chí\s+(?:số\s+)?(?P<n>\d{1,2})\b[^.;\n\d]{0,40}?\bđạt\b", re.I)
# `Tiêu chí Y tế đã đạt, tỷ lệ người dân tham gia BHYT 95,8%`
_NAMED_MET = re.compile(r"\btiêu chí\s+(?P<name>[^\d,.;:()]{3,60}?)\s+(?:đã\s+)?đạt\b", re.I)
_NOT_MET = re.compile(r"\b(?:chưa|không|phấn đấu|để|cần|sẽ)\b", re.I)


@all_read_once
def _called_met(text: str) -> Iterator[tuple[int, str]]:
    """(number, sentence) of each criterion that a sentence with a figure calls met."""
    for sentence in SENTENCE.split(text) if "đạt" in text and "iêu chí" in text else ():
        found = _MET.search(sentence)
        if found and not _NOT_MET.search(sentence):
            yield int(found["n"]), sentence


def _called_met_below(facts: CheckFacts) -> Iterator[Line]:
    """A text calls a criterion met by a figure that is below its level."""
    numbers = {fold(one.criterion.name): one.criterion.number for one in facts.record.standings}
    for plan, text in facts.texts:
        named = [
            (numbers[fold(found["name"])], sentence)
            for sentence in (SENTENCE.split(text.text) if "iêu chí" in text.text else ())
            for found in _NAMED_MET.finditer(sentence)
            if fold(found["name"]) in numbers
        ]
        for number, sentence in (*_called_met(text.text), *named):
            rows = [
                row
                for row in facts.rows
                if row.indicator.criterion.number == number
                and row.assessment.unit_id == plan.unit_id
            ]
            for row in _spoken_of(rows, sentence):
                stated = [Measure(one) for one in figures_in(sentence, row.indicator.unit_words)]
                is_one = len(stated) == 1
                if is_one and compare(row.indicator, stated[0], row.level) == Comparison.SHORT:
                    words = short(sentence.strip(" -+"), 80)
                    fault = f"Ghi “{words}”; mức của bộ là {row.level_words}, thấp hơn mức."
                    yield about_text(plan, text, fault)


# `mức cần đạt 90%`, `(yêu cầu 95%)`
_REQUIRED = re.compile(
    r"\b(?:mức cần đạt|mức phải đạt|yêu cầu(?: đạt)?|mức quy định|mức chuẩn)\s+"
    r"(?:là\s+|từ\s+|≥\s*)?"
    r"(?P<n>\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)


def _level_stated_otherwise(facts: CheckFacts) -> Iterator[Line]:
    """A sentence has less as the level of the one indicator of which it speaks than the set has."""
    for plan, text, sentence in facts.sentences:
        found = _REQUIRED.search(sentence) if "%" in sentence else None
        rows = [row for row in facts.rows if row.assessment.unit_id == plan.unit_id]
        for row in _spoken_of(rows, sentence) if found else ():
            stated = Measure(parse_decimal(found["n"])) if found else Measure(None)
            is_of_unit = row.indicator.unit_words.startswith("%")
            if is_of_unit and compare(row.indicator, stated, row.level) == Comparison.SHORT:
                words = short(sentence.strip(" -+"), 80)
                fault = f"Ghi “{words}”; mức của bộ là {row.level_words}, cao hơn."
                yield about_text(plan, text, fault)


CHECKS = (
    Check("level-otherwise", "Ghi mức thấp hơn mức của bộ", "Số liệu", Severity.HIGH,
          _level_stated_otherwise),
    Check("called-met-below", "Gọi là đạt khi số liệu dưới mức của bộ", "Số liệu", Severity.HIGH,
          _called_met_below),
    Check("village-unassessed", "Mục tiêu nêu thôn chưa có đánh giá", "Thôn", Severity.HIGH,
          _village_not_assessed),
    Check("work-below-level", "Việc nhằm mức thấp hơn mức của bộ", "Mục tiêu", Severity.HIGH,
          _work_below_the_level),
    Check("text-other-target", "Lời văn khác mục tiêu", "Mục tiêu", Severity.MEDIUM,
          _text_unlike_the_target),
)  # fmt: skip
