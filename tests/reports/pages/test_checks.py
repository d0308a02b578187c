"""The list of everything that the checks find in a unit."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.queries import assert_constant_queries
from villages.enums import Role


@pytest.fixture
def url(world) -> str:
    return reverse("reports:checks", args=[world.commune.pk])


def test_it_groups_findings_and_leads_to_where_they_are_mended(world, url) -> None:
    task = make.make_task(world.plan, text="Việc chưa giao ai", deadline_words="")
    page = world.member().get(url).content.decode()
    assert "Nhiệm vụ chưa giao rõ người" in page
    assert "Nhiệm vụ chưa rõ thời hạn" in page
    assert page.count(reverse("tasks:task", args=[task.pk])) == 2


def test_an_upper_unit_is_told_to_choose(world) -> None:
    from tests.world import client_of

    reviewer = client_of(make.make_official(world.commune.parent, Role.REVIEWER))
    page = reviewer.get(reverse("reports:checks", args=[world.commune.parent.pk]))
    assert "chọn xã" in page.content.decode()


def test_a_stranger_gets_404_and_nobody_posts(world, url) -> None:
    assert world.stranger().get(url).status_code == 404
    assert world.member().post(url).status_code == 405


def test_queries_stay_constant(world, url) -> None:
    def grow() -> None:
        for _ in range(10):
            make.make_task(world.plan, deadline_words="")

    make.make_task(world.plan)
    assert_constant_queries(world.member(), url, grow, most=32)


def test_supervision_is_listed_by_assessment(world) -> None:
    url = reverse("reports:supervisions")
    page = world.member().get(url).content.decode()
    assert reverse("tasks:supervision", args=[world.assessment.pk]) in page
    assert "Chưa phân công" in page
    assert str(world.assessment) not in world.stranger().get(url).content.decode()
    assert world.member().post(url).status_code == 405

    def grow() -> None:
        for number in range(10):
            village = make.make_village(world.commune, f"Thôn {number}")
            make.make_assessment(village, world.village_assessment.criteria_set)

    make.make_task(world.plan)
    assert_constant_queries(world.member(), url, grow)
