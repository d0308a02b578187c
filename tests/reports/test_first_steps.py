"""The first steps of a commune: whose each is, what is counted, and for how long they stand."""

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.models import CriteriaSet
from reports.work.first_steps import first_steps
from tests import factories as make
from tests.access.foreign import build_foreign
from tests.evidence.review import factories as review
from tests.world import World, opened
from villages.enums import Role

pytestmark = pytest.mark.django_db


world = opened("commune")


def steps_of(world: World, role: str) -> dict:
    by = make.access(make.make_official(world.commune, role))
    return {step.name: step for step in first_steps(by)}


def test_each_leads_whoever_may_and_names_the_others(world: World) -> None:
    of_places, of_work = {"Thôn", "Tổ chức", "Cán bộ"}, {"Đánh giá", "Kế hoạch", "Bộ tiêu chí"}
    for role, own in ((Role.ADMINISTRATOR, of_places), (Role.STANDING_OFFICER, of_work)):
        steps = steps_of(world, role)
        for name in of_places | of_work:
            assert bool(steps[name].url) == (name in own), (role, name)
            assert bool(steps[name].others) == (name not in own), (role, name)
    assert steps_of(world, Role.OFFICIAL) == {}


def test_only_the_commune_s_own_people_and_dossiers_count() -> None:
    world = review.ready_world()
    build_foreign()
    alone = steps_of(world, Role.ADMINISTRATOR)["Cán bộ"]
    assert alone.words == "0 chức vụ khác; chưa có Thường trực NTM"
    assert not alone.is_done
    led = steps_of(world, Role.STANDING_OFFICER)["Cán bộ"]
    assert led.words == "1 chức vụ khác"  # who leads need not look for another
    review.sent(world)
    assert steps_of(world, Role.STANDING_OFFICER) == {}


def test_the_board_of_a_village_is_not_who_sends_the_dossier(world: World) -> None:
    make.make_official(world.village, Role.VILLAGE_BOARD)
    people = steps_of(world, Role.ADMINISTRATOR)["Cán bộ"]
    assert people.words == "1 chức vụ khác; chưa có Thường trực NTM"
    assert not people.is_done
    make.make_official(world.commune, Role.STANDING_OFFICER)
    by = make.access(make.make_official(world.commune, Role.ADMINISTRATOR))
    assert {step.name: step for step in first_steps(by)}["Cán bộ"].is_done


def test_whoever_keeps_the_sets_begins_with_one() -> None:
    province = make.make_province()
    steward = make.access(make.make_official(province, Role.DATA_STEWARD))
    [step] = first_steps(steward)
    assert step.url == reverse("criteria:draft_set")
    assert not step.is_done
    draft = make.make_set()
    CriteriaSet.objects.update(published_at=None)
    assert [step.url for step in first_steps(steward)] == [reverse("criteria:set", args=[draft.pk])]
    CriteriaSet.objects.filter(pk=make.make_set().pk).update(published_at=timezone.now())
    assert first_steps(steward) == []
