"""Checks of what a text has of an indicator that it names by a few of its words: `hộ nghèo`, `bảo
hiểm y tế`, `nước sạch`. The figures of the year before, and those from which an aim begins."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_text
from reports.checks.facts.rows import OF_BEFORE
from reports.checks.reading.figures import SENTENCE, head_of_unit, is_share_of_villages
from reports.checks.reading.once import fold
from reports.checks.reading.wording import meaning
from reports.lines import Line, short
from tasks.models import Plan, PlanText

TOLERANCE = 0.1  # what rounding makes of one figure
_NUMBER = r"(?<![\d.,/])(\d{1,3}(?:,\d+)?)\s*"
_CLAUSE = re.compile(r",(?!\d)|[;:()\n]|\.(?!\d)")
_YEAR = re.compile(r"\b20\d\d\b")
_FROM = re.compile(rf"^(?P<name>[^\d%]{{4,90}}?)\s+từ\s+{_NUMBER}(?P<unit>%|[^\W\d]+)", re.I)
# Of folded words: what stands by a figure, and names nothing; how an aim begins.
_EMPTY = frozenset(
    word
    for line in (
        "ty le so ho dan nguoi duoc dat con la co hien nay da moi nam cuoi den het binh quan theo",
        "tren dia ban toan xa phuong dao ti",
    )
    for word in line.split()
)
_BEGINS = re.compile(r"^\W*(?:phan dau|tiep tuc|tung buoc)?\s*(?:nang|giam|tang|dua|ha)\b")


class _Known(NamedTuple):
    """An indicator with a figure, the words of its wording, and the first word of its unit."""

    row: IndicatorRow
    words: frozenset[str]
    unit: str
    head: str  # the first word that names something: alone it may name the indicator


_ByUnit = Mapping[int, list[_Known]]


def _known(facts: CheckFacts) -> dict[int, list[_Known]]:
    """Unit → its indicators that are measured."""
    found: dict[int, list[_Known]] = defaultdict(list)
    for row in facts.rows:
        indicator = row.indicator
        if indicator.unit_words and not is_share_of_villages(indicator.wording):
            words = indicator.search.split()
            unit = head_of_unit(indicator.unit_words).lower()
            head = next((w for w in words if w.isalpha() and w not in _EMPTY), "")
            found[row.assessment.unit_id].append(_Known(row, frozenset(words), unit, head))
    return found


def _named(name: str, unit: str, known: list[_Known]) -> IndicatorRow | None:
    """The one indicator whose wording has all the words by which a text names something."""
    words = frozenset(re.findall(r"[a-z]+", fold(name))) - _EMPTY
    if not words or not meaning(name):
        return None
    found = [
        one.row
        for one in known
        if one.unit == unit.lower() and words <= one.words and (len(words) > 1 or one.head in words)
    ]
    return found[0] if len(found) == 1 else None


def _figures_of_before(facts: CheckFacts, of_unit: _ByUnit) -> Iterator[Line]:
    """What a text has of the year before is not what the record has of it."""
    for plan, text in facts.texts:
        known = of_unit.get(plan.unit_id, []) if text.section in OF_BEFORE else []
        figures = {
            unit: re.compile(_NUMBER + re.escape(unit), re.I)
            for unit in {one.unit for one in known}
            if unit in text.text
        }
        for clause in _CLAUSE.split(text.text) if figures else ():
            for unit, pattern in figures.items():
                found = pattern.findall(clause) if unit in clause else ()
                if len(found) == 1 and (row := _named(pattern.split(clause)[0], unit, known)):
                    yield from _unlike(plan, text, clause, found[0], row)


_NOT_YET = re.compile(
    rf"{_NUMBER}%\s+(?:tổng\s+)?(?:số\s+)?(?:hộ|người|dân số)[^,.;()\d]{{0,12}}?\s*"
    r"\bchưa\s+(?P<name>[^,.;()\n\d]{4,60})",
    re.I,
)


def _rests_of_before(facts: CheckFacts, of_unit: _ByUnit) -> Iterator[Line]:
    """`còn 22% số hộ chưa dùng nước sạch`, where the record has 88 % that do."""
    for plan, text in facts.texts:
        known = of_unit.get(plan.unit_id, []) if text.section in OF_BEFORE else []
        for found in _NOT_YET.finditer(text.text) if known and "chưa" in text.text else ():
            if row := _named(found["name"], "%", known):
                rest = format_decimal(100 - parse_decimal(found[1]))
                yield from _unlike(plan, text, found[0], rest, row)


_LEVEL = re.compile(
    rf"\b(?:mức|yêu cầu)\s+(?!đạt được)[^.;\n\d]{{0,30}}?{_NUMBER}(?P<unit>%|triệu)"
    r"[^.;\n\d]{0,12}\b(?:bộ tiêu chí|quy định|chuẩn)\b",
    re.I,
)


def _levels_of_texts(facts: CheckFacts, of_unit: _ByUnit) -> Iterator[Line]:
    """`mới đạt 61%, thấp hơn mức 70% của bộ tiêu chí`, where the set has another level."""
    for plan, text in facts.texts:
        known = of_unit.get(plan.unit_id, [])
        is_stated = known and ("mức" in text.text or "yêu cầu" in text.text)
        for sentence in SENTENCE.split(text.text) if is_stated and _LEVEL.search(text.text) else ():
            found = _LEVEL.search(sentence)
            name = re.split(r"\d", sentence, maxsplit=1)[0].strip(" -+")
            row = _named(name, found["unit"], known) if found else None
            level = row.level.value if row and row.level else None
            if found and row and level is not None and level != parse_decimal(found[1]):
                words = short(sentence.strip(" -+"), 80)
                yield about_text(plan, text, f"Ghi “{words}”; mức của bộ là {row.level_words}.")


def _figures_of_beginning(facts: CheckFacts, of_unit: _ByUnit) -> Iterator[Line]:
    """`nâng … từ 47,5 triệu đồng lên …`: where an aim begins, the record has another figure."""
    for plan, text in facts.texts:
        known = of_unit.get(plan.unit_id, []) if text.section not in OF_BEFORE else []
        for line in text.text.splitlines() if known and " từ " in text.text else ():
            for clause in re.split(r"[.;](?!\d)", line):
                found = _FROM.search(clause)
                begins = _BEGINS.search(fold(found["name"])) if found else None
                if not found or not begins:
                    continue
                name = fold(found["name"])[begins.end() :]
                if row := _named(name, found["unit"], known):
                    yield from _unlike(plan, text, clause[: found.end() + 20], found[2], row)


def _unlike(
    plan: Plan, text: PlanText, clause: str, stated: str, row: IndicatorRow
) -> Iterator[Line]:
    """A finding where the record of the year before has another figure."""
    have, day = row.measure.ratio(row.indicator.kind), row.result.as_of
    years = {int(year) for year in _YEAR.findall(clause)}
    is_start = day is not None and day == row.assessment.baseline_on
    is_of_then = day and (day.year == plan.year - 1 or is_start) and years <= {day.year}
    if have is None or not is_of_then:
        return
    if abs(float(parse_decimal(stated)) - float(have)) >= TOLERANCE:
        at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
        words = short(clause.strip(" -+*."), 80)
        yield about_text(plan, text, f"Ghi “{words}”; sổ ghi {at} {row.value_words}.")


def _figure_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    of_unit = _known(facts)
    yield from _figures_of_before(facts, of_unit)
    yield from _figures_of_beginning(facts, of_unit)
    yield from _rests_of_before(facts, of_unit)
    yield from _levels_of_texts(facts, of_unit)


_COMPARED = re.compile(r"\bso với\s+(?:cùng kỳ\s+|cuối\s+|đầu\s+)?năm\s+(20\d\d)\b", re.I)


def _compared_with_later(facts: CheckFacts) -> Iterator[Line]:
    """What was reached is compared with a year that came after it."""
    for plan, text in facts.texts:
        if text.section not in OF_BEFORE or "so với" not in text.text:
            continue
        for clause in re.split(r"[.;\n](?!\d)", text.text):
            found = _COMPARED.search(clause)
            years = set(map(int, _YEAR.findall(clause[: found.start()]))) if found else set()
            if found and int(found[1]) >= max(years, default=plan.year):
                words = short(clause.strip(" -+"), 80)
                yield about_text(plan, text, f"Ghi “{words}”: so với năm sau.")


CHECKS = (
    Check("compared-later", "So với năm sau kết quả", "Năm", Severity.MEDIUM,
          _compared_with_later),
    Check("text-known-figure", "Lời văn ghi số năm trước khác sổ", "Số liệu", Severity.HIGH,
          _figure_unlike_the_record),
)  # fmt: skip
