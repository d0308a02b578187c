"""How an agency numbers: each year as it began, from a first number that has effect."""

import pytest
from django.core.exceptions import ValidationError

from evidence.issued.queries import series_of, series_of_year, settings_of
from evidence.issued.rules import Series, first_number_note
from evidence.issued.services.register import set_register
from tests import factories as make
from tests.evidence.test_issued import register_row, unit_of
from villages.access import Access
from villages.enums import Role


@pytest.fixture
def clerk(db: None) -> Access:
    return make.access(make.make_official(make.make_commune(), Role.CLERK))


def _set(clerk: Access, **fields: object) -> None:
    unit = unit_of(clerk)
    version = settings_of(unit).version
    set_register(by=clerk, unit=unit, fields=fields, seen_version=version)


@pytest.mark.django_db
def test_a_year_goes_on_as_it_began(clerk) -> None:
    """A late paper of last year gets its number in the series of last year."""
    unit = unit_of(clerk)
    for number in (1, 2):
        row = register_row(unit, number)
        row.year = 2023
        row.save()
    _set(clerk, is_one_series=True)
    assert (series_of(unit, "BC-UBND", 2023).following, series_of(unit, "KH-UBND", 2023).last) == (
        1, 2
    )  # fmt: skip
    assert series_of(unit, "BC-UBND", 2024).is_one
    common = register_row(unit, 7)
    common.common_number = 7
    common.save()
    assert series_of(unit, "BC-UBND", 2024).following == 8


@pytest.mark.django_db
def test_a_first_number_without_effect_is_refused(clerk) -> None:
    unit = unit_of(clerk)
    with pytest.raises(ValidationError) as caught:
        _set(clerk, first_number=12)
    assert list(caught.value.message_dict) == ["first_year"]
    row = register_row(unit, 7)
    row.year, row.common_number = 2023, 7
    row.save()
    with pytest.raises(ValidationError) as caught:
        _set(clerk, first_number=12, first_year=2023)
    assert "tiếp theo là 08" in caught.value.message_dict["first_number"][0]
    _set(clerk, first_number=12, first_year=2024)
    assert series_of(unit, "KH-UBND", 2024).following == 12


@pytest.mark.django_db
def test_the_series_that_have_begun_are_named_where_a_first_number_is_set(clerk) -> None:
    """Series of their own: those that have no number yet begin from it."""
    unit = unit_of(clerk)
    register_row(unit, 7).save()
    _set(clerk, first_number=12, first_year=2024)
    assert [series_of(unit, symbol, 2024).following for symbol in ("KH-UBND", "BC-UBND")] == [8, 12]
    begun, today = series_of_year(unit, 2024), clerk.on
    assert "2024" in first_number_note(settings_of(unit), begun, today)
    _set(clerk, first_number=5, first_year=2023)
    # A year that is over, as for a slip of the hand.
    note = first_number_note(settings_of(unit), series_of_year(unit, 2023), today)
    assert "2024 vẫn bắt đầu từ 01" in note


@pytest.mark.both
@pytest.mark.django_db
def test_a_board_takes_no_number_of_the_one_series_of_its_committee(clerk) -> None:
    """It is printed as issuer and uses the committee's seal: its numbers are its own."""
    unit = unit_of(clerk)
    _set(clerk, is_one_series=True, first_number=46, first_year=2024)
    assert series_of(unit, "TB-BCĐ", 2024) == Series(0, None)
    own = register_row(unit, 3)
    own.series = "TB-BCĐ"
    own.save()
    _set(clerk, letter_field="KT")  # its number has begun no year of the committee
    _set(clerk, is_one_series=False)
    assert series_of(unit, "TB-UBND", 2024).following == 46
    _set(clerk, is_one_series=True)
    common = register_row(unit, 46)
    common.common_number = 46
    common.save()
    found = {one: series_of(unit, one, 2024) for one in ("KH-BCĐ", "TB-BCĐ", "UBND-NN", "BC-UBND")}
    assert {one: series.following for one, series in found.items()} == {
        "KH-BCĐ": 1, "TB-BCĐ": 4, "UBND-NN": 47, "BC-UBND": 47
    }  # fmt: skip
    assert [one for one, series in found.items() if series.is_one] == ["UBND-NN", "BC-UBND"]
