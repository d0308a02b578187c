"""Every move of a round, its drafts and verdicts, and the recognition: one transaction each."""

from evidence.services.review.chain import chain_for, route_of
from evidence.services.review.decisions import (
    approved_assessments,
    is_followed,
    is_recognised,
    recognise,
    reopen,
    send_decision,
)
from evidence.services.review.drafts import (
    StaleDraft,
    StaleList,
    approve_unmarked,
    save_draft,
    unmarked_items,
)
from evidence.services.review.freezing import value_words
from evidence.services.review.own import own_part
from evidence.services.review.problems import Problem, Severity, submission_problems
from evidence.services.review.reading import (
    ItemRow,
    PaperRow,
    ReviewerRow,
    Said,
    Sent,
    items_for_reviewer,
    items_for_submitter,
)
from evidence.services.review.rounds import NotReady, submit, withdraw

__all__ = [
    "ItemRow",
    "NotReady",
    "PaperRow",
    "Problem",
    "ReviewerRow",
    "Said",
    "Sent",
    "Severity",
    "StaleDraft",
    "StaleList",
    "approve_unmarked",
    "approved_assessments",
    "chain_for",
    "is_followed",
    "is_recognised",
    "items_for_reviewer",
    "items_for_submitter",
    "own_part",
    "recognise",
    "reopen",
    "route_of",
    "save_draft",
    "send_decision",
    "submission_problems",
    "submit",
    "unmarked_items",
    "value_words",
    "withdraw",
]
