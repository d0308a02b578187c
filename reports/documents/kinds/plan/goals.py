"""The goals of a plan in words: what is to be reached, where, and the figure of it."""

import re
from decimal import Decimal

from django.utils.text import capfirst

from criteria.enums import Comparator
from ntm_project.common.numbers import format_decimal
from reports.documents.kinds.plan.content import bare
from tasks.models import Target


def target_words(target: Target) -> str:
    """`≥ 95`, `60–70`, `7/8`; a target without a figure is a cross."""
    if target.value is None:
        return "x"
    return figure_words(target.comparator, target.value, target.value_max, is_out_of(target))


def figure_words(sign: str, value: Decimal, value_max: Decimal | None, out_of: bool) -> str:
    """The figure with its sign, up to another or out of it."""
    before = f"{Comparator(sign).label} " if sign and sign != Comparator.EQ else ""
    between = "/" if out_of else "–"
    upto = f"{between}{format_decimal(value_max)}" if value_max is not None else ""
    return f"{before}{format_decimal(value)}{upto}"


def is_out_of(target: Target) -> bool:
    """Whether the second figure is of how many, as the goal's own words have it: `7/8 xóm`."""
    if target.value is None or target.value_max is None:
        return False
    part, whole = (re.escape(format_decimal(n)) for n in (target.value, target.value_max))
    return bool(re.search(rf"(?<![\d,.]){part}\s*/\s*{whole}(?![\d/]|[.,]\d)", target.text))


def unit_of_measure(target: Target) -> str:
    """The unit as it was given, else the per cent that the goal's own words have behind its value:
    no percentages are ever added."""
    if target.unit_words or target.value is None:
        return target.unit_words
    value = re.escape(format_decimal(target.value))
    return "%" if re.search(rf"(?<![\d,.]){value}\s*%", target.text) else ""


def goal_sentence(target: Target) -> str:
    """`Tỷ lệ hộ dùng nước sạch ở thôn Thắng Lợi: ≥ 95,5%, trong năm 2024.`: the goal as typed, with
    the village, the figure and the deadline that its own words do not hold."""
    text = target.text.strip().rstrip(" .;")
    unit = target.assessment.unit
    is_figure = target.criterion_id is not None or target.value is not None
    name = unit.full_name if unit.name.isdecimal() else unit.name
    if is_figure and unit.is_village and f" {bare(name)} " not in f" {bare(text)} ":
        text = f"{text} ở {unit.full_name}"
    if target.value is not None and not _holds(target.text, format_decimal(target.value)):
        measure = unit_of_measure(target)
        gap = "" if measure in ("", "%") else " "
        text = f"{text}: {target_words(target)}{gap}{measure}"
    words = target.deadline_words
    return f"{capfirst(text)}{f', {words}' if words and words not in text else ''}."


def _holds(text: str, figure: str) -> bool:
    return bool(re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d]|[.,]\d)", text))
