"""Every write to assessments and results: one transaction, one audit event."""

from criteria.services.assessments import (
    discard_assessment,
    edit_assessment,
    open_assessment,
    state_baseline,
    state_baselines,
)
from criteria.services.results import put_in_charge, set_result

__all__ = [
    "discard_assessment",
    "edit_assessment",
    "open_assessment",
    "put_in_charge",
    "set_result",
    "state_baseline",
    "state_baselines",
]
