"""Check constraints are checked together, and each still speaks for itself; those of a row that is
saved are left to the database; of a row that was given nobody looks whether it is there."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from ntm_project.common.models import clean_and_save
from tests import factories as make
from villages.models import Unit

pytestmark = pytest.mark.django_db


def _checks_asked(row: Any, exclude: list[str] | None = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        row.validate_constraints(exclude=exclude)
    return _count_checks(queries)


def _count_checks(queries: Iterable[Mapping[str, str]]) -> int:
    return sum("_check" in q["sql"] and "EXISTS" not in q["sql"] for q in queries)


def _checks_of(row: Any) -> list[CheckConstraint]:
    return [c for c in type(row)._meta.constraints if isinstance(c, CheckConstraint)]


def test_one_query_asks_them_all() -> None:
    unit = make.make_commune()
    for row in (unit, make.make_task(make.make_plan(unit))):
        assert len(_checks_of(row)) > 3
        assert _checks_asked(row) == 1


def test_what_does_not_hold_tells_its_own_sentence_alone() -> None:
    unit = make.make_commune()
    unit.commune_group, unit.valid_to = 7, make.TODAY
    with pytest.raises(ValidationError) as refused:
        unit.validate_constraints()
    group = next(c for c in _checks_of(unit) if c.name == "unit_commune_group_1_to_3")
    assert refused.value.messages == [group.violation_error_message]


def test_a_row_is_saved_without_a_query_for_its_checks_and_refused_with_their_sentence() -> None:
    unit = make.make_commune()
    with CaptureQueriesContext(connection) as queries:
        clean_and_save(unit)
    assert not _count_checks(queries)
    unit.commune_group = 7
    with pytest.raises(ValidationError) as refused:
        clean_and_save(unit)
    group = next(c for c in _checks_of(unit) if c.name == "unit_commune_group_1_to_3")
    assert refused.value.messages == [group.violation_error_message]


def test_what_breaks_a_field_and_a_check_hears_of_both() -> None:
    unit = make.make_commune()
    unit.name, unit.commune_group = "", 7
    with pytest.raises(ValidationError) as refused:
        clean_and_save(unit)
    group = next(c for c in _checks_of(unit) if c.name == "unit_commune_group_1_to_3")
    assert group.violation_error_message in refused.value.messages
    assert "name" in refused.value.message_dict


def test_an_excluded_field_leaves_the_others_asked() -> None:
    unit = make.make_commune()
    assert _checks_asked(unit, exclude=["level"]) > 1
    unit.valid_from, unit.valid_to = make.TODAY, make.TODAY.replace(year=2000)
    with pytest.raises(ValidationError):
        unit.validate_constraints(exclude=["level"])
    assert Unit.objects.get(pk=unit.pk).valid_to is None


def test_a_row_that_was_given_is_not_looked_for_and_a_key_of_none_is_refused() -> None:
    unit = make.make_commune()
    task = make.make_task(make.make_plan(unit))
    task.unit = unit
    with CaptureQueriesContext(connection) as queries:
        task.clean_fields(exclude=[f.name for f in task._meta.fields if f.name != "unit"])
    assert not queries
    task.unit_id = unit.pk + 1_000_000
    with pytest.raises(ValidationError) as refused:
        task.clean_fields()
    assert set(refused.value.message_dict) == {"unit"}
