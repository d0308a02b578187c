"""The addresses to which boards, lists and findings lead, with the filters of the target page."""

from typing import Any

from criteria.enums import SetLevel
from ntm_project.common.addresses import address, of_row
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit

__all__ = [
    "address",
    "board_url",
    "criterion_url",
    "directs_url",
    "figure_url",
    "funding_url",
    "of_row",
    "open_assessment_url",
    "plan_form_url",
    "plan_part_url",
    "plan_text_url",
    "supervision_url",
    "task_url",
    "tasks_url",
]


def tasks_url(**filters: Any) -> str:
    """The list of tasks behind a count: don_vi, danh_gia, tieu_chi, nguoi, tinh_trang, qua_han…"""
    return address("tasks:list", **filters)


def task_url(pk: int) -> str:
    return of_row("tasks:task", pk)


def criterion_url(assessment_pk: int, number: int, **query: Any) -> str:
    """The page of one criterion of an assessment."""
    return address("reports:criterion", assessment_pk, number, **query)


def supervision_url(assessment_pk: int) -> str:
    return of_row("tasks:supervision", assessment_pk)


def board_url(unit_pk: int, **query: Any) -> str:
    return address("reports:board", unit_pk, **query)


def figure_url(unit_pk: int, slug: str, **query: Any) -> str:
    """The rows behind a figure of a board."""
    return address("reports:figure", unit_pk, slug, **query)


def open_assessment_url(access: Access, unit: Unit) -> str:
    """The form that opens an assessment of the unit; "" for whoever may not, or where none fits."""
    may = unit.level in SetLevel.values and access.can(Ability.EDIT_PLAN, unit)
    return address("criteria:open_assessment", don_vi=unit.pk) if may else ""


def directs_url(assessment_pk: int, criterion_pk: int) -> str:
    """The form that gives a criterion its leader."""
    return address("tasks:set_supervision", assessment_pk, criterion_pk)


def plan_form_url(plan_pk: int) -> str:
    """The form of a plan's head: title, signer."""
    return of_row("tasks:edit_plan", plan_pk)


def plan_part_url(plan_pk: int, part: str, row_pk: int) -> str:
    """The form of one row of a plan's lists."""
    return address("tasks:edit_plan_part", plan_pk, part, row_pk)


def plan_text_url(plan_pk: int, section: str) -> str:
    """The form of one authored text of a plan."""
    return address("tasks:edit_text", plan_pk, section)


def funding_url(plan_pk: int, pk: int) -> str:
    """The form of one sum of a plan."""
    return address("tasks:edit_funding", plan_pk, pk)
