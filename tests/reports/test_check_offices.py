"""What the checks find of who signs a plan, and of the year for which it aims."""

import pytest

from tasks.enums import PlanSection
from tasks.models import Plan
from tests import factories as make
from tests.reports.planting import text
from tests.reports.sound import found, sound
from tests.shared import made_once
from villages.enums import Role

pytestmark = pytest.mark.django_db

rows = made_once(sound)


def test_a_chair_does_not_sign_in_place_of_the_chair(world) -> None:
    make.make_official(world.commune, Role.CHAIR, "Ngô Văn Chủ")
    Plan.objects.update(authority="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    assert "signer-office" not in found(world)
    Plan.objects.update(authority="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    assert "“KT.”" in found(world)["signer-office"][0].note


@pytest.mark.parametrize(("year", "is_late"), [(2024, False), (2026, True)])
def test_a_goal_of_a_later_year_than_the_assessment(world, year, is_late) -> None:
    text(world, PlanSection.GOALS, f"Đến hết năm {year} xã đạt chuẩn NTM nâng cao.")
    assert ("goal-other-day" in found(world)) is is_late
