"""What is measured of an indicator: near its level, above it where it is met, below where not."""

from decimal import Decimal
from typing import Any

from criteria.comparison import Measure
from criteria.enums import Comparator, IndicatorKind
from criteria.models import Indicator, Level
from ntm_project.generator.dice import Dice

_DOWN = (Comparator.LTE, Comparator.LT)
_HUNDRED = Decimal(100)
# Where no level is known: what such indicators usually come to, met and not met.
_USUAL = {
    "triệu đồng/người/năm": ((56, 72), (41, 51)),
    "m2/người": ((4, 7), (2, 3.8)),
    "lít/người/ngày đêm": ((80, 110), (52, 76)),
}
_USUAL_COUNT = ((1, 4), (0, 0))


def measure(
    dice: Dice, indicator: Indicator, level: Level | None, *, is_met: bool
) -> dict[str, Any]:
    """`value`, `denominator` and `grade` as far as the kind of the indicator has them."""
    if indicator.kind == IndicatorKind.GRADE:
        return {"grade": _grade(dice, indicator, level, is_met=is_met)}
    if indicator.kind == IndicatorKind.PERCENT:
        return {"value": _percent(dice, indicator, level, is_met=is_met)}
    if indicator.kind == IndicatorKind.COUNT:
        low, high = _USUAL_COUNT[not is_met]
        return {"value": Decimal(dice.whole(low, high))}
    if indicator.kind == IndicatorKind.NUMBER:
        return {"value": _number(dice, indicator, level, is_met=is_met)}
    if indicator.kind == IndicatorKind.GROWTH:
        return {"value": dice.tenths(10, 14) if is_met else dice.tenths(3, 9)}
    return {}


def _percent(dice: Dice, indicator: Indicator, level: Level | None, *, is_met: bool) -> Decimal:
    required = Measure.of(level).ratio(indicator.kind) if level is not None else None
    known = None if required is None else float(required)
    is_down = "nghèo" in indicator.wording or (level is not None and level.comparator in _DOWN)
    if is_down:
        most = known if known is not None else 3
        return dice.tenths(most * 0.4, most * 0.95) if is_met else dice.tenths(most + 0.2, most * 2)
    least = known if known is not None else 80
    if level is not None and level.comparator == Comparator.EQ and known is not None:
        return Decimal(str(known)) if is_met else dice.tenths(known * 0.88, known - 0.4)
    if is_met:
        return min(_HUNDRED, dice.tenths(least, min(100, least + (100 - least) * 0.7)))
    return dice.tenths(least * 0.78, least - 0.5)


def _number(dice: Dice, indicator: Indicator, level: Level | None, *, is_met: bool) -> Decimal:
    if level is not None and level.value is not None:
        least = float(level.value)
        return (
            dice.tenths(least, least * 1.25) if is_met else dice.tenths(least * 0.7, least * 0.97)
        )
    low, high = _USUAL.get(indicator.unit_words, ((10, 20), (4, 9)))[not is_met]
    return dice.tenths(low, high)


def _grade(dice: Dice, indicator: Indicator, level: Level | None, *, is_met: bool) -> str:
    scale = indicator.grades
    needed = level.grade if level is not None else ""
    if needed and needed in scale:
        at = scale.index(needed)
        return dice.pick(scale[at:]) if is_met else (scale[at - 1] if at else "")
    if needed:
        return needed if is_met else ""
    return (scale[-1] if is_met else scale[0]) if scale else ""
