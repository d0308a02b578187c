"""Checks of what a text has of one village beside what that village has recorded."""

import re
from collections import defaultdict
from collections.abc import Iterator

from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_passage, about_text
from reports.checks.reading.figures import NOUNS, SENTENCE, figures_in
from reports.checks.reading.names import places_in
from reports.checks.reading.once import fold, read
from reports.checks.reading.patterns import FIRST_DIGIT
from reports.checks.reading.wording import meaning, measured
from reports.lines import Line, short

_IS = re.compile(r"\b(?:hiện|hiện nay|hiện có|đã có|đang có|mới có|mới đạt|hiện đạt)\b", re.I)
_YEAR = re.compile(r"\b20\d\d\b")
TOLERANCE = 0.1  # what rounding makes of one figure


def _figure_of_a_village(facts: CheckFacts) -> Iterator[Line]:
    """A text has another figure of an indicator of a village than the village's own record."""
    rows: dict[str, list[tuple[IndicatorRow, frozenset[str]]]] = defaultdict(list)
    for row in facts.rows:
        unit = row.assessment.unit
        if unit.is_village and row.indicator.unit_words and row.measure.value is not None:
            rows[fold(unit.name)].append((row, measured(row.indicator.wording)))
    for plan, text in facts.texts if rows else ():
        for sentence in SENTENCE.split(text.text) if _IS.search(text.text) else ():
            names = {fold(name) for _, name in places_in(sentence)} if _IS.search(sentence) else ()
            years = set(map(int, _YEAR.findall(sentence))) - {plan.year}
            if len(names) != 1 or years:
                continue
            words = meaning(sentence)
            for row, own in rows.get(next(iter(names)), ()):
                is_named = own and own <= words
                stated = figures_in(sentence, row.indicator.unit_words) if is_named else []
                have = float(row.measure.ratio(row.indicator.kind) or 0)
                if len(stated) == 1 and abs(float(stated[0]) - have) >= TOLERANCE:
                    at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
                    mine = short(sentence.strip(" -+"), 80)
                    where = row.assessment.unit.full_name
                    fault = f"Ghi “{mine}”; sổ của {where} ghi {at} {row.value_words}."
                    yield about_text(plan, text, fault)


# `8 thôn hoàn thành khu dân cư mẫu, 4 thôn đang triển khai`
_BY_STATE = re.compile(
    rf"({FIRST_DIGIT}\d?)\s+({NOUNS})\s+(?:đã\s+)?(?:hoàn thành|đạt|xong|có|được|đã)\b"
    r"[^.;,\d]{0,60}[,;]"
    r"\s*(?:và\s+)?(?:còn\s+(?:lại\s+)?)?(\d{1,2})\s+\2\s+(?:còn\s+lại\s+)?(?:đang|chưa)\b"
    r"[^.;,\d]{0,40}",
    re.I,
)


def _more_by_state(facts: CheckFacts) -> Iterator[Line]:
    """The villages that have a thing and those that do not yet are more than there are."""
    present = len(facts.villages)
    if facts.unit.is_village or present < FEWEST:
        return
    for plan, text in facts.texts:
        for found in read(_BY_STATE.finditer, text.text):
            if int(found[1]) + int(found[3]) > present:
                words = short(" ".join(found[0].split()), 90)
                both = int(found[1]) + int(found[3])
                fault = f"Ghi “{words}”: cộng lại {both}, danh sách có {present}."
                yield about_text(plan, text, fault)


_SHARE = re.compile(rf"(?<![\d/])(\d{{1,2}})\s*/\s*(\d{{1,2}})\s+{NOUNS}\b", re.I)
_STILL = re.compile(rf"(?<![\d/.,])(\d{{1,2}})\s+{NOUNS}\s+còn lại\b", re.I)
LEAST_SHARED = 2  # words by which two passages speak of one thing


def _left_otherwise(facts: CheckFacts) -> Iterator[Line]:
    """Work is for so many villages that are left, and the share that has it leaves others."""
    shares = [
        (plan, int(found[2]) - int(found[1]), meaning(clause))
        for plan, text in facts.texts
        for clause in (re.split(r"[;.\n]", text.text) if "/" in text.text else ())
        for found in read(_SHARE.finditer, clause)
    ]
    for passage in facts.naming("còn lại") if shares else ():
        for found in read(_STILL.finditer, passage.text):
            words = meaning(passage.text)
            rests = {
                rest
                for plan, rest, own in shares
                if plan is passage.plan and len(own & words) >= LEAST_SHARED
            }
            if rests and int(found[1]) not in rests:
                have = ", ".join(map(str, sorted(rests)))
                yield about_passage(passage, f"ghi “{found[0]}”; nơi khác tính ra còn {have}.")


FEWEST = 2  # villages: of one alone the register is not filled in yet

CHECKS = (
    Check("villages-left", "Số thôn còn lại ghi khác nhau", "Số đếm", Severity.MEDIUM,
          _left_otherwise),
    Check("villages-by-state", "Lời văn chia số thôn nhiều hơn số thôn có", "Số đếm",
          Severity.MEDIUM, _more_by_state),
    Check("village-figure", "Lời văn ghi số của thôn khác sổ của thôn", "Số liệu",
          Severity.MEDIUM, _figure_of_a_village),
)  # fmt: skip
