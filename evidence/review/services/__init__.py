"""Every move of a round, its drafts and verdicts, and the recognition: one transaction each."""

from evidence.review.services.decisions import reopen, send_decision
from evidence.review.services.drafts import approve_unmarked, save_draft
from evidence.review.services.grounds import complete_grounds
from evidence.review.services.recognition import (
    answer_recognition,
    recognise,
    revoke_recognition,
)
from evidence.review.services.rounds import NotReady, submit, withdraw
