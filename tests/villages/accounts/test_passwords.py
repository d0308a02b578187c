"""What a password must be for this person in this place, and that every keyboard gives the same."""

import unicodedata

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests import factories as make
from villages.enums import Role

# What an account may do no database decides.
pytestmark = pytest.mark.once

GOOD = "mưa rơi trên mái ngói đỏ"


@pytest.fixture
def person(world):
    return make.make_official(world.village, Role.VILLAGE_BOARD, "Nguyễn Thị Lan")


@pytest.mark.parametrize(
    "password",
    [
        "12345678901234",
        "aaaaaaaaaaaaaa",
        "nongthonmoi2024",
        "xamaidinh2024!!",
        "quantri1234567",
        "nongthonmoi-2024-mau",
        "Nongthonmoi 2024 mẫu",
        "thôn Thắng Lợi 2024",
        "thangloi-hiephoa-bacgiang",
        "NguyenThiLan1985",
        "lan.nguyen.thi.lan",
        "mat-khau-2024-moi",
        "mười ba ký tự",
    ],
)
def test_weak_ones_are_refused_with_one_sentence(person, password) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, person)
    assert len(refused.value.messages) == 1


@pytest.mark.parametrize("password", [GOOD, GOOD * 4, "Kim đồng hồ chỉ bốn giờ", "k3vX9mQ2zLw8Rt"])
def test_good_ones_are_accepted_up_to_any_sensible_length(person, password) -> None:
    if password == GOOD * 4:
        password = "".join(chr(0x4E00 + n * 37 % 20000) for n in range(200))
    validate_password(password, person)


def test_too_long_is_refused_for_its_length_alone(person) -> None:
    with pytest.raises(ValidationError, match="256"):
        validate_password("đ" * 100_000, person)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_keyboard_opens_the_same_account(person, form) -> None:
    person.set_password(unicodedata.normalize("NFD", GOOD))
    person.save()
    sent = {"username": person.username, "password": unicodedata.normalize(form, GOOD)}
    assert Client().post("/dang-nhap/", sent)["Location"] == "/"


def test_a_hash_of_an_older_version_still_opens(person) -> None:
    typed = unicodedata.normalize("NFD", GOOD)
    person.password = make_password(typed)
    person.save()
    assert person.check_password(typed)
    assert not person.check_password("khác hẳn mật khẩu kia")
    assert not person.check_password(None)
