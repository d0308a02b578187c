"""Checks of figures of one thing in several places: a commune and its villages, one count twice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import mode

from django.utils.text import capfirst

from criteria.enums import IndicatorKind
from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from ntm_project.common.numbers import format_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.reading.once import fold
from reports.checks.reading.wording import meaning
from reports.lines import Line
from villages.nouns import nouns_of

PERCENT, COUNT = IndicatorKind.PERCENT, IndicatorKind.COUNT
NEARLY = Decimal("0.03")  # two counts of one thing that lie so near were miswritten
ROUNDING = Fraction(1, 10)  # of a percentage
ALL = 100  # percent
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def _about(row: IndicatorRow, fault: str) -> Line:
    at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
    text = f"{row.assessment.unit.title_name}, {at} {row.indicator.wording}"
    return Line(text, row.result.get_absolute_url(), fault)


def _of_villages(facts: CheckFacts) -> Iterator[tuple[IndicatorRow, list[IndicatorRow]]]:
    """Each share that the commune states, with what the villages that are there today stated of it
    in the same words, not after the commune did."""
    shares = [
        row for row in facts.rows if row.indicator.kind == PERCENT and row.measure.value is not None
    ]
    villages = {village.pk for village in facts.villages}
    below: dict[frozenset[str], list[IndicatorRow]] = defaultdict(list)
    for row in shares:
        if row.assessment.unit_id in villages:
            below[_thing(row)].append(row)
    for row in shares if below else ():
        if not row.assessment.unit.is_village and (named := below.get(_thing(row))):
            until = row.result.as_of or date.max
            same = [one for one in named if (one.result.as_of or date.min) <= until]
            yield row, list({one.assessment.unit_id: one for one in same}.values())


def _thing(row: IndicatorRow) -> frozenset[str]:
    """Of what it is a share, whatever stands in brackets: trained people are not those of them who
    hold a certificate."""
    return meaning(_IN_BRACKETS.sub(" ", row.indicator.wording))


def _against(row: IndicatorRow, below: list[IndicatorRow], mine: str, theirs: str) -> Line:
    whole, parts = row.assessment.unit.noun, nouns_of(one.assessment.unit for one in below)
    return _about(row, f"{capfirst(whole)} ghi {mine}, các {parts} {theirs}.")


def _village_counts_more(facts: CheckFacts) -> Iterator[Line]:
    """A village counts more of a thing than its commune."""
    counts = [row for row in facts.rows if row.indicator.kind == COUNT and row.measure.value]
    villages = {village.pk for village in facts.villages}
    for one in (row for row in counts if row.assessment.unit_id in villages):
        for row in counts:
            is_above = row.assessment.unit_id == one.assessment.unit.parent_id
            mine, theirs = row.measure.value or 0, one.measure.value or 0
            if is_above and theirs > mine and _thing(one) <= _thing(row) and _thing(one):
                place = one.assessment.unit.full_name
                fault = f"Ghi {row.value_words}, riêng {place} ghi {one.value_words}."
                yield _about(row, fault)


def _villages_above_their_commune(facts: CheckFacts) -> Iterator[Line]:
    """The villages together count more than their commune: a part is more than the whole."""
    yield from _village_counts_more(facts)
    for row, below in _of_villages(facts):
        counted = [one for one in below if one.measure.denominator]
        if row.measure.denominator and counted:
            for name, field in (("tử số", "value"), ("mẫu số", "denominator")):
                whole = getattr(row.measure, field)
                total = sum(getattr(one.measure, field) for one in counted)
                if total > whole:
                    mine = f"{name} {format_decimal(whole)}"
                    yield _against(row, counted, mine, f"cộng lại {format_decimal(total)}")


def _outside_its_villages(facts: CheckFacts) -> Iterator[Line]:
    """The share of a commune all of whose villages are known lies between theirs; where it is all
    of a thing, each of theirs is."""
    for row, below in _of_villages(facts):
        mine, *ratios = [one.measure.ratio(PERCENT) or Fraction() for one in (row, *below)]
        if not ratios:
            continue
        is_between = min(ratios) - ROUNDING <= mine <= max(ratios) + ROUNDING
        is_outside = len(below) == len(facts.villages) and not is_between
        if mine == ALL and not is_outside and min(ratios) < ALL - ROUNDING:
            one = below[ratios.index(min(ratios))]
            place = one.assessment.unit.full_name
            yield _about(row, f"Ghi {row.value_words}, trong khi {place} ghi {one.value_words}.")
        if is_outside:
            values = sorted({one.value_words for one in below})
            yield _against(row, below, row.value_words, f"ghi {', '.join(values)}")


def _households_counted_twice(facts: CheckFacts) -> Iterator[Line]:
    """A share of the households of a unit is of nearly, not quite, as many as most of its shares of
    that day."""
    by_day: dict[tuple[int, object], list[IndicatorRow]] = defaultdict(list)
    for row in facts.rows:
        is_counted = row.measure.denominator and row.result.as_of
        if is_counted and fold(row.indicator.wording).startswith("ty le ho "):
            by_day[row.result.assessment_id, row.result.as_of].append(row)
    for rows in by_day.values():
        counts = [row.measure.denominator or Decimal(1) for row in rows]
        usual = mode(counts)
        other = rows[counts.index(usual)]
        for one, count in zip(rows, counts, strict=True):
            if count != usual and abs(1 - count / usual) < NEARLY:
                at = of_set(f"chỉ tiêu {other.indicator.code}", other.assessment)
                words = f"Tính trên {format_decimal(count)} hộ, {at} cùng ngày tính trên "
                yield _about(one, f"{words}{format_decimal(usual)} hộ.")


CHECKS = (
    Check("villages-above-commune", "Thôn, tổ dân phố cộng lại lớn hơn cấp xã", "Mâu thuẫn",
          Severity.HIGH, _villages_above_their_commune),
    Check("outside-its-villages", "Số của cấp xã nằm ngoài số của thôn, tổ dân phố", "Mâu thuẫn",
          Severity.MEDIUM, _outside_its_villages),
    Check("households-unlike", "Số hộ ghi hai nơi khác nhau", "Số đếm", Severity.LOW,
          _households_counted_twice),
)  # fmt: skip
