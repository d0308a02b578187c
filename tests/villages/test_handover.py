"""What is open of an official goes to others in one step; no kind of it can be forgotten."""

import pytest
from django.urls import reverse

from criteria.services import put_in_charge
from tasks.services import set_supervision
from tests import factories as make
from tests.world import World, open_world
from villages.handover.work import HISTORY, work_kinds
from villages.models import AuditEvent, Official

pytestmark = pytest.mark.django_db


def test_each_key_to_an_official_is_open_work_or_history() -> None:
    found = {
        f"{relation.field.model._meta.label}.{relation.field.name}"
        for relation in Official._meta.get_fields(include_hidden=True)
        if relation.is_relation and relation.auto_created and not relation.concrete
    }
    work = {kind.key for kind in work_kinds()}
    assert found == work | HISTORY
    assert not work & HISTORY


@pytest.fixture
def world() -> World:
    world = open_world("lan", "tam", "dong", "hien", "quyen", "stranger", "plan", "task")
    hien = world.official("hien")
    put_in_charge(by=world.lan, result_id=world.result.pk, official=hien)
    for number in (1, 2):
        criterion = world.assessment.criteria_set.criteria.get(number=number)
        fields = {"assessment": world.assessment, "criterion": criterion}
        set_supervision(by=world.lan, officials=[hien, world.official("dong")], **fields)
    return world


def test_all_goes_to_several_in_one_step(world: World) -> None:
    hien, quyen, dong = (world.official(who) for who in ("hien", "quyen", "dong"))
    second = make.make_task(world.plan, lead=hien, text="Việc thứ hai")
    url = reverse("villages:hand_over", args=[hien.pk])
    page = world.standing.get(url)
    assert {one.kind.slug: len(one.rows) for one in page.context["found"]} == {
        "tasks": 2,
        "indicators": 1,
        "criteria": 2,
    }
    row = second.assignments.get()
    typed = {
        "seen_version": page.context["seen"].versions["seen_version"],
        "ktasks": quyen.pk,
        f"rtasks-{row.pk}": "post",
        "kindicators": quyen.pk,
        "kcriteria": dong.pk,
    }
    assert world.standing.post(url, {**typed, "seen_version": 1}).status_code == 409
    assert world.standing.post(url, {"seen_version": typed["seen_version"]}).status_code == 422
    stranger = {**typed, "ktasks": world.official("stranger").pk, f"rtasks-{row.pk}": ""}
    del stranger["kindicators"], stranger["kcriteria"]
    assert world.standing.post(url, stranger).status_code == 422
    # One of two successors who has no post here is named, not passed over in silence.
    beside = {**typed, "kcriteria": world.official("stranger").pk}
    refused = world.standing.post(url, beside)
    assert refused.status_code == 422
    assert f'value="{quyen.pk}" selected' in refused.content.decode()
    assert world.task.assignments.get().official == hien
    assert world.standing.post(url, typed).status_code == 303
    assert world.task.assignments.get().official == quyen
    (kept,) = second.assignments.all()
    assert (kept.official, kept.role_words) == (None, hien.postings.get().title)
    world.result.refresh_from_db()
    assert world.result.in_charge == quyen
    named = world.assessment.supervisions.values_list("official", flat=True)
    assert list(named) == [dong.pk, dong.pk]
    event = AuditEvent.objects.about(hien).first()
    assert event.action == "bàn giao việc"
    assert not world.standing.get(url).context["found"]


def test_an_ending_post_warns_of_open_work(world: World) -> None:
    posting = world.official("hien").postings.get()
    admin = world.member("administrator")
    page = admin.get(reverse("villages:end_posting", args=[posting.pk]))
    assert page.context["open_work"] == 4
    assert (
        world.client("hien")
        .get(reverse("villages:hand_over", args=[world.official("hien").pk]))
        .status_code
        == 403
    )
