"""One commune at work on 15/8/2024: who gives tasks, who does them, who watches, who is outside."""

from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.test import Client

from criteria.models import Assessment
from tasks.models import Plan, Task
from tests import factories as make
from tests.shared import MORNING, made_once
from villages.enums import Role
from villages.models import Official, Unit


@dataclass
class Commune:
    """The rows that the pages show, and the people who open them."""

    unit: Unit
    village: Unit
    plan: Plan
    assessment: Assessment
    task: Task
    people: dict[str, Official]

    def client(self, name: str) -> Client:
        """A browser in which this person has signed in."""
        client = Client()
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(self.people[name], backend=backend)
        return client


def open_commune() -> Commune:
    unit = make.make_commune()
    village = make.make_village(unit)
    people = {
        "lan": make.make_official(unit, Role.STANDING_OFFICER, "Nguyễn Thị Lan"),
        "tam": make.make_official(unit, Role.VICE_CHAIR, "Đinh Văn Tám"),
        "hien": make.make_official(unit, Role.OFFICIAL, "Đặng Thị Hiền"),
        "quyen": make.make_official(unit, Role.OFFICIAL, "Đặng Văn Quyên"),
        "thon": make.make_official(village, Role.VILLAGE_BOARD, "Ban phát triển thôn"),
        "vanthu": make.make_official(unit, Role.CLERK, "Văn thư xã"),
        "stranger": make.make_official(make.make_commune("Đồng Tâm", unit.parent)),
    }
    plan = make.make_plan(unit)
    assessment = make.make_assessment(unit)
    criterion = assessment.criteria_set.criteria.get(number=1)
    task = make.make_task(
        plan,
        lead=people["hien"],
        text="Rà soát nhà văn hóa thôn",
        assessment=assessment,
        criterion=criterion,
        deadline_words="trước ngày 01/8/2024",
    )
    return Commune(unit, village, plan, assessment, task, people)


rows = made_once(open_commune)


@pytest.fixture
def commune(rows: Commune, db: None, time_machine) -> Commune:
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)
