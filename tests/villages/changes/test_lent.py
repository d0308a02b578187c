"""A colleague stands in while units merge or the work is handed over: what that leaves."""

from datetime import date

import pytest

from tests import factories as make
from tests.villages.changes.world import Merging, full_world
from villages.access import access_of
from villages.enums import Ability, Role
from villages.models import Delegation, Official, Posting
from villages.queries import stand_ins_for
from villages.services import appoint, end_posting

pytestmark = pytest.mark.django_db

# From before the merger of 1/8/2024 until long after.
DAYS = {"starts_on": date(2024, 7, 15), "ends_on": date(2024, 9, 30)}
BEFORE = date(2024, 7, 31)


@pytest.fixture
def world() -> Merging:
    return full_world()


def lent(world: Merging, who: str = "lan", to: str = "hien") -> Delegation:
    posting = world.official(who).postings.get()
    return Delegation.objects.create(posting=posting, official=world.official(to), **DAYS)


def granted(who: Official, on: date = make.TODAY) -> set[int]:
    """The keys of those for whom one acts, beside oneself."""
    return set(access_of(Official.objects.get(pk=who.pk), on).stands_for)


@pytest.mark.parametrize("goes_on", [("lan",), ("hien",), ("lan", "hien"), ()])
def test_a_merger_ends_it_whoever_of_the_two_goes_on(
    world: Merging, goes_on: tuple[str, ...]
) -> None:
    lent(world)
    lan, hien = world.official("lan"), world.official("hien")
    assert granted(hien, BEFORE) == {lan.pk}
    old = {who: world.official(who).postings.get() for who in ("lan", "hien")}
    choices = {f"p{posting.pk}": "0" if who in goes_on else "" for who, posting in old.items()}
    world.merge(choices=choices)
    heirs = Posting.objects.filter(unit__name="Xuân Cẩm", official__in=[lan, hien])
    assert {p.official for p in heirs} == {world.official(who) for who in goes_on}
    assert granted(hien) == set()
    access = access_of(Official.objects.get(pk=hien.pk), make.TODAY)
    assert {p.official_id for p in access.postings} <= {hien.pk}
    assert not any(
        access.can(Ability.EDIT_PLAN, unit) for unit in (world.commune, *(p.unit for p in heirs))
    )
    assert stand_ins_for([lan.pk], make.TODAY) == []
    # Set anew in the new unit it works, and the old row gives nothing beside it.
    if len(goes_on) == 2:
        new = heirs.get(official=lan)
        Delegation.objects.create(posting=new, official=hien, **DAYS)
        after = access_of(Official.objects.get(pk=hien.pk), make.TODAY)
        assert after.lent == (new,)
        assert after.can(Ability.EDIT_PLAN, new.unit)
        assert not after.can(Ability.EDIT_PLAN, world.commune)


def test_a_hand_over_ends_it_with_the_posting_of_either(world: Merging) -> None:
    lent(world)
    lan, hien = world.official("lan"), world.official("hien")
    end_posting(by=make.system(), posting_id=hien.postings.get().pk, ends_on=BEFORE)
    assert granted(hien) == set()
    # Whoever comes back to another unit alone stands in for nobody here.
    appoint(
        by=make.system(), official=hien, unit=world.neighbour, role=Role.OFFICIAL, title="Công chức"
    )
    assert granted(hien) == set()
    assert stand_ins_for([lan.pk], make.TODAY) == []


def test_the_successor_of_whoever_was_away_is_lent_to_nobody(world: Merging) -> None:
    lent(world)
    lan, hien, tam = (world.official(who) for who in ("lan", "hien", "tam"))
    end_posting(by=make.system(), posting_id=lan.postings.get().pk, ends_on=BEFORE)
    appoint(
        by=make.system(), official=tam, unit=world.commune, role=Role.STANDING_OFFICER,
        title="Thường trực NTM",
    )  # fmt: skip
    assert granted(hien) == set()
    assert not access_of(hien, make.TODAY).can(Ability.EDIT_PLAN, world.commune)
    # Appointed again later, to a posting of her own, she has lent that to nobody either.
    appoint(
        by=make.system(), official=lan, unit=world.commune, role=Role.STANDING_OFFICER,
        title="Thường trực NTM",
    )  # fmt: skip
    assert granted(hien) == set()
