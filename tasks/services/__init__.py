"""Every write to plans, tasks, supervision, meetings, reports: one transaction and audit event."""

from tasks.services.conclusions import (
    add_conclusion,
    edit_conclusion,
    make_task_of,
    remove_conclusion,
)
from tasks.services.copying import copy_plan
from tasks.services.from_list import edit_many, give_many
from tasks.services.funding import (
    add_funding,
    edit_funding,
    remove_funding,
)
from tasks.services.handing import hand_over_tasks
from tasks.services.many import assign_many, move_deadlines, move_many, remind_many
from tasks.services.meetings import (
    close_meeting,
    edit_meeting,
    fill_agenda,
    hold_meeting,
    move_agenda_item,
    record_attendance,
)
from tasks.services.notices import notify_deadlines, remind
from tasks.services.parts import add_part, edit_part, remove_part
from tasks.services.plans import (
    create_plan,
    edit_plan,
    edit_text,
)
from tasks.services.posts import take_post, take_turned_posts
from tasks.services.reports import (
    edit_remark,
    edit_report,
    remove_report,
    why_report_stays,
    write_report,
)
from tasks.services.supervision import set_supervision
from tasks.services.tasks import (
    assign,
    create_task,
    edit_task,
    move_task,
    report_task,
)
from tasks.services.waivers import take_back_waiver, waive
from tasks.services.year_end import close_year
