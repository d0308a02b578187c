"""A province's level beside the national floor, by kind, sign, scale and scope."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.comparison import strictness
from criteria.enums import IndicatorKind
from criteria.floors import unlinked_words
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.queries.sets import floors_of, ordered_criteria, publishing_doubts
from tests import factories as make
from tests.shared import text_of
from tests.world import client_of
from villages.enums import Role

SIGNS = {"≥": "gte", ">": "gt", "≤": "lte", "<": "lt", "=": "eq"}
# Kind, own level, floor, and how the one stands to the other.
TABLE = [
    ("percent", "≥ 90", "≥ 90", "enough"),
    ("percent", "≥ 85", "≥ 90", "looser"),
    ("percent", "> 90", "≥ 90", "enough"),
    ("percent", "≥ 90", "> 90", "looser"),
    ("percent", "= 100", "≥ 90", "enough"),
    ("percent", "≥ 100", "= 100", "enough"),  # nothing is more than all
    ("percent", "≥ 99", "= 100", "looser"),
    ("percent", "≥ 2/3", "≥ 60", "enough"),
    ("percent", "≥ 2/3", "≥ 67", "looser"),
    ("percent", "≤ 4", "≤ 5", "enough"),
    ("percent", "< 5", "≤ 5", "enough"),
    ("percent", "≤ 5", "< 5", "looser"),
    ("percent", "≤ 6", "≤ 5", "looser"),
    ("percent", "≤ 0", "= 0", "enough"),
    ("percent", "≥ 5", "≤ 5", "looser"),
    ("number", "≥ 51", "≥ 48", "enough"),
    ("number", "= 50", "≥ 51", "looser"),
    ("count", "> 1", "≥ 2", "enough"),
    ("count", "≥ 2", "> 1", "enough"),
    ("count", "< 3", "≤ 2", "enough"),
    ("count", "≥ 1", "> 1", "looser"),
    ("growth", "≤ -1", "≤ 0", "enough"),
    ("growth", "≥ -1", "≥ 0", "looser"),
    ("grade", "Tốt", "Khá", "enough"),
    ("grade", "Khá", "Khá", "enough"),
    ("grade", "Trung bình", "Khá", "looser"),
    ("grade", "Xuất sắc", "Khá", "unclear"),
    ("boolean", "“có”", "“Có”", "enough"),
    ("boolean", "“có một nửa”", "“có cả”", "unclear"),
    ("percent", "“như văn bản”", "≥ 90", "unclear"),
]


def level(words: str) -> Level:
    if words.startswith("“"):
        return Level(words=words.strip("“”"))
    sign, _, number = words.partition(" ")
    if sign not in SIGNS:
        return Level(grade=words)
    value, _, denominator = number.partition("/")
    below = Decimal(denominator) if denominator else None
    return Level(comparator=SIGNS[sign], value=Decimal(value), denominator=below)


@pytest.mark.parametrize(("kind", "own", "floor", "expected"), TABLE)
def test_a_level_is_held_against_the_floor(kind: str, own: str, floor: str, expected: str) -> None:
    indicator = Indicator(kind=kind, grade_scale="Trung bình\nKhá\nTốt")
    assert strictness(indicator, level(own), indicator, level(floor)) == expected


def test_figures_of_another_kind_or_unit_are_not_held_against_each_other() -> None:
    own = Indicator(kind=IndicatorKind.NUMBER, unit_words="triệu đồng")
    for floor in (
        Indicator(kind=IndicatorKind.NUMBER, unit_words="hộ"),
        Indicator(kind=IndicatorKind.GROWTH, unit_words="triệu đồng"),
    ):
        assert strictness(own, level("≥ 1"), floor, level("≥ 2")) == "unclear"


@pytest.fixture
def refining(db: None) -> tuple[CriteriaSet, Indicator, Indicator]:
    """A province's set of one indicator (≥ 45 %) on a national one (≥ 45 %)."""
    national = make.make_set(1, 1, year_to=2025)
    own = make.make_set(1, 1, refines=national, place="Bắc Giang", year_to=2025)
    rows = [Indicator.objects.get(criterion__criteria_set=made) for made in (national, own)]
    rows[1].parent = rows[0]
    rows[1].save()
    return own, rows[1], rows[0]


def add(indicator: Indicator, value: str, **scope: object) -> None:
    Level.objects.create(
        indicator=indicator,
        comparator="gte",
        value=Decimal(value),
        confidence="verified",
        **scope,
    )


def test_the_floor_of_every_region_group_and_year_counts(refining) -> None:
    own_set, own, floor = refining
    assert floors_of(own_set) == {}
    add(floor, "60", region="DBSH")
    add(floor, "50", year_from=2024)
    add(floor, "70", commune_group=1)
    found = floors_of(own_set)[own.pk]
    assert {(row.scope, row.is_looser) for row in found} == {
        ("Đồng bằng sông Hồng", True),
        ("từ năm 2024", True),
        ("nhóm 1", True),
    }
    # Of a province whose communes are of one region, the floor of another does not bind.
    make.make_commune()
    assert {row.scope for row in floors_of(own_set)[own.pk]} == {"từ năm 2024", "nhóm 1"}


def test_where_the_province_states_nothing_the_floor_itself_binds(refining) -> None:
    own_set, own, _ = refining
    own.levels.all().delete()
    assert floors_of(own_set) == {}


def test_a_set_refines_one_tier_above_and_its_rows_those_of_that_set(refining) -> None:
    own_set, own, _ = refining
    own_set.full_clean()
    own.full_clean()
    third = make.make_set(1, 1, refines=own_set, place="Bắc Giang")
    nowhere = make.make_set(1, 1, refines=own_set.refines)
    village = make.make_set(1, 1, refines=own_set.refines, place="Bắc Giang", level="village")
    other = Indicator.objects.get(criterion=Criterion.objects.get(criteria_set=third))
    other.parent = own.parent
    for row, field in ((third, "refines"), (nowhere, "refines"), (village, "refines"),
                       (other, "parent")):  # fmt: skip
        with pytest.raises(Exception) as error:
            row.full_clean()
        assert field in error.value.message_dict


@pytest.mark.django_db
def test_what_a_province_added_is_doubted_until_somebody_has_checked_it() -> None:
    national, own = make.make_set(1, 2), make.make_set(1, 2)
    CriteriaSet.objects.filter(pk=own.pk).update(refines=national)
    own.refresh_from_db()
    first, second = Indicator.objects.filter(criterion__criteria_set=own).order_by("code")
    above = Indicator.objects.get(criterion__criteria_set=national, code=first.code)
    Indicator.objects.filter(pk=first.pk).update(parent=above)
    steward = make.make_official(make.make_province(), Role.DATA_STEWARD)
    client = client_of(steward)
    page = reverse("criteria:set", args=[own.pk])
    url = reverse("criteria:mark_checked", args=[own.pk])
    assert "1 chỉ tiêu chưa nối với chỉ tiêu" in client.get(page).content.decode()
    at_linked = client.get(f"{url}?chi_tieu={first.pk}").content.decode()
    assert "riêng của bộ này" not in at_linked
    at = f"{url}?chi_tieu={second.pk}"
    for one in (at, url, f"{url}?tieu_chi=1"):
        assert f"bộ được cụ thể hóa: {second.code}. Đánh dấu" in text_of(client.get(one))
    sent = {"against": "Quyết định số 1", "seen_version": str(second.version)}
    assert client.post(at, sent).status_code == 303
    shown = client.get(page).content.decode()
    assert "chưa nối với" not in shown
    assert f"Riêng của bộ này, không có mức sàn (đã đối chiếu): {second.code}" in shown
    assert not [one for one in publishing_doubts(own, ordered_criteria(own)) if "chưa nối" in one]


@pytest.mark.django_db
def test_an_amendment_is_not_doubted_for_links_that_it_takes_over() -> None:
    national, amended, draft = make.make_set(1, 2), make.make_set(1, 2), make.make_set(1, 2)
    sets = CriteriaSet.objects.filter
    sets(pk=amended.pk).update(refines=national)
    sets(pk=draft.pk).update(refines=national, amends=amended, published_at=None)
    draft = CriteriaSet.objects.get(pk=draft.pk)
    criteria = ordered_criteria(draft)
    assert unlinked_words(draft, criteria).startswith("2 chỉ tiêu")
    above = Indicator.objects.filter(criterion__criteria_set=national, code="1.1").get()
    Indicator.objects.filter(criterion__criteria_set=amended, code="1.1").update(parent=above)
    assert unlinked_words(draft, criteria).endswith(": 1.2")
    draft.published_at = timezone.now()
    assert unlinked_words(draft, criteria).startswith("2 chỉ tiêu")
