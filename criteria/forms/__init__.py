"""What a person types of results and of assessments."""

from criteria.forms.assessments import (
    BaselinesForm,
    ConfirmBaselinesForm,
    EditAssessmentForm,
    OpenAssessmentForm,
)
from criteria.forms.figures import FigureForm
from criteria.forms.grid import CommonForm, Grid, grid_line_of
from criteria.forms.many import ClaimReasonForm, ManyInChargeForm
from criteria.forms.results import InChargeForm, ResultForm
from criteria.forms.sets import CheckedForm, LevelForm, PublishSetForm, SetForm
