"""One commune with everything in it, everybody who works there, and strangers next door."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.test import Client
from django_tasks_db.models import DBTaskResult

from criteria.enums import Claim
from criteria.models import Assessment, Criterion, Recognition, SetMapping
from criteria.services import set_result
from evidence.models import Intake, IssuedDocument, ReviewChain, Submission
from evidence.review.enums import HolderKind, ReasonCode, VerdictKind
from evidence.review.services import save_draft, send_decision, submit
from ntm_project.common.models import NO_VERSION
from reports.documents.kinds import kind_of
from tasks.models import Plan, Waiver
from tasks.services import (
    add_conclusion,
    add_funding,
    edit_text,
    hold_meeting,
    set_supervision,
    waive,
    write_report,
)
from tests import factories as make
from tests.evidence import factories as make_paper
from tests.issuing import sign_paper
from tests.world import World, client_of, open_world
from villages.access import Access
from villages.enums import Role
from villages.imports.kinds import kinds
from villages.imports.services import begin
from villages.models import Delegation, ImportRun, Notice, Official, Posting, SavedView, Unit

CANARY = "Hoàng Yến Canary"


@dataclass
class Matrix:
    """The world of the tests as the matrix of rights asks for it: rows by name, a client each."""

    rows: dict[str, Model]
    clients: dict[str, Client]


def again(client: Client) -> Client:
    """A browser that holds what the other holds; its middleware is loaded already."""
    browser = Client()
    browser.handler, browser.cookies = client.handler, deepcopy(client.cookies)
    return browser


def _chain(district: Unit, level: str) -> ReviewChain:
    """One step, held by the district's reviewer."""
    chain = ReviewChain.objects.create(unit=district, level=level, name="Quy trình thử")
    chain.steps.create(
        order=1,
        name="Cấp trên thẩm tra",
        holder_kind=HolderKind.FIXED_UNIT,
        holder_unit=district,
        role=Role.REVIEWER,
    )
    return chain


def _claim_not_met(assessment: Assessment) -> None:
    for result in assessment.results.all():
        set_result(
            by=make.system(),
            result_id=result.pk,
            fields=make.entry(Claim.NOT_MET, as_of=date(2024, 1, 5), note=CANARY),
            seen_version=0,
        )


def _returned_round(assessment: Assessment, reviewer: Access) -> Submission:
    """A village's round that the district has sent back."""
    chain = _chain(assessment.unit.parent.parent, "village")
    _claim_not_met(assessment)
    sent = submit(by=make.system(), assessment=assessment, step=chain.steps.get())
    for item in sent.items.all():
        save_draft(
            by=reviewer,
            item=item,
            kind=VerdictKind.NOT_MET,
            reason_code=ReasonCode.MISSING,
            text=CANARY,
            seen_version=NO_VERSION,
        )
    return send_decision(
        by=reviewer,
        submission=sent,
        outcome="return",
        decision_text=CANARY,
        supplement_by=date(2024, 9, 30),
    )


def _sent_round(assessment: Assessment) -> Submission:
    """The commune's assessment, waiting at a step of the district's reviewer."""
    district = assessment.unit.parent
    chain = _chain(district, "commune")
    _claim_not_met(assessment)
    return submit(by=make.system(), assessment=assessment, step=chain.steps.get())


def _people(world: World) -> dict[str, Official]:
    """One person of each role in the commune, one above it, and strangers next door."""
    commune = world.commune
    people: dict[str, Official] = {role: make.make_official(commune, role) for role in Role}
    people[Role.VILLAGE_BOARD] = make.make_official(world.village, Role.VILLAGE_BOARD)
    return people | {
        "upper": make.make_official(world.district, Role.REVIEWER),
        "stranger": make.make_official(world.neighbour, Role.STANDING_OFFICER),
        "stranger_admin": make.make_official(world.neighbour, Role.ADMINISTRATOR),
    }


def _posting_rows(official: Official, colleague: Official) -> dict[str, Model]:
    """A posting, and days to come on which a colleague does the work of it."""
    posting = Posting.objects.get(official=official)
    days = {"starts_on": date(2024, 9, 10), "ends_on": date(2024, 9, 12)}
    lent = Delegation.objects.create(posting=posting, official=colleague, **days)
    return {"posting": posting, "delegation": lent}


def _plan_rows(world: World, lead: Official, chair: Official) -> dict[str, Model]:
    """The plan with its tasks, a recipient, a sum, a meeting and its conclusion."""
    commune, village, plan = world.commune, world.village, world.plan
    edit_text(by=make.system(), plan=plan, section="purpose", text=CANARY, seen_version=0)
    people = {"chaired_by": chair, "secretary": make.make_official(commune, Role.CLERK)}
    meeting = hold_meeting(
        by=make.system(), unit=commune, held_on=make.TODAY, name=CANARY, **people
    )
    return {
        "plan": plan,
        "task": make.make_task(plan, lead=lead, text=f"Việc của {CANARY}"),
        "late_task": make.make_task(
            plan, lead=lead, text=f"Việc trễ của {CANARY}", deadline_words="trước ngày 01/8/2024"
        ),
        "village_task": make.make_task(plan, unit=village, text=f"Việc của {CANARY}"),
        "recipient": plan.recipients.create(order=1, text=CANARY),
        "target": plan.targets.create(order=1, text=CANARY, assessment=world.assessment),
        "window": plan.windows.create(order=1, text=CANARY),
        "citation": plan.citations.create(order=1, title=CANARY),
        "duty": plan.reporting_duties.create(order=1, text=CANARY),
        "funding": add_funding(
            by=make.system(),
            plan=plan,
            fields={"unit": commune, "text": CANARY, "stage": "planned"},
        ),
        "meeting": meeting,
        "report": write_report(by=make.system(), unit=commune, kind="quarter"),
        "agenda_item": meeting.agenda.order_by("order").first(),
        "commendation": meeting.commendations.create(
            order=1, honoured="person", name=CANARY, award="Giấy khen", reason=CANARY
        ),
        "waiver": waive(
            by=make.system(),
            waiver=Waiver(
                unit=commune, check_slug="no-money", fingerprint="0" * 64, text=CANARY, reason="Rồi"
            ),
        ),
        "conclusion": add_conclusion(by=make.system(), meeting=meeting, text=CANARY),
    }


def _intake_rows(commune: Unit) -> dict[str, Model]:
    """An old plan, read into one row."""
    plan = Plan.objects.get(unit=commune)
    intake = Intake.objects.create(plan=plan, text=CANARY, source=CANARY)
    row = intake.rows.create(order=1, text=f"Việc nháp của {CANARY}", unit=commune)
    return {"intake": intake, "intake_row": row}


def _evidence_rows(
    assessment: Assessment, village_assessment: Assessment, reviewer: Access
) -> dict[str, Model]:
    """A photo and a PDF inside a waiting round, one outside any, and a round that came back."""
    result, free = assessment.results.first(), village_assessment.results.first()
    paper = make_paper.paper(assessment.unit, result, title=f"Biên bản của {CANARY}")
    pdf = make_paper.pdf_paper(assessment.unit, result, title=f"Quyết định của {CANARY}")
    waiting = _sent_round(assessment)
    return {
        "paper": paper,
        "revision": paper.revisions.get(),
        "pdf": pdf.revisions.get(),
        "round": waiting,
        "item": waiting.items.order_by("pk").first(),
        "free_paper": make_paper.paper(village_assessment.unit, free),
        "free_result": free,
        **_intake_rows(assessment.unit),
        "decided": _returned_round(village_assessment, reviewer),
    }


def _issued_rows(commune: Unit) -> dict[str, Model]:
    """A notice of the year before that was issued and goes to the villages, with its file: this
    year's register has no number yet."""
    paper = make_paper.pdf_paper(commune, title=f"Thông báo của {CANARY}")
    document = IssuedDocument.objects.create(
        unit=commune, kind="conclusions_notice", row_key=0, series="TB-UBND", year=2023, number=1,
        issued_on=date(2023, 12, 1), type_name="Thông báo", title=CANARY, paper=paper,
        sent_to="Ban Chỉ đạo xã\nTrưởng các thôn",
    )  # fmt: skip
    return {"issued": document, "issued_file": paper.revisions.get()}


def _saved_view(person: Official, unit: Unit) -> SavedView:
    """A list that a person keeps to themselves."""
    row = {"owner": person, "unit": unit, "page": "tasks:list", "query": "qua_han=1"}
    return SavedView.objects.create(name=CANARY, **row)


def _waiting_print(person: Official, plan: Plan) -> DBTaskResult:
    """A print that a person waits for."""
    order = {"slug": "plan", "row": plan.pk, "part": None, "ending": "pdf", "title": CANARY}
    order |= {"person": person.pk, "key": "0" * 64, "url": "/", "back": "/"}
    return DBTaskResult.objects.create(
        queue_name="prints",
        backend_name="default",
        task_path="reports.prints.tasks.make_print",
        args_kwargs={"args": [], "kwargs": order},
    )


def _import(person: Official, unit: Unit) -> ImportRun:
    """A list that a person tries."""
    content = f"Tên tổ chức;Ghi chú\n{CANARY};x\n".encode()
    kind = kinds()["to-chuc"]
    return begin(by=make.access(person), kind=kind, place=unit, name="a.csv", content=content)


def _notice(person: Official, unit: Unit) -> Notice:
    """A notice to one person."""
    return Notice.objects.create(
        recipient=person, unit=unit, kind="meeting", key="canary", text=CANARY, url="/giao-ban/"
    )


def _further_plan(world: World, assessment: Assessment, chair: Official) -> None:
    """The plan gives the village something to reach, and is signed."""
    criterion = assessment.criteria_set.criteria.first()
    world.plan.targets.create(order=2, text=CANARY, assessment=assessment, criterion=criterion)
    sign_paper(kind_of("plan"), world.plan, chair)


def _lead(assessment: Assessment, criterion: Criterion, leader: Official) -> None:
    leaders = [leader]
    set_supervision(by=make.system(), assessment=assessment, criterion=criterion, officials=leaders)


def _mapping(assessment: Assessment) -> SetMapping:
    """From its set to another, nothing of it settled."""
    after = make.make_set(name="Bộ sau")
    return SetMapping.objects.create(old_set=assessment.criteria_set, new_set=after)


def _own_rows(world: World, officer: Official, admin: Official) -> dict[str, Model]:
    """What a person alone sees."""
    return {
        "saved_view": _saved_view(officer, world.commune),
        "print": _waiting_print(officer, world.plan),
        "import": _import(admin, world.commune),
    }


def build_matrix() -> Matrix:
    """A commune named by the canary; a stranger's commune beside it in the same district."""
    world = open_world("commune", "assessment", name=CANARY)
    commune, assessment = world.commune, world.assessment
    village = world.village = make.make_village(commune, f"Thôn của {CANARY}")
    people = _people(world)
    village_assessment = make.make_assessment(village, make.make_set(level="village"))
    result = assessment.results.order_by("pk").first()
    criterion = result.indicator.criterion
    _lead(assessment, criterion, people[Role.VICE_CHAIR])
    rows: dict[str, Model] = {
        "district": world.district,
        "commune": commune,
        "village": village,
        "set": assessment.criteria_set,
        "indicator": result.indicator,
        "mapping": _mapping(assessment),
        "assessment": assessment,
        "village_assessment": village_assessment,
        "criterion": criterion,
        "result": result,
        "figure": result.assessment.figures.create(
            criterion=result.indicator.criterion, text="Số nhà văn hóa xây thêm", value=2
        ),
        "village_result": village_assessment.results.order_by("pk").first(),
        "official": people[Role.OFFICIAL],
        "recognition": Recognition.objects.create(
            unit=commune, title=CANARY, decided_on=date(2024, 8, 1), issuer=CANARY
        ),
        "notice": _notice(people[Role.STANDING_OFFICER], commune),
        **_issued_rows(commune),
        **_own_rows(world, people[Role.STANDING_OFFICER], people[Role.ADMINISTRATOR]),
        **_posting_rows(people[Role.OFFICIAL], people[Role.CHAIR]),
        **_plan_rows(world, people[Role.OFFICIAL], people[Role.ADMINISTRATOR]),
        **_evidence_rows(assessment, village_assessment, make.access(people["upper"])),
    }
    _further_plan(world, village_assessment, people[Role.CHAIR])
    return Matrix(rows, {name: client_of(person) for name, person in people.items()})
