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
# "… nâng cao năm 2025" in the title, not the day of the paper: "ngày 5 tháng 3 năm 2025".
_TITLE = re.compile(
    r"^[^\w\n]*(?:[A-ZĐÀ-Ỹ]+ ){0,3}(?:KẾ HOẠCH|ĐỀ ÁN|THÔNG BÁO|CHƯƠNG TRÌNH)", re.MULTILINE
)
_TITLE_YEAR = re.compile(r"(?<!tháng \d )(?<!tháng \d\d )năm\s+(20\d\d)", re.IGNORECASE)
_BODY = re.compile(
    r"\n\W*(?:(?:[IVX]+|[A-Z]|\d{1,2})\s?[./)]|[Pp]hần |PHẦN |Căn cứ "
    r"|Thực hiện (?:[A-ZĐ]\w+ ){1,2}số)"
)
TITLE_LETTERS = 400
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
_NUMBER = re.compile(
    r"(?<!\w)Số\s*:?\s*(\d{1,5})\s?/\s?([A-ZĐ]{2,}(?:[-–/.][A-ZĐ]+)*)", re.IGNORECASE
)
_DAY = re.compile(r"(?<!\w)ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(20\d\d)", re.IGNORECASE)
NOT_ASSESSED = "Đơn vị chưa có đánh giá"  # so no set knows the criterion that a row names


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


def takes_year(words: str, year: int) -> bool:
    """Whether the year of a deadline is that of the plan, since its words name none."""
    has_none = bool(words) and not _YEAR.search(words)
    return has_none and parse_deadline(words, year=year).ends_on is not None


def other_year(text: str, year: int) -> int:
    """The one year that the title of a paper names, where it is not that of the plan; else 0."""
    title = _TITLE.search(text)
    below = text[title.start() : title.start() + TITLE_LETTERS] if title else ""
    head = _BODY.split(below, maxsplit=1)[0]
    named = {int(found[1]) for found in _TITLE_YEAR.finditer(head)}
    return named.pop() if len(named) == 1 and str(year) not in head else 0


def paper_head(text: str) -> str:
    """Number and day that the paper bears above its title, "số 12/KH-UBND, ngày 05/3/2024"; "" for
    none: number and day below the title are of other papers."""
    title = _TITLE.search(text)
    above = text[: title.start()] if title else ""
    number, day = _NUMBER.search(above), _DAY.search(above)
    named = [f"số {number[1]}/{number[2].upper()}"] if number else []
    if day and (issued := _day_of(day)):
        named.append(f"ngày {format_day(issued)}")
    return ", ".join(named)


def _day_of(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def head_words(text: str, symbol: str) -> str:
    """The sentence on what the paper's head states, to be kept when the plan is entered into the
    register; "" where it states nothing."""
    if not (head := paper_head(text)):
        return ""
    words = f"Văn bản ghi {head}; khi vào sổ kế hoạch này thì ghi đúng như vậy."
    has_number = head.startswith("số ")
    if has_number and head.partition(",")[0].partition("/")[2] != symbol.upper():
        words += f" Ký hiệu đang ghi ở kế hoạch là {symbol}."
    return words


def year_caution(year: int, other: int) -> str:
    """The sentence that names the year by which deadlines without one are read; a paper of another
    year makes them unsure."""
    if not other:
        return f"Hạn không ghi năm được hiểu theo năm {year} của kế hoạch."
    return (
        f"Văn bản ghi năm {other}, kế hoạch này của năm {year}: hạn không ghi năm đang được hiểu "
        f"theo năm {year}, hãy xem từng hạn hoặc nhập văn bản vào kế hoạch năm {other}."
    )


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
