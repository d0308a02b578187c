"""Who may change what of results, and which values an indicator takes: pure functions, no writes.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q

from criteria.enums import Claim, Comparator, IndicatorKind, SetLevel, State
from criteria.models import (
    Assessment,
    CriteriaSet,
    Figure,
    Level,
    Result,
    ResultChange,
    Standing,
)
from criteria.models.assessments import REASON_MISSING
from criteria.models.levels import NEGATIVE, NO_RATE
from criteria.nouns import of_set
from ntm_project.common.numbers import format_decimal
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Unit
from villages.rules import deny_edit_reference

TOO_LARGE = "Số quá lớn; hãy kiểm tra đơn vị tính."


def deny_set_result(access: Access, result: Result) -> str:
    """Standing officers and village boards set any result in scope; an official sets those in
    their own charge, in that of whom they stand in for, or in nobody's
    (`docs/domain/workflow.md` §1)."""
    if reason := deny_set_for_another(access, result):
        return reason
    unit = result.assessment.unit
    if access.official is None or result.in_charge_id in (None, *access.acts_for):
        return ""
    postings = access.postings_for(Ability.SET_RESULT, unit)
    if all(posting.role == Role.OFFICIAL for posting in postings):
        return of_set(
            f"Chỉ tiêu {result.indicator.code} do đồng chí {result.in_charge} phụ trách; "
            "công chức chỉ cập nhật chỉ tiêu được giao cho mình hoặc chưa giao cho ai, trừ khi ghi "
            "lý do ghi thay.",
            result,
        )
    return ""


def deny_edit_figure(access: Access, figure: Figure) -> str:
    """What a report gives of a unit is kept by whoever sets its results."""
    return access.deny(Ability.SET_RESULT, figure.assessment.unit)


def deny_set_for_another(access: Access, result: Result) -> str:
    """As `deny_set_result`, of whoever gives a reason where somebody else is in charge."""
    if reason := access.deny(Ability.SET_RESULT, result.assessment.unit):
        return reason
    if result.indicator.kind == IndicatorKind.PARTS:
        return of_set(
            f"Chỉ tiêu {result.indicator.code} được xét theo các điều kiện của nó.", result
        )
    return ""


def needs_reason(access: Access, result: Result) -> bool:
    """Whether the person may set the result only with a reason, which the change keeps."""
    return bool(not deny_set_for_another(access, result) and deny_set_result(access, result))


def deny_undo(access: Access, result: Result, last: ResultChange | None) -> str:
    """Who saved a result last takes it back while nothing was built on it."""
    if reason := deny_set_for_another(access, result):
        return reason
    me = access.official.pk if access.official else None
    if last is None or me is None or last.recorded_by_id != me:
        return "Chỉ người vừa lưu hoàn tác được lần lưu của mình."
    if last.version != result.version:
        return of_set("Chỉ tiêu này đã được lưu lại sau đó nên không hoàn tác được.", result)
    return ""


def deny_assign_result(access: Access, result: Result) -> str:
    return access.deny(Ability.ASSIGN_RESULT, result.assessment.unit)


def opening_errors(unit: Unit, criteria_set: CriteriaSet, year: int) -> dict[str, str]:
    """Field → sentence for a set that does not judge such a unit, or not in that year."""
    errors = {}
    if criteria_set.level != unit.level:
        errors["criteria_set"] = (
            f"Bộ này dành cho cấp {criteria_set.get_level_display().lower()}, "
            f"không dùng để đánh giá {unit.full_name}."
        )
    first, last = criteria_set.year_from, criteria_set.year_to
    if year < first or (last and year > last):
        until = f" đến năm {last}" if last else ""
        errors["year"] = f"Bộ {criteria_set.code} áp dụng từ năm {first}{until}."
    return errors


def deny_edit_assessment(access: Access, assessment: Assessment) -> str:
    return access.deny(Ability.EDIT_PLAN, assessment.unit)


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


# What an assessment has from its first moment, or what only states where it began.
_FROM_THE_START = {"result", "standing", "standingstep", "baseline"}
# What was taken over into it is seen in itself; into another, in that.
_TAKEN_OVER = {"assessment", "origin"}


def deny_discard_assessment(access: Access, assessment: Assessment) -> str:
    """An assessment goes only while nothing has been recorded in it, on whatever floor."""
    if reason := deny_edit_assessment(access, assessment):
        return reason
    if assessment.results.filter(Q(version__gt=0) | Q(in_charge__isnull=False)).exists():
        return of_set(
            "Đánh giá này đã có kết quả hoặc người phụ trách chỉ tiêu nên không bỏ được.",
            assessment,
        )
    if assessment.carried_from_id or assessment.carried_to.exists():
        return "Đánh giá này đã lấy hoặc cho đánh giá khác lấy kết quả nên không bỏ được."
    for judged, path in ((Assessment, ""), (Result, "__assessment")):
        for relation in judged._meta.related_objects:
            rows = relation.related_model
            if rows._meta.model_name in _FROM_THE_START | _TAKEN_OVER:
                continue
            if rows._base_manager.filter(**{f"{relation.field.name}{path}": assessment}).exists():
                return f"Đánh giá này đã có {rows._meta.verbose_name_plural} nên không bỏ được."
    return ""


def deny_edit_set(criteria_set: CriteriaSet) -> str:
    """A published set is never edited: an amendment is a new set."""
    if criteria_set.published_at:
        return (
            f"Bộ {criteria_set.code} đã công bố nên không sửa được; "
            "hãy lập bộ mới và ghi là sửa đổi bộ này."
        )
    return ""


def deny_publish(criteria_set: CriteriaSet) -> str:
    """A set in which nothing stands binds nobody, and could be filled no more."""
    if criteria_set.pk and (criteria_set.amends_id or criteria_set.criteria.exists()):
        return ""
    return "Bộ chưa có tiêu chí nào; hãy nhập tiêu chí, chỉ tiêu và lưu trước khi công bố."


def level_errors(level: Level, known: Iterable[Level]) -> dict[str, str]:
    """Field → sentence for a level that its indicator does not take, that binds only after its set,
    or beside one that is `known` for the same unit from the same year."""
    criteria_set, errors = level.indicator.criterion.criteria_set, {}
    if level.value is not None and not level.indicator.is_measured:
        errors["value"] = of_set(
            "Chỉ tiêu này không đo bằng số nên không có mức bằng số.", level.indicator
        )
    if criteria_set.year_to and (level.year_from or 0) > criteria_set.year_to:
        errors["year_from"] = f"Bộ này chỉ áp dụng đến năm {criteria_set.year_to}."
    scope = level.region, level.commune_group, level.year_from
    for other in known if level.year_from else ():
        if other.is_stated and scope == (other.region, other.commune_group, other.year_from):
            errors["year_from"] = f"Đã có mức {other.display}, {other.scope_words}."
    return errors


def deny_draft(access: Access, criteria_set: CriteriaSet) -> str:
    """The rows of a set are written until it is published, by whoever keeps the data of all."""
    return deny_edit_set(criteria_set) or deny_edit_reference(access)


def _value_errors(entry: Result) -> dict[str, str]:
    kind, value = entry.indicator.kind, entry.value
    if value is None:
        return {}
    is_ratio = entry.denominator is not None
    refusals = [
        (
            kind == IndicatorKind.GRADE,
            of_set("Chỉ tiêu này ghi xếp loại bằng chữ, không ghi số.", entry),
        ),
        (
            kind == IndicatorKind.BOOLEAN and not is_ratio,
            of_set("Chỉ tiêu này chỉ đánh giá đạt hoặc chưa đạt, không ghi số.", entry),
        ),
        (value < 0 and (is_ratio or kind != IndicatorKind.GROWTH), NEGATIVE),
        (
            kind == IndicatorKind.PERCENT and not is_ratio and value > 100,
            NO_RATE,
        ),
        (
            kind == IndicatorKind.COUNT and value != value.to_integral_value(),
            "Số lượng phải là số nguyên.",
        ),
        (abs(value) >= Decimal(10) ** 14, TOO_LARGE),
    ]
    first = next((sentence for refused, sentence in refusals if refused), "")
    return {"value": first} if first else {}


def _denominator_errors(entry: Result) -> dict[str, str]:
    if entry.denominator is None:
        return {}
    if entry.denominator <= 0:
        return {"value": "Mẫu số phải lớn hơn 0."}
    is_growth = entry.indicator.kind == IndicatorKind.GROWTH
    if is_growth and not entry.indicator.unit_words:
        return {"value": "Hãy ghi thẳng tốc độ tăng (%), không ghi số năm nay và năm trước."}
    if not is_growth and entry.value is not None and entry.value > entry.denominator:
        return {"value": "Tử số không được lớn hơn mẫu số."}
    return {}


def _grade_errors(entry: Result) -> dict[str, str]:
    if entry.grade and entry.indicator.kind != IndicatorKind.GRADE:
        return {"grade": of_set("Chỉ tiêu này không xếp loại bằng chữ.", entry)}
    return {}


# A dot read as a thousands group, or the wrong unit, is a thousand times off, a share typed as a
# fraction a hundred times; what is really measured hardly moves as far. Counts do: one house last
# year, sixty now.
OTHER_SIZE = 500
OTHER_MEASURE = 50
_CHECK = "Kiểm tra dấu chấm, dấu phẩy và đơn vị tính; nếu đúng, đánh dấu xác nhận rồi lưu."
FRACTION = 20  # of a share of 1 or less, which may be typed as 0,85 for 85%


def size_question(entry: Result, level: Level | None, stood: Decimal | None) -> str:
    """ "" or the question on a figure of another size than its level or than the last one; of one
    that the indicator does not take no answer would help."""
    value, is_share = entry.value, entry.indicator.kind == IndicatorKind.PERCENT
    is_kept = value == stood  # as it was confirmed
    if not value or is_kept or entry.denominator is not None or _value_errors(entry):
        return ""
    required = level.ratio if level else None
    if required and level and level.denominator and is_share:
        required *= 100
    last = Fraction(stood) if stood else None
    for name, other, sign in (
        ("số lần trước", last, ""),
        ("mức yêu cầu", required, level.comparator if level else ""),
    ):
        if not other:
            continue
        times = abs(Fraction(value) / other)
        far = _too_far(entry.indicator.kind, value, is_met=_is_beyond(times, sign))
        if times >= far or times * far <= 1:
            how = "lớn" if times > 1 else "nhỏ"
            hint = f"Tỷ lệ 85% ghi là 85, không ghi 0,85. {_CHECK}" if is_share else _CHECK
            shown = format_decimal(Decimal(other.numerator) / other.denominator, 4)
            return f"{format_decimal(value)} {how} hơn hẳn {name} ({shown}). Số này đúng? {hint}"
    return ""


def _is_beyond(times: Fraction, sign: str) -> bool:
    """Whether the figure is off on the side on which it meets its level."""
    way = (Comparator.GTE, Comparator.GT) if times > 1 else (Comparator.LTE, Comparator.LT)
    return sign in way


def _too_far(kind: str, value: Decimal, *, is_met: bool) -> int:
    """From how many times on a figure is doubted: of a share that meets its level no sooner than
    of a count, since few poor homes are what is wanted."""
    if kind == IndicatorKind.COUNT or (kind == IndicatorKind.PERCENT and is_met):
        return OTHER_SIZE
    is_fraction = kind == IndicatorKind.PERCENT and abs(value) <= 1
    return FRACTION if is_fraction else OTHER_MEASURE


def entry_errors(entry: Result, *, today: date) -> dict[str, str]:
    """Field → sentence for what a result is about to state and its indicator does not take."""
    errors = {**_value_errors(entry), **_denominator_errors(entry), **_grade_errors(entry)}
    is_claimed = entry.claim != Claim.NOT_YET or entry.value is not None or entry.grade
    if is_claimed and entry.as_of is None:
        errors["as_of"] = "Hãy ghi số liệu tính đến ngày nào."
    if entry.as_of and entry.as_of > today:
        errors["as_of"] = "Ngày tính số liệu không được sau hôm nay."
    if entry.as_of and entry.as_of.year < 1990:
        errors["as_of"] = "Năm của ngày tính số liệu không hợp lý."
    if entry.claim == Claim.NOT_APPLICABLE and not entry.note:
        errors["note"] = REASON_MISSING
    return errors
