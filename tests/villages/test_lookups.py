"""A unit's branch is found by the ORM's lookup, and by its index."""

import pytest

from tests import factories as make
from villages.models import Unit

pytestmark = pytest.mark.django_db


def test_a_path_finds_its_own_branch_alone() -> None:
    commune = make.make_commune()
    village = make.make_village(commune)
    # Its path begins with the same digits when the numbers allow it.
    others = [make.make_commune(f"Xã {n}", commune.parent) for n in range(12)]
    for unit in (commune, village, commune.parent, *others):
        branch = {u.pk for u in Unit.objects.all() if u.path.startswith(unit.path)}
        assert {u.pk for u in Unit.objects.filter(path__below=unit.path)} == branch


@pytest.mark.sqlite
def test_the_index_finds_it() -> None:
    rows = Unit.objects.filter(path__below="/1/5/").order_by()
    assert "villages_unit_path" in rows.explain()
