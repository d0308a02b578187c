"""Indicators in charge are open work of an official."""

from django.db.models import QuerySet

from criteria.models import Result
from criteria.queries.results import version_of_charge
from criteria.services import put_in_charge
from ntm_project.common.text import clean_line
from villages.access import Access
from villages.enums import Ability
from villages.handover.work import OpenWork, one_by_one, register
from villages.models import Official, Unit


def _in_charge(access: Access, official: Official) -> "QuerySet[Result]":
    rows = Result.objects.visible_to(access.holding(Ability.ASSIGN_RESULT))
    names = ("indicator__criterion", "assessment__unit", "assessment__criteria_set")
    return rows.filter(in_charge=official).select_related(*names).in_order()


def _words(row: Result) -> str:
    return (
        clean_line(f"{row.indicator.code} {row.indicator.wording}")[:120] + f" ({row.assessment})"
    )


def _unit(row: Result) -> Unit:
    return row.assessment.unit


def _give(by: Access, official: Official, row: Result, to: Official | str) -> None:
    assert isinstance(to, Official)
    put_in_charge(by=by, result_id=row.pk, official=to, seen_version=version_of_charge(row))


def connect() -> None:
    key = "criteria.Result.in_charge"
    register(
        OpenWork(
            "indicators", "chỉ tiêu phụ trách", key, _in_charge, _words, _unit, one_by_one(_give)
        )
    )
