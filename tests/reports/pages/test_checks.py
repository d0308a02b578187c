"""The list of everything that the checks find in a unit."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.queries import assert_constant_queries
from villages.enums import Role


@pytest.fixture
def url(office) -> str:
    return reverse("reports:checks", args=[office.commune.pk])


def test_it_groups_findings_and_leads_to_where_they_are_mended(office, url) -> None:
    task = make.make_task(office.plan, text="Việc chưa giao ai", deadline_words="")
    page = office.member().get(url).content.decode()
    assert "Nhiệm vụ chưa giao rõ người" in page
    assert "Nhiệm vụ chưa rõ thời hạn" in page
    assert page.count(reverse("tasks:task", args=[task.pk])) == 2


def test_an_upper_unit_is_told_to_choose(office) -> None:
    from tests.office import client_of

    reviewer = client_of(make.make_official(office.commune.parent, Role.REVIEWER))
    page = reviewer.get(reverse("reports:checks", args=[office.commune.parent.pk]))
    assert "chọn xã" in page.content.decode()


def test_a_stranger_gets_404_and_nobody_posts(office, url) -> None:
    assert office.stranger().get(url).status_code == 404
    assert office.member().post(url).status_code == 405


def test_queries_stay_constant(office, url) -> None:
    def grow() -> None:
        for _ in range(10):
            make.make_task(office.plan, deadline_words="")

    make.make_task(office.plan)
    assert_constant_queries(office.member(), url, grow)


def test_supervision_is_listed_by_assessment(office) -> None:
    url = reverse("reports:supervisions")
    page = office.member().get(url).content.decode()
    assert reverse("tasks:supervision", args=[office.assessment.pk]) in page
    assert "Chưa phân công" in page
    assert str(office.assessment) not in office.stranger().get(url).content.decode()
    assert office.member().post(url).status_code == 405

    def grow() -> None:
        for number in range(10):
            village = make.make_village(office.commune, f"Thôn {number}")
            make.make_assessment(village, office.village_assessment.criteria_set)

    make.make_task(office.plan)
    assert_constant_queries(office.member(), url, grow)
