"""Whatever is merged, split and renamed by one act: nothing is lost, all of it is still read."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Task
from tests import factories as make
from tests.shared import undone
from tests.villages.changes.world import Merging, counts
from tests.world import client_of
from villages.access import access_of
from villages.enums import Role
from villages.models import Lineage, Unit

NAMES = ("Đông", "Tây", "Nam", "Bắc")


@st.composite
def acts(draw: st.DrawFn) -> list[str]:
    """Lines of an act over some of the villages, each village at most once."""
    left = list(draw(st.permutations(NAMES)))
    lines = []
    while left and draw(st.booleans() if lines else st.just(True)):
        size = draw(st.integers(1, min(3, len(left))))
        olds, left = left[:size], left[size:]
        news = draw(st.integers(1, 3)) if size == 1 else 1
        heirs = [f"Mới {len(lines)}{n}" for n in range(news)]
        sign = draw(st.sampled_from(["→", "=", "->"]))
        lines.append(f"{' + '.join(olds)} {sign} {', '.join(heirs)}")
    return lines


@pytest.fixture
def world(db: None) -> Merging:
    found = Merging()
    found.__dict__["admin"] = make.make_official(found.commune, Role.ADMINISTRATOR)
    assert found.official("lan")
    for name in NAMES:
        village = make.make_village(found.commune, name)
        make.make_official(village, Role.VILLAGE_BOARD)
        make.make_task(found.plan, unit=village)
        make.make_assessment(village, found.village_assessment.criteria_set)
    return found


@pytest.mark.stress
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=acts())
def test_nothing_is_lost(world: Merging, lines: list[str]) -> None:
    with undone():
        villages = list(Unit.objects.filter(parent=world.commune))
        addresses = [reverse("villages:unit", args=[unit.pk]) for unit in villages]
        addresses += [
            reverse("reports:assessment", args=[one.pk])
            for unit in villages
            for one in unit.assessments.all()
        ]
        before, open_tasks = counts(), Task.objects.open().count()
        world.merge("\n".join(lines), world.commune)

        assert all(counts()[label] >= n for label, n in before.items())
        assert Task.objects.open().count() == open_tasks
        now = Unit.objects.filter(parent=world.commune, valid_to=None)
        assert now.count() == len(set(now.values_list("name", flat=True)))
        ended = Unit.objects.filter(parent=world.commune).exclude(valid_to=None)
        named = {name for line in lines for name in NAMES if name in line}
        assert {unit.name for unit in ended} == named
        assert set(Lineage.objects.values_list("predecessor", flat=True)) == {u.pk for u in ended}
        assert not Task.objects.open().filter(unit__in=ended).exists()
        standing = client_of(world.official("lan"))
        assert {standing.get(url).status_code for url in addresses} == {200}
        for lineage in Lineage.objects.select_related("predecessor", "successor"):
            board = make.make_official(lineage.successor, Role.VILLAGE_BOARD)
            assert access_of(board, make.TODAY).sees(lineage.predecessor)
