"""The pages of criteria sets and results."""

from criteria.views.in_charge import put_in_charge
from criteria.views.results import edit_result, result_history, result_row, weigh_result
from criteria.views.sets import criteria_set, criteria_sets

__all__ = [
    "criteria_set",
    "criteria_sets",
    "edit_result",
    "put_in_charge",
    "result_history",
    "result_row",
    "weigh_result",
]
