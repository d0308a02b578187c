"""Which passwords a guesser finds first, and that good ones in Vietnamese are left in peace."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.passwords import Guess, guess_for, normal_password

WORDS = {"nongthonmoi", "ntm", "matkhau", "quantri", "ubnd", "maidinh", "mai", "dinh", "xamaidinh"}

GUESSED = {
    Guess.WORDS: [
        "nongthonmoi2024", "xamaidinh2024!!", "Nông thôn mới 2025", "N0ngth0nm0i@2024",
        "n-o-n-g-t-h-o-n-m-o-i", "UBND xã Mai Đình", "ubnd.xamaidinh.2026", "NTM NTM NTM NTM NTM",
        "maidinh1234567!", "Ｎｏｎｇｔｈｏｎｍｏｉ２０２４",
    ],
    Guess.RUN: [
        "qwertyuiopasdf", "1qaz2wsx3edc4rfv", "a1b2c3d4e5f6g7h8", "aabbccddeeffgg",
        "abcdefghijklmn", "zxcvbnmasdfghjkl", "!@#$%^&*()_+!@", "poiuytrewqlkjh",
    ],
    Guess.REPEAT: [
        "aaaaaaaaaaaaaa", "đđđđđđđđđđđđđđ", "hoasen!!!!!!!!", "abcabcabcabcabc",
        "hoasenhoasenhoasen", "hoa sen hoa sen hoa sen", "aaaaaaabbbbbbbb", "xyxyxyxyxyxyxy",
    ],
    Guess.COMMON: [
        "dragonsunshinefootball", "anhyeuem-emyeuanh", "P@ssw0rd-letmein",
        "Khong biet mat khau",
    ],
    Guess.DIGITS: [
        "12345678901234", "0912345678-2024", "30041975 02091945", "11223344556677",
        "2024202420242024",
    ],
    Guess.DAY: ["lan19051975thu02091945"],
}  # fmt: skip

GOOD = [
    "sen-vàng-tháng-tám", "Con trâu đi trước cái cày theo sau", "mưa rơi trên mái ngói đỏ",
    "Tôi thích ăn phở bò sáng thứ bảy", "con bo an co ngoai dong", "gió lùa cửa sổ bếp",
    "7 con vịt xòe ra hai cái cánh", "hoa sen nở ở xã Mai Đình", "k3vX9mQ2zLw8Rt",
    "bún chả cá rô đồng ngon", "correct horse battery staple", "xanh xanh lá, vàng vàng hoa",
    "mèo tam thể ngủ nắng", "cau tre lac leo ganh gao ra cho", "Bảy chiếc thuyền nan năm 1987",
]  # fmt: skip


@pytest.mark.parametrize(
    ("password", "guess"), [(p, guess) for guess, many in GUESSED.items() for p in many]
)
def test_what_a_guesser_finds_is_named(password: str, guess: Guess) -> None:
    assert guess_for(password, WORDS) == guess


@pytest.mark.parametrize("password", GOOD)
def test_good_passwords_are_left_in_peace(password: str) -> None:
    for form in ("NFC", "NFD"):
        assert guess_for(unicodedata.normalize(form, password), WORDS) is None


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_and_every_keyboard_the_same(text: str) -> None:
    answers = {guess_for(unicodedata.normalize(f, text), WORDS) for f in ("NFC", "NFD")}
    assert len(answers) == 1


@given(st.text(min_size=1, max_size=5), st.integers(10, 30))
def test_whatever_repeats_is_found(block: str, times: int) -> None:
    folded = normal_password(block)
    if any(c.isalnum() for c in folded) and len((block * times).split()) == 1:
        assert guess_for(block * times, ()) is not None


def test_the_longest_password_is_measured_too() -> None:
    assert guess_for("ab" * 128, WORDS) is not None
