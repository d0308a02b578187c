"""Who issues a document, and which number and day it may get.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from datetime import date

from ntm_project.common.dates import format_day
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit

NOT_NUMBERED = "Văn bản này là giấy làm việc hoặc danh mục, không lấy số và không phát hành."
TAKEN_MEANWHILE = (
    "Số vừa được cấp cho một văn bản khác trong lúc này; hãy xem số tiếp theo rồi phát hành lại."
)


def deny_issue(access: Access, unit: Unit, symbol: str) -> str:
    """Issuing belongs to the clerk of the agency; what has no symbol is no numbered document."""
    return access.deny(Ability.ISSUE_DOCUMENT, unit) or ("" if symbol else NOT_NUMBERED)


def number_fault(number: int, last: int, *, skips: bool) -> str:
    """Why this cannot be the next number after `last` (0: none yet), or "".

    Numbers leave no gap, unless the clerk states that those between were given outside the program;
    the first of a series may continue the agency's own register.
    """
    if number <= last:
        return f"Số {number:02d} đã cấp; số tiếp theo là {last + 1:02d}."
    if last and number > last + 1 and not skips:
        return (
            f"Số tiếp theo là {last + 1:02d}. Nếu các số ở giữa đã cấp cho văn bản ngoài chương "
            "trình thì đánh dấu ô bên dưới."
        )
    return ""


def day_fault(issued_on: date, latest: date | None, *, today: date) -> str:
    """Why the next number cannot bear this day, or "": no later number bears an earlier day."""
    if issued_on > today:
        return "Ngày ban hành không sau hôm nay."
    if latest and issued_on < latest:
        day = format_day(latest)
        return f"Văn bản trước trong sổ ghi ngày {day}; số sau không ghi ngày sớm hơn."
    return ""
