"""Who checks, signs and issues a document, and which number and day it may get.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from evidence.issued.rules.addressed import names_unit
from evidence.issued.rules.numbers import (
    TAKEN_MEANWHILE,
    Series,
    blanks_fault,
    day_fault,
    first_number_note,
    is_of_committee,
    likely_day,
    number_fault,
    register_faults,
)
from evidence.issued.rules.signatures import (
    BY_COMMITTEE,
    NotAfter,
    NotBefore,
    authority_lines,
    is_deputy,
    likely_authority,
    signature_fault,
)
from evidence.issued.rules.stages import (
    CHANGED_SINCE,
    DocumentStanding,
    deny_check,
    deny_issue,
    deny_relate,
    deny_set_register,
    deny_sign,
    late_fault,
    left_to_do,
    no_fault,
    standing,
)
