"""Every write to assessments and results: one transaction, one audit event."""

from criteria.services.assessments import (
    confirm_baselines,
    discard_assessment,
    edit_assessment,
    open_assessment,
    state_baseline,
    state_baselines,
)
from criteria.services.figures import edit_figure
from criteria.services.many import claim_many, put_many_in_charge
from criteria.services.results import (
    Entry,
    put_in_charge,
    set_result,
    set_results,
    undo_result,
)
from criteria.services.sets import (
    add_level,
    discard_set,
    draft_set,
    edit_set,
    mark_checked,
    publish,
    publish_set,
)
