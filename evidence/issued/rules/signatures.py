"""The office and authority by which somebody signs a document, and the day (decree 30, article
13)."""

import re
from dataclasses import dataclass
from datetime import date

from evidence.issued.enums import Authority
from ntm_project.common.dates import format_day
from ntm_project.common.text import fold
from villages.enums import Role
from villages.models import Posting

BY_COMMITTEE = "TM. ỦY BAN NHÂN DÂN"  # opens what is signed on behalf of a people's committee


def is_board(opening: str) -> bool:
    """Whether the body that signs is a board (ban), whose head is a `trưởng ban`."""
    return fold(opening).startswith("tm. ban ")


def is_deputy(posting: Posting, opening: str) -> bool:
    """Whether the office is that of a deputy of the body's head."""
    if is_board(opening):
        return fold(posting.title).startswith(_BOARD_DEPUTIES)
    if is_head(posting, opening):
        return False
    if opening == BY_COMMITTEE:
        return posting.role == Role.VICE_CHAIR or _holds(posting, _DEPUTY)
    return posting.role == Role.VICE_CHAIR or fold(posting.title).startswith("pho ")


_BOARD_DEPUTIES = ("pho truong ban", "pho ban", "pho truong bcd", "pho truong bql")
_BOARD_HEADS = ("truong ban", "truong bcd", "truong bql")
# Who leads the Party's committee heads the boards too: not who leads the youth or a cell.
_OF_PARTY = re.compile(r"bi thu(?= dang| xa| phuong|,|$)")
_HEADS = ("chu tich", "truong ban", "truong thon", "bi thu", "giam doc", "quyen ")
# Of a people's committee: the Front, associations and the Party's youth have chairs of their own.
_COMMITTEE = r"chu tich(?= ubnd| uy ban nhan dan| xa| phuong| phu trach| thuong truc|$)"
_HEAD, _DEPUTY = re.compile(f"(?:quyen )?{_COMMITTEE}"), re.compile(f"pho {_COMMITTEE}")


def is_head(posting: Posting, opening: str) -> bool:
    """Whether the office is that of the body's head, or of who acts as such."""
    if is_board(opening):
        title = fold(posting.title)
        return title.startswith(_BOARD_HEADS) or bool(_OF_PARTY.match(title))
    if opening == BY_COMMITTEE:
        return posting.role == Role.CHAIR or _holds(posting, _HEAD)
    if opening and not opening.startswith("TM. "):
        return _is_office(posting, opening)
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


@dataclass(frozen=True)
class NotAfter:
    """The last day that a paper may bear, and what would be over the day after."""

    day: date
    because: str

    def fault(self, day: date, name: str) -> str:
        """Why the paper bears no such day, or ""."""
        return f"{self.because}; {name} không muộn hơn." if day > self.day else ""


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
    elif authority == Authority.ON_BEHALF and not (head or board):
        faults["authority"] = "Chỉ người đứng đầu ký thay mặt (TM.) tập thể."
    elif authority in (Authority.BY_ORDER, Authority.BY_DELEGATION) and head:
        faults["authority"] = "Người đứng đầu không ký thừa lệnh hay thừa ủy quyền của chính mình."
    elif fault := _foreign_fault(posting, authority, opening):
        faults["authority"] = fault
    return faults


def _foreign_fault(posting: Posting, authority: str, opening: str) -> str:
    """Why this office signs nothing of the body in that way, whatever it signs elsewhere, or ""."""
    if not opening or authority in (Authority.BY_ORDER, Authority.BY_DELEGATION):
        return ""
    who = f"{posting.official.full_name}, {posting.title},"
    if not opening.startswith("TM. "):
        if authority == Authority.ON_BEHALF:
            return f"{opening} ký với chức vụ của mình, không thay mặt tập thể."
        is_named = authority == Authority.FOR_HEAD or _is_office(posting, opening)
        return "" if is_named else f"Văn bản do {opening} ký; {who} không giữ chức vụ ấy."
    is_standing = authority == Authority.OWN and _stands_in(posting, opening)
    if is_standing or _leads(posting, opening):
        return ""
    body = opening.removeprefix("TM. ")
    return (
        f"{who} không phải người đứng đầu hay cấp phó của {body} nên không ký văn bản của {body}; "
        "chọn người ký khác, hoặc ký thừa lệnh (TL.) nếu quy chế làm việc cho phép."
    )


def _is_office(posting: Posting, opening: str) -> bool:
    return fold(posting.title).startswith(fold(opening))


# The leaders of a commune head its boards, whether or not the register of offices writes so.
_LEADERS = (Role.CHAIR, Role.VICE_CHAIR, Role.VILLAGE_BOARD)


def _leads(posting: Posting, opening: str) -> bool:
    """Whether by that office somebody heads the body that signs, or is the head's deputy."""
    leads = is_head(posting, opening) or is_deputy(posting, opening)
    if opening == BY_COMMITTEE:
        return leads
    if is_board(opening):
        is_elsewhere = posting.body is not None and not _is_of(posting, opening)
        is_above = posting.role in _LEADERS or bool(_OF_PARTY.match(fold(posting.title)))
        return is_above or (leads and not is_elsewhere)
    return leads and _is_of(posting, opening)


def _stands_in(posting: Posting, opening: str) -> bool:
    """Whether that is a standing member of the body: `Ủy viên Thường trực Ban Chỉ đạo`."""
    return "thuong truc" in fold(posting.title) and _is_of(posting, opening)


def _is_of(posting: Posting, opening: str) -> bool:
    """Whether the office is one of the body, by the register or by its own words."""
    name = fold(opening.removeprefix("TM. "))
    body = fold(posting.body.name) if posting.body else ""
    return body.startswith(name) or name in fold(posting.title)


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
    if not opening:
        return Authority.OWN
    if posting is None or is_head(posting, opening):
        return Authority.ON_BEHALF
    return Authority.FOR_HEAD if is_deputy(posting, opening) else Authority.BY_ORDER


def authority_lines(
    posting: Posting | None, authority: str, opening: str = BY_COMMITTEE
) -> tuple[str, ...]:
    """The lines above the signature; `opening` names the body: `TM. BAN CHỈ ĐẠO`."""
    head = "TRƯỞNG BAN" if is_board(opening) else "CHỦ TỊCH"
    own = posting.title.upper() if posting else ""
    if opening and not opening.startswith("TM. "):  # a single head signs by that office
        lead = "" if authority == Authority.OWN else f"{authority}. {opening}"
        return tuple(filter(None, (lead, own)))
    match authority:
        case Authority.ON_BEHALF:
            is_acting = any(part.startswith("quyen ") for part in fold(own).split(", "))
            return (opening, f"Q. {head}" if is_acting else head)
        case Authority.FOR_HEAD:
            return (opening, f"KT. {head}", f"PHÓ {head}")
        case Authority.BY_ORDER | Authority.BY_DELEGATION:
            return (f"{authority}. {head}", own)
    return (own,)
