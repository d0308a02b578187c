"""What was changed before: who, when, what, and of which day it speaks."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from criteria.enums import Claim
from criteria.services import set_result
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.shared import text_of
from villages.enums import Role


def _set(world, version, value, day):
    entry = make.entry(Claim.NOT_MET, value=Decimal(value), as_of=day, note=f"Lần {version + 1}")
    set_result(by=world.lan, result_id=world.result.pk, fields=entry, seen_version=version)


def test_every_change_is_shown_newest_first(world):
    url = reverse("criteria:result_history", args=[world.result.pk])
    assert "Chưa có ai cập nhật" in world.standing.get(url).content.decode()
    _set(world, 0, "38.5", date(2024, 3, 5))
    _set(world, 1, "41.2", date(2024, 6, 30))
    page = text_of(world.standing.get(url))
    assert page.index("38,5% → 41,2%") < page.index("trống → 38,5%")
    for shown in ("Nguyễn Thị Lan", "15/8/2024", "05/3/2024", "Lần 1 → Lần 2"):
        assert shown in page


def test_whoever_is_in_scope_reads_it_and_a_stranger_does_not(world):
    url = reverse("criteria:result_history", args=[world.result.pk])
    assert world.member(Role.REVIEWER).get(url).status_code == 200
    assert world.stranger().get(url).status_code == 404
    assert world.standing.post(url).status_code == 405


def test_its_queries_do_not_grow(world):
    _set(world, 0, "1", date(2024, 3, 5))
    url = reverse("criteria:result_history", args=[world.result.pk])

    def grow():
        for version in range(1, 11):
            _set(world, version, str(version + 1), date(2024, 3, 5))

    assert_constant_queries(world.standing, url, grow)
