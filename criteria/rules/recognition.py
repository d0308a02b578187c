"""When a unit may be recognised by its set."""

from collections.abc import Iterable

from criteria.enums import SetLevel, State
from criteria.models import CriteriaSet, Standing

UNKNOWN_RULE = "Chưa rõ quy định công nhận của bộ này nên lấy mức chặt nhất:"


def recognition_rule(criteria_set: CriteriaSet, criteria: int) -> tuple[int, str]:
    """How many of its criteria a unit must meet to be recognised by the set, and the source.

    The set's own rule where it is known. Communes of 2021–2025: every criterion (QĐ
    18/2022/QĐ-TTg, "set fully met"). Where no rule is known the source is "" and the strictest is
    taken, which is caution and no law.
    """
    if criteria_set.recognition_needed:
        return criteria_set.recognition_needed, criteria_set.recognition_source
    last = criteria_set.year_to or criteria_set.year_from
    is_of_period = criteria_set.year_from >= 2021 and last <= 2025
    if criteria_set.level == SetLevel.COMMUNE and is_of_period:
        return criteria, "Quyết định số 18/2022/QĐ-TTg"
    return criteria, ""


def recognition_words(criteria_set: CriteriaSet, held: int) -> str:
    """The rule for recognition in words, of a set of which so many criteria are in the record."""
    criteria = criteria_set.number_of_criteria(held)
    needed, source = recognition_rule(criteria_set, criteria)
    if source:
        return f"Phải đạt {needed}/{criteria} tiêu chí ({source})"
    return f"{UNKNOWN_RULE} {needed}/{criteria} tiêu chí"


def deny_standing(criteria_set: CriteriaSet, standings: Iterable[Standing]) -> str:
    """ "" when the standing meets the set's rule for recognition; else what is missing, by name."""
    rows = sorted(standings, key=lambda row: row.criterion.number)
    numbers = {
        state: [str(row.criterion.number) for row in rows if row.state == state] for state in State
    }
    criteria = criteria_set.number_of_criteria(len(rows))
    needed, source = recognition_rule(criteria_set, criteria)
    met = len(numbers[State.MET])
    if met >= needed:
        return ""
    lacking = [
        f"tiêu chí {', '.join(numbers[state])} {State(state).label.lower()}"
        for state in (State.NOT_MET, State.UNKNOWN)
        if numbers[state]
    ]
    if len(rows) < criteria:
        lacking.append(f"{criteria - len(rows)} tiêu chí của văn bản chưa có trong sổ")
    why = f"Theo {source}" if source else UNKNOWN_RULE
    return f"{why} phải đạt {needed}/{criteria} tiêu chí, hiện đạt {met}: {'; '.join(lacking)}."
