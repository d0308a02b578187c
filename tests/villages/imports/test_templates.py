"""The templates to download: what their cells offer, and that the lists of it are no data."""

import re
import zipfile
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse

from ntm_project.common.tables.read import read_book
from ntm_project.common.tables.write import LISTS, Page, SheetColumn, SheetFile
from tests import factories as make
from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of, opened
from villages.enums import Role
from villages.models import Body

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened()


def _lists(content: bytes) -> list[str]:
    """The source of each drop-down of the first sheet."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    return [unescape(one) for one in re.findall(r"<formula1>(.*?)</formula1>", sheet)]


def _strings(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return unescape(archive.read("xl/sharedStrings.xml").decode())


@pytest.mark.parametrize(
    ("slug", "place", "count", "words"),
    [
        ("nhiem-vu", "plan", 6, ["thôn Thắng Lợi", "Đặng Thị Hiền", "Hội Nông dân xã"]),
        ("kinh-phi", "plan", 4, ["thôn Thắng Lợi", "Dự kiến"]),
        ("ket-qua", "assessment", 2, ["2.2"]),
        ("to-chuc", "commune", 2, ["thôn Thắng Lợi"]),
        ("can-bo", "commune", 4, ["thôn Thắng Lợi", "Hội Nông dân xã", "Thường trực NTM"]),
        ("don-vi", "commune", 6, ["thôn Thắng Lợi"]),
    ],
)
def test_a_template_offers_what_its_cells_may_hold(
    world: World, slug: str, place: str, count: int, words: list[str]
) -> None:
    assert all([world.village, world.official("hien"), world.assessment])
    Body.objects.create(unit=world.commune, name="Hội Nông dân xã")
    of_unit = place == "commune"
    client = world.member("administrator") if of_unit else client_of(world.official("lan"))
    url = reverse("villages:export_list", args=[slug, getattr(world, place).pk])
    content = client.get(f"{url}?mau=1").content
    lists = _lists(content)
    assert len(lists) >= count, lists
    assert all(word in _strings(content) + str(lists) for word in words)
    run = upload(client, slug, getattr(world, place), content, "mau.xlsx")
    assert run.outcome["counts"] == {"cells": 0}, run.outcome


def test_the_supervision_template_offers_criteria_and_leaders(world: World) -> None:
    leader = make.make_official(world.commune, Role.CHAIR)
    url = reverse("villages:export_list", args=["phan-cong", world.assessment.pk])
    content = client_of(world.official("lan")).get(f"{url}?mau=1").content
    assert len(_lists(content)) == 2
    assert str(leader) in _strings(content) + str(_lists(content))


def test_a_long_list_and_one_with_commas_stand_on_a_hidden_sheet() -> None:
    columns = [
        SheetColumn("Ngắn", choices=("x",)),
        SheetColumn("Dài", choices=[f"Việc số {n}" for n in range(99)]),
        SheetColumn("Có dấu phẩy", choices=("một, hai", "ba"), is_open=True),
    ]
    with SheetFile(has_lists=True) as file:
        file.add(Page(tab="a", title="A"), columns, [])
        file.add(Page(tab="b", title="B"), columns, [])
    assert _lists(file.content) == ['"x"', f"'{LISTS}'!$A$1:$A$99", f"'{LISTS}'!$B$1:$B$2"]
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    assert re.search(rf'name="{LISTS}"[^>]* state="hidden"', book)


def test_a_list_that_goes_out_keeps_to_its_one_sheet() -> None:
    long = SheetColumn("Dài", choices=[f"Việc số {n}" for n in range(99)])
    with SheetFile() as file:
        file.add(Page(tab="a", title="A"), [long, SheetColumn("Ngắn", choices=("x",))], [])
    assert _lists(file.content) == ['"x"']
    assert len(read_book(file.content).sheets) == 1
