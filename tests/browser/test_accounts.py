"""One's own account in a browser: an app is taken up, a recovery code stands in for it."""

from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from ntm_project.sample.accounts import SAMPLE_PASSWORD
from tests.browser.conftest import PHONE, Person
from villages.models import AppFactor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def give_password(page: Page, base: str, username: str, password: str) -> None:
    page.goto(f"{base}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    press(page, "Đăng nhập")


def test_an_app_is_taken_up_and_a_recovery_code_stands_in_for_it(browser, people) -> None:
    lan = people("lan", PHONE)
    lan.go("/tai-khoan/xac-thuc/")
    lan.looks_right()
    typed = lan.page.locator("code.code-once").inner_text().replace(" ", "")
    lan.page.locator("[name=code]").fill(shown(typed))
    lan.page.locator("[name=old_password]").fill(SAMPLE_PASSWORD)
    press(lan.page, "Bật xác thực hai lớp")
    codes = lan.page.locator("ol.codes code").all_inner_texts()
    assert len(codes) == 10
    lan.looks_right()
    assert AppFactor.objects.get().user.username == "lan"
    again = Person(browser, lan.base, PHONE)
    give_password(again.page, lan.base, "lan", SAMPLE_PASSWORD)
    expect(again.page.get_by_label("Mã xác thực")).to_be_visible()
    again.looks_right()
    again.page.get_by_label("Mã xác thực").fill(codes[0].lower())
    press(again.page, "Đăng nhập")
    again.go("/tai-khoan/")
    expect(again.page.get_by_text("Còn 9 mã dự phòng")).to_be_visible()
    again.context.close()


def shown(base32: str) -> str:
    """What the app shows for the key as it is typed into it."""
    key = b32decode(base32 + "=" * (-len(base32) % 8))
    return f"{totp(key):06d}"
