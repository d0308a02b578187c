"""Checks of what is claimed and measured of indicators; of the papers behind it see `proofs`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from criteria.comparison import Comparison, Measure, compare, level_for
from criteria.enums import Claim, Comparator, IndicatorKind
from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.reading.once import fold
from reports.lines import AGAINST_FIGURE, Line, short

TOLERANCE = 0.1  # what rounding makes of one figure


def of_indicator(row: IndicatorRow, fault: str) -> Line:
    at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
    words = f"{row.assessment.unit.title_name}, {at} {row.indicator.wording}"
    return Line(short(words, 140), row.result.get_absolute_url(), fault)


def _unmet_above_level(facts: CheckFacts) -> Iterator[Line]:
    """ "Chưa đạt" is claimed while the value reaches the level."""
    for row in facts.rows:
        if row.result.claim == Claim.NOT_MET and row.comparison == Comparison.MEETS:
            fault = f"Báo chưa đạt, nhưng {row.value_words} đã đủ mức {row.level_words}."
            yield of_indicator(row, fault)


def _met_without_value(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed of what a figure decides, and no figure is given."""
    for row in facts.rows:
        if row.lacks_value:
            yield of_indicator(row, f"Báo đạt mức {row.level_words} nhưng chưa ghi số liệu.")


# Of a folded source: that there is one, and not whose.
_NO_SOURCE = re.compile(
    r"(?:[^a-z0-9]*|(?:khong|chua) ro|khong co|tong hop|so lieu|theo (?:bao cao|so lieu|thuc te)"
    r"|tu (?:danh gia|bao cao)|cap nhat)[^a-z0-9]*$"
)


def _value_without_origin(facts: CheckFacts) -> Iterator[Line]:
    """A value stands there without its day or its source."""
    for row in facts.rows:
        result = row.result
        is_named = bool(result.source) and not _NO_SOURCE.match(fold(result.source))
        if row.value_words and not (result.as_of and is_named):
            missing = [] if result.as_of else ["ngày"]
            missing += [] if is_named else ["nguồn"]
            yield of_indicator(row, f"Số liệu {row.value_words} chưa ghi {' và '.join(missing)}.")
    for one in facts.loose_ends.bare_figures:
        fault = f"Số liệu nêu trong báo cáo chưa ghi {one.missing}."
        yield Line(short(one.text, 140), one.url, fault)


A_MONTH = timedelta(days=31)  # by which the figures of a period may close before its end
_DATED = re.compile(r"\bngày\s+(\d{1,2})[/-](\d{1,2})[/-](20\d\d)\b")


def _older_source(source: str, as_of: date) -> date | None:
    """The last day that the source of a figure names, where the figure is of a later one."""
    days = []
    for day, month, year in _DATED.findall(source):
        with suppress(ValueError):
            days.append(date(int(year), int(month), int(day)))
    return max(days) if days and max(days) + A_MONTH < as_of else None


def _value_of_another_year(facts: CheckFacts) -> Iterator[Line]:
    """A value is older than the year before that of the assessment, of a day to come, or of a later
    day than its source."""
    for row in facts.rows:
        day = row.result.as_of
        if row.value_words and day and (day.year < row.assessment.year - 1 or day > facts.today):
            words = "ngày chưa đến" if day > facts.today else "không thuộc kỳ đánh giá"
            yield of_indicator(row, f"Số liệu ghi đến ngày {format_day(day)}, {words}.")
        elif row.value_words and day and (dated := _older_source(row.result.source, day)):
            words = f"nguồn ghi ngày {format_day(dated)}"
            yield of_indicator(row, f"Số liệu ghi đến ngày {format_day(day)}, {words}.")


_GUESSED = re.compile(r"\b(?:uoc tinh|uoc dat|uoc luong|tam tinh|du kien)\b")  # folded


def _guessed(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed by a figure that its source has as an estimate."""
    for row in facts.rows:
        if row.result.claim == Claim.MET and _GUESSED.search(fold(row.result.source)):
            yield of_indicator(row, f"Báo đạt, nguồn số liệu ghi “{short(row.result.source, 60)}”.")


_NO_REASON = frozenset(("khong", "ap", "dung", "co", "nhu", "tren", "theo", "quy", "dinh"))


def _not_applicable_for_nothing(facts: CheckFacts) -> Iterator[Line]:
    """An indicator is stated not to apply, and its reason gives none."""
    for row in facts.rows:
        if row.result.claim == Claim.NOT_APPLICABLE:
            words = re.findall(r"\w+", fold(row.result.note))
            if _NO_REASON.issuperset(words):
                fault = f"Ghi không áp dụng, lý do “{row.result.note}” chưa nói vì sao."
                yield of_indicator(row, fault)


def _level_unknown(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed of a value that nobody can compare: the level is not known."""
    for row in facts.rows:
        is_met = row.result.claim == Claim.MET
        if is_met and row.comparison == Comparison.NO_LEVEL and row.value_words:
            yield of_indicator(row, f"Báo đạt với {row.value_words} nhưng mức yêu cầu chưa rõ.")


def _level_rises(facts: CheckFacts) -> Iterator[Line]:
    """The value reaches this year's level and not next year's."""
    for row in facts.rows:
        if row.comparison != Comparison.MEETS:
            continue
        unit, year = row.assessment.unit, row.assessment.year + 1
        following = level_for(
            row.indicator.known_levels.own,
            region=unit.region,
            commune_group=unit.commune_group,
            year=year,
        )
        if following is None or following == row.level:
            continue
        if compare(row.indicator, row.measure, following) == Comparison.SHORT:
            fault = (
                f"{row.value_words} đủ mức năm nay, chưa đủ mức {following.display} từ năm {year}."
            )
            yield of_indicator(row, fault)


def _met_below_level(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed while the value misses the level."""
    yield from filter(None, map(below_level, facts.rows))


def below_level(row: IndicatorRow) -> Line | None:
    """What `met-below-level` finds of one indicator."""
    if not row.contradicts:
        return None
    return of_indicator(row, f"Báo đạt, nhưng {row.value_words} chưa đủ mức {row.level_words}.")


A_LARGE_LEVEL = 10
TOO_MANY_TIMES = 10  # times such a level: a comma was left out
OUT_OF_ALL_REASON = 100  # times the level: thousands of đồng typed where millions are meant


def _figure_impossible(facts: CheckFacts) -> Iterator[Line]:
    """A share of more than all, or of a percentage beyond a hundred; of what grows the later amount
    is more than the one before."""
    for row in facts.rows:
        measure: Measure = row.measure
        if measure.value is None or row.indicator.kind == IndicatorKind.GROWTH:
            continue
        is_share = measure.denominator is not None and measure.value > measure.denominator
        is_percent = row.indicator.unit_words == "%" and not measure.denominator
        if is_share or (is_percent and not 0 <= measure.value <= 100):
            yield of_indicator(row, f"Số liệu {row.value_words} không thể có.")
        elif row.indicator.kind == IndicatorKind.COUNT and measure.value % 1:
            yield of_indicator(row, f"Số liệu {row.value_words} không thể có: số đếm không thể lẻ.")
        elif row.level and row.indicator.kind == IndicatorKind.NUMBER and _is_absurd(row):
            fault = (
                f"Số liệu {row.value_words} lớn bất thường so với mức {row.level_words}; "
                "hãy kiểm tra dấu phẩy, đơn vị tính."
            )
            yield of_indicator(row, fault)


def _is_absurd(row: IndicatorRow) -> bool:
    level, value = row.level.value if row.level else None, row.measure.value
    return bool(level and value and value >= _most_times(level) * level)


def _most_times(level: Decimal) -> int:
    """How many times its level no figure is: of a large one, as incomes are, fewer."""
    return TOO_MANY_TIMES if level >= A_LARGE_LEVEL else OUT_OF_ALL_REASON


# Of folded words: shares that are small where all is well.
_SMALL_BY_NATURE = re.compile(
    r"\b(?:ngheo|suy dinh duong|that nghiep|tai nan|toi pham|vi pham|tu vong|bo hoc|tao hon|chua"
    r"|khong|giam|sinh con|dot nat|qua han|tai ngheo|nghien)\b"
)


def _fraction_for_percent(facts: CheckFacts) -> Iterator[Line]:
    """A share below one percent is claimed as enough where no level is known: 0,87 for 87 %."""
    for row in facts.rows:
        value = row.measure.value
        is_bare = row.indicator.kind == IndicatorKind.PERCENT and not row.measure.denominator
        is_claimed = row.result.claim == Claim.MET and row.comparison == Comparison.NO_LEVEL
        if not (is_bare and is_claimed and value and 0 < value < 1):
            continue
        is_at_most = row.level and row.level.comparator in (Comparator.LTE, Comparator.LT)
        if not is_at_most and not _SMALL_BY_NATURE.search(fold(row.indicator.wording)):
            meant = format_decimal(value * 100)
            yield of_indicator(row, f"Ghi {row.value_words}; nếu là {meant}% thì gõ {meant}.")


# Of folded words: what a note has of the indicator as it is now.
_NOTED_UNMET = re.compile(r"\b(?:chua|khong) (?:dat|du|bao dam|dam bao)\b")
_NOTED_MET = re.compile(r"\bda (?:dat|du)\b")
_OF_THEN = re.compile(r"\b(?:nam truoc|truoc day|truoc do|da khac phuc|dau nam|nam 20\d\d)\b")


def _note_against_claim(facts: CheckFacts) -> Iterator[Line]:
    """The note of a result has the opposite of what is claimed."""
    for row in facts.rows:
        note = fold(row.result.note) if row.result.note else ""
        if not note or _OF_THEN.search(note):
            continue
        unmet, met = bool(_NOTED_UNMET.search(note)), bool(_NOTED_MET.search(note))
        words = f"ghi chú viết “{short(row.result.note, 80)}”."
        if row.result.claim == Claim.MET and unmet and not met:
            yield of_indicator(row, f"Báo đạt, {words}")
        elif row.result.claim == Claim.NOT_MET and met and not unmet:
            yield of_indicator(row, f"Báo chưa đạt, {words}")


CHECKS = (
    Check("met-below-level", "Báo đạt nhưng số liệu chưa đủ mức", AGAINST_FIGURE,
          Severity.HIGH, _met_below_level),
    Check("unmet-above-level", "Báo chưa đạt nhưng đủ mức", AGAINST_FIGURE, Severity.MEDIUM,
          _unmet_above_level),
    Check("met-without-value", "Báo đạt mà chưa có số liệu", "Thiếu số liệu", Severity.MEDIUM,
          _met_without_value),
    Check("value-without-origin", "Số liệu chưa rõ ngày, nguồn", "Nguồn số liệu", Severity.LOW,
          _value_without_origin),
    Check("guessed", "Báo đạt bằng số ước tính", "Nguồn số liệu", Severity.MEDIUM, _guessed),
    Check("value-of-another-year", "Số liệu ngoài kỳ đánh giá", "Kỳ số liệu", Severity.MEDIUM,
          _value_of_another_year),
    Check("no-reason", "Không áp dụng mà chưa nêu lý do", "Không áp dụng", Severity.MEDIUM,
          _not_applicable_for_nothing),
    Check("level-unknown", "Báo đạt khi mức yêu cầu chưa rõ", "Mức yêu cầu", Severity.LOW,
          _level_unknown),
    Check("level-rises", "Sang năm không còn đủ mức", "Mức năm sau", Severity.MEDIUM,
          _level_rises),
    Check("figure-impossible", "Số liệu không thể có", "Số liệu", Severity.HIGH,
          _figure_impossible),
    Check("note-against-claim", "Ghi chú trái với tự đánh giá", "Mâu thuẫn", Severity.MEDIUM,
          _note_against_claim),
    Check("fraction-for-percent", "Tỷ lệ dưới 1% mà báo đạt", "Số liệu", Severity.LOW,
          _fraction_for_percent),
)  # fmt: skip
