"""Each check finds the fault that is planted for it in a sound plan, and nothing before."""

from datetime import date

import pytest
from django.db import connection

from reports.checks.queries import OF_FACTS
from tasks.models import Citation
from tests import factories as make
from tests.reports.planting import indicator_elsewhere, issue, part
from tests.reports.plants import PLANTS
from tests.reports.sound import found, sound
from tests.shared import made_once

pytestmark = pytest.mark.django_db


rows = made_once(sound)


# There are none from July 2025 on.
SEEN_ON = {
    "office-no-more": date(2026, 9, 10),
    "no-districts": date(2025, 9, 10),
    "districts-counted-on": date(2025, 9, 10),
}


def test_every_check_has_its_fault() -> None:
    slugs = [check.slug for check in OF_FACTS]
    assert set(slugs) - {"spoilt-files"} == set(PLANTS)  # that one: `test_checks`
    assert len(slugs) > 40


def test_a_sound_plan_has_no_finding_of_these(world) -> None:
    assert set(found(world)) & set(PLANTS) == set()


def test_a_plan_cites_what_was_issued_after_it(world) -> None:
    issue(world.plan, date(2024, 2, 26))
    part(world, Citation, number="212/UBND-NN", dated_on=date(2024, 5, 15), issuer="UBND huyện")
    assert "sau kế hoạch (26/02/2024)" in found(world)["citation-after-year"][0].note


def test_an_indicator_of_another_criterion(world) -> None:
    indicator_elsewhere(world)
    assert "không thuộc tiêu chí 2" in found(world)["text-code"][0].note


@pytest.mark.once
@pytest.mark.parametrize("slug", PLANTS)
def test_it_finds_what_is_planted(world, slug) -> None:
    PLANTS[slug](world)
    lines = found(world, SEEN_ON.get(slug, make.TODAY))[slug]
    if connection.vendor == "postgresql":
        return  # to which the walks of `tests/access` send every form
    forms = {line.form for line in lines if line.form}
    client = world.client("lan")
    assert [form for form in forms if client.get(form).status_code != 200] == []
