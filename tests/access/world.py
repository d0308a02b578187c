"""One commune with everything in it, everybody who works there, and strangers next door."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.test import Client

from criteria.enums import Claim
from criteria.rules import ResultEntry
from criteria.services import set_result
from tasks.services import add_conclusion, edit_text, hold_meeting, set_supervision
from tests import factories as make
from tests.evidence import factories as ev
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
    paper = ev.paper(commune, result, title=f"Giấy của {CANARY}")
    village_paper = ev.paper(village, title=f"Ảnh của {CANARY}")
    people |= {
        "upper": make.make_official(commune.parent, Role.REVIEWER),
        "stranger": make.make_official(neighbour, Role.STANDING_OFFICER),
        "stranger_admin": make.make_official(neighbour, Role.ADMINISTRATOR),
    }
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
        "file": paper.revisions.get(),
        "village_paper": village_paper,
        "village_file": village_paper.revisions.get(),
        "official": people[Role.OFFICIAL],
        "posting": Posting.objects.get(official=people[Role.OFFICIAL]),
    }
    return World(rows, {name: _client(person) for name, person in people.items()})
