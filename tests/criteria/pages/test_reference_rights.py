"""Data by which every commune is judged: kept at a province, looked at by every administrator."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from criteria.models import CriteriaSet
from criteria.rules import deny_draft
from evidence.models import Holiday, Requirement
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.world import client_of
from villages import services
from villages.enums import Ability, Role
from villages.models import AuditEvent, Posting
from villages.rules import deny_edit_reference

KINDS = [
    "criteria_criteriaset",
    "criteria_criterion",
    "criteria_indicator",
    "criteria_level",
    "evidence_requirement",
    "evidence_holiday",
]


@pytest.fixture
def things(world):
    """One row of each kind, of a set that is not published."""
    made = make.make_set(criteria=1, indicators=1)
    indicator = made.criteria.get().indicators.get()
    return {
        "criteria_criteriaset": made,
        "criteria_criterion": indicator.criterion,
        "criteria_indicator": indicator,
        "criteria_level": indicator.levels.get(),
        "evidence_requirement": Requirement.objects.create(
            indicator=indicator, order=1, text="Biên bản"
        ),
        "evidence_holiday": Holiday.objects.create(day="2024-09-02", name="Quốc khánh"),
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["commune", "district", "province"])
def test_an_administrator_of_any_place_only_looks(world, things, kind, place) -> None:
    unit = world.district.parent if place == "province" else getattr(world, place)
    client = world.member(Role.ADMINISTRATOR, unit)
    change = reverse(f"admin:{kind}_change", args=[things[kind].pk])
    assert client.get(reverse(f"admin:{kind}_changelist")).status_code == 200
    page = client.get(change)
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.post(change, {"name": "Sửa"}).status_code == 403
    delete = reverse(f"admin:{kind}_delete", args=[things[kind].pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert client.post(reverse(f"admin:{kind}_add"), {}).status_code == 403
    assert type(things[kind]).objects.filter(pk=things[kind].pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_the_steward_opens_them_all_and_nothing_of_the_units(world, things, kind) -> None:
    client = world.member(Role.DATA_STEWARD)
    page = client.get(reverse(f"admin:{kind}_change", args=[things[kind].pk]))
    assert 'name="_save"' in page.content.decode()
    for other in ("unit", "official", "posting", "body", "lineage", "auditevent"):
        url = reverse(f"admin:villages_{other}_changelist")
        assert client.get(url).status_code == 403
    assert client.get(reverse("admin:evidence_reviewchain_changelist")).status_code == 403


@pytest.mark.parametrize(
    ("role", "is_published", "may"),
    [
        (Role.DATA_STEWARD, False, True),
        (Role.DATA_STEWARD, True, False),
        (Role.ADMINISTRATOR, False, False),
    ],
)
def test_rows_beside_their_parent_ask_by_themselves(world, things, rf, role, is_published, may):
    request = rf.get("/")
    request.user = make.make_official(world.district.parent, role)
    request.access = make.access(request.user)
    parent = things["criteria_criteriaset"]
    parent.published_at = timezone.now() if is_published else None
    (inline,) = admin.site._registry[CriteriaSet].get_inline_instances(request)
    checks = (getattr(inline, f"has_{verb}_permission") for verb in ("add", "change", "delete"))
    assert [check(request, parent) for check in checks] == [may] * 3


def test_a_change_is_recorded_for_everybody_it_concerns(world) -> None:
    steward = make.make_official(world.commune, Role.DATA_STEWARD, "Người Giữ Dữ Liệu")
    far = make.make_commune("Nghi Hoa", make.make_province("Nghệ An"))
    sent = {"day": "02/09/2024", "kind": "off", "name": "Quốc khánh"}
    assert client_of(steward).post(reverse("admin:evidence_holiday_add"), sent).status_code == 302
    event = AuditEvent.objects.about(Holiday.objects.get()).get()
    assert (event.unit_path, event.actor_title) == ("/", "Quản trị dữ liệu dùng chung")
    for unit in (world.commune, far):
        page = world.member(Role.STANDING_OFFICER, unit).get(
            reverse("villages:audit"), {"loai": "evidence.holiday"}
        )
        assert "Quốc khánh" in page.content.decode()
        assert event in AuditEvent.objects.visible_to(world.person(unit, Role.CLERK))


def test_the_role_is_held_at_a_province_and_given_there(world) -> None:
    province = world.district.parent
    clerk = make.make_official(province, Role.CLERK)
    title = "Quản trị dữ liệu dùng chung"
    how = {"official": clerk, "role": Role.DATA_STEWARD, "title": title}
    above = world.person(province, Role.ADMINISTRATOR)
    for unit in (world.commune, world.district):
        with pytest.raises(ValidationError, match="chỉ giao ở cấp tỉnh"):
            services.appoint(by=above, unit=unit, **how)
        with pytest.raises(Refused):
            services.appoint(by=world.person(unit, Role.ADMINISTRATOR), unit=province, **how)
    services.appoint(by=above, unit=province, **how)
    assert deny_edit_reference(make.access(clerk)) == ""


def test_one_that_stands_below_a_province_gives_nothing(world) -> None:
    clerk = make.make_official(world.commune, Role.CLERK)
    Posting.objects.create(
        official=clerk, unit=world.commune, role=Role.DATA_STEWARD, title="Lọt lưới"
    )
    access = make.access(clerk)
    assert "ở cấp tỉnh" in deny_edit_reference(access)
    assert not access.can_anywhere(Ability.EDIT_REFERENCE)
    assert client_of(clerk).get(reverse("admin:index")).status_code == 403
    made = make.make_set(0, 0)
    assert "ở cấp tỉnh" in deny_draft(access, made)
    url = reverse("villages:import_list", args=["bo-tieu-chi", made.pk])
    for client in (client_of(clerk), world.member(Role.ADMINISTRATOR)):
        assert client.get(url).status_code == 403
    assert CriteriaSet.objects.filter(pk=made.pk).exists()
