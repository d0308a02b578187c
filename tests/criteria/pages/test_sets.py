"""The sets, and one set with its indicators, levels and their sources."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.enums import Confidence
from criteria.models import CriteriaSet, Criterion, Level
from tests import factories as make
from tests.queries import assert_constant_queries
from villages.enums import Role

pytestmark = pytest.mark.both


def test_the_list_marks_what_was_not_checked(world):
    make.make_set(name="Bộ đã đối chiếu", is_verified=True)
    page = world.standing.get(reverse("criteria:sets")).content.decode()
    assert "Chưa đối chiếu văn bản gốc" in page
    assert "Đã đối chiếu văn bản gốc" in page
    assert "2 tiêu chí, 4 chỉ tiêu" in page


def test_one_set_shows_levels_sources_and_kin(world):
    used = world.assessment.criteria_set
    base = make.make_set(name="Bộ gốc của trung ương")
    CriteriaSet.objects.filter(pk=used.pk).update(refines=base, published_at=timezone.now())
    indicator = world.result.indicator
    indicator.confidence, indicator.source = Confidence.GUESS, "javascript:alert(1)"
    indicator.save()
    Level.objects.create(
        indicator=indicator,
        comparator="gte",
        value=Decimal(55),
        region="BTB",
        year_from=2023,
        legal_source="QĐ 318/QĐ-TTg",
        confidence=Confidence.VERIFIED,
    )
    page = world.standing.get(reverse("criteria:set", args=[used.pk])).content.decode()
    for shown in (
        "≥ 45%",
        "≥ 55%",
        "Bắc Trung Bộ, từ năm 2023",
        "QĐ 318/QĐ-TTg",
        "Chưa có văn bản",
        "Bộ gốc của trung ương",
        "Chưa đối chiếu văn bản gốc",
        "Xã Mai Đình",
    ):
        assert shown in page
    assert 'href="javascript' not in page
    assert "cụ thể hóa bộ này" in (
        world.standing.get(reverse("criteria:set", args=[base.pk])).content.decode()
    )


def test_each_address_of_a_source_is_a_link_of_its_own(world):
    indicator = world.result.indicator
    indicator.source = "Trang https://a.vn/mot ; https://b.vn/hai; javascript:alert(1)"
    indicator.save()
    url = reverse("criteria:set", args=[world.assessment.criteria_set_id])
    page = world.standing.get(url).content.decode()
    for address in ("https://a.vn/mot", "https://b.vn/hai"):
        assert f'<a href="{address}"' in page
    assert 'href="javascript' not in page


def test_only_assessments_in_scope_are_named(world):
    url = reverse("criteria:set", args=[world.assessment.criteria_set_id])
    page = world.stranger().get(url)
    assert page.status_code == 200
    assert "Mai Đình" not in page.content.decode()
    assert world.member(Role.CLERK).get(url).status_code == 200
    assert world.standing.post(url).status_code == 405
    assert world.standing.get(reverse("criteria:set", args=[999999])).status_code == 404


def test_their_queries_do_not_grow(world):
    found = make.make_set(criteria=1, indicators=1)

    def grow():
        for number in range(2, 12):
            criterion = Criterion.objects.create(criteria_set=found, number=number, name="Thêm")
            for order in range(3):
                make.make_indicator(criterion, f"{number}.{order}", order=order)

    assert_constant_queries(world.standing, reverse("criteria:set", args=[found.pk]), grow)
    assert_constant_queries(
        world.standing, reverse("criteria:sets"), lambda: [make.make_set() for _ in range(10)]
    )
