"""A row that was taken out past the program is found: the trail knows it, and nobody removed it."""

from typing import Any

import pytest

from ntm_project.backup.proofs import proofs
from tasks.enums import FundingStage
from tasks.models import Funding, Plan, Task
from tasks.services import add_funding, create_task, edit_funding, remove_funding
from tests import factories as make
from villages.verify import taken_out

pytestmark = pytest.mark.django_db

WORDS = "không còn trong sổ, mà dấu vết không ghi ai bỏ."


@pytest.fixture
def plan() -> Plan:
    return make.make_plan(make.make_commune())


@pytest.fixture
def money(plan: Plan) -> Funding:
    """A sum of which an edit, its last event, has left nothing but what every sum has."""
    fields = {"unit": plan.unit, "text": "Nhà văn hóa", "stage": FundingStage.PLANNED}
    how: dict[str, Any] = {"by": make.system(), "plan": plan}
    made = add_funding(**how, fields=fields | {"total": 10**9})
    how |= {"funding_id": made.pk, "seen_version": made.version}
    return edit_funding(**how, fields=fields | {"total": None, "words": "chưa rõ"})


def test_a_task_taken_out_by_hand_is_named(plan: Plan) -> None:
    task = create_task(
        by=make.system(), plan=plan, fields={"unit": plan.unit, "text": "Lắp biển báo"}
    )
    assert list(taken_out("default")) == []
    Task.objects.filter(pk=task.pk).delete()
    assert list(taken_out("default")) == [f"Nhiệm vụ {task.pk} ({task}) {WORDS}"]
    wrong = {one.name: one.words for one in proofs(is_quick=True) if not one.is_well}
    assert WORDS in wrong["dòng mà dấu vết nêu"]


def test_what_the_program_removes_is_no_fault(money: Funding) -> None:
    seen = {"funding_id": money.pk, "seen_version": money.version}
    remove_funding(by=make.system(), plan=money.plan, **seen)
    assert list(taken_out("default")) == []


def test_an_edit_that_empties_a_field_is_no_removal(money: Funding) -> None:
    Funding.objects.filter(pk=money.pk).delete()
    assert list(taken_out("default")) == [f"Kinh phí {money.pk} ({money}) {WORDS}"]
