"""Every write to assessments and results: one transaction, one audit event."""

from criteria.services.assessments import (
    ASSESSMENT_FIELDS,
    StaleAssessment,
    discard_assessment,
    edit_assessment,
    open_assessment,
    state_baseline,
    state_baselines,
)
from criteria.services.results import ENTRY_FIELDS, StaleResult, put_in_charge, set_result

__all__ = [
    "ASSESSMENT_FIELDS",
    "ENTRY_FIELDS",
    "StaleAssessment",
    "StaleResult",
    "discard_assessment",
    "edit_assessment",
    "open_assessment",
    "put_in_charge",
    "set_result",
    "state_baseline",
    "state_baselines",
]
