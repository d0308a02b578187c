"""The menu: what each role is offered, which entry is the present one, at no query of its own."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from reports.context import navigation
from tests import factories as make
from villages.enums import Role

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "Việc của tôi", "Bảng tổng hợp", "Nhiệm vụ", "Kế hoạch", "Minh chứng", "Thẩm tra",
    "Phân công", "Giao ban", "Báo cáo", "Văn bản đi", "Văn bản gửi đến", "Bộ tiêu chí",
    "Cán bộ", "Đơn vị",
]  # fmt: skip


def menu(access, path: str = "/"):
    request = RequestFactory().get(path)
    request.access = access
    return navigation(request)


def entries(access, path: str = "/"):
    """Each entry once: those of the bar, and those that the menu adds."""
    shown = menu(access, path)
    return list(dict.fromkeys([*shown["nav_main"], *shown["nav_more"]]))


@pytest.mark.parametrize("role", Role)
def test_each_role_is_offered_what_it_may_open(role) -> None:
    access = make.access(make.make_official(make.make_commune(), role))
    labels = [item.label for item in entries(access)]
    expected = EVERYBODY + (
        ["Nhật ký", "Tình trạng", "Quản trị"] if role == Role.ADMINISTRATOR else []
    )
    if role == Role.DATA_STEWARD:  # at a province, which sends no dossier and has none above it
        of_others = {"Thẩm tra", "Văn bản gửi đến"}
        expected = [label for label in EVERYBODY if label not in of_others] + ["Quản trị"]
    if role in (Role.REVIEWER, Role.VICE_CHAIR, Role.CHAIR):
        # Who reviews comes to the dossiers from the queue.
        expected = [expected[0], "Chờ thẩm tra", *expected[1:]]
        expected.remove("Thẩm tra")
    if role in (Role.OFFICIAL, Role.VILLAGE_BOARD):
        expected = [expected[0], "Chỉ tiêu", *expected[1:]]
    assert labels == expected


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Việc của tôi"),
        ("/bang/3/", "Bảng tổng hợp"),
        ("/danh-gia/3/", "Bảng tổng hợp"),
        ("/nhiem-vu/5/", "Nhiệm vụ"),
        ("/can-bo/them/", "Cán bộ"),
        ("/minh-chung/4/", "Minh chứng"),
        ("/tham-tra/luot/4/", "Thẩm tra"),
        ("/khac/", None),
    ],
)
def test_one_entry_at_most_is_the_present_one(path, label) -> None:
    access = make.access(make.make_official(make.make_commune()))
    current = [item.label for item in entries(access, path) if item.is_current]
    assert current == ([label] if label else [])


@pytest.mark.parametrize(
    ("path", "here"),
    [("/nhiem-vu/5/", ""), ("/minh-chung/4/", ""), ("/giao-ban/", "Giao ban"), ("/khac/", "")],
)
def test_the_button_of_the_menu_names_the_entry_that_it_hides(path, here) -> None:
    access = make.access(make.make_official(make.make_commune()))
    assert menu(access, path)["nav_here"] == here


def test_the_menu_asks_the_database_nothing() -> None:
    access = make.access(make.make_official(make.make_commune()))
    with CaptureQueriesContext(connection) as queries:
        context = menu(access)
    assert len(queries) == 0
    assert context["current_posting"] == access.postings[0]


def test_whoever_is_signed_out_gets_no_menu() -> None:
    assert not any(menu(None).values())
