"""Three sound communes: their people, bodies, villages, figures, papers, money and work."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from criteria.enums import Claim, State
from criteria.models import Assessment, Baseline, CriteriaSet, Criterion, Indicator, Level, Result
from criteria.services import set_result
from evidence.papers.models import Evidence, Proof
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    Citation,
    Funding,
    FundingPart,
    Plan,
    PlanText,
    PlanWindow,
    ProgressReport,
    Recipient,
    ReportingDuty,
    Supervision,
    Target,
    Task,
)
from tests import factories as make
from tests.reports.corpus.specs import Spec, Work
from tests.reports.planting import issue
from villages.enums import Role
from villages.models import Body, Official, Unit

# On which day a plan was issued: of 2025 once the communes were merged, of 2026 after the guidance.
ISSUED = {2024: date(2024, 2, 28), 2025: date(2025, 7, 20), 2026: date(2026, 5, 30)}


@dataclass
class Made:
    """One commune as it was made; what faults are planted with."""

    spec: Spec
    unit: Unit
    villages: dict[str, Unit]
    people: dict[str, Official]
    bodies: dict[str, Body]
    judged_by: CriteriaSet
    village_set: CriteriaSet
    assessment: Assessment
    village: Assessment
    plan: Plan
    results: dict[str, Result]
    village_results: dict[str, Result]
    tasks: dict[str, Task] = field(default_factory=dict)
    papers: dict[str, Evidence] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.spec.year

    def criterion(self, number: int) -> Criterion:
        return self.judged_by.criteria.get(number=number)

    def enter(self, code: str, claim: str, value: str | None = None, **fields: Any) -> None:
        """Set a result of the commune, or of its first village by `thôn <code>`."""
        own = code.split()
        result = self.village_results[own[1]] if len(own) > 1 else self.results[own[0]]
        result.refresh_from_db()
        number = Decimal(value) if value is not None else None
        given = {"as_of": date(self.year, 6, 30), "source": "Thống kê xã"} | fields
        entry = make.entry(claim, number, **given)
        set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=result.version)

    def task(
        self, text: str, number: int = 0, who: str | None = "land", until: str = "", **more: Any
    ) -> Task:
        """A task of the plan, led by one of its people or bodies."""
        criterion = self.criterion(number) if number else None
        code = more.pop("code", "")
        given: dict[str, Any] = {"unit": self.unit, "order": Task.objects.count()} | more
        made = Task.objects.create(
            plan=self.plan,
            text=text,
            deadline_words=until or f"trong tháng 8/{self.year}",
            criterion=criterion,
            assessment=more.get("assessment") or (self.assessment if criterion else None),
            indicator=Indicator.objects.get(criterion=criterion, code=code) if code else None,
            **{k: v for k, v in given.items() if k != "assessment"},
        )
        if who:
            self.give(made, who)
        return made

    def give(self, task: Task, who: str, kind: str = AssignmentKind.LEAD) -> Assignment:
        """Give a task to somebody of the commune, else to a role in words."""
        assignee: dict[str, Any] = (
            {"official": self.people[who]}
            if who in self.people
            else {"body": self.bodies[who]}
            if who in self.bodies
            else {"role_words": who}
        )
        return Assignment.objects.create(task=task, kind=kind, order=1, **assignee)

    def paper(self, title: str, code: str = "", **fields: Any) -> Evidence:
        number = Evidence.objects.count() + 11
        defaults = {
            "number": f"{number}/BC-UBND", "dated_on": date(self.year, 6, 28),
            "issuer": f"UBND {self.spec.level} {self.unit.name}",
        }  # fmt: skip
        made = Evidence.objects.create(unit=self.unit, title=title, **defaults | fields)
        if code:
            Proof.objects.create(evidence=made, result=self.results[code])
        return made

    def money(self, text: str, total: int | None, parts: dict[str, int], **more: Any) -> Funding:
        made = Funding.objects.create(
            plan=self.plan, unit=self.unit, text=text, total=total,
            **{"stage": "planned", "as_of": None} | more,
        )  # fmt: skip
        for source, amount in parts.items():
            FundingPart.objects.create(funding=made, source=source, amount=amount)
        return made

    def cite(self, number: str, title: str, dated_on: date | None, issuer: str) -> Citation:
        return Citation.objects.create(
            plan=self.plan, order=self.plan.citations.count() + 1, number=number, title=title,
            dated_on=dated_on, issuer=issuer,
        )  # fmt: skip

    def text(self, section: str, text: str) -> PlanText:
        row, _ = PlanText.objects.update_or_create(
            plan=self.plan, section=section, defaults={"text": text}
        )
        return row

    def also(self, section: str, words: str) -> None:
        """The words as a line of their own at the end of the section."""
        row = PlanText.objects.filter(plan=self.plan, section=section).first()
        self.text(section, f"{row.text}\n{words}" if row else words)

    def target(self, text: str, number: int, until: str = "", **more: Any) -> Target:
        return Target.objects.create(
            plan=self.plan, order=self.plan.targets.count() + 1, assessment=self.assessment,
            criterion=self.criterion(number), text=text,
            deadline_words=until or f"trước ngày 01/12/{self.year}", **more,
        )  # fmt: skip


def _set(level: str, spec: Spec, criteria: Any, short: str) -> CriteriaSet:
    made = make.make_set(
        criteria=0, indicators=0, level=level, short_name=short, legal_basis=spec.decision,
        year_from=2026 if spec.year > 2025 else 2021, year_to=2030 if spec.year > 2025 else 2025,
        place=spec.province, criteria_known=len(criteria), name=f"Bộ tiêu chí {short}",
    )  # fmt: skip
    for number, name, indicators in criteria:
        row = Criterion.objects.create(criteria_set=made, number=number, name=name)
        for order, (code, wording, kind, unit, comparator, level_) in enumerate(indicators, 1):
            one = Indicator.objects.create(
                criterion=row, code=code, order=order, wording=wording, kind=kind,
                unit_words=unit, confidence="verified", source=spec.decision,
            )  # fmt: skip
            if level_:
                Level.objects.create(
                    indicator=one, comparator=comparator, value=Decimal(level_),
                    confidence="verified", legal_source=spec.decision,
                )  # fmt: skip
    return made


def _people(spec: Spec, unit: Unit) -> dict[str, Official]:
    """Who works there; one of them has left."""
    roles = {"chair": Role.CHAIR, "vice": Role.VICE_CHAIR}
    people = {}
    for key, (name, title) in spec.people.items():
        days = {"starts_on": date(spec.year - 3, 1, 1)}
        people[key] = make.make_official(
            unit, roles.get(key, Role.OFFICIAL), name, title=title, **days
        )
    people["left"].postings.update(ends_on=date(spec.year - 1, 11, 30))
    return people


def _judged(spec: Spec, unit: Unit, first: Unit) -> tuple[Assessment, Assessment]:
    """The assessments of the commune and of its first village."""
    judged_by = _set("commune", spec, spec.criteria, spec.tier)
    village_set = _set("village", spec, spec.village_criteria, f"{spec.noun} NTM kiểu mẫu")
    assessment = make.make_assessment(unit, judged_by, spec.year)
    village = make.make_assessment(first, village_set, spec.year)
    for one in (assessment, village):
        one.baseline_on = date(spec.year - 1, 12, 15)
        one.target_on = date(spec.year, 12, 15)
        one.save()
    return assessment, village


def build(spec: Spec) -> Made:
    """The sound commune: nothing of it is a fault."""
    province = make.make_province(spec.province)
    above = province
    if spec.year < 2025:
        above = make.make_unit("district", spec.district, province)
    unit = make.make_unit("commune", spec.name, above, region=spec.region, noun=spec.level)
    villages = {
        n: make.make_unit("village", n, unit, noun=spec.noun, region=spec.region)
        for n in spec.villages
    }
    people = _people(spec, unit)
    for n, village in villages.items():
        Body.objects.create(unit=village, name=f"Ban phát triển {spec.noun} {n}")
    bodies = {key: Body.objects.create(unit=unit, name=n) for key, n in spec.bodies.items()}
    assessment, village = _judged(spec, unit, villages[spec.villages[0]])
    plan = make.make_plan(
        unit, spec.year,
        title=f"Thực hiện {spec.level} {spec.name} đạt chuẩn {spec.tier} năm {spec.year}",
        issuer=f"ỦY BAN NHÂN DÂN\n{spec.level.upper()} {spec.name.upper()}", place=spec.name,
        signatory_name=spec.people["chair"][0],
    )  # fmt: skip
    made = Made(
        spec, unit, villages, people, bodies, assessment.criteria_set, village.criteria_set,
        assessment, village, plan,
        {r.indicator.code: r for r in assessment.results.select_related("indicator")},
        {r.indicator.code: r for r in village.results.select_related("indicator")},
    )  # fmt: skip
    _stand(made)
    _plan(made)
    _work(made)
    issue(plan, ISSUED[spec.year])
    return made


def _stand(made: Made) -> None:
    for code, (claim, value) in made.spec.stands.items():
        made.enter(code, claim, value)
        if claim == Claim.MET:
            made.papers[code] = made.paper(f"Báo cáo kết quả thực hiện chỉ tiêu {code}", code)
    for code, (claim, value) in made.spec.village_stands.items():
        made.enter(f"thôn {code}", claim, value)
        if claim == Claim.MET:
            row = made.paper(f"Biên bản kiểm tra tiêu chí {code} của {made.spec.noun}")
            Proof.objects.create(evidence=row, result=made.village_results[code])
    for number, _, indicators in made.spec.criteria:
        open_ = any(made.spec.stands[code][0] != "met" for code, *_ in indicators)
        Baseline.objects.create(
            assessment=made.assessment, criterion=made.criterion(number),
            state=State.NOT_MET if open_ else State.MET, as_of=made.assessment.baseline_on,
        )  # fmt: skip
        leader = made.people["vice" if number >= made.spec.second else "chair"]
        Supervision.objects.create(
            assessment=made.assessment, criterion=made.criterion(number), official=leader
        )


def _plan(made: Made) -> None:
    year, unit, noun, spec = made.year, made.unit.name, made.spec.noun, made.spec
    made.cite(f"{35 if year < 2026 else 51}/KH-UBND", "Kế hoạch thực hiện Chương trình mục tiêu "
              f"quốc gia xây dựng nông thôn mới năm {year}", date(year, 1, 22),
              f"UBND tỉnh {made.spec.province}")  # fmt: skip
    made.text("purpose", "- Nâng cao đời sống vật chất, tinh thần của nhân dân "
              f"{spec.level} {unit}.\n- Phát huy vai trò chủ thể của người dân.")  # fmt: skip
    made.text("requirements", "- Việc triển khai phải thiết thực, công khai, dân chủ.")
    made.text("goals", f"Phấn đấu trong năm {year} {spec.level} {unit} đạt chuẩn {spec.tier}.")
    made.text("leadership", "- Kiện toàn Ban Chỉ đạo, Ban Quản lý; phân công rõ người, rõ việc.")
    made.text("outreach", "- Tuyên truyền trên loa truyền thanh, tại các cuộc họp "
              f"{noun}.")  # fmt: skip
    made.text("closing", f"Trên đây là kế hoạch thực hiện năm {year} của UBND {spec.level} {unit}.")
    PlanWindow.objects.create(
        plan=made.plan, order=1, text="Thực hiện các tiêu chí chưa đạt",
        deadline_words=spec.window.format(year=year),
    )  # fmt: skip
    for order, who in enumerate(["Đảng ủy, HĐND xã", f"Các {noun}", "Lưu: VT"], 1):
        Recipient.objects.create(plan=made.plan, order=order, text=who)
    ReportingDuty.objects.create(
        plan=made.plan, order=1, who="Công chức thường trực", text="Tổng hợp tiến độ",
        rhythm_words="hàng tháng", report_to="Ban Chỉ đạo xã",
    )  # fmt: skip
    for month in range(ISSUED[year].month + 1, made.spec.today.month):
        first = date(year, month, 1)
        ProgressReport.objects.create(
            unit=made.unit, kind="month", starts_on=first,
            ends_on=date(year, month, monthrange(year, month)[1]),
        )  # fmt: skip
    text, number, words = spec.target
    made.target(text, number, comparator="gte", value=Decimal(1), unit_words=words)
    made.money("Cứng hóa tuyến ngõ liên xóm", 900_000_000,
               {"commune": 500_000_000, "people": 400_000_000})  # fmt: skip


def _work(made: Made) -> None:
    if made.spec.work:
        for row in made.spec.work:
            _row(made, row)
        _village_work(made, made.spec.village_criteria[2][1])
        return
    year, tasks = made.year, made.tasks
    tasks["ocop"] = made.task(
        "Lập hồ sơ đề nghị đánh giá, phân hạng sản phẩm OCOP của hợp tác xã", 13, "land",
        f"trước ngày 30/10/{year}", code="13.2",
    )  # fmt: skip
    tasks["health"] = made.task(
        "Tổ chức tạo lập sổ sức khỏe điện tử cho người dân tại trạm y tế", 14, "health",
        f"trong quý III/{year}", code="14.3",
    )  # fmt: skip
    tasks["waste"] = made.task(
        "Hướng dẫn các hộ phân loại rác tại nguồn, cấp thùng hai ngăn", 17, "women",
        f"trong tháng 10/{year}", code="17.2",
    )  # fmt: skip
    made.give(tasks["waste"], "culture", AssignmentKind.SUPPORT)
    tasks["lamp"] = made.task(
        "Duy trì hệ thống chiếu sáng đường liên xã", 2, "land", f"trong tháng 9/{year}"
    )
    _village_work(made, "Vận động các hộ phân loại rác")


def _village_work(made: Made, text: str) -> None:
    """The work for what the first village has not met."""
    noun, first = made.spec.noun, made.spec.villages[0]
    task = made.task(f"{text}, {noun} {first}", 0, "women", f"trong tháng 11/{made.year}",
                     unit=made.villages[first])  # fmt: skip
    Task.objects.filter(pk=task.pk).update(
        assessment=made.village, criterion=made.village_set.criteria.get(number=3)
    )


def _row(made: Made, row: Work) -> None:
    """One row of the plan that is right."""
    more = {"unit": made.villages[row.village]} if row.village else {}
    task = made.task(row.text, row.number, row.who, row.until, code=row.code, **more)
    if row.support:
        made.give(task, row.support, AssignmentKind.SUPPORT)
    if row.done:
        Task.objects.filter(pk=task.pk).update(
            state="done", done_on=row.done, result="Đã thực hiện xong theo kế hoạch"
        )
