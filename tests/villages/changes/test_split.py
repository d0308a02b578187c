"""What hangs on a unit goes on where its parts do, and with whom it waits for."""

from copy import deepcopy

import pytest

from criteria.enums import SetLevel
from evidence.review.services import submit
from tasks.models import Assignment
from tests import factories as make
from tests.shared import made_once
from tests.villages.changes.world import Merging, full_world
from villages.enums import Role
from villages.models import Body, Unit

pytestmark = pytest.mark.django_db


rows = made_once(full_world)


@pytest.fixture
def world(rows: Merging, db: None) -> Merging:
    return deepcopy(rows)


def test_open_work_of_a_split_commune_goes_where_it_was_chosen(world: Merging) -> None:
    """The work of a village goes with the village, that of the commune to the one chosen for it,
    each given to the organisation there."""
    first, second = (make.make_village(world.commune, name) for name in ("Đông", "Tây"))
    body = Body.objects.create(unit=world.commune, name="Hội Nông dân")
    tasks = [make.make_task(world.plan, unit=u) for u in (world.commune, first, second)]
    for task in tasks:
        task.assignments.all().delete()
        Assignment.objects.create(task=task, kind="lead", body=body)
    lines = "Mai Đình → xã Mai Thượng + xã Mai Hạ"
    choices = {f"v{world.commune.pk}": "1", f"t{second.pk}": "1"}
    world.merge(lines, choices=choices)
    goes = {
        task.pk: (task.carried_to.get().unit.name, task.carried_to.get().plan.unit.name)
        for task in tasks
    }
    assert list(goes.values()) == [
        ("Mai Hạ", "Mai Hạ"),
        ("Đông", "Mai Thượng"),
        ("Tây", "Mai Hạ"),
    ]
    for task in tasks:
        new = task.carried_to.get()
        given = new.assignments.get().body
        assert (given.unit, given.name) == (new.plan.unit, body.name)


def test_what_waits_at_a_post_goes_to_who_holds_it_in_the_new_unit(world: Merging) -> None:
    post = "Công chức Tư pháp - hộ tịch"
    task = make.make_task(world.plan, unit=world.commune)
    task.assignments.all().delete()
    Assignment.objects.create(task=task, kind="lead", role_words=post)
    other = Unit.objects.get(name="Đồng Tâm")
    holder = make.make_official(other, Role.OFFICIAL)
    holder.postings.update(title="Tư pháp – Hộ tịch")
    world.merge()
    assert task.carried_to.get().assignments.get().official == holder


def test_a_round_of_a_village_is_judged_where_the_village_goes_on(world: Merging) -> None:
    """Not where the open work of its split commune goes."""
    chain = make.make_chain(world.district, world.district, level=SetLevel.VILLAGE)
    for result in world.village_assessment.results.all():
        world.claim(result)
    step, board = chain.steps.order_by("order")[0], make.access(world.official("thon"))
    sent = submit(by=board, assessment=world.village_assessment, step=step)
    assert sent.holder == world.commune
    choices = {f"v{world.commune.pk}": "1", f"t{world.village.pk}": "0"}
    world.merge("Mai Đình → xã Mai Thượng + xã Mai Hạ", choices=choices)
    sent.refresh_from_db()
    assert sent.holder.name == "Mai Thượng"
