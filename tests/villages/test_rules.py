"""Who may change units and postings, and which unit can stand above which."""

from datetime import timedelta

import pytest

from tests import factories as make
from villages import rules
from villages.accounts.rules import deny_password_link
from villages.changes.rules import deny_change_below
from villages.enums import Role

# Who may do what no database decides.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("role", Role)
def test_only_administrators_change_units_and_postings(role) -> None:
    commune = make.make_commune()
    village = make.make_village(commune)
    other = make.make_commune("Nghi Hoa", commune.parent)
    access = make.access(make.make_official(commune, role))
    may = role == Role.ADMINISTRATOR
    for rule in (rules.deny_administer, rules.deny_edit_postings):
        for unit in (commune, village):
            reason = rule(access, unit)
            assert (reason == "") is may
            assert may or (reason.endswith(".") and "Quản trị hệ thống" in reason)
        assert rule(access, other) != ""
        assert rule(access, commune.parent) != ""


def test_a_province_is_added_by_whoever_administers_a_province() -> None:
    commune = make.make_commune()
    of_commune = make.access(make.make_official(commune, Role.ADMINISTRATOR))
    of_province = make.access(make.make_official(commune.parent.parent, Role.ADMINISTRATOR))
    looks_on = make.access(make.make_official(commune.parent.parent, Role.REVIEWER))
    for access in (of_commune, looks_on):
        assert "cấp tỉnh" in rules.deny_add_unit(access, None)
    assert rules.deny_add_unit(of_province, None) == ""
    assert rules.deny_add_unit(make.system(), None) == ""
    assert rules.deny_add_unit(of_commune, commune) == ""
    assert "Quản trị hệ thống" in rules.deny_add_unit(of_commune, commune.parent)


def test_nothing_begins_in_a_unit_that_has_ended() -> None:
    commune = make.make_commune()
    access = make.access(make.make_official(commune.parent.parent, Role.ADMINISTRATOR))
    official = make.make_official(commune)
    commune.valid_to = last = make.TODAY - timedelta(days=1)
    for reason in (
        rules.deny_add_unit(access, commune),
        rules.deny_add_unit(access, commune, make.TODAY),
        rules.deny_add_body(access, commune),
        rules.deny_post(access, official, commune),
        deny_change_below(access, commune),
    ):
        assert "đã thôi hoạt động" in reason
    # What ended with it is its history, and its last day is a day of its own.
    assert rules.deny_add_unit(access, commune, last) == ""
    assert rules.deny_post(access, official, commune, last) == ""
    commune.valid_to = make.TODAY
    assert rules.deny_add_body(access, commune) == ""
    assert deny_change_below(access, commune) == ""


def test_a_posting_is_given_in_one_s_own_scope_to_an_account_of_one_s_own() -> None:
    commune = make.make_commune()
    other = make.make_commune("Nghi Hoa", commune.parent)
    access = make.access(make.make_official(commune, Role.ADMINISTRATOR))
    own, foreign = make.make_official(commune), make.make_official(other)
    refused = [
        (official.pk, unit.pk)
        for official in (own, foreign)
        for unit in (commune, other)
        if rules.deny_appoint(access, official, unit)
    ]
    assert refused == [(own.pk, other.pk), (foreign.pk, commune.pk), (foreign.pk, other.pk)]
    assert deny_password_link(access, own) == ""
    assert deny_password_link(access, foreign) != ""


def test_no_unit_lies_inside_itself_or_its_own_child() -> None:
    commune = make.make_commune()
    village = make.make_village(commune)
    other = make.make_commune("Nghi Hoa", commune.parent)
    assert "đơn vị con của nó" in rules.parent_error(commune, commune)
    assert "đơn vị con của nó" in rules.parent_error(commune, village)
    assert "đơn vị con của nó" in rules.parent_error(commune.parent, village)
    assert rules.parent_error(village, other) == ""
    assert rules.parent_error(commune.parent.parent, None) == ""
