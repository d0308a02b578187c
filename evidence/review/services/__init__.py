"""Every move of a round, its drafts and verdicts, and the recognition: one transaction each."""

from evidence.review.queries.chain import chain_for, route_of
from evidence.review.queries.items import (
    ItemRow,
    PaperRow,
    ReviewerRow,
    Said,
    Sent,
    items_for_reviewer,
    items_for_submitter,
)
from evidence.review.queries.own import own_part
from evidence.review.queries.problems import Problem, Severity, submission_problems
from evidence.review.services.decisions import (
    approved_assessments,
    is_followed,
    is_recognised,
    recognise,
    reopen,
    send_decision,
)
from evidence.review.services.drafts import (
    StaleDraft,
    StaleList,
    approve_unmarked,
    save_draft,
    unmarked_items,
)
from evidence.review.services.rounds import NotReady, submit, withdraw

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
    "withdraw",
]
