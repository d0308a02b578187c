"""Whoever holds a post in two of the old units is one person, and no rival of herself."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.shared import copied, made_once
from tests.villages.changes.world import ACT, ON, TYPED_MERGE, Merging, full_world
from tests.world import client_of
from villages.changes.queries import change_of
from villages.enums import Role
from villages.models import Official, Posting, Unit
from villages.services import appoint

pytestmark = pytest.mark.django_db


rows = made_once(full_world)


world = copied


LINES = "Đông + Tây → Mai Giáp"


def head_of_both(world: Merging) -> tuple[Official, Unit]:
    """Who heads two villages, and the second of them."""
    east, west = (make.make_village(world.commune, name) for name in ("Đông", "Tây"))
    head = make.make_official(east, Role.VILLAGE_BOARD, title="Trưởng thôn")
    post = {"role": Role.VILLAGE_BOARD, "title": "Trưởng thôn"}
    appoint(by=make.system(), official=head, unit=west, **post)
    return head, west


def test_the_head_of_both_villages_goes_on_without_a_choice(world: Merging) -> None:
    head, west = head_of_both(world)
    change = change_of(world.by, world.commune, text=LINES, on=ON, act=ACT, choices={})
    assert [(held.is_rival, held.heir is None) for held in change.held] == [(False, False)] * 2
    make.make_official(west, Role.VILLAGE_BOARD, title="Trưởng thôn")
    change = change_of(world.by, world.commune, text=LINES, on=ON, act=ACT, choices={})
    assert all(held.is_rival for held in change.held)
    assert {held.posting.official_id for held in change.held} > {head.pk}


def merged(world: Merging) -> str:
    """The page after the two villages became one, nobody having chosen anything."""
    client, url = client_of(world.admin), reverse("villages:change_units", args=[world.commune.pk])
    typed = TYPED_MERGE | {"lines": LINES}
    seen = client.post(url, typed).context["seen"].versions["seen_version"]
    done = client.post(url, {**typed, "write": "1", "seen_version": seen}, follow=True)
    return done.content.decode()


def test_who_goes_on_is_counted_once(world: Merging) -> None:
    head, _ = head_of_both(world)
    page = merged(world)
    assert "2 chức vụ ở đơn vị cũ đã kết thúc, 1 người tiếp tục" in page
    assert "chưa ai giữ" not in page
    assert head.postings.filter(unit__name="Mai Giáp").count() == 1


def test_posts_for_which_nobody_was_chosen_are_named_afterwards(world: Merging) -> None:
    head, west = head_of_both(world)
    other = make.make_official(west, Role.VILLAGE_BOARD, "Lý Văn Hai", title="Trưởng thôn")
    page = merged(world)
    assert "3 chức vụ chưa chọn người tiếp tục" in page
    assert "Lý Văn Hai (Trưởng thôn, thôn Tây)" in page
    assert not Posting.objects.filter(official__in=[head, other], unit__name="Mai Giáp").exists()


def test_a_post_that_the_change_leaves_to_nobody_is_named_until_somebody_holds_it(
    world: Merging,
) -> None:
    """Both communes have a standing officer and an administrator; nobody is chosen."""
    for unit, name in ((world.commune, "Vũ Văn Ký"), (world.neighbour, "Vũ Văn Số")):
        make.make_official(unit, Role.ADMINISTRATOR, name)
    client, url = client_of(world.admin), reverse("villages:change_units", args=[world.after.pk])
    preview = client.post(url, TYPED_MERGE)
    ((heir, posts),) = preview.context["unfilled"]
    assert heir.name == "Xuân Cẩm"
    assert [post.role for post in posts] == [Role.STANDING_OFFICER, Role.ADMINISTRATOR]
    assert "quản trị của tỉnh Bắc Ninh giao" in preview.content.decode()
    # One that goes on is not named.
    lan = world.official("lan")
    chosen = TYPED_MERGE | {f"p{lan.postings.get().pk}": "0"}
    ((_, posts),) = client.post(url, chosen).context["unfilled"]
    assert [post.role for post in posts] == [Role.ADMINISTRATOR]
    world.merge()
    merged = Unit.objects.get(name="Xuân Cẩm")
    page = reverse("villages:unit", args=[merged.pk])
    shown = client.get(page)
    waiting = [post.role for post in shown.context["unfilled"]]
    assert waiting == [Role.STANDING_OFFICER, Role.ADMINISTRATOR]
    assert "Chức vụ chưa có người giữ" in shown.content.decode()
    for role in waiting:
        appoint(by=make.system(), official=lan, unit=merged, role=role, title="Chức vụ mới")
    assert client.get(page).context["unfilled"] == []


def test_who_heads_neither_of_two_villages_on_leaves_the_post_named(world: Merging) -> None:
    _, west = head_of_both(world)
    make.make_official(west, Role.VILLAGE_BOARD, "Lý Văn Hai", title="Trưởng thôn")
    make.make_official(west, Role.VILLAGE_BOARD, "Lý Văn Ba", title="Ủy viên")
    merged(world)
    made = Unit.objects.get(name="Mai Giáp")
    shown = client_of(world.admin).get(reverse("villages:unit", args=[made.pk]))
    (post,) = shown.context["unfilled"]
    assert post.label == "Trưởng thôn"
    assert made.postings.get().title == "Ủy viên"
