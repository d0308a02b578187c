"""Creating and editing plans and their texts."""

from collections.abc import Mapping
from typing import Any

from ntm_project.common.refusals import Refused
from tasks import rules
from tasks.models import Plan, PlanText
from tasks.services.sections import write_section
from villages.access import Access
from villages.edit import create_row, edit_row
from villages.enums import Ability
from villages.models import Unit


def locked_plan(by: Access, plan_id: int) -> Plan:
    """The plan, held against other writers; refused without the right."""
    rows = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    plan = rows.get(pk=plan_id)
    if reason := rules.deny_edit_plan(by, plan):
        raise Refused(reason)
    return plan


def create_plan(*, by: Access, unit: Unit, year: int, **fields: Any) -> Plan:
    """Open the plan of a unit for a year."""
    return create_row(
        by=by,
        row=Plan(unit=unit, year=year, **fields),
        deny_reason=by.deny(Ability.EDIT_PLAN, unit),
        action="lập kế hoạch",
        ability=Ability.EDIT_PLAN,
    )


def edit_plan(*, by: Access, plan_id: int, fields: Mapping[str, Any], seen_version: int) -> Plan:
    """Change title, issuer, place and signatory."""
    return edit_row(
        by=by,
        rows=Plan.objects.select_related("unit"),
        pk=plan_id,
        fields=fields,
        seen=seen_version,
        deny=rules.deny_edit_plan,
        action="sửa kế hoạch",
        ability=Ability.EDIT_PLAN,
    )


def edit_text(*, by: Access, plan: Plan, section: str, text: str, seen_version: int) -> PlanText:
    """Save one authored text."""
    return write_section(
        by=by,
        rows=PlanText.objects.select_related("plan__unit"),
        place={"plan": plan, "section": section},
        text=text,
        seen=seen_version,
        deny=rules.deny_edit_part,
        action="sửa nội dung kế hoạch",
        ability=Ability.EDIT_PLAN,
    )
