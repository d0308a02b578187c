"""The page on which somebody away lets a colleague stand in."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.queries import assert_constant_queries
from tests.shared import one_line
from villages.enums import Role
from villages.models import AuditEvent, Delegation, Official

OWN_ACCOUNT = reverse("accounts:own_account")


@pytest.fixture
def lan(world) -> Official:
    return world.official("lan")


def url(official: Official) -> str:
    return reverse("villages:delegate", args=[official.pk])


def typed(world, **changed: object) -> dict[str, object]:
    return {
        "posting": world.official("lan").postings.get().pk,
        "official": world.official("hien").pk,
        "starts_on": "15/8/2024",
        "ends_on": "20/8/2024",
    } | changed


def test_whoever_will_be_away_sets_it_and_ends_it(world, lan) -> None:
    own, hien = world.client(lan), world.client("hien")
    assert url(lan) in own.get(OWN_ACCOUNT).content.decode()
    assert own.get(url(lan)).context["form"].initial["posting"] == lan.postings.get()
    response = own.post(url(lan), typed(world))
    assert (response.status_code, response.url) == (303, url(lan))
    page = one_line(own.get(url(lan)))
    assert "đang làm thay" in page
    assert "đến hết 20/8/2024" in page
    add = f"{reverse('tasks:create')}?ke_hoach={world.plan.pk}"
    assert hien.get(add).status_code == 200
    made = Delegation.objects.get()
    revoke = reverse("villages:revoke_delegation", args=[made.pk])
    assert revoke in page
    for colleague in (lan, world.official("hien")):
        shown = world.client("tam").get(reverse("villages:official", args=[colleague.pk]))
        assert "khi vắng mặt" in shown.content.decode()
    assert own.post(revoke).status_code == 303
    assert hien.get(add).status_code == 403
    page = own.get(url(lan)).content.decode()
    assert "đã chấm dứt" in page
    assert revoke not in page
    assert own.post(revoke).status_code == 403
    actions = AuditEvent.objects.filter(object_type="villages.delegation").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "nhờ làm thay khi vắng mặt",
        "chấm dứt làm thay",
    ]


def test_whoever_appoints_does_so_too_and_nobody_else(world, lan) -> None:
    admin = world.member(Role.ADMINISTRATOR)
    official = reverse("villages:official", args=[lan.pk])
    assert url(lan) in admin.get(official).content.decode()
    assert admin.post(url(lan), typed(world)).status_code == 303
    revoke = reverse("villages:revoke_delegation", args=[Delegation.objects.get().pk])
    for who in ("hien", "chair"):
        client = world.client(who)
        assert url(lan) not in client.get(official).content.decode()
        for response in (client.get(url(lan)), client.post(url(lan), {}), client.post(revoke)):
            assert response.status_code == 403
            assert "dành cho: Quản trị hệ thống." in response.content.decode()
    stranger = world.stranger(Role.ADMINISTRATOR)
    for response in (stranger.get(url(lan)), stranger.post(revoke)):
        assert response.status_code == 404
    assert admin.put(url(lan)).status_code == 405
    assert admin.get(revoke).status_code == 405


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"ends_on": "14/8/2024"}, "ends_on", "bằng hoặc sau ngày bắt đầu"),
        ({"starts_on": "14/8/2024"}, "starts_on", "trước hôm nay"),
        ({"starts_on": ""}, "starts_on", ""),
        ({"official": "stranger"}, "official", ""),
        ({"official": "lan"}, "official", ""),
        ({"posting": "tam"}, "posting", ""),
    ],
)
def test_a_fault_stands_at_its_field(world, lan, changed, field, sentence) -> None:
    who = changed.get(field)
    if field == "official":
        changed = {field: world.official(who).pk}
    if field == "posting":
        changed = {field: world.official(who).postings.get().pk}
    response = world.client(lan).post(url(lan), typed(world, **changed))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert sentence in str(response.context["form"].errors[field])
    assert not Delegation.objects.exists()


def test_an_administrator_has_nothing_to_lend(world) -> None:
    admin = make.make_official(world.commune, Role.ADMINISTRATOR)
    page = world.client(admin).get(url(admin)).content.decode()
    assert "không giữ chức vụ nào nhờ làm thay được" in page


def test_queries_stay_constant(world, lan) -> None:
    posting = lan.postings.get()

    def grow() -> None:
        for _ in range(5):
            Delegation.objects.create(
                posting=posting, official=world.official("hien"),
                starts_on=make.TODAY, ends_on=make.TODAY,
            )  # fmt: skip

    assert_constant_queries(world.client(lan), url(lan), grow)
