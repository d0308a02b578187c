"""Accounts in a browser: from the one-time link to a password of one's own; the second factor."""

from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from ntm_project.sample.accounts import SAMPLE_PASSWORD
from tests.browser.conftest import PHONE, Person, press
from villages.models import AppFactor, Official, Posting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


FIRST, SECOND = "Kim đồng hồ chỉ bốn giờ", "Bốn mùa trên cánh đồng cũ"


def a_new_official() -> Official:
    """Somebody taken on in Lan's commune, without a password."""
    hien = Official.objects.create(username="hien.moi", full_name="Đặng Thị Hiền")
    unit = Posting.objects.get(official__username="lan", is_main=True).unit
    Posting.objects.create(official=hien, unit=unit, role="official", title="Công chức")
    return hien


def set_password(page: Page, button: str, password: str) -> None:
    page.locator("[name=password]").fill(password)
    page.locator("[name=password_again]").fill(password)
    press(page, button)


def use_link(phone: Person, link: str) -> None:
    """A weak password is refused at its place, a good one is taken."""
    phone.page.goto(link)
    expect(phone.page.get_by_text("tên đăng nhập hien.moi")).to_be_visible()
    assert link not in phone.page.url  # nobody reads the code over a shoulder
    phone.expected = ("status of 422",)
    set_password(phone.page, "Đặt mật khẩu", "12345678901234")
    expect(phone.page.locator(".invalid-feedback").first).to_be_visible()
    phone.looks_right()
    set_password(phone.page, "Đặt mật khẩu", FIRST)
    expect(phone.page.get_by_text("Hãy đăng nhập bằng mật khẩu mới.")).to_be_visible()


def test_a_link_leads_to_a_password_of_one_s_own_and_a_session(browser, people) -> None:
    admin, hien = people("quantri"), a_new_official()
    admin.go(f"/can-bo/{hien.pk}/tai-khoan/")
    admin.looks_right()
    press(admin.page, "Tạo liên kết đặt mật khẩu")
    link = admin.page.locator("#link").inner_text()
    admin.looks_right()

    phone = Person(browser, admin.base, PHONE)
    use_link(phone, link)
    give_password(phone.page, admin.base, "hien.moi", FIRST)
    phone.go("/tai-khoan/")
    expect(phone.page.get_by_text("Đang đăng nhập ở")).to_be_visible()

    again = Person(browser, admin.base, PHONE)
    again.expected = ("status of 410",)
    again.page.goto(link)
    expect(again.page.get_by_role("heading", name="Liên kết không còn hiệu lực")).to_be_visible()
    again.looks_right()
    give_password(again.page, admin.base, "hien.moi", FIRST)
    again.go("/tai-khoan/")

    phone.go("/tai-khoan/mat-khau/")
    phone.page.locator("[name=old_password]").fill(FIRST)
    set_password(phone.page, "Đổi mật khẩu", SECOND)
    expect(phone.page.get_by_text("Đã đổi mật khẩu.")).to_be_visible()
    phone.looks_right()
    again.page.goto(f"{admin.base}/tai-khoan/")  # the other session has ended
    expect(again.page.get_by_label("Mật khẩu")).to_be_visible()
    give_password(again.page, admin.base, "hien.moi", SECOND)
    again.go("/tai-khoan/")
    for person in (phone, again):
        person.context.close()
