"""`generate_country`: what services keep true is true of what was written in bulk."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from criteria.models import Assessment, Result
from criteria.services.standings import missing_tallies, standing_drifts, tally_drifts
from ntm_project.generator import name_parts
from ntm_project.generator.country.build import NotEmpty, build
from ntm_project.generator.country.size import Size
from ntm_project.generator.country.writer import ORDER
from ntm_project.generator.dice import Dice
from ntm_project.sample.loader import load_sets
from tasks.models import Task
from villages import verify
from villages.access import access_of, system_access
from villages.models import AuditEvent, AuditLink, Official, Posting, Unit

SIZE = Size(provinces=2, communes=3, villages=14, years=2, tasks=8)


@pytest.fixture(scope="module")
def _country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A tiny country, made once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sets(Path(settings.BASE_DIR, "fixtures"), by=system_access(SIZE.day))
        with transaction.atomic():
            build(SIZE)
            before = digests()
            transaction.set_rollback(True)
        build(SIZE)
        assert digests() == before, "the same seed must make the same country"
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def country(_country: None, db: None) -> None:
    """The tiny country."""


def digests() -> dict[str, str]:
    """Table → a digest of all its rows."""
    return {
        model._meta.label: hashlib.sha256(
            repr(list(model._base_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in ORDER
    }


def test_it_has_the_size_that_was_requested(country: None) -> None:
    assert [Unit.objects.filter(level=level).count() for level in ("province", "commune")] == [2, 3]
    assert Unit.objects.filter(level="village").count() == SIZE.villages
    assert Task.objects.count() == SIZE.communes * SIZE.tasks
    of_communes = Result.objects.filter(assessment__unit__level="commune")
    assert of_communes.count() == SIZE.communes * SIZE.years * 75
    whole = replace(SIZE, provinces=34, communes=3_321, villages=63_000)
    assert sum(len(whole.communes_of(n)) for n in range(34)) == 3_321
    assert sum(whole.villages_of(n) for n in range(3_321)) == 63_000


def test_standings_tallies_and_paths_hold_what_the_rows_give(country: None) -> None:
    assert not list(standing_drifts())
    assert not list(tally_drifts())
    assert not list(missing_tallies())
    for unit in Unit.objects.select_related("parent"):
        assert unit.path == f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        assert unit.name_key
        assert unit.search


def test_the_audit_trail_stands_in_whole_chains(country: None) -> None:
    chains = verify.chains("default")
    assert len(chains) >= SIZE.provinces + SIZE.communes
    assert not [fault for chain in chains for fault in verify.faults("default", chain)]
    # The sets, loaded in the transaction of this module, are linked when it ends.
    linked = AuditLink.objects.values("event_id")
    loose = AuditEvent.objects.exclude(pk__in=linked)
    assert set(loose.values_list("unit_path", flat=True)) <= {"/"}


def test_every_row_keeps_the_rules_of_its_model(country: None) -> None:
    for model in ORDER[: ORDER.index(AuditEvent)]:
        for row in model._base_manager.order_by("?")[:25]:
            row.full_clean(exclude=["password"])
            row.validate_constraints()


def test_a_result_and_its_last_change_hold_the_same(country: None) -> None:
    results = Result.objects.exclude(version=0).prefetch_related("changes")
    assert results.filter(version=2).exists()
    for result in results:
        changes = sorted(result.changes.all(), key=lambda change: change.version)
        assert [change.version for change in changes] == list(range(1, result.version + 1))
        last = changes[-1]
        assert (last.claim, last.value, last.as_of) == (result.claim, result.value, result.as_of)
        assert last.effective_on <= SIZE.day


def test_people_stand_in_their_posts(country: None) -> None:
    officer = Official.objects.get(username="x0001.thuongtruc")
    assert not officer.has_usable_password()
    access = access_of(officer, SIZE.day)
    seen = Assessment.objects.visible_to(access)
    assert {row.unit.ancestor_ids[0] for row in seen} == {access.postings[0].unit.parent_id}
    assert len(access_of(Official.objects.get(username="trunguong"), SIZE.day).postings) == 2
    ended = Posting.objects.filter(ends_on__isnull=False)
    assert ended.count() == SIZE.communes


def test_it_refuses_a_database_that_holds_places(country: None) -> None:
    with pytest.raises(NotEmpty, match="đã có đơn vị"):
        build(SIZE)
    with pytest.raises(CommandError, match="đã có đơn vị"):
        call_command("generate_country", provinces=1, communes=1)


@pytest.mark.parametrize(
    "size",
    [{"provinces": 35}, {"provinces": 2, "communes": 1}, {"villages": -1}, {"day": "1/2/2025"}],
)
def test_it_refuses_a_size_that_makes_no_country(size: dict[str, object]) -> None:
    with pytest.raises(CommandError):
        call_command("generate_country", stdout=StringIO(), **size)


def test_another_seed_makes_another_country() -> None:
    one, two = (name_parts.communes(Dice(seed, "communes", 0), 98) for seed in (1, 2))
    assert len(set(one)) == 98
    assert one != two
    assert one == name_parts.communes(Dice(1, "communes", 0), 98)
    assert len(set(name_parts.villages(Dice(1), 200))) == 200
