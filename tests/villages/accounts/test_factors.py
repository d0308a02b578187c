"""The second factor: a code of the app once, recovery codes, and nothing open in between."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib import admin as django_admin
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.access.test_matrix import ROWS
from villages.accounts import codes
from villages.accounts.services import remove_own_factor
from villages.enums import Role
from villages.models import AuditEvent, RecoveryCode

pytestmark = pytest.mark.once

ENROL = "/tai-khoan/xac-thuc/"
CODE = "/dang-nhap/ma/"
OWN = "/tai-khoan/"
OFF = "/tai-khoan/xac-thuc/tat/"
OPEN = {"logout", "accounts:second_factor"}  # the way on and the way back


def shown(key: str, steps: int = 0) -> str:
    """What the app shows, so many steps from now."""
    return f"{totp(bytes.fromhex(key), t0=int(-30 * steps)):06d}"


def give_password(official, browser: Client | None = None):
    browser = browser or Client()
    sent = {"username": official.username, "password": make.PASSWORD}
    return browser, browser.post("/dang-nhap/", sent)


@pytest.fixture
def hien(world):
    return world.official("hien")


@pytest.fixture
def enrolled(world, hien, time_machine):
    """Hiền with a factor, a minute later; her key and her recovery codes."""
    browser, _ = give_password(hien)
    browser.get(ENROL)
    key = browser.session["factor_draft"]
    response = browser.post(ENROL, {"code": shown(key), "old_password": make.PASSWORD})
    assert response.status_code == 200, response.context["form"].errors
    fresh = response.context["codes"]
    time_machine.shift(60)
    return browser, key, fresh


def actions(official) -> list[str]:
    return [e.action for e in AuditEvent.objects.of_rows().about(official).order_by("pk")][1:]


def test_taking_it_up_ends_other_sessions_and_shows_codes_once(world, hien) -> None:
    elsewhere, here = world.client(hien), give_password(hien)[0]
    page = here.get(ENROL).content.decode()
    assert "data:image/svg+xml" in page
    key = here.session["factor_draft"]
    response = here.post(ENROL, {"code": shown(key), "old_password": make.PASSWORD})
    assert len(set(response.context["codes"])) == 10
    assert elsewhere.get(OWN).status_code == 302
    page = here.get(OWN).content.decode()
    assert not any(code in page for code in response.context["codes"])
    assert key not in page
    assert actions(hien) == ["bật xác thực hai lớp"]
    kept = str(list(AuditEvent.objects.values())) + str(list(RecoveryCode.objects.values()))
    assert not any(secret in kept for secret in (key, *response.context["codes"]))


@pytest.mark.parametrize(
    "typed", [{"code": "000000"}, {"old_password": "sai mật khẩu rồi"}, {"code": ""}]
)
def test_neither_a_wrong_code_nor_an_open_screen_takes_it_up(hien, typed) -> None:
    browser, _ = give_password(hien)
    browser.get(ENROL)
    sent = {"code": shown(browser.session["factor_draft"]), "old_password": make.PASSWORD} | typed
    assert browser.post(ENROL, sent).status_code == 422
    assert not TOTPDevice.objects.exists()


def test_after_the_password_the_code_is_required_and_then_the_page_wanted(hien, enrolled) -> None:
    _, key, _ = enrolled
    browser = Client()
    sent = {"username": hien.username, "password": make.PASSWORD, "next": "/can-bo/"}
    assert browser.post("/dang-nhap/", sent)["Location"] == CODE
    assert browser.get(CODE).status_code == 200
    assert browser.post(CODE, {"code": shown(key)})["Location"] == "/can-bo/"
    assert browser.get("/can-bo/").status_code == 200


def test_between_password_and_code_no_address_opens(hien, enrolled) -> None:
    browser, response = give_password(hien)
    assert response["Location"] == CODE
    assert "_auth_user_id" not in browser.session
    for url in _every_address():
        answer = browser.get(url)
        assert answer.status_code in (302, 405), url
        if answer.status_code == 302:
            assert answer["Location"].startswith("/dang-nhap/"), url
    assert browser.get("/quan-tri/")["Location"].startswith("/quan-tri/login/")


def _every_address() -> list[str]:
    """One address of each name that a signed-out person may not see."""
    from django.urls import reverse

    found = []
    for row in ROWS:
        if row["signed_out"] == "login" and row["name"] not in OPEN:
            arguments = (a.partition("=") for a in row["args"].split() if not a.startswith("?"))
            kwargs = {n: _value(v) for n, _, v in arguments}
            found.append(reverse(row["name"], kwargs=kwargs))
    return found


def _value(kind: str) -> Any:
    """A literal word as it is; a key that no row has, of the kind of row."""
    if kind.startswith("'"):
        return kind[1:-1]
    return UUID(int=1) if kind == "print" else 1


def test_the_admin_site_is_no_side_door(world, enrolled, time_machine) -> None:
    admin = make.make_official(world.commune, Role.ADMINISTRATOR)
    TOTPDevice.objects.create(user=admin, name="x")
    browser, response = give_password(admin)
    assert response["Location"] == CODE
    assert browser.get("/quan-tri/", follow=True).request["PATH_INFO"] == "/dang-nhap/"
    login = browser.post(
        "/quan-tri/login/", {"username": admin.username, "password": make.PASSWORD}
    )
    assert login["Location"].startswith("/dang-nhap/")
    assert browser.get("/quan-tri/").status_code == 302
    # A session that has not shown this factor, however it began, opens nothing.
    assert world.client(admin).get("/quan-tri/").status_code == 302
    assert TOTPDevice not in django_admin.site._registry


def test_each_code_opens_once_and_the_clocks_may_differ_by_a_step(hien, enrolled) -> None:
    _, key, _ = enrolled
    for steps, opens in ((-2, False), (2, False)):
        TOTPDevice.objects.update(throttling_failure_count=0)
        browser, _ = give_password(hien)
        assert (browser.post(CODE, {"code": shown(key, steps)}).status_code == 302) is opens
    TOTPDevice.objects.update(throttling_failure_count=0)
    for steps, opens in ((-1, True), (-1, False), (0, True), (0, False), (1, True), (0, False)):
        TOTPDevice.objects.update(throttling_failure_count=0)
        browser, _ = give_password(hien)
        answer = browser.post(CODE, {"code": shown(key, steps)})
        assert (answer.status_code == 302) is opens, steps


def test_the_code_that_took_it_up_opens_nothing_more(hien, time_machine) -> None:
    browser, _ = give_password(hien)
    browser.get(ENROL)
    code = shown(browser.session["factor_draft"])
    browser.post(ENROL, {"code": code, "old_password": make.PASSWORD})
    other, _ = give_password(hien)
    assert other.post(CODE, {"code": code}).status_code == 422


def test_wrong_codes_slow_the_next_and_never_for_ever(hien, enrolled, time_machine) -> None:
    _, key, _ = enrolled
    browser, _ = give_password(hien)
    assert browser.post(CODE, {"code": "000000"}).status_code == 422
    assert "thử lại sau" in browser.post(CODE, {"code": shown(key)}).content.decode()
    time_machine.shift(2)
    assert browser.post(CODE, {"code": "0000-0000-0000-0000"}).status_code == 422
    assert "thử lại sau" in browser.post(CODE, {"code": shown(key)}).content.decode()
    for _ in range(15):
        time_machine.shift(60 * 60)
        browser, _ = give_password(hien)
        browser.post(CODE, {"code": "000000"})
    time_machine.shift(9 * 60)
    browser, _ = give_password(hien)
    assert browser.post(CODE, {"code": shown(key)}).status_code == 302


def test_after_five_wrong_codes_the_password_is_required_again(hien, enrolled) -> None:
    browser, _ = give_password(hien)
    answers = [browser.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 302]
    assert browser.get(CODE)["Location"] == "/dang-nhap/"


def test_the_password_is_good_for_a_code_for_five_minutes(hien, enrolled, time_machine) -> None:
    _, key, _ = enrolled
    browser, _ = give_password(hien)
    time_machine.shift(301)
    assert browser.post(CODE, {"code": shown(key)})["Location"] == "/dang-nhap/"


def test_a_password_changed_meanwhile_takes_the_code_away(hien, enrolled) -> None:
    _, key, _ = enrolled
    browser, _ = give_password(hien)
    hien.set_password("mưa rơi trên mái ngói đỏ")
    hien.save()
    assert browser.post(CODE, {"code": shown(key)})["Location"] == "/dang-nhap/"


def test_a_recovery_code_opens_once_and_is_recorded(hien, enrolled) -> None:
    _, _, fresh = enrolled
    browser, _ = give_password(hien)
    typed = fresh[3].lower().replace("-", " ")
    assert browser.post(CODE, {"code": typed}).status_code == 302
    assert "còn 9 mã" in browser.get(OWN).content.decode()
    again, _ = give_password(hien)
    assert again.post(CODE, {"code": typed}).status_code == 422
    assert actions(hien)[-1] == "dùng mã dự phòng"
    row = RecoveryCode.objects.get(digest=codes.code_hash_of(fresh[3]))
    assert row.used_at is not None


def test_codes_are_made_anew_and_the_old_ones_are_dead(hien, enrolled) -> None:
    browser, _, old = enrolled
    assert browser.post("/tai-khoan/ma-du-phong/", {"old_password": "sai"}).status_code == 422
    response = browser.post("/tai-khoan/ma-du-phong/", {"old_password": make.PASSWORD})
    assert len(response.context["codes"]) == 10
    other, _ = give_password(hien)
    assert other.post(CODE, {"code": old[0]}).status_code == 422


def test_one_gives_it_up_with_the_password(hien, enrolled) -> None:
    browser, _, _ = enrolled
    assert f'href="{OFF}"' in browser.get(OWN).content.decode()
    assert browser.post(OFF, {"old_password": "sai"}).status_code == 422
    assert browser.post(OFF, {"old_password": make.PASSWORD}).status_code == 303
    assert browser.get(OWN).status_code == 200
    assert give_password(hien)[1]["Location"] == "/"
    assert actions(hien)[-1] == "tắt xác thực hai lớp"
    assert not RecoveryCode.objects.exists()


def test_the_administrator_in_scope_removes_a_lost_one(world, hien, enrolled) -> None:
    browser, _, _ = enrolled
    url = f"/can-bo/{hien.pk}/xac-thuc/go/"
    assert world.stranger(Role.ADMINISTRATOR).post(url).status_code == 404
    assert world.standing.post(url).status_code == 403
    admin = world.member(Role.ADMINISTRATOR)
    assert admin.post(url).status_code == 303
    assert browser.get(OWN).status_code == 302
    assert give_password(hien)[1]["Location"] == "/"
    assert actions(hien)[-1] == "gỡ xác thực hai lớp"


def test_a_new_device_takes_the_place_of_the_old(hien, enrolled, time_machine) -> None:
    browser, old_key, _ = enrolled
    browser.get(ENROL)
    key = browser.session["factor_draft"]
    assert key != old_key
    assert (
        browser.post(ENROL, {"code": shown(key), "old_password": make.PASSWORD}).status_code == 200
    )
    assert browser.get(OWN).status_code == 200
    time_machine.shift(60)
    other, _ = give_password(hien)
    assert other.post(CODE, {"code": shown(old_key)}).status_code == 422
    time_machine.shift(60)
    assert other.post(CODE, {"code": shown(key)}).status_code == 302


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REVIEWER])
def test_whoever_must_have_it_opens_nothing_before(world, settings, role) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    official = make.make_official(world.commune, role)
    browser, _ = give_password(official)
    for url in [*_every_address(), "/", "/quan-tri/", "/quan-tri/villages/official/"]:
        if not url.startswith((ENROL, "/dang-xuat/")) or url.endswith("tat/"):
            answer = browser.get(url)
            assert answer.status_code == 302, url
            assert answer["Location"] == ENROL, url
    assert browser.post("/don-vi/").headers["Location"] == ENROL
    browser.get(ENROL)
    key = browser.session["factor_draft"]
    browser.post(ENROL, {"code": shown(key), "old_password": make.PASSWORD})
    assert browser.get("/don-vi/").status_code == 200
    assert f'href="{OFF}"' not in browser.get(OWN).content.decode()
    assert browser.get(OFF).status_code == 403
    assert browser.post(OFF, {"old_password": make.PASSWORD}).status_code == 403
    with pytest.raises(Refused):
        remove_own_factor(by=make.access(official), keep="")


def test_others_need_none(world, settings, hien) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    browser, _ = give_password(hien)
    assert browser.get("/don-vi/").status_code == 200


def test_a_page_requires_nothing_more_of_whoever_has_one(hien, enrolled) -> None:
    from tests.queries import queries_of

    browser, _, _ = enrolled
    plain, _ = give_password(make.make_official(hien.audit_unit, Role.OFFICIAL))
    counts = []
    for client in (browser, plain):
        client.get("/can-bo/")
        counts.append(queries_of(client, "/can-bo/"))
    assert counts[0] == counts[1]


def test_the_secret_is_nowhere_on_a_page_but_that_of_taking_it_up(hien, enrolled) -> None:
    browser, key, _ = enrolled
    assert key not in browser.get(OWN).content.decode()
