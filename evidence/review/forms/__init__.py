"""What is typed in a review and of a recognition."""

from evidence.review.forms.recognition import (
    AnswerForm,
    GroundForm,
    RecognitionForm,
    RevocationForm,
    ground_forms,
    put_all_errors,
)
from evidence.review.forms.rounds import (
    OUTCOMES,
    DecisionForm,
    QueueFilterForm,
    ReasonForm,
    ReopenForm,
    SubmitForm,
    VerdictForm,
)
