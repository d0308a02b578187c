"""What a person types of results and of assessments."""

from criteria.forms.assessments import BaselinesForm, EditAssessmentForm, OpenAssessmentForm
from criteria.forms.results import InChargeForm, ResultForm

__all__ = [
    "BaselinesForm",
    "EditAssessmentForm",
    "InChargeForm",
    "OpenAssessmentForm",
    "ResultForm",
]
