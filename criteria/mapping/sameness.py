"""Whether two indicators of two sets are measured in the same way and require the same."""

from criteria.comparison import Measure
from criteria.enums import IndicatorKind
from criteria.models import Indicator, Level
from ntm_project.common.text import fold, spoken

# Kinds whose unit stands in words: two of the same kind may still count different things.
_IN_UNITS = frozenset({IndicatorKind.NUMBER, IndicatorKind.COUNT, IndicatorKind.GROWTH})


def is_same_measure(old: Indicator, new: Indicator) -> bool:
    """Whether a value of the one is a value of the other: kind, unit, and scale of grades."""
    if old.kind != new.kind:
        return False
    if old.kind in _IN_UNITS and fold(old.unit_words) != fold(new.unit_words):
        return False
    return fold(old.grade_scale) == fold(new.grade_scale)


def stated_levels(indicator: Indicator) -> list[Level]:
    """The stated levels that bind an indicator: its own, else those of the one that it refines."""
    own = [level for level in indicator.known_levels.current if level.is_stated]
    return own or [level for level in indicator.known_levels.every_lent if level.is_stated]


def _required(level: Level) -> tuple[object, ...]:
    number = Measure.of(level).ratio(level.indicator.kind)
    required = fold(level.grade or level.words) if number is None else number
    return (level.comparator, required, level.region, level.commune_group)


def are_levels_known(old: Indicator, new: Indicator) -> bool:
    """Whether both state a level, so that they can be compared; yes and no needs none."""
    if not old.is_measured:
        return True
    return bool(stated_levels(old) and stated_levels(new))


def level_differs(old: Indicator, new: Indicator) -> bool:
    """Whether both state a level, and not the same ones (for the years a set spells out)."""
    before, after = stated_levels(old), stated_levels(new)
    if not before or not after:
        return False
    return {_required(level) for level in before} != {_required(level) for level in after}


def is_unchanged(old: Indicator, new: Indicator) -> bool:
    """Whether an amendment left it as it was: words, measure and every level."""
    before, after = ({_required(level) for level in stated_levels(row)} for row in (old, new))
    is_reworded = spoken(old.wording) != spoken(new.wording)
    return not is_reworded and is_same_measure(old, new) and before == after
