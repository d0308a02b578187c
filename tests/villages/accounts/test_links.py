"""The one-time link: handed over by the administrator, known to nobody else, used once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories as make
from villages.accounts import codes
from villages.accounts.queries import awaiting_password
from villages.enums import Role
from villages.models import AuditEvent, PasswordLink
from villages.services import appoint

# What an account may do no database decides.
pytestmark = pytest.mark.once

NEW = "Kim đồng hồ chỉ bốn giờ"
TYPED = {"password": NEW, "password_again": NEW}


@pytest.fixture
def admin(world):
    return world.member(Role.ADMINISTRATOR, name="Quản Trị")


def offer(admin: Client, official) -> str:
    """The address of a new link, read from the page as the administrator does."""
    response = admin.post(f"/can-bo/{official.pk}/lien-ket-mat-khau/")
    assert response.status_code == 200
    return re.search(r"http://testserver(/mat-khau/[^<]+)<", response.content.decode())[1]


def use(url: str, browser: Client | None = None):
    browser = browser or Client()
    browser.get(url)
    return browser.post("/mat-khau/", TYPED)


def actions(official) -> list[str]:
    return [e.action for e in AuditEvent.objects.of_rows().about(official).order_by("pk")][1:]


def test_the_whole_way_from_a_new_person_to_the_first_sign_in(world, admin) -> None:
    hien = world.official("hien")
    hien.set_unusable_password()
    hien.save()
    assert "Chưa có mật khẩu" in admin.get(f"/can-bo/{hien.pk}/tai-khoan/").content.decode()
    url = offer(admin, hien)
    browser = Client()
    assert hien.full_name in browser.get(url, follow=True).content.decode()
    assert browser.post("/mat-khau/", TYPED)["Location"] == "/dang-nhap/"
    assert not browser.session.get("_auth_user_id")
    page, other = browser.get("/dang-nhap/"), Client().get("/dang-nhap/")
    assert page.context["form"]["username"].value() == hien.username
    assert not other.context["form"]["username"].value()
    sent = {"username": hien.username, "password": NEW}
    assert browser.post("/dang-nhap/", sent)["Location"] == "/"
    assert "name_to_sign_in" not in browser.session
    assert actions(hien) == ["tạo liên kết đặt mật khẩu", "đặt mật khẩu qua liên kết"]
    event = AuditEvent.objects.of_rows().about(hien).first()
    assert event.actor_id == hien.pk


def test_it_opens_once(world, admin) -> None:
    hien = world.official("hien")
    url = offer(admin, hien)
    first, second = Client(), Client()
    first.get(url)
    second.get(url)
    assert first.post("/mat-khau/", TYPED).status_code == 303
    assert second.post("/mat-khau/", TYPED).status_code == 410
    assert Client().get(url).status_code == 410


def test_looking_uses_nothing_up_and_shows_no_name_to_who_has_no_link(world, admin) -> None:
    url = offer(admin, world.official("hien"))
    for _ in range(3):
        assert Client().get(url).status_code == 302
    assert "Nhập mã" in Client().get("/mat-khau/").content.decode()
    assert use(url).status_code == 303


def test_the_code_alone_can_be_typed_from_a_slip_in_any_case(world, admin) -> None:
    code = offer(admin, world.official("hien")).split("/")[2]
    browser = Client()
    typed = f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    assert browser.post("/mat-khau/", {"code": typed}).status_code == 302
    assert browser.post("/mat-khau/", TYPED).status_code == 303


def test_a_wrong_code_is_refused(world) -> None:
    for wrong in ("", "7KQF", "x" * 59, "\x00", "ế" * 20):
        assert Client().post("/mat-khau/", {"code": wrong}).status_code == 422
    for wrong in ("x", "a" * 300, "7KQF-2M9X-0000-0000-0000"):
        assert Client().get(f"/mat-khau/{wrong}/").status_code == 410
    assert Client().get("/mat-khau/%00/").status_code == 404


def test_it_expires(world, admin, time_machine) -> None:
    url = offer(admin, world.official("hien"))
    browser = Client()
    browser.get(url)
    time_machine.move_to(timezone.now() + timedelta(hours=8, seconds=1), tick=False)
    assert browser.post("/mat-khau/", TYPED).status_code == 410
    assert Client().get(url).status_code == 410
    assert not world.official("hien").check_password(NEW)


def test_it_is_withdrawn_and_replaced(world, admin) -> None:
    hien = world.official("hien")
    first = offer(admin, hien)
    second = offer(admin, hien)
    assert Client().get(first).status_code == 410
    browser = Client()
    browser.get(second)
    assert admin.post(f"/can-bo/{hien.pk}/lien-ket-mat-khau/thu-hoi/").status_code == 303
    assert browser.post("/mat-khau/", TYPED).status_code == 410
    assert admin.post(f"/can-bo/{hien.pk}/lien-ket-mat-khau/thu-hoi/").status_code == 303
    assert actions(hien)[-3:] == [
        "tạo liên kết đặt mật khẩu",
        "tạo liên kết đặt mật khẩu",
        "thu hồi liên kết đặt mật khẩu",
    ]


def test_it_dies_with_the_account_and_with_its_makers_right(world, admin) -> None:
    hien = world.official("hien")
    url = offer(admin, hien)
    hien.is_active = False
    hien.save()
    assert Client().get(url).status_code == 410
    hien.is_active = True
    hien.save()
    assert Client().get(url).status_code == 302
    # She moves up: whoever made the link may no longer change her account.
    reviewer = {"role": Role.REVIEWER, "title": "Chuyên viên"}
    make.appoint(by=make.system(), official=hien, unit=world.district, **reviewer)
    assert Client().get(url).status_code == 410


def test_a_weak_password_leaves_the_link_open(world, admin) -> None:
    browser = Client()
    browser.get(offer(admin, world.official("hien")))
    weak = {"password": "nongthonmoi2024", "password_again": "nongthonmoi2024"}
    assert browser.post("/mat-khau/", weak).status_code == 422
    assert browser.post("/mat-khau/", TYPED).status_code == 303


def test_setting_it_ends_the_sessions_of_the_account(world, admin) -> None:
    elsewhere = world.client("hien")
    assert elsewhere.get("/tai-khoan/").status_code == 200
    use(offer(admin, world.official("hien")))
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_whoever_is_signed_in_on_the_machine_is_signed_out(world, admin) -> None:
    browser = world.client("quyen")
    assert use(offer(admin, world.official("hien")), browser).status_code == 303
    assert browser.get("/tai-khoan/").status_code == 302
    assert not world.official("quyen").check_password(NEW)


def test_the_database_and_the_trail_hold_no_code(world, admin) -> None:
    code = offer(admin, world.official("hien")).split("/")[2]
    link = PasswordLink.objects.get()
    assert link.digest == codes.code_hash_of(code)
    kept = str(list(PasswordLink.objects.values())) + str(list(AuditEvent.objects.values()))
    assert code not in kept
    assert code.replace("-", "") not in kept
    page = admin.get(f"/can-bo/{link.official_id}/tai-khoan/").content.decode()
    assert "chưa dùng" in page
    assert code not in page


def test_nobody_makes_one_for_the_own_account_or_without_the_right(world, admin) -> None:
    own = make.access(make.make_official(world.commune, Role.ADMINISTRATOR)).official
    client = world.client(own)
    for act in ("lien-ket-mat-khau/", "lien-ket-mat-khau/thu-hoi/"):
        assert client.post(f"/can-bo/{own.pk}/{act}").status_code == 403
        assert world.standing.post(f"/can-bo/{own.pk}/{act}").status_code == 403
        assert world.stranger(Role.ADMINISTRATOR).post(f"/can-bo/{own.pk}/{act}").status_code == 404


def test_a_closed_account_gets_none(world, admin) -> None:
    hien = world.official("hien")
    hien.is_active = False
    hien.save()
    assert admin.post(f"/can-bo/{hien.pk}/lien-ket-mat-khau/").status_code == 403
    assert "đang đóng" in admin.get(f"/can-bo/{hien.pk}/tai-khoan/").content.decode()


def test_codes_are_many_and_unlike() -> None:
    made = {codes.new_code() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", c) for c in made)


def test_a_slip_for_each_of_many_new_people(world, admin) -> None:
    new = [make.make_official(world.commune, name=f"Lê Thị {name}") for name in ("Mai", "Lan")]
    beyond = make.make_official(make.make_commune("Bắc Lý", world.district), name="Lê Thị Xa")
    for one in (*new, beyond):
        one.set_unusable_password()
        one.save(update_fields=["password"])
    page = admin.get("/can-bo/lien-ket-mat-khau/")
    assert {one.pk for one in page.context["people"]} == {one.pk for one in new}
    assert admin.post("/can-bo/lien-ket-mat-khau/").status_code == 422
    sent = {"chon": [*(one.pk for one in new), beyond.pk]}
    answer = admin.post("/can-bo/lien-ket-mat-khau/", sent)
    slips = {slip["official"].pk: slip for slip in answer.context["slips"]}
    assert set(slips) == {one.pk for one in new}
    for one in new:
        assert slips[one.pk]["code"] in answer.content.decode()
        assert actions(one) == ["tạo liên kết đặt mật khẩu"]
        assert use(slips[one.pk]["url"].removeprefix("http://testserver")).status_code == 303
    # Shown once: opened again it offers those who are still without, and no code.
    again = admin.get("/can-bo/lien-ket-mat-khau/")
    assert again.context["people"] == []
    assert not beyond.password_links.exists()


def test_slips_are_offered_where_one_keeps_the_accounts(world) -> None:
    """Who keeps them here and looks on next door offers none there; nor does anybody elsewhere."""
    keeper = make.make_official(world.commune, Role.ADMINISTRATOR)
    looks_on = {"official": keeper, "unit": world.neighbour, "title": "Dự họp"}
    appoint(by=make.system(), role=Role.COMMITTEE, **looks_on)
    own, next_door = (
        make.make_official(u, Role.OFFICIAL) for u in (world.commune, world.neighbour)
    )
    elsewhere = make.make_official(make.make_province("Nghệ An"), Role.OFFICIAL)
    for official in (own, next_door, elsewhere):
        official.set_unusable_password()
        official.save()
    assert list(awaiting_password(make.access(keeper))) == [own]
