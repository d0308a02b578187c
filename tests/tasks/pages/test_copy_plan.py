"""A new plan takes over what the last one holds: what is ticked, in one act, no day blindly."""

import pytest
from django.urls import reverse

from ntm_project.common.refusals import Refused
from tasks.forms.tasks import TaskForm
from tasks.models import PlanText, Recipient, Supervision, Target, Task
from tasks.services import copy_plan
from tests import factories as make
from tests.world import World
from villages.enums import Ability
from villages.models import AuditEvent
from villages.roles import ROLES_WITH
from villages.services import appoint

pytestmark = pytest.mark.both


@pytest.fixture
def years(world: World):
    """A plan of 2024 with something of each kind, and the empty one of 2025."""
    old = world.plan
    PlanText.objects.create(plan=old, section="purpose", text="- Nâng cao đời sống.")
    PlanText.objects.create(plan=old, section="goals", text="Đạt chuẩn trong năm 2024.")
    Recipient.objects.create(plan=old, order=1, text="Lưu: VT.")
    criterion = world.task.criterion
    where = {"plan": old, "assessment": world.assessment, "order": 1}
    Target.objects.create(
        **where, text="Xã đạt chuẩn", deadline_words="trước ngày 30/10/2024", criterion=criterion
    )
    for who in ("tam", "hien"):
        Supervision.objects.create(
            assessment=world.assessment, criterion=criterion, official=world.official(who)
        )
    # Who moved on to another commune serves here no more.
    hien = world.official("hien")
    hien.postings.update(ends_on=make.TODAY.replace(month=1))
    appoint(by=make.system(), official=hien, unit=world.neighbour, role="official", title="Khác")
    there = make.make_assessment(world.neighbour, world.assessment.criteria_set)
    make.make_assessment(world.neighbour, world.assessment.criteria_set, year=2025)
    Supervision.objects.create(
        assessment=there, criterion=criterion, official=world.official("stranger")
    )
    later = make.make_assessment(world.commune, world.assessment.criteria_set, year=2025)
    return old, make.make_plan(world.commune, year=2025), later


def url_of(plan) -> str:
    return reverse("tasks:copy_plan", args=[plan.pk])


def test_only_what_was_ticked_comes_and_shows_where_from(world: World, years) -> None:
    old, new, later = years
    client = world.client("lan")
    form = client.get(url_of(new)).context["form"]
    texts = {row.section: str(row.pk) for row in old.texts.all()}
    assert form["texts"].initial == [texts["purpose"]]  # the other names its year
    assert form["tasks"].initial == []
    ticked = {name: [key for key, _ in form.fields[name].choices] for name in
            ("texts", "targets", "recipients", "leaders", "tasks")}  # fmt: skip
    assert len(ticked["leaders"]) == 1  # who left is not offered; who leads elsewhere is not shown
    left = "1 dòng không chép được: người này không còn giữ chức vụ"
    assert form.fields["leaders"].help_text == left
    ticked["texts"] = [texts["purpose"]]
    assert client.post(url_of(new), ticked).status_code == 303
    assert [(row.section, row.copied_from) for row in new.texts.all()] == [("purpose", old)]
    target = new.targets.get()
    assert (target.assessment, target.deadline_words, target.ends_on) == (later, "", None)
    assert target.copied_from == old
    assert new.recipients.get().copied_from == old
    leader = later.supervisions.get()
    assert (leader.official, leader.copied_from) == (world.official("tam"), world.assessment)
    task = Task.objects.get(plan=new)
    assert (task.carried_from, task.state, task.ends_on) == (world.task, "not_started", None)
    assert not task.assignments.exists()  # its leader serves here no more
    event = AuditEvent.objects.get(action="chép kế hoạch năm trước")
    assert len(event.changes) == 5
    assert "Chép từ" in client.get(reverse("tasks:plan", args=[new.pk])).content.decode()
    assert client.post(url_of(new), ticked).status_code == 422  # nothing of it is offered twice


def test_a_task_comes_with_whatever_a_person_set_on_it(world: World, years) -> None:
    """Every field of its form, and that its criterion is but a guess; under the new assessment."""
    _, new, later = years
    guess = {"note": "Chờ đất đắp.", "section": "IV.1", "is_inferred": True}
    Task.objects.filter(pk=world.task.pk).update(**guess)
    ticked = {"tasks": [world.task.pk]}
    assert world.client("lan").post(url_of(new), ticked).status_code == 303
    task, source = Task.objects.get(plan=new), Task.objects.get(pk=world.task.pk)
    assert task.assessment == later
    for name in {*TaskForm.Meta.fields, "is_inferred"} - {"deadline_words", "assessment"}:
        assert getattr(task, name) == getattr(source, name), name


def test_deadlines_move_when_that_is_confirmed(world: World, years) -> None:
    old, new, _ = years
    target, client = old.targets.get(), world.client("lan")
    ticked = {"targets": [target.pk], "moves_years": "on"}
    assert client.post(url_of(new), ticked).status_code == 303
    assert new.targets.get().deadline_words == "trước ngày 30/10/2025"
    assert str(new.targets.get().ends_on) == "2025-10-29"


def test_who_may_and_what_is_no_earlier_plan(world: World, years) -> None:
    old, new, _ = years
    assert world.client("hien").get(url_of(new)).status_code in (403, 404)
    assert world.client("lan").get(f"{url_of(new)}?tu={new.pk}").status_code == 404
    assert "chưa có kế hoạch của năm trước" in world.client("lan").get(url_of(old)).content.decode()


def test_a_service_copies_from_an_earlier_plan_of_the_unit_alone(world: World, years) -> None:
    old, new, _ = years
    for source in (new, make.make_plan(world.neighbour, year=2023)):
        with pytest.raises(Refused):
            copy_plan(by=world.lan, plan_id=old.pk, source=source, chosen={})


@pytest.mark.parametrize(
    ("ability", "group"), [(Ability.EDIT_SUPERVISION, "leaders"), (Ability.MANAGE_TASK, "tasks")]
)
def test_of_a_group_without_its_right_nothing_is_offered(
    world: World, years, monkeypatch, ability: Ability, group: str
) -> None:
    client, url = world.client("lan"), url_of(years[1])
    assert group in client.get(url).context["form"].fields
    monkeypatch.setitem(ROLES_WITH, ability, frozenset())
    assert group not in client.get(url).context["form"].fields
