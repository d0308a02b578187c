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
    MarksInput,
    QueueFilterForm,
    ReasonForm,
    ReopenForm,
    SubmitForm,
    VerdictForm,
)

__all__ = [
    "OUTCOMES",
    "AnswerForm",
    "DecisionForm",
    "GroundForm",
    "MarksInput",
    "QueueFilterForm",
    "ReasonForm",
    "RecognitionForm",
    "ReopenForm",
    "RevocationForm",
    "SubmitForm",
    "VerdictForm",
    "ground_forms",
    "put_all_errors",
]
