"""Reads results with all that their rows show, without the ORM: the hottest pages begin so."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, prefetch_related_objects

from criteria.models import Assessment, CriteriaSet, Criterion, Indicator, Result
from criteria.models.assessments import MEASURED_FIELDS
from ntm_project.common.sql import as_decimal, instance, locking, rows
from villages.access import Access
from villages.models import Official, Unit

# What no row or form shows (long texts, keys) stays unread, as `defer` would leave it.
_RESULT = (
    "id", *MEASURED_FIELDS, "assessment_id", "indicator_id", "in_charge_id", "version",
    "changed_by_id",
)  # fmt: skip
_INDICATOR = (
    "id", "criterion_id", "code", "order", "wording", "kind", "unit_words", "grade_scale",
    "parent_id", "confidence",
)  # fmt: skip
_OFFICIAL = ("id", "username", "full_name", "is_active")
_PARTS: tuple[tuple[str, type[Model], tuple[str, ...]], ...] = (
    ("r", Result, _RESULT),
    ("a", Assessment, ("id", "unit_id", "criteria_set_id", "year", "baseline_on", "target_on")),
    (
        "u", Unit,
        ("id", "level", "name", "noun", "parent_id", "path", "region", "commune_group"),
    ),
    ("s", CriteriaSet, ("id", "code", "short_name", "level", "is_verified", "criteria_known")),
    ("i", Indicator, _INDICATOR),
    ("c", Criterion, ("id", "criteria_set_id", "number", "name", "rule", "needed")),
    ("o", Official, _OFFICIAL),
)  # fmt: skip


def _columns(parts: Iterable[tuple[str, type[Model], tuple[str, ...]]]) -> str:
    return ", ".join(f'{alias}."{name}"' for alias, _, names in parts for name in names)


_ONE_RESULT = f"""
    SELECT {_columns(_PARTS)}
    FROM criteria_result r
    JOIN criteria_assessment a ON a.id = r.assessment_id
    JOIN villages_unit u ON u.id = a.unit_id
    JOIN criteria_criteriaset s ON s.id = a.criteria_set_id
    JOIN criteria_indicator i ON i.id = r.indicator_id
    JOIN criteria_criterion c ON c.id = i.criterion_id
    LEFT JOIN villages_official o ON o.id = r.in_charge_id
    WHERE r.id = %s
"""
_PLACES = 4  # of the columns value and denominator
_DECIMALS = (_RESULT.index("value"), _RESULT.index("denominator"))


def _result_values(row: tuple[Any, ...]) -> list[Any]:
    values = list(row[: len(_RESULT)])
    for place in _DECIMALS:
        values[place] = as_decimal(values[place], _PLACES)
    return values


_ROW = (("r", Result, _RESULT), ("i", Indicator, _INDICATOR), ("o", Official, _OFFICIAL))
_INDICATOR_AT = len(_RESULT)
_OFFICIAL_AT = _INDICATOR_AT + len(_INDICATOR)
_RESULTS = f"""
    SELECT {_columns(_ROW)}
    FROM criteria_result r
    JOIN criteria_indicator i ON i.id = r.indicator_id
    JOIN criteria_criterion c ON c.id = i.criterion_id
    LEFT JOIN villages_official o ON o.id = r.in_charge_id
    WHERE r.assessment_id = %s
    ORDER BY c.number, i."order", r.id
"""


def results_of(assessment: Assessment) -> Iterator[Result]:
    """The results of an assessment in the order of its set, each with its indicator and who is in
    charge; criteria and levels are the caller's to read."""
    for row in rows(_RESULTS, [assessment.pk]):
        indicator = instance(Indicator, _INDICATOR, row[_INDICATOR_AT:_OFFICIAL_AT])
        official = row[_OFFICIAL_AT:]
        yield instance(
            Result,
            _RESULT,
            _result_values(row[:_INDICATOR_AT]),
            assessment=assessment,
            indicator=indicator,
            in_charge=instance(Official, _OFFICIAL, official) if official[0] else None,
        )


def seen_result(access: Access, pk: int) -> Result | None:
    """The result as `known_result` gives it, with the levels of its indicator."""
    result = known_result(access, pk)
    if result is not None:
        prefetch_related_objects([result.indicator], "levels")
    return result


def known_result(access: Access, pk: int) -> Result | None:
    """The result with assessment, unit, set, indicator, criterion and who is in charge; None when
    it does not exist or lies out of scope, as `visible_to` has it."""
    found = rows(_ONE_RESULT, [pk])
    if not found:
        return None
    row, made, at = found[0], [], 0
    for _, model, names in _PARTS:
        part = row[at : at + len(names)]
        values = _result_values(part) if model is Result else part
        made.append(instance(model, names, values))
        at += len(names)
    result: Any = made[0]
    assessment: Any = made[1]
    indicator: Any = made[4]
    assessment.unit, assessment.criteria_set = made[2], made[3]
    if not access.sees(assessment.unit):
        return None
    indicator.criterion = made[5]
    result.assessment, result.indicator = assessment, indicator
    result.in_charge = made[6] if result.in_charge_id else None
    return result


_LOCKED = f"""SELECT {", ".join(f"r.{name}" for name in _RESULT)}
    FROM criteria_result r WHERE r.id = %s"""


def locked_result(known: Result) -> Result:
    """The row of a known result read anew and locked; its assessment and indicator never change,
    so they are lent."""
    found = rows(_LOCKED + locking("r"), [known.pk])
    if not found:
        raise Result.DoesNotExist(known.pk)
    row = instance(Result, _RESULT, _result_values(found[0]))
    row.assessment, row.indicator = known.assessment, known.indicator
    return row
