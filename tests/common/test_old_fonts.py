"""Texts for the fonts of before Unicode, letter by letter."""

import unicodedata

import pytest

from ntm_project.common.old_fonts import OldFont, converted, old_font

LETTERS = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
] + ["đ"]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (".VnTime", OldFont.TCVN3),
        (".vntimeh", OldFont.TCVN3),
        ("VNI-Times", OldFont.VNI),
        ("VNI Helve", OldFont.VNI),
        ("Times New Roman", None),
        ("VNIce", None),
        ("", None),
    ],
)
def test_the_name_of_the_font_decides(name, font) -> None:
    assert old_font(name) == font


@pytest.mark.parametrize(
    ("text", "font", "name", "read"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", OldFont.TCVN3, "",
         "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Uû ban nh©n d©n x· §«ng Hßa", OldFont.TCVN3, "", "Uỷ ban nhân dân xã Đông Hòa"),
        ("m«i tr\u00adêng", OldFont.TCVN3, "", "môi trường"),
        ("quyÕt ®Þnh", OldFont.TCVN3, ".VnTimeH", "QUYẾT ĐỊNH"),
        ("UÛy ban nhaân daân xaõ Taân Phuù", OldFont.VNI, "", "Ủy ban nhân dân xã Tân Phú"),
        ("Ñöôøng truïc thoân, nöôùc saïch, vöôït kyø, lyù do", OldFont.VNI, "",
         "Đường trục thôn, nước sạch, vượt kỳ, lý do"),
        ("TIEÂU CHÍ MOÂI TRÖÔØNG", OldFont.VNI, "", "TIÊU CHÍ MÔI TRƯỜNG"),
        ("môi trường", OldFont.TCVN3, "", "môi trường"),
        ("So lieu 2024: 45%", OldFont.VNI, "", "So lieu 2024: 45%"),
    ],
)  # fmt: skip
def test_what_people_wrote_is_read(text, font, name, read) -> None:
    assert converted(text, font, name=name) == read


@pytest.mark.parametrize("font", OldFont)
def test_every_letter_can_be_written_and_none_twice(font) -> None:
    from ntm_project.common import old_fonts

    table = old_fonts._VNI if font == OldFont.VNI else old_fonts._TCVN3
    ascii_or_latin = set("aeiouyíì") if font == OldFont.VNI else set("aeiouy")
    assert set(LETTERS) <= set(table.values()) | ascii_or_latin
    small = [letter for letter in table.values() if letter.islower()]
    twice = {"ỵ"} if font == OldFont.VNI else set()
    assert {letter for letter in small if small.count(letter) > 1} == twice
