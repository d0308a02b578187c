"""A day before the last work of the old units is doubted: no change of units is taken back."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.shared import copied, made_once
from tests.villages.changes.world import TYPED_MERGE, Merging, counts, full_world
from tests.world import client_of
from villages.models import Lineage

pytestmark = pytest.mark.django_db


rows = made_once(full_world)


world = copied


OF_2005 = {**TYPED_MERGE, "act_on": "16/6/2005", "on": "01/7/2005"}


def test_the_year_before_the_last_work_is_doubted_by_name(world: Merging) -> None:
    world.claim(world.result, on=date(2024, 8, 10))
    client, url = client_of(world.admin), reverse("villages:change_units", args=[world.after.pk])
    page = client.post(url, OF_2005)
    assert page.status_code == 200
    assert f"chỉ tiêu {world.result.indicator.code}" in page.context["late"]
    assert "10/8/2024" in page.context["late"]
    before = counts()["villages.Lineage"]
    seen = {"write": "1", "seen_version": page.context["seen"].versions["seen_version"]}
    for unsure in ({}, {"sure": "1"}, {"sure": "2006-07-01/2024-08-10"}):
        refused = client.post(url, {**OF_2005, **seen, **unsure})
        assert refused.status_code == 422
        assert refused.context["unsure"]
    assert counts()["villages.Lineage"] == before
    sure = {"sure": page.context["change"].sure_value}
    assert client.post(url, {**OF_2005, **seen, **sure}).status_code == 303
    assert Lineage.objects.filter(predecessor=world.commune).exists()


def test_of_a_later_year_a_plan_alone_is_enough(world: Merging) -> None:
    """And so is an assessment; a day after all of it is not doubted."""
    make.make_plan(world.village, year=2025)
    client, url = client_of(world.admin), reverse("villages:change_units", args=[world.after.pk])
    late = client.post(url, TYPED_MERGE).context["late"]
    assert "năm 2025" in late
    assert "01/01/2025" not in late  # no day that nobody has written


def test_a_day_after_all_work_is_not_doubted(world: Merging) -> None:
    world.claim(world.result)
    client, url = client_of(world.admin), reverse("villages:change_units", args=[world.after.pk])
    assert client.post(url, TYPED_MERGE).context["late"] == ""
