"""Whose account is whose: no administrator disposes of one that holds a duty out of their scope."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.world import World, client_of
from villages import rules, services
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Official, Posting, Unit


def _end(official: Official, on: date = make.TODAY - timedelta(days=1)) -> None:
    official.postings.filter(ends_on=None).update(ends_on=on)


def _then(official: Official, unit: Unit, role: str = Role.REVIEWER, **days: object) -> Official:
    services.appoint(
        by=make.system(), official=official, unit=unit, role=role, title="Việc mới", **days
    )
    return official


def moved_up(world: World) -> Official:
    """Once the commune's vice-chair, now the district's reviewer."""
    official = make.make_official(world.commune, Role.VICE_CHAIR, "Lê Thị Huyền")
    _end(official)
    return _then(official, world.district)


def moved_sideways(world: World) -> Official:
    official = make.make_official(world.commune, Role.STANDING_OFFICER, "Vũ Văn Luận")
    _end(official)
    return _then(official, world.neighbour, Role.STANDING_OFFICER)


def in_two_scopes(world: World) -> Official:
    official = make.make_official(world.commune, Role.OFFICIAL, "Đỗ Văn Hai")
    return _then(official, world.neighbour, Role.OFFICIAL)


def of_another_commune(world: World) -> Official:
    """Made next door, without any posting yet."""
    return services.create_official(
        by=make.system(), unit=world.neighbour, username="chuaco", full_name="Chưa Có Việc"
    )


def to_begin_above(world: World) -> Official:
    """Nothing open today; on Monday the district's reviewer."""
    official = make.make_official(world.commune, Role.VICE_CHAIR, "Sắp Lên Huyện")
    _end(official)
    return _then(official, world.district, starts_on=make.TODAY + timedelta(days=4))


def between_two_posts(world: World) -> Official:
    """Lately the district's reviewer, at the moment without anything; made by the commune."""
    official = moved_up(world)
    _end(official, make.TODAY - timedelta(days=1))
    return official


FOREIGN = [
    moved_up,
    moved_sideways,
    in_two_scopes,
    of_another_commune,
    to_begin_above,
    between_two_posts,
]


@pytest.fixture
def admin(world) -> Access:
    return make.access(make.make_official(world.commune, Role.ADMINISTRATOR, "Quản Trị"))


@pytest.fixture
def above(world) -> Access:
    """Who administers the whole district."""
    return make.access(make.make_official(world.district, Role.ADMINISTRATOR, "Quản Trị Huyện"))


@pytest.mark.parametrize("person", FOREIGN)
def test_an_account_with_a_duty_elsewhere_is_out_of_reach(world, admin, above, person) -> None:
    official = person(world)
    assert "ngoài phạm vi quản trị" in rules.deny_account(admin, official)
    assert rules.deny_account(above, official) == ""
    kept = Official.objects.answered_for_in
    assert official not in kept(admin.holding(Ability.EDIT_POSTINGS))
    assert official in kept(above.holding(Ability.EDIT_POSTINGS))
    with pytest.raises(Refused):
        services.edit_official(by=admin, official_id=official.pk, fields={"is_active": False})
    with pytest.raises(Refused):
        services.appoint(
            by=admin, official=official, unit=world.commune, role=Role.CLERK, title="Thu về"
        )


@pytest.mark.parametrize("person", FOREIGN)
def test_no_page_of_the_site_opens_it(world, admin, person) -> None:
    official = person(world)
    client = client_of(admin.official)
    for name in ("edit_official", "appoint"):
        url = reverse(f"villages:{name}", args=[official.pk])
        for response in (client.get(url), client.post(url, {"username": "khac"})):
            assert response.status_code == (404 if person is of_another_commune else 403)
    if person is not of_another_commune:
        page = client.get(reverse("villages:official", args=[official.pk])).content.decode()
        assert "ngoài phạm vi quản trị" in page
        assert reverse("villages:edit_official", args=[official.pk]) not in page


@pytest.mark.parametrize("person", FOREIGN)
def test_no_page_of_the_admin_site_opens_or_offers_it(world, admin, person) -> None:
    official = person(world)
    client = client_of(admin.official)
    listing = reverse("admin:villages_official_changelist")
    assert official.full_name not in client.get(listing, {"q": official.username}).content.decode()
    change = reverse("admin:villages_official_change", args=[official.pk])
    assert client.get(change).status_code == 302
    for name in ("offer_link", "withdraw_link"):
        reset = reverse(f"accounts:{name}", args=[official.pk])
        assert client.post(reset).status_code in (403, 404)
    offered = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "villages", "model_name": "posting", "field_name": "official",
         "term": official.username},
    ).json()  # fmt: skip
    assert offered["results"] == []
    taken = {"official": official.pk, "unit": world.commune.pk, "role": "clerk", "title": "Thu về"}
    assert client.post(reverse("admin:villages_posting_add"), taken).status_code == 200
    assert not official.postings.filter(title="Thu về").exists()
    assert not official.password_links.exists()


@pytest.mark.parametrize("person", [moved_up, moved_sideways, between_two_posts])
def test_what_has_ended_here_is_not_opened_anew_in_the_admin_site(world, admin, person) -> None:
    held = person(world).postings.get(unit=world.commune)
    url = reverse("admin:villages_posting_change", args=[held.pk])
    client = client_of(admin.official)
    assert client.get(url).status_code == 200
    typed = {"official": held.official_id, "unit": held.unit_id, "role": held.role}
    typed |= {"title": held.title, "seen_version": held.version}
    assert client.post(url, typed).status_code == 403
    assert Posting.objects.get(pk=held.pk).ends_on == held.ends_on


@pytest.mark.parametrize("person", [moved_up, moved_sideways, in_two_scopes, of_another_commune])
def test_whoever_answers_for_all_of_it_disposes_of_it(world, above, person) -> None:
    official = person(world)
    client = client_of(above.official)
    assert client.post(reverse("accounts:offer_link", args=[official.pk])).status_code == 200
    assert official.password_links.count() == 1
    closed = services.edit_official(by=above, official_id=official.pk, fields={"is_active": False})
    assert not closed.is_active


def test_a_unit_ends_its_own_posting_of_a_person_with_two(world, admin) -> None:
    official = in_two_scopes(world)
    here = official.postings.get(unit=world.commune)
    page = client_of(admin.official).get(reverse("villages:official", args=[official.pk]))
    assert reverse("villages:end_posting", args=[here.pk]) in page.content.decode()
    services.end_posting(by=admin, posting_id=here.pk, ends_on=make.TODAY - timedelta(days=1))
    assert rules.deny_account(admin, official) != ""
    neighbour = make.access(make.make_official(world.neighbour, Role.ADMINISTRATOR))
    assert rules.deny_account(neighbour, official) == ""


def test_an_account_belongs_to_the_unit_of_the_last_duty_then_to_who_made_it(world, admin) -> None:
    made = services.create_official(
        by=admin, unit=world.commune, username="moi", full_name="Người Mới"
    )
    assert made.answering_units(make.TODAY) == [world.commune]
    _then(made, world.neighbour, Role.CLERK, ends_on=make.TODAY)
    assert made.answering_units(make.TODAY) == [world.neighbour]
    assert made.answering_units(make.TODAY + timedelta(days=1)) == [world.neighbour]


def test_an_account_that_nobody_made_is_nobodys_in_the_browser(world, admin) -> None:
    stray = Official.objects.create(username="vodanh", full_name="Vô Danh")
    assert rules.deny_account(admin, stray) != ""
    assert rules.deny_account(make.system(), stray) == ""
    assert stray not in Official.objects.answered_for_in(admin)
    assert stray in Official.objects.answered_for_in(make.system())


def test_looking_on_above_does_not_administer_above(world, admin) -> None:
    """An administrator of the commune who is also posted, without the right, in the district."""
    _then(admin.official, world.district, Role.COMMITTEE)
    client = client_of(admin.official)
    for kind, row in (("unit", world.neighbour), ("unit", world.district)):
        url = reverse(f"admin:villages_{kind}_change", args=[row.pk])
        assert client.get(url).status_code == 302
    neighbour = make.make_official(world.neighbour, Role.CLERK, "Văn thư bên")
    url = reverse("admin:villages_posting_change", args=[neighbour.postings.get().pk])
    assert client.get(url).status_code == 302
    trail = client.get(reverse("admin:villages_auditevent_changelist"), {"q": "Văn thư bên"})
    assert trail.context["cl"].result_count == 0
    choices = client.get(reverse("villages:add_official")).context["posting"].fields["unit"]
    assert world.neighbour not in choices.queryset


def test_old_accounts_learn_which_unit_made_them(world, admin) -> None:
    """By the event that made them, else by their last posting, else by nothing."""
    fill = import_module("villages.migrations.0005_fill_home_units").fill
    made = services.create_official(
        by=admin, unit=world.commune, username="moi", full_name="Người Mới"
    )
    _then(made, world.neighbour, Role.CLERK)
    silent = Official.objects.create(username="cu", full_name="Người Cũ")
    for unit, ends_on in ((world.district, make.TODAY), (world.commune, date(2020, 1, 1))):
        Posting.objects.create(
            official=silent, unit=unit, role=Role.CLERK, title="x", ends_on=ends_on
        )
    stray = Official.objects.create(username="vodanh", full_name="Vô Danh")
    Official.objects.get_queryset().update(home_unit=None)
    fill(apps, SimpleNamespace(connection=connection))
    for official, unit in ((made, world.commune), (silent, world.district), (stray, None)):
        official.refresh_from_db()
        assert official.home_unit == unit
