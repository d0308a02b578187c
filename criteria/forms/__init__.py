"""What a person types of results and of assessments."""

from criteria.forms.assessments import (
    BaselinesForm,
    ConfirmBaselinesForm,
    EditAssessmentForm,
    OpenAssessmentForm,
)
from criteria.forms.grid import CommonForm, Grid, line_of
from criteria.forms.many import ManyInChargeForm, ReasonForm
from criteria.forms.results import InChargeForm, ResultForm

__all__ = [
    "BaselinesForm",
    "CommonForm",
    "ConfirmBaselinesForm",
    "EditAssessmentForm",
    "Grid",
    "InChargeForm",
    "ManyInChargeForm",
    "OpenAssessmentForm",
    "ReasonForm",
    "ResultForm",
    "line_of",
]
