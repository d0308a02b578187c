"""Small real worlds for tests: a province with two communes, a set, an assessment, people, tasks.

Everything is made through the services of the program, as the program itself makes it.
"""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from criteria.enums import Comparator, Confidence, IndicatorKind, SetLevel, Tier
from criteria.models import Assessment, CriteriaSet, Criterion, Indicator, Level
from criteria.models.sets import usual_noun
from criteria.services import open_assessment
from evidence.review.enums import HolderKind
from evidence.review.models import ReviewChain
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Plan, Task
from tasks.services import create_plan, create_task
from villages.access import Access, access_of, system_access
from villages.enums import Role, UnitLevel
from villages.models import Official, Unit
from villages.services import appoint, create_official, create_unit

TODAY = date(2024, 8, 15)
PASSWORD = "mat-khau-kiem-thu-2024"

_numbers = count(1)


def system() -> Access:
    return system_access(TODAY)


def make_unit(level: str, name: str, parent: Unit | None = None, **fields: object) -> Unit:
    nouns = {"province": "tỉnh", "district": "huyện", "commune": "xã", "village": "thôn"}
    fields.setdefault("noun", nouns[level])
    return create_unit(by=system(), parent=parent, level=level, name=name, **fields)


def make_province(name: str = "Bắc Giang") -> Unit:
    return make_unit(UnitLevel.PROVINCE, name)


def make_commune(name: str = "Mai Đình", parent: Unit | None = None) -> Unit:
    """A commune below a district below a province (all new unless a parent is given)."""
    if parent is None:
        parent = make_unit(UnitLevel.DISTRICT, "Hiệp Hòa", make_province())
    return make_unit(UnitLevel.COMMUNE, name, parent, region="TDMNPB")


def make_village(commune: Unit, name: str = "Thắng Lợi") -> Unit:
    return make_unit(UnitLevel.VILLAGE, name, commune, region=commune.region)


def make_official(
    unit: Unit, role: str = Role.STANDING_OFFICER, name: str = "", **posting: object
) -> Official:
    """A person with an account and one open posting in the unit.

    Who keeps the data of all is posted in its province, whichever unit is given.
    """
    if role == Role.DATA_STEWARD and unit.ancestor_ids:
        unit = Unit.objects.get(pk=unit.ancestor_ids[0])
    number = next(_numbers)
    official = create_official(
        by=system(),
        unit=unit,
        password=PASSWORD,
        username=f"nguoi{number}",
        full_name=name or f"Nguyễn Văn Số {number}",
    )
    posting.setdefault("title", Role(role).label)
    appoint(by=system(), official=official, unit=unit, role=role, is_main=True, **posting)
    return official


def access(official: Official, on: date = TODAY) -> Access:
    return access_of(official, on)


def set_fields(criteria: int = 2) -> dict[str, object]:
    """What is typed of a set."""
    number = next(_numbers)
    return {
        "code": f"BO-{number:06}",  # sorted as they are made, whatever a process made before
        "name": f"Bộ tiêu chí kiểm thử {number}",
        "short_name": "NTM nâng cao",
        "level": SetLevel.COMMUNE,
        "tier": Tier.ADVANCED,
        "year_from": 2022,
        "legal_basis": "QĐ 741/QĐ-UBND",
        "criteria_known": criteria,
    }


def make_set(criteria: int = 2, indicators: int = 2, **fields: object) -> CriteriaSet:
    """A set whose indicators are percentages with the level ≥ 45 %."""
    fields = set_fields(criteria) | fields
    fields.setdefault("indicator_noun", usual_noun(int(str(fields["year_from"]))))
    made = CriteriaSet.objects.create(**fields)
    for n in range(1, criteria + 1):
        criterion = Criterion.objects.create(criteria_set=made, number=n, name=f"Tiêu chí thử {n}")
        for i in range(1, indicators + 1):
            make_indicator(criterion, f"{n}.{i}", order=i)
    return made


def make_indicator(
    criterion: Criterion,
    code: str,
    *,
    order: int = 1,
    kind: str = IndicatorKind.PERCENT,
    level: str | None = "45",
    comparator: str = Comparator.GTE,
) -> Indicator:
    indicator = Indicator.objects.create(
        criterion=criterion,
        code=code,
        order=order,
        wording=f"Tỷ lệ thử của chỉ tiêu {code}",
        kind=kind,
        unit_words="%" if kind == IndicatorKind.PERCENT else "",
        confidence=Confidence.VERIFIED,
    )
    if level is not None:
        Level.objects.create(
            indicator=indicator,
            comparator=comparator,
            value=Decimal(level),
            confidence=Confidence.VERIFIED,
        )
    return indicator


def make_assessment(
    unit: Unit, criteria_set: CriteriaSet | None = None, year: int = 2024
) -> Assessment:
    judged_by = criteria_set or make_set(level=unit.level)
    return open_assessment(by=system(), unit=unit, criteria_set=judged_by, year=year)


def entry(
    claim: str, value: Decimal | None = None, denominator: Decimal | None = None, **fields: Any
) -> dict[str, Any]:
    """Everything that is said of an indicator; what is left out is empty."""
    empty = {"grade": "", "as_of": None, "source": "", "note": ""}
    return {"claim": claim, "value": value, "denominator": denominator, **empty, **fields}


def make_plan(unit: Unit, year: int = 2024, **fields: object) -> Plan:
    defaults = {
        "title": "Thực hiện xã đạt chuẩn NTM nâng cao",
        "issuer": "ỦY BAN NHÂN DÂN\nXÃ MAI ĐÌNH",
        "place": "Mai Đình",
    }
    return create_plan(by=system(), unit=unit, year=year, **defaults | fields)


def make_task(plan: Plan, *, lead: Official | None = None, **draft: object) -> Task:
    """A task of the plan's unit from its beginning, due in August 2024 unless stated otherwise."""
    draft.setdefault("unit", plan.unit)
    draft.setdefault("text", f"Việc thử {next(_numbers)}")
    draft.setdefault("deadline_words", "xong trong tháng 8/2024")
    assignees = [Assignment(kind=AssignmentKind.LEAD, official=lead)] if lead else []
    task = create_task(by=system(), plan=plan, fields=draft, assignees=assignees)
    task.added_at = None
    task.save(update_fields=["added_at"])
    return task


def make_chain(
    unit: Unit, upper: Unit, level: str = SetLevel.COMMUNE, **fields: object
) -> ReviewChain:
    """Commune check by the vice-chair within 5 working days, then the upper unit within 15."""
    chain = ReviewChain.objects.create(unit=unit, level=level, name="Quy trình thử", **fields)
    chain.steps.create(
        order=1,
        name="Xã kiểm tra",
        holder_kind=HolderKind.OWN_COMMUNE,
        role=Role.VICE_CHAIR,
        working_days=5,
    )
    chain.steps.create(
        order=2,
        name="Thẩm tra cấp trên",
        holder_kind=HolderKind.FIXED_UNIT,
        holder_unit=upper,
        role=Role.REVIEWER,
        working_days=15,
    )
    return chain
