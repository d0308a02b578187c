"""Every fault of a row stands in the first trial, at its column and with what to do."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of, opened
from villages.enums import Role
from villages.imports.names import meant
from villages.models import Posting

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened()


@pytest.fixture
def client(world: World) -> Client:
    return client_of(make.make_official(world.commune, Role.ADMINISTRATOR))


def refusals(client: Client, slug: str, place: Any, text: str) -> dict[str, str]:
    """The remedy at each column of the first refused row."""
    run = upload(client, slug, place, text)
    (row,) = run.outcome["rows"]["refused"]
    return {column: remedy for column, _, remedy in row[3]}


PEOPLE = "Họ và tên;Chức vụ;Từ ngày;Đến ngày;Thư điện tử\n"
UNITS = "Tên đơn vị;Cấp;Từ ngày;Đến ngày;Nhóm xã;Vùng\n"


def test_days_out_of_order_are_named_with_the_other_faults(world: World, client: Client) -> None:
    rows = "Nguyễn Văn Tám;Công chức;01/9/2024;01/8/2024;không-phải-thư\n"
    found = refusals(client, "can-bo", world.commune, PEOPLE + rows)
    assert set(found) == {"Đến ngày", "Thư điện tử"}
    assert all(found.values())


def test_days_against_those_on_record_are_named_too(world: World, client: Client) -> None:
    official = make.make_official(world.commune, Role.OFFICIAL)
    posting = Posting.objects.get(official=official)
    posting.starts_on = date(2024, 9, 5)
    posting.save()
    text = (
        "Họ và tên;Chức vụ;Đến ngày;Thư điện tử\n"
        f"{official.full_name};{posting.title};01/8/2024;a@\n"
    )
    found = refusals(client, "can-bo", world.commune, text)
    assert set(found) == {"Đến ngày", "Thư điện tử"}


def test_a_username_that_is_taken_stands_with_the_other_faults(
    world: World, client: Client
) -> None:
    """That of a stranger, whom the person does not see, and that of another row of the file."""
    taken = make.make_official(world.neighbour, Role.OFFICIAL).username
    head = "Họ và tên;Chức vụ;Tên đăng nhập;Vai trò\n"
    rows = f"Nguyễn Văn Tám;Công chức;{taken};Vai lạ\n"
    assert set(refusals(client, "can-bo", world.commune, head + rows)) == {
        "Tên đăng nhập",
        "Vai trò",
    }
    twins = (
        "Trần Bê;Kế toán;tranbe;Công chức chuyên môn\nTrần Cê;Thuế;tranbe;Công chức chuyên môn\n"
    )
    found = refusals(client, "can-bo", world.commune, head + twins)
    assert set(found) == {"Tên đăng nhập"}


@pytest.mark.parametrize("level", ["Tỉnh", "Xã", "Cấp lạ"])
def test_a_unit_has_all_its_faults_at_once(world: World, client: Client, level: str) -> None:
    rows = f"Thôn Mới;{level};01/9/2024;01/8/2024;7;Vùng lạ\n"
    found = refusals(client, "don-vi", world.commune, UNITS + rows)
    assert set(found) == {"Cấp", "Đến ngày", "Nhóm xã", "Vùng"}
    assert all(found.values())


def test_a_stored_day_counts_where_the_file_has_no_column_for_it(
    world: World, client: Client
) -> None:
    upload_of = "Tên đơn vị;Đến ngày;Vùng\n"
    unit = world.village
    unit.valid_from = date(2024, 9, 1)
    unit.save()
    found = refusals(client, "don-vi", world.commune, f"{upload_of}{unit};01/8/2024;lạ\n")
    assert set(found) == {"Đến ngày", "Vùng"}


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("xã Nghi Hoa", ""),
        ("Mai Đình", ""),
        ("Sao Mai", "xã Sao Mai (minh họa)"),
        ("xã Sao May (minh họa)", "xã Sao Mai (minh họa)"),
        ("xóm Thắng Lơi", "thôn Thắng Lợi"),
        ("Thắng Lơi, xã Mai Đình", "thôn Thắng Lợi"),
        ("x", ""),
    ],
)
def test_a_name_is_offered_where_one_may_be_misspelled_alone(words: str, near: str) -> None:
    """That both are a “xã”, or share a word, makes no other name of it."""
    offer = meant(words, ["xã Sao Mai (minh họa)", "thôn Thắng Lợi"])
    assert offer == (f"Có phải “{near}”?" if near else "")
