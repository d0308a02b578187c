"""A paper that an indicator expects, added to a set as published."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone

from criteria.models import Indicator
from evidence.papers.models import Requirement
from villages.access import Access
from villages.edit import create_row
from villages.enums import Ability
from villages.rules import deny_edit_reference


def add_requirement(*, by: Access, indicator: Indicator, fields: Mapping[str, Any]) -> Requirement:
    """Add an expected paper with its source; rounds already sent need not have it."""
    last = indicator.requirements.aggregate(Max("order"))["order__max"] or 0
    return create_row(
        by=by,
        row=Requirement(indicator=indicator, order=last + 1, added_at=timezone.now(), **fields),
        deny_reason=deny_edit_reference(by),
        action="bổ sung giấy tờ theo yêu cầu",
        ability=Ability.EDIT_REFERENCE,
        reason=str(fields.get("source", "")),
        parts={"chỉ tiêu": str(indicator)},
    )
