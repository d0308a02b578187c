"""The page of the search box."""

import pytest

from tests import factories as make
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.both

URL = "/tim/"


def test_it_groups_what_it_found_and_keeps_the_question(world) -> None:
    make.make_task(world.plan, text="Xây nhà văn hóa <b>thôn</b>")
    page = world.member().get(URL, {"q": "nha van hoa"}).content.decode()
    assert 'value="nha van hoa"' in page
    assert "Xây nhà văn hóa &lt;b&gt;thôn&lt;/b&gt;" in page
    assert "Kết quả tìm “nha van hoa”" in page


@pytest.mark.parametrize(
    ("query", "sentence"), [("", "ít nhất hai chữ"), ("a", "ít nhất hai chữ"), ("zzz", "Không tìm")]
)
def test_it_says_what_to_do_when_nothing_is_found(world, query, sentence) -> None:
    assert sentence in world.member().get(URL, {"q": query}).content.decode()


def test_a_question_of_a_megabyte_is_told_at_its_field(world) -> None:
    response = world.member().get(URL, {"q": "x" * 1_000_000})
    assert response.status_code == 422
    assert "chỉ nhận tối đa 200 ký tự" in str(response.context["form"].errors["q"])
    assert world.member().post(URL).status_code == 405


def test_queries_stay_constant(world) -> None:
    def grow() -> None:
        for number in range(10):
            make.make_task(world.plan, text=f"Mai Đình {number}")
            make.make_official(world.commune, name=f"Mai Đình {number}", role="official")

    make.make_official(world.commune, name="Mai Đình", role="clerk")
    make.make_task(world.plan, text="Mai Đình")
    assert_constant_queries(world.member(), f"{URL}?q=mai+dinh", grow, most=20)
