"""Who reads from the replica, and that nobody reads late there."""

import logging

import pytest
from django.conf import settings
from django.db import OperationalError, transaction

from ntm_project.common import replica
from tests import factories as make
from villages import unchanged
from villages.models import Unit


class Pages:
    """Stands for both databases: what their chains hold, and where each drawing read."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.here = self.there = [(0, 7), (5, 3)]
        self.drawn: list[str] = []
        self.fault: Exception | None = None
        self.clock = 1_000.0
        patch.setitem(settings.DATABASES, replica.ALIAS, {})
        patch.setattr(replica, "monotonic", lambda: self.clock)
        patch.setattr(replica._rest, "until", 0.0)
        patch.setattr(unchanged, "lengths_of_chains", self.state)

    def place(self) -> str:
        return replica.ReplicaRouter().db_for_read(Unit) or "default"

    def state(self, unit: Unit | None) -> list[tuple[int, int]]:
        return self.there if self.place() == replica.ALIAS else self.here

    def draw(self) -> str:
        self.drawn.append(self.place())
        if self.fault and self.place() == replica.ALIAS:
            raise self.fault
        return "page"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Pages:
    return Pages(monkeypatch)


def test_a_page_is_read_there_where_the_replica_has_all_of_it(pages: Pages) -> None:
    assert unchanged.from_replica(None, pages.draw) == "page"
    assert pages.drawn == [replica.ALIAS]
    assert pages.place() == "default"


@pytest.mark.parametrize(
    "there",
    [
        pytest.param([(0, 7), (5, 2)], id="an event has not arrived"),
        pytest.param([(0, 7)], id="a unit has not arrived"),
        pytest.param([(0, 7), (4, 9), (5, 3)], id="a unit that has left is still there"),
    ],
)
def test_where_it_lags_the_record_is_read(pages: Pages, there: list[tuple[int, int]]) -> None:
    pages.there = there
    assert unchanged.from_replica(None, pages.draw) == "page"
    assert pages.drawn == ["default"]


def test_inside_a_transaction_the_record_is_read(pages: Pages) -> None:
    with transaction.atomic():
        unchanged.from_replica(None, pages.draw)
    assert pages.drawn == ["default"]


def test_where_it_fails_the_record_is_read_and_the_replica_rests(
    pages: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    pages.fault = OperationalError("canceling statement due to conflict with recovery")
    assert unchanged.from_replica(None, pages.draw) == "page"
    assert pages.drawn == [replica.ALIAS, "default"]
    assert [line.levelno for line in caplog.records] == [logging.WARNING]
    assert not replica.is_usable()
    pages.clock += replica.REST_SECONDS
    assert replica.is_usable()


def test_without_a_replica_nothing_is_compared(
    django_assert_num_queries, transactional_db: None
) -> None:
    with django_assert_num_queries(0):
        assert unchanged.from_replica(None, lambda: "page") == "page"


@pytest.mark.django_db
def test_what_was_read_there_is_written_in_the_record() -> None:
    router, unit = replica.ReplicaRouter(), make.make_commune()
    unit._state.db = replica.ALIAS
    assert router.db_for_write(Unit, instance=unit) == "default"
    assert router.db_for_read(Unit, instance=unit) == "default"
    with replica.reading():
        assert router.db_for_write(Unit) is None
        assert router.db_for_read(Unit) == replica.ALIAS
    assert router.allow_relation(unit, make.make_village(unit)) is True
    assert router.allow_migrate(replica.ALIAS, "villages") is False
    unit._state.db = "copy"
    assert router.db_for_read(Unit, instance=unit) is None
