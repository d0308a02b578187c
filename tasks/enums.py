"""The closed lists of this floor, and the allowed paths of a task's state."""

from dataclasses import dataclass

from django.db.models import TextChoices

from ntm_project.common.text import uncapitalised
from villages.enums import Ability


class TaskState(TextChoices):
    NOT_STARTED = "not_started", "Chưa thực hiện"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    REPORTED = "reported", "Báo hoàn thành, chờ xác nhận"
    DONE = "done", "Hoàn thành"
    CANCELLED = "cancelled", "Dừng thực hiện"


STATE_TONES = {
    TaskState.NOT_STARTED: "grey",
    TaskState.IN_PROGRESS: "amber",
    TaskState.REPORTED: "blue",
    TaskState.DONE: "green",
    TaskState.CANCELLED: "grey",
}
OPEN_STATES = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.REPORTED)
OPEN = "open"  # in an address: any of these
IN_WORK_STATES = (TaskState.IN_PROGRESS, TaskState.REPORTED)  # its criterion stands as in work


class YearEnd(TextChoices):
    """What becomes of an open task when the year of its plan is over."""

    CARRY = "carry", "Chuyển sang kế hoạch năm sau"
    CLOSE = "close", "Dừng thực hiện, có lý do"
    LEAVE = "leave", "Để nguyên"


class AssignmentKind(TextChoices):
    LEAD = "lead", "Chủ trì"
    SUPPORT = "support", "Phối hợp"


class MeetingRhythm(TextChoices):
    """How often a meeting of its kind comes back; one compares itself with the last of its kind."""

    WEEKLY = "weekly", "Hàng tuần"
    MONTHLY = "monthly", "Hàng tháng"
    QUARTERLY = "quarterly", "Hàng quý"
    OTHER = "other", "Đột xuất"


class AgendaKind(TextChoices):
    """What a point of the agenda is drawn from, in the order in which a meeting begins with them.

    The labels are the headings that such points begin with.
    """

    STANDING = "standing", "Tình hình thực hiện"
    CHANGES = "changes", "Thay đổi từ cuộc họp trước"
    CONCLUDED = "concluded", "Thực hiện kết luận cuộc họp trước"
    OVERDUE = "overdue", "Việc quá hạn"
    OBSTACLES = "obstacles", "Vướng mắc được báo cáo"
    RETURNED = "returned", "Hồ sơ bị trả lại"
    OWN = "own", "Nội dung khác"


DRAWN_KINDS = tuple(kind for kind in AgendaKind if kind != AgendaKind.OWN)


class Honoured(TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    PERSON = "person", "Cá nhân"


class PlanSection(TextChoices):
    """The authored texts of a plan, in the order they print (`docs/domain/documents.md` a)."""

    OPENING = "opening", "Mở đầu"
    PURPOSE = "purpose", "I.1. Mục đích"
    REQUIREMENTS = "requirements", "I.2. Yêu cầu"
    GOALS = "goals", "II. Mục tiêu"
    WORKS = "works", "IV.1. Nhiệm vụ"
    LEADERSHIP = "leadership", "V.1. Công tác lãnh đạo, chỉ đạo"
    OUTREACH = "outreach", "V.2. Công tác tuyên truyền, vận động"
    INFRASTRUCTURE = "infrastructure", "V.3. Xây dựng hạ tầng kinh tế - xã hội nông thôn"
    QUALITY = "quality", "V.4. Nâng cao chất lượng các tiêu chí"
    RESOURCES = "resources", "V.5. Huy động nguồn lực bố trí kinh phí thực hiện"
    ORGANISATION = "organisation", "V.6. Kiện toàn hệ thống tổ chức, kiểm tra, báo cáo"
    IMPLEMENTATION = "implementation", "VI. Tổ chức thực hiện"
    NOTES = "notes", "VI. Lưu ý"
    CLOSING = "closing", "Kết thúc"
    ACHIEVEMENTS = "achievements", "Kết quả năm trước"
    SHORTCOMINGS = "shortcomings", "Tồn tại, hạn chế"


class PeriodKind(TextChoices):
    """What a progress report covers."""

    WEEK = "week", "Tuần"
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF = "half", "6 tháng"
    YEAR = "year", "Năm"

    @property
    def months(self) -> int:
        """How many months it lasts; a week none."""
        return {"week": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


class ReportSection(TextChoices):
    """The authored remarks of a progress report, in the order they print (documents.md c)."""

    DIRECTION = "direction", "I.1. Công tác chỉ đạo"
    CRITERIA = "criteria", "I.2. Kết quả theo từng tiêu chí"
    VILLAGES = "villages", "I.3. Kết quả ở các thôn, tổ dân phố"
    MONEY = "money", "I.4. Huy động nguồn lực"
    SHORTCOMINGS = "shortcomings", "II. Tồn tại, hạn chế, nguyên nhân"
    NEXT = "next", "III. Nhiệm vụ kỳ tới"
    PROPOSALS = "proposals", "IV. Đề xuất, kiến nghị"

    def titled(self, noun: str) -> str:
        """Its label with what the villages of the report are called."""
        return str(self.label).replace("thôn, tổ dân phố", noun)


class FundingSource(TextChoices):
    CENTRAL = "central", "Ngân sách trung ương"
    PROVINCE = "province", "Ngân sách tỉnh"
    DISTRICT = "district", "Ngân sách huyện"
    COMMUNE = "commune", "Ngân sách xã"
    STATE = "state", "Ngân sách nhà nước (không nêu cấp)"
    PEOPLE = "people", "Nhân dân đóng góp"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    CREDIT = "credit", "Tín dụng"
    OTHER = "other", "Nguồn khác"

    @property
    def on_paper(self) -> str:
        """Its name on a paper: what the source leaves open is nothing to print."""
        return str(self.label).partition(" (")[0]

    @property
    def in_a_sentence(self) -> str:
        """The same within a sentence; `Nhân dân` keeps its capital (decree 30, annex II)."""
        return self.on_paper if self == self.PEOPLE else uncapitalised(self.on_paper)


class FundingStage(TextChoices):
    PLANNED = "planned", "Dự kiến"
    MOBILISED = "mobilised", "Đã huy động"
    PAID = "paid", "Đã giải ngân"
    OWED = "owed", "Còn nợ"


@dataclass(frozen=True)
class Transition:
    """One allowed path: from where, to where, by whom, and what must be given."""

    name: str
    label: str
    sources: tuple[TaskState, ...]
    target: TaskState
    ability: Ability
    needs_reason: bool = False
    needs_result: bool = False


TRANSITIONS: dict[str, Transition] = {
    t.name: t
    for t in (
        Transition(
            "start",
            "Bắt đầu thực hiện",
            (TaskState.NOT_STARTED,),
            TaskState.IN_PROGRESS,
            Ability.REPORT_TASK,
        ),
        Transition(
            "report_done",
            "Báo hoàn thành",
            (TaskState.NOT_STARTED, TaskState.IN_PROGRESS),
            TaskState.REPORTED,
            Ability.REPORT_TASK,
            needs_result=True,
        ),
        Transition(
            "confirm",
            "Xác nhận hoàn thành",
            (TaskState.REPORTED,),
            TaskState.DONE,
            Ability.MANAGE_TASK,
        ),
        Transition(
            "send_back",
            "Trả lại để làm tiếp",
            (TaskState.REPORTED,),
            TaskState.IN_PROGRESS,
            Ability.MANAGE_TASK,
            needs_reason=True,
        ),
        Transition(
            "cancel",
            "Dừng thực hiện",
            (TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.REPORTED),
            TaskState.CANCELLED,
            Ability.MANAGE_TASK,
            needs_reason=True,
        ),
        Transition(
            "reopen",
            "Mở lại",
            (TaskState.DONE, TaskState.CANCELLED),
            TaskState.IN_PROGRESS,
            Ability.MANAGE_TASK,
            needs_reason=True,
        ),
    )
}
