"""Text typed in the letters of old fonts: recognised without a font's name, kept, converted."""

import pytest
from django import forms

from ntm_project.common.forms import CrispyForm, LineInput, ProseInput
from ntm_project.common.old_fonts import OldFont, converted, recognised
from ntm_project.common.text import clean_line, fold, name_key

PASTED = "tr\u00adêng häc x· §«ng Hßa"


@pytest.mark.parametrize(
    ("text", "font", "unicode"),
    [
        (PASTED, OldFont.TCVN3, "trường học xã Đông Hòa"),
        ("Uû ban nh©n d©n", OldFont.TCVN3, "Uỷ ban nhân dân"),
        ("kÕ ho¹ch x©y dùng n«ng th«n míi", OldFont.TCVN3, "kế hoạch xây dựng nông thôn mới"),
        ("x·", OldFont.TCVN3, "xã"),
        ("7/8 xãm (87,5%) ®¹t chuÈn", OldFont.TCVN3, "7/8 xóm (87,5%) đạt chuẩn"),
        ("th«n Kr«ng P¾k, tr\u00adêng häc", OldFont.TCVN3, "thôn Krông Pắk, trường học"),
        ("§¾k L¾k hoµn thµnh", OldFont.TCVN3, "Đắk Lắk hoàn thành"),
        ("tröôøng hoïc xaõ Ñoâng Hoøa", OldFont.VNI, "trường học xã Đông Hòa"),
        ("keá hoaïch xaây döïng", OldFont.VNI, "kế hoạch xây dựng"),
    ],
)
def test_old_letters_are_recognised(text, font, unicode):
    assert recognised(text) == font
    assert converted(text, font) == unicode
    assert clean_line(text) == text  # every character is kept


@pytest.mark.parametrize(
    "text",
    [
        *("", "truong hoc", "trường học xã Đông Hòa", "cô là má", "hòa bình, hoà giải", "Ô tô"),
        *(
            "xã",
            "hè về quê",
            "André Müller",
            "São Paulo",
            "Đắk Lắk",
            "naïve façade",
            "10 µm, 5 m², ½ lít",
        ),
        *("© 2024 ®", "§ 5", "20°C ± 1", "TP. HÀ TĨNH", "lãi, lỗ", "Ðông Hòa", "«trích»"),
        *("ký hiệu ® và ©", "á à ã ạ", "Ý kiến", "1.635 km · 2,32 tỷ"),
    ],
)
def test_unicode_is_no_old_font(text):
    assert recognised(text) is None


def test_a_soft_hyphen_in_unicode_is_nothing():
    assert clean_line("nông\u00ad thôn") == "nông thôn"


def test_eth_is_dd_everywhere():
    assert clean_line("\u00d0ặng Thị Hiền") == "Đặng Thị Hiền"
    assert fold("\u00d0ặng") == fold("Đặng") == fold("\u00f0ặng") == "dang"
    assert name_key("Nguyễn Văn \u00d0ức") == name_key("Nguyễn Văn Đức")


class Form(CrispyForm, forms.Form):
    title = LineInput(label="Tên")
    text = ProseInput(label="Nội dung", required=False)


def test_a_field_refuses_and_does_what_was_chosen():
    form = Form({"title": PASTED})
    assert "TCVN3" in str(form.errors["title"])
    assert form["title"].value() == PASTED
    assert form["title"].conversion == "trường học xã Đông Hòa"
    for choice, saved in (("doi", "trường học xã Đông Hòa"), ("giu", PASTED)):
        form = Form({"title": PASTED, "title_chu": choice})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["title"] == saved


def test_a_line_pasted_among_others_is_found_and_changed_alone():
    text = f"Toàn xã đã đạt 15 tiêu chí.\n{PASTED}\nCòn lại 04 tiêu chí."
    form = Form({"title": "Xã", "text": text})
    assert "TCVN3" in str(form.errors["text"])
    form = Form({"title": "Xã", "text": text, "text_chu": "doi"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == text.replace(PASTED, "trường học xã Đông Hòa")


def test_a_choice_changes_no_other_text():
    form = Form({"title": "Đông Hòa", "title_chu": "doi", "text": "một\nhai"})
    assert form.is_valid()
    assert (form.cleaned_data["title"], form.cleaned_data["text"]) == ("Đông Hòa", "một\nhai")
