"""Plans, tasks with their deadlines, supervision, meetings, money, progress reports."""

from tasks.models.assignments import Assignment
from tasks.models.meetings import (
    AgendaItem,
    Attendance,
    Commendation,
    Conclusion,
    Meeting,
    MeetingPart,
    MeetingSheet,
)
from tasks.models.money import Funding, FundingPart
from tasks.models.parts import ListedPart
from tasks.models.plans import (
    Citation,
    Plan,
    PlanPart,
    PlanText,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Target,
)
from tasks.models.reports import ProgressReport, ReportRemark
from tasks.models.supervision import Supervision
from tasks.models.tasks import Task, TaskReport
from tasks.models.waivers import Waiver
from tasks.models.wordings import PlanWording
