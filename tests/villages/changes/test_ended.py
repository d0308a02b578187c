"""What a village was stays as it was: nobody writes its assessment once it has ended."""

from copy import deepcopy

import pytest
from django.urls import reverse

from criteria.models import Result
from criteria.services import set_result
from evidence.papers.forms.papers import units_to_add
from evidence.papers.rules import deny_add
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.shared import made_once
from tests.villages.changes.world import Merging, full_world
from villages.access import access_of
from villages.enums import Ability, Role
from villages.models import Unit

pytestmark = pytest.mark.django_db


def _before() -> Merging:
    world = full_world()
    world.__dict__["admin"] = make.make_official(world.commune, Role.ADMINISTRATOR)
    assert world.village_assessment.pk
    return world


rows = made_once(_before)


@pytest.fixture
def world(rows: Merging, db: None) -> Merging:
    found = deepcopy(rows)
    found.merge("Thắng Lợi → Chiến Thắng", found.commune)
    return found


def test_no_result_of_a_village_that_has_ended_is_written(world: Merging) -> None:
    old = world.village_assessment
    result = Result.objects.filter(assessment=old).select_related("indicator").first()
    assert result is not None
    with pytest.raises(Refused, match="đã thôi hoạt động sau ngày 31/7/2024"):
        set_result(
            by=access_of(world.official("lan"), make.TODAY),
            result_id=result.pk,
            fields=make.entry("not_met"),
            seen_version=result.version,
        )
    lan = world.client_now("lan")
    pages = [
        reverse("criteria:edit_result", args=[result.pk]),
        reverse("criteria:quick_entry", args=[old.pk]),
        reverse("criteria:put_in_charge", args=[result.pk]),
        reverse("criteria:edit_assessment", args=[old.pk]),
        f"{reverse('evidence:upload')}?ket_qua={result.pk}",
        reverse("villages:import_list", args=["ket-qua", old.pk]),
    ]
    assert {url: lan.get(url).status_code for url in pages} == dict.fromkeys(pages, 403)
    assert lan.post(reverse("evidence:submit", args=[old.pk])).status_code == 403


def test_its_page_names_the_heir_and_offers_nothing_to_write(world: Merging) -> None:
    heir = Unit.objects.get(name="Chiến Thắng")
    lan = world.client_now("lan")
    page = lan.get(reverse("reports:assessment", args=[world.village_assessment.pk]))
    shown = page.content.decode()
    assert "đã thôi hoạt động sau ngày 31/7/2024" in shown
    assert reverse("villages:unit", args=[heir.pk]) in shown
    assert reverse("criteria:quick_entry", args=[world.village_assessment.pk]) not in shown


def test_papers_go_to_the_heir_alone(world: Merging) -> None:
    lan = access_of(world.official("lan"), make.TODAY)
    old, heir = Unit.objects.get(pk=world.village.pk), Unit.objects.get(name="Chiến Thắng")
    assert deny_add(lan, old)
    assert not deny_add(lan, heir)
    assert heir in units_to_add(lan)
    assert old not in units_to_add(lan)


def test_until_its_last_day_a_village_goes_on(world: Merging) -> None:
    old = Unit.objects.get(pk=world.village.pk)
    assert old.valid_to is not None
    assert access_of(world.official("lan"), old.valid_to).can(Ability.SET_RESULT, old)
