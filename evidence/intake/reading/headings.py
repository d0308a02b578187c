"""What a heading is about: a part of the plan, a unit, a criterion, who does what follows."""

import re
from dataclasses import dataclass, replace
from enum import Enum

from ntm_project.common.text import fold, spoken

from .code_heads import CODE
from .criterion_names import (
    NEAREST,
    begins_alike,
    criterion_called,
    nearly,
    part_of_name,
    unknown_head,
)
from .folk_names import criterion_by_people
from .markers import Marker
from .names import begins_with_verb
from .people import leads_in
from .register import Register
from .times import deadline_in

_I = re.IGNORECASE


class HeadingPart(Enum):
    """The kind of content under a heading."""

    TASKS = "tasks"  # each point is work
    GENERAL = "general"  # principles and work side by side
    NONE = "none"  # results, goals, money: no work
    APPENDIX = "appendix"  # a table of work, or whatever else is appended


_RESULTS = (
    "ket qua|danh gia|tinh hinh|thuc trang|hien trang|ton tai|han che|kho khan|thuan loi"
    "|nguyen nhan|bai hoc|dac diem"
    "|khai quat|boi canh|su can thiet|uu diem|khuyet diem|so ket|tong ket"
)
_AIMS = (
    "muc dich|yeu cau|muc tieu|can cu|quan diem|phuong cham|co so phap ly|pham vi|doi tuong"
    "|khau hieu"
)
_MONEY = (
    "kinh phi|nguon von|nguon luc|nhu cau von|nhu cau kinh phi|von dau tu|du toan|tong kinh phi"
    "|tong nhu cau|tong muc dau tu|khai toan|co cau nguon von|nguon kinh phi"
)
_WORK = (
    "nhiem vu|noi dung|cong viec|viec phai lam|viec can lam|viec lam nam|phan cong|lo trinh"
    "|ke hoach thuc hien|tien do thuc hien|ke hoach cu the"
)
_GENERAL = (
    "giai phap|to chuc thuc hien|trach nhiem|^to chuc$"
    "|^(?:cong tac )?theo doi|che do (?:thong tin|bao cao)|thong tin bao cao"
)
_OTHER = "noi nhan|nguyen tac|kien nghi|de xuat|thoi gian thuc hien|thanh phan"
_BEGINS = re.compile(
    rf"^(?:cac |ve |phan |nhung |mot so |du kien |tong )?(?:{_AIMS}|{_MONEY}|{_RESULTS}|{_OTHER})\b"
)
_HAS_RESULTS = re.compile(rf"\b(?:{_RESULTS})\b")
_PAST = re.compile(r"^(?:ket qua|danh gia|tinh hinh|thuc trang|hien trang|ton tai|han che)\b")
# "Thực trạng và nhiệm vụ từng chỉ tiêu": each with what is and what is to be done.
_STATE_AND_WORK = re.compile(
    r"\b(?:thuc trang|hien trang|ton tai|han che|tinh hinh)\b.{0,30}\bva (?:cac )?"
    r"(?:nhiem vu|giai phap|cong viec|viec can lam|noi dung can)\b"
)
_OF_BEFORE = re.compile(r"\bnam (?:truoc|qua)|ket qua|da dat\b")
_HAS_WORK = re.compile(rf"\b(?:{_WORK})\b")
_HAS_GENERAL = re.compile(rf"(?:\b|^)(?:{_GENERAL})(?:\b|$)")
_HAS_AIMS = re.compile(rf"^(?:{_AIMS})\b")


def part_named(words: str) -> HeadingPart | None:
    """What the words of a heading announce; None where they name no part of a plan."""
    key = fold(words).strip(" .:")
    if key.startswith("phu luc"):
        return HeadingPart.APPENDIX
    if _STATE_AND_WORK.search(key) and not _OF_BEFORE.search(key):
        return HeadingPart.TASKS
    is_past = bool(_PAST.match(key) or (_HAS_RESULTS.search(key) and _OF_BEFORE.search(key)))
    if not is_past and _HAS_AIMS.match(key) and _HAS_WORK.search(key):
        return HeadingPart.TASKS
    if is_past or _BEGINS.match(key):
        return HeadingPart.NONE
    if _HAS_WORK.search(key):
        return HeadingPart.TASKS
    return HeadingPart.GENERAL if _HAS_GENERAL.search(key) else None


def is_last_part(marker: Marker, text: str) -> bool:
    """Whether a line is but "Tổ chức thực hiện", as Word's headings stand without number."""
    return not marker.style and fold(text).strip(" .:") == "to chuc thuc hien"


_TITLE = re.compile(r"(?:khung |dự thảo )?(?:kế hoạch|thông báo|chương trình|đề án)\b", _I)
_LARGE_TITLE = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN)(?!\w)")


def is_title(marker: Marker, text: str) -> bool:
    """Whether a line is the title of the paper: "KẾ HOẠCH PHÂN CÔNG NHIỆM VỤ", "KẾ HOẠCH 60 ngày
    đêm (từ 01/4 đến 30/5)"."""
    is_large = text.isupper() and bool(_TITLE.match(text))
    return not marker.style and (is_large or bool(_LARGE_TITLE.match(text)))


@dataclass(frozen=True)
class CriterionHeading:
    """A criterion as a heading names it: its number, its name, and what follows on the line; the
    number is 0 where the set has none of that name."""

    number: int
    name: str
    rest: str
    words: str
    doubt: str = ""


# "Tieu chi", and what a scan makes of it: "Tiêu chi sô 2 vê Giao thông".
_MISSPELT = re.compile(r"^(?P<what>t\w{3} ch\w)(?: (?P<number>s\w)(?=\s*\d))?(?!\w)", _I)
SEVERAL_CRITERIA = "Văn bản ghi nhiều tiêu chí; đã lấy tiêu chí đầu."
_SEVERAL = re.compile(
    r"^(?:các )?(?:tiêu chí|TC)\s*(?:số\s*)?(?P<n>\d{1,2})(?:\s*(?:,|;|và)\s*"
    r"(?:(?:tiêu chí|TC)\s*)?(?:số\s*)?\d{1,2})+"
    r"\s*(?:(?:(?:[:.(–-]|về(?!\w))\s*[^\d:]{0,120})?$|:\s*(?=\w))",
    _I,
)
_CRITERION = re.compile(
    r"^(?:(?:về|đối với|nhóm|thực hiện|hoàn thành|nội dung) )?(?:tiêu chí|TC)\s*(?:số|so"
    r"|thứ)?\s*(?P<n>\d{1,2})(?![\d.,/]*\d)"
    r"(?!\s*(?:tiêu chí|chỉ tiêu|,\s*(?:\d|số|tiêu|chỉ|TC|và)"
    r"|(?:và|;)\s*(?:tiêu chí|TC)\s*(?:số\s*)?\d{1,2}\s*(?:[:.]|$)))",
    _I,
)
_IN_BRACKETS = re.compile(
    r"^(?P<name>[^():]{2,80}?)\s*[(\[]\s*(?:tiêu chí"
    r"|TC)\s*(?:số)?\s*(?P<n>\d{1,2})\s*[)\]]\s*[:.]?\s*(?P<rest>.*)$",
    _I,
)
# "Giao thông - tiêu chí 2"
_NAME_AND_NUMBER = re.compile(
    r"^(?P<name>[^():.\d]{2,80}?)\s*[-–,:]\s*(?:tiêu chí|TC)\s*(?:số)?\s*(?P<n>\d{1,2})\s*[:.]?$",
    _I,
)
# "Lãnh đạo thực hiện tiêu chí số 2 (Giao thông)"
_ACT_AND_NAME = re.compile(
    r"^[^\d:;.(),]{2,50} (?:tiêu chí|TC)\s*(?:số)?\s*(?P<n>\d{1,2})\s*(?:[-–(]|về\s)\s*"
    r"(?P<name>[^()\d]{2,80}?)\)?[.:]?$",
    _I,
)
# "Hoàn thành tiêu chí giao thông (tiêu chí số 2)"
_BEFORE_NAME = re.compile(
    r"^(?:về|đối với"
    r"|(?:hoàn thành|hoàn thiện|thực hiện|duy trì|nâng cao(?: chất lượng)?) tiêu chí(?: về)?) ",
    _I,
)
_NAMED = re.compile(
    r"^(?:(?:về|đối với|riêng|với|thực hiện) )*tiêu chí (?:về )?"
    r"(?P<name>[^\d:;(]{3,80}?)(?P<end>\s*[:;.(]|$)",
    _I,
)
_NAME = re.compile(r"^\s*(?:[:;.,–—-]\s*)*(?:(?:về|vê|tên) )?")


def criterion_head(
    text: str, register: Register, unit: int, *, by_name: bool, count: int = 0
) -> CriterionHeading | None:
    """The criterion that a heading or the start of a point names; `count` is its own number."""
    text = _MISSPELT.sub(_spelt, text)
    if found := _CRITERION.match(text):
        head = _numbered(text, int(found["n"]), found.end())
        behind = text[found.end() :].lstrip()
        if behind.startswith(":") and not _is_name(head, text, register, unit):
            # "Tiêu chí 1: công bố quy hoạch …"
            head = CriterionHeading(head.number, "", behind.lstrip(" :"), found[0])
        return _without_others(head, register, unit)
    if found := _SEVERAL.match(text):
        rest = text[found.end() :]
        return CriterionHeading(int(found["n"]), "", rest, found[0].strip(" :"), SEVERAL_CRITERIA)
    found = _NAME_AND_NUMBER.match(text) or _ACT_AND_NAME.match(text)
    if found and not leads_in(text):
        number, near = register.criterion_named(found["name"], unit)
        if number == int(found["n"]) and near >= NEAREST:
            return CriterionHeading(number, found["name"], "", text)
    is_code = bool(CODE.match(text))  # "Chỉ tiêu 2.1 (tiêu chí số 2): …"
    if not is_code and (found := _IN_BRACKETS.match(text)) and not _is_work(found, register, unit):
        name = _BEFORE_NAME.sub("", found["name"].strip())
        return CriterionHeading(
            int(found["n"]),
            name,
            found["rest"],
            text[: len(text) - len(found["rest"])].strip(" :."),
        )
    if found := _NAMED.match(text):
        number, near = register.criterion_named(found["name"], unit)
        known = found if near >= NEAREST else unknown_head(text)
        if known and register.criteria_set(unit).criteria:
            name = known["name"].strip()
            number, doubt = criterion_called(name, register, unit)
            words = known[0].strip(" :;.(")
            return CriterionHeading(number, name, _rest(text, known.end("name")), words, doubt)
    return _by_its_name(text, register, unit, count) if by_name else None


def _spelt(found: re.Match[str]) -> str:
    what, number = found["what"], found["number"]
    what = "Tiêu chí" if fold(what) == "tieu chi" else what
    return f"{what} {'số' if fold(number) == 'so' else number}" if number else what


def _without_others(head: CriterionHeading, register: Register, unit: int) -> CriterionHeading:
    """ "Tiêu chí 17 Môi trường; Tiêu chí 18 Y tế": others named behind it are no work."""
    for part in head.rest.split("; "):
        found = _CRITERION.match(part)
        name = part[found.end() :].strip(" :.()–-") if found else ""
        number, near = register.criterion_named(re.sub(r"^về ", "", name), unit)
        if not found or (name and (number != int(found["n"]) or near < NEAREST)):
            return head
    return replace(head, rest="", doubt=SEVERAL_CRITERIA)


def _is_name(head: CriterionHeading, text: str, register: Register, unit: int) -> bool:
    """Whether what stands behind "Tiêu chí 2:" is the name of a criterion, and no work."""
    known = register.criteria_set(unit).criteria.get(head.number, "")
    start = " ".join(spoken(known).split()[:2])
    if register.criterion_named(head.name, unit)[1] >= 75:
        return True
    if begins_with_verb(head.name) or any(span.start == 0 for span in leads_in(head.name)):
        return False
    is_long = len(head.name.split()) > 6 or bool(re.search(r"\d", head.name))
    is_sentence = f"{head.name}. " in text
    return not (known and (is_long or is_sentence)) or spoken(head.name).startswith(start)


def _is_work(found: re.Match[str], register: Register, unit: int) -> bool:
    """ "Đo vẽ đường (tiêu chí 2), xong trong tháng 3": work, and no name of a criterion."""
    name, rest = found["name"], found["rest"].strip(" .;,")
    if register.criterion_named(_BEFORE_NAME.sub("", name), unit)[1] >= 75:
        return False
    behind = found.string[found.end("n") :].lstrip(" )]")
    if behind.startswith(".") and re.match(r"về\s", name, _I):
        return False  # "5. Về giảm nghèo (tiêu chí số 11). Công chức … lập danh sách …"
    if rest and not behind.startswith(":"):
        return True  # "San ủi mặt bằng sân thể thao (tiêu chí 6), xong chậm nhất 25/4; …"
    stated = deadline_in(rest)
    is_timed = stated is not None and len(rest) - len(stated.words) < 4
    return begins_with_verb(name) or is_timed or found[0].rstrip().endswith(").")


def _numbered(text: str, number: int, at: int) -> CriterionHeading:
    """Behind the number come the name and, after a colon or a full stop, what belongs to it."""
    behind = text[at:]
    lead = _NAME.match(behind)
    start = at + (lead.end() if lead else 0)
    rest = text[start:]
    if rest.startswith(("(", "[")):
        close = _closing(rest)
        return CriterionHeading(
            number,
            rest[1:close].strip(" :"),
            rest[close + 1 :].lstrip(" :;.,–-"),
            text[: start + close + 1],
        )
    stop = re.search(r":|\. (?=[A-ZĐÀ-Ỹ])|;\s|\s\(|\.$|$", rest)
    end = stop.start() if stop else len(rest)
    if end > 90 and not text.isupper():
        return CriterionHeading(number, "", rest, text[:at])
    return CriterionHeading(
        number, rest[:end].strip(), rest[end:].lstrip(" :;."), text[: start + end].strip(" :")
    )


def _closing(text: str) -> int:
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return at
    return len(text) - 1


def _rest(text: str, at: int) -> str:
    return text[at:].lstrip(" :;.")


_ABOUT = re.compile(r"về ", _I)


def _by_its_name(text: str, register: Register, unit: int, count: int) -> CriterionHeading | None:
    """ "1. Giao thông", "2.1. Về môi trường:": a short heading that is the name of a criterion."""
    head, colon, rest = text.partition(":")
    name = re.sub(r"^(?:về|lĩnh vực|công tác|đối với) ", "", head.strip(" .;"), flags=_I)
    if len(name.split()) > 12 or (not colon and len(text) > 90):
        return None
    number, near = register.criterion_named(name, unit)
    if near < 88 and count and begins_alike(name, count, register, unit):
        number, near = count, 88
    elif near < 88:
        part = part_of_name(re.sub(r"^hộ ", "", name, flags=_I), register, unit) if colon else 0
        # "Về sản xuất: …"; "4/ Nhà ở và vườn hộ:", the fourth of the set
        number = part if _ABOUT.match(text) or part == count else 0
        number = number or (criterion_by_people(name, register, unit) if count else 0)
        near = 88
    if not number:
        return None
    doubt = nearly(name, number, register, unit, near)
    return CriterionHeading(number, name, rest.strip(), head.strip(), doubt)


# "phụ trách tiêu chí 13": not where several are named.
_IN_CHARGE = re.compile(
    r"(?:(?:phụ trách|theo dõi|thực hiện|đảm nhận|chịu trách nhiệm)[^.;:\d]{0,30}?|:\s*)"
    r"(?:tiêu chí|TC)(?: số)?"
    r"\s*(?P<n>\d{1,2})(?!\d|\.\d|\s*(?:,|;|và|-|–)\s*(?:số |tiêu chí )?\d)",
    _I,
)


def criterion_in_charge(text: str) -> int:
    """The one criterion that the heading of an official gives them; 0 for none or several."""
    found = _IN_CHARGE.search(text)
    return int(found["n"]) if found else 0


_NAMED_IN_CHARGE = re.compile(
    r"(?:phụ trách|theo dõi|thực hiện|chỉ đạo|đảm nhận)(?: trực tiếp)? tiêu chí (?:về )?"
    r"(?P<name>[^\d,;:.()]{3,50})[.;]?$",
    _I,
)


def named_in_charge(text: str, register: Register, unit: int) -> int:
    """The one criterion that the heading of an official gives them by its name; 0 for none."""
    found = _NAMED_IN_CHARGE.search(text)
    number, near = register.criterion_named(found["name"], unit) if found else (0, 0)
    return number if near >= NEAREST else 0
