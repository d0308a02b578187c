"""Rights come from open postings alone; scope is a unit and everything below it."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from criteria.models import Assessment, Result
from tasks.models import Meeting, Plan, Task
from tests import factories as make
from tests.queries import MOST, queries_within
from villages.access import Access, access_of
from villages.enums import Ability, Role
from villages.models import AuditEvent, Body, Official, Posting, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Unit:
    return make.make_commune()


@pytest.fixture
def village(commune) -> Unit:
    return make.make_village(commune)


@pytest.fixture
def other(commune) -> Unit:
    return make.make_commune("Nghi Hoa", commune.parent)


def test_without_an_open_posting_nothing_is_in_scope(commune) -> None:
    official = make.make_official(commune, ends_on=make.TODAY)
    held, after = make.access(official), make.access(official, make.TODAY + timedelta(days=1))
    assert held.sees(commune)
    assert held.can(Ability.EDIT_PLAN, commune)
    assert not after.sees(commune)
    assert not after.can(Ability.VIEW, commune)
    assert after.main_posting is None
    assert not Unit.objects.visible_to(after).exists()
    assert not AuditEvent.objects.visible_to(after).exists()
    assert AuditEvent.objects.visible_to(held).exists()


def test_a_posting_that_begins_later_gives_nothing_yet(commune) -> None:
    official = make.make_official(commune, starts_on=make.TODAY + timedelta(days=1))
    assert not make.access(official).sees(commune)


def test_a_closed_account_has_no_rights(commune) -> None:
    official = make.make_official(commune)
    official.is_active = False
    official.save()
    assert access_of(official, make.TODAY).postings == ()


def test_scope_goes_down_and_never_sideways_or_up(commune, village, other) -> None:
    of_commune = make.access(make.make_official(commune))
    of_village = make.access(make.make_official(village, Role.VILLAGE_BOARD))
    of_district = make.access(make.make_official(commune.parent, Role.REVIEWER))
    seen = {
        "commune": [u for u in (commune.parent, commune, village, other) if of_commune.sees(u)],
        "village": [u for u in (commune.parent, commune, village, other) if of_village.sees(u)],
        "district": [u for u in (commune.parent, commune, village, other) if of_district.sees(u)],
    }
    assert seen == {
        "commune": [commune, village],
        "village": [village],
        "district": [commune.parent, commune, village, other],
    }


def test_a_path_that_merely_begins_alike_is_not_in_scope(commune) -> None:
    access = make.access(make.make_official(commune))
    alike = Unit(path=commune.path.rstrip("/") + "1/")
    assert not access.sees(alike)


def test_the_nearest_posting_is_the_one_that_acts(commune, village) -> None:
    official = make.make_official(commune, Role.CHAIR)
    Posting.objects.create(
        official=official, unit=village, role=Role.STANDING_OFFICER, title="Giúp thôn"
    )
    access = make.access(official)
    assert access.posting_for(Ability.MANAGE_TASK, village).title == "Giúp thôn"
    assert access.posting_for(Ability.MANAGE_TASK, commune).role == Role.CHAIR
    assert access.posting_for(Ability.REVIEW, village) is None


def test_a_refusal_is_one_sentence_that_names_who_may(commune) -> None:
    reason = make.access(make.make_official(commune, Role.CLERK)).deny(Ability.EDIT_PLAN, commune)
    assert reason.endswith("Thường trực NTM, Chủ tịch UBND.")
    assert "xã Mai Đình" in reason


def test_the_program_itself_may_do_everything(commune) -> None:
    assert make.system().can(Ability.ADMINISTER, commune)
    assert make.system().sees(commune)
    assert Official.objects.visible_to(make.system()).count() == Official.objects.count()


def fill(unit: Unit) -> None:
    """One row of each kind that hangs on the unit."""
    official = make.make_official(unit, Role.CHAIR)
    make.make_assessment(unit)
    plan = make.make_plan(unit)
    make.make_task(plan, lead=official)
    Body.objects.create(unit=unit, name="UBND")
    Meeting.objects.create(unit=unit, held_on=date(2024, 7, 15), name="Giao ban")


def unit_paths(rows: QuerySet) -> set[str]:
    lookups = {
        Unit: "path",
        AuditEvent: "unit_path",
        Result: "assessment__unit__path",
        Official: "postings__unit__path",
    }
    return set(rows.values_list(lookups.get(rows.model, "unit__path"), flat=True))


@pytest.mark.parametrize(
    "model",
    [Unit, Body, Official, Posting, AuditEvent, Assessment, Result, Plan, Task, Meeting],
)
def test_each_kind_of_row_is_seen_within_the_scope_alone(model, commune, village, other) -> None:
    for unit in (commune, village, other):
        fill(unit)
    of_village: Access = make.access(make.make_official(village, Role.VILLAGE_BOARD))
    of_commune: Access = make.access(make.make_official(commune, Role.CLERK))
    assert unit_paths(model.objects.visible_to(of_village)) == {village.path}
    assert unit_paths(model.objects.visible_to(of_commune)) == {commune.path, village.path}


def test_reading_the_access_costs_as_much_with_many_postings(commune) -> None:
    official = make.make_official(commune)

    def read() -> None:
        access = access_of(official, make.TODAY)
        assert access.sees(commune)
        assert access.main_posting.unit.name == "Mai Đình"

    once = queries_within(read)
    for number in range(9):
        village = make.make_village(commune, f"Thôn {number}")
        Posting.objects.create(
            official=official,
            unit=village,
            role=Role.VILLAGE_BOARD,
            title="Trưởng thôn",
            starts_on=make.TODAY,
        )
    assert queries_within(read) == once <= MOST
