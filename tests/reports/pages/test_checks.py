"""The list of everything that the checks find in a unit."""

import pytest
from django.urls import reverse

from reports.checks.below import AT_ONCE
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import HTMX, client_of
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


def test_an_upper_unit_checks_its_communes_some_at_a_time(world) -> None:
    district = world.commune.parent
    for number in range(AT_ONCE):
        make.make_commune(f"Xã số {number}", district)
    make.make_task(world.plan, deadline_words="")
    reviewer = client_of(make.make_official(district, Role.REVIEWER))
    url = reverse("reports:checks", args=[district.pk])
    start = reviewer.get(url)
    assert f"Rà soát {AT_ONCE + 1} xã" in start.content.decode()
    assert "stretch" not in start.context  # nothing is checked before somebody starts it
    seen, counts, address = [], [], f"{url}?tu=0"
    while address:
        answer = reviewer.get(address, headers=HTMX)
        stretch = answer.context["stretch"]
        seen += [commune.unit.name for commune in stretch.communes]
        counts += [commune.total for commune in stretch.communes]
        assert len(stretch.communes) <= AT_ONCE
        assert "<html" not in answer.content.decode()
        address = "" if stretch.is_over else answer.context["next_url"]
    assert sorted(seen) == sorted({world.commune.name, *(f"Xã số {n}" for n in range(AT_ONCE))})
    assert sum(count for _, count in stretch.counts) == sum(counts) > 0
    assert f"{AT_ONCE + 1}/{AT_ONCE + 1} xã" in answer.content.decode()


def test_the_way_through_the_communes_takes_no_nonsense(world) -> None:
    district = world.commune.parent
    reviewer = client_of(make.make_official(district, Role.REVIEWER))
    url = reverse("reports:checks", args=[district.pk])
    assert reviewer.get(f"{url}?tu=-1").status_code == 404
    beyond = reviewer.get(f"{url}?tu=99999&dem=9-x-1")
    assert "Đã rà soát xong" in beyond.content.decode()
    assert [count for _, count in beyond.context["stretch"].counts] == [0, 0, 0]


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
