"""What a person types of results and of assessments."""

from criteria.forms.assessments import (
    BaselinesForm,
    ConfirmBaselinesForm,
    EditAssessmentForm,
    OpenAssessmentForm,
)
from criteria.forms.figures import FigureForm
from criteria.forms.grid import CommonForm, Grid, line_of
from criteria.forms.many import ManyInChargeForm, ReasonForm
from criteria.forms.results import InChargeForm, ResultForm
from criteria.forms.sets import CheckedForm, LevelForm

__all__ = [
    "BaselinesForm",
    "CheckedForm",
    "CommonForm",
    "ConfirmBaselinesForm",
    "EditAssessmentForm",
    "FigureForm",
    "Grid",
    "InChargeForm",
    "LevelForm",
    "ManyInChargeForm",
    "OpenAssessmentForm",
    "ReasonForm",
    "ResultForm",
    "line_of",
]
