"""Checks of the shares and numbers of its villages that a commune's results claim."""

from collections.abc import Iterator
from decimal import Decimal

from criteria.enums import IndicatorKind
from criteria.judging import IndicatorRow
from ntm_project.common.numbers import format_decimal
from reports.checks.assessments.values import of_indicator
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.reading.figures import is_share_of_villages
from reports.lines import Line

ROUNDED_BY = 1  # percent, at most
FEW = 25  # villages: of more of them nearly every percentage is a share


def _miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A share or a number of villages counts more of them than the register holds, or a share is
    none that so many villages have."""
    present, ever = len(facts.villages), sum(unit.is_village for unit in facts.units)
    for row in facts.rows if present else ():
        is_theirs = is_share_of_villages(row.indicator.wording)
        if row.assessment.unit.is_village or not is_theirs:
            continue
        is_count = row.indicator.kind == IndicatorKind.COUNT
        whole = row.measure.value if is_count else row.measure.denominator
        if whole and whole > ever:
            words = "Ghi" if is_count else "Tính trên"
            fault = f"{words} {whole:.0f}, danh sách đơn vị có {present}."
            yield of_indicator(row, fault)
        elif not _is_share_of(row, range(present, ever + 1)):
            shares = [round(Decimal(n * 100) / present, 1) for n in range(present + 1)]
            near = " hoặc ".join(f"{format_decimal(one)}%" for one in _nearest(row, shares))
            noun = facts.villages[0].noun.lower()
            fault = f"Ghi {row.value_words}; có {present} {noun} thì tỷ lệ chỉ có thể là {near}."
            yield of_indicator(row, fault)


def _is_share_of(row: IndicatorRow, wholes: range) -> bool:
    """Whether the percentage of a result is a share of so many villages, as far as these are few
    enough to know."""
    value = row.measure.value
    is_bare = row.indicator.unit_words == "%" and row.measure.denominator is None
    if value is None or not is_bare or value > 100 or wholes[0] > FEW:
        return True
    of_all = (abs(value * n / 100 - round(value * n / 100)) * 100 / n for n in wholes)
    return any(gap < ROUNDED_BY for gap in of_all)


def _nearest(row: IndicatorRow, shares: list[Decimal]) -> list[Decimal]:
    """The shares between which that of a result lies."""
    value = row.measure.value or Decimal(0)
    return [max(s for s in shares if s <= value), min(s for s in shares if s >= value)]


CHECKS = (
    Check("villages-miscounted", "Số thôn khác danh sách đơn vị", "Số đếm", Severity.MEDIUM,
          _miscounted),
)  # fmt: skip
