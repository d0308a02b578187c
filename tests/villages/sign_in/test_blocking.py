"""A guesser is slowed down; nobody at another address or at a known browser ever is."""

import unicodedata

import pytest
from django.test import override_settings
from django.urls import reverse

from tests.villages.sign_in.conftest import CAFE, HOME, PASSWORD, Browser, account
from tests.world import client_of
from villages.enums import Role
from villages.models import AuditEvent, SignInCount
from villages.sign_in.services import remove_old_counts

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_after_five_wrong_tries_the_right_password_waits_too(lan, later) -> None:
    guesser = Browser()
    assert guesser.fails("lan", 6) == [200] * 5 + [429]
    refused = guesser.sign_in("lan")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) == 60
    assert "1 phút" in refused.content.decode()
    later(61)
    assert guesser.sign_in("lan").status_code == 302


def test_the_wait_doubles_and_ends_at_fifteen_minutes(lan, later) -> None:
    guesser = Browser()
    guesser.fails("lan", 5)
    waits = []
    for _ in range(6):
        waits.append(int(guesser.sign_in("lan", "sai")["Retry-After"]))
        later(waits[-1] + 1)
        assert guesser.sign_in("lan", "sai").status_code == 200
    assert waits == [60, 120, 240, 480, 900, 900]


def test_a_refused_try_does_not_lengthen_the_wait(lan, later) -> None:
    guesser = Browser()
    guesser.fails("lan", 50)
    later(61)
    assert guesser.sign_in("lan").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(lan, later) -> None:
    browser = Browser()
    for _ in range(4):
        browser.fails("lan", 4)
        assert browser.sign_in("lan").status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "l\u200ban", "l\u200d\u200can", "\u2060lan", "la\u00adn", "\ufefflan", "lan\u200e", " lan ",
        "l\u202aan", "ｌａｎ", "lan\r\n", "lan\t",
    ],
)  # fmt: skip
def test_every_name_that_finds_the_account_counts_for_it(lan, later, name) -> None:
    browser = Browser()
    browser.fails("lan", 5)
    assert browser.sign_in(name).status_code == 429
    assert Browser(CAFE).sign_in(name).status_code == 302


def test_composed_and_decomposed_names_are_one(commune, later) -> None:
    account(commune, "thủy")
    decomposed = unicodedata.normalize("NFD", "thủy")
    browser = Browser()
    browser.fails(decomposed, 5)
    assert browser.sign_in("thủy").status_code == 429


def test_another_case_is_another_name_to_both(lan, later) -> None:
    """The look-up distinguishes `LAN` from `lan`: guessing under it can never open the account."""
    browser = Browser()
    assert browser.sign_in("LAN").status_code == 200
    browser.fails("LAN", 4)
    assert browser.sign_in("LAN").status_code == 429
    assert browser.sign_in("lan").status_code == 302


def test_names_that_nobody_has_are_answered_alike(lan, later) -> None:
    known, unknown = Browser("192.0.2.1"), Browser("192.0.2.2")
    assert known.fails("lan", 7) == unknown.fails("không có ai", 7)
    assert not SignInCount.objects.filter(key__contains="không có ai").exists()


def test_who_guesses_at_one_address_keeps_nobody_out_at_another(lan, later) -> None:
    for n in range(5):
        Browser(f"198.51.100.{n}").fails("lan", 7)
    assert Browser(HOME).sign_in("lan").status_code == 302


def test_one_password_over_many_names_is_slowed_per_address(commune, later) -> None:
    sprayer = Browser()
    answers = [sprayer.sign_in(f"canbo{n}", "MatKhau@123456").status_code for n in range(20)]
    assert answers == [200] * 10 + [429] * 10
    assert int(sprayer.sign_in("canbo99")["Retry-After"]) == 5
    later(6)
    assert sprayer.sign_in("canbo21", "MatKhau@123456").status_code == 200
    assert int(sprayer.sign_in("canbo22", "MatKhau@123456")["Retry-After"]) == 10


def test_refused_tries_of_ever_new_names_leave_nothing_behind(commune, later) -> None:
    sprayer = Browser()
    for n in range(40):
        sprayer.sign_in(f"canbo{n}", "sai")
    assert SignInCount.objects.count() == 11


def test_behind_one_address_a_known_officer_gets_in_while_others_guess(commune, lan, later) -> None:
    """A whole commune shares a line with somebody who guesses at it."""
    assert Browser().sign_in("lan").status_code == 302
    for n in range(30):
        Browser().sign_in(f"canbo{n}", "sai")
    assert Browser().sign_in("canbo99").status_code == 429
    assert Browser().sign_in("lan").status_code == 302


def test_a_known_browser_gets_in_while_its_own_account_is_guessed_beside_it(lan, later) -> None:
    own = Browser()
    assert own.sign_in("lan").status_code == 302
    own.client.post(reverse("logout"))
    Browser().fails("lan", 60)
    assert Browser().sign_in("lan").status_code == 429
    assert own.sign_in("lan").status_code == 302


def test_at_a_known_address_an_account_waits_a_minute_at_most(lan, later) -> None:
    assert Browser().sign_in("lan").status_code == 302
    waits = []
    for _ in range(20):
        refused = Browser().sign_in("lan", "sai")
        if refused.status_code == 429:
            waits.append(int(refused["Retry-After"]))
            later(waits[-1] + 1)
    assert waits[:3] == [5, 10, 20]
    assert max(waits) == 60


def test_a_known_browser_is_slowed_down_by_itself(lan, later) -> None:
    own = Browser()
    own.sign_in("lan")
    own.client.post(reverse("logout"))
    assert own.fails("lan", 6) == [200] * 5 + [429]


def test_a_forged_or_foreign_device_is_no_known_one(commune, lan, later) -> None:
    account(commune, "quyen")
    mine = Browser()
    mine.sign_in("quyen")
    mine.client.post(reverse("logout"))
    mine.fails("lan", 5)
    assert mine.sign_in("lan").status_code == 429
    mine.client.cookies["device"] = "abc:def:ghi"
    assert mine.sign_in("lan").status_code == 429


@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
def test_behind_the_proxy_each_client_is_counted_by_its_own_address(lan, later) -> None:
    proxy = "10.1.2.3"
    Browser(proxy, HTTP_X_FORWARDED_FOR="6.6.6.6").fails("lan", 7)
    assert Browser(proxy, HTTP_X_FORWARDED_FOR="6.6.6.6").sign_in("lan").status_code == 429
    assert Browser(proxy, HTTP_X_FORWARDED_FOR="1.2.3.4").sign_in("lan").status_code == 302


@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
def test_a_forged_header_is_no_way_around(lan, later) -> None:
    guesser = Browser("203.0.113.50")
    codes = [
        guesser.sign_in("lan", "sai", HTTP_X_FORWARDED_FOR=f"9.9.9.{n}").status_code
        for n in range(6)
    ]
    assert codes == [200] * 5 + [429]
    proxied = Browser("10.1.2.3")
    codes = [
        proxied.sign_in("lan", "sai", HTTP_X_FORWARDED_FOR=f"9.9.9.{n}, 6.6.6.6").status_code
        for n in range(6)
    ]
    assert codes == [200] * 5 + [429]


def test_one_customer_of_ipv6_is_one_address(lan, later) -> None:
    codes = [Browser(f"2001:db8:1:2::{n:x}").sign_in("lan", "sai").status_code for n in range(6)]
    assert codes == [200] * 5 + [429]
    assert Browser("2001:db8:1:3::1").sign_in("lan").status_code == 302


def test_an_administrator_opens_the_door_and_the_trail_keeps_it(commune, lan, later) -> None:
    admin = client_of(account(commune, "quantri", Role.ADMINISTRATOR))
    Browser().fails("lan", 7)
    page = reverse("villages:official", args=[lan.pk])
    assert HOME in admin.get(page).content.decode()
    url = reverse("villages:lift_block", args=[lan.pk])
    assert client_of(lan).post(url).status_code == 403
    assert Browser().sign_in("lan").status_code == 429
    assert admin.post(url).status_code == 303
    assert Browser().sign_in("lan").status_code == 302
    event = AuditEvent.objects.get(action="mở chặn đăng nhập")
    assert (event.object_id, event.changes) == (lan.pk, {"failures": [5, 0]})
    assert HOME not in admin.get(page).content.decode()


def test_an_administrator_elsewhere_finds_nothing_to_lift(commune, lan, later) -> None:
    from tests import factories as make

    far = make.make_commune("Nghi Hoa")
    stranger = client_of(account(far, "qt.nghihoa", Role.ADMINISTRATOR))
    assert stranger.post(reverse("villages:lift_block", args=[lan.pk])).status_code == 404


def test_the_trail_records_coming_going_and_guessing_without_being_flooded(lan, later) -> None:
    for n in range(8):
        Browser(f"198.51.100.{n}").fails("lan", 7)
    own = Browser()
    own.sign_in("lan")
    own.client.post(reverse("logout"))
    events = AuditEvent.objects.of_sign_ins().order_by("pk")
    recorded = list(events.values_list("action", "actor_name"))
    assert recorded == [
        ("đăng nhập sai", "Người chưa đăng nhập"),
        ("chặn đăng nhập tạm thời", "Người chưa đăng nhập"),
        ("đăng nhập", lan.full_name),
        ("đăng xuất", lan.full_name),
    ]
    event = AuditEvent.objects.get(action="đăng nhập")
    assert event.changes == {"address": [None, HOME]}
    assert set(AuditEvent.objects.about(lan).of_rows().values_list("action", flat=True)) == {
        "thêm cán bộ"
    }


def test_who_came_from_where_is_shown_to_the_keeper_of_accounts_and_to_oneself(
    commune, lan, later
) -> None:
    own = Browser()
    own.sign_in("lan")
    colleague = client_of(account(commune, "quyen"))
    admin = client_of(account(commune, "quantri", Role.ADMINISTRATOR))
    url = reverse("villages:audit")
    query = {"loai": "sign_ins"}
    for client, sees in ((colleague, False), (admin, True), (own.client, True)):
        assert HOME not in client.get(url).content.decode()
        assert (HOME in client.get(url, query).content.decode()) == sees


def test_what_no_longer_counts_is_forgotten_at_night(lan, later) -> None:
    Browser().sign_in("lan")
    Browser(CAFE).fails("lan", 2)
    later(25 * 3600)
    assert forget_now() == 3
    later(91 * 24 * 3600)
    assert forget_now() == 1
    assert not SignInCount.objects.exists()


def forget_now() -> int:
    from django.utils import timezone

    return remove_old_counts(timezone.now())


def test_the_password_itself_is_never_kept(lan, later) -> None:
    Browser().sign_in("lan", "bi-mat-tuyet-doi")
    Browser().sign_in("bi-mat-tuyet-doi", PASSWORD)
    kept = str(list(SignInCount.objects.values())) + str(list(AuditEvent.objects.values()))
    assert "bi-mat-tuyet-doi" not in kept
