"""Typed text: one spelling in, whatever keyboard or paste it came from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.text import clean_line, fold_letters, shortened


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  xã   Mai\tĐình\n", "xã Mai Đình"),
        ("xa\u0303 Mai Đi\u0300nh", "xã Mai Đình"),
        ("xã\u200b\ufeff Mai\u00a0Đình\u00ad", "xã Mai Đình"),
        ("a\u200b\u0301", "á"),
        ("ê\u0301", "ế"),
        ("\u202e\u2066", ""),
        ("một\x0bhai\x00ba", "một hai ba"),
        ("\uf0fc đạt \uf0a8 chưa \uf0b7", "✓ đạt ☐ chưa •"),
        ("\uf0ab", "\uf0ab"),
        ("☑\ufe0f đạt ✔\ufe0e", "☑ đạt ✔"),
    ],
)
def test_blanks_marks_and_forms_become_one_spelling(typed, kept):
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("Lắp đặt biển báo", 16, "Lắp đặt biển báo"),
        ("Lắp đặt\n  biển báo", 16, "Lắp đặt biển báo"),
        ("Lắp đặt biển báo", 15, "Lắp đặt biển…"),
        ("Lắp đặt biển báo", 13, "Lắp đặt biển…"),
        ("Lắp đặt, biển báo", 12, "Lắp đặt…"),
        ("https://xa.vn/mot-dia-chi-dai", 10, "https://x…"),
        ("", 10, ""),
    ],
)
def test_a_text_is_cut_between_words(text, length, shown):
    assert shortened(text, length) == shown
    assert len(shown) <= length


def test_fold_drops_every_diacritic():
    assert (
        fold_letters(clean_line("Ủy ban xã ĐÌNH – hoà, hòa, qúy, quý"))
        == "uy ban xa dinh - hoa, hoa, quy, quy"
    )


@given(text=st.text())
def test_any_text_is_tidied_once_and_folded_in_place(text):
    tidied = clean_line(text)
    assert clean_line(tidied) == tidied
    assert unicodedata.is_normalized("NFC", tidied)
    assert len(fold_letters(tidied)) == len(tidied)
