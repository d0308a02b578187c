"""One commune with everything in it, everybody who works there, and strangers next door."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.test import Client

from criteria.enums import Claim
from criteria.models import Assessment
from criteria.rules import ResultEntry
from criteria.services import set_result
from evidence.enums import HolderKind, ReasonCode, VerdictKind
from evidence.models import ReviewChain, Submission
from evidence.services.review import save_draft, send_decision, submit
from tasks.services import add_conclusion, edit_text, hold_meeting, set_supervision
from tests import factories as make
from tests.evidence import factories as make_paper
from villages.access import Access
from villages.enums import Role
from villages.models import Posting

CANARY = "Hoàng Yến Canary"


@dataclass
class World:
    """Named rows for the addresses, and a signed-in client for each person."""

    rows: dict[str, Model]
    clients: dict[str, Client]


def _client(official: Model) -> Client:
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _returned_round(assessment: Assessment, reviewer: Access) -> Submission:
    """A village's round that the district has sent back."""
    district = assessment.unit.parent.parent
    chain = ReviewChain.objects.create(unit=district, level="village", name="Quy trình thôn")
    chain.steps.create(
        order=1,
        name="Cấp trên thẩm tra",
        holder_kind=HolderKind.FIXED_UNIT,
        holder_unit=district,
        role=Role.REVIEWER,
    )
    for result in assessment.results.all():
        set_result(
            by=make.system(),
            result_id=result.pk,
            entry=ResultEntry(Claim.NOT_MET, as_of=date(2024, 1, 5)),
            seen_version=0,
        )
    sent = submit(by=make.system(), assessment=assessment, step=chain.steps.get())
    for item in sent.items.all():
        save_draft(
            by=reviewer,
            item=item,
            kind=VerdictKind.NOT_MET,
            reason_code=ReasonCode.MISSING,
            text=CANARY,
            seen_version=0,
        )
    return send_decision(
        by=reviewer,
        submission=sent,
        outcome="return",
        decision_text=CANARY,
        supplement_by=date(2024, 9, 30),
    )


def build_world() -> World:
    """A commune named by the canary; a stranger's commune beside it in the same district."""
    commune = make.make_commune(CANARY)
    village = make.make_village(commune, f"Thôn của {CANARY}")
    neighbour = make.make_commune("Đồng Tâm", commune.parent)
    criteria_set = make.make_set()
    assessment = make.make_assessment(commune, criteria_set)
    village_assessment = make.make_assessment(village, make.make_set(level="village"))
    result = assessment.results.order_by("pk").first()
    set_result(
        by=make.system(),
        result_id=result.pk,
        entry=ResultEntry(Claim.NOT_MET, as_of=date(2024, 1, 5), note=CANARY),
        seen_version=0,
    )
    plan = make.make_plan(commune)
    edit_text(by=make.system(), plan=plan, section="purpose", text=CANARY, seen_version=0)
    people = {role: make.make_official(commune, role) for role in Role}
    people[Role.VILLAGE_BOARD] = make.make_official(village, Role.VILLAGE_BOARD)
    task = make.make_task(plan, lead=people[Role.OFFICIAL], text=f"Việc của {CANARY}")
    village_task = make.make_task(plan, unit=village, text=f"Việc của {CANARY}")
    set_supervision(
        by=make.system(),
        assessment=assessment,
        criterion=result.indicator.criterion,
        officials=[people[Role.VICE_CHAIR]],
    )
    meeting = hold_meeting(by=make.system(), unit=commune, held_on=make.TODAY, name=CANARY)
    conclusion = add_conclusion(by=make.system(), meeting=meeting, text=CANARY)
    recipient = plan.recipients.create(order=1, text=CANARY)
    paper = make_paper.paper(commune, result, title=f"Biên bản của {CANARY}")
    chain = ReviewChain.objects.create(unit=commune.parent, level="commune", name="Quy trình thử")
    chain.steps.create(
        order=1,
        name="Cấp trên thẩm tra",
        holder_kind=HolderKind.FIXED_UNIT,
        holder_unit=commune.parent,
        role=Role.REVIEWER,
    )
    for other in assessment.results.exclude(pk=result.pk):
        set_result(
            by=make.system(),
            result_id=other.pk,
            entry=ResultEntry(Claim.NOT_MET, as_of=date(2024, 1, 5)),
            seen_version=0,
        )
    round_ = submit(by=make.system(), assessment=assessment, step=chain.steps.get())
    free_paper = make_paper.paper(village, village_assessment.results.first())
    people |= {
        "upper": make.make_official(commune.parent, Role.REVIEWER),
        "stranger": make.make_official(neighbour, Role.STANDING_OFFICER),
        "stranger_admin": make.make_official(neighbour, Role.ADMINISTRATOR),
    }
    decided = _returned_round(village_assessment, make.access(people["upper"]))
    rows = {
        "commune": commune,
        "village": village,
        "set": criteria_set,
        "assessment": assessment,
        "village_assessment": village_assessment,
        "criterion": result.indicator.criterion,
        "result": result,
        "village_result": village_assessment.results.order_by("pk").first(),
        "plan": plan,
        "task": task,
        "village_task": village_task,
        "meeting": meeting,
        "conclusion": conclusion,
        "recipient": recipient,
        "paper": paper,
        "free_paper": free_paper,
        "free_result": village_assessment.results.first(),
        "revision": paper.revisions.get(),
        "round": round_,
        "decided": decided,
        "item": round_.items.order_by("pk").first(),
        "official": people[Role.OFFICIAL],
        "posting": Posting.objects.get(official=people[Role.OFFICIAL]),
    }
    return World(rows, {name: _client(person) for name, person in people.items()})
