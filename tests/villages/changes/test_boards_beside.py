"""The board of a new unit: how the units that it was stood, until it is judged itself."""

import re

import pytest
from django.urls import reverse

from criteria.enums import Claim
from criteria.models import CriteriaSet
from criteria.services import state_baseline
from tests import factories as make
from tests.shared import copied, made_once, one_line
from tests.villages.changes.world import Merging, full_world
from villages.models import Unit

pytestmark = pytest.mark.django_db


rows = made_once(full_world)


world = copied


def test_the_new_board_shows_the_old_units_until_it_is_judged_itself(world: Merging) -> None:
    posting = world.official("lan").postings.get()
    first = world.assessment.criteria_set.criteria.get(number=1)
    by = {"by": make.system(), "assessment": world.assessment}
    state_baseline(**by, criterion=first, state="met")
    CriteriaSet.objects.update(indicator_noun="nội dung tiêu chí")
    of_second = world.assessment.results.filter(indicator__criterion__number=2)
    world.claim(of_second.order_by("indicator__order")[0], Claim.NOT_MET)
    world.merge(choices={f"p{posting.pk}": "0"})
    lan = world.client_now("lan")
    new = Unit.objects.get(name="Xuân Cẩm")
    url = reverse("reports:board", args=[new.pk])
    page = lan.get(url)
    # As on every tile, and in the word of the set; of what nobody judged no count.
    words = one_line(page)
    assert "Đạt theo kế hoạch, chưa có số liệu </td>" in words
    assert re.search(r"\(0/\d nội dung tiêu chí\)", words)
    # On a phone, where the heads are gone, each cell names its unit.
    assert 'data-label="Xã Mai Đình"' in page.content.decode()
    (shown,) = [one for one in page.context["beside"] if world.assessment in one.assessments]
    assert shown.assessments[0].unit.name == "Mai Đình"
    assert reverse("reports:assessment", args=[world.assessment.pk]) in page.content.decode()
    own = make.make_assessment(new, world.assessment.criteria_set)
    assert lan.get(url).context["beside"]
    criterion = own.criteria_set.criteria.first()
    state_baseline(by=make.system(), assessment=own, criterion=criterion, state="met")
    assert lan.get(url).context["beside"] == []
