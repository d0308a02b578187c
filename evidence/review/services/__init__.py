"""Every move of a round, its drafts and verdicts, and the recognition: one transaction each."""

from evidence.review.services.decisions import reopen, send_decision
from evidence.review.services.drafts import approve_unmarked, save_draft
from evidence.review.services.recognition import answer_recognition, recognise
from evidence.review.services.rounds import NotReady, submit, withdraw

__all__ = [
    "NotReady",
    "answer_recognition",
    "approve_unmarked",
    "recognise",
    "reopen",
    "save_draft",
    "send_decision",
    "submit",
    "withdraw",
]
