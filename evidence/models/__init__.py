"""Papers and their files, what they prove, what is required, and their review."""

from evidence.models.papers import Evidence, Proof, Revision, TaskEvidence
from evidence.models.requirements import Requirement
from evidence.models.review import (
    DraftVerdict,
    Holiday,
    ReviewChain,
    ReviewStep,
    Submission,
    SubmittedItem,
    SubmittedPaper,
    Verdict,
)

__all__ = [
    "DraftVerdict",
    "Evidence",
    "Holiday",
    "Proof",
    "Requirement",
    "ReviewChain",
    "ReviewStep",
    "Revision",
    "Submission",
    "SubmittedItem",
    "SubmittedPaper",
    "TaskEvidence",
    "Verdict",
]
