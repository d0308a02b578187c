"""The pages of criteria sets, assessments and results."""

from criteria.views.assessments import (
    baselines,
    confirm_baselines,
    discard_assessment,
    edit_assessment,
    open_assessment,
)
from criteria.views.completing import add_level, mark_checked
from criteria.views.drafting import discard_set, draft_set, edit_set, publish_set
from criteria.views.figures import edit_figure
from criteria.views.in_charge import put_in_charge
from criteria.views.many import many_results
from criteria.views.quick_entry import quick_entry
from criteria.views.results import edit_result, result_history, result_row, weigh_result
from criteria.views.sets import criteria_set, criteria_sets
