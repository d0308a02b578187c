"""One unit: data, history both ways, bodies, postings open and closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from criteria.models import Recognition
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import HTMX
from villages import services
from villages.enums import LineageKind, Role


@pytest.fixture
def url(world) -> str:
    return reverse("villages:unit", args=[world.commune.pk])


def test_it_shows_what_the_unit_was_and_became(world, url) -> None:
    old = make.make_commune("Mai Trung", world.commune.parent)
    new = make.make_commune("Hợp Thịnh", world.commune.parent)
    for before, after, act in ((old, world.commune, "NQ 1"), (world.commune, new, "NQ 2")):
        services.succeed(
            by=make.system(),
            predecessors=[before],
            successor=after,
            kind=LineageKind.MERGE,
            happened_on=date(2025, 7, 1),
            act=act,
        )
    page = world.member().get(url).content.decode()
    assert "từ" in page
    assert "xã Mai Trung" in page
    assert "xã Hợp Thịnh" in page
    assert "01/7/2025" in page


def test_it_lists_bodies_and_people_of_now_and_then(world, url) -> None:
    services.create_body(by=make.system(), unit=world.commune, name="Hội Nông dân")
    make.make_official(world.commune, Role.CLERK, "Người Đã Nghỉ", ends_on=date(2024, 1, 1))
    page = world.member(title="Cán bộ khuyến nông").get(url).content.decode()
    assert "Hội Nông dân" in page
    assert page.index("Cán bộ khuyến nông") < page.index("Đã thôi giữ chức vụ (1)")
    assert "Người Đã Nghỉ" in page


def test_whoever_may_not_add_people_reads_why(world, url) -> None:
    page = world.member().get(url).content.decode()
    assert 'aria-disabled="true"' in page
    assert "dành cho: Quản trị hệ thống." in page
    page = world.member(Role.ADMINISTRATOR).get(url).content.decode()
    assert f"{reverse('villages:add_official')}?don_vi={world.commune.pk}" in page


def test_the_units_above_are_named_and_lead_where_one_sees_them(world, url) -> None:
    above = reverse("villages:unit", args=[world.district.pk])
    page = world.member().get(url).content.decode()
    assert world.district.title_name in page
    assert above not in page
    assert above in world.member(unit=world.district).get(url).content.decode()


def test_a_stranger_gets_404_and_so_does_a_village_above_itself(world, url) -> None:
    assert world.stranger().get(url).status_code == 404
    assert world.member().post(url).status_code == 405


def test_the_fragment_holds_assessments_and_recognitions(world) -> None:
    Recognition.objects.create(
        unit=world.commune,
        title="Xã đạt chuẩn NTM",
        decided_on=date(2018, 12, 1),
        issuer="UBND tỉnh",
        decision_number="Số 1/QĐ",
    )
    url = reverse("reports:unit_record", args=[world.commune.pk])
    fragment = world.member().get(url, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert fragment.count('id="unit-record"') == 1
    assert "Xã đạt chuẩn NTM" in fragment
    assert "NTM nâng cao năm 2024" in fragment
    assert fragment.strip() in world.member().get(url).content.decode()
    assert world.stranger().get(url).status_code == 404


def test_queries_stay_constant(world, url) -> None:
    def grow() -> None:
        for number in range(10):
            make.make_village(world.commune, f"Thôn {number}")
            services.create_body(by=make.system(), unit=world.commune, name=f"Tổ {number}")
            make.make_official(world.commune, Role.OFFICIAL)

    assert_constant_queries(world.member(), url, grow)
    assert_constant_queries(
        world.member(), reverse("reports:unit_record", args=[world.commune.pk]), lambda: None
    )


def test_the_units_below_come_fifty_at_a_time(world) -> None:
    for number in range(60):
        make.make_village(world.commune, f"Xóm {number:02}")
    client, url = world.standing, reverse("villages:unit", args=[world.commune.pk])
    first, second = client.get(url), client.get(url, {"trang": 2})
    shown = [child.pk for page in (first, second) for child in page.context["children"]]
    assert len(first.context["children"]) == 50
    assert sorted(shown) == sorted(world.commune.children.values_list("pk", flat=True))


@pytest.mark.parametrize("page", ["paste_villages", "paste_bodies", "paste_people", "change_units"])
def test_nothing_is_added_to_a_unit_that_has_ended(world, url, page) -> None:
    client = world.member(Role.ADMINISTRATOR)
    target = reverse(f"villages:{page}", args=[world.commune.pk])
    assert target in client.get(url).content.decode()
    world.commune.valid_to = make.TODAY - timedelta(days=1)
    world.commune.save()
    assert target not in client.get(url).content.decode()
    refused = client.get(target)
    assert refused.status_code == 403
    assert "đã thôi hoạt động" in refused.content.decode()
