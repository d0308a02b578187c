"""Who may read an old plan into tasks, and what of a row as read asks for a second look."""

import re
from collections.abc import Iterable
from datetime import date

from evidence.intake.models import Intake, IntakeRow
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import parse_deadline
from tasks import rules as task_rules
from tasks.models import Plan
from villages.access import Access

_YEAR = re.compile(r"20\d\d|[/.\-]\s*\d\d$")
_COUNTED = r"(?:tiêu chí|chỉ tiêu|thôn|xóm|bản|ấp|hộ|xã|trường|nhà|tuyến|người|đơn vị)"
_COUNT = re.compile(
    rf"(?<![\d/.,])(\d{{1,4}})(?:\s*{_COUNTED})?\s*/\s*(\d{{1,4}})(?![\d/])\s*(?={_COUNTED})",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    r"(?<![\d.,])(\d{3,4})\s*%\s*(?=(?:tổng )?(?:dân số|số hộ|hộ|người dân|diện tích|số thôn|trẻ))",
    re.IGNORECASE,
)
MOST_ROWS = 400


def deny_take(access: Access, plan: Plan) -> str:
    """Whoever edits the plan and gives its tasks may read an old one into it."""
    return task_rules.deny_edit_plan(access, plan) or task_rules.deny_manage_tasks(
        access, plan.unit
    )


def deny_edit_row(access: Access, row: IntakeRow) -> str:
    """A row is changed until it is a task; from then on the task is."""
    if reason := deny_take(access, row.intake.plan):
        return reason
    return "Việc này đã thành nhiệm vụ; hãy sửa ở nhiệm vụ." if row.is_given else ""


def deny_discard(access: Access, intake: Intake) -> str:
    """A draft goes as long as no task was given from it: of each the text stays the source."""
    if reason := deny_take(access, intake.plan):
        return reason
    if intake.rows.filter(task__isnull=False).exists():
        return "Đã có việc được giao từ văn bản này nên giữ lại làm căn cứ."
    return ""


def year_caution(words: str, year: int) -> str:
    """The year is that of the plan where the words name none."""
    if not words or _YEAR.search(words) or parse_deadline(words, year=year).ends_on is None:
        return ""
    return f"Văn bản không ghi năm; lấy năm {year} của kế hoạch."


def window_caution(ends_on: date | None, year: int, windows: Iterable[date]) -> str:
    """ "" for a day inside the year and the windows of the plan."""
    if ends_on is None:
        return ""
    if ends_on.year != year:
        return f"Hạn {format_day(ends_on)} nằm ngoài năm {year} của kế hoạch."
    last = max(windows, default=None)
    if last and ends_on > last:
        return f"Hạn {format_day(ends_on)} sau ngày cuối của kế hoạch ({format_day(last)})."
    return ""


def count_caution(text: str) -> str:
    """A share that cannot be: more parts than the whole."""
    impossible = [found for found in _COUNT.finditer(text) if int(found[1]) > int(found[2])]
    impossible += [found for found in _ALL_OF.finditer(text) if int(found[1]) > 100]
    return f"Số “{impossible[0][0].strip()}” không thể có; hãy kiểm tra." if impossible else ""
