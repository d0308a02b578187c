"""What was recorded of each indicator in half a year, and by whom."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from criteria import services
from criteria.comparison import level_of
from criteria.enums import Claim, IndicatorKind, State
from criteria.models import CriteriaSet, Indicator, Result
from ntm_project.common.dates import format_day
from ntm_project.generator.commune.diary import Diary, InventedCommune
from ntm_project.generator.dice import Dice
from ntm_project.generator.values import measure
from tasks.services import set_supervision

SETS = {
    "xa": "BG-XA-NC-2022",
    "doiche": "BG-THON-NTM-2023",
    "bensong": "BG-THON-NTM-2023",
    "langmoi": "BG-THON-KM",
}
OPENED, PLANNED = date(2024, 1, 4), date(2024, 1, 9)
BASELINE, TARGET = date(2023, 12, 30), date(2024, 11, 30)
BEGAN_MET = {1, 3, 4, 7, 8, 9, 16, 19}  # of the nineteen, at the turn of the year

# Who is in charge of a criterion, and who directs it; nobody directs 18 yet, which a check reports.
IN_CHARGE = {
    "diachinh": (1, 2, 4, 9),
    "nongnghiep": (3, 13, 17, 18),
    "vanhoa": (5, 6, 7, 8),
    "laodong": (10, 11, 12, 14),
    "tuphap": (15, 16),
    "conganxa": (19,),
}
DIRECTED = {"kinhte": (1, 2, 3, 4, 7, 9, 10, 13, 17), "vanxa": (5, 6, 8, 11, 12, 14, 15, 16, 19)}
# Recorded as not met in the first round of the year, and met on this day.
MET_LATER = {
    "2.1": date(2024, 3, 22), "2.3": date(2024, 2, 28), "5.1": date(2024, 4, 18),
    "5.5": date(2024, 3, 12), "6.3": date(2024, 5, 24), "11": date(2024, 6, 18),
    "12.1": date(2024, 5, 14), "12.2": date(2024, 5, 14), "13.1": date(2024, 4, 25),
    "14.2": date(2024, 5, 9), "15.2": date(2024, 5, 8), "17.2": date(2024, 6, 6),
    "17.3": date(2024, 4, 5), "18.4": date(2024, 6, 11), "18.7": date(2024, 5, 30),
}  # fmt: skip
NOT_MET = {"6.1", "10", "13.2", "13.5", "14.3", "17.4", "17.5", "17.10", "18.1"}
NOT_YET = {"13.4", "17.7", "18.6"}
NOT_APPLICABLE = {
    "13.7": "Trên địa bàn xã không có điểm du lịch được công nhận.",
    "18.8": "Xã không có bãi chôn lấp; chất thải được chuyển về khu xử lý của huyện.",
}
# Recorded as met against the figure: planted, so that the checks have something to show.
AGAINST_FIGURE = {"14.1"}
# Figures that everybody in the commune knows.
FIGURES = {
    "10": [(date(2024, 2, 20), "51,8"), (date(2024, 6, 14), "53,4")],
    "14.1": [(date(2024, 2, 22), "92,6"), (date(2024, 6, 20), "94,1")],
    "18.1": [(date(2024, 2, 26), "48,5"), (date(2024, 4, 16), "56,2"), (date(2024, 6, 12), "61,7")],
    "17.5": [(date(2024, 3, 5), "38,4"), (date(2024, 5, 21), "46,9")],
    "14.3": [(date(2024, 3, 7), "22,0"), (date(2024, 6, 5), "31,5")],
}  # fmt: skip
# Of its six villages: five, then all.
VILLAGES_SHARES = {"6.3": {Claim.NOT_MET: Decimal("83.3"), Claim.MET: Decimal(100)}}
LOST_ON = date(2024, 5, 22)  # a grave traffic accident: criterion 19 is met no longer
NOTED = {
    "19.2": "Ngày 19/5/2024 xảy ra một vụ tai nạn giao thông nghiêm trọng do người dân gây ra.",
    "10": "Theo kết quả điều tra mẫu của tổ điều tra; chờ Chi cục Thống kê thẩm định.",
    "18.1": "Tuyến ống cấp nước thôn Trại Hoa, Xuân Sơn đang thi công.",
    "6.1": "Còn thôn Bến Sông chưa có dụng cụ thể thao ngoài trời.",
}


def write_results(diary: Diary, commune: InventedCommune) -> None:
    """Assessments, baselines, who answers for what, then month by month what was measured."""
    diary.on(OPENED, lambda day: _open(commune, day))
    diary.on(date(2024, 1, 5), lambda day: _baselines(commune, day))
    diary.on(PLANNED, lambda day: _answer(commune, day), 10)
    diary.on(date(2024, 4, 2), lambda day: _charge(commune, day, "nongnghiep", "khanh"))
    for who, criteria in IN_CHARGE.items():
        for place, number in enumerate(criteria):
            _record_criterion(diary, commune, who, number, place)
    # The district returned it: the figure differed from that of the cooperative.
    diary.on(date(2024, 6, 17), partial(_record, commune, "khanh", claims={"3.3": Claim.MET}))
    diary.on(LOST_ON, lambda day: _record(commune, "conganxa", day, {"19.2": Claim.NOT_MET}))


def _open(commune: InventedCommune, day: date) -> None:
    by = commune.access("thuongtruc", day)
    for key, code in SETS.items():
        commune.assessments[key] = services.open_assessment(
            by=by,
            unit=commune.units[key],
            criteria_set=CriteriaSet.objects.get(code=code),
            year=day.year,
            baseline_on=BASELINE,
            target_on=TARGET,
            is_registered=True,
        )


def _baselines(commune: InventedCommune, day: date) -> None:
    assessment = commune.assessments["xa"]
    assessment.refresh_from_db()
    states = {
        criterion.pk: State.MET if criterion.number in BEGAN_MET else State.NOT_MET
        for criterion in assessment.criteria_set.criteria.all()
    }
    services.state_baselines(
        by=commune.access("thuongtruc", day),
        assessment_id=assessment.pk,
        states=states,
        seen_version=assessment.version,
    )


def _answer(commune: InventedCommune, day: date) -> None:
    by, assessment = commune.access("thuongtruc", day), commune.assessments["xa"]
    criteria = {c.number: c for c in assessment.criteria_set.criteria.all()}
    for who, numbers in DIRECTED.items():
        for number in numbers:
            leaders = [commune.people[who]]
            set_supervision(
                by=by, assessment=assessment, criterion=criteria[number], officials=leaders
            )
    for who in IN_CHARGE:
        _charge(commune, day, who, who)


def _charge(commune: InventedCommune, day: date, of: str, who: str) -> None:
    rows = Result.objects.filter(
        assessment=commune.assessments["xa"], indicator__criterion__number__in=IN_CHARGE[of]
    )
    for key in rows.order_by("pk").values_list("pk", flat=True):
        services.put_in_charge(
            by=commune.access("thuongtruc", day), result_id=key, official=commune.people[who]
        )


def _record_criterion(
    diary: Diary, commune: InventedCommune, who: str, number: int, place: int
) -> None:
    """The first word of the year on a criterion, then each change on its day."""
    first = date(2024, 1, 17) + timedelta(days=4 * place + 2 * list(IN_CHARGE).index(who))
    first += timedelta(days=(7 - first.weekday()) % 7 if first.weekday() > 4 else 0)
    of_criterion = [
        code for code in _codes() if int(code.partition(".")[0]) == number and code not in FIGURES
    ]

    def begin(day: date) -> None:
        _record(commune, who, day, {code: _first(code) for code in of_criterion})

    diary.on(first, begin, 9)
    for code in of_criterion:
        if day := MET_LATER.get(code):
            diary.on(day, partial(_record, commune, who, claims={code: Claim.MET}), 14)
    for code, figures in FIGURES.items():
        if int(code.partition(".")[0]) == number:
            for day, words in figures:
                claim = Claim.MET if code in AGAINST_FIGURE else Claim.NOT_MET
                value = Decimal(words.replace(",", "."))
                record = partial(_record, commune, who, claims={code: claim}, values={code: value})
                diary.on(day, record, 15)


def _codes() -> list[str]:
    known = Indicator.objects.filter(criterion__criteria_set__code=SETS["xa"])
    return list(known.order_by("criterion__number", "order").values_list("code", flat=True))


def _first(code: str) -> Claim:
    if code in NOT_YET:
        return Claim.NOT_YET
    if code in NOT_APPLICABLE:
        return Claim.NOT_APPLICABLE
    return Claim.NOT_MET if code in NOT_MET or code in MET_LATER else Claim.MET


def _record(
    commune: InventedCommune,
    who: str,
    day: date,
    claims: Mapping[str, Claim],
    values: Mapping[str, Decimal] | None = None,
) -> None:
    """Save what is so of some indicators of the commune, as of a few days before."""
    if who == "nongnghiep" and day >= date(2024, 4, 1):
        who = "khanh"
    as_of = day - timedelta(days=2)
    entries = []
    for code, claim in claims.items():
        if claim == Claim.NOT_YET:
            continue
        result = commune.result("xa", code)
        value = (values or {}).get(code)
        fields = _fields(result, claim, as_of, value, day)
        entries.append(services.Entry(result.pk, fields, result.version))
    left = services.set_results(by=commune.access(who, day), entries=entries)
    if left:
        raise next(iter(left.values()))


def _fields(
    result: Result, claim: Claim, as_of: date, value: Decimal | None, day: date
) -> dict[str, Any]:
    code = result.indicator.code
    number = Dice("bao-cao", code, day).whole(11, 96)
    source = f"Báo cáo số {number}/BC-UBND ngày {format_day(day)} của UBND xã"
    fields: dict[str, Any] = {"claim": claim, "as_of": as_of, "source": source}
    if claim == Claim.NOT_APPLICABLE:
        return fields | {"note": NOT_APPLICABLE[code]}
    if code in NOTED:
        fields["note"] = NOTED[code] if claim == Claim.NOT_MET else ""
    value = value or VILLAGES_SHARES.get(code, {}).get(claim)
    if value is not None:
        return fields | {"value": value}
    if result.indicator.kind == IndicatorKind.BOOLEAN:
        return fields
    level = level_of(result.assessment, result.indicator)
    return fields | measure(
        Dice("so-lieu", code, claim), result.indicator, level, is_met=claim == Claim.MET
    )


def record_villages(diary: Diary, commune: InventedCommune) -> None:
    """What the boards of three villages record of their own sets."""
    boards: dict[str, tuple[date, set[str]]] = {
        "doiche": (date(2024, 2, 6), set()),
        "bensong": (date(2024, 3, 6), {"5.2", "9"}),
        "langmoi": (date(2024, 4, 10), {"2", "6"}),
    }
    for key, (day, lacking) in boards.items():
        diary.on(day, partial(_record_village, commune, key, lacking=lacking), 19)


def _record_village(commune: InventedCommune, key: str, day: date, lacking: set[str]) -> None:
    entries = []
    rows = Result.objects.filter(assessment=commune.assessments[key]).select_related(
        "indicator__criterion", "assessment__unit"
    )
    for result in rows.order_by("pk"):
        claim = Claim.NOT_MET if result.indicator.code in lacking else Claim.MET
        fields = _fields(result, claim, day - timedelta(days=1), None, day)
        fields["source"] = f"Biên bản họp thôn ngày {format_day(day - timedelta(days=1))}"
        entries.append(services.Entry(result.pk, fields, result.version))
    left = services.set_results(by=commune.access(key, day), entries=entries)
    if left:
        raise next(iter(left.values()))
