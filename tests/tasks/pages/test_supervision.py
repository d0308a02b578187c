"""Who directs which criterion: the table, the check, and setting it."""

import pytest
from django.urls import reverse

from tasks.models import Supervision
from tasks.services import set_supervision
from tests import factories as make
from tests.htmx import settled, swapped
from tests.queries import assert_constant_queries
from tests.tasks.pages.conftest import Commune

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(commune: Commune) -> str:
    return reverse("tasks:supervision", args=[commune.assessment.pk])


def set_url(commune: Commune, number: int = 1) -> str:
    criterion = commune.assessment.criteria_set.criteria.get(number=number)
    return reverse("tasks:set_supervision", args=[commune.assessment.pk, criterion.pk])


def chosen(commune: Commune, *names: str, seen: str = "") -> dict:
    return {"officials": [commune.people[name].pk for name in names], "seen_version": seen}


def test_two_leaders_or_none_are_marked(commune: Commune):
    client = commune.client("lan")
    client.post(set_url(commune, 1), chosen(commune, "tam", "lan"))
    response = client.get(url(commune))
    warned = {line.criterion.number: line.warning for line in response.context["warned"]}
    assert "2 lãnh đạo" in warned[1]
    assert warned[2] == "Chưa có lãnh đạo phụ trách."


def test_one_leader_is_right_and_has_a_portfolio(commune: Commune):
    client = commune.client("lan")
    for number in (1, 2):
        assert client.post(set_url(commune, number), chosen(commune, "tam")).status_code == 303
    context = client.get(url(commune)).context
    assert context["warned"] == []
    (entry,) = context["portfolios"]
    assert (str(entry.leader), len(entry.criteria)) == ("Đinh Văn Tám", 2)


def test_fragment_in_the_old_page_equals_a_reload(commune: Commune):
    client = commune.client("lan")
    old = client.get(url(commune)).content.decode()
    fragment = client.post(set_url(commune), chosen(commune, "tam"), **HTMX).content.decode()
    fresh = client.get(url(commune)).content.decode()
    assert settled(swapped(old, fragment, "supervision-body")) == settled(fresh)


def test_the_second_writer_sees_what_the_first_chose(commune: Commune):
    client = commune.client("lan")
    client.post(set_url(commune), chosen(commune, "tam"))
    clash = client.post(set_url(commune), chosen(commune, "lan"))
    assert clash.status_code == 409
    assert "Đinh Văn Tám" in clash.content.decode()
    assert Supervision.objects.get().official == commune.people["tam"]
    client.post(clash.context["action"], dict(clash.context["hidden"]))
    assert Supervision.objects.get().official == commune.people["lan"]


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 303), ("tam", 403), ("hien", 403), ("thon", 404), ("stranger", 404)]
)
def test_who_may_set_it(commune: Commune, who, status):
    client = commune.client(who)
    assert client.post(set_url(commune), chosen(commune, "tam")).status_code == status
    assert Supervision.objects.exists() == (status == 303)
    assert client.get(url(commune)).status_code == (404 if status == 404 else 200)


def test_only_leaders_can_be_chosen(commune: Commune):
    response = commune.client("lan").post(set_url(commune), chosen(commune, "hien"))
    assert response.status_code == 422
    assert "không thuộc danh sách lãnh đạo" in response.content.decode()
    assert not Supervision.objects.exists()


def test_only_reading_the_table(commune: Commune):
    assert commune.client("lan").post(url(commune)).status_code == 405


def test_queries_do_not_grow(commune: Commune):
    def grow():
        for criterion in commune.assessment.criteria_set.criteria.all():
            leaders = [make.make_official(commune.unit, "vice_chair") for _ in range(5)]
            set_supervision(
                by=make.system(),
                assessment=commune.assessment,
                criterion=criterion,
                officials=leaders,
            )

    assert_constant_queries(commune.client("lan"), url(commune), grow)
