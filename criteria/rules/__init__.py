"""Who may change what of sets, assessments and results, and which values an indicator takes: pure
functions, no writes.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from criteria.rules.assessments import (
    deny_discard_assessment,
    deny_edit_assessment,
    opening_errors,
)
from criteria.rules.entries import (
    TOO_LARGE,
    entry_errors,
    size_question,
)
from criteria.rules.recognition import (
    deny_standing,
    recognition_rule,
    recognition_words,
)
from criteria.rules.results import (
    deny_assign_result,
    deny_edit_figure,
    deny_set_for_another,
    deny_set_result,
    deny_undo,
    needs_reason,
)
from criteria.rules.sets import (
    deny_draft,
    deny_edit_set,
    deny_publish,
    level_errors,
)
