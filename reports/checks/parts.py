"""Checks of figures of one thing in several places: a commune and its villages, one count twice."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from criteria.enums import IndicatorKind
from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from ntm_project.common.numbers import format_decimal
from ntm_project.common.text import fold
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.checks.parsing import is_alike
from reports.lines import Line

NEARLY = Decimal("0.03")  # two counts of one thing that lie so near were miswritten
ROUNDING = Fraction(1, 10)  # of a percentage


def _about(row: IndicatorRow, fault: str) -> Line:
    at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
    text = f"{row.assessment.unit.title_name}, {at} {row.indicator.wording}"
    return Line(text, row.result.get_absolute_url(), fault)


def _of_villages(facts: CheckFacts) -> Iterator[tuple[IndicatorRow, list[IndicatorRow]]]:
    """Each share that the commune states, with what its villages state of it in like words."""
    shares = [
        row
        for row in facts.rows
        if row.indicator.kind == IndicatorKind.PERCENT and row.measure.value is not None
    ]
    below = [row for row in shares if row.assessment.unit.is_village]
    for row in shares if below else ():
        if not row.assessment.unit.is_village:
            alike = {
                one.assessment.unit_id: one
                for one in below
                if is_alike(one.indicator.wording, row.indicator.wording)
            }
            yield row, list(alike.values())


def _villages_above_their_commune(facts: CheckFacts) -> Iterator[Line]:
    """The villages together count more than their commune: a part is more than the whole."""
    for row, below in _of_villages(facts):
        counted = [one.measure for one in below if one.measure.denominator]
        if row.measure.denominator and counted:
            for name, whole, parts in (
                ("tử số", row.measure.value, [m.value for m in counted]),
                ("mẫu số", row.measure.denominator, [m.denominator for m in counted]),
            ):
                total = sum(part or 0 for part in parts)
                if whole is not None and total > whole:
                    words = f"các thôn cộng lại {format_decimal(total)}"
                    yield _about(row, f"Xã ghi {name} {format_decimal(whole)}, {words}.")


def _outside_its_villages(facts: CheckFacts) -> Iterator[Line]:
    """The share of a commune all of whose villages are known lies between theirs."""
    for row, below in _of_villages(facts):
        ratios = [one.measure.ratio(one.indicator.kind) or Fraction(0) for one in below]
        mine = row.measure.ratio(row.indicator.kind)
        if mine is None or len(ratios) < max(len(facts.villages), 1):
            continue
        if not min(ratios) - ROUNDING <= mine <= max(ratios) + ROUNDING:
            values = sorted({one.value_words for one in below})
            yield _about(row, f"Xã ghi {row.value_words}, các thôn ghi {', '.join(values)}.")


def _households_counted_twice(facts: CheckFacts) -> Iterator[Line]:
    """Two shares of the households of one unit on one day are of nearly, not quite, as many."""
    by_day: dict[tuple[int, object], list[IndicatorRow]] = defaultdict(list)
    for row in facts.rows:
        is_of_households = fold(row.indicator.wording).startswith("ty le ho ")
        if is_of_households and row.measure.denominator and row.result.as_of:
            by_day[row.result.assessment_id, row.result.as_of].append(row)
    for rows in by_day.values():
        for one, other in combinations(rows, 2):
            mine, theirs = (row.measure.denominator or Decimal(1) for row in (one, other))
            if mine != theirs and abs(1 - mine / theirs) < NEARLY:
                at = of_set(f"chỉ tiêu {other.indicator.code}", other.assessment)
                words = f"Tính trên {format_decimal(mine)} hộ, {at} cùng ngày tính trên "
                yield _about(one, f"{words}{format_decimal(theirs)} hộ.")


CHECKS = (
    Check("villages-above-commune", "Các thôn cộng lại lớn hơn của xã", "Mâu thuẫn",
          Severity.HIGH, _villages_above_their_commune),
    Check("outside-its-villages", "Số của xã nằm ngoài số của các thôn", "Mâu thuẫn",
          Severity.MEDIUM, _outside_its_villages),
    Check("households-unlike", "Số hộ ghi hai nơi khác nhau", "Số đếm", Severity.LOW,
          _households_counted_twice),
)  # fmt: skip
