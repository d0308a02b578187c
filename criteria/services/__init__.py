"""Every write to assessments and results: one transaction, one audit event."""

from criteria.services.assessments import (
    confirm_baselines,
    discard_assessment,
    edit_assessment,
    open_assessment,
    state_baseline,
    state_baselines,
)
from criteria.services.many import claim_many, put_many_in_charge
from criteria.services.results import Entry, put_in_charge, set_result, set_results

__all__ = [
    "Entry",
    "claim_many",
    "confirm_baselines",
    "discard_assessment",
    "edit_assessment",
    "open_assessment",
    "put_in_charge",
    "put_many_in_charge",
    "set_result",
    "set_results",
    "state_baseline",
    "state_baselines",
]
