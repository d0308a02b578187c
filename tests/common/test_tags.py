"""What every template has at hand: days and numbers as Viet Nam writes them, controls, pages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string

from ntm_project.common.icons import SHAPES
from ntm_project.common.templatetags import common_tags as tags
from tests.shared import one_line


class LevelForm(forms.Form):
    name = forms.CharField(label="Tên", help_text="Ngắn gọn.")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], required=False)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2024, 3, 5), "05/3/2024"),
        # 20:00 UTC is already the next day in Viet Nam.
        (datetime(2024, 3, 5, 20, 0, tzinfo=UTC), "06/3/2024"),
        (None, ""),
        ("", ""),
    ],
)
def test_day(value, written: str) -> None:
    assert tags.day(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (1635, "1.635"), (Decimal("2.320"), "2,32"), (41.2, "41,2"), (None, ""), ("", "")],
)
def test_number(value, written: str) -> None:
    assert tags.number(value) == written


def drawn_field(field: forms.BoundField) -> str:
    return engines["django"].from_string("{{ field|as_crispy_field }}").render({"field": field})


def test_control_has_the_class_of_its_kind_and_the_mark_of_an_error() -> None:
    form = LevelForm({"name": "", "kind": "a"})
    name, kind = (drawn_field(form[n]) for n in ("name", "kind"))
    assert "form-control" in name
    assert "is-invalid" in name
    assert "form-select" in kind


def test_field_names_its_help_and_its_error_for_a_screen_reader() -> None:
    drawn = drawn_field(LevelForm({"name": ""})["name"])
    for anchor in ("id_name_error", "id_name_helptext"):
        assert f'id="{anchor}"' in drawn
        assert drawn.count(anchor) == 2


class HelpForm(forms.Form):
    """A control of each kind that the pack draws in a way of its own."""

    text = forms.CharField(help_text="<b>1</b>")
    one = forms.ChoiceField(help_text="<b>2</b>")
    tick = forms.BooleanField(help_text="<b>3</b>")
    many = forms.MultipleChoiceField(help_text="<b>4</b>", widget=forms.CheckboxSelectMultiple)
    file = forms.FileField(help_text="<b>5</b>")


@pytest.mark.parametrize("name", list(HelpForm.base_fields))
def test_help_is_text(name: str) -> None:
    """It may name a plan or a person: what somebody typed there is no markup."""
    drawn = drawn_field(HelpForm()[name])
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn


def test_button_that_is_off_shows_its_reason() -> None:
    drawn = render_to_string(
        "components/button.html", {"label": "Duyệt", "reason": "Chỉ <lãnh đạo>.", "id": "x"}
    )
    assert 'aria-disabled="true"' in drawn
    assert 'aria-describedby="x-reason"' in drawn
    assert "Chỉ &lt;lãnh đạo&gt;." in drawn
    assert 'type="button"' in drawn


def test_table_is_named_and_keeps_what_stands_in_it() -> None:
    source = "{% table caption=name %}<tbody><tr><td>{{ name }}</td></tr></tbody>{% endtable %}"
    drawn = engines["django"].from_string(source).render({"name": "Thôn <Hạ>"})
    assert drawn.count("Thôn &lt;Hạ&gt;") == 3
    assert "<tbody><tr><td>" in drawn


def test_form_card_sends_its_token_and_the_version_that_was_seen() -> None:
    source = '{% form_card "Lưu" version=version back=back %}<p>{{ name }}</p>{% endform_card %}'
    shown = {"name": "<b>", "version": 1234, "back": "/nhiem-vu/", "csrf_token": "abc"}
    drawn = engines["django"].from_string(source).render(shown)
    assert 'name="csrfmiddlewaretoken"' in drawn
    assert 'name="seen_version" value="1234"' in drawn
    assert "<p>&lt;b&gt;</p>" in drawn
    assert 'href="/nhiem-vu/"> Hủy </a>' in one_line(drawn)
    without = engines["django"].from_string(source).render(shown | {"version": None, "back": ""})
    assert "seen_version" not in without
    assert "Hủy" not in without


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_icon_is_silent(name: str) -> None:
    drawn = engines["django"].from_string("{% icon name %}").render({"name": name})
    assert 'aria-hidden="true"' in drawn


def test_badge_shows_its_text() -> None:
    drawn = engines["django"].from_string('{% badge words "red" %}').render({"words": "<b>"})
    assert drawn == '<span class="badge badge-red">&lt;b&gt;</span>'


def test_badge_and_alert_hold_what_stands_in_them() -> None:
    source = """{% badged "red" title=words silent=True %}{{ words }}: {{ n }}{% endbadged %}
    {% alert "amber" id="late" role="alert" %}<p>{{ words }} <b>Xem</b></p>{% endalert %}"""
    drawn = engines["django"].from_string(source).render({"words": "<b>", "n": 2})
    badge = '<span class="badge badge-red" title="&lt;b&gt;" aria-hidden="true">&lt;b&gt;: 2</span>'
    assert drawn.startswith(badge)
    assert '<div id="late" class="alert alert-amber" role="alert">' in one_line(drawn)
    assert '<div class="alert-body"> <p>&lt;b&gt; <b>Xem</b></p> </div>' in one_line(drawn)


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "unicorn" %}',
        '{% badge "x" "pink" %}',
        '{% badged "pink" %}x{% endbadged %}',
        '{% alert "grey" %}x{% endalert %}',
    ],
)
def test_unknown_icon_or_tone_fails_loudly(source: str) -> None:
    with pytest.raises(ValueError, match="Unknown"):
        engines["django"].from_string(source).render()


def test_page_numbers_leave_out_the_middle() -> None:
    page = Paginator(range(640), 25).get_page(13)
    assert list(tags.page_numbers(page)) == [1, "…", 12, 13, 14, "…", 26]


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_error_page_needs_no_context(name: str) -> None:
    drawn = render_to_string(f"{name}.html")
    assert '<html lang="vi">' in drawn
    assert f"Mã lỗi {name}" in drawn


def test_refusal_shows_its_reason() -> None:
    assert "Dành cho thường trực." in render_to_string(
        "403.html", {"reason": "Dành cho thường trực."}
    )
