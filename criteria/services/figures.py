"""Correcting what a report gives beside the indicators."""

from collections.abc import Mapping
from typing import Any

from criteria import rules
from criteria.models import Figure
from villages.access import Access
from villages.edit import edit_row
from villages.enums import Ability


def edit_figure(
    *, by: Access, figure_id: int, fields: Mapping[str, Any], seen_version: int
) -> Figure:
    """Correct a figure; what a person states of it is no longer tentative."""
    return edit_row(
        by=by,
        rows=Figure.objects.select_related("assessment__unit"),
        pk=figure_id,
        fields={**fields, "is_inferred": False},
        seen=seen_version,
        deny=rules.deny_edit_figure,
        action="sửa số liệu nêu trong báo cáo",
        ability=Ability.SET_RESULT,
    )
