"""Who may do what with plans, tasks, meetings and reports, and along which paths: pure functions,
no writes.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from tasks.rules.belonging import fitting_errors
from tasks.rules.funding import (
    funding_errors,
    funding_gap,
)
from tasks.rules.meetings import (
    HEAD_ABSENT,
    NOT_ATTENDED,
    NOTHING_CONCLUDED,
    WITHDRAWN_SINCE,
    commendation_errors,
    correction_errors,
    day_errors,
    deadline_errors,
    deny_close_meeting,
    deny_conclude,
    deny_edit_conclusion,
    deny_edit_meeting,
    deny_hold_meeting,
    deny_make_task,
    deny_print_minutes,
    deny_remove_conclusion,
    is_before_meeting,
    lacks_to_close,
    meeting_day,
)
from tasks.rules.plans import (
    NO_LATER_PLAN,
    deny_close_year,
    deny_copy,
    deny_edit_part,
    deny_edit_plan,
    ended_year_words,
    target_errors,
    year_end_errors,
)
from tasks.rules.reports import (
    deny_edit_remark,
    deny_edit_report,
    deny_write_report,
)
from tasks.rules.supervision import (
    NO_LEADER,
    deny_edit_supervision,
    leaders_warning,
    leaders_words,
    needs_leaders,
)
from tasks.rules.tasks import (
    NOBODY_LEADS,
    days_late,
    deny_manage_task,
    deny_manage_tasks,
    deny_move_deadline,
    deny_path,
    deny_remind,
    deny_reminder_text,
    deny_report,
    deny_transition,
    lateness_of,
    lead_fault,
    overdue_words,
    paths_offered,
    report_errors,
    state_after_report,
    task_errors,
    transition_errors,
)
from tasks.rules.waivers import (
    deny_take_back_waiver,
    deny_waive,
)
