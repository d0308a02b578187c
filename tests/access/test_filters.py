"""What every filter of a list shares: an unknown value finds nothing and is named at its field, and
the order chosen by a head goes along when the filter is sent, script or none."""

from typing import Any

import lxml.html
import pytest
from django import forms
from django.urls import reverse

from ntm_project.common.filters import ListFilter, SortedForm
from ntm_project.common.lists import SORT
from tests.access.matrix import Matrix
from villages.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Address → who opens it; this world has a row for each.
LISTS = {
    "villages:officials": Role.ADMINISTRATOR,
    "villages:audit": Role.ADMINISTRATOR,
    "tasks:list": Role.STANDING_OFFICER,
    "evidence:library": Role.STANDING_OFFICER,
    "evidence:link": Role.STANDING_OFFICER,
    "evidence:queue": "upper",
    "evidence:handled": "upper",
    "evidence:register": Role.CLERK,
}
TYPED = (forms.ChoiceField, forms.ModelChoiceField, forms.IntegerField, forms.DateField)


def _url(world: Matrix, name: str) -> str:
    return reverse(name, args=[world.rows["paper"].pk] if name == "evidence:link" else [])


def _rows(page: Any) -> list[Any]:
    """What a list shows, by whichever name its page has it."""
    names = ("page", "rows", "lines")
    return list(next(page.context[name] for name in names if page.context.get(name) is not None))


def test_no_filter_of_a_list_is_passed_over(world: Matrix) -> None:
    met = {type(world.clients[who].get(_url(world, name)).context["form"])
           for name, who in LISTS.items()}  # fmt: skip
    assert met == set(ListFilter.__subclasses__())


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_value_finds_nothing_and_is_named_at_its_field(world: Matrix, name: str) -> None:
    client, url = world.clients[LISTS[name]], _url(world, name)
    whole = client.get(url)
    assert (whole.status_code, bool(_rows(whole))) == (200, True)
    typed = {n for n, f in whole.context["form"].fields.items() if isinstance(f, TYPED)}
    for field in typed:
        page = client.get(url, {field: "no-such"})
        found = list(page.context["form"].errors), _rows(page), page.status_code
        assert found == ([field], [], 422), field
        drawn = lxml.html.document_fromstring(page.content)
        assert drawn.xpath(f"//*[@name='{field}'][@type='hidden' or @aria-invalid]"), field


@pytest.mark.parametrize("name", LISTS)
def test_a_unit_that_one_does_not_see_is_unknown(world: Matrix, name: str) -> None:
    client, url = world.clients[LISTS[name]], _url(world, name)
    form = client.get(url).context["form"]
    for field in (n for n, f in form.fields.items() if isinstance(f, forms.ModelChoiceField)):
        for key in ("999999", "9" * 30):
            page = client.get(url, {field: key})
            assert (page.status_code, _rows(page)) == (422, []), field


@pytest.mark.parametrize("name", [*LISTS, "reports:board"])
def test_the_order_goes_along_with_the_filter(world: Matrix, name: str) -> None:
    is_board = name == "reports:board"
    client = world.clients["upper" if is_board else LISTS[name]]
    url = reverse(name, args=[world.rows["district"].pk]) if is_board else _url(world, name)
    page = client.get(url, {SORT: "-x"})
    assert isinstance(page.context["form"], SortedForm)
    drawn = lxml.html.document_fromstring(page.content)
    assert drawn.xpath(f"//form[@method='get']//input[@name='{SORT}']/@value") == ["-x"]
    plain = lxml.html.document_fromstring(client.get(url).content)
    assert not plain.xpath(f"//input[@name='{SORT}']")
