"""Django's admin: for administrators, in scope, each write with its audit event."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.urls import reverse

from tests import factories as make
from tests.world import client_of, seen_at
from villages import services
from villages.enums import Role
from villages.models import AuditEvent, Body, Official, Unit

pytestmark = pytest.mark.both

KINDS = ["unit", "lineage", "body", "official", "posting", "auditevent"]


@pytest.fixture
def admin(world):
    return client_of(make.make_official(world.commune, Role.ADMINISTRATOR, "Quản Trị"))


def listing(kind: str) -> str:
    return reverse(f"admin:villages_{kind}_changelist")


@pytest.mark.parametrize("kind", KINDS)
def test_lists_hold_the_scope_alone(world, admin, kind) -> None:
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    stranger = make.make_official(other, Role.CLERK, "Người Ngoài")
    for unit in (world.commune, other):
        services.create_body(by=make.system(), unit=unit, name=f"Hội của {unit.name}")
    page = admin.get(listing(kind)).content.decode()
    assert "Nghi Hoa" not in page
    assert stranger.full_name not in page


def test_days_are_written_as_everywhere_else(world, admin) -> None:
    Unit.objects.filter(pk=world.commune.pk).update(valid_from=date(2020, 3, 5))
    page = admin.get(listing("unit") + "?o=-5").content.decode()
    assert "05/3/2020" in page
    assert "05/03/2020" not in page


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.DATA_STEWARD}))
def test_others_are_refused_with_the_reason(world, role) -> None:
    client = world.member(role)
    for url in (reverse("admin:index"), listing("unit"), reverse("admin:login")):
        response = client.get(url)
        assert response.status_code == 403
        assert "dành cho: Quản trị hệ thống, Quản trị dữ liệu" in response.content.decode()


SCOPED = {"unit", "lineage", "body", "official", "posting", "reviewchain"}
OF_ALL = {
    *("criteriaset", "criterion", "indicator", "level", "requirement", "holiday", "planwording"),
}
ENDED = {"unit", "official", "posting"}
LET = {
    Role.ADMINISTRATOR: (SCOPED, SCOPED, SCOPED - ENDED, SCOPED | OF_ALL | {"auditevent"}),
    Role.DATA_STEWARD: (OF_ALL, OF_ALL, OF_ALL, OF_ALL),
    Role.STANDING_OFFICER: (set(), set(), set(), set()),
}


@pytest.mark.parametrize("role", LET)
def test_each_page_checks_by_itself_who_may_write_and_look(world, rf, role) -> None:
    request = rf.get("/")
    request.user = make.make_official(world.district.parent, role)
    request.access = make.access(request.user)
    let = tuple(
        {
            model._meta.model_name
            for model, page in django_admin.site._registry.items()
            if getattr(page, f"has_{verb}_permission")(request)
        }
        for verb in ("add", "change", "delete", "view")
    )
    assert let == LET[role]


def test_a_row_is_checked_whichever_way_it_was_found(world, rf) -> None:
    """The lists of the site do not hold them; the pages refuse them all the same."""
    request = rf.get("/")
    request.user = make.make_official(world.commune, Role.ADMINISTRATOR)
    request.access = make.access(request.user)
    own, foreign = (make.make_official(unit) for unit in (world.commune, world.neighbour))
    for official, is_own in ((own, True), (foreign, False)):
        for row in (official, official.postings.get()):
            page = django_admin.site._registry[type(row)]
            assert page.has_change_permission(request, row) is is_own


def test_whoever_is_signed_out_signs_in_where_everybody_does(client, db) -> None:
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith("/dang-nhap/")


def test_rows_out_of_scope_are_not_found(world, admin) -> None:
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    for url in (
        reverse("admin:villages_unit_change", args=[other.pk]),
        reverse(
            "admin:villages_official_change",
            args=[make.make_official(other, Role.CLERK).pk],
        ),
    ):
        response = admin.get(url)
        assert response.status_code == 302
        assert response.url == reverse("admin:index")


def unit_form(unit: Unit, **changed: object) -> dict[str, object]:
    return {
        "level": unit.level,
        "code": unit.code,
        "name": unit.name,
        "noun": unit.noun,
        "parent": unit.parent_id,
        "region": unit.region,
        "commune_group": "",
        "order": unit.order,
        "valid_from": "",
        "valid_to": "",
        "note": "",
    } | changed


def test_a_correction_leaves_an_event_and_moves_what_lies_below(world) -> None:
    admin = client_of(make.make_official(world.district, Role.ADMINISTRATOR, "Quản Trị"))
    second = make.make_commune("Nghi Hoa", world.district)
    url = reverse("admin:villages_unit_change", args=[world.village.pk])
    response = admin.post(
        url, unit_form(world.village, note="Đã rà soát", parent=second.pk) | seen_at(admin, url)
    )
    assert response.status_code == 302
    world.village.refresh_from_db()
    assert world.village.path == f"{second.path}{world.village.pk}/"
    event = AuditEvent.objects.about(world.village).first()
    assert event.actor_name == "Quản Trị"
    assert event.changes["note"] == ["", "Đã rà soát"]
    assert {"path", "search", "name_key"}.isdisjoint(event.changes)


def test_the_own_uppermost_unit_is_corrected_without_moving(world, admin) -> None:
    url = reverse("admin:villages_unit_change", args=[world.commune.pk])
    response = admin.post(url, unit_form(world.commune, note="Đã rà soát") | seen_at(admin, url))
    assert response.status_code == 302
    world.commune.refresh_from_db()
    assert world.commune.note == "Đã rà soát"


def test_a_commune_does_not_make_itself_a_district(world, admin) -> None:
    url = reverse("admin:villages_unit_change", args=[world.commune.pk])
    raised = unit_form(world.commune, level="district")
    for parent in (world.commune.parent_id, world.district.parent_id):
        refused = admin.post(url, raised | {"parent": parent} | seen_at(admin, url))
        assert refused.status_code == 200
    world.commune.refresh_from_db()
    assert world.commune.level == "commune"


@pytest.mark.parametrize(
    "changed", [{"region": "TN"}, {"commune_group": 3}, {"region": "TN", "commune_group": 3}]
)
def test_what_a_commune_must_reach_is_shown_above_it(world, admin, changed) -> None:
    url = reverse("admin:villages_unit_change", args=[world.commune.pk])
    refused = admin.post(url, unit_form(world.commune, **changed) | seen_at(admin, url))
    assert set(refused.context["adminform"].form.errors) == set(changed)
    above = client_of(make.make_official(world.district, Role.ADMINISTRATOR))
    assert above.post(url, unit_form(world.commune, **changed) | seen_at(above, url)).url
    world.commune.refresh_from_db()
    assert {name: getattr(world.commune, name) for name in changed} == changed


@pytest.mark.parametrize("level", ["district", "commune"])
def test_no_unit_above_is_made_below_a_commune(world, admin, level) -> None:
    """Else it would set the chain of its own twin, and recognise it from above."""
    url = reverse("admin:villages_unit_add")
    fields = unit_form(world.village, level=level, name="Giả", noun="xã", parent=world.commune.pk)
    assert set(admin.post(url, fields).context["adminform"].form.errors) == {"level"}
    url = reverse("admin:villages_unit_change", args=[world.village.pk])
    raised = admin.post(url, unit_form(world.village, level=level) | seen_at(admin, url))
    assert set(raised.context["adminform"].form.errors) == {"level"}
    assert not Unit.objects.filter(name="Giả").exists()
    world.village.refresh_from_db()
    assert world.village.level == "village"


@pytest.mark.parametrize("parent", ["village", "self", "other"])
def test_a_unit_goes_neither_inside_itself_nor_out_of_scope(world, admin, parent) -> None:
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    places = {"village": world.village.pk, "self": world.commune.pk, "other": other.pk}
    url = reverse("admin:villages_unit_change", args=[world.commune.pk])
    response = admin.post(
        url, unit_form(world.commune, parent=places[parent]) | seen_at(admin, url)
    )
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["parent"]


def test_an_administrator_cannot_make_himself_a_unit_above(world, admin) -> None:
    url = reverse("admin:villages_unit_add")
    fields = unit_form(world.village, level="province", name="Tỉnh mới", noun="tỉnh", parent="")
    assert admin.post(url, fields).status_code == 200
    assert not Unit.objects.filter(name="Tỉnh mới").exists()


def test_a_body_is_added_and_deleted_with_events(world, admin) -> None:
    fields = {"unit": world.commune.pk, "name": "Hội Phụ nữ", "short_names": "", "order": 0}
    assert admin.post(reverse("admin:villages_body_add"), fields | {"note": ""}).status_code == 302
    body = Body.objects.get(name="Hội Phụ nữ")
    url = reverse("admin:villages_body_delete", args=[body.pk])
    assert admin.post(url, {"post": "yes"}).status_code == 302
    events = AuditEvent.objects.filter(object_type="villages.body", object_id=body.pk)
    assert events.count() == 2


def test_no_page_of_the_admin_site_shows_or_sets_a_password(world, admin) -> None:
    official = make.make_official(world.commune, Role.CLERK)
    change = reverse("admin:villages_official_change", args=[official.pk])
    assert official.password not in admin.get(change).content.decode()
    typed = {"password1": "sen-vàng-tháng-tám", "password2": "sen-vàng-tháng-tám"}
    admin.post(f"/quan-tri/villages/official/{official.pk}/password/", typed)
    admin.post(change, typed | {"password": "x"} | seen_at(admin, change))
    official.refresh_from_db()
    assert official.check_password(make.PASSWORD)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "auditevent"])
def test_a_list_answers_no_question_that_it_does_not_offer(world, admin, kind) -> None:
    """A hash is read letter by letter where a list can be narrowed by it."""
    model = django_admin.site._registry[apps.get_model("villages", kind)]
    offered = {*model.list_filter, "search", "pk"}
    for field in (field.name for field in model.model._meta.concrete_fields):
        answer = admin.get(listing(kind), {f"{field}__startswith": "a"})
        is_accepted = answer.status_code == 200 and field not in offered
        assert not is_accepted, field


def test_a_new_account_is_recorded_and_can_be_found_before_its_first_posting(world, admin) -> None:
    typed = {"username": "moi", "full_name": "Người Mới", "is_active": "on"}
    assert admin.post(reverse("admin:villages_official_add"), typed).status_code == 302
    made = Official.objects.get(username="moi")
    assert not made.has_usable_password()
    assert "Người Mới" in admin.get(listing("official")).content.decode()
    assert AuditEvent.objects.about(made).count() == 1


def test_the_trail_can_be_looked_at_and_not_changed(world, admin) -> None:
    event = AuditEvent.objects.filter(unit_path__startswith=world.commune.path).first()
    change = reverse("admin:villages_auditevent_change", args=[event.pk])
    assert admin.get(change).status_code == 200
    assert admin.post(change, {"reason": "khác"}).status_code == 403
    assert admin.get(reverse("admin:villages_auditevent_add")).status_code == 403
    delete = reverse("admin:villages_auditevent_delete", args=[event.pk])
    assert admin.post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("kind", ["unit", "official", "posting"])
def test_what_has_a_history_is_ended_and_never_deleted(world, admin, kind) -> None:
    rows = {
        "unit": world.village,
        "official": make.make_official(world.commune, Role.CLERK),
    }
    rows["posting"] = rows["official"].postings.get()
    url = reverse(f"admin:villages_{kind}_delete", args=[rows[kind].pk])
    assert admin.post(url, {"post": "yes"}).status_code == 403


@pytest.fixture
def other_admin(world):
    return client_of(make.make_official(world.commune, Role.ADMINISTRATOR, "Quản Trị Hai"))


def test_the_second_editor_of_a_unit_sees_who_saved_and_both_versions(
    world, admin, other_admin
) -> None:
    url = reverse("admin:villages_unit_change", args=[world.village.pk])
    seen = seen_at(other_admin, url)
    page = other_admin.get(url).content.decode()
    assert f'name="seen_version" value="{seen["seen_version"]}"' in page
    mine = unit_form(world.village, note="Của tôi", valid_from="01/01/2020", order="x") | seen
    first = unit_form(world.village, note="Lưu trước", noun="xóm") | seen_at(admin, url)
    assert admin.post(url, first).status_code == 302
    clash = other_admin.post(url, mine)
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Bản hiện có do <strong>Quản Trị</strong> lưu lúc 09:00 ngày 15/8/2024." in page
    rows = {label: (present, typed) for label, present, typed in clash.context["rows"]}
    assert rows["Ghi chú"] == ("Lưu trước", "Của tôi")
    assert rows["Cấp"] == ("Thôn", "Thôn")
    assert rows["Có từ ngày"] == ("trống", "01/01/2020")
    assert rows["Thứ tự"] == ("0", "x")
    world.village.refresh_from_db()
    assert (world.village.note, world.village.noun) == ("Lưu trước", "xóm")
    again = other_admin.post(clash.context["action"], dict(clash.context["hidden"]))
    assert list(again.context["adminform"].form.errors) == ["order"]
    mended = dict(clash.context["hidden"]) | {"order": "1"}
    assert str(again.context["seen_version"]) == mended["seen_version"]
    assert other_admin.post(url, mended).status_code == 302
    world.village.refresh_from_db()
    assert world.village.note == "Của tôi"


def test_an_account_changed_meanwhile_is_not_overwritten(world, admin, other_admin) -> None:
    official = make.make_official(world.commune, Role.CLERK, "Văn Thư")
    url = reverse("admin:villages_official_change", args=[official.pk])
    person = {"username": official.username, "full_name": "Văn Thư", "is_active": "on"}
    mine = person | {"aliases": "", "note": "Của tôi"} | seen_at(other_admin, url)
    first = person | {"phone": "0911"} | seen_at(admin, url)
    assert admin.post(url, first).status_code == 302
    clash = other_admin.post(url, mine)
    assert clash.status_code == 409
    assert ("Điện thoại", "0911", "trống") in clash.context["rows"]
    assert "Quản Trị</strong>" in clash.content.decode()
    official.refresh_from_db()
    assert (official.phone, official.note) == ("0911", "")


def test_a_form_that_saw_nothing_overwrites_nothing(world, admin) -> None:
    url = reverse("admin:villages_unit_change", args=[world.village.pk])
    assert admin.post(url, unit_form(world.village, note="x")).status_code == 409
    world.village.refresh_from_db()
    assert world.village.note == ""
