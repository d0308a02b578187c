"""Selects of people and units: the chosen line on the page, the rest on request, all in scope."""

import re
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from ntm_project.common.choices import OfficialChoice, UnitChoice, choices_answer
from ntm_project.common.forms import CrispyForm
from tests.factories import make_commune, make_official, make_village
from villages.models import Official, Unit

pytestmark = pytest.mark.django_db


class PostForm(CrispyForm, forms.Form):
    unit = UnitChoice(label="Đơn vị", empty_label="Chọn đơn vị")
    official = OfficialChoice(label="Cán bộ", queryset=Official.objects.none(), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class Place:
    """A commune with two villages, and another that lies outside the scope."""

    def __init__(self) -> None:
        self.commune = make_commune()
        self.villages = [make_village(self.commune, name) for name in ("Mai Hạ", "Mai <Thượng>")]
        self.other = make_commune("Thường Thắng", parent=self.commune.parent)
        self.units = Unit.objects.under(self.commune).order_by("path", "pk")

    def form(self, *args: Any, **kwargs: Any) -> PostForm:
        return PostForm(*args, units=self.units, **kwargs)

    def request(self, name: str, form: Any, **query: str) -> Any:
        request = RequestFactory().get("/giao/", {"hop": "7", "lua_chon": name, **query})
        return choices_answer(request, form)


@pytest.fixture
def place() -> Place:
    return Place()


def options(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', html)
    return [(value, words.strip()) for value, words in found]


def test_a_page_holds_the_empty_line_and_the_chosen_one(place: Place) -> None:
    village = place.villages[0]
    form = place.form(initial={"unit": village})
    drawn = str(form["unit"])
    words = f"{village.title_name}, {place.commune}"
    assert options(drawn) == [("", "Chọn đơn vị"), (str(village.pk), words)]
    assert 'data-choices="unit"' in drawn
    assert "selected" in drawn


def test_a_page_reads_one_row_however_many_there_are(place: Place) -> None:
    with CaptureQueriesContext(connection) as few:
        str(place.form(initial={"unit": place.villages[0].pk})["unit"])
    for number in range(10):
        make_village(place.commune, f"Thôn {number}")
    with CaptureQueriesContext(connection) as many:
        str(place.form(initial={"unit": place.villages[0].pk})["unit"])
    assert len(few) == len(many) == 1


def test_nothing_chosen_reads_nothing(place: Place) -> None:
    with CaptureQueriesContext(connection) as queries:
        drawn = str(place.form()["unit"])
    assert len(queries) == 0
    assert options(drawn) == [("", "Chọn đơn vị")]


def test_the_rest_comes_from_the_address_of_the_form(place: Place) -> None:
    answer = place.request("unit", place.form())
    found = options(answer.content.decode())
    assert [value for value, _ in found] == ["", *(str(unit.pk) for unit in place.units)]
    assert "Mai &lt;Thượng&gt;" in answer.content.decode()
    assert str(place.other.pk) not in dict(found)


def test_a_unit_out_of_scope_is_neither_shown_nor_taken(place: Place) -> None:
    typed = {"unit": str(place.other.pk)}
    form = place.form(typed)
    assert form.errors["unit"] == ["Lựa chọn này nằm ngoài phạm vi được giao."]
    assert options(str(form["unit"])) == [("", "Chọn đơn vị")]
    assert options(str(place.form({"unit": "' OR 1=1"})["unit"])) == [("", "Chọn đơn vị")]


def test_a_unit_in_scope_is_taken_although_the_page_did_not_hold_it(place: Place) -> None:
    form = place.form({"unit": str(place.villages[1].pk)})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["unit"] == place.villages[1]


def test_forms_with_a_prefix_and_rows_of_a_formset_are_kept_apart(place: Place) -> None:
    assert place.request("b-unit", place.form(prefix="b")).status_code == 200
    with pytest.raises(Http404):
        place.request("unit", place.form(prefix="b"))
    rows = forms.formset_factory(PostForm, extra=1)(prefix="r", form_kwargs={"units": place.units})
    for name in ("r-0-unit", "r-9-unit"):  # the tenth was added on the page
        assert place.commune.title_name in place.request(name, rows).content.decode()
    with pytest.raises(Http404):
        place.request("r-0-nothing", rows)


def test_without_a_script_the_form_comes_back_with_every_line(place: Place) -> None:
    form = place.form()
    assert choices_answer(RequestFactory().get("/giao/", {"hop": "7"}), form) is None
    link = re.search(r'<noscript><a href="([^"]*)"', str(form["unit"]))
    assert link
    assert link[1] == "?hop=7&amp;lua_chon=tat-ca"
    form = place.form()
    assert place.request("tat-ca", form) is None
    drawn = str(form["unit"])
    assert len(options(drawn)) == 4
    assert "noscript" not in drawn
    assert "data-choices" not in drawn


def test_a_mended_form_keeps_every_line_without_a_script(place: Place) -> None:
    form = place.form({"unit": ""})
    assert choices_answer(RequestFactory().post("/giao/?lua_chon=tat-ca"), form) is None
    assert len(options(str(form["unit"]))) == 4


def test_a_select_without_an_empty_line_shows_what_a_browser_would_choose(place: Place) -> None:
    form = place.form()
    form.fields["unit"].empty_label = None
    assert options(str(form["unit"]))[0][0] == str(place.commune.pk)


def test_people_stand_with_their_title_where_it_is_known(place: Place) -> None:
    official = make_official(place.commune)
    field = OfficialChoice(queryset=Official.objects.all())
    assert field.label_from_instance(official) == official.full_name
    official.main_title = "Văn thư"
    assert field.label_from_instance(official) == f"{official.full_name} – Văn thư"
