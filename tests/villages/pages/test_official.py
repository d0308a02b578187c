"""One official: postings with their days, what he leads, and what the administrator changes."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from criteria.services import put_in_charge
from ntm_project.common.dates import format_day
from tasks.services import set_supervision
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import HTMX, client_of
from villages.audit import record
from villages.enums import Role
from villages.models import AuditEvent, Official, Posting

ADMIN = Role.ADMINISTRATOR


@pytest.fixture
def dong(world) -> Official:
    return make.make_official(
        world.commune, Role.VICE_CHAIR, "Ngô Văn Đồng", starts_on=date(2021, 6, 1)
    )


def url(name: str, official: Official) -> str:
    return reverse(f"villages:{name}", args=[official.pk])


def test_it_shows_postings_with_their_days_in_scope_alone(world, dong) -> None:
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    Posting.objects.create(official=dong, unit=other, role=Role.OFFICIAL, title="Việc nơi khác")
    page = world.member().get(url("official", dong)).content.decode()
    assert "từ 01/6/2021" in page
    assert "Việc nơi khác" not in page
    end = reverse("villages:end_posting", args=[dong.postings.get(unit=world.commune).pk])
    assert end not in page
    assert end in world.member(ADMIN).get(url("official", dong)).content.decode()
    assert world.stranger().get(url("official", dong)).status_code in (200, 404)
    assert world.member().post(url("official", dong)).status_code == 405


def test_a_stranger_gets_404(world, dong) -> None:
    for name in ("official", "edit_official", "appoint"):
        assert world.stranger(ADMIN).get(url(name, dong)).status_code == 404


@pytest.mark.parametrize("name", ["edit_official", "appoint"])
def test_without_the_right_both_page_and_form_are_refused_with_the_reason(
    world, dong, name
) -> None:
    lan = world.member()
    for response in (lan.get(url(name, dong)), lan.post(url(name, dong), {})):
        assert response.status_code == 403
        assert "dành cho: Quản trị hệ thống." in response.content.decode()
    assert world.member(ADMIN).put(url(name, dong)).status_code == 405
    assert "dành cho: Quản trị hệ thống." in lan.get(url("official", dong)).content.decode()


def test_the_fragment_shows_what_he_leads(world, dong) -> None:
    result = world.results()[0]
    set_supervision(
        by=make.system(),
        assessment=world.assessment,
        criterion=result.indicator.criterion,
        officials=[dong],
    )
    put_in_charge(by=make.system(), result_id=result.pk, official=dong)
    make.make_task(world.plan, lead=dong, text="Làm đường liên thôn")
    address = reverse("reports:official_record", args=[dong.pk])
    fragment = world.member().get(address, headers=HTMX).content.decode()
    assert "<html" not in fragment
    for words in ("Tiêu chí trực tiếp chỉ đạo", "Chỉ tiêu phụ trách", "Làm đường liên thôn"):
        assert words in fragment
    assert fragment.strip() in world.member().get(address).content.decode()
    assert world.stranger().get(address).status_code == 404


def test_queries_stay_constant(world, dong) -> None:
    def grow() -> None:
        for number in range(10):
            make.make_task(world.plan, lead=dong)
            Posting.objects.create(
                official=dong, unit=world.village, role=Role.OFFICIAL, title="x",
                ends_on=date(2022, 1, number + 1),
            )  # fmt: skip
        for result in world.results():
            put_in_charge(by=make.system(), result_id=result.pk, official=dong)

    client = world.member()
    make.make_task(world.plan, lead=dong)
    put_in_charge(by=make.system(), result_id=world.results()[0].pk, official=dong)
    assert_constant_queries(client, reverse("reports:official_record", args=[dong.pk]), grow)
    assert_constant_queries(client, url("official", dong), lambda: None)


# --- the administrator's forms ---------------------------------------------------------------


def person(world, **changed: object) -> dict[str, object]:
    return {
        "full_name": "Trần Thị Thu",
        "username": "tranthithu",
        "aliases": "",
        "phone": "",
        "email": "",
        "unit": world.commune.pk,
        "role": "clerk",
        "title": "Văn thư",
        "body": "",
        "starts_on": "01/8/2024",
        "ends_on": "",
        "note": "",
    } | changed


ADD = "/can-bo/them/"


def test_an_administrator_adds_a_person_who_can_then_work(world) -> None:
    admin = world.member(ADMIN)
    assert admin.get(ADD, {"don_vi": world.commune.pk}).status_code == 200
    response = admin.post(ADD, person(world))
    assert response.status_code == 303
    made = Official.objects.get(username="tranthithu")
    assert response.url == f"/can-bo/{made.pk}/tai-khoan/"
    assert not made.has_usable_password()
    assert made.postings.get().starts_on == date(2024, 8, 1)
    assert client_of(made).get("/don-vi/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"full_name": ""}, "full_name", ""),
        ({"full_name": "x" * 1_000_000}, "full_name", "chỉ nhận tối đa 100 ký tự"),
        ({"email": "khong-phai"}, "email", ""),
        ({"role": ""}, "role", ""),
        ({"role": "vua"}, "role", ""),
        ({"unit": "999999"}, "unit", ""),
        ({"title": ""}, "title", ""),
        ({"starts_on": "31/02/2024"}, "starts_on", "không có ngày 31"),
        ({"starts_on": "02/15/2024"}, "starts_on", "Không có tháng 15"),
        ({"ends_on": "31/7/2024"}, "ends_on", "bằng hoặc sau ngày bắt đầu"),
    ],
)
def test_bad_input_stands_at_its_field_and_what_was_typed_stays(
    world, changed, field, sentence
) -> None:
    before = Official.objects.count(), AuditEvent.objects.count()
    admin = world.member(ADMIN)
    response = admin.post(ADD, person(world, **changed, phone="0912 345"))
    assert response.status_code == 422
    errors = response.context["person"].errors | response.context["posting"].errors
    assert list(errors) == [field]
    assert sentence in str(errors[field])
    page = response.content.decode()
    assert "0912 345" in page
    assert "Trần Thị Thu" in page or field == "full_name"
    # The fixture's administrator is one person with two events more than before.
    assert Official.objects.count() == before[0] + 1
    assert AuditEvent.objects.count() == before[1] + 2


def test_a_user_name_that_is_taken_is_refused_at_its_field(world) -> None:
    taken = make.make_official(world.commune, Role.CLERK)
    response = world.member(ADMIN).post(ADD, person(world, username=taken.username))
    assert response.status_code == 422
    assert "đã có người dùng" in str(response.context["person"].errors["username"])


def test_adding_is_refused_with_the_reason(world) -> None:
    lan = world.member()
    for response in (lan.get(ADD), lan.post(ADD, person(world))):
        assert response.status_code == 403
        assert "Quản trị hệ thống" in response.content.decode()


def posting(world, **changed: object) -> dict[str, object]:
    return {
        "unit": world.village.pk,
        "role": "village_board",
        "title": "Trưởng ban phát triển thôn",
        "body": "",
        "starts_on": "15/08/2024",
        "ends_on": "",
        "note": "",
    } | changed


def test_an_administrator_appoints(world, dong) -> None:
    admin = world.member(ADMIN)
    assert admin.get(url("appoint", dong)).status_code == 200
    response = admin.post(url("appoint", dong), posting(world))
    assert (response.status_code, response.url) == (303, url("official", dong))
    assert dong.postings.filter(unit=world.village, role=Role.VILLAGE_BOARD).exists()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"ends_on": "01/8/2024"}, "ends_on", "bằng hoặc sau ngày bắt đầu"),
        ({"role": "vice_chair", "unit": "commune"}, "role", "cùng vai trò tại đơn vị này"),
        ({"is_main": "on"}, "is_main", "một chức vụ chính khác"),
        ({"body": "commune"}, "body", "không thuộc thôn Thắng Lợi"),
        ({"unit": "other"}, "unit", ""),
    ],
)
def test_a_wrong_posting_is_refused_at_its_field(world, dong, changed, field, sentence) -> None:
    from villages.services import create_body

    body = create_body(by=make.system(), unit=world.commune, name="UBND")
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    places = {"commune": world.commune.pk, "other": other.pk}
    if "unit" in changed:
        changed = changed | {"unit": places[changed["unit"]]}
    if "body" in changed:
        changed = {"body": body.pk}
    response = world.member(ADMIN).post(url("appoint", dong), posting(world, **changed))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert sentence in str(response.context["form"].errors[field])
    assert "Trưởng ban phát triển thôn" in response.content.decode()
    assert dong.postings.count() == 1


def test_an_administrator_ends_a_posting(world, dong) -> None:
    held = dong.postings.get()
    address = reverse("villages:end_posting", args=[held.pk])
    admin = world.member(ADMIN)
    assert admin.get(address).status_code == 200
    rest = {"reason": "Nghỉ hưu", "seen_version": held.version}
    for typed, sentence in (("01/01/2021", "bằng hoặc sau ngày bắt đầu"), ("", ""), ("x", "")):
        response = admin.post(address, {"ends_on": typed, **rest})
        assert response.status_code == 422
        assert sentence in str(response.context["form"].errors["ends_on"])
        assert "Nghỉ hưu" in response.content.decode()
    response = admin.post(address, {"ends_on": "14/08/2024", **rest})
    assert response.status_code == 303
    held.refresh_from_db()
    assert held.ends_on == date(2024, 8, 14)
    # Who had the page open meanwhile sees on which day the other ended it.
    events = AuditEvent.objects.count()
    late = admin.post(address, {"ends_on": "30/09/2024", **rest})
    assert late.status_code == 409
    assert "14/8/2024" in late.content.decode()
    held.refresh_from_db()
    assert held.ends_on == date(2024, 8, 14)
    assert AuditEvent.objects.count() == events
    assert client_of(dong).get(reverse("villages:unit", args=[world.commune.pk])).status_code == 404
    again = {"ends_on": "14/08/2024", "reason": "", "seen_version": held.version}
    assert admin.post(address, again).status_code == 422
    assert world.member().post(address, {"ends_on": "14/08/2024"}).status_code == 403
    assert world.stranger(ADMIN).post(address, {}).status_code == 404
    assert admin.put(address).status_code == 405


def test_the_last_day_of_a_posting_in_force_is_moved(world, dong) -> None:
    """A slip of a year is put right on the same form, and was doubted."""
    held, admin = dong.postings.get(), world.member(ADMIN)
    address, doubt = reverse("villages:end_posting", args=[held.pk]), "hơn một năm nữa"
    for typed, is_doubted in (("31/12/2025", True), ("31/12/2024", False), ("28/6/2025", False)):
        assert address in admin.get(url("official", dong)).content.decode()
        rest = {"ends_on": typed, "seen_version": held.version}
        page = admin.post(address, rest, follow=True).content.decode()
        assert (doubt in page) is is_doubted
        held.refresh_from_db()
        assert format_day(held.ends_on) == typed
    assert "28/6/2025" in admin.get(address).content.decode()
    rest = {"ends_on": "27/6/2024", "seen_version": held.version}
    assert admin.post(address, rest).status_code == 303
    assert address not in admin.get(url("official", dong)).content.decode()
    held.refresh_from_db()
    rest = {"ends_on": "31/12/2024", "seen_version": held.version}
    assert admin.post(address, rest).status_code == 422


def edited(client, official: Official, **changed: object) -> dict[str, object]:
    """The form as the page gives it, with something typed over it."""
    context = client.get(url("edit_official", official)).context
    form = context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    values["seen_version"] = str(context["seen_version"])
    values["is_active"] = "on" if official.is_active else ""
    return {name: value for name, value in (values | changed).items() if value != ""}


def test_closing_an_account_ends_its_use_and_keeps_its_history(world, dong) -> None:
    admin = world.member(ADMIN)
    own = client_of(dong)
    assert own.get("/don-vi/").status_code == 200
    response = admin.post(url("edit_official", dong), edited(admin, dong, is_active=""))
    assert response.status_code == 303
    dong.refresh_from_db()
    assert not dong.is_active
    assert own.get("/don-vi/").status_code == 302
    assert "Đã đóng tài khoản" in admin.get(url("official", dong)).content.decode()
    assert AuditEvent.objects.about(dong).first().changes == {"is_active": [True, False]}


def test_the_second_of_two_editors_sees_both_versions(world, dong) -> None:
    first, second = world.member(ADMIN), world.member(ADMIN)
    mine, yours = edited(first, dong, phone="0911"), edited(second, dong, phone="0922")
    yours |= {"note": "Đã gõ"}
    del yours["is_active"]
    assert first.post(url("edit_official", dong), mine).status_code == 303
    response = second.post(url("edit_official", dong), yours)
    assert response.status_code == 409
    assert ("Điện thoại", "0911", "0922") in response.context["rows"]
    dong.refresh_from_db()
    assert (dong.phone, dong.note) == ("0911", "")
    again = second.post(response.context["action"], dict(response.context["hidden"]))
    assert again.status_code == 303
    dong.refresh_from_db()
    assert (dong.phone, dong.note, dong.is_active) == ("0922", "Đã gõ", False)


def test_the_page_of_both_versions_names_who_saved_and_not_who_came_after(world, dong) -> None:
    first = make.make_official(world.commune, ADMIN, "Quản Trị Một")
    second = world.member(ADMIN)
    mine = edited(second, dong, phone="0922")
    client = client_of(first)
    saved = edited(client, dong, phone="0911")
    assert client.post(url("edit_official", dong), saved).status_code == 303
    with transaction.atomic():
        record(make.system(), "đặt lại mật khẩu", dong, unit=world.commune)
    page = second.post(url("edit_official", dong), mine).content.decode()
    assert "Bản hiện có do <strong>Quản Trị Một</strong> lưu lúc 09:00 ngày 15/8/2024." in page


def test_a_form_that_saw_nothing_overwrites_nothing(world, dong) -> None:
    admin = world.member(ADMIN)
    typed = edited(admin, dong, phone="0933")
    del typed["seen_version"]
    assert admin.post(url("edit_official", dong), typed).status_code == 409
    dong.refresh_from_db()
    assert dong.phone == ""


@pytest.mark.parametrize("seen_version", ["{", "-1", "9" * 30])
def test_a_form_tampered_with_overwrites_nothing(world, dong, seen_version) -> None:
    admin = world.member(ADMIN)
    typed = edited(admin, dong, seen_version=seen_version, phone="0933")
    assert admin.post(url("edit_official", dong), typed).status_code == 409
    dong.refresh_from_db()
    assert dong.phone == ""
