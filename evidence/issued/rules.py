"""Who checks, signs and issues a document, and which number and day it may get.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from evidence.issued.enums import Authority, DocumentState
from evidence.issued.models import MOST_NUMBER, IssuedDocument, Preparation, RegisterSettings
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from ntm_project.common.text import fold
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Posting, Unit

NOT_NUMBERED = "Văn bản này là giấy làm việc hoặc danh mục, không lấy số và không phát hành."
TAKEN_MEANWHILE = (
    "Số vừa được cấp cho một văn bản khác trong lúc này; hãy xem số tiếp theo rồi phát hành lại."
)
NOT_CHECKED = "Văn bản còn là dự thảo; phải được kiểm tra trước khi trình ký."
NOT_SIGNED = "Văn bản chưa được ký; văn thư chỉ cấp số cho văn bản đã ký."
IS_CHECKED = "Văn bản đã được kiểm tra và từ đó chưa thay đổi."
CHANGED_SINCE = (
    "Nội dung văn bản đã thay đổi sau khi trang này mở; hãy đọc lại bản hiện nay rồi ghi nhận."
)
NO_EARLIER = "Văn bản này không thay thế, sửa đổi văn bản nào đã phát hành từ chương trình."
IS_ISSUED = "Văn bản đã phát hành và từ đó chưa thay đổi."


def no_fault() -> str:
    """That a text has no fault for which it may not be issued."""
    return ""


@dataclass(frozen=True)
class DocumentStanding:
    """How far a document has come, and why it fell back."""

    state: DocumentState
    fell_back: str = ""


def standing(preparation: Preparation | None, digest: str) -> DocumentStanding:
    """The state of the content as it is now: what changed after it was checked is a draft again,
    and so is what was issued and then recalled."""
    if preparation is None or preparation.state == DocumentState.DRAFT:
        return DocumentStanding(DocumentState.DRAFT)
    if preparation.issued and preparation.issued.recalled_on:
        return DocumentStanding(DocumentState.DRAFT)
    if preparation.digest == digest:
        return DocumentStanding(DocumentState(preparation.state))
    if preparation.state == DocumentState.ISSUED:
        return DocumentStanding(DocumentState.DRAFT)
    day = format_day(timezone.localdate(preparation.checked_at))
    return DocumentStanding(
        DocumentState.DRAFT,
        f"Nội dung đã thay đổi sau khi kiểm tra ngày {day} nên văn bản trở lại dự thảo; "
        "cần kiểm tra lại.",
    )


def _deny_prepare(access: Access, unit: Unit, symbol: str, now: DocumentStanding) -> str:
    """What every step before the signature needs: who checks, a numbered kind, nothing issued."""
    if reason := access.deny(Ability.CHECK_DOCUMENT, unit):
        return reason
    if not symbol:
        return NOT_NUMBERED
    return IS_ISSUED if now.state == DocumentState.ISSUED else ""


def deny_check(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    fault: Callable[[], str] = no_fault,
) -> str:
    """Who leads the work or signs checks a draft; what has no symbol is no numbered document.

    `fault` finds why the text cannot be issued as it stands; so it goes no step further.
    """
    if reason := _deny_prepare(access, unit, symbol, now):
        return reason
    return fault() if now.state == DocumentState.DRAFT else IS_CHECKED


def deny_relate(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    earlier: IssuedDocument | None,
) -> str:
    """Who checks a further paper states whether it replaces or amends the one before, until it is
    issued."""
    return _deny_prepare(access, unit, symbol, now) or ("" if earlier else NO_EARLIER)


def deny_sign(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    fault: Callable[[], str] = no_fault,
) -> str:
    """Recording the signature belongs to who signs and to the clerk, once the text was checked; a
    signature recorded wrongly is recorded again until the document is issued."""
    if reason := access.deny(Ability.SIGN_DOCUMENT, unit):
        return reason
    if not symbol:
        return NOT_NUMBERED
    if now.state == DocumentState.ISSUED:
        return IS_ISSUED
    return (now.fell_back or NOT_CHECKED) if now.state == DocumentState.DRAFT else fault()


def deny_issue(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    fault: Callable[[], str] = no_fault,
) -> str:
    """Issuing belongs to the clerk of the agency, and only what was signed gets a number."""
    if reason := access.deny(Ability.ISSUE_DOCUMENT, unit):
        return reason
    if not symbol:
        return NOT_NUMBERED
    if now.state == DocumentState.ISSUED:
        return IS_ISSUED
    return fault() if now.state == DocumentState.SIGNED else (now.fell_back or NOT_SIGNED)


def deny_set_register(access: Access, unit: Unit) -> str:
    """How an agency numbers is set by its clerk."""
    return access.deny(Ability.ISSUE_DOCUMENT, unit)


BY_COMMITTEE = "TM. ỦY BAN NHÂN DÂN"  # opens what is signed on behalf of a people's committee


def is_board(opening: str) -> bool:
    """Whether the body that signs is a board (ban), whose head is a `trưởng ban`."""
    return fold(opening).startswith("tm. ban ")


def is_deputy(posting: Posting, opening: str) -> bool:
    """Whether the office is that of a deputy of the body's head."""
    if is_board(opening):
        return fold(posting.title).startswith(("pho truong ban", "pho ban"))
    if is_head(posting, opening):
        return False
    if opening == BY_COMMITTEE:
        return posting.role == Role.VICE_CHAIR or _holds(posting, _DEPUTY)
    return posting.role == Role.VICE_CHAIR or fold(posting.title).startswith("pho ")


_HEADS = ("chu tich", "truong ban", "truong thon", "bi thu", "giam doc", "quyen ")
# Of a people's committee: the Front, associations and the Party's youth have chairs of their own.
_COMMITTEE = r"chu tich(?= ubnd| uy ban nhan dan| xa| phuong| phu trach| thuong truc|$)"
_HEAD, _DEPUTY = re.compile(f"(?:quyen )?{_COMMITTEE}"), re.compile(f"pho {_COMMITTEE}")


def is_head(posting: Posting, opening: str) -> bool:
    """Whether the office is that of the body's head, or of who acts as such."""
    if is_board(opening):
        return fold(posting.title).startswith(("truong ban", "bi thu"))
    if opening == BY_COMMITTEE:
        return posting.role == Role.CHAIR or _holds(posting, _HEAD)
    return posting.role == Role.CHAIR or fold(posting.title).startswith(_HEADS)


def _holds(posting: Posting, office: re.Pattern[str]) -> bool:
    """Whether one of the offices of the title is that: `Phó Bí thư Đảng ủy, Chủ tịch UBND xã`."""
    return any(office.match(part.strip()) for part in fold(posting.title).split(","))


@dataclass(frozen=True)
class NotBefore:
    """The day before which nobody has signed a paper, and what of its text is of that day."""

    day: date
    because: str = ""

    @property
    def sentence(self) -> str:
        because = self.because or f"Nội dung văn bản có đến ngày {format_day(self.day)}"
        return f"{because}; ngày ký không sớm hơn."


def signature_fault(
    posting: Posting,
    authority: str,
    signed_on: date,
    *,
    today: date,
    opening: str,
    not_before: NotBefore | None = None,
) -> dict[str, str]:
    """Why nobody signs so by this office on that day, by field (decree 30, article 13).

    Nobody has signed a paper before what it reports of and cites.

    A chair may be the deputy of a committee whose head is the Party's secretary: whoever holds no
    office of its own in the committee signs as the form requires.
    """
    faults = {}
    if signed_on > today:
        faults["signed_on"] = "Ngày ký không sau hôm nay."
    elif not_before and signed_on < not_before.day:
        faults["signed_on"] = not_before.sentence
    elif fault := _office_fault(posting, signed_on):
        faults["posting"] = fault
    deputy, head = is_deputy(posting, opening), is_head(posting, opening)
    board = is_board(opening)
    if authority == Authority.FOR_HEAD and not deputy and (head or not board):
        faults["authority"] = "Chỉ cấp phó ký thay (KT.) người đứng đầu."
    elif authority == Authority.ON_BEHALF and deputy:
        faults["authority"] = "Cấp phó ký thay người đứng đầu: chọn KT."
    elif authority == Authority.ON_BEHALF and not head and not board:
        faults["authority"] = "Chỉ người đứng đầu ký thay mặt (TM.) tập thể."
    elif authority in (Authority.BY_ORDER, Authority.BY_DELEGATION) and head:
        faults["authority"] = "Người đứng đầu không ký thừa lệnh hay thừa ủy quyền của chính mình."
    return faults


def _office_fault(posting: Posting, day: date) -> str:
    """Why nobody can have signed by this office that day, or ""."""
    if not posting.official.printed_name:
        return f"Chưa nêu họ tên của {posting.title}; hãy ghi ở trang cán bộ rồi ghi nhận chữ ký."
    if not posting.is_open_on(day):
        held = f"{posting.official.full_name} không giữ chức vụ {posting.title}"
        return f"{held} ngày {format_day(day)}."
    return ""


def likely_authority(posting: Posting | None, opening: str) -> Authority:
    """The authority that the office most likely signs by."""
    if posting is None or is_head(posting, opening):
        return Authority.ON_BEHALF
    return Authority.FOR_HEAD if is_deputy(posting, opening) else Authority.BY_ORDER


def authority_lines(
    posting: Posting | None, authority: str, opening: str = BY_COMMITTEE
) -> tuple[str, ...]:
    """What stands above the signature; `opening` names the body: `TM. BAN CHỈ ĐẠO`."""
    head = "TRƯỞNG BAN" if is_board(opening) else "CHỦ TỊCH"
    own = posting.title.upper() if posting else ""
    match authority:
        case Authority.ON_BEHALF:
            is_acting = any(part.startswith("quyen ") for part in fold(own).split(", "))
            return (opening, f"Q. {head}" if is_acting else head)
        case Authority.FOR_HEAD:
            return (opening, f"KT. {head}", f"PHÓ {head}")
        case Authority.BY_ORDER | Authority.BY_DELEGATION:
            return (f"{authority}. {head}", own)
    return (own,)


@dataclass(frozen=True)
class Series:
    """Where the numbers of an agency stand in one series and year: last number, its day."""

    last: int
    latest: date | None
    first: int = 1
    is_one: bool = False  # whether all series of the agency share it

    @property
    def following(self) -> int:
        return self.last + 1 if self.last else self.first


def number_fault(number: int, last: int, *, skips: bool, year: int, first: int = 1) -> str:
    """Why this cannot be the next number of the year after `last` (0: none yet), or "".

    Numbers leave no gap, unless the clerk states that those between were given outside the program;
    the first of a series continues the agency's own register, from `first` where that is set.
    """
    if number < 1:
        return "Số văn bản bắt đầu từ 01."
    if number > MOST_NUMBER:
        return f"Số văn bản không quá {format_count(MOST_NUMBER)}; hãy kiểm tra lại số đã ghi."
    if number <= last:
        return f"Số {number:02d} của năm {year} đã cấp; số tiếp theo là {last + 1:02d}."
    following = last + 1 if last else first
    if number < following:
        return f"Sổ năm {year} bắt đầu từ số {following:02d}."
    if number > following and not skips:
        between = f"{following:02d}"
        if number - following > 1:
            between += f" đến {number - 1:02d} ({format_count(number - following)} số)"
        return (
            f"Số tiếp theo là {following:02d} (sổ năm {year}). Nếu số {between} đã cấp cho văn bản "
            "ngoài chương trình thì đánh dấu ô bên dưới; chương trình không cấp lại các số ấy."
        )
    return ""


def blanks_fault(blanks: int, *, fills: bool) -> str:
    """Why a text with places left to be filled in is not issued, or ""."""
    if not blanks or fills:
        return ""
    return (
        "Văn bản còn chỗ để trống: điền trong chương trình rồi kiểm tra, ký lại; nếu các chỗ ấy "
        "đã điền tay trên bản giấy được ký thì đánh dấu ô này."
    )


def register_faults(
    known: RegisterSettings, fields: Mapping[str, Any], *, present: Series, begun: Series
) -> dict[str, str]:
    """Why the agency cannot number so, by field: a year that has numbers goes on as it began, and
    no first number is set that would have no effect. `present` is what this year has, `begun` the
    year of the first number."""
    names = ("is_one_series", "first_number", "first_year")
    is_one, first, year = (fields.get(name, getattr(known, name)) for name in names)
    was_one = present.is_one if present.last else known.is_one_series
    if was_one != is_one and present.last:
        return {
            "is_one_series": "Năm nay đã cấp số theo cách này; chỉ đổi cách đánh số trước khi cấp "
            "số đầu tiên của năm."
        }
    if (first, year) == (known.first_number, known.first_year):
        return {}
    if first > 1 and year is None:
        return {
            "first_year": "Hãy ghi năm có số bắt đầu ấy; thiếu năm thì mọi năm vẫn bắt đầu từ 01."
        }
    if begun.last and begun.is_one:
        return {
            "first_number": f"Dãy số chung của năm {year} đã cấp đến số {begun.last:02d} nên số "
            f"bắt đầu không còn tác dụng; số tiếp theo là {begun.last + 1:02d}."
        }
    return {}


def first_number_note(settings: RegisterSettings, begun: Series, today: date) -> str:
    """What the first number of a year leaves as it is: the series of it that have begun, and this
    year where its own is over; or ""."""
    year = settings.first_year
    if settings.first_number == 1 or year is None:
        return ""
    notes = []
    if begun.last:
        notes.append(
            f"Dãy đã cấp số trong năm {year} đi tiếp số của mình; số bắt đầu áp dụng cho dãy chưa "
            "cấp số nào."
        )
    if year < today.year:
        notes.append(f"Năm {year} đã qua: năm {today.year} vẫn bắt đầu từ 01.")
    return " ".join(notes)


def likely_day(signed_on: date | None, latest: date | None, today: date) -> date:
    """The day that a paper most likely bears: that of its signature (decree 30, articles 9 and 18),
    unless the number before it bears a later one."""
    return min(today, max(filter(None, (signed_on, latest)), default=today))


def day_fault(
    issued_on: date, latest: date | None, *, today: date, signed: date | None = None
) -> str:
    """Why the next number cannot bear this day, or "": no later number bears an earlier day, and
    no number is given before the signature."""
    if issued_on > today:
        return "Ngày ban hành không sau hôm nay."
    if signed and issued_on < signed:
        return f"Văn bản ký ngày {format_day(signed)}; ngày ban hành không sớm hơn."
    if latest and issued_on < latest:
        day = format_day(latest)
        return f"Văn bản trước trong sổ ghi ngày {day}; số sau không ghi ngày sớm hơn."
    return ""
