"""Faults that are more than one row, as they are planted in a sound plan."""

from datetime import date
from decimal import Decimal
from typing import Any

from criteria.enums import Claim
from criteria.models import Assessment, Baseline, CriteriaSet, Level, Result
from evidence.issued.models import IssuedDocument
from evidence.papers.models import Evidence, Proof
from tasks.enums import AssignmentKind, PlanSection, TaskState
from tasks.models import (
    Assignment,
    Citation,
    Funding,
    FundingPart,
    Plan,
    PlanText,
    PlanWindow,
    Supervision,
    Target,
    Task,
)
from tests import factories as make
from tests.world import World
from villages.enums import Role
from villages.models import Body, Unit


def enter(result: Result, **fields: Any) -> None:
    result.refresh_from_db()
    from criteria.services import set_result

    entered = make.entry(**{"claim": result.claim} | fields)
    set_result(by=make.system(), result_id=result.pk, fields=entered, seen_version=result.version)


def paper(world: World, result: Result, **fields: object) -> Evidence:
    defaults = {"title": f"Biên bản {result.pk}", "dated_on": date(2024, 7, 1)}
    made = Evidence.objects.create(unit=world.commune, **defaults | fields)
    Proof.objects.create(evidence=made, result=result)
    return made


def task(world: World, text: str, number: int = 0, **fields: object) -> Task:
    criterion = world.assessment.criteria_set.criteria.get(number=number) if number else None
    given = {"text": text, "lead": world.official("hien"), **fields}
    if criterion:
        given |= {"assessment": world.assessment, "criterion": criterion}
    return make.make_task(world.plan, **given)


def body(unit: Unit, name: str) -> Body:
    return Body.objects.create(unit=unit, name=name)


def lead(made: Task, **assignee: object) -> Assignment:
    return Assignment.objects.create(task=made, kind=AssignmentKind.LEAD, order=5, **assignee)


def part(world: World, model: type, **fields: object) -> object:
    return model.objects.create(plan=world.plan, order=1, **fields)


def indicator_left_out(world: World) -> None:
    Task.objects.update(indicator=world.results()[3].indicator)


def ended_village(world: World) -> None:
    made = make.make_village(world.commune, "Mai Trung")
    Unit.objects.filter(pk=made.pk).update(valid_to=date(2024, 1, 31))
    task(world, "Vệ sinh đường làng", unit=made)


def rising_level(world: World) -> None:
    indicator = world.results()[0].indicator
    Level.objects.create(
        indicator=indicator, comparator="gte", value=Decimal(90), year_from=2025,
        confidence="verified",
    )  # fmt: skip


def one_paper_for_both(world: World) -> None:
    met, unmet = world.results()[0], world.results()[2]
    unmet.indicator.wording = met.indicator.wording
    unmet.indicator.save()
    Proof.objects.create(evidence=Evidence.objects.earliest("pk"), result=unmet)


def village_unlike(world: World) -> None:
    judged = world.village_assessment
    criterion = judged.criteria_set.criteria.get(number=1)
    criterion.name = "Tiêu chí thử 1"
    criterion.save()
    for result in judged.results.filter(indicator__criterion=criterion):
        enter(result, claim=Claim.NOT_MET, value=Decimal(1))


def founding(world: World) -> None:
    made = body(world.commune, "Tổ giám sát cộng đồng")
    lead(task(world, "Giám sát công trình", lead=None, deadline_words="tháng 8/2024"), body=made)
    task(world, "Thành lập Tổ giám sát cộng đồng", deadline_words="tháng 9/2024")


def another_set(world: World) -> None:
    chosen = make.make_set().criteria.get(number=1)
    Task.objects.update(assessment=world.assessment, criterion=chosen)


def under_another(world: World) -> None:
    first, second = world.assessment.criteria_set.criteria.order_by("number")
    for criterion, name in ((first, "Giáo dục"), (second, "Quốc phòng")):
        criterion.name = name
        criterion.save()
    task(world, "Sửa trường tiểu học khu B", 2)


def late_work_of_met(world: World) -> None:
    task(world, "Dọn rãnh thoát nước", 1, deadline_words="trước ngày 01/7/2024")


def cites_an_old_set(world: World) -> None:
    CriteriaSet.objects.create(
        code="CU", name="Bộ cũ", short_name="Cũ", level="commune", tier="advanced",
        year_from=2016, year_to=2020, legal_basis="Quyết định 691/QĐ-TTg", criteria_known=19,
    )  # fmt: skip
    part(world, Citation, number="691/QĐ-TTg", dated_on=date(2018, 6, 5))


def cited_twice(world: World) -> None:
    for order in (1, 2):
        Citation.objects.create(
            plan=world.plan, order=order, number="12/KH-UBND", dated_on=date(2024, 1, 5)
        )


def two_sums(world: World) -> None:
    Funding.objects.create(
        plan=world.plan, unit=world.commune, text="Nhà văn hóa", stage="planned", total=2 * 10**9
    )


def a_target(world: World, **fields: object) -> object:
    return part(world, Target, assessment=world.assessment, text="Đạt chuẩn", **fields)


def same_as_now(world: World) -> None:
    row = world.results()[0]
    a_target(world, criterion=row.indicator.criterion, indicator=row.indicator, value=Decimal(80))


def aim_for(world: World, day: date) -> None:
    world.assessment.target_on = day
    world.assessment.save()


def target_after_its_day(world: World) -> None:
    aim_for(world, date(2024, 10, 31))
    a_target(world, deadline_words="đến hết tháng 11/2024")


def work_after_its_target(world: World) -> None:
    """The work of the plan is due in August, and the target in its words in June."""
    criterion = world.results()[2].indicator.criterion
    a_target(world, criterion=criterion, deadline_words="trước ngày 30/6/2024")
    Target.objects.update(text="Cải tạo hồ chứa nước Cầu Rễ")


def led_by_another(world: World) -> None:
    """The text has the farmers lead it, the assignment the women."""
    body(world.commune, "Hội Nông dân xã")
    made = task(world, "Dọn kênh (Hội Nông dân xã chủ trì)", lead=None)
    lead(made, body=body(world.commune, "Hội Phụ nữ xã"))


def two_aims(world: World) -> None:
    row = world.results()[2]
    for order, value in enumerate((54, 60), 1):
        Target.objects.create(
            plan=world.plan, order=order, assessment=world.assessment, text=f"Đạt {value}%",
            criterion=row.indicator.criterion, indicator=row.indicator, value=value,
        )  # fmt: skip


def aims_at_another_share(world: World) -> None:
    a_target(world, value=Decimal(60), unit_words="%")
    Target.objects.update(text="Tỷ lệ hộ phân loại rác đạt 60%")
    text(world, "goals", "Phấn đấu tỷ lệ hộ phân loại rác đạt 70%.")


def aims_below_the_level(world: World) -> None:
    row = world.results()[2]
    made = task(world, "Tuyên truyền, phấn đấu tỷ lệ đạt 30%", row.indicator.criterion.number)
    Task.objects.filter(pk=made.pk).update(indicator=row.indicator)


def again_in_the_village(world: World) -> None:
    name = world.village.name
    task(world, f"Đào 200 m rãnh thoát nước thôn {name}", deadline_words="tháng 9/2024")
    task(world, "Đào 200 m rãnh thoát nước", unit=world.village, deadline_words="tháng 10/2024")


def under_two_criteria(world: World) -> None:
    for number, month in ((1, 9), (2, 10)):
        task(world, "Xây mương thoát nước dọc đường trục", number,
             deadline_words=f"tháng {month}/2024")  # fmt: skip


def work_after_the_target(world: World) -> None:
    aim_for(world, date(2024, 10, 31))
    task(world, "Nghiệm thu đường", 2, deadline_words="đến hết tháng 11/2024")


def baseline(world: World, **fields: object) -> None:
    criterion = world.assessment.criteria_set.criteria.get(number=2)
    Baseline.objects.create(assessment=world.assessment, criterion=criterion, **fields)


def one_order(world: World) -> None:
    for result in world.results()[2:]:
        task(world, "Tuyên truyền", 2, indicator=result.indicator)


def window(world: World, words: str) -> None:
    part(world, PlanWindow, text="Thực hiện", deadline_words=words)


def text(world: World, section: str, words: str) -> None:
    PlanText.objects.update_or_create(plan=world.plan, section=section, defaults={"text": words})


def income_below(world: World) -> None:
    """The plan aims at a lower income than it states as reached."""
    text(world, PlanSection.ACHIEVEMENTS, "- Thu nhập bình quân đầu người 58,2 triệu đồng.")
    text(world, PlanSection.GOALS, "- Thu nhập bình quân đầu người đạt 57 triệu đồng.")


def to_the_other(world: World) -> None:
    """The text orders it of Quyền, Hiền leads it."""
    world.official("quyen")
    task(world, "Giao đồng chí Đặng Văn Quyên: lập sổ hộ nghèo")


def elsewhere(world: World) -> None:
    other = make.make_village(world.commune, "Mai Trung")
    made = task(world, "Sơn cổng chào", lead=None, unit=world.village)
    lead(made, body=body(other, "Ban phát triển thôn Mai Trung"))


def finished(world: World, result: str) -> None:
    made = task(world, "Sửa kè đá", 1)
    Task.objects.filter(pk=made.pk).update(
        state=TaskState.DONE, done_on=date(2024, 8, 1), result=result
    )


def in_september_2025(world: World) -> None:
    task(world, "Phối hợp Phòng Nông nghiệp huyện", deadline_words="tháng 11/2025")


def work_in_another_village(world: World) -> None:
    make.make_village(world.commune, "Mai Trung")
    task(world, "San nền nhà văn hóa thôn Mai Trung", unit=world.village)


def all_villages(world: World, value: str) -> None:
    """The commune claims a share of its villages, and of the two of them one has not."""
    make.make_village(world.commune, "Mai Trung")
    wording = "Tỷ lệ thôn có nhà văn hóa, khu thể thao"
    result, own = world.results()[0], world.village_assessment.results.earliest("pk")
    for one, words in ((result, wording), (own, "Có nhà văn hóa, khu thể thao")):
        one.indicator.wording = words
        one.indicator.save()
    enter(own, claim=Claim.NOT_MET)
    enter(result, claim=Claim.MET, value=Decimal(value))


def five_villages_of_one(world: World) -> None:
    all_villages(world, "100")
    enter(world.results()[0], claim=Claim.MET, value=Decimal(5), denominator=Decimal(5))


def led_by_one_who_left(world: World) -> None:
    gone = make.make_official(world.commune, Role.VICE_CHAIR, "Lê Văn Rạng")
    gone.postings.update(ends_on=date(2024, 5, 31))
    for criterion in world.assessment.criteria_set.criteria.all():
        Supervision.objects.create(assessment=world.assessment, criterion=criterion, official=gone)


def aims_at_another_figure(world: World) -> None:
    row = world.results()[2]
    a_target(world, criterion=row.indicator.criterion, indicator=row.indicator,
             value=Decimal(54), unit_words="%")  # fmt: skip
    Target.objects.update(text="Đạt từ 45% trở lên")


def _of_the_year(year: int) -> None:
    plan = Plan.objects.get()
    plan.year = year
    plan.save()
    Assessment.objects.update(year=year)


def of_an_old_department(world: World) -> None:
    _of_the_year(2026)
    text(world, "resources", "Xin ý kiến Sở Nông nghiệp và PTNT về vùng chè.")


def paid_by_the_district(world: World) -> None:
    world.plan.recipients.create(order=1, text="BCĐ NTM huyện")
    _of_the_year(2025)
    FundingPart.objects.update(source="district")


def renewed_late(world: World) -> None:
    made = body(world.commune, "Ban vận động hiến đất")
    lead(task(world, "Họp dân mở đường", lead=None, deadline_words="tháng 8/2024"), body=made)
    task(world, "Kiện toàn Ban vận động hiến đất", deadline_words="trong tháng 10/2024")


def survey(world: World, name: str, words: str = "của người dân", until: str = "") -> Task:
    made = task(world, f"Lấy phiếu khảo sát sự hài lòng {words}", lead=None,
                deadline_words=until or "tháng 11/2024")  # fmt: skip
    lead(made, body=body(world.commune, name))
    return made


def dossier(world: World, until: str, words: str = "") -> None:
    survey(world, "Ủy ban MTTQ Việt Nam xã")
    text = words or "Hoàn thiện hồ sơ xã NTM nâng cao trình huyện thẩm tra"
    task(world, text, deadline_words=until)


def second_chair(world: World, **days: date) -> None:
    for name in ("Ngô Văn Chủ", "Lê Văn Cũ"):
        made = make.make_official(world.commune, Role.CHAIR, name)
    made.postings.update(**days)


def indicator_elsewhere(world: World) -> None:
    Task.objects.filter(criterion__number=2).update(indicator=world.results()[0].indicator)


def issue(plan: Plan, day: date) -> IssuedDocument:
    """The plan as it was issued, number 9 of its unit."""
    paper = Evidence.objects.create(unit=plan.unit, title=plan.title, is_issued=True)
    return IssuedDocument.objects.create(
        unit=plan.unit, kind="plan", row_key=plan.pk, series=plan.symbol, year=plan.year, number=9,
        issued_on=day, type_name=plan.kind, title=plan.title, paper=paper,
    )  # fmt: skip


def fraction(world: World, wording: str) -> None:
    result = world.results()[0]
    Level.objects.all().delete()
    result.indicator.wording = wording
    result.indicator.save()
    enter(result, claim=Claim.MET, value=Decimal("0.87"), as_of=date(2024, 8, 1), source="Xã")


def known_otherwise(world: World, words: str, section: str = PlanSection.ACHIEVEMENTS) -> None:
    """The record has 95,6 % of the year before, the text another figure of it."""
    result = world.results()[0]
    result.indicator.wording = "Tỷ lệ người dân tham gia bảo hiểm y tế (áp dụng cho nam và nữ)"
    result.indicator.save()
    source = {"as_of": date(2023, 12, 31), "source": "Bảo hiểm xã hội"}
    enter(result, claim=Claim.MET, value=Decimal("95.6"), **source)
    text(world, section, words)


def three_associations(world: World, words: str) -> None:
    for name in ("Hội Nông dân xã", "Hội Liên hiệp Phụ nữ xã", "Hội Cựu chiến binh xã"):
        body(world.commune, name)
    text(world, PlanSection.QUALITY, words)


def twice(world: World, here: str, there: str) -> None:
    text(world, PlanSection.GOALS, f"- {here}")
    text(world, PlanSection.WORKS, f"- {there}")


def recipients(world: World, *texts: str) -> None:
    for order, words in enumerate((*texts, "Lưu: VT"), 1):
        world.plan.recipients.create(order=order, text=words)
