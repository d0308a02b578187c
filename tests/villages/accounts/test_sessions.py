"""Sessions: two limits held by the server, and everybody sees and ends their own."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ntm_project.common.logs import current_request
from tests import factories as make
from villages.accounts.browsers import browser_words
from villages.accounts.sessions import account_read
from villages.enums import Role
from villages.models import AuditEvent, OnlineSession

# What an account may do no database decides.
pytestmark = pytest.mark.once

OWN = "/tai-khoan/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36"


def sign_in(official, **meta: str) -> Client:
    browser = Client(**meta)
    sent = {"username": official.username, "password": make.PASSWORD}
    assert browser.post("/dang-nhap/", sent)["Location"] == "/"
    return browser


def after(time_machine, **time: float) -> None:
    time_machine.move_to(timezone.now() + timedelta(**time), tick=False)


@pytest.mark.parametrize(
    ("role", "minutes"), [(Role.OFFICIAL, 60), (Role.ADMINISTRATOR, 30), (Role.REVIEWER, 60)]
)
def test_idle_it_ends_and_in_use_it_stays(world, time_machine, role, minutes) -> None:
    browser = sign_in(make.make_official(world.commune, role))
    for _ in range(5):
        assert browser.get(OWN).status_code == 200
        after(time_machine, minutes=minutes - 1)
    assert browser.get(OWN).status_code == 200
    after(time_machine, minutes=minutes, seconds=1)
    assert browser.get(OWN).status_code == 302


def test_after_half_a_day_it_ends_however_much_it_is_used(world, time_machine) -> None:
    browser = sign_in(world.official("hien"))
    for _ in range(23):
        after(time_machine, minutes=30)
        assert browser.get(OWN).status_code == 200
    after(time_machine, minutes=31)
    assert browser.get(OWN).status_code == 302


def test_a_cookie_kept_longer_opens_nothing(world, time_machine) -> None:
    browser = sign_in(world.official("hien"))
    key = browser.cookies["sessionid"].value
    after(time_machine, hours=2)
    again = Client()
    again.cookies["sessionid"] = key
    assert again.get(OWN).status_code == 302


def test_a_key_of_before_the_sign_in_or_after_signing_out_opens_nothing(world) -> None:
    hien, planted = world.official("hien"), Client()
    planted.cookies["sessionid"] = "a" * 32
    planted.post("/dang-nhap/", {"username": hien.username, "password": make.PASSWORD})
    key = planted.cookies["sessionid"].value
    assert key != "a" * 32
    planted.post("/dang-xuat/")
    for dead in ("a" * 32, key):
        again = Client()
        again.cookies["sessionid"] = dead
        assert again.get(OWN).status_code == 302


def test_signing_in_anew_begins_anew(world, time_machine) -> None:
    browser = sign_in(world.official("hien"))
    first = browser.cookies["sessionid"].value
    after(time_machine, minutes=50)
    sent = {"username": world.official("hien").username, "password": make.PASSWORD}
    browser.post("/dang-nhap/", sent)
    assert browser.cookies["sessionid"].value != first
    assert OnlineSession.objects.get().started_at == timezone.now()


def test_a_page_reads_session_account_and_factor_at_once(
    world,
) -> None:
    browser = sign_in(world.official("hien"))
    browser.get(OWN)
    with CaptureQueriesContext(connection) as read:
        assert browser.get(OWN).status_code == 200
    sessions = [q["sql"] for q in read if 'FROM "villages_onlinesession"' in q["sql"]]
    assert [sql for sql in sessions if 'JOIN "villages_official"' in sql] == sessions[:1]
    assert not [q for q in read if 'FROM "villages_official" WHERE' in q["sql"]]


def test_what_was_read_with_the_session_is_given_once_and_to_its_owner_alone(rf, world) -> None:
    official, other = world.official("hien"), world.official("lan")
    request = rf.get("/")
    request.session = SimpleNamespace(official=official)
    token = current_request.set(request)
    try:
        assert account_read(other.pk) is None
        assert account_read(official.pk) is official
        assert account_read(official.pk) is None
    finally:
        current_request.reset(token)


def test_a_page_writes_at_most_once_a_minute(world, time_machine, django_assert_max_num_queries):
    browser = sign_in(world.official("hien"))
    browser.get(OWN)
    seen = OnlineSession.objects.get().seen_at
    after(time_machine, seconds=59)
    browser.get(OWN)
    assert OnlineSession.objects.get().seen_at == seen
    after(time_machine, seconds=2)
    browser.get(OWN)
    assert OnlineSession.objects.get().seen_at == timezone.now()


def test_one_sees_ones_own_and_no_key_of_them(world) -> None:
    hien = world.official("hien")
    here = sign_in(hien, HTTP_USER_AGENT=WINDOWS, REMOTE_ADDR="10.1.2.3")
    sign_in(hien, HTTP_USER_AGENT="<script>alert(1)</script> Zalo")
    sign_in(world.official("quyen"), HTTP_USER_AGENT="Firefox iPhone")
    page = here.get(OWN).content.decode()
    assert "Chrome trên Windows" in page
    assert "10.1.2.3" in page
    assert "Zalo" in page
    assert "Firefox" not in page
    assert not any(key in page for key in OnlineSession.objects.values_list("pk", flat=True))


def test_one_ends_another_of_ones_own_and_nobody_elses(world) -> None:
    hien = world.official("hien")
    here, there = sign_in(hien), sign_in(hien)
    stranger = sign_in(world.official("quyen"))
    for browser, opens in ((stranger, 200), (there, 302)):
        key = browser.cookies["sessionid"].value
        named = OnlineSession.objects.get(pk=key).public_id
        assert here.post(f"/tai-khoan/phien/{named}/ket-thuc/").status_code == 303
        assert browser.get(OWN).status_code == opens
    events = AuditEvent.objects.of_rows().about(hien).filter(action="kết thúc phiên đăng nhập")
    assert events.count() == 1


def test_one_ends_all_but_the_one_in_use(world) -> None:
    hien = world.official("hien")
    here, there, third = sign_in(hien), sign_in(hien), sign_in(hien)
    assert here.post("/tai-khoan/phien/ket-thuc/").status_code == 303
    assert here.get(OWN).status_code == 200
    assert {there.get(OWN).status_code, third.get(OWN).status_code} == {302}
    assert OnlineSession.objects.count() == 1


def test_the_administrator_ends_them_in_scope(world) -> None:
    hien = world.official("hien")
    browser = sign_in(hien)
    url = f"/can-bo/{hien.pk}/phien/ket-thuc/"
    assert world.stranger(Role.ADMINISTRATOR).post(url).status_code == 404
    assert world.standing.post(url).status_code == 403
    assert browser.get(OWN).status_code == 200
    admin = world.member(Role.ADMINISTRATOR)
    assert "Kết thúc mọi phiên" in admin.get(f"/can-bo/{hien.pk}/tai-khoan/").content.decode()
    assert admin.post(url).status_code == 303
    assert browser.get(OWN).status_code == 302


@pytest.mark.parametrize("place", ["site", "admin"])
def test_a_reopened_account_has_no_session_and_no_link_of_before(world, place) -> None:
    hien = world.official("hien")
    browser, admin = sign_in(hien), world.member(Role.ADMINISTRATOR)
    admin.post(f"/can-bo/{hien.pk}/lien-ket-mat-khau/")
    hien.refresh_from_db()
    url = f"/can-bo/{hien.pk}/sua/"
    if place == "admin":
        url = f"/quan-tri/villages/official/{hien.pk}/change/"
    person = {"username": hien.username, "full_name": hien.full_name}
    for more in ({}, {"is_active": "on"}):
        hien.refresh_from_db()
        sent = person | more | {"seen_version": str(hien.version)}
        assert admin.post(url, sent).status_code in (302, 303)
    hien.refresh_from_db()
    assert hien.is_active
    assert browser.get(OWN).status_code == 302
    assert not hien.password_links.open_at(timezone.now()).exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome trên Windows"),
        (
            "Mozilla/5.0 (iPhone; iPhone OS 18_0 like Mac OS X) Safari/604.1",
            "Safari trên iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/1 Mobile Zalo android/1", "Zalo trên Android"),
        ("", "Trình duyệt khác"),
    ],
)
def test_a_browser_is_called_as_its_owner_calls_it(agent, words) -> None:
    assert browser_words(agent) == words
