"""Three sound communes: their people, bodies, villages, figures, papers, money and work."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from criteria.enums import Claim, IndicatorKind, State
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
    Recipient,
    ReportingDuty,
    Supervision,
    Target,
    Task,
)
from tests import factories as make
from villages.enums import Role
from villages.models import Body, Official, Unit

P, N, C, Y = (
    IndicatorKind.PERCENT,
    IndicatorKind.NUMBER,
    IndicatorKind.COUNT,
    IndicatorKind.BOOLEAN,
)
# number, name, indicators: code, wording, kind, unit, comparator, level
CRITERIA: list[tuple[int, str, list[tuple[str, str, str, str, str, str]]]] = [
    (2, "Giao thông", [
        ("2.1", "Tỷ lệ đường xã được nhựa hóa hoặc bê tông hóa", P, "%", "gte", "100"),
        ("2.2", "Tỷ lệ đường ngõ xóm được cứng hóa, có điện chiếu sáng", P, "%", "gte", "85"),
    ]),
    (6, "Văn hóa", [
        ("6.1", "Có lắp đặt dụng cụ thể dục thể thao ngoài trời ở điểm công cộng", Y, "", "", ""),
        ("6.2", "Tỷ lệ thôn đạt chuẩn văn hóa", P, "%", "gte", "80"),
    ]),
    (10, "Thu nhập", [
        ("10.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm", "gte", "51"),
    ]),
    (11, "Nghèo đa chiều", [("11.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "4")]),
    (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
        ("13.1", "Hợp tác xã hoạt động hiệu quả, có hợp đồng liên kết", Y, "", "", ""),
        ("13.2", "Sản phẩm OCOP được xếp hạng còn thời hạn", C, "sản phẩm", "gte", "1"),
    ]),
    (14, "Y tế", [
        ("14.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "95"),
        ("14.3", "Tỷ lệ dân số có sổ khám chữa bệnh điện tử", P, "%", "gte", "70"),
    ]),
    (15, "Hành chính công", [
        ("15.1", "Có dịch vụ công trực tuyến một phần, toàn trình", Y, "", "", ""),
    ]),
    (17, "Môi trường", [
        ("17.1", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", P, "%", "gte", "90"),
        ("17.2", "Tỷ lệ hộ phân loại chất thải rắn tại nguồn", P, "%", "gte", "50"),
    ]),
    (18, "Chất lượng môi trường sống", [
        ("18.1", "Tỷ lệ hộ dùng nước sạch từ hệ thống tập trung", P, "%", "gte", "55"),
    ]),
    (19, "Quốc phòng và An ninh", [
        ("19.1", "Không có công dân cư trú trên địa bàn phạm tội đặc biệt nghiêm trọng", Y, "", "",
         ""),
    ]),
]  # fmt: skip
VILLAGE_CRITERIA = [
    (1, "Đường làng, ngõ xóm", [("1", "Tỷ lệ đường ngõ được cứng hóa", P, "%", "gte", "80")]),
    (2, "Nhà văn hóa", [("2", "Có nhà văn hóa và khu thể thao", Y, "", "", "")]),
    (3, "Môi trường", [("3", "Tỷ lệ hộ phân loại rác", P, "%", "gte", "60")]),
]


@dataclass(frozen=True)
class Spec:
    """What one commune has of its own."""

    province: str
    district: str
    name: str
    noun: str
    villages: list[str]
    year: int
    today: date
    people: dict[str, tuple[str, str]]  # key → name, title
    bodies: dict[str, str]
    decision: str  # of the set
    region: str


SPECS = [
    Spec(
        "Thanh Hóa", "Thọ Xuân", "Vĩnh Lạc", "thôn", ["Đồng Vạn", "Lam Kiều", "Phúc Trạch"],
        2024, date(2024, 8, 15),
        {
            "chair": ("Lê Bá Thiệu", "Chủ tịch UBND xã"),
            "vice": ("Hoàng Thị Mơ", "Phó Chủ tịch UBND xã"),
            "land": ("Trịnh Đình Quế", "Công chức Địa chính - Xây dựng"),
            "culture": ("Lê Thị Thắm", "Công chức Văn hóa - Xã hội"),
            "health": ("Mai Xuân Tề", "Trạm trưởng Trạm Y tế"),
            "left": ("Đỗ Viết Rạng", "Nguyên Phó Chủ tịch UBND xã"),
        },
        {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
         "youth": "Đoàn Thanh niên xã", "front": "Ủy ban Mặt trận Tổ quốc xã"},
        "QĐ 3333/QĐ-UBND", "BTB",
    ),
    Spec(
        "Đắk Lắk", "Krông Pắc", "Ea Hning", "buôn", ["Ea Kung", "Kram", "Puăn A"],
        2025, date(2025, 9, 10),
        {
            "chair": ("Y Thuyên Byă", "Chủ tịch UBND xã"),
            "vice": ("Nguyễn Đăng Khởi", "Phó Chủ tịch UBND xã"),
            "land": ("H'Lan Niê", "Chuyên viên Phòng Kinh tế"),
            "culture": ("Phạm Quỳnh Dao", "Chuyên viên Phòng Văn hóa - Xã hội"),
            "health": ("Y Blim Mlô", "Trạm trưởng Trạm Y tế"),
            "left": ("Bùi Hữu Tạo", "Nguyên chuyên viên"),
        },
        {"women": "Hội Liên hiệp Phụ nữ xã", "farmers": "Hội Nông dân xã",
         "economy": "Phòng Kinh tế xã", "school": "Trường Tiểu học Lê Hồng Phong"},
        "QĐ 1012/QĐ-UBND", "TN",
    ),
    Spec(
        "Đồng Tháp", "Cai Lậy", "Phú Thạnh Tây", "ấp", ["Phú Lợi", "Thạnh Hưng", "Bờ Đập"],
        2026, date(2026, 9, 15),
        {
            "chair": ("Võ Thanh Nhàn", "Chủ tịch UBND xã"),
            "vice": ("Trần Thị Út Em", "Phó Chủ tịch UBND xã"),
            "land": ("Huỳnh Công Đẳng", "Chuyên viên Phòng Kinh tế"),
            "culture": ("Lâm Mỹ Chi", "Chuyên viên Phòng Văn hóa - Xã hội"),
            "health": ("Ngô Tấn Phước", "Trạm trưởng Trạm Y tế"),
            "left": ("Phan Văn Sáu", "Nguyên chuyên viên"),
        },
        {"women": "Hội Liên hiệp Phụ nữ xã", "veterans": "Hội Cựu chiến binh xã",
         "economy": "Phòng Kinh tế xã", "coop": "Hợp tác xã Nông nghiệp Thạnh Tây"},
        "QĐ 245/QĐ-UBND", "DBSCL",
    ),
]  # fmt: skip


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

    def say(self, code: str, claim: str, value: str | None = None, **said: Any) -> None:
        """Set a result of the commune, or of its first village by `thôn <code>`."""
        own = code.split()
        result = self.village_results[own[1]] if len(own) > 1 else self.results[own[0]]
        result.refresh_from_db()
        number = Decimal(value) if value is not None else None
        given = {"as_of": date(self.year, 6, 30), "source": "Thống kê xã"} | said
        fields = make.entry(claim, number, **given)
        set_result(
            by=make.system(), result_id=result.pk, fields=fields, seen_version=result.version
        )

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
            "issuer": f"UBND xã {self.unit.name}",
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


# What stands: code → claim, value. 13.2, 14.3 and 17.2 are the work of the year.
STANDS: dict[str, tuple[str, str | None]] = {
    "2.1": ("met", "100"), "2.2": ("met", "91.5"), "6.1": ("met", None), "6.2": ("met", "100"),
    "10.1": ("met", "58.6"), "11.1": ("met", "2.4"), "13.1": ("met", None),
    "13.2": ("not_met", "0"), "14.1": ("met", "96.2"), "14.3": ("not_met", "61.8"),
    "15.1": ("met", None), "17.1": ("met", "93"), "17.2": ("not_met", "38.5"),
    "18.1": ("met", "71"), "19.1": ("met", None),
}  # fmt: skip
VILLAGE_STANDS = {"1": ("met", "88"), "2": ("met", None), "3": ("not_met", "41")}


def build(spec: Spec) -> Made:
    """The sound commune: nothing of it is a fault."""
    province = make.make_province(spec.province)
    above = province
    if spec.year < 2025:
        above = make.make_unit("district", spec.district, province)
    unit = make.make_unit("commune", spec.name, above, region=spec.region)
    villages = {
        n: make.make_unit("village", n, unit, noun=spec.noun, region=spec.region)
        for n in spec.villages
    }
    roles = {"chair": Role.CHAIR, "vice": Role.VICE_CHAIR}
    people = {}
    for key, (name, title) in spec.people.items():
        days = {"starts_on": date(spec.year - 3, 1, 1)}
        people[key] = make.make_official(
            unit, roles.get(key, Role.OFFICIAL), name, title=title, **days
        )
    people["left"].postings.update(ends_on=date(spec.year - 1, 11, 30))
    for n, village in villages.items():
        Body.objects.create(unit=village, name=f"Ban phát triển {spec.noun} {n}")
    bodies = {key: Body.objects.create(unit=unit, name=n) for key, n in spec.bodies.items()}
    judged_by = _set("commune", spec, CRITERIA, "NTM nâng cao")
    village_set = _set("village", spec, VILLAGE_CRITERIA, f"{spec.noun} NTM kiểu mẫu")
    assessment = make.make_assessment(unit, judged_by, spec.year)
    village = make.make_assessment(villages[spec.villages[0]], village_set, spec.year)
    for one in (assessment, village):
        one.baseline_on = date(spec.year - 1, 12, 15)
        one.target_on = date(spec.year, 12, 15)
        one.save()
    plan = make.make_plan(
        unit, spec.year, title=f"Thực hiện xã {spec.name} đạt chuẩn NTM nâng cao năm {spec.year}",
        issuer=f"ỦY BAN NHÂN DÂN\nXÃ {spec.name.upper()}", place=spec.name,
        signatory_name=spec.people["chair"][0],
    )  # fmt: skip
    made = Made(
        spec, unit, villages, people, bodies, judged_by, village_set, assessment, village, plan,
        {r.indicator.code: r for r in assessment.results.select_related("indicator")},
        {r.indicator.code: r for r in village.results.select_related("indicator")},
    )  # fmt: skip
    _stand(made)
    _plan(made)
    _work(made)
    return made


def _stand(made: Made) -> None:
    for code, (claim, value) in STANDS.items():
        made.say(code, claim, value)
        if claim == Claim.MET:
            made.papers[code] = made.paper(f"Báo cáo kết quả thực hiện chỉ tiêu {code}", code)
    for code, (claim, value) in VILLAGE_STANDS.items():
        made.say(f"thôn {code}", claim, value)
        if claim == Claim.MET:
            row = made.paper(f"Biên bản kiểm tra tiêu chí {code} của {made.spec.noun}")
            Proof.objects.create(evidence=row, result=made.village_results[code])
    for number, _, indicators in CRITERIA:
        open_ = any(STANDS[code][0] != "met" for code, *_ in indicators)
        Baseline.objects.create(
            assessment=made.assessment, criterion=made.criterion(number),
            state=State.NOT_MET if open_ else State.MET, as_of=made.assessment.baseline_on,
        )  # fmt: skip
        leader = made.people["vice" if number > 11 else "chair"]
        Supervision.objects.create(
            assessment=made.assessment, criterion=made.criterion(number), official=leader
        )


def _plan(made: Made) -> None:
    year, unit, noun = made.year, made.unit.name, made.spec.noun
    made.cite(f"{35 if year < 2026 else 51}/KH-UBND", "Kế hoạch thực hiện Chương trình mục tiêu "
              f"quốc gia xây dựng nông thôn mới năm {year}", date(year, 1, 22),
              f"UBND tỉnh {made.spec.province}")  # fmt: skip
    made.text("purpose", f"- Nâng cao đời sống vật chất, tinh thần của nhân dân xã {unit}.\n"
              "- Phát huy vai trò chủ thể của người dân.")  # fmt: skip
    made.text("requirements", "- Việc triển khai phải thiết thực, công khai, dân chủ.")
    made.text("goals", f"Phấn đấu trong năm {year} xã {unit} đạt chuẩn nông thôn mới nâng cao.")
    made.text("leadership", "- Kiện toàn Ban Chỉ đạo, Ban Quản lý; phân công rõ người, rõ việc.")
    made.text("outreach", "- Tuyên truyền trên loa truyền thanh, tại các cuộc họp "
              f"{noun}.")  # fmt: skip
    made.text("closing", f"Trên đây là kế hoạch thực hiện năm {year} của UBND xã {unit}.")
    PlanWindow.objects.create(
        plan=made.plan, order=1, text="Thực hiện các tiêu chí chưa đạt",
        deadline_words=f"từ tháng 2/{year} đến tháng 11/{year}",
    )  # fmt: skip
    for order, who in enumerate(["Đảng ủy, HĐND xã", f"Các {noun}", "Lưu: VT"], 1):
        Recipient.objects.create(plan=made.plan, order=order, text=who)
    ReportingDuty.objects.create(
        plan=made.plan, order=1, who="Công chức thường trực", text="Tổng hợp tiến độ",
        rhythm_words="hàng tháng", report_to="Ban Chỉ đạo xã",
    )  # fmt: skip
    made.target("Có ít nhất 1 sản phẩm OCOP được xếp hạng 3 sao", 13, comparator="gte",
                value=Decimal(1), unit_words="sản phẩm")  # fmt: skip
    made.money("Cứng hóa tuyến ngõ liên xóm", 900_000_000,
               {"commune": 500_000_000, "people": 400_000_000})  # fmt: skip


def _work(made: Made) -> None:
    year, first = made.year, made.spec.villages[0]
    tasks = made.tasks
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
    tasks["village"] = made.task(
        f"Vận động các hộ {made.spec.noun} {first} phân loại rác", 0, "women",
        f"trong tháng 11/{year}", unit=made.villages[first],
    )  # fmt: skip
    Task.objects.filter(pk=tasks["village"].pk).update(
        assessment=made.village, criterion=made.village_set.criteria.get(number=3)
    )
