"""Checks of the targets of a plan: their day, their figure, and what stands already."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from criteria.comparison import Measure, compare
from criteria.enums import Comparator, Comparison, State
from criteria.judging import IndicatorRow
from criteria.measures import measured_words
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import Precision
from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import of_part
from reports.checks.reading.criteria import codes_in, criteria_in
from reports.checks.reading.once import fold
from reports.lines import Line, short
from tasks.models import Target


def _target_over(facts: CheckFacts) -> Iterator[Line]:
    """The day of a target is over and its criterion is not met."""
    states = {row.key: row.state for row in facts.record.standings}
    for plan in facts.plans:
        for target in plan.targets.all():
            state = states.get((target.assessment_id, target.criterion_id or 0))
            if target.ends_on and target.ends_on < facts.today and state == State.NOT_MET:
                fault = f"Hạn {format_day(target.ends_on)} đã qua mà tiêu chí chưa đạt."
                yield of_part(plan, "muc-tieu", target, fault)


def _row_of_another_criterion(facts: CheckFacts) -> Iterator[Line]:
    """A target names one criterion, by its number or an indicator, and stands under another."""
    numbers = {row.criterion.pk: row.criterion.number for row in facts.record.standings}
    there = {row.indicator.code: row.indicator.criterion.number for row in facts.rows}
    for plan in facts.plans:
        for target in plan.targets.all():
            named = {number for number, _ in criteria_in(target.text)}
            named |= {there[code] for code in codes_in(target.text) if code in there}
            own = numbers.get(target.criterion_id or 0)
            if own and len(named) == 1 and own not in named:
                fault = f"Lời văn nêu tiêu chí {named.pop()}, dòng này ở tiêu chí khác ({own})."
                yield of_part(plan, "muc-tieu", target, fault)


def _target_late(facts: CheckFacts) -> Iterator[Line]:
    """A target is to be reached after the day of its assessment, before the plan's first window, or
    in another year."""
    for plan in facts.plans:
        begins, _ = facts.record.spans.get(plan.pk, (None, None))
        for target in plan.targets.all():
            day = target.assessment.target_on
            if target.ends_on and target.ends_on.year != plan.year:
                fault = f"Hạn {format_day(target.ends_on)} ngoài năm kế hoạch."
                yield of_part(plan, "muc-tieu", target, fault)
            elif target.ends_on and day and target.ends_on > day and not _is_in(target, day):
                fault = f"Hạn {format_day(target.ends_on)} sau ngày phấn đấu đạt {format_day(day)}."
                yield of_part(plan, "muc-tieu", target, fault)
            elif target.ends_on and begins and target.ends_on < begins:
                fault = f"Hạn {format_day(target.ends_on)} trước khung kế hoạch "
                yield of_part(plan, "muc-tieu", target, f"{fault}(từ {format_day(begins)}).")


def _is_in(target: Target, day: date) -> bool:
    """Whether the time of a target is a year with the day in it: by then it may be reached."""
    is_year = target.deadline_precision == Precision.YEAR
    return is_year and target.ends_on is not None and target.ends_on.year == day.year


def _target_reached(facts: CheckFacts) -> Iterator[Line]:
    """A target aims at what is reached already."""
    states = {s.key: s for s in facts.record.standings}
    for plan in facts.plans:
        for target in plan.targets.all():
            row = _aimed_at(facts, target)
            if row and (is_more(target) or _way_unlike_its_words(target)):
                continue
            if row and target.value is not None:
                aim = Measure(target.value, target.value_max).ratio(row.indicator.kind)
                have = row.measure.ratio(row.indicator.kind)
                if have is not None and aim is not None and _reaches(target, have, aim):
                    word = "bằng" if have == aim else "đã qua"
                    fault = f"Hiện đã là {row.value_words}, {word} mục tiêu."
                    yield of_part(plan, "muc-tieu", target, fault)
                elif have is None:
                    fault = "Chưa có số liệu hiện nay để so với mục tiêu."
                    yield of_part(plan, "muc-tieu", target, fault)
            elif target.criterion_id and target.indicator_id is None and target.value is None:
                standing = states.get((target.assessment_id, target.criterion_id))
                if standing and standing.state == State.MET:
                    yield of_part(plan, "muc-tieu", target, "Tiêu chí này đã đạt.")


def is_more(target: Target) -> bool:
    """Whether a target counts what is to come to what there is: `có thêm 1 sản phẩm`."""
    return target.unit_words != "%" and "thêm" in target.text.lower()


def _aimed_at(facts: CheckFacts, target: Target) -> IndicatorRow | None:
    """The indicator of a target; of a criterion that has but one, that one, if it is measured in
    the target's unit."""
    if target.indicator_id:
        return facts.row_of_indicator.get((target.assessment_id, target.indicator_id))
    rows = facts.rows_of_criterion.get((target.assessment_id, target.criterion_id or 0), [])
    is_it = len(rows) == 1 and fold(rows[0].indicator.unit_words) == fold(target.unit_words)
    return rows[0] if is_it and target.unit_words else None


_KEPT = ("duy tri", "giu vung", "tiep tuc giu")


def _reaches(target: Target, have: Fraction, aim: Fraction) -> bool:
    """Whether what stands is the aim already; more than that only where nothing is to be kept."""
    if have == aim:
        return True
    if fold(target.text).startswith(_KEPT):
        return False
    upwards = (Comparator.GTE, Comparator.GT)
    downwards = (Comparator.LTE, Comparator.LT)
    return (target.comparator in upwards and have > aim) or (
        target.comparator in downwards and have < aim
    )


def _target_below_the_level(facts: CheckFacts) -> Iterator[Line]:
    """Reached, the target would still miss the level of its set."""
    for plan in facts.plans:
        for target in plan.targets.all():
            row = _aimed_at(facts, target)
            if row is None or target.value is None or is_more(target):
                continue
            aim = Measure(target.value, target.value_max)
            if compare(row.indicator, aim, row.level) == Comparison.SHORT:
                words = measured_words(row.indicator, aim)
                fault = f"Đạt {words} vẫn chưa đủ mức {row.level_words}."
                yield of_part(plan, "muc-tieu", target, fault)


def _target_unlike_its_words(facts: CheckFacts) -> Iterator[Line]:
    """The words of a target state one figure, its row another."""
    for plan in facts.plans:
        for target in plan.targets.all():
            if fault := _way_unlike_its_words(target):
                yield of_part(plan, "muc-tieu", target, fault)
            if target.value is None or target.value_max is not None:
                continue
            unit = (target.unit_words.split() or [""])[0]
            stated = [parse_decimal(n) for n in re.findall(_BEFORE + re.escape(unit), target.text)]
            if unit and stated and target.value not in stated:
                words, figure = (format_decimal(n) for n in (stated[0], target.value))
                fault = f"Lời ghi {words} {target.unit_words}, ô giá trị ghi {figure}."
                fault = fault.replace(" %", "%")
                yield of_part(plan, "muc-tieu", target, fault)


# Of folded words: a target that goes down, and one that goes up.
_DOWN = re.compile(r"\b(?:giam|ha|keo giam)\b.*\b(?:con|xuong|duoi)\b|\bkhong qua\b|\btoi da\b")
_UP = re.compile(r"\btro len\b|\bit nhat\b|\btoi thieu\b|^(?:nang|tang)\b")


def _way_unlike_its_words(target: Target) -> str:
    """What is wrong with the comparator of a target beside its words; "" where nothing is."""
    words = fold(target.text)
    is_up = target.comparator in (Comparator.GTE, Comparator.GT)
    is_down = target.comparator in (Comparator.LTE, Comparator.LT)
    if target.value is not None and (
        (is_up and _DOWN.search(words) and not _UP.search(words))
        or (is_down and _UP.search(words) and not _DOWN.search(words))
    ):
        sign = Comparator(target.comparator).label
        return (
            f"Lời ghi “{short(target.text, 80)}”, ô so sánh chọn “{sign}”: trái chiều tăng, giảm."
        )
    return ""


_BEFORE = r"(?<![\d.,/])(\d[\d.]*(?:,\d+)?)\s*"


def _target_above_the_whole(facts: CheckFacts) -> Iterator[Line]:
    """A target aims at more than all of a thing."""
    for plan in facts.plans:
        for target in plan.targets.all():
            is_share = target.unit_words == "%" and not target.value_max
            is_above = is_share and target.value is not None and target.value > 100
            if is_above and not _MAY_BE_MORE.search(target.text):
                fault = f"Mục tiêu {format_decimal(target.value)}% là quá toàn bộ."
                yield of_part(plan, "muc-tieu", target, fault)


# What may come to more than it was: the aim is a growth, or a part of a plan.
_MAY_BE_MORE = re.compile(r"\b(?:tăng|vượt|so với|kế hoạch|dự toán|thu|huy động)\b", re.I)


# `Nâng cao chất lượng môi trường`: nobody can see when that is reached.
_IS_VAGUE = re.compile(r"(?:nâng cao|đẩy mạnh|tăng cường|cải thiện|quan tâm)\b[^\d]*$", re.I).match


def _target_without_unit(facts: CheckFacts) -> Iterator[Line]:
    """A target states a figure, and neither it nor an indicator gives the unit of it; or it states
    neither figure nor day, and no end that anybody could see."""
    for plan in facts.plans:
        for target in plan.targets.all():
            if target.value is not None and not (target.unit_words or target.indicator_id):
                fault = f"Giá trị {format_decimal(target.value)} chưa ghi đơn vị tính."
                yield of_part(plan, "muc-tieu", target, fault)
            elif target.value is None and not target.deadline_words and _IS_VAGUE(target.text):
                yield of_part(plan, "muc-tieu", target, "Chưa ghi giá trị và thời hạn phải đạt.")


def _target_in_another_unit(facts: CheckFacts) -> Iterator[Line]:
    """A target is a share and its indicator is not, or the other way round."""
    for plan in facts.plans:
        for target in plan.targets.all():
            row = facts.row_of_indicator.get((target.assessment_id, target.indicator_id or 0))
            if row is None:
                continue
            own, unit, code = target.unit_words, row.indicator.unit_words, row.indicator.code
            if own and unit and own != unit and "%" in (own, unit):
                fault = f"Mục tiêu tính bằng “{own}”, chỉ tiêu {code} bằng “{unit}”."
                yield of_part(plan, "muc-tieu", target, fault)


def _targets_contradict(facts: CheckFacts) -> Iterator[Line]:
    """Two targets aim an indicator at two figures by one day; by two days these are steps."""
    for plan in facts.plans:
        aims: dict[tuple[int, int, date | None], list[Target]] = defaultdict(list)
        for target in plan.targets.all():
            if target.indicator_id and target.value is not None:
                aims[target.assessment_id, target.indicator_id, target.ends_on].append(target)
        for first, *others in aims.values():
            for other in others:
                if (other.value, other.value_max) != (first.value, first.value_max):
                    mine, theirs = figures_of(first), figures_of(other)
                    fault = (
                        f"Ghi {mine}; cùng chỉ tiêu, cùng hạn “{short(other.text, 80)}”: {theirs}."
                    )
                    yield of_part(plan, "muc-tieu", first, fault)


def _later_aims_lower(facts: CheckFacts) -> Iterator[Line]:
    """Finds two targets of one indicator of which the later aims at less."""
    for plan in facts.plans:
        steps: dict[tuple[int, int], list[Target]] = defaultdict(list)
        for one in plan.targets.all():
            if one.indicator_id and one.value is not None and one.ends_on and not one.value_max:
                steps[one.assessment_id, one.indicator_id].append(one)
        for rows in steps.values():
            rows.sort(key=lambda one: (one.ends_on or date.max, one.pk))
            for first, then in pairwise(rows):
                sign = {Comparator.GTE: 1, Comparator.GT: 1, Comparator.LTE: -1, Comparator.LT: -1}
                way = sign.get(Comparator(then.comparator), 0) if then.comparator else 0
                if first.ends_on != then.ends_on and way * (_value(then) - _value(first)) < 0:
                    mine, theirs = figures_of(then), figures_of(first)
                    fault = f"Ghi {mine}, thấp hơn bước trước “{short(first.text, 80)}”: {theirs}."
                    yield of_part(plan, "muc-tieu", then, fault)


def _value(target: Target) -> Decimal:
    return target.value or Decimal(0)


def _targets_unlike(facts: CheckFacts) -> Iterator[Line]:
    """Two targets of one indicator do not go together."""
    yield from _targets_contradict(facts)
    yield from _later_aims_lower(facts)


def figures_of(target: Target) -> str:
    """`90 đến 95`."""
    known = (target.value, target.value_max)
    return " đến ".join(format_decimal(figure) for figure in known if figure is not None)


CHECKS = (
    Check("target-late", "Hạn của mục tiêu ngoài thời gian kế hoạch", "Mục tiêu", Severity.HIGH,
          _target_late),
    Check("target-reached", "Mục tiêu bằng mức đã có", "Mục tiêu", Severity.LOW, _target_reached),
    Check("target-below-level", "Mục tiêu thấp hơn mức của bộ", "Mục tiêu", Severity.HIGH,
          _target_below_the_level),
    Check("target-above-whole", "Mục tiêu quá 100%", "Mục tiêu", Severity.HIGH,
          _target_above_the_whole),
    Check("target-other-figure", "Lời mục tiêu khác ô giá trị", "Mục tiêu", Severity.HIGH,
          _target_unlike_its_words),
    Check("target-without-unit", "Mục tiêu chưa ghi đơn vị tính, chưa đo được", "Mục tiêu",
          Severity.LOW, _target_without_unit),
    Check("target-other-unit", "Mục tiêu khác đơn vị tính của chỉ tiêu", "Mục tiêu",
          Severity.MEDIUM, _target_in_another_unit),
    Check("targets-contradict", "Hai mục tiêu trái nhau", "Mục tiêu", Severity.HIGH,
          _targets_unlike),
    Check("target-over", "Mục tiêu đã quá hạn", "Mục tiêu", Severity.HIGH, _target_over),
    Check("target-criterion", "Mục tiêu nêu tiêu chí khác", "Tiêu chí", Severity.MEDIUM,
          _row_of_another_criterion),
)  # fmt: skip
