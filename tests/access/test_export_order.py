"""The file of a list stands in the order that the list on screen stands in."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests import factories as make
from tests.evidence import factories as ev
from tests.villages.imports.files import texts_below
from tests.world import World, client_of
from villages.enums import Role

NAMES = ("Lê Văn Bê", "Lê Văn An", "Lê Văn Cê")
LISTS = [
    ("tasks:list", "viec", "nhiem-vu", "Nội dung nhiệm vụ"),
    ("villages:officials", "ten", "can-bo", "Họ và tên"),
    ("evidence:library", "ten", "minh-chung", "Trích yếu"),
]


@pytest.mark.parametrize(("page", "column", "slug", "heading"), LISTS)
def test_a_file_keeps_the_order_of_the_column_that_was_pressed(
    page: str, column: str, slug: str, heading: str, db: None
) -> None:
    world = World()
    for name in NAMES:
        make.make_official(world.commune, Role.OFFICIAL, name)
        make.make_task(world.plan, text=name)
        ev.paper(world.commune, title=name)
    client = client_of(world.official("lan"))
    for order in (column, f"-{column}"):
        shown = client.get(reverse(page), {"xep": order}).content.decode()
        found = re.search(rf'href="(/xuat-excel/{slug}/[^"]*)"', shown)
        assert found is not None
        names = texts_below(client.get(unescape(found[1])).content, heading)
        expected = sorted(NAMES, reverse=order.startswith("-"))
        assert [name for name in names if name in NAMES] == expected
