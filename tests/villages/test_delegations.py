"""A colleague stands in while somebody is away: what that gives, and what it never gives."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from criteria.services import set_result
from evidence.issued.queries import signing_postings
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.queries import queries_within
from tests.shared import copied, made_once
from tests.world import World, open_world
from villages import rules
from villages.access import access_of
from villages.accounts.rules import needs_factor
from villages.enums import Ability, Role
from villages.models import AuditEvent, Delegation, Official, Posting
from villages.services import delegate, edit_official, end_posting, revoke_delegation

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2024, 8, 19), date(2024, 8, 23)


rows = made_once(lambda: open_world("lan", "chair", "tam", "hien", "vanthu", "thon", "stranger"))


world = copied


def posting_of(official: Official) -> Posting:
    return official.postings.get()


def lend(world: World, who: str, to: str, **changed: object) -> Delegation:
    """`who` will be away for a week and lets `to` do the work."""
    given = {"starts_on": FIRST, "ends_on": LAST, "by": world.access(who)} | changed
    posting = posting_of(world.official(who))
    return delegate(posting=posting, official=world.official(to), **given)


def can(world: World, who: str, ability: Ability, on: date) -> bool:
    return access_of(world.official(who), on).can(ability, world.commune)


DAYS = [(FIRST - timedelta(days=1), False), (FIRST, True), (LAST, True)]
DAYS.append((LAST + timedelta(days=1), False))


@pytest.mark.parametrize(("on", "may"), DAYS)
def test_it_gives_the_rights_of_the_posting_from_its_first_day_to_its_last(world, on, may) -> None:
    lend(world, "lan", "hien")
    assert can(world, "hien", Ability.EDIT_PLAN, on) is may
    # One's own stay, and come first; whoever is away keeps theirs.
    access = access_of(world.official("hien"), on)
    assert access.main_posting == posting_of(world.official("hien"))
    assert access.acts_for == {access.official.pk} | ({world.lan.official.pk} if may else set())
    assert can(world, "lan", Ability.EDIT_PLAN, on)


def test_a_result_that_an_official_could_not_set_is_set_instead_of_the_standing_officer(
    world,
) -> None:
    result = world.result
    result.in_charge = world.official("tam")
    hien = world.official("hien")
    assert "phụ trách" in _deny_set(hien, result, FIRST)
    lend(world, "lan", "hien")
    assert _deny_set(hien, result, FIRST) == ""


def _deny_set(official: Official, result, on: date) -> str:
    from criteria.rules import deny_set_result

    return deny_set_result(access_of(official, on), result)


@pytest.mark.parametrize("ends", ["posting", "account", "revoked", "own posting", "own account"])
def test_it_ends_with_the_posting_the_account_or_by_hand(world, ends) -> None:
    made = lend(world, "lan", "hien")
    lan, hien = world.official("lan"), world.official("hien")
    match ends:
        case "posting":
            end_posting(by=make.system(), posting_id=posting_of(lan).pk, ends_on=FIRST)
        case "own posting":
            end_posting(by=make.system(), posting_id=posting_of(hien).pk, ends_on=FIRST)
        case "account" | "own account":
            closed = lan if ends == "account" else hien
            edit_official(by=make.system(), official_id=closed.pk, fields={"is_active": False})
        case "revoked":
            revoke_delegation(by=world.lan, delegation_id=made.pk)
    hien = Official.objects.get(pk=hien.pk)
    access = access_of(hien, FIRST + timedelta(days=1))
    assert access.lent == ()
    assert not access.can(Ability.EDIT_PLAN, world.commune)


def test_two_may_be_stood_in_for_at_once_and_none_hands_on_what_was_lent(world) -> None:
    lend(world, "lan", "hien")
    lend(world, "tam", "hien")
    lend(world, "hien", "vanthu")
    hien, clerk = (access_of(world.official(who), FIRST) for who in ("hien", "vanthu"))
    assert {p.official_id for p in hien.lent} == {world.lan.official.pk, world.tam.official.pk}
    assert [p.official_id for p in clerk.lent] == [hien.official.pk]
    assert not clerk.can(Ability.EDIT_PLAN, world.commune)
    with pytest.raises(Refused):
        lend(world, "lan", "vanthu", by=hien, starts_on=LAST + timedelta(days=1), ends_on=LAST)


def test_neither_signing_nor_numbering_nor_keeping_accounts_is_lent(world) -> None:
    lend(world, "chair", "hien")
    lend(world, "vanthu", "hien")
    access = access_of(world.official("hien"), FIRST)
    assert access.can(Ability.CHECK_DOCUMENT, world.commune)
    for ability in (Ability.SIGN_DOCUMENT, Ability.ISSUE_DOCUMENT):
        assert not access.can(ability, world.commune)
        assert not access.can_anywhere(ability)
        assert access.holding(ability).postings == ()
    administrator = make.make_official(world.commune, Role.ADMINISTRATOR)
    posting = posting_of(administrator)
    with pytest.raises(ValidationError, match="không nhờ người làm thay được"):
        delegate(
            by=make.access(administrator), posting=posting, official=world.official("hien"),
            starts_on=FIRST, ends_on=LAST,
        )  # fmt: skip
    # Nor where the posting became one of an administrator since.
    Posting.objects.filter(pk=posting_of(world.official("chair")).pk).update(
        role=Role.ADMINISTRATOR
    )
    assert [p.role for p in access_of(world.official("hien"), FIRST).lent] == [Role.CLERK]


def test_no_office_is_held_by_it(world) -> None:
    """Whoever signs, is counted or gets what waits at a post holds a posting."""
    before = list(signing_postings(world.commune))
    lend(world, "chair", "hien")
    assert list(signing_postings(world.commune)) == before
    assert world.official("hien").postings.count() == 1


def test_standing_in_for_a_reviewer_needs_the_second_factor(world, settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    colleague = make.make_official(world.district, Role.COMMITTEE)
    assert not needs_factor(access_of(colleague, FIRST))
    hoa = world.official("hoa")
    delegate(
        by=world.hoa, posting=posting_of(hoa), official=colleague, starts_on=FIRST, ends_on=LAST
    )
    assert needs_factor(access_of(colleague, FIRST))


def test_the_trail_names_who_did_it_and_for_whom(world) -> None:
    lend(world, "lan", "vanthu")
    made = AuditEvent.objects.get(action="nhờ làm thay khi vắng mặt")
    assert made.actor_name == "Nguyễn Thị Lan"
    assert made.changes["official"][1]["name"] == "Văn thư xã"
    access = access_of(world.official("vanthu"), FIRST)
    fields = make.entry("met", as_of=make.TODAY)
    set_result(by=access, result_id=world.result.pk, fields=fields, seen_version=0)
    event = AuditEvent.objects.latest("pk")
    assert event.actor_id == world.official("vanthu").pk
    assert event.actor_title == "Thường trực NTM (thay Nguyễn Thị Lan)"
    assert event.posting_id == posting_of(world.official("lan")).pk


def test_a_long_title_leaves_room_for_whom(world) -> None:
    Posting.objects.filter(official=world.official("lan")).update(title="x" * 200)
    lend(world, "lan", "hien")
    access = access_of(world.official("hien"), FIRST)
    title = access.title_in(access.lent[0])
    assert len(title) == 200
    assert title.endswith("(thay Nguyễn Thị Lan)")


def test_who_may_set_and_end_it(world) -> None:
    administrator = world.person(world.commune, Role.ADMINISTRATOR)
    made = lend(world, "lan", "hien", by=administrator)
    for who in ("lan", "hien", "chair", "stranger"):
        access = world.access(who)
        assert bool(rules.deny_delegate(access, world.official("lan"))) is (who != "lan")
        assert bool(rules.deny_revoke_delegation(access, made)) is (who != "lan")
        if who != "lan":
            with pytest.raises(Refused):
                lend(world, "lan", "tam", by=access)
            with pytest.raises(Refused):
                revoke_delegation(by=access, delegation_id=made.pk)
    revoke_delegation(by=administrator, delegation_id=made.pk)
    made.refresh_from_db()
    assert rules.deny_revoke_delegation(administrator, made)
    assert AuditEvent.objects.filter(action="chấm dứt làm thay").count() == 1


BAD = [
    ({"starts_on": make.TODAY - timedelta(days=1)}, "starts_on"),
    ({"ends_on": FIRST - timedelta(days=1)}, "__all__"),
    ({"ends_on": FIRST.replace(year=FIRST.year + 1) + timedelta(days=1)}, "ends_on"),
    ({"to": "lan"}, "official"),
    ({"to": "thon"}, "official"),
    ({"to": "stranger"}, "official"),
    ({"to": "closed"}, "official"),
    ({"to": "gone"}, "official"),
]


@pytest.mark.parametrize(("changed", "field"), BAD)
def test_what_cannot_be_is_refused_at_its_field(world, changed, field) -> None:
    closed = make.make_official(world.commune, Role.OFFICIAL)
    closed.is_active = False
    closed.save()
    world.people["closed"] = closed
    world.people["gone"] = make.make_official(world.commune, Role.OFFICIAL, ends_on=make.TODAY)
    with pytest.raises(ValidationError) as error:
        lend(world, "lan", **({"to": "hien"} | changed))
    assert list(error.value.message_dict) == [field]
    assert not Delegation.objects.exists()


def test_it_lies_within_the_days_of_the_posting(world) -> None:
    lan = posting_of(world.official("lan"))
    lan.starts_on, lan.ends_on = FIRST + timedelta(days=1), LAST - timedelta(days=1)
    lan.save()
    with pytest.raises(ValidationError) as error:
        lend(world, "lan", "hien")
    assert set(error.value.message_dict) == {"starts_on", "ends_on"}
    lan.starts_on, lan.ends_on = None, make.TODAY - timedelta(days=1)
    lan.save()
    with pytest.raises(ValidationError, match="đã kết thúc"):
        lend(world, "lan", "hien", by=make.system())


def test_one_posting_is_lent_to_one_colleague_at_a_time(world) -> None:
    first = lend(world, "lan", "hien")
    with pytest.raises(ValidationError, match="Đặng Thị Hiền đã làm thay chức vụ này từ 19/8/2024"):
        lend(world, "lan", "tam", starts_on=LAST, ends_on=LAST)
    revoke_delegation(by=world.lan, delegation_id=first.pk)
    assert lend(world, "lan", "tam", starts_on=LAST, ends_on=LAST).pk


def test_the_database_holds_the_order_of_days(world) -> None:
    posting, official = posting_of(world.official("lan")), world.official("hien")
    with pytest.raises(IntegrityError):
        Delegation.objects.create(posting=posting, official=official, starts_on=LAST, ends_on=FIRST)


def test_reading_the_access_takes_one_query_and_one_for_all_who_are_away(world) -> None:
    hien = world.official("hien")
    once = queries_within(lambda: access_of(hien, FIRST).acts_for)
    for who in ("lan", "tam", "chair"):
        lend(world, who, "hien")

    def read() -> None:
        access = access_of(hien, FIRST)
        assert len(access.acts_for) == 4
        assert all(access.title_in(posting) for posting in access.postings)

    assert (once, queries_within(read)) == (1, 2)
