"""Rules of units, people and postings that the database itself holds, each broken on purpose."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories as make
from villages.enums import LineageKind, Role, UnitLevel
from villages.models import Body, Lineage, Official, Posting, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Unit:
    return make.make_commune()


def broken(constraint: str, row, *, unique: str = "") -> None:
    """The row is refused by the form layer in Vietnamese and by the database by name."""
    broken = next(c for c in type(row)._meta.constraints if c.name == constraint)
    with pytest.raises(ValidationError) as refused:
        row.full_clean(exclude=["password"])
    assert broken.violation_error_message in refused.value.messages
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(row).objects.bulk_create([row])
    # SQLite names a unique constraint by its columns.
    assert constraint in str(error.value) or (unique and unique in str(error.value))


def village(commune: Unit, **fields: object) -> Unit:
    defaults = {"level": UnitLevel.VILLAGE, "noun": "thôn", "name": "Mai Hạ", "parent": commune}
    return Unit(**defaults | fields)


def test_unit_valid_dates_in_order(commune) -> None:
    row = village(commune, valid_from=date(2024, 2, 1), valid_to=date(2024, 1, 1))
    broken("unit_valid_dates_in_order", row)


def test_unit_not_its_own_parent(commune) -> None:
    commune.parent_id = commune.pk
    sentence = "Một đơn vị không thể trực thuộc chính nó."
    with pytest.raises(ValidationError, match=sentence):
        commune.full_clean()
    with pytest.raises(IntegrityError, match="unit_not_its_own_parent"), transaction.atomic():
        Unit.objects.filter(pk=commune.pk).update(parent=commune.pk)


@pytest.mark.parametrize("level", [UnitLevel.COMMUNE, UnitLevel.VILLAGE, UnitLevel.DISTRICT])
def test_only_a_province_stands_below_none(level) -> None:
    broken("unit_only_province_has_no_parent", Unit(level=level, noun="xã", name="Không cấp trên"))


def test_a_province_stands_below_none(commune) -> None:
    row = Unit(level=UnitLevel.PROVINCE, noun="tỉnh", name="Bắc Ninh", parent=commune)
    broken("unit_only_province_has_no_parent", row)


@pytest.mark.parametrize("group", [0, 4])
def test_unit_commune_group_1_to_3(commune, group) -> None:
    row = Unit(
        level=UnitLevel.COMMUNE, noun="xã", name="X", parent=commune.parent, commune_group=group
    )
    broken("unit_commune_group_1_to_3", row)


def test_a_village_has_no_commune_group(commune) -> None:
    broken("unit_commune_group_1_to_3", village(commune, commune_group=1))


def test_unit_code_unique_while_valid(commune) -> None:
    ended = village(commune, name="Cũ", code="07420", valid_to=date(2023, 12, 31))
    ended.save()
    village(commune, name="Nay", code="07420").save()
    broken(
        "unit_code_unique_while_valid", village(commune, code="07420"), unique="villages_unit.code"
    )


def test_lineage_not_to_itself(commune) -> None:
    row = Lineage(
        predecessor=commune,
        successor=commune,
        kind=LineageKind.RENAME,
        happened_on=make.TODAY,
        act="NQ 1",
    )
    broken("lineage_not_to_itself", row)


def test_lineage_unique_pair(commune) -> None:
    other = make.make_commune("Mai Trung", commune.parent)
    fields = {
        "predecessor": other,
        "successor": commune,
        "kind": LineageKind.MERGE,
        "happened_on": make.TODAY,
        "act": "NQ 1",
    }
    Lineage.objects.create(**fields)
    broken("lineage_unique_pair", Lineage(**fields), unique="villages_lineage.successor_id")


def test_body_name_unique_in_unit(commune) -> None:
    Body.objects.create(unit=commune, name="Hội Nông dân")
    row = Body(unit=commune, name="Hội  Nông dân")
    broken("body_name_unique_in_unit", row, unique="villages_body.name")


@pytest.fixture
def official(commune) -> Official:
    return make.make_official(commune, Role.OFFICIAL)


def posting(official: Official, unit: Unit, **fields: object) -> Posting:
    return Posting(
        **{"official": official, "unit": unit, "role": Role.CLERK, "title": "x"} | fields
    )


def test_posting_dates_in_order(official, commune) -> None:
    row = posting(official, commune, starts_on=date(2024, 2, 1), ends_on=date(2024, 1, 31))
    broken("posting_dates_in_order", row)


def test_posting_one_open_per_role(official, commune) -> None:
    row = posting(official, commune, role=Role.OFFICIAL)
    broken("posting_one_open_per_role", row, unique="villages_posting.role")
    ended = posting(official, commune, role=Role.OFFICIAL, ends_on=date(2020, 1, 1))
    ended.full_clean()


def test_posting_one_open_main(official, commune) -> None:
    row = posting(official, commune, is_main=True)
    broken("posting_one_open_main", row, unique="villages_posting.official_id")


def test_a_user_name_is_taken_once(official) -> None:
    with pytest.raises(ValidationError, match="đã có người dùng"):
        Official(username=official.username, full_name="Khác", password="!").full_clean()


def test_keys_follow_the_name_and_cannot_go_stale(commune) -> None:
    tam = Official.objects.create(username="tam", full_name="Đinh Văn Tám")
    dong = Official.objects.create(username="dong", full_name="Ngô Văn Đồng")
    assert list(Official.objects.order_by("name_key")) == [dong, tam]
    tam.full_name = "Đinh Văn  An"
    tam.save(update_fields=["full_name"])
    tam.refresh_from_db()
    assert (tam.full_name, tam.search) == ("Đinh Văn An", "dinh van an")
    with pytest.raises(ValueError, match="stale"):
        Official.objects.filter(pk=tam.pk).update(full_name="X")


def test_postings_are_open_from_their_first_day_to_their_last(official, commune) -> None:
    row = posting(official, commune, starts_on=date(2024, 1, 10), ends_on=date(2024, 1, 20))
    row.save()
    for day, is_open in ((9, False), (10, True), (20, True), (21, False)):
        chosen = date(2024, 1, day)
        assert row.is_open_on(chosen) is is_open
        assert Posting.objects.open_on(chosen).filter(pk=row.pk).exists() is is_open


def test_a_commune_acts_by_its_committee_a_village_by_its_board() -> None:
    commune, village = (
        Unit(noun="xã", name="Mai Đình"),
        Unit(noun="thôn", name="Hạ", level="village"),
    )
    assert commune.agency == "Ủy ban nhân dân xã Mai Đình"
    assert commune.agency_lines == ("ỦY BAN NHÂN DÂN", "XÃ MAI ĐÌNH")
    assert village.agency == "Ban phát triển thôn Hạ"
    assert village.agency_lines == ("BAN PHÁT TRIỂN", "THÔN HẠ")
