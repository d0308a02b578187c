"""Papers and their files, what they prove, what is required, their review, what was issued, and
what people write of documents, and old plans that are read into tasks."""

from evidence.authored.models import (
    AuthoredText,
    DefaultText,
    DocumentFacts,
    ReferenceFile,
    TextDraft,
)
from evidence.intake.models import Intake, IntakeRow
from evidence.issued.models import CheckedText, IssuedDocument, Preparation, RegisterSettings
from evidence.papers.models import (
    ContentScan,
    Evidence,
    FileFacts,
    FileFault,
    Proof,
    ReadingNote,
    Requirement,
    Revision,
    StoreMark,
    TaskEvidence,
)
from evidence.review.models import (
    Doubt,
    DraftVerdict,
    Ground,
    Holiday,
    ReviewChain,
    ReviewStep,
    Submission,
    SubmittedItem,
    SubmittedPaper,
    Verdict,
)

__all__ = [
    "AuthoredText",
    "CheckedText",
    "ContentScan",
    "DefaultText",
    "DocumentFacts",
    "Doubt",
    "DraftVerdict",
    "Evidence",
    "FileFacts",
    "FileFault",
    "Ground",
    "Holiday",
    "Intake",
    "IntakeRow",
    "IssuedDocument",
    "Preparation",
    "Proof",
    "ReadingNote",
    "ReferenceFile",
    "RegisterSettings",
    "Requirement",
    "ReviewChain",
    "ReviewStep",
    "Revision",
    "StoreMark",
    "Submission",
    "SubmittedItem",
    "SubmittedPaper",
    "TaskEvidence",
    "TextDraft",
    "Verdict",
]
