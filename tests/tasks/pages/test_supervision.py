"""Who directs which criterion: the table, the check, and setting it."""

import pytest
from django.urls import reverse

from tasks.models import Supervision
from tasks.services import set_supervision
from tests import factories as make
from tests.htmx import settled, swapped
from tests.queries import assert_constant_queries
from tests.world import World
from villages.enums import Role

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(world: World) -> str:
    return reverse("tasks:supervision", args=[world.assessment.pk])


def set_url(world: World, number: int = 1) -> str:
    criterion = world.assessment.criteria_set.criteria.get(number=number)
    return reverse("tasks:set_supervision", args=[world.assessment.pk, criterion.pk])


def chosen(world: World, *names: str, seen: int = 0) -> dict:
    return {"officials": [world.official(name).pk for name in names], "seen_version": seen}


def test_two_leaders_or_none_are_marked(world: World):
    client = world.client("lan")
    client.post(set_url(world, 1), chosen(world, "tam", "lan"))
    response = client.get(url(world))
    warned = {line.criterion.number: line.warning for line in response.context["warned"]}
    assert "2 lãnh đạo" in warned[1]
    assert warned[2] == "Chưa có lãnh đạo phụ trách."


def test_leaders_are_offered_as_far_as_one_sees(world: World):
    above = make.make_official(world.district, Role.CHAIR)
    for client, offers in ((world.client("lan"), False), (world.member(unit=world.district), True)):
        leaders = client.get(set_url(world)).context["form"].fields["officials"].queryset
        assert world.official("tam") in leaders
        assert (above in leaders) is offers


def test_one_leader_is_right_and_has_a_portfolio(world: World):
    client = world.client("lan")
    for number in (1, 2):
        assert client.post(set_url(world, number), chosen(world, "tam")).status_code == 303
    context = client.get(url(world)).context
    assert context["warned"] == []
    (entry,) = context["portfolios"]
    assert (str(entry.leader), len(entry.criteria)) == ("Đinh Văn Tám", 2)


def test_fragment_in_the_old_page_equals_a_reload(world: World):
    client = world.client("lan")
    old = client.get(url(world)).content.decode()
    fragment = client.post(set_url(world), chosen(world, "tam"), **HTMX).content.decode()
    fresh = client.get(url(world)).content.decode()
    assert settled(swapped(old, fragment, "supervision-body")) == settled(fresh)


def test_the_second_writer_sees_what_the_first_chose(world: World):
    client = world.client("lan")
    client.post(set_url(world), chosen(world, "tam"))
    clash = client.post(set_url(world), chosen(world, "lan"))
    assert clash.status_code == 409
    assert "Đinh Văn Tám" in clash.content.decode()
    assert Supervision.objects.get().official == world.official("tam")
    client.post(clash.context["action"], dict(clash.context["hidden"]))
    assert Supervision.objects.get().official == world.official("lan")


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 303), ("tam", 403), ("hien", 403), ("thon", 404), ("stranger", 404)]
)
def test_who_may_set_it(world: World, who, status):
    client = world.client(who)
    assert client.post(set_url(world), chosen(world, "tam")).status_code == status
    assert Supervision.objects.exists() == (status == 303)
    assert client.get(url(world)).status_code == (404 if status == 404 else 200)


def test_only_leaders_can_be_chosen(world: World):
    response = world.client("lan").post(set_url(world), chosen(world, "hien"))
    assert response.status_code == 422
    assert "không thuộc danh sách lãnh đạo" in response.content.decode()
    assert not Supervision.objects.exists()


def test_only_reading_the_table(world: World):
    assert world.client("lan").post(url(world)).status_code == 405


def test_queries_do_not_grow(world: World):
    def grow():
        for criterion in world.assessment.criteria_set.criteria.all():
            leaders = [make.make_official(world.commune, "vice_chair") for _ in range(5)]
            set_supervision(
                by=make.system(),
                assessment=world.assessment,
                criterion=criterion,
                officials=leaders,
            )

    assert_constant_queries(world.client("lan"), url(world), grow)
